import Analyses
import Cohorts
import Statistics

/// Kernels that put values in order.
enum Ordering {
  static let kernels = [rank, order, sort]

  private static let values = Operand.column(
    "values", "The values: numbers, dates, texts, or categories, which are in the order of their levels.",
    example: #"cohort:column("age")"#)
  private static let descending = Parameter.flag("descending", "Whether the largest comes first.", default: false)
  private static let ties = Parameter<RankTies>.choice("ties", "What values that are equal share.", default: .average)

  static let rank = Kernel(
    "numerics.rank", "The place of each value among all, from 1 for the smallest.",
    details:
      "A row without a value has no rank (R's rank puts it last). Ranks by the average are those of rank tests; the others are "
      + "whole numbers.",
    operands: [values.any], parameters: [ties.any, descending.any],
    gives: .init("workbench.Column", "A number for each row."), example: [.init("ties", .text("min"))]
  ) { call in
    let column = call[values]
    let sorted = Sorted(column, isDescending: call[descending])
    return sorted.ranks(call[ties], rows: column.count)
  }

  static let order = Kernel(
    "numerics.order", "The numbers of the rows in the order of their values, for column:take.",
    details:
      "Rows that are equal stay in their order, under descending too. Rows without a value are left out (R's order puts them "
      + "last).",
    operands: [values.any], parameters: [descending.any],
    gives: .init("workbench.Column", "Numbers of rows: column:take of them is the column in order.")
  ) { call in .integers(Sorted(call[values], isDescending: call[descending]).rows.map { $0 + 1 }) }

  static let sort = Kernel(
    "numerics.sort", "The values in order.",
    details: "Rows without a value are left out; column.missing says how many.",
    operands: [values.any], parameters: [descending.any], gives: .init("workbench.Column", "The values that there are.")
  ) { call in
    let column = call[values]
    return .column(column.gathered(Sorted(column, isDescending: call[descending]).rows.map(Int32.init)))
  }
}

/// What equal values share as their rank.
enum RankTies: String, Choice {
  case average, min, max, first, dense

  var summary: String {
    switch self {
    case .average: "the mean of the ranks that they take up"
    case .min: "the smallest of them, as in sports"
    case .max: "the largest of them"
    case .first: "none: the first in the column comes first"
    case .dense: "the same whole number, and the next value has the next one"
    }
  }
}

/// The rows of a column that hold a value, in the order of the values, and which of them are equal.
struct Sorted {
  /// The rows, from 0.
  let rows: [Int]
  /// Where each stretch of equal values begins in `rows`.
  let starts: [Int]

  init(_ column: Column, isDescending: Bool = false) {
    switch column.storage {
    case .number(let values): self.init(values, column.validity, isDescending)
    case .integer(let values), .dateTime(let values), .time(let values):
      self.init(values, column.validity, isDescending)
    case .flag(let values): self.init(values.map { $0 ? 1 : 0 }, column.validity, isDescending)
    case .category(let values): self.init(values.codes, column.validity, isDescending)
    case .date(let values): self.init(values, column.validity, isDescending)
    case .text(let values):
      // Bytes of UTF-8 are in the order of the characters' numbers, in every language alike.
      self.init((0..<values.count).map { SortedText(values[$0]) }, column.validity, isDescending)
    }
  }

  private init<Value: Comparable>(_ values: [Value], _ validity: Validity, _ isDescending: Bool) {
    var rows = (0..<values.count).filter { validity[$0] }
    // Swift's sort is stable; rows stand in the comparison all the same, for it is not promised.
    rows.sort { a, b in
      values[a] == values[b] ? a < b : (values[a] < values[b]) != isDescending
    }
    self.rows = rows
    starts = rows.indices.filter { $0 == 0 || values[rows[$0]] != values[rows[$0 - 1]] }
  }

  /// The rank of each row.
  func ranks(_ ties: RankTies, rows count: Int) -> KernelValue {
    var ranks = [Double](repeating: 0, count: count)
    var present = [Bool](repeating: false, count: count)
    for (number, start) in starts.enumerated() {
      let end = number + 1 < starts.count ? starts[number + 1] : rows.count
      for place in start..<end {
        present[rows[place]] = true
        ranks[rows[place]] =
          switch ties {
          case .average: Double(start + 1 + end) / 2
          case .min: Double(start + 1)
          case .max: Double(end)
          case .first: Double(place + 1)
          case .dense: Double(number + 1)
          }
      }
    }
    let validity = Validity(present)
    return ties == .average
      ? .column(Column(.number(ranks), validity: validity))
      : .column(Column(.integer(ranks.map(Int64.init)), validity: validity))
  }
}

/// A text in the order of its bytes.
private struct SortedText: Comparable {
  let text: String

  init(_ text: String) { self.text = text }

  static func == (left: SortedText, right: SortedText) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }
  static func < (left: SortedText, right: SortedText) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }
}
