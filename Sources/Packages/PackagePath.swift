/// Where a file of a plugin stands in its folder, such as `init.lua` or `tests/grfs_test.lua`.
///
/// Nothing can be written in it that leads out of the folder, is hidden, or that two systems read differently.
public struct PackagePath: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The path, its parts apart by `/`.
  public let description: String

  /// The most bytes of a path: what the name of a file in a pack holds.
  static let longest = 100
  /// The most folders in each other.
  static let deepest = 6

  /// Reads a path.
  public init(_ text: String) throws(PackageFault) {
    let shown = "\"\(text)\""
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard text.utf8.count <= Self.longest, parts.count <= Self.deepest + 1 else {
      throw PackageFault(
        "\(shown) is too long a path; it may have \(Self.longest) characters and \(Self.deepest) folders in each other")
    }
    guard !text.hasPrefix("/"), !parts.contains(".."), !parts.contains("."), !parts.contains("") else {
      throw PackageFault("\(shown) leads out of the plugin's folder; a path is as \"tests/grfs_test.lua\"")
    }
    for scalar in text.unicodeScalars where !Self.isAllowed(scalar) {
      throw PackageFault(
        "\(shown): \(scalar.named) is not allowed in the name of a file; ASCII letters, digits, \"_\", \"-\" and \".\" are"
      )
    }
    guard !parts.contains(where: { $0.hasPrefix(".") || $0.hasSuffix(".") || $0.hasPrefix("-") }) else {
      throw PackageFault(
        "\(shown): a name of a file begins with a letter, a digit or \"_\", and does not end with \".\"")
    }
    description = text
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII
      && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "_-./".unicodeScalars.contains(scalar))
  }

  /// The name under which the plugin's own files may require it, such as `lib/ranks`; `nil` where it is no module.
  public var module: String? {
    description.hasSuffix(".lua") && !isProof ? String(description.dropLast(4)) : nil
  }

  /// Whether it is for tests alone.
  var isProof: Bool { Self.isProof(description) }

  private static func isProof(_ path: String) -> Bool { path.hasPrefix("tests/") || path.hasPrefix("fixtures/") }

  /// The files at the top of a plugin that are no Lua.
  private static let papers = [
    "plugin.toml", "README.md", "CHANGELOG.md", "LICENSE", "LICENSE.md", "LICENCE", "LICENCE.md",
  ]

  /// Whether such a file belongs to a plugin.
  public var belongs: Bool { Self.belongs(description) }

  /// Whether a file of that name would belong to a plugin.
  static func belongs(_ path: String) -> Bool { path.hasSuffix(".lua") || isProof(path) || papers.contains(path) }

  /// What belongs to a plugin, in words.
  static let belonging =
    "plugin.toml, README.md, CHANGELOG.md, LICENSE, Lua files, and what lies in tests/ and fixtures/"

  /// The order of their bytes.
  public static func < (left: PackagePath, right: PackagePath) -> Bool {
    left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
  }
}
