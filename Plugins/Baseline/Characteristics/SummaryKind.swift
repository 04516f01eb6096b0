import Analyses
import Statistics

/// How a variable is summarised.
enum SummaryKind: String, Choice {
  case medianRange = "median_range"
  case medianQuartiles = "median_quartiles"
  case meanSD = "mean_sd"
  case range
  case levels

  var summary: String {
    switch self {
    case .medianRange: "the median and, in brackets, the least and the greatest value"
    case .medianQuartiles: "the median and, in brackets, the lower and the upper quartile"
    case .meanSD: "the mean and, in brackets, the standard deviation"
    case .range: "the least and the greatest value"
    case .levels: "how many have each value"
    }
  }

  /// The words for it at the head of a line of a table.
  var words: String {
    switch self {
    case .medianRange: "median (range)"
    case .medianQuartiles: "median (quartiles)"
    case .meanSD: "mean (SD)"
    case .range: "range"
    case .levels: "n (%)"
    }
  }

  /// What a cell of a table shows; `nil` where each value has a line of its own.
  var cell: TableLayout.Cell? {
    switch self {
    case .medianRange: .estimate("median", lower: "minimum", upper: "maximum")
    case .medianQuartiles: .estimate("median", lower: "lower_quartile", upper: "upper_quartile")
    case .meanSD: .spread("mean", by: "standard_deviation")
    case .range: .interval(lower: "minimum", upper: "maximum")
    case .levels: nil
    }
  }
}

/// How a quantile is defined, by the numbers of Hyndman and Fan.
enum QuantileType: String, Choice {
  case type1 = "type_1"
  case type2 = "type_2"
  case type3 = "type_3"
  case type4 = "type_4"
  case type5 = "type_5"
  case type6 = "type_6"
  case type7 = "type_7"
  case type8 = "type_8"
  case type9 = "type_9"

  /// The definition of that number.
  var definition: QuantileDefinition {
    switch self {
    case .type1: .inverseDistribution
    case .type2: .averagedInverse
    case .type3: .nearestEven
    case .type4: .linearInverse
    case .type5: .hazen
    case .type6: .weibull
    case .type7: .linear
    case .type8: .medianUnbiased
    case .type9: .normalUnbiased
    }
  }

  var summary: String {
    switch self {
    case .type1: "the inverse of the empirical distribution function"
    case .type2: "the same, averaged where it is flat: SAS's default, PCTLDEF 5"
    case .type3: "the nearest order statistic: SAS's PCTLDEF 2"
    case .type4: "linear in the empirical distribution function"
    case .type5: "linear through the middles of its steps"
    case .type6: "linear over n + 1: Minitab and SPSS"
    case .type7: "linear over n - 1: R's default"
    case .type8: "about unbiased for the median of each order statistic"
    case .type9: "about unbiased for normal samples"
    }
  }

  /// The definition in a sentence of the methods.
  var method: String {
    "Quartiles and medians are of Hyndman and Fan's type \(rawValue.dropFirst(5)): \(summary)."
  }
}
