/// Why a plugin cannot be read, packed, added or used.
public struct PackageFault: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong, where, and what to do, as it is shown.
  public let description: String

  /// A fault.
  public init(_ description: String) { self.description = description }
}

extension Unicode.Scalar {
  /// The character as faults name it, so that look-alikes can be told apart: `'ց' (U+0581)`.
  var named: String {
    let digits = String(value, radix: 16, uppercase: true)
    let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    return properties.isWhitespace || value < 32 || value == 127 || properties.isDefaultIgnorableCodePoint
      ? code : "'\(self)' (\(code))"
  }
}

extension String {
  /// The text as one word of a command that is typed in a shell.
  public var quotedForShell: String {
    let plain = utf8.allSatisfy { ($0 | 32) &- 97 < 26 || $0.isDigit || "_-+,./:@%=".utf8.contains($0) }
    return plain && !isEmpty ? self : "'" + replacing("'", with: "'\\''") + "'"
  }

  /// The text without what it ends with.
  func dropping(suffix: String) -> String { hasSuffix(suffix) ? String(dropLast(suffix.count)) : self }
}

extension [String] {
  /// `a`, `a and b`, `a, b and c`.
  var listed: String { count < 2 ? joined() : dropLast().joined(separator: ", ") + " and " + (last ?? "") }

  /// The first ten, and how many more there are.
  public var shortened: String {
    prefix(10).joined(separator: ", ") + (count > 10 ? " and \(count - 10) more" : "")
  }
}
