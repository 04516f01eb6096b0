import Analyses

/// What stands beneath the curves of a figure, at each labelled time.
enum RiskTableContent: String, Choice {
  case atRisk = "at_risk"
  case events
  case all

  var summary: String {
    switch self {
    case .atRisk: "the numbers at risk"
    case .events: "the numbers at risk, and of events so far"
    case .all: "the numbers at risk, of events so far and of censorings so far"
    }
  }

  /// The choice, with what holds where nothing is said.
  static func parameter(default fallback: RiskTableContent) -> Parameter<RiskTableContent> {
    .choice("risk_table", "What stands beneath the curves of the figure.", default: fallback)
  }

  /// The table of as many curves as there are numbers at risk.
  ///
  /// - Parameters:
  ///   - times: the labelled times.
  ///   - atRisk: for each curve the number at risk at a time.
  ///   - events: for each curve the events up to and including a time.
  ///   - censored: for each curve the censorings up to and including a time.
  /// - Returns: the table, of as many rows as was chosen.
  func table(
    at times: [Double], atRisk: [(Double) -> Double], events: [(Double) -> Double], censored: [(Double) -> Double]
  ) -> Figure.RiskTable {
    func rows(_ counts: [(Double) -> Double]) -> [[Double]] { counts.map { times.map($0) } }
    return Figure.RiskTable(
      times: times, atRisk: rows(atRisk), events: self == .atRisk ? [] : rows(events),
      censored: self == .all ? rows(censored) : [])
  }
}
