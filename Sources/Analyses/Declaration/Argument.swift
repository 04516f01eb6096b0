/// A value as a script writes it, before it is checked.
public indirect enum Argument: Sendable, Hashable, Codable {
  /// True or false.
  case flag(Bool)
  /// A whole number.
  case integer(Int)
  /// A number.
  case number(Double)
  /// A text.
  case text(String)
  /// A list, in order.
  case list([Argument])
  /// Named values, in the order of their names.
  case map([Entry])

  /// One named value.
  public struct Entry: Sendable, Hashable, Codable {
    /// The name.
    public let name: String
    /// The value.
    public let value: Argument

    /// A named value.
    public init(_ name: String, _ value: Argument) {
      self.name = name
      self.value = value
    }
  }

  /// The kind of value, for messages: `a number`, `a text`.
  public var kind: String {
    switch self {
    case .flag: "true or false"
    case .integer, .number: "a number"
    case .text: "a text"
    case .list: "a list"
    case .map: "a table of named values"
    }
  }

  /// The value as a script would write it.
  public var source: String {
    switch self {
    case .flag(let flag): flag ? "true" : "false"
    case .integer(let integer): String(integer)
    case .number(let number):
      number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : "\(number)"
    case .text(let text): Self.quoted(text)
    case .list([]), .map([]): "{}"
    case .list(let values): "{ \(values.map(\.source).joined(separator: ", ")) }"
    case .map(let entries): "{ \(entries.map { "\(Self.key($0.name)) = \($0.value.source)" }.joined(separator: ", ")) }"
    }
  }

  /// A share in percent, without more digits than it has: 95% for 0.95.
  public static func percent(_ share: Double) -> String { number((share * 1e6).rounded() / 1e4).source + "%" }

  /// A number in a sentence, to two decimals, or to so many that three of its digits stand.
  public static func rounded(_ value: Double) -> Argument {
    var scale = 100.0
    while value != 0, value.isFinite, abs(value) * scale < 100, scale < 1e12 { scale *= 10 }
    return number((value * scale).rounded() / scale)
  }

  /// A text in quotes, as a script would write it.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for character in text {
      switch character {
      case "\"", "\\": quoted += "\\\(character)"
      case "\n": quoted += "\\n"
      default: quoted.append(character)
      }
    }
    return quoted + "\""
  }

  /// The name of an entry as a script would write it: in brackets where it is no name of Lua's.
  public static func key(_ name: String) -> String {
    let isName =
      name.utf8.allSatisfy { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      } && name.utf8.first.map { $0 > UInt8(ascii: "9") } ?? false
    return isName && !keywords.contains(name) ? name : "[\(quoted(name))]"
  }

  /// The words of Lua that cannot be names.
  private static let keywords: Set<String> = [
    "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in", "local", "nil",
    "not",
    "or", "repeat", "return", "then", "true", "until", "while",
  ]

  /// The value as a number, where it is one.
  public var double: Double? {
    switch self {
    case .integer(let integer): Double(integer)
    case .number(let number): number
    default: nil
    }
  }

  /// The value as a list: of itself alone where it is none.
  public var elements: [Argument] { if case .list(let values) = self { values } else { [self] } }
}
