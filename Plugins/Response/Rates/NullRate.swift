import Analyses
import Statistics

/// The side to which a rate is thought to differ from a given one, as scripts name it.
enum RateAlternative: String, Choice {
  case twoSided = "two_sided"
  case greater
  case less

  /// The side in a few words.
  var summary: String {
    switch self {
    case .twoSided: "to either side"
    case .greater: "the rate is greater"
    case .less: "the rate is less"
    }
  }

  /// The side as it stands in a sentence.
  var name: String { self == .twoSided ? "two-sided" : "one-sided (\(rawValue))" }

  /// The mathematics.
  var alternative: BinomialTest.Alternative {
    switch self {
    case .twoSided: .twoSided
    case .greater: .greater
    case .less: .less
    }
  }
}

/// The exact test that a rate is one given beforehand, such as that of an earlier treatment.
struct NullRate {
  let rate: Double
  let alternative: RateAlternative

  static let parameter = Parameter.numbers(
    "null_rate", "A rate given beforehand, such as 0.2, against which each rate is tested exactly; no test without it.",
    in: 0...1)

  static let side = Parameter<RateAlternative>.choice(
    "alternative", "To which side of null_rate the rate is thought to lie.", default: .twoSided)

  static let statistics: [Analysis.Statistic] = [
    .init("p_value", "The p-value of the exact binomial test that the rate is null_rate.")
  ]

  /// Reads the test that was asked for; nil where none was.
  ///
  /// - Throws: `ArgumentError.invalid` for several rates.
  init?(_ arguments: Arguments) throws(ArgumentError) {
    let rates = arguments[Self.parameter]
    guard let rate = rates.first else { return nil }
    guard rates.count == 1 else {
      throw .invalid(analysis: arguments.analysis, reason: "\"null_rate\" should be one number, found \(rates.count)")
    }
    self.rate = rate
    alternative = arguments[Self.side]
  }

  /// The test in words.
  var method: String {
    "Exact binomial test of a rate of \(Argument.percent(rate)), \(alternative.name)"
  }

  /// The row of a group.
  func row(_ counts: ResponseQuestion.Counts, group: String?) -> Row {
    let p = counts.n > 0 ? BinomialTest(counts.proportion, against: rate).pValue(alternative.alternative) : nil
    return Row(
      "p_value", Quantity(p, otherwise: RateRows.reason(counts.proportion)), group: group, method: method, n: counts.n)
  }
}
