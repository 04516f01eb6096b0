import Analyses
import Cohorts

extension SimonMakuch {
  /// The curves, as scripts ask for them.
  static let analysis = Analysis(
    "survival.simon_makuch", "Simon-Makuch curves: survival in each state of an exposure that begins on a day.",
    details: """
      Kaplan-Meier curves in which a subject leaves one group and enters the other when the exposure begins. Each curve is \
      that of somebody who stays in one state from the landmark on; it is not the survival of a fixed group of people. The \
      number at risk after the exposure rises before it falls.

      Begin at a landmark by which some are exposed where the first risk sets after the exposure would be too small.
      """,
    parameters: [
      SurvivalParameters.endpoint.any, SurvivalParameters.exposure.any, Exposure.label.any, from.any,
      SurvivalParameters.weights.any, SurvivalParameters.level.any, SurvivalParameters.interval.any,
      SurvivalParameters.plateau.any, SurvivalParameters.beyond.any, SurvivalParameters.times.any,
      SurvivalParameters.displayUnit.any,
    ],
    statistics: CurveStatistics.declared,
    example: [
      .init("endpoint", .text("pfs")), .init("exposure", .text("transplant_day")), .init("landmark", .integer(60)),
    ]
  ) { cohort, arguments in
    let question = try SurvivalQuestion(
      cohort, endpoint: arguments[SurvivalParameters.endpoint], weights: arguments[SurvivalParameters.weights],
      exposure: arguments[SurvivalParameters.exposure])
    let exposure = try Exposure(arguments[SurvivalParameters.exposure], label: arguments[Exposure.label], question)
    let split = try exposure.split(question)
    let landmark = arguments[from]
    let makuch = try SimonMakuch(split, landmark: landmark)
    let style = CurveStyle(arguments)
    let whole = try EventTable.tables(of: split.followUp, groups: split.state, count: 2)
    let curves = [(exposure.before, makuch.unexposed), (exposure.after, makuch.exposed)].enumerated().map {
      state, named in
      CurveStatistics(
        group: named.0, estimate: named.1, style: style, endpoint: question.endpoint,
        atRisk: { time in
          // At time 0 nobody's exposure has begun: all who are observed are before it.
          time > 0 ? whole[state].atRisk(at: time) : state == 0 ? question.followUp.total : 0
        }, censorings: split.censorings(inState: Int32(state), after: landmark))
    }
    var result = AnalysisResult(
      title: "\(question.endpoint.label) before and after \(exposure.name): Simon-Makuch curves",
      methods: [
        "Simon-Makuch curves from \(question.endpoint.unit.rawValue == "days" ? "day " : "time ")"
          + "\(Argument.number(landmark).source)\(landmark > 0 ? ", of subjects observed beyond it (T > L)" : ""): "
          + "product-limit estimates with the number in each state just before each event time, Greenwood's variance with "
          + "the same numbers; \(style.interval). \(style.conventions)", exposure.rules,
      ])
    result.rows = curves.flatMap(\.rows)
    result.tables = CurveStatistics.tables(
      of: curves, rowHeader: "State", times: arguments.times(in: question.endpoint.unit))
    result.figures = CurveStatistics.figures(
      of: curves, title: result.title, endpoint: question.endpoint,
      axisUnit: arguments[SurvivalParameters.displayUnit], start: landmark, annotations: [])
    result.cautions = question.cautions + exposure.cautions + CurveStatistics.medianCautions(of: curves)
    return result
  }

  private static let from = Parameter.number(
    "landmark", "The time from which the curves count; 0 for the origin.", in: 0...1e9, unit: "the endpoint's unit",
    default: 0)
}

extension ExposureSplit {
  /// The times after a landmark at which subjects in a state were censored, ascending, each once.
  func censorings(inState state: Int32, after landmark: Double) -> [Double] {
    let last = subject.indices.filter { $0 + 1 == subject.count || subject[$0 + 1] != subject[$0] }
    return last.filter { !followUp.event[$0] && self.state[$0] == state && followUp.time[$0] > landmark }
      .map { followUp.time[$0] }.distinct
  }
}

extension FollowUp {
  /// The number of subjects that the rows stand for.
  var total: Double { weights.values?.reduce(0, +) ?? Double(count) }
}
