import Analyses
import Cohorts
import Statistics

/// Kernels that go along a column: sums so far, and steps from row to row.
enum Running {
  static let kernels = [cumulativeSum, cumulativeProduct, cumulativeMaximum, cumulativeMinimum, difference]

  private static let values = Operand.numbers("values", "The numbers, in order.", example: #"cohort:column("age")"#)

  private static let missing =
    "A row without a value has none here either, and the rows after it go on as if it were not there (R's cumsum would be missing "
    + "from there on). "

  static let cumulativeSum = Kernel(
    "numerics.cumulative_sum", "The sum of each row and all before it.",
    details: missing
      + "What rounding takes away is added again in every row: however many there are, each sum has all its digits.",
    operands: [values.any], gives: .init("workbench.Column", "A number for each row.")
  ) { call in
    let numbers = call[values]
    return numbers.alike(RunningSum.sums(numbers.values, present: numbers.validity.words))
  }

  static let cumulativeProduct = running("product", "product", from: 1, whole: false, *)
  static let cumulativeMaximum = running("maximum", "largest", from: -.infinity, whole: true, max)
  static let cumulativeMinimum = running("minimum", "smallest", from: .infinity, whole: true, min)

  private static func running(
    _ name: String, _ word: String, from start: Double, whole: Bool,
    _ join: @escaping @Sendable (Double, Double) -> Double
  ) -> Kernel {
    Kernel(
      "numerics.cumulative_\(name)", "The \(word) of each row and all before it.",
      details: missing.trimmed, operands: [values.any], gives: .init("workbench.Column", "A number for each row.")
    ) { call in
      let numbers = call[values]
      var so = start
      let results = numbers.values.indices.map { row in
        if numbers.validity[row] { so = join(so, numbers.values[row]) }
        return so
      }
      return whole ? numbers.alike(results) : .column(Column(.number(results), validity: numbers.validity))
    }
  }

  private static let lag = Parameter.wholeNumber(
    "lag", "How many rows back the other is.", in: 1...1_000_000_000, default: 1)

  static let difference = Kernel(
    "numerics.difference", "Each row less the one before it.",
    details:
      "The first row has none before it: it is missing, so that there are as many rows as before (R's diff leaves it out). "
      + "Missing where either is.",
    operands: [values.any], parameters: [lag.any], gives: .init("workbench.Column", "A number for each row.")
  ) { call in
    let numbers = call[values]
    let lag = call[lag]
    let rows = numbers.values.indices
    let steps = rows.map { $0 >= lag ? numbers.values[$0] - numbers.values[$0 - lag] : 0 }
    let isPresent = rows.map { $0 >= lag && numbers.validity[$0] && numbers.validity[$0 - lag] }
    return numbers.alike(steps, Validity(isPresent))
  }
}

extension Numbers {
  /// A column of results, whole numbers where these are, with values in the same rows unless it is said otherwise.
  func alike(_ results: [Double], _ validity: Validity? = nil) -> KernelValue {
    let validity = validity ?? self.validity
    // What stands in a row without a value need not be a number that can be whole.
    let isWhole = isWhole && results.indices.allSatisfy { !validity[$0] || abs(results[$0]) < 0x1p53 }
    guard isWhole else { return .column(Column(.number(results), validity: validity)) }
    let whole = results.indices.map { validity[$0] ? Int64(results[$0]) : 0 }
    return .column(Column(.integer(whole), validity: validity))
  }
}

extension String {
  /// Without spaces at the end.
  fileprivate var trimmed: String { String(reversed().drop { $0 == " " }.reversed()) }
}
