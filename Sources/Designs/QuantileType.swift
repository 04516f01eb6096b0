public import Analyses
public import Statistics

/// How a quantile is defined, by the numbers of Hyndman and Fan (1996), The American Statistician 50, 361-365,
/// doi:10.1080/00031305.1996.10473566.
public enum QuantileType: String, Choice {
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
  public var definition: QuantileDefinition {
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

  /// What it is, in a line.
  public var summary: String {
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
}
