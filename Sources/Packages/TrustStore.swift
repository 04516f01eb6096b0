import TOML

/// The plugins that this user trusts, by what they hold: in the user's own folder, so that a project cannot bring trust along.
public struct TrustStore: Sendable {
  /// Where it is kept.
  public let path: String
  /// The plugins by the digest of their files.
  public private(set) var trusted: [String: String]

  /// The user's own: in `$XDG_STATE_HOME`, or in `~/.local/state`.
  ///
  /// - Throws: Where there is no such folder, or the file cannot be read.
  public static func ofUser() throws -> TrustStore { try TrustStore(path: pathOfUser()) }

  /// The file in which the user's own is kept.
  ///
  /// - Throws: ``PackageFault`` where it is not known which that is.
  public static func pathOfUser() throws(PackageFault) -> String {
    // A path that is not absolute is to be ignored (XDG Base Directory Specification 0.8).
    let set = System.environment("XDG_STATE_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
    guard let folder = set ?? System.environment("HOME").map({ "\($0)/.local/state" }) else {
      throw PackageFault("it is not known where this user's trust is kept: set HOME, or XDG_STATE_HOME")
    }
    return "\(folder)/workbench/trust.toml"
  }

  /// The trust that is kept in a file; none where there is no file.
  ///
  /// - Throws: `TOMLFaults`, or ``PackageFault``, where it cannot be read: then nothing is trusted.
  public init(path: String) throws {
    self.path = path
    trusted = [:]
    guard System.kind(of: path) != .nothing else { return }
    let document = try TOMLDocument(name: path, bytes: try System.read(path, most: 16 << 20))
    let root = TOMLSection(root: document)
    var faults = TOMLFaults()
    root.allow(["trusted"], &faults)
    if let section = root.section("trusted", as: "[trusted]", &faults) {
      for digest in section.keys { trusted[digest] = section.text(digest, &faults)?.text }
    }
    try faults.throwIfAny()
  }

  /// Whether a plugin of these files is trusted.
  public func trusts(_ sha256: String) -> Bool { trusted[sha256] != nil }

  /// Trusts a plugin from now on, and keeps that.
  ///
  /// - Throws: Where it cannot be kept.
  public mutating func trust(_ key: PluginKey, sha256: String) throws {
    try change { $0[sha256] = key.words }
  }

  /// Trusts a plugin no more, in none of its versions.
  ///
  /// - Returns: What it was trusted as.
  /// - Throws: Where it cannot be kept.
  public mutating func distrust(_ id: PluginID) throws -> [String] {
    var gone: [String] = []
    try change { trusted in
      gone = trusted.values.filter { $0.hasPrefix("\(id) ") }.sorted()
      trusted = trusted.filter { !$0.value.hasPrefix("\(id) ") }
    }
    return gone
  }

  /// Changes what is kept, as it is now: another command may have changed it since it was read.
  private mutating func change(_ edit: (inout [String: String]) -> Void) throws {
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    try System.makeFolder(folder, mode: 0o700)
    let hold = try Hold("\(path).busy", changing: "this user's trust") { _ in }
    self = try TrustStore(path: path)
    let before = trusted
    edit(&trusted)
    if trusted != before { try write() }
    _ = consume hold
  }

  private func write() throws(PackageFault) {
    var text = TOMLText()
    text.comment("The plugins that this user has looked at and trusts, by the SHA-256 of their files.")
    text.open(["trusted"])
    for (digest, words) in trusted.sorted(by: { $0.key < $1.key }) { text.add(digest, words) }
    try System.replace(path, with: Array(text.text.utf8), mode: 0o600)
  }
}
