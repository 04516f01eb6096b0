public import Analyses
import Cohorts

extension Landmark {
  /// Analyses at one or several landmarks, as scripts ask for them.
  static let analysis = Analysis(
    "survival.landmark", "Landmark analysis: survival from a day on, by what had happened by then.",
    details: """
      Keeps the subjects who are still under observation and free of the event after the landmark (T > L), groups them by \
      whether the exposure had begun by then (w <= L), and follows them from the landmark on. What happens to them later \
      does not change their group. Milestones count from the landmark too. Survival, the log-rank test and the hazard ratio (Cox) are given for each \
      landmark.

      The answer holds for those who reached the landmark, and depends on it: choose it before looking at the data.
      """,
    parameters: [
      SurvivalParameters.endpoint.any, SurvivalParameters.exposure.any, Exposure.label.any, at.any, atRisk.any,
      SurvivalParameters.strata.any, SurvivalParameters.weights.any, SurvivalParameters.level.any,
      SurvivalParameters.ties.any, SurvivalParameters.interval.any, SurvivalParameters.plateau.any,
      SurvivalParameters.beyond.any,
      SurvivalParameters.times.any, SurvivalParameters.displayUnit.any,
    ],
    statistics: CurveStatistics.declared + LogRank.testStatistics + CoxStatistics.termStatistics + [
      .init("exposed", "The number of subjects whose exposure had begun by the landmark."),
      .init("earlier_events", "The number of subjects left out because they had the event by the landmark."),
      .init("earlier_censored", "The number of subjects left out because they were censored by the landmark."),
    ],
    example: [
      .init("endpoint", .text("pfs")), .init("exposure", .text("transplant_day")),
      .init("at", .list([.integer(60), .integer(90)])),
    ]
  ) { cohort, arguments in
    let question = try SurvivalQuestion(
      cohort, endpoint: arguments[SurvivalParameters.endpoint], strata: arguments[SurvivalParameters.strata],
      weights: arguments[SurvivalParameters.weights], exposure: arguments[SurvivalParameters.exposure])
    let exposure = try Exposure(arguments[SurvivalParameters.exposure], label: arguments[Exposure.label], question)
    let ties = arguments[SurvivalParameters.ties]
    let parts = try arguments[at].distinct.map { time in
      try LandmarkPart(
        Landmark(at: time, question.followUp, switchTime: exposure.days, rule: arguments[atRisk]), question, exposure,
        CurveStyle(arguments), ties)
    }
    var result = AnalysisResult(
      title: "\(question.endpoint.label) by \(exposure.name): landmark analysis",
      methods: [
        "Landmark analysis: subjects with \(arguments[atRisk] == .after ? "T > L" : "T >= L"), exposed if w <= L, time from L "
          + "on; log-rank test and Cox model, \(ties.words)"
          + (question.strata.map { ", stratified by \($0.label)." } ?? ".") + " Milestones count from the landmark.",
        CurveStyle(arguments).method,
      ])
    result.rows = parts.flatMap(\.rows)
    result.tables = LandmarkPart.tables(
      of: parts, level: arguments[SurvivalParameters.level], times: arguments.times(in: question.endpoint.unit))
    let axisUnit = arguments[SurvivalParameters.displayUnit]
    result.figures = CurveStatistics.figures(
      of: parts.compactMap { $0.panel(axisUnit: axisUnit) }, title: result.title, endpoint: question.endpoint,
      axisUnit: axisUnit, level: arguments[SurvivalParameters.level])
    result.cautions = question.cautions + parts.flatMap(\.cautions)
    return result
  }

  private static let at = Parameter.numbers(
    "at", "The landmark, or several.", unit: "the endpoint's unit", fallback: .required)

  private static let atRisk = Parameter<LandmarkRule>.choice(
    "at_risk", "Who is still in the analysis at the landmark.", default: .after)
}

extension LandmarkRule: Choice {
  /// The rule in a few words.
  public var summary: String {
    switch self {
    case .after: "those observed beyond it, T > L"
    case .atOrAfter: "those observed up to it or beyond, T >= L"
    }
  }
}

/// The analysis at one landmark.
struct LandmarkPart {
  private let landmark: Landmark
  private let question: SurvivalQuestion
  private let exposure: Exposure
  private let curves: [CurveStatistics]
  private let test: LogRank
  private let censoring: [Caution]
  private let model: CoxStatistics

  init(_ landmark: Landmark, _ question: SurvivalQuestion, _ exposure: Exposure, _ style: CurveStyle, _ ties: CoxTies)
    throws
  {
    self.landmark = landmark
    self.question = question
    self.exposure = exposure
    let strata = question.strata.map { strata in landmark.subjects.map { strata.codes[$0] } }
    let strataCount = question.stratumCount
    let tables = try EventTable.tables(of: landmark.followUp, groups: landmark.exposed, count: 2)
    let name = Self.name(landmark, question)
    let states: [String] = ["No \(exposure.name)", exposure.name.capitalizedFirst]
    curves = zip(states, tables).map { state, table in
      CurveStatistics(
        group: "\(state) by \(name)", label: state, estimate: KaplanMeier(table), style: style,
        endpoint: question.endpoint,
        atRisk: table.atRisk(at:))
    }
    let cells = try LogRank.tables(
      landmark.followUp, groups: landmark.exposed, groupCount: 2, strata: strata, stratumCount: strataCount)
    test = LogRank(cells)
    censoring = InformativeCensoring.cautions(cells, where: " from \(name) on")
    let fit = try CoxModel(
      landmark.followUp, CovariateMatrix(columns: [landmark.exposed.map(Double.init)]), strata: strata,
      stratumCount: strataCount, ties: ties)
    model = CoxStatistics(fit, names: [name], level: style.level)
  }

  /// `day 60`.
  static func name(_ landmark: Landmark, _ question: SurvivalQuestion) -> String {
    let time = Argument.number(landmark.time).source
    return question.endpoint.unit == .days ? "day \(time)" : "\(time) \(question.endpoint.unit.rawValue)"
  }

  private var name: String { Self.name(landmark, question) }

  /// A group of fewer is said to be small.
  private static let fewSubjects = 10.0

  var rows: [Row] {
    func weight(_ subjects: [Int]) -> Quantity {
      let weights = question.followUp.weights.values
      return .count(Int(subjects.reduce(0) { $0 + (weights?[$1] ?? 1) }))
    }
    let exposed = landmark.subjects.indices.filter { landmark.exposed[$0] == 1 }.map { landmark.subjects[$0] }
    let counts = [
      Row("n", weight(landmark.subjects), variable: name),
      Row("exposed", weight(exposed), variable: name),
      Row("earlier_events", weight(landmark.earlierEvents), variable: name),
      Row("earlier_censored", weight(landmark.earlierCensorings), variable: name),
    ]
    return counts + test.rows(ofTest: name, method: "Log-rank test from the landmark") + model.termRows
      + curves.flatMap(\.rows)
  }

  var cautions: [Caution] {
    let empty = curves.filter { $0.estimate.table.count == 0 }.map { curve in
      Caution(.emptyGroup, "Nobody is in the group \"\(curve.group)\".")
    }
    guard empty.isEmpty else { return empty }
    let small = curves.filter { $0.estimate.table.count < Self.fewSubjects }.map { curve in
      Caution(
        .smallGroup,
        "Only \(Int(curve.estimate.table.count)) in the group \"\(curve.group)\": its curve and the hazard ratio are "
          + "unsteady.")
    }
    return small + censoring + model.cautions(events: model.fit.eventCount)
  }

  /// The curves from the landmark on; nil where nobody is left.
  func panel(axisUnit: TimeUnit?) -> Figure.Curves.Panel? {
    CurveStatistics.panel(
      of: curves, title: "From \(name) on", endpoint: question.endpoint, axisUnit: axisUnit,
      origin: "\(name) after \(question.endpoint.origin)", annotations: [test.annotation])
  }

  static func tables(of parts: [LandmarkPart], level: Double, times: TimeWords) -> [TableLayout] {
    let percent = Argument.percent(level)
    let summary = TableLayout(
      title: "By landmark", rowHeader: "Landmark", lines: parts.map { .init($0.name, variable: $0.name) },
      columns: [
        .init("n", .value("n"), .count), .init("Exposed", .value("exposed"), .count),
        .init("Event before", .value("earlier_events"), .count),
        .init("Censored before", .value("earlier_censored"), .count),
        .init(
          "Hazard ratio (\(percent) CI)",
          .estimate("hazard_ratio", lower: "hazard_ratio_lower", upper: "hazard_ratio_upper"), .ratio),
        .init("Log-rank p", .value("p_value"), .pValue),
      ])
    return [summary] + CurveStatistics.tables(of: parts.flatMap(\.curves), rowHeader: "Group", times: times)
  }
}

extension String {
  /// The text with its first letter in upper case.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
