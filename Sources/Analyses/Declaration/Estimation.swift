extension Analysis {
  /// How a statistic is estimated, as far as tools that combine estimates must know: on which scale its estimate is
  /// about normal, and where its standard error stands.
  public struct Estimation: Sendable, Hashable, Codable {
    /// The scale on which the estimate is about normal.
    public let scale: Scale

    /// The statistics that are its standard error, in rows of the same group, variable and time; the first that there is counts,
    /// such as a robust one before that of the model.
    public let standardErrors: [String]

    /// Whether that standard error is one of the statistic itself; otherwise it is one on the scale.
    public let isErrorOfStatistic: Bool

    /// Whether strata enter the estimate, where the analysis takes strata.
    public let usesStrata: Bool

    /// Whether it compares, so that 0, or on the logarithmic scale 1, stands for no effect: a difference does, a mean does not.
    public let isEffect: Bool

    /// An estimate with its standard errors.
    public init(
      scale: Scale, standardErrors: [String], isErrorOfStatistic: Bool, usesStrata: Bool, isEffect: Bool
    ) {
      self.scale = scale
      self.standardErrors = standardErrors
      self.isErrorOfStatistic = isErrorOfStatistic
      self.usesStrata = usesStrata
      self.isEffect = isEffect
    }

    /// An estimate with a standard error on its scale.
    public static func on(
      _ scale: Scale, standardError: String..., usesStrata: Bool = false, isEffect: Bool = true
    ) -> Estimation {
      Estimation(
        scale: scale, standardErrors: standardError, isErrorOfStatistic: false, usesStrata: usesStrata,
        isEffect: isEffect)
    }

    /// An estimate with a standard error of its own, which follows it to the scale by the derivative: no comparison.
    public static func delta(_ scale: Scale, standardError: String..., usesStrata: Bool = false) -> Estimation {
      Estimation(
        scale: scale, standardErrors: standardError, isErrorOfStatistic: true, usesStrata: usesStrata, isEffect: false)
    }
  }

  /// A scale on which an estimate is about normal.
  public enum Scale: String, Sendable, Hashable, CaseIterable, Codable {
    /// The statistic itself: means, differences, coefficients.
    case plain
    /// Its logarithm: ratios, hazards.
    case log
    /// log(x / (1 − x)): proportions.
    case logit
    /// log(−log x): survival probabilities.
    case logLog = "log_log"
    /// log(−log(1 − x)): cumulative incidence.
    case complementaryLogLog = "complementary_log_log"

    /// The scale as it stands in a sentence, of an estimate x.
    public var words: String {
      switch self {
      case .plain: "the scale of the estimate itself"
      case .log: "the scale of the logarithm"
      case .logit: "the scale of the logit"
      case .logLog: "the scale of log(-log x)"
      case .complementaryLogLog: "the scale of log(-log(1 - x))"
      }
    }
  }
}
