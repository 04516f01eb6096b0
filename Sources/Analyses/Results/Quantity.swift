/// The value of one statistic: a number, a count, a text, or the reason why there is none.
public enum Quantity: Sendable, Hashable {
  /// A number. Never rounded, never infinite, never NaN.
  case number(Double)
  /// A count.
  case count(Int)
  /// A text, such as the reference level of a factor.
  case text(String)
  /// A statistic that cannot be computed here, and why, such as "median not reached".
  case notEstimable(String)

  /// A number where there is one, and otherwise the reason why not.
  ///
  /// - Parameters:
  ///   - value: A number; `nil`, NaN and infinities stand for none.
  ///   - reason: Why there is none.
  public init(_ value: Double?, otherwise reason: @autoclosure () -> String) {
    if let value, value.isFinite { self = .number(value) } else { self = .notEstimable(reason()) }
  }

  /// The number or count, as a number.
  public var double: Double? {
    switch self {
    case .number(let number): number
    case .count(let count): Double(count)
    case .text, .notEstimable: nil
    }
  }
}

extension Quantity: Codable {
  private enum Key: String, CodingKey { case number, count, text, notEstimable = "not_estimable" }

  /// Reads what ``encode(to:)`` writes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    if let number = try container.decodeIfPresent(Double.self, forKey: .number) {
      self = .number(number)
    } else if let count = try container.decodeIfPresent(Int.self, forKey: .count) {
      self = .count(count)
    } else if let text = try container.decodeIfPresent(String.self, forKey: .text) {
      self = .text(text)
    } else {
      self = .notEstimable(try container.decode(String.self, forKey: .notEstimable))
    }
  }

  /// Writes the one key that says what kind of value it is.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .number(let number): try container.encode(number, forKey: .number)
    case .count(let count): try container.encode(count, forKey: .count)
    case .text(let text): try container.encode(text, forKey: .text)
    case .notEstimable(let reason): try container.encode(reason, forKey: .notEstimable)
    }
  }
}
