import Analyses

/// Which test of the log-rank family is asked for, by its usual name.
enum LogRankChoice: String, Choice {
  case logRank = "log_rank"
  case gehan
  case taroneWare = "tarone_ware"
  case petoPeto = "peto_peto"
  case flemingHarrington = "fleming_harrington"

  var summary: String {
    switch self {
    case .logRank: "all event times alike"
    case .gehan: "by the number at risk: Gehan and Breslow"
    case .taroneWare: "by the square root of the number at risk: Tarone and Ware"
    case .petoPeto: "by an estimate of survival: Peto, Peto and Prentice"
    case .flemingHarrington: "by S^rho (1 - S)^gamma of all groups: Fleming and Harrington"
    }
  }
}

/// A test of the log-rank family, as the arguments ask for it.
struct LogRankFamily {
  let choice: LogRankChoice
  let rho: Double
  let gamma: Double

  static let test = Parameter<LogRankChoice>.choice(
    "test", "How much each event time counts in the test.", default: .logRank)

  static let rho = Parameter.number(
    "rho", "The exponent of S in the weights of Fleming and Harrington: above 0 for early differences.", in: 0...100,
    default: 0)

  static let gamma = Parameter.number(
    "gamma", "The exponent of 1 - S in the weights of Fleming and Harrington: above 0 for late differences.",
    in: 0...100, default: 0)

  init(_ arguments: Arguments) throws {
    self.init(
      choice: arguments[Self.test], rho: arguments[Self.rho], gamma: arguments[Self.gamma])
    guard choice == .flemingHarrington || (rho == 0 && gamma == 0) else {
      throw ArgumentError.invalid(
        analysis: "survival.log_rank",
        reason: "\"rho\" and \"gamma\" are the exponents of test = \"fleming_harrington\"; here test = "
          + "\"\(choice.rawValue)\"")
    }
  }

  private init(choice: LogRankChoice, rho: Double, gamma: Double) {
    self.choice = choice
    self.rho = rho
    self.gamma = gamma
  }

  /// The test without weights.
  static let logRank = LogRankFamily(choice: .logRank, rho: 0, gamma: 0)

  var weight: LogRankWeight {
    switch choice {
    case .logRank: .equal
    case .gehan: .atRisk
    case .taroneWare: .rootAtRisk
    case .petoPeto: .peto
    case .flemingHarrington: .survival(rho: rho, gamma: gamma)
    }
  }

  /// The words for the test in a table.
  var label: String {
    switch choice {
    case .logRank: "Log-rank"
    case .gehan: "Gehan-Breslow"
    case .taroneWare: "Tarone-Ware"
    case .petoPeto: "Peto-Peto-Prentice"
    case .flemingHarrington: "Fleming-Harrington \(Self.exponents(rho, gamma))"
    }
  }

  /// `(0, 1)`.
  static func exponents(_ rho: Double, _ gamma: Double) -> String {
    "(\(Argument.number(rho).source), \(Argument.number(gamma).source))"
  }

  /// The test in words, fit for a paper.
  func method(_ question: SurvivalQuestion) -> String {
    let strata = question.strata.map { ", stratified by \($0.label)" } ?? ""
    let weights =
      switch choice {
      case .logRank: ""
      case .gehan: ", event times weighted by the number at risk (Gehan; Breslow)"
      case .taroneWare: ", event times weighted by the square root of the number at risk (Tarone and Ware)"
      case .petoPeto: ", event times weighted by the product of 1 - d/(n + 1) (Peto and Peto; Prentice)"
      case .flemingHarrington:
        ", event times weighted by S^\(Argument.number(rho).source) (1 - S)^\(Argument.number(gamma).source) with the "
          + "Kaplan-Meier estimate just before them of all groups\(question.strata == nil ? "" : " of the stratum") (Fleming "
          + "and Harrington)"
      }
    let entry =
      question.followUp.entry == nil
      ? "" : " Late entry: at risk at t are those with entry < t <= time; who enters at t is not."
    return
      "\(choice == .logRank ? "Log-rank" : "Weighted log-rank") test\(strata)\(weights), hypergeometric variance at "
      + "tied events (Mantel; Peto and Peto).\(entry)"
  }
}
