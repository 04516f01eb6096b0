/// The name of a plugin: who makes it, and what it is called, such as `acme/grfs`.
///
/// Only lower-case ASCII letters, digits, `_` and `-` are allowed; two that look alike all the same are not both in one project.
public struct PluginID: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Who makes it.
  public let team: String
  /// What it is called.
  public let name: String

  /// The most characters of either part.
  static let longest = 40

  /// Reads an id.
  public init(_ text: String) throws(PackageFault) {
    let allowed = "an id is team/name, of lower-case ASCII letters, digits, \"_\" and \"-\", such as \"acme/grfs\""
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    for scalar in text.unicodeScalars where !Self.isAllowed(scalar) && scalar != "/" {
      throw PackageFault("\"\(text)\" is no id of a plugin: \(scalar.named) is not allowed; \(allowed)")
    }
    guard parts.count == 2, parts.allSatisfy({ $0.utf8.first.map { $0 &- 97 < 26 } ?? false }) else {
      throw PackageFault("\"\(text)\" is no id of a plugin; \(allowed), both beginning with a letter")
    }
    guard parts.allSatisfy({ $0.count <= Self.longest }) else {
      throw PackageFault("\"\(text)\" is no id of a plugin: each part may have \(Self.longest) characters; \(allowed)")
    }
    (team, name) = (parts[0], parts[1])
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) || scalar == "_" || scalar == "-"
  }

  /// The id as it is written.
  public var description: String { "\(team)/\(name)" }

  /// What is left of it to somebody who does not look twice.
  var look: String {
    var look = description
    for (likeness, seen) in [("rn", "m"), ("vv", "w"), ("1", "l"), ("i", "l"), ("0", "o"), ("-", ""), ("_", "")] {
      look = look.replacing(likeness, with: seen)
    }
    return look
  }

  /// The order of their bytes.
  public static func < (left: PluginID, right: PluginID) -> Bool {
    left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
  }
}

/// A plugin in one of its versions, such as `acme/grfs@1.2.0`.
public struct PluginKey: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Which plugin.
  public let id: PluginID
  /// Which version.
  public let version: Version

  /// A plugin in a version.
  public init(_ id: PluginID, _ version: Version) {
    self.id = id
    self.version = version
  }

  /// Reads a key.
  public init(_ text: String) throws(PackageFault) {
    let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 else {
      throw PackageFault("\"\(text)\" names no version; write it as \"acme/grfs@1.2.0\"")
    }
    id = try PluginID(parts[0])
    version = try Version(parts[1])
  }

  /// The key as it is written.
  public var description: String { "\(id)@\(version)" }

  /// As it is said in sentences: `acme/grfs 1.2.0`.
  public var words: String { "\(id) \(version)" }

  /// By id, then by version.
  public static func < (left: PluginKey, right: PluginKey) -> Bool {
    left.id == right.id ? left.version < right.version : left.id < right.id
  }
}
