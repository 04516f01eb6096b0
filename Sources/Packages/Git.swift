/// What is had of a Git repository: the versions that its tags name, and the files of one.
struct Git {
  /// A tag that names a version.
  struct Tag {
    let name: String
    let version: Version
    /// What it names, in hexadecimal digits.
    let object: String
  }

  /// What is had of a repository: what a tag names, or a commit.
  struct Revision {
    /// What it is called, for faults.
    let words: String
    /// What Git fetches by.
    let reference: String
    /// What it names, in hexadecimal digits.
    let object: String

    init(_ tag: Tag) {
      // The tag is named in full: a branch of its name is not taken for it.
      (words, reference, object) = ("tag \"\(tag.name)\"", "refs/tags/\(tag.name)", tag.object)
    }

    /// A commit; `nil` where the text is no name of one.
    init?(commit: String) {
      guard [40, 64].contains(commit.utf8.count), commit.utf8.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit })
      else { return nil }
      (words, reference, object) = ("commit \(commit)", commit, commit)
    }
  }

  private let folder: String
  private let process: GitProcess

  /// Git, with a folder for its files.
  init(in folder: String) {
    self.folder = folder
    process = GitProcess(folder: folder)
  }

  private func run(_ arguments: [String], about url: String) throws(PackageFault) -> [UInt8] {
    try process.run(arguments, about: url)
  }

  /// The versions of a repository by its tags, `v1.2.0` or `1.2.0`; of a folder by tags that begin with it, `grfs/v1.2.0`, where
  /// there are such.
  func tags(of repository: PluginRepository) throws(PackageFault) -> [Tag] {
    let url = repository.url
    let listing = try run(["ls-remote", "--tags", "--refs", "--", url], about: url)
    var (tags, own) = ([Tag](), [Tag]())
    let prefix = repository.folder.map { "\($0)/" }
    for line in String(decoding: listing, as: UTF8.self).split(separator: "\n") {
      let fields = line.split(separator: "\t")
      guard let object = fields.first, let path = fields.last, path.hasPrefix("refs/tags/") else { continue }
      let name = String(path.dropFirst("refs/tags/".count))
      let isOwn = prefix.map(name.hasPrefix) ?? false
      let number = name.dropFirst(isOwn ? prefix?.count ?? 0 : 0)
      if let version = Version(String(number.hasPrefix("v") ? number.dropFirst() : number), numbers: 3...3) {
        let tag = Tag(name: name, version: version, object: String(object))
        if isOwn { own.append(tag) } else { tags.append(tag) }
      }
    }
    return (own.isEmpty ? tags : own).sorted { ($0.version, $0.name) < ($1.version, $1.name) }
  }

  /// The files of a repository, or of a folder in it, at a revision, and the commit that it names.
  ///
  /// They are read from Git's own objects, so that no link, filter or name is given to the file system.
  func files(
    of source: PluginRepository, at revision: Revision
  ) throws(PackageFault) -> (tree: PackageTree, leftOut: [String], commit: String) {
    let url = source.url
    let repository = "\(folder)/repository"
    // The repository is made here, with no template.
    let form = revision.object.utf8.count == 64 ? ["--object-format=sha256"] : []
    _ = try run(["init", "--quiet", "--bare", "--template="] + form + ["--", repository], about: url)
    let within = ["--git-dir", repository]
    let wanted = "refs/wanted"
    _ = try run(
      within + [
        "fetch", "--quiet", "--depth", "1", "--no-tags", "--no-recurse-submodules", "--", url,
        "+\(revision.reference):\(wanted)",
      ], about: url)
    let commit = String(
      decoding: try run(within + ["rev-parse", "--verify", "\(wanted)^{commit}"], about: url).filter { $0 != 10 },
      as: UTF8.self)
    var files: [PackageTree.File] = []
    var leftOut: [String] = []
    var total = 0
    let listing = try run(within + ["ls-tree", "-r", "-l", "-z", "--full-tree", commit], about: url)
    var entries: [TreeEntry] = []
    for record in listing.split(separator: 0) { entries.append(try TreeEntry(record, of: url)) }
    for entry in try Self.entries(entries, in: source, at: revision) {
      guard !entry.isHidden, PackagePath.belongs(entry.path) || entry.mode == "120000" else {
        leftOut.append(entry.path)
        continue
      }
      let path = try entry.checkedPath(url)
      try PackageTree.check(size: entry.size, of: path, in: url)
      total += entry.size
      guard files.count < PackageTree.Bounds.files, total <= PackageTree.Bounds.all else {
        throw PackageFault(
          "\(url): a plugin may have \(PackageTree.Bounds.files) files and \(PackageTree.Bounds.all) bytes; this has more"
        )
      }
      let bytes = try run(within + ["cat-file", "blob", entry.object], about: url)
      guard !bytes.starts(with: Self.pointer) else {
        throw PackageFault(
          "\(url): \"\(path)\" is kept in Git LFS, which is not fetched; its author should keep the file itself in the repository"
        )
      }
      files.append(.init(path, bytes))
    }
    return (try PackageTree(files, of: url), leftOut, commit)
  }

  /// The entries of the folder that is meant, by their paths within it.
  private static func entries(
    _ all: [TreeEntry], in source: PluginRepository, at revision: Revision
  ) throws(PackageFault) -> [TreeEntry] {
    let places = all.filter { $0.path.hasSuffix("/\(PluginManifest.fileName)") && !$0.isHidden }
      .map { String($0.path.dropLast(PluginManifest.fileName.count + 1)) }
    let listing = places.isEmpty ? "" : "; there is a \(PluginManifest.fileName) in \(places.shortened)"
    guard let folder = source.folder else {
      guard all.contains(where: { $0.path == PluginManifest.fileName }) || places.isEmpty else {
        throw PackageFault(
          "\(source.url): has no \(PluginManifest.fileName) at its top, at \(revision.words)\(listing): write \(source.url)//\(places[0])"
        )
      }
      return all
    }
    let found = all.compactMap { $0.within(folder) }
    guard !found.isEmpty else {
      throw PackageFault("\(source.url): has no folder \"\(folder)\" at \(revision.words)\(listing)")
    }
    return found
  }

  /// What a file begins with that stands for one in Git LFS.
  private static let pointer = Array("version https://git-lfs.github.com/spec/".utf8)

  /// A line of `git ls-tree -l`: `100644 blob 8d0e41… 1234	init.lua`.
  private struct TreeEntry {
    let mode: String
    let object: String
    let size: Int
    private(set) var path: String

    /// The entry by its path within a folder; `nil` where it does not lie in it.
    func within(_ folder: String) -> TreeEntry? {
      guard path.hasPrefix("\(folder)/") else { return nil }
      var entry = self
      entry.path = String(path.dropFirst(folder.utf8.count + 1))
      return entry
    }

    init(_ record: ArraySlice<UInt8>, of url: String) throws(PackageFault) {
      let halves = record.split(separator: 9, maxSplits: 1, omittingEmptySubsequences: false)
      let facts = (halves.first ?? []).split(separator: 32).map { String(decoding: $0, as: UTF8.self) }
      guard halves.count == 2, facts.count == 4, let path = String(validating: halves[1], as: UTF8.self) else {
        throw PackageFault("\(url): holds a name of a file that is no text")
      }
      (mode, object, self.path) = (facts[0], facts[2], path)
      size = Int(facts[3]) ?? 0
    }

    var isHidden: Bool { path.split(separator: "/").contains { $0.hasPrefix(".") } }

    func checkedPath(_ url: String) throws(PackageFault) -> PackagePath {
      guard mode != "120000" else { throw PackageFault("\(url): \"\(path)\" is a link; a plugin holds files alone") }
      guard mode == "100644" || mode == "100755" else {
        throw PackageFault("\(url): \"\(path)\" is no file; a plugin holds files alone")
      }
      do { return try PackagePath(path) } catch { throw PackageFault("\(url): \(error)") }
    }
  }
}
