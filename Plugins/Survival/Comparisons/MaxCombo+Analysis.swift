import Analyses
import Cohorts
import Statistics

extension MaxCombo {
  /// The test, as scripts ask for it.
  static let analysis = Analysis(
    "survival.max_combo", "MaxCombo test of two groups: the largest of several weighted log-rank tests.",
    details: """
      Takes the largest of the weighted log-rank tests of Fleming and Harrington with the exponents (0, 0), (0, 1), (1, 1) and (1, 0): \
      sensitive to a difference that comes early, late or in between. Its p-value is that of the largest of correlated normal \
      variables, integrated over their joint distribution, so that it needs no further adjustment for choosing the largest. The \
      correlation is reported.

      A small p-value says that the groups differ, not in whose favour: a test that finds crossing curves can be significant while \
      neither group fares better. Read it beside the curves. With more than two groups each two are compared, and the p-values \
      adjusted.
      """,
    parameters: [
      SurvivalParameters.endpoint.any, groups.any, SurvivalParameters.strata.any, components.any,
      PairwiseTests.adjustment.any, SurvivalParameters.weights.any, SurvivalParameters.asBaseline.any,
    ],
    statistics: [
      .init("n", "The number of subjects, frequency weights counted."),
      .init("observed", "The number of events observed."),
      .init("expected", "The number of events expected if all groups shared one hazard."),
      .init(
        "z",
        "The standardised statistic of one weighted test: above zero where the first of the two groups named has more events than "
          + "expected."),
      .init("p_value", "Its p-value, two-sided; of the largest, the p-value of the MaxCombo test."),
      .init("correlation", "The correlation of the statistics of two weighted tests under equal hazards."),
      .init("p_adjusted", "The p-value of the MaxCombo test, adjusted for the number of pairs of groups."),
    ],
    example: [
      .init("endpoint", .text("pfs")), .init("by", .text("diagnosis")), .init("strata", .text("trial")),
    ]
  ) { cohort, arguments in
    let question = try SurvivalQuestion(
      cohort, endpoint: arguments[SurvivalParameters.endpoint], by: arguments[groups],
      strata: arguments[SurvivalParameters.strata], weights: arguments[SurvivalParameters.weights])
    let guarding = ImmortalTime(
      cohort: cohort, endpoint: question.endpoint, isAcknowledged: arguments[SurvivalParameters.asBaseline])
    let tables = try question.tables()
    let pairs = PairwiseTests.places(question.levels.count).map { earlier, later in
      (
        name: "\(question.levels[later]) vs \(question.levels[earlier])",
        test: MaxCombo(tables.map { [$0[earlier], $0[later]] }, weights: arguments[components].weights)
      )
    }
    var result = AnalysisResult(
      title: "\(question.endpoint.label) by \(question.groups.label): MaxCombo test",
      methods: [
        method(question, arguments[components], pairs: pairs.count, arguments[PairwiseTests.adjustment])
      ])
    result.rows = LogRank(tables).groupRows(question)
    let adjusted = arguments[PairwiseTests.adjustment].adjusted(pairs.map(\.test.pValue))
    for (pair, adjusted) in zip(pairs, adjusted) {
      result.rows += pair.test.rows(pair.name)
      if pairs.count > 1 {
        result.rows.append(Row("p_adjusted", Quantity(adjusted, otherwise: whyNone), variable: pair.name))
      }
    }
    if pairs.isEmpty {
      result.rows.append(Row("p_value", .notEstimable("fewer than two groups"), variable: "max_combo"))
    }
    result.tables = [LogRank.groupTable(question.levels, rowHeader: question.groups.label)]
    result.tables += layouts(pairs, arguments[components].weights, groupLabel: question.groups.label)
    result.cautions = try guarding.cautions(for: question) + question.cautions
    result.cautions += InformativeCensoring.cautions(tables)
    return result
  }

  private static let groups = Parameter.columns("by", SurvivalParameters.by.declaration.prose, fallback: .required)

  private static let components = Parameter<MaxComboComponents>.choice(
    "components", "The exponents (rho, gamma) of the weighted tests of which the largest is taken.", default: .all)

  private static let whyNone = "no weighted test has a variance"

  private static func method(
    _ question: SurvivalQuestion, _ components: MaxComboComponents, pairs: Int, _ adjustment: PValueAdjustment
  ) -> String {
    let strata = question.strata.map { ", stratified by \($0.label)" } ?? ""
    return
      "MaxCombo test\(strata): the largest of the weighted log-rank tests of Fleming and Harrington with exponents (rho, gamma) "
      + "\(components.summary), hypergeometric variance at tied events; two-sided p-value from the joint normal distribution of "
      + "the statistics, integrated numerically (Karrison; Genz)."
      + (pairs > 1 ? " Each two groups are compared; p-values \(adjustment.words)." : "")
  }

  /// `FH (0, 1)`.
  private static func name(_ weight: LogRankWeight) -> String {
    guard case .survival(let rho, let gamma) = weight else { return "log-rank" }
    return "FH \(LogRankFamily.exponents(rho, gamma))"
  }

  /// The weighted tests, their correlations and the largest, as rows.
  private func rows(_ pair: String) -> [Row] {
    var rows: [Row] = []
    for (place, weight) in weights.enumerated() {
      let z = statistics[place]
      let name = Self.name(weight)
      rows.append(Row("z", Quantity(z, otherwise: Self.whyNone), group: pair, variable: name))
      rows.append(
        Row("p_value", Quantity(z.map(Normal.twoSided), otherwise: Self.whyNone), group: pair, variable: name))
      for other in 0..<place {
        rows.append(
          Row(
            "correlation",
            Quantity(
              z == nil || statistics[other] == nil ? nil : correlation[place, other], otherwise: Self.whyNone),
            group: pair, variable: "\(Self.name(weights[other])) and \(name)"))
      }
    }
    return rows + [
      Row(
        "z", Quantity(statistic, otherwise: Self.whyNone), variable: pair,
        note: largest.map { "the largest is \(Self.name(weights[$0]))" }),
      Row("p_value", Quantity(pValue, otherwise: Self.whyNone), variable: pair, method: "MaxCombo test"),
    ]
  }

  private static func layouts(
    _ pairs: [(name: String, test: MaxCombo)], _ weights: [LogRankWeight], groupLabel: String
  ) -> [TableLayout] {
    let prefix = { (pair: String) in pairs.count > 1 ? "\(pair), " : "" }
    var columns: [TableLayout.Column] = [
      .init("Largest z", .value("z"), .statistic), .init("p", .value("p_value"), .pValue),
    ]
    if pairs.count > 1 { columns.append(.init("Adjusted p", .value("p_adjusted"), .pValue)) }
    let names = weights.map(name)
    return [
      TableLayout(
        title: "MaxCombo test", rowHeader: groupLabel, lines: pairs.map { .init($0.name, variable: $0.name) },
        columns: columns),
      TableLayout(
        title: "Weighted tests", rowHeader: "",
        lines: pairs.flatMap { pair in
          names.map { .init(prefix(pair.name) + $0, group: pair.name, variable: $0) }
        },
        columns: [.init("z", .value("z"), .statistic), .init("p", .value("p_value"), .pValue)]),
      TableLayout(
        title: "Correlation of the weighted tests", rowHeader: "",
        lines: pairs.flatMap { pair in
          PairwiseTests.places(names.count).map { earlier, later in
            let both = "\(names[earlier]) and \(names[later])"
            return TableLayout.Line(prefix(pair.name) + both, group: pair.name, variable: both)
          }
        },
        columns: [.init("Correlation", .value("correlation"), .statistic)]),
    ]
  }
}

/// Which weighted tests a MaxCombo test takes the largest of.
enum MaxComboComponents: String, Choice {
  case all
  case late
  case early
  case lateOrEarly = "late_or_early"

  var summary: String {
    switch self {
    case .all: "(0, 0), (0, 1), (1, 1) and (1, 0)"
    case .late: "(0, 0) and (0, 1)"
    case .early: "(0, 0) and (1, 0)"
    case .lateOrEarly: "(0, 0), (0, 1) and (1, 0)"
    }
  }

  var weights: [LogRankWeight] {
    let usual = MaxCombo.usualWeights
    return switch self {
    case .all: usual
    case .late: [usual[0], usual[1]]
    case .early: [usual[0], usual[3]]
    case .lateOrEarly: [usual[0], usual[1], usual[3]]
    }
  }
}
