import Analyses
import Cohorts
import Statistics

/// The rates of groups as rows.
struct RateRows {
  /// How intervals are found; the first one is that of the rate's own rows.
  let intervals: [RateInterval]
  /// The level of intervals.
  let level: Double
  /// What becomes of those who are not evaluable.
  let missing: MissingOutcome

  static let statistics: [Analysis.Statistic] = [
    .init("subjects", "The number of subjects, evaluable or not."),
    .init("evaluable", "The number of subjects of whom it can be told whether they responded."),
    .init("not_evaluable", "The number of those of whom it cannot."),
    .init("n", "The number of subjects in the denominator."), .init("responders", "The number who responded."),
    .init(
      "rate", "The share of the denominator who responded.",
      estimated: .on(.logit, standardError: "logit_standard_error", isEffect: false)),
    .init("rate_lower", "Its lower limit."), .init("rate_upper", "Its upper limit."),
    .init("standard_error", "The standard error of the rate."),
    .init("logit_standard_error", "The standard error of the logit of the rate."),
  ]

  /// The rows of a group, or of the level of a variable.
  func rows(_ counts: ResponseQuestion.Counts, group: String?, variable: String? = nil) -> [Row] {
    let proportion = counts.proportion
    let gone = missing == .exclude ? counts.notEvaluable : 0
    func row(_ statistic: String, _ value: Quantity, method: String? = nil) -> Row {
      Row(statistic, value, group: group, variable: variable, method: method, n: counts.n, missing: gone)
    }
    func number(_ statistic: String, _ value: Double?, method: String? = nil) -> Row {
      row(statistic, Quantity(value, otherwise: Self.reason(proportion)), method: method)
    }
    let limits = intervals.first.flatMap { proportion.limits($0.method, level: level) }
    let method = intervals.first.map { "\($0.interval) (\(LevelWords(level: level).percent))" }
    // Nobody is left out of these counts, which say themselves who is not evaluable.
    func count(_ statistic: String, _ number: Int) -> Row {
      Row(statistic, .count(number), group: group, variable: variable, n: counts.subjects, missing: 0)
    }
    return [
      count("subjects", counts.subjects), count("evaluable", counts.evaluable),
      count("not_evaluable", counts.notEvaluable), row("n", .count(counts.n)),
      row("responders", .count(counts.responders)), number("rate", proportion.estimate),
      number("rate_lower", limits?.lower, method: method), number("rate_upper", limits?.upper, method: method),
      number("standard_error", proportion.standardError),
      number("logit_standard_error", proportion.logitStandardError),
    ]
  }

  /// The limits of a group by each of several methods, each a variable; none where there is but one.
  func sensitivityRows(_ counts: ResponseQuestion.Counts, group: String?) -> [Row] {
    guard intervals.count > 1 else { return [] }
    return intervals.flatMap { interval -> [Row] in
      let limits = counts.proportion.limits(interval.method, level: level)
      let method = "\(interval.interval) (\(LevelWords(level: level).percent))"
      return [("rate_lower", limits?.lower), ("rate_upper", limits?.upper)].map { statistic, value in
        Row(
          statistic, Quantity(value, otherwise: Self.reason(counts.proportion)), group: group,
          variable: interval.rawValue, method: method, n: counts.n)
      }
    }
  }

  /// Why a statistic of a rate is not there.
  static func reason(_ proportion: Proportion) -> String {
    if proportion.n == 0 { return "no evaluable subjects" }
    return proportion.responders == 0 ? "nobody responded" : "everybody responded"
  }

  /// The cautions that concern the intervals.
  func cautions(_ groups: [(words: String, counts: ResponseQuestion.Counts)]) -> [Caution] {
    guard let wald = intervals.first(where: \.isWald) else { return [] }
    let few = groups.filter { $0.counts.n > 0 && min($0.counts.responders, $0.counts.n - $0.counts.responders) < 5 }
    guard !few.isEmpty else { return [] }
    let names = few.map { "\"\($0.words)\"" }.joined(separator: ", ")
    return [
      Caution(
        .smallGroup,
        "\(wald.name): fewer than five responded, or fewer than five did not, in \(names); the interval covers less there than "
          + "its level says.", remedy: "Use interval = \"clopper_pearson\" or \"wilson\".")
    ]
  }
}

extension ResponseQuestion.Counts {
  /// The rate.
  var proportion: Proportion { Proportion(responders, of: n) }
}
