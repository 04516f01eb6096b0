/// What kind of value a column holds.
public enum ColumnType: String, Sendable, Hashable, CaseIterable, Codable {
  /// A real number.
  case number
  /// A whole number.
  case integer
  /// Yes or no.
  case flag
  /// One of a few named levels, which have an order.
  case category
  /// Free text.
  case text
  /// A day of the calendar.
  case date
  /// A moment: a day and a time of day, without a zone.
  case dateTime = "date-time"
  /// A time of day, without a date or a zone.
  case time

  /// Whether values of this kind can be reckoned with.
  public var isNumeric: Bool { self == .number || self == .integer }

  /// Whether a column of this kind serves where that kind is asked for: whole numbers are numbers, and whether texts are levels
  /// depends, where it is not declared, on how often each occurs.
  public func serves(as asked: ColumnType) -> Bool {
    let texts: Set<ColumnType> = [.text, .category]
    return self == asked || (asked == .number && self == .integer) || texts.isSuperset(of: [self, asked])
  }
}
