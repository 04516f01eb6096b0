extension Condition {
  /// A comparison of numbers, days or moments.
  ///
  /// A column against a literal of its own kind is the common condition, and runs over the stored values as they are;
  /// whole numbers among themselves are compared as such, exact where a real number is not.
  static func numbers(_ comparison: Comparison, _ left: Numbers, _ right: Numbers) -> Condition {
    switch (left.source, right.source) {
    case (.column(let column), _) where right.written != nil:
      if let direct = literal(comparison, column, right) { return direct }
    case (_, .column(let column)) where left.written != nil:
      if let direct = literal(comparison.mirrored, column, left) { return direct }
    case (.column(let first), .column(let second)):
      if let direct = columns(comparison, first, second) { return direct }
    default: break
    }
    return Condition { rows in comparison.outcomes(left.values(rows), right.values(rows)) }
  }

  private static func literal(_ comparison: Comparison, _ column: Column, _ literal: Numbers) -> Condition? {
    let condition: Condition
    switch (column.storage, literal.source) {
    case (.integer(let values), .whole(let whole)), (.dateTime(let values), .whole(let whole)),
      (.time(let values), .whole(let whole)):
      condition = Condition { rows in comparison.outcomes(values, rows, to: whole) }
    case (.date(let values), .whole(let whole)):
      guard let day = Int32(exactly: whole) else { return nil }
      condition = Condition { rows in comparison.outcomes(values, rows, to: day) }
    case (.number(let values), _):
      guard let number = literal.written else { return nil }
      condition = Condition { rows in comparison.outcomes(values, rows, to: number) }
    default: return nil
    }
    return condition.unknown(without: column.validity)
  }

  private static func columns(_ comparison: Comparison, _ first: Column, _ second: Column) -> Condition? {
    guard case .integer(let left) = first.storage, case .integer(let right) = second.storage else { return nil }
    return Condition { rows in comparison.outcomes(Array(left[rows]), Array(right[rows])) }
      .unknown(without: first.validity).unknown(without: second.validity)
  }

  /// The largest number of members for which each is compared in turn.
  private static let fewMembers = 16

  /// Whether numbers are among some that were written.
  static func numbers(_ numbers: Numbers, among members: [Numbers]) -> Condition {
    let wholes = members.compactMap { if case .whole(let whole) = $0.source { whole } else { nil } }
    if case .column(let column) = numbers.source, case .integer(let values) = column.storage,
      wholes.count == members.count, let condition = Self.wholes(values, among: wholes)
    {
      return condition.unknown(without: column.validity)
    }
    if case .column(let column) = numbers.source, case .integer(let values) = column.storage,
      wholes.count == members.count, members.count > fewMembers
    {
      let wanted = Set(wholes)
      return Condition { rows in Rows.map(values, rows) { Kleene.outcome(wanted.contains($0)) } }
        .unknown(without: column.validity)
    }
    if members.count <= fewMembers || members.contains(where: { $0.written == nil }) {
      if case .column = numbers.source { return .any(members.map { .numbers(.equal, numbers, $0) }) }
      return Condition { rows in
        let once = numbers.fixed(rows)
        return Condition.any(members.map { .numbers(.equal, once, $0) }).outcomes(rows)
      }
    }
    let wanted = Set(members.compactMap(\.written))
    return Condition { rows in
      Rows.map(numbers.values(rows), 0..<rows.count) { $0.isNaN ? Truth.unknown : Kleene.outcome(wanted.contains($0)) }
    }
  }

  /// Whether whole numbers are among some that lie within 64 of each other, a bit for each; `nil` for others.
  private static func wholes(_ values: [Int64], among members: [Int64]) -> Condition? {
    guard let least = members.min(), let most = members.max() else { return nil }
    let (distance, isTooFar) = most.subtractingReportingOverflow(least)
    guard !isTooFar, distance < 64 else { return nil }
    let bits = members.reduce(UInt64(0)) { $0 | 1 << UInt64($1 - least) }
    return Condition { rows in
      Rows.map(values, rows) { value in
        // What lies below wraps round to far above.
        let place = UInt64(bitPattern: value &- least)
        return UInt8(truncatingIfNeeded: bits >> (place & 63)) & 1 & Kleene.outcome(place < 64)
      }
    }
  }

  /// Whether numbers are missing.
  static func isMissing(_ numbers: Numbers) -> Condition {
    if case .column(let column) = numbers.source, case .number(let values) = column.storage {
      return Condition { rows in
        let absent = Rows.absent(rows, in: column.validity)
        return Rows.map(Rows.map(values, rows) { Kleene.outcome($0.isNaN) }, absent) { $0 | $1 }
      }
    }
    return Condition { rows in Rows.map(numbers.values(rows), 0..<rows.count) { Kleene.outcome($0.isNaN) } }
  }
}
