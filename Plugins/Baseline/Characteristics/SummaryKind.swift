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
