import Analyses
import Cohorts
import Designs
import RealModule
import Statistics

/// Kernels that make one number of a column.
enum Summaries {
  static let kernels = ofOneColumn + [quantile]

  /// Those that take nothing but the column.
  static let ofOneColumn = [count, sum, mean, variance, standardDeviation, minimum, maximum, median]

  static let values = Operand.numbers(
    "values", "The numbers; flags count as 0 and 1.", example: #"cohort:column("age")"#)

  /// How kernels of one number treat missing values, for their details.
  static let missing =
    "Missing values are left out; numerics.count and column.missing say how many there are and are not. "

  private static let anyValues = Operand.column(
    "values", "The values, of any kind.", example: #"cohort:column("age")"#)

  static let count = Kernel(
    "numerics.count", "The number of values that there are.",
    details: "Missing values are not counted; column.count, or #column, counts the rows.",
    operands: [anyValues.any], gives: .init("integer", "The number of values.")
  ) { call in
    let column = call[anyValues]
    return .integer(column.count - column.missingCount)
  }

  static let sum = Kernel(
    "numerics.sum", "The sum.",
    details: missing
      + "The sum of no values is 0. It is compensated: right to the last digit or nearly so, in whatever "
      + "order the rows are.",
    operands: [values.any], gives: .init("number", "The sum; a whole number where the values are.")
  ) { call in
    let numbers = call[values]
    return .known(LaneSum.sum(numbers.values, present: numbers.validity.words), whole: numbers.isWhole)
  }

  static let mean = Kernel(
    "numerics.mean", "The arithmetic mean.", details: missing + "Missing where there are no values.",
    operands: [values.any], gives: .init("number", "The mean.")
  ) { call in .known(Moments(call[values]).mean) }

  static let variance = Kernel(
    "numerics.variance", "The sample variance, with n - 1 in the denominator.",
    details: missing
      + "Taken about the mean in a second pass, so that nothing cancels. Missing where there are fewer than two values.",
    operands: [values.any], gives: .init("number", "The variance.")
  ) { call in .known(Moments(call[values]).variance) }

  static let standardDeviation = Kernel(
    "numerics.standard_deviation", "The sample standard deviation, with n - 1 in the denominator.",
    details: missing + "The root of numerics.variance. Missing where there are fewer than two values.",
    operands: [values.any], gives: .init("number", "The standard deviation.")
  ) { call in .known(Moments(call[values]).variance?.squareRoot()) }

  static let minimum = Kernel(
    "numerics.minimum", "The smallest value.", details: missing + "Missing where there are no values.",
    operands: [values.any], gives: .init("number", "The smallest; a whole number where the values are.")
  ) { call in
    let numbers = call[values]
    return .known(numbers.extreme(<), whole: numbers.isWhole)
  }

  static let maximum = Kernel(
    "numerics.maximum", "The largest value.", details: missing + "Missing where there are no values.",
    operands: [values.any], gives: .init("number", "The largest; a whole number where the values are.")
  ) { call in
    let numbers = call[values]
    return .known(numbers.extreme(>), whole: numbers.isWhole)
  }

  static let median = Kernel(
    "numerics.median", "The median: the middle value, or the mean of the two in the middle.",
    details: missing
      + "Missing where there are no values. Under every profile alike: the definitions of quantiles that R and SAS "
      + "use agree on it.",
    operands: [values.any], gives: .init("number", "The median.")
  ) { call in .known(QuantileDefinition.r.quantile(0.5, of: call[values].present)) }

  private static let probabilities = Operand.each(
    "probabilities", "From 0 to 1: one, or several.", example: "{ 0.25, 0.75 }")
  private static let definition = Parameter<QuantileType>.choice(
    "quantile_type", "How quantiles are defined, by the numbers of Hyndman and Fan.", default: .type7, sas: .type2)

  static let quantile = Kernel(
    "numerics.quantile", "Sample quantiles, by any of the nine definitions in use.",
    details: missing + "Missing where there are no values.\n\n"
      + "Hyndman and Fan (1996), The American Statistician 50, 361-365.",
    operands: [values.any, probabilities.any], parameters: [definition.any],
    gives: .init("number|workbench.Column", "A quantile for each probability: a number for one, a column for several.")
  ) { call in
    let sorted = call[values].present.sorted()
    let definition = call[definition].definition
    return try call[probabilities].map { probability in
      guard probability >= 0, probability <= 1 else {
        throw call.wrong("probabilities should be from 0 to 1, found \(Argument.number(probability).source)")
      }
      return definition.quantile(probability, ofSorted: sorted) ?? .nan
    }
  }
}

/// Mean and variance of what is present.
struct Moments {
  let count: Int
  let mean: Double?
  private let numbers: Numbers

  init(_ numbers: Numbers) {
    self.numbers = numbers
    count = numbers.presentCount
    mean = count > 0 ? LaneSum.sum(numbers.values, present: numbers.validity.words) / Double(count) : nil
  }

  /// Σ (x − x̄)² / (n − 1), less what rounding of the mean adds.
  var variance: Double? {
    guard let mean, count > 1, mean.isFinite else { return nil }
    let (squares, deviations) = LaneSum.squares(numbers.values, about: mean, present: numbers.validity.words)
    return (squares - deviations * deviations / Double(count)) / Double(count - 1)
  }
}

extension Numbers {
  /// The first value that none other comes before; `nil` of no values.
  func extreme(_ comesBefore: (Double, Double) -> Bool) -> Double? {
    var found: Double?
    for row in values.indices where validity[row] {
      if let best = found, !comesBefore(values[row], best) { continue }
      found = values[row]
    }
    return found
  }
}
