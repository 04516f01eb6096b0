import Analyses
import Cohorts
import Statistics

/// A number of an analysis with each trial of a pooled cohort left out in turn.
enum LeaveOneOut {
  /// The analysis, as scripts ask for it.
  static let analysis = Analysis(
    "pooling.leave_one_out", "Any pooled estimate with each trial left out in turn.",
    details: """
      Leaves out one trial after the other, and does the analysis again on the subjects of the others, stratified by trial \
      where its strata enter the number; and pools the estimates of the others again, with one common value and with values that \
      vary. A result that hangs on a single trial shows here.
      """,
    parameters: [
      PoolingParameters.called.any, PoolingParameters.given.any, PoolingParameters.statistic.any,
      PoolingParameters.of.any, PoolingParameters.trial.any, PoolingParameters.between.any,
      PoolingParameters.interval.any, PoolingParameters.prediction.any, PoolingParameters.level.any,
    ],
    statistics: declared, example: ByTrial.example
  ) { cohort, arguments in
    let question = try TrialQuestion(cohort, arguments)
    let answers = question.trials.map { question.estimate($0.name, $0.cohort, by: question.call) }
    let all = PooledTrials(answers.map(\.0), question.estimation, arguments)
    var left: [(trial: String, together: TrialEstimate)] = []
    var result = AnalysisResult(
      title: "\(question.together.title): \(question.number), each trial left out in turn",
      methods: ["Each trial left out in turn."] + all.methods + question.together.methods)
    result.rows = rows(nil, question, question.pooled, all)
    for (place, trial) in question.trials.enumerated() {
      let others = try question.others(than: trial.name)
      let together = question.estimate(trial.name, others, by: question.pooledCall).0
      left.append((trial.name, together))
      let pooled = PooledTrials(
        answers.indices.filter { $0 != place }.map { answers[$0].0 }, question.estimation, arguments)
      result.rows += rows(trial.name, question, together, pooled)
    }
    result.tables = [table(question, all)]
    result.figures = figures(question, all, left)
    result.cautions = all.cautions(label: question.label)
    result.cautions += question.cautions(of: zip(question.trials, answers).map { ($0.name, $1.1) })
    return result
  }

  private static let declared: [Analysis.Statistic] = [
    .init("n", "The number of subjects left."),
    .init("together", "The number in all subjects left, stratified by trial where strata enter it."),
    .init("together_lower", "Its lower limit."),
    .init("together_upper", "Its upper limit."),
    .init("fixed_effect", "The estimates of the trials left, pooled with one common value."),
    .init("fixed_effect_lower", "Its lower limit."),
    .init("fixed_effect_upper", "Its upper limit."),
    .init("random_effects", "The estimates of the trials left, pooled with values that vary."),
    .init("random_effects_lower", "Its lower limit."),
    .init("random_effects_upper", "Its upper limit."),
    .init("i_squared", "The share of the variance that lies between the trials left."),
    .init("tau_squared", "The variance between the trials left, on the scale of pooling."),
  ]

  private static func rows(
    _ trial: String?, _ question: TrialQuestion, _ together: TrialEstimate, _ pooled: PooledTrials
  ) -> [Row] {
    func rows(_ name: String, _ value: Double?, _ limits: (lower: Double, upper: Double)?, _ reason: String) -> [Row] {
      [(name, value), ("\(name)_lower", limits?.lower), ("\(name)_upper", limits?.upper)].map { name, value in
        Row(name, Quantity(value, otherwise: reason), group: trial, unit: question.unit, n: together.subjects)
      }
    }
    let scale = question.estimation.scale
    var all = [together.subjects.map { Row("n", .count($0), group: trial) }].compactMap(\.self)
    all += rows(
      "together", together.value.double, pooled.limits(together), together.reason ?? "not estimable")
    for (name, effect) in [("fixed_effect", pooled.effects?.fixed), ("random_effects", pooled.effects?.random)] {
      all += rows(
        name, effect.map { scale.original($0.estimate) }, effect.flatMap { pooled.limits($0) }, PooledTrials.tooFew)
    }
    all.append(Row("i_squared", Quantity(pooled.effects?.iSquared, otherwise: PooledTrials.tooFew), group: trial))
    all.append(
      Row("tau_squared", Quantity(pooled.effects?.betweenVariance, otherwise: PooledTrials.tooFew), group: trial))
    return all
  }

  /// A box for all others than each trial, and a diamond for all trials.
  private static func figures(
    _ question: TrialQuestion, _ all: PooledTrials, _ left: [(trial: String, together: TrialEstimate)]
  ) -> [Figure] {
    guard left.contains(where: { $0.together.scaled != nil }) else { return [] }
    func line(_ kind: Figure.Forest.Line.Kind, _ label: String, _ estimate: TrialEstimate) -> Figure.Forest.Line {
      Figure.Forest.Line(
        kind, label, cells: [estimate.subjects.map { .count($0) }], estimate: estimate.value,
        interval: all.limits(estimate).map(TrialRows.interval))
    }
    let forest = Figure.Forest(
      rowHeader: "Left out", columns: [.init("n", .count)],
      lines: left.map { line(.estimate, $0.trial, $0.together) } + [line(.pooled, "None", question.pooled)],
      axis: TrialRows.axis(of: question), level: all.level, noEffect: question.estimation.noEffect)
    return [Figure(title: "\(question.number.capitalizedFirst), by the trial left out", .forest(forest))]
  }

  private static func table(_ question: TrialQuestion, _ pooled: PooledTrials) -> TableLayout {
    func estimate(_ title: String, _ name: String) -> TableLayout.Column {
      .init(
        "\(title) (\(pooled.percent) CI)", .estimate(name, lower: "\(name)_lower", upper: "\(name)_upper"),
        question.format)
    }
    let units = question.unit.map { ", \($0)" } ?? ""
    return TableLayout(
      title: "\(question.number.capitalizedFirst)\(units), by the trial left out", rowHeader: "Left out",
      lines: [.init("None")] + question.trials.map { .init($0.name, group: $0.name) },
      columns: [
        .init("n", .value("n"), .count), estimate(question.pooledLabel, "together"),
        estimate("Fixed effect", "fixed_effect"), estimate("Random effects", "random_effects"),
        .init("I²", .value("i_squared"), .proportion), .init("τ²", .value("tau_squared"), .statistic),
      ])
  }
}

extension TrialQuestion {
  /// The subjects of all other trials.
  func others(than trial: String) throws(CohortError) -> Cohort {
    let grouping = try cohort.grouping(column)
    let code = grouping.levels.firstIndex(of: trial).map { Int32($0) } ?? -1
    return cohort.part((0..<Int32(cohort.count)).filter { grouping.codes[Int($0)] != code })
  }
}
