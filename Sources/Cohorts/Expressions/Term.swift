/// What a part of an expression gives, bound to the columns that it reads.
enum Term: Sendable {
  case condition(Condition)
  case numbers(Numbers, Quantity)
  case category(Codes, column: String)
  case texts(Texts)
  /// A text in quotes, which may stand for a level, a day or a moment.
  case literal(String)

  /// What numbers stand for.
  enum Quantity: Hashable, Sendable {
    /// A number, whether it is whole throughout, and its unit where it has one.
    case number(isWhole: Bool, Unit?)
    case day, moment, clock

    /// Real numbers without a unit.
    static let real = Quantity.number(isWhole: false, nil)
    /// Whole numbers without a unit.
    static let whole = Quantity.number(isWhole: true, nil)
  }

  /// The kind in words.
  var kind: String {
    switch self {
    case .condition: "yes or no"
    case .numbers(_, .number): "a number"
    case .numbers(_, .day): "a date"
    case .numbers(_, .moment): "a date-time"
    case .numbers(_, .clock): "a time of day"
    case .category: "a category"
    case .texts, .literal: "text"
    }
  }

  /// A column, and the unit of its numbers.
  init(_ column: Column, named name: String, unit: Unit? = nil) {
    self =
      switch column.storage {
      case .number: .numbers(Numbers(column), .number(isWhole: false, unit))
      case .integer: .numbers(Numbers(column), .number(isWhole: true, unit))
      case .date: .numbers(Numbers(column), .day)
      case .dateTime: .numbers(Numbers(column), .moment)
      case .time: .numbers(Numbers(column), .clock)
      case .flag(let values): .condition(.flags(values, column.validity))
      case .category(let values): .category(Codes(values, column.validity), column: name)
      case .text(let values): .texts(Texts(values, column.validity))
      }
  }

  /// The unit of its numbers, where they have one.
  var unit: Unit? {
    switch self {
    case .numbers(_, let quantity): quantity.unit
    case .condition, .category, .texts, .literal: nil
    }
  }

  /// Where it is missing or unknown.
  var isMissing: Condition {
    switch self {
    case .condition(let condition): condition.isUnknown
    case .numbers(let numbers, _): .isMissing(numbers)
    case .category(let codes, _): .isMissing(codes)
    case .texts(let texts): .isMissing(texts)
    case .literal: .constant(false)
    }
  }
}

extension Term.Quantity {
  /// Whether it is a number, and neither a day nor a moment.
  var isNumber: Bool { if case .number = self { true } else { false } }

  /// The unit, where it is a number that has one.
  var unit: Unit? { if case .number(_, let unit) = self { unit } else { nil } }

  /// Whether the two are of one kind: numbers with numbers, days with days, moments with moments, times with times.
  func isAlike(_ other: Term.Quantity) -> Bool { self == other || (isNumber && other.isNumber) }

  /// What both can be taken for: whole where both are, in the unit that either has.
  func joined(_ other: Term.Quantity) -> Term.Quantity {
    guard case .number(let isWhole, let unit) = self, case .number(let isOtherWhole, let otherUnit) = other else {
      return self
    }
    return .number(isWhole: isWhole && isOtherWhole, unit ?? otherUnit)
  }

  /// The same as real numbers, or as whole ones.
  func asWhole(_ isWhole: Bool) -> Term.Quantity { .number(isWhole: isWhole, unit) }
}

// MARK: - As a column

extension Term {
  /// The values of so many rows.
  func column(_ count: Int) -> Column {
    switch self {
    case .condition(let condition): Truth(Rows.inBlocks(count, condition.outcomes)).column
    case .numbers(let numbers, let quantity): Self.column(Rows.inBlocks(count, numbers.values), quantity)
    case .category(let codes, _): Self.column(Rows.inBlocks(count, codes.block), codes)
    case .literal(let text): Term.texts(Texts(one: text)).column(count)
    case .texts(let texts): texts.column(count)
    }
  }

  /// The values of a block of rows.
  func column(_ rows: Range<Int>) -> Column {
    switch self {
    case .condition(let condition): Truth(condition.outcomes(rows)).column
    case .numbers(let numbers, let quantity): Self.column(numbers.values(rows), quantity)
    case .category(let codes, _): Self.column(codes.block(rows), codes)
    case .literal(let text): Column(texts: Array(repeating: text, count: rows.count))
    case .texts(let texts): texts.column(rows)
    }
  }

  private static func column(_ block: [Int32], _ codes: Codes) -> Column {
    Column(
      .category(
        Categories(codes: block.map { max($0, 0) }, levels: codes.levels, isOrderDeclared: codes.hasOrder)),
      validity: Validity(block.lazy.map { $0 >= 0 })
    )
  }

  /// The largest number up to which every whole number is a real number.
  private static let largestExact = 9_007_199_254_740_992.0

  static func column(_ values: [Double], _ quantity: Quantity) -> Column {
    let validity = Validity(values.lazy.map { $0 == $0 })
    switch quantity {
    case .number(isWhole: true, _) where values.allSatisfy { !(abs($0) > largestExact) }:
      return Column(.integer(values.map { $0 == $0 ? Int64($0) : 0 }), validity: validity)
    case .moment: return Column(.dateTime(values.map { $0 == $0 ? Int64($0) : 0 }), validity: validity)
    case .clock: return Column(.time(values.map { $0 == $0 ? Int64($0) : 0 }), validity: validity)
    case .day: return Column(.date(values.map { Int32(exactly: $0) ?? 0 }), validity: validity)
    case .number: return Column(.number(values), validity: validity)
    }
  }
}
