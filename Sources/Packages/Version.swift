/// A version as Semantic Versioning 2.0.0 writes it, without build metadata: `1.2.0`, `1.2.0-beta.1`.
public struct Version: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The three numbers.
  public let numbers: [Int]
  /// What names a version before its release, part by part; empty for a release.
  public let prerelease: [String]

  /// Reads a version.
  public init(_ text: String) throws(PackageFault) {
    guard let version = Version(text, numbers: 3...3) else {
      throw PackageFault("\"\(text)\" is no version; a version is three numbers, such as \"1.2.0\" or \"1.2.0-beta.1\"")
    }
    self = version
  }

  /// A version of so many numbers; those that are missing are 0.
  init?(_ text: String, numbers expected: ClosedRange<Int>) {
    guard text.utf8.count <= 64, text.utf8.allSatisfy(\.isVersionByte) else { return nil }
    let halves = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    let parts = (halves.first ?? "").split(separator: ".", omittingEmptySubsequences: false)
    guard expected.contains(parts.count), parts.allSatisfy({ Self.isNumber($0) && $0.count <= 9 }) else { return nil }
    numbers = parts.compactMap { Int($0) } + Array(repeating: 0, count: 3 - parts.count)
    guard halves.count == 2 else {
      prerelease = []
      return
    }
    prerelease = halves[1].split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let isSound = prerelease.allSatisfy { part in
      !part.isEmpty && (!part.utf8.allSatisfy(\.isDigit) || Self.isNumber(part[...]) && part.count <= 9)
    }
    guard isSound, parts.count == 3 else { return nil }
  }

  /// Digits without a leading zero.
  private static func isNumber(_ text: Substring) -> Bool {
    text.utf8.allSatisfy(\.isDigit) && !text.isEmpty && (text.count == 1 || text.first != "0")
  }

  /// The version as it is written.
  public var description: String {
    numbers.map(String.init).joined(separator: ".")
      + (prerelease.isEmpty ? "" : "-" + prerelease.joined(separator: "."))
  }

  /// By the numbers; before a release come those that lead to it.
  public static func < (left: Version, right: Version) -> Bool {
    if left.numbers != right.numbers { return left.numbers.lexicographicallyPrecedes(right.numbers) }
    if left.prerelease.isEmpty || right.prerelease.isEmpty {
      return !left.prerelease.isEmpty && right.prerelease.isEmpty
    }
    for (a, b) in zip(left.prerelease, right.prerelease) where a != b {
      switch (Int(a), Int(b)) {
      case (let a?, let b?): return a < b
      case (nil, nil): return a.utf8.lexicographicallyPrecedes(b.utf8)
      case (let number, _): return number != nil
      }
    }
    return left.prerelease.count < right.prerelease.count
  }
}

/// Which versions will do: `>= 1.2`, `>= 1.2, < 2`, `= 1.2.0`.
public struct VersionRequirement: Sendable, Hashable, CustomStringConvertible {
  /// A bound, and which side of it will do.
  private struct Bound: Sendable, Hashable {
    var sign: String
    var version: Version
  }

  private let bounds: [Bound]
  /// The requirement as it was written.
  public let description: String

  /// Reads a requirement.
  public init(_ text: String) throws(PackageFault) {
    var bounds: [Bound] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let trimmed = part.drop { $0 == " " }
      let sign = String(trimmed.prefix { "<>=".contains($0) })
      var number = String(trimmed.dropFirst(sign.count).drop { $0 == " " })
      while number.last == " " { number.removeLast() }
      guard [">=", ">", "<=", "<", "="].contains(sign), let version = Version(number, numbers: 1...3) else {
        throw PackageFault(
          "\"\(text)\" does not say which versions will do; write it as \">= 1.2\", \">= 1.2, < 2\" or \"= 1.2.0\"")
      }
      bounds.append(Bound(sign: sign, version: version))
    }
    self.bounds = bounds
    description = text
  }

  /// Whether a version will do.
  public func admits(_ version: Version) -> Bool {
    bounds.allSatisfy { bound in
      switch bound.sign {
      case ">=": version >= bound.version
      case ">": version > bound.version
      case "<=": version <= bound.version
      case "<": version < bound.version
      default: version == bound.version
      }
    }
  }
}

extension UInt8 {
  /// Whether it is one of the digits 0 to 9 in ASCII.
  var isDigit: Bool { self &- 48 < 10 }

  /// Whether it may stand in a version.
  fileprivate var isVersionByte: Bool { isDigit || (self | 32) &- 97 < 26 || self == 45 || self == 46 }
}
