/// A Git repository, and the folder of it in which a plugin lies.
public struct PluginRepository: Sendable, Hashable, CustomStringConvertible {
  /// Its address.
  public let url: String
  /// The folder; `nil` where the plugin is the whole repository.
  public let folder: String?

  /// What separates the address from the folder: `https://example.org/acme/plugins.git//grfs`.
  private static let separator = "//"

  /// What was meant by an address, with a folder or without.
  init(_ text: String) throws(PackageFault) {
    let start = text.firstRange(of: "://")?.upperBound ?? text.startIndex
    guard let separator = text[start...].firstRange(of: Self.separator) else {
      (url, folder) = (text, nil)
      return
    }
    let path = text[separator.upperBound...]
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.allSatisfy(Self.isPlain) else {
      throw PackageFault(
        "\(text): the folder behind // should be plain names with / between them, as in \"https://example.org/acme/plugins.git//grfs\""
      )
    }
    (url, folder) = (String(text[..<separator.lowerBound]), String(path))
  }

  /// Names of folders go to Git as parts of a path: nothing in them may mean anything else to it.
  private static func isPlain(_ part: Substring) -> Bool {
    guard let first = part.utf8.first, first != UInt8(ascii: "."), first != UInt8(ascii: "-") else { return false }
    return part.allSatisfy { ($0.isASCII && ($0.isLetter || $0.isNumber)) || "._-".contains($0) }
  }

  /// As it stands in the lock file.
  public var description: String { url + (folder.map { Self.separator + $0 } ?? "") }
}

/// Where a plugin can be had: a folder, a pack, or a Git repository at a version.
public enum PluginSource: Sendable, Hashable, CustomStringConvertible {
  /// A folder.
  case folder(String)
  /// A pack.
  case pack(String)
  /// A Git repository, and the version that is asked for; the newest without it.
  case git(PluginRepository, Version?)

  /// The beginnings of the addresses that are fetched: those that are encrypted, and this machine's own files.
  static let protocols = ["https://", "ssh://", "file://"]

  /// What was meant by a path or an address, `https://…/grfs.git@1.2.0` or `https://…/plugins.git//grfs@1.2.0`.
  public init(_ text: String) throws(PackageFault) {
    guard !text.hasPrefix("-"), !text.isEmpty,
      !text.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 })
    else { throw PackageFault("\"\(text)\" is neither a path nor an address") }
    if System.kind(of: text + "/.") == .folder {
      self = .folder(text)
    } else if text.hasSuffix(Pack.ending), !text.contains("://") {
      self = .pack(text)
    } else if text.contains("://") || text.contains("::") || Self.isShort(text) {
      self = try Self.git(text)
    } else {
      throw PackageFault(
        "\"\(text)\": there is no such folder; a plugin is a folder, a file that ends with \(Pack.ending), or the address of "
          + "a Git repository, such as \"https://example.org/acme/grfs.git@1.2.0\"")
    }
  }

  private static func git(_ text: String) throws(PackageFault) -> PluginSource {
    let tail = text.lastIndex { $0 == "/" || $0 == ":" }.map { text[$0...] } ?? text[...]
    var (url, version) = (text, Version?.none)
    if let at = tail.lastIndex(of: "@") {
      version = try Version(String(text[text.index(after: at)...]).droppingLeadingV)
      url = String(text[..<at])
    }
    // `ext::` and its like run programs, and what is not encrypted can be changed on its way.
    guard protocols.contains(where: url.hasPrefix) || isShort(url) && !url.contains("::") else {
      throw PackageFault(
        "\(url): is not fetched; an address begins with \(protocols.listed), or is as \"git@host:acme/grfs.git\"")
    }
    let place = url.split(separator: "/", omittingEmptySubsequences: false).dropFirst(2).joined(separator: "/")
    guard !place.hasPrefix("-"), !url.contains("@-") else {
      throw PackageFault("\(url): a host cannot begin with \"-\"")
    }
    let host = place.prefix { $0 != "/" }
    if let at = host.lastIndex(of: "@"), url.hasPrefix("https://") || host[..<at].contains(":") {
      throw PackageFault("an address with a name or a password in it would be written to the lock file; leave it out")
    }
    return .git(try PluginRepository(url), version)
  }

  /// Whether it is an address of the form `git@host:path`.
  private static func isShort(_ text: String) -> Bool {
    guard let at = text.firstIndex(of: "@"), let colon = text[at...].firstIndex(of: ":") else { return false }
    let user = text[..<at]
    return !user.isEmpty && user.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } && text.index(after: at) < colon
  }

  /// As it stands in the lock file: without the version, which stands there itself.
  public var description: String {
    switch self {
    case .folder(let path), .pack(let path): path
    case .git(let repository, _): repository.description
    }
  }

  /// A plugin that was had, and what is known of where from.
  public struct Fetched: Sendable {
    /// The plugin.
    public let plugin: Plugin
    /// Where it comes from, as the lock file keeps it.
    public let source: String
    /// The commit, where it comes from Git.
    public let commit: String?
    /// The names of files that do not belong to a plugin.
    public let leftOut: [String]

    /// The same, known to the lock file by where it already says that it comes from.
    public func known(as source: String) -> Fetched {
      Fetched(plugin: plugin, source: source, commit: commit, leftOut: leftOut)
    }
  }

  /// What a lock file says that a plugin comes from, as it stands in a project.
  ///
  /// - Parameters:
  ///   - text: What the lock file says.
  ///   - root: The project's folder, from which paths count.
  ///   - version: The version that is wanted of a repository; the newest without it.
  /// - Throws: ``PackageFault`` where it is neither a path nor an address that is fetched.
  public init(locked text: String, in root: String, version: Version? = nil) throws(PackageFault) {
    let isPath = !text.contains("://") && !Self.isShort(text) && !text.hasPrefix("/")
    try self.init(isPath ? "\(root)/\(text)" : text)
    if case .git(let repository, nil) = self { self = .git(repository, version) }
  }

  /// Has the plugin; nothing is written but temporary files, which are gone then.
  ///
  /// - Parameters:
  ///   - root: The project's folder; a path inside it is kept as it counts from there.
  ///   - commit: The commit of a Git repository that is wanted, whatever its tags name now; where it cannot be had, the tag decides.
  /// - Returns: The plugin, and where it comes from.
  /// - Throws: ``PackageFault``, or `TOMLFaults` of its manifest.
  public func fetch(for root: String? = nil, at commit: String? = nil) throws -> Fetched {
    switch self {
    case .folder(let path):
      let reading = try PackageFolder.read(path, strictly: false)
      return Fetched(
        plugin: try Plugin(reading.tree, of: path), source: Self.kept(path, in: root), commit: nil,
        leftOut: reading.leftOut)
    case .pack(let path):
      let tree = try Pack.unpack(try System.read(path, most: Pack.most), named: path)
      return Fetched(plugin: try Plugin(tree, of: path), source: Self.kept(path, in: root), commit: nil, leftOut: [])
    case .git(let repository, let version):
      if let commit, let fetched = try? Self.clone(repository, at: commit) { return fetched }
      return try Self.clone(repository, version)
    }
  }

  private static func clone(_ repository: PluginRepository, at commit: String) throws -> Fetched? {
    guard let revision = Git.Revision(commit: commit) else { return nil }
    let folder = try System.makeTemporaryFolder("\(System.temporary)/workbench-git-")
    defer { System.remove(folder) }
    let (tree, leftOut, _) = try Git(in: folder).files(of: repository, at: revision)
    return Fetched(
      plugin: try Plugin(tree, of: repository.description), source: repository.description, commit: commit,
      leftOut: leftOut)
  }

  /// A path as the lock file keeps it: counted from the project's folder, unless it was given from the top and lies outside.
  private static func kept(_ path: String, in root: String?) -> String {
    guard let root else { return path }
    func parts(_ path: String) -> [Substring] {
      path.split(separator: "/").reduce(into: []) { parts, part in
        if part == "..", !parts.isEmpty { parts.removeLast() } else if part != "." { parts.append(part) }
      }
    }
    let (target, base) = (parts(path.hasPrefix("/") ? path : "\(System.workingFolder)/\(path)"), parts(root))
    let shared = zip(target, base).prefix { $0 == $1 }.count
    guard !path.hasPrefix("/") || shared == base.count else { return "/" + target.joined(separator: "/") }
    let up = Array(repeating: "..", count: base.count - shared)
    return (up + target[shared...].map(String.init)).joined(separator: "/")
  }

  private static func clone(_ repository: PluginRepository, _ version: Version?) throws -> Fetched {
    let folder = try System.makeTemporaryFolder("\(System.temporary)/workbench-git-")
    defer { System.remove(folder) }
    let git = Git(in: folder)
    let tags = try git.tags(of: repository)
    let wanted = tags.last { version == nil ? $0.version.prerelease.isEmpty : $0.version == version }
    guard let tag = wanted ?? (version == nil ? tags.last : nil) else {
      let known = tags.suffix(5).map(\.name).joined(separator: ", ")
      throw PackageFault(
        "\(repository): has no tag " + (version.map { "\"v\($0)\" or \"\($0)\"" } ?? "of a version, such as \"v1.2.0\"")
          + (known.isEmpty ? "" : "; its last ones: \(known)"))
    }
    let (tree, leftOut, commit) = try git.files(of: repository, at: Git.Revision(tag))
    let plugin = try Plugin(tree, of: repository.description)
    guard plugin.manifest.version == tag.version else {
      throw PackageFault(
        "\(repository): tag \"\(tag.name)\" holds version \(plugin.manifest.version) by its \(PluginManifest.fileName)"
          + (repository.folder.map {
            "; a folder with versions of its own has tags such as \"\($0)/v\(plugin.manifest.version)\""
          } ?? ""))
    }
    return Fetched(plugin: plugin, source: repository.description, commit: commit, leftOut: leftOut)
  }
}

extension String {
  /// `1.2.0` of `v1.2.0`.
  fileprivate var droppingLeadingV: String { hasPrefix("v") ? String(dropFirst()) : self }
}
