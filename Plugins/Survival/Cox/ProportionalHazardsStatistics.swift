public import Analyses
import Designs
import Statistics

/// Tests of proportional hazards as rows, a table and a caution.
struct ProportionalHazardsStatistics {
  let effects: [CovariateDesign.Effect]
  let test: ProportionalHazards
  let scale: ProportionalHazards.TimeScale

  /// The group of the rows, where tests on several scales stand together.
  let group: String?

  /// Tests a fitted model, effect by effect and as a whole.
  ///
  /// - Parameters:
  ///   - asked: what the model was asked.
  ///   - fit: the model.
  ///   - scale: how hazard ratios might change.
  ///   - group: the group of the rows.
  ///   - data: the rows of the model in order, where they are at hand.
  /// - Throws: `FollowUpError`.
  init(
    _ asked: CoxQuestion, _ fit: CoxModel, _ scale: ProportionalHazards.TimeScale, group: String? = nil,
    data: CoxData? = nil
  ) throws {
    effects = asked.design.effects
    self.scale = scale
    self.group = group
    if let data, fit.coefficients.allSatisfy({ $0.state == .estimated }) {
      test = try ProportionalHazards(
        fit, asked.followUp, data, kept: Array(fit.coefficients.indices), terms: effects.map(\.columns),
        strata: asked.strata, scale: scale)
      return
    }
    test = try ProportionalHazards(
      fit, asked.followUp, asked.matrix, terms: effects.map(\.columns), strata: asked.strata,
      stratumCount: asked.question.stratumCount, offset: asked.offset, scale: scale)
  }

  static let scaleParameter = Parameter<ProportionalHazards.TimeScale>.choice(
    "proportional_hazards", "The scale of time on which hazard ratios might change, in the test that they do not.",
    default: .survival)

  static let statistics: [Analysis.Statistic] = [
    .init(
      "proportional_hazards_chi_squared", "The score statistic that a term's hazard ratios do not change with time."),
    .init("proportional_hazards_df", "Its degrees of freedom."),
    .init("proportional_hazards_p_value", "Its p-value; small where they change."),
  ]

  /// The name of the test of all terms together.
  static let global = "all terms"

  private var tests: [(name: String, label: String, test: LikelihoodTest?)] {
    zip(effects, test.terms).map { ($0.name, $0.label, $1) } + [(Self.global, "All terms", test.global)]
  }

  /// One term after the other, then all together.
  var rows: [Row] {
    tests.flatMap { name, _, test in
      let reason = "no finite coefficient, or a time of zero on the scale of logarithms"
      return [
        Row(
          "proportional_hazards_chi_squared", Quantity(test?.statistic, otherwise: reason), group: group,
          variable: name,
          method: "Score test on the scale of \(scale.words)"),
        Row("proportional_hazards_df", .count(test?.degreesOfFreedom ?? 0), group: group, variable: name),
        Row("proportional_hazards_p_value", Quantity(test?.pValue, otherwise: reason), group: group, variable: name),
      ]
    }
  }

  /// The tests.
  var table: TableLayout {
    Self.layout("Proportional hazards", tests.map { .init($0.label, group: group, variable: $0.name) })
  }

  /// The tests on several scales, one after the other.
  static func table(_ all: [ProportionalHazardsStatistics]) -> TableLayout {
    layout(
      "Proportional hazards",
      all.flatMap { one in
        [TableLayout.Line("On the scale of \(one.scale.words)")]
          + one.tests.map { .init("  \($0.label)", group: one.group, variable: $0.name) }
      })
  }

  private static func layout(_ title: String, _ lines: [TableLayout.Line]) -> TableLayout {
    TableLayout(
      title: title, rowHeader: "Term", lines: lines,
      columns: [
        .init("Chi-squared", .value("proportional_hazards_chi_squared"), .statistic),
        .init("df", .value("proportional_hazards_df"), .count),
        .init("p", .value("proportional_hazards_p_value"), .pValue),
      ])
  }

  /// What a reader must know where hazard ratios seem to change.
  var cautions: [Caution] {
    let doubtful = tests.filter { ($0.test?.pValue ?? 1) < 0.05 }
    guard !doubtful.isEmpty else { return [] }
    let named = doubtful.filter { $0.name != Self.global }.map { "\"\($0.label)\"" }
    let what = named.isEmpty ? "some term" : named.joined(separator: ", ")
    return [
      Caution(
        .nonProportionalHazards,
        "Hazard ratios seem to change with time (test of proportional hazards, p below 0.05) for \(what): each that is given "
          + "is an average over the follow-up that there happens to be.",
        remedy:
          "survival.proportional_hazards shows their course; give a category that is only adjusted for to strata, or compare "
          + "survival at fixed times.")
    ]
  }
}

extension ProportionalHazards.TimeScale: Choice {
  /// The scale in a few words.
  public var summary: String {
    switch self {
    case .survival: "one less the Kaplan-Meier estimate, R's default"
    case .identity: "time itself"
    case .rank: "the rank of time"
    case .log: "the logarithm of time"
    }
  }

  /// The scale as it stands in a sentence.
  var words: String {
    switch self {
    case .survival: "the Kaplan-Meier estimate"
    case .identity: "time"
    case .rank: "the rank of time"
    case .log: "the logarithm of time"
    }
  }
}
