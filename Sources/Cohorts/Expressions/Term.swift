/// What a part of an expression gives, bound to the columns that it reads.
enum Term {
  case condition(Condition)
  case numbers(Numbers, Quantity)
  case category(Codes, column: String)
  case texts(Texts)
  /// A text in quotes, which may stand for a level, a day or a moment.
  case literal(String)

  /// What numbers stand for.
  enum Quantity: Hashable {
    case real, whole, day, moment, clock
  }

  /// The kind in words.
  var kind: String {
    switch self {
    case .condition: "yes or no"
    case .numbers(_, .real), .numbers(_, .whole): "a number"
    case .numbers(_, .day): "a date"
    case .numbers(_, .moment): "a date-time"
    case .numbers(_, .clock): "a time of day"
    case .category: "a category"
    case .texts, .literal: "text"
    }
  }

  /// A column.
  init(_ column: Column, named name: String) {
    self =
      switch column.storage {
      case .number: .numbers(Numbers(column), .real)
      case .integer: .numbers(Numbers(column), .whole)
      case .date: .numbers(Numbers(column), .day)
      case .dateTime: .numbers(Numbers(column), .moment)
      case .time: .numbers(Numbers(column), .clock)
      case .flag(let values): .condition(.flags(values, column.validity))
      case .category(let values): .category(Codes(values, column.validity), column: name)
      case .text(let values): .texts(Texts(values, column.validity))
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

// MARK: - As a column

extension Term {
  /// The values of so many rows.
  func column(_ count: Int) -> Column {
    switch self {
    case .condition(let condition): return Truth(Rows.inBlocks(count, condition.outcomes)).column
    case .numbers(let numbers, let quantity): return Self.column(Rows.inBlocks(count, numbers.values), quantity)
    case .category(let codes, _):
      let values = Rows.inBlocks(count, codes.block)
      return Column(
        .category(Categories(codes: values.map { max($0, 0) }, levels: codes.levels)),
        validity: Validity(values.lazy.map { $0 >= 0 }))
    case .literal(let text): return Term.texts(Texts(one: text)).column(count)
    case .texts(let texts):
      var storage = TextStorage()
      let missing = Rows.inBlocks(count) { rows in
        let block = texts.block(rows)
        for index in block.rows { storage.append(block.storage.bytes[block.storage.range(index)]) }
        return block.missing
      }
      return Column(.text(storage), validity: Validity(missing.lazy.map { $0 == 0 }))
    }
  }

  /// The largest number up to which every whole number is a real number.
  private static let largestExact = 9_007_199_254_740_992.0

  private static func column(_ values: [Double], _ quantity: Quantity) -> Column {
    let validity = Validity(values.lazy.map { $0 == $0 })
    switch quantity {
    case .whole where values.allSatisfy { !(abs($0) > largestExact) }, .moment, .clock:
      let wholes = values.map { $0 == $0 ? Int64($0) : 0 }
      let storage: Column.Storage =
        quantity == .whole ? .integer(wholes) : quantity == .moment ? .dateTime(wholes) : .time(wholes)
      return Column(storage, validity: validity)
    case .day: return Column(.date(values.map { Int32(exactly: $0) ?? 0 }), validity: validity)
    case .real, .whole: return Column(.number(values), validity: validity)
    }
  }
}
