/// Numbers, days or moments, bound to the columns that they are made of: one for each row of a block, NaN where it is
/// missing.
struct Numbers: Sendable {
  /// Where they come from, as far as a shorter loop can be made of it.
  enum Source: Sendable {
    /// A stored column.
    case column(Column)
    /// A whole number as it was written, exact even where a real number is not.
    case whole(Int64)
    /// A number as it was written.
    case number(Double)
    /// Reckoned.
    case reckoned
  }

  let source: Source
  let block: @Sendable (Range<Int>) -> NumberBlock

  /// One for each row.
  func values(_ rows: Range<Int>) -> [Double] { block(rows).values(rows.count) }
}

/// The numbers of a block of rows: one for all, or one each.
enum NumberBlock: Sendable {
  case one(Double)
  case each([Double])

  /// One each.
  func values(_ count: Int) -> [Double] {
    switch self {
    case .one(let value): [Double](repeating: value, count: count)
    case .each(let values): values
    }
  }

  /// A function of each number.
  @inline(__always)
  func map(_ function: (Double) -> Double) -> NumberBlock {
    switch self {
    case .one(let value): .one(function(value))
    case .each(let values): .each(Rows.map(values, 0..<values.count, function))
    }
  }

  /// A function of each pair of numbers.
  @inline(__always)
  func map(_ other: NumberBlock, _ function: (Double, Double) -> Double) -> NumberBlock {
    switch (self, other) {
    case (.one(let a), .one(let b)): .one(function(a, b))
    case (.each(let a), .one(let b)): .each(Rows.map(a, 0..<a.count) { function($0, b) })
    case (.one(let a), .each(let b)): .each(Rows.map(b, 0..<b.count) { function(a, $0) })
    case (.each(let a), .each(let b)): .each(Rows.map(a, b, function))
    }
  }
}

// MARK: - Making numbers

extension Numbers {
  /// A whole number for every row.
  init(_ whole: Int64) { self.init(source: .whole(whole)) { _ in .one(Double(whole)) } }

  /// A number for every row.
  init(_ number: Double) { self.init(source: .number(number)) { _ in .one(number) } }

  /// A column; of texts, flags and categories it has none.
  init(_ column: Column) {
    self.init(source: .column(column)) { rows in
      var values: [Double] =
        switch column.storage {
        case .number(let values): Array(values[rows])
        case .integer(let values), .dateTime(let values), .time(let values): Rows.map(values, rows) { Double($0) }
        case .date(let values): Rows.map(values, rows) { Double($0) }
        case .flag, .category, .text: Array(repeating: .nan, count: rows.count)
        }
      Rows.mark(&values, rows, without: column.validity, as: .nan)
      return .each(values)
    }
  }

  init(reckoned block: @escaping @Sendable (Range<Int>) -> NumberBlock) { self.init(source: .reckoned, block: block) }

  /// The numbers of one block, reckoned once however often they are asked for.
  func fixed(_ rows: Range<Int>) -> Numbers {
    let values = block(rows)
    return Numbers(reckoned: { _ in values })
  }

  /// A function of each.
  func map(_ function: @escaping @Sendable (NumberBlock) -> NumberBlock) -> Numbers {
    Numbers(reckoned: { rows in function(block(rows)) })
  }

  /// A function of each pair.
  func map(_ other: Numbers, _ function: @escaping @Sendable (NumberBlock, NumberBlock) -> NumberBlock) -> Numbers {
    Numbers(reckoned: { rows in function(block(rows), other.block(rows)) })
  }

  /// The value written, exact where it is whole; `nil` for what is read or reckoned.
  var written: Double? {
    switch source {
    case .whole(let whole): Double(whole)
    case .number(let number): number
    case .column, .reckoned: nil
    }
  }
}
