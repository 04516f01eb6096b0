/// The functions over all rows of a subject in a linked table; what each does is said in ``help``.
enum RowFunction: String, CaseIterable, Hashable, Sendable {
  case count
  case nDistinct = "n_distinct"
  case any
  case all
  case min
  case max
  case sum
  case mean
  case median
  case first
  case last
  case only
  case rowNumber = "row_number"
  case previous
  case next
  case runningSum = "running_sum"
  case runningMin = "running_min"
  case runningMax = "running_max"

  /// How many values it takes.
  var arity: ClosedRange<Int> {
    switch self {
    case .count: 0...1
    case .rowNumber: 0...0
    default: 1...1
    }
  }

  /// Whether it gives a value for each row, and not one for each subject.
  var isPerRow: Bool {
    switch self {
    case .rowNumber, .previous, .next, .runningSum, .runningMin, .runningMax: true
    default: false
    }
  }

  /// Whether what it gives depends on the order of the rows.
  var isOrdered: Bool { isPerRow || self == .first || self == .last }
}

extension Expression {
  /// The functions over the rows of a subject, in the order in which help shows them; each example is over rows whose `x` is 3, 1, 2.
  public static var rowFunctions: [ExpressionHelp] { RowFunction.allCases.map(\.help) }
}

extension RowFunction {
  /// What it does; its example is over rows whose `x` is 3, 1 and 2, and gives what stands for the subject or for each row.
  var help: ExpressionHelp {
    let (form, prose, example, gives) = words
    return ExpressionHelp(rawValue, form, prose, example, gives)
  }

  private var words: (form: String, prose: String, example: String, gives: String) {
    switch self {
    case .count:
      (
        "count(), count(x)", "The number of rows; of those in which x is there. 0 without rows.", "count() where x > 1",
        "2"
      )
    case .nDistinct:
      ("n_distinct(x)", "The number of different values that are there; 0 without rows.", "n_distinct(x)", "3")
    case .any:
      (
        "any(condition)",
        "Whether a condition holds in any row; false without rows, unknown where none holds but some may.",
        "any(x == 2)", "yes"
      )
    case .all:
      (
        "all(condition)",
        "Whether a condition holds in all rows; missing without rows, unknown where all may hold but some are unknown.",
        "all(x > 1)", "no"
      )
    case .min: ("min(x)", "The smallest number, the earliest date, the lowest level of a category.", "min(x)", "1")
    case .max: ("max(x)", "The largest number, the latest date, the highest level of a category.", "max(x)", "3")
    case .sum: ("sum(x)", "The sum of the numbers that are there; missing where none is.", "sum(x)", "6")
    case .mean: ("mean(x)", "The mean of the numbers that are there.", "mean(x)", "2")
    case .median:
      (
        "median(x)", "The median of the numbers that are there; of an even count, the mean of the middle two.",
        "median(x)", "2"
      )
    case .first: ("first(x)", "The first value that is there, in the order of the rows.", "first(x)", "3")
    case .last: ("last(x)", "The last value that is there, in the order of the rows.", "last(x) by x", "3")
    case .only:
      (
        "only(x)",
        "The value of the one row that counts; missing where there is none, an error where a subject has several.",
        "only(x) where x > 2", "3"
      )
    case .rowNumber: ("row_number()", "The place of the row among the subject's, from 1.", "row_number()", "1, 2, 3")
    case .previous: ("previous(x)", "The value in the row before; missing in the first.", "previous(x)", "-, 3, 1")
    case .next: ("next(x)", "The value in the row after; missing in the last.", "next(x)", "1, 2, -")
    case .runningSum:
      ("running_sum(x)", "The sum up to the row; rows without a value add nothing.", "running_sum(x)", "3, 4, 6")
    case .runningMin: ("running_min(x)", "The smallest value up to the row.", "running_min(x)", "3, 1, 1")
    case .runningMax: ("running_max(x)", "The largest value up to the row.", "running_max(x)", "3, 3, 3")
    }
  }
}
