/// The three-valued outcome of a condition, one a row (Kleene's strong logic): a comparison with a missing value is
/// unknown, and what is unknown is never silently true or false.
public struct Truth: Sendable, Hashable {
  /// The condition does not hold.
  public static let no: UInt8 = 0
  /// The condition holds.
  public static let yes: UInt8 = 1
  /// Whether it holds cannot be told, for a value is missing.
  public static let unknown: UInt8 = 2

  /// ``no``, ``yes`` or ``unknown`` for each row.
  public var values: [UInt8]

  /// An outcome from one of the three for each row.
  public init(_ values: [UInt8]) { self.values = values }

  /// The rows that `rows` names, in that order.
  public func gathered(_ rows: [Int32]) -> Truth { Truth(rows.map { values[Int($0)] }) }

  /// The same as a column of flags, in which unknown is missing.
  public var column: Column {
    Column(.flag(values.map { $0 == Truth.yes }), validity: Validity(values.lazy.map { $0 != Truth.unknown }))
  }
}
