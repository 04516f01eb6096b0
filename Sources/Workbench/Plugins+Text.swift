import Names
public import Packages
import Terminals

extension ProjectChange.Step {
  /// What becomes of the plugin, for people to read.
  public var text: String {
    guard let new else { return old.map { "removed \($0.words)\n" } ?? "" }
    guard let old else { return "added \(new.words)\n" }
    if old == new, files.isEmpty, grown.isEmpty, edited == nil {
      return "written again, as \(LockFile.fileName) says: \(new.words)\n"
    }
    let isOther = old == new && !files.isEmpty
    var lines = [
      isOther
        ? "\(new.words), with other files under the same version"
        : old == new ? new.words : "\(old.words) → \(new.version)"
    ]
    if let edited { lines.append("  WHAT WAS CHANGED HERE GOES: \(edited)") }
    if let moved { lines.append("  NEW SOURCE \(moved.new), before it was \(moved.old)") }
    lines += files.map { "  \($0.change.padded(to: 8)) \($0.path)" }
    for (path, difference) in self.lines { lines += ["  \(path):"] + difference.map { "    \($0)" } }
    lines += grown.map { "  NEW CAPABILITY \($0.rawValue): it may \($0.meaning)" }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension Plugin {
  /// What somebody should see before they trust the plugin.
  ///
  /// - Parameters:
  ///   - folder: Where its files can be looked at.
  ///   - source: Where it comes from.
  /// - Returns: Who made it, what it may do, its files and the beginning of its README.
  public func card(folder: String, source: String) -> String {
    var lines = ["\(manifest.key.words): \(manifest.summary)"]
    func add(_ name: String, _ value: String) {
      if !value.isEmpty { lines.append("  \((name + ":").padded(to: 13)) \(value)") }
    }
    add("authors", manifest.authors.joined(separator: ", "))
    add("licence", manifest.licence)
    add("from", source)
    add("says it is", manifest.validationWords)
    add("citation", manifest.citation ?? "")
    add("homepage", manifest.homepage ?? "")
    add("offers", manifest.offers)
    add("may", manifest.capabilities.map(\.meaning).joined(separator: "; "))
    if manifest.capabilities.isEmpty { add("may", "nothing but compute from what it is handed") }
    add(
      "needs", manifest.needed.map { "\($0) \(manifest.dependencies[$0]?.description ?? "")" }.joined(separator: ", "))
    add("of a cohort", manifest.needs.words.joined(separator: ", "))
    add("files", "in \(folder)")
    lines += tree.files.map { "    \("\($0.path)".padded(to: 32)) \($0.bytes.count) bytes" }
    add("SHA-256", sha256)
    let readme = String(decoding: tree["README.md"] ?? [], as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    if !readme.isEmpty {
      lines += ["", "README.md begins:"] + readme.prefix(12).map { "  | \($0)" }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension PluginProject.Member {
  /// The command that trusts the plugin: it asks or, where nobody can be asked, says which files are meant.
  ///
  /// - Parameter name: How commands name the plugin.
  /// - Returns: The command.
  public func trusting(as name: String) -> String {
    "workbench plugin trust \(name)" + (Terminal.isAttended ? "" : " --sha256 \(locked.sha256)")
  }
}

extension PluginManifest {
  /// How far somebody has seen to it, and who.
  public var validationWords: String {
    validation.rawValue + (validatedBy.isEmpty ? "" : " by \(validatedBy.joined(separator: ", "))")
  }

  /// What it contributes, by kind.
  fileprivate var offers: String {
    contributions.sorted { $0.key.rawValue < $1.key.rawValue }
      .map { "\($0.key.rawValue) \($0.value.joined(separator: ", "))" }.joined(separator: "; ")
  }
}

extension String {
  /// The text with blanks after it, up to a width.
  func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
