public import Foundation

/// A value of a reference file.
public indirect enum JSONValue: Sendable, Equatable, Decodable {
  /// Missing, or undefined: R's NA and NaN.
  case null
  /// True or false.
  case flag(Bool)
  /// A number; infinities too, which the files write as text.
  case number(Double)
  /// Text.
  case text(String)
  /// A list, or a column of a table.
  case array([JSONValue])
  /// Named values.
  case object([String: JSONValue])

  /// Reads any JSON.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .flag(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = value == "Inf" ? .number(.infinity) : value == "-Inf" ? .number(-.infinity) : .text(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  /// The value of a name, or nil.
  public subscript(name: String) -> JSONValue? {
    if case .object(let values) = self { values[name] } else { nil }
  }

  /// The number, or nil.
  public var number: Double? {
    switch self {
    case .number(let value): value
    case .flag(let value): value ? 1 : 0
    default: nil
    }
  }

  /// The text, or nil.
  public var text: String? {
    if case .text(let value) = self { value } else { nil }
  }

  /// The flag, or nil.
  public var flag: Bool? {
    if case .flag(let value) = self { value } else { nil }
  }

  /// The elements of a list; of a single value, that value.
  public var elements: [JSONValue] {
    switch self {
    case .array(let values): values
    case .null: []
    default: [self]
    }
  }

  /// The numbers of a list, NaN for what is missing.
  public var numbers: [Double] { elements.map { $0.number ?? .nan } }

  /// The texts of a list.
  public var texts: [String] { elements.compactMap(\.text) }

  /// A number, null where it is nil or NaN.
  public static func optional(_ value: Double?) -> JSONValue {
    guard let value, !value.isNaN else { return .null }
    return .number(value)
  }

  /// A column of numbers, null for NaN.
  public static func column(_ values: [Double]) -> JSONValue { .array(values.map(optional)) }

  /// Reads a file.
  ///
  /// - Parameter url: where it lies.
  /// - Returns: what it holds.
  /// - Throws: what reading or decoding throws.
  public static func read(_ url: URL) throws -> JSONValue {
    try JSONDecoder().decode(JSONValue.self, from: Data(contentsOf: url))
  }
}
