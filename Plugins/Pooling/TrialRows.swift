import Analyses
import Statistics

/// Estimates by trial and pooled as rows and tables.
struct TrialRows {
  let question: TrialQuestion
  let pooled: PooledTrials

  /// The statistics that the rows name.
  static let declared: [Analysis.Statistic] = [
    .init("n", "The number of subjects behind the estimate, where the analysis tells."),
    .init("events", "The number of events behind it, where the analysis tells."),
    .init("estimate", "The number: in a trial, or as the variable names it pooled."),
    .init("lower", "The lower limit of its interval."),
    .init("upper", "The upper limit of its interval."),
    .init("standard_error", "Its standard error on the scale of pooling."),
    .init("p_value", "The two-sided p-value that there is no effect."),
    .init("weight", "The share of a trial in the random-effects estimate."),
    .init("weight_fixed", "The share of a trial in the fixed-effect estimate."),
    .init("trials", "The number of trials pooled."),
    .init("q", "Cochran's Q, the statistic of the test that all trials share one value."),
    .init("q_df", "Its degrees of freedom."),
    .init("q_p_value", "Its p-value."),
    .init("i_squared", "The share of the variance that lies between trials."),
    .init("i_squared_lower", "Its lower limit."),
    .init("i_squared_upper", "Its upper limit."),
    .init("h_squared", "The total variance over the typical variance within a trial."),
    .init("tau_squared", "The variance between trials, on the scale of pooling."),
    .init("tau_squared_lower", "Its lower limit."),
    .init("tau_squared_upper", "Its upper limit."),
    .init("prediction_lower", "The lower limit of the value in another trial."),
    .init("prediction_upper", "The upper limit of the value in another trial."),
  ]

  private var scale: Analysis.Scale { question.estimation.scale }

  /// All that is known, as rows.
  var rows: [Row] {
    trialRows + togetherRows + pooledRows("fixed_effect", pooled.effects?.fixed)
      + pooledRows("random_effects", pooled.effects?.random) + heterogeneityRows
  }

  private var trialRows: [Row] {
    let weights = pooled.shares(randomly: true)
    let fixed = pooled.shares(randomly: false)
    return pooled.estimates.enumerated().flatMap { place, estimate in
      estimateRows(estimate, group: estimate.trial) + [
        Row(
          "weight", Quantity(weights[place], otherwise: estimate.reason ?? PooledTrials.tooFew), group: estimate.trial),
        Row(
          "weight_fixed", Quantity(fixed[place], otherwise: estimate.reason ?? PooledTrials.tooFew),
          group: estimate.trial),
      ]
    }
  }

  private var togetherRows: [Row] { estimateRows(question.pooled, variable: "together") }

  private func estimateRows(_ estimate: TrialEstimate, group: String? = nil, variable: String? = nil) -> [Row] {
    let limits = pooled.limits(estimate)
    let reason = estimate.reason ?? "not estimable"
    func row(_ name: String, _ value: Double?, _ method: String?) -> Row {
      Row(
        name, Quantity(value, otherwise: reason), group: group, variable: variable, unit: question.unit, method: method,
        n: estimate.subjects)
    }
    let interval = "Wald interval on \(scale.words), \(pooled.percent)"
    let sizes = [
      estimate.subjects.map { Row("n", .count($0), group: group, variable: variable) },
      estimate.events.map { Row("events", .count($0), group: group, variable: variable) },
    ]
    return sizes.compactMap { $0 } + [
      row("estimate", estimate.value.double, nil), row("lower", limits?.lower, interval),
      row("upper", limits?.upper, interval),
      Row(
        "standard_error", Quantity(estimate.scaled?.standardError, otherwise: reason), group: group,
        variable: variable, method: "On \(scale.words)"),
    ]
  }

  private func pooledRows(_ name: String, _ estimate: PooledEstimate?) -> [Row] {
    let limits = estimate.flatMap { pooled.limits($0) }
    let used = pooled.estimates.filter { $0.scaled != nil }
    let sizes = used.compactMap(\.subjects)
    let subjects = sizes.count == used.count ? sizes.reduce(0, +) : nil
    func row(_ statistic: String, _ value: Double?, unit: String? = nil) -> Row {
      Row(
        statistic, Quantity(value, otherwise: estimate == nil ? PooledTrials.tooFew : PooledTrials.noSpread),
        variable: name, unit: unit,
        n: subjects)
    }
    var rows = [
      row("estimate", estimate.map { scale.original($0.estimate) }, unit: question.unit),
      row("lower", limits?.lower, unit: question.unit), row("upper", limits?.upper, unit: question.unit),
      row("standard_error", estimate?.standardError),
    ]
    let events = used.compactMap(\.events)
    if events.count == used.count, !used.isEmpty {
      rows.insert(Row("events", .count(events.reduce(0, +)), variable: name), at: 0)
    }
    if let subjects { rows.insert(Row("n", .count(subjects), variable: name), at: 0) }
    if question.estimation.noEffect != nil { rows.append(row("p_value", estimate?.pValue)) }
    return rows
  }

  private var heterogeneityRows: [Row] {
    let effects = pooled.effects
    let between = effects?.betweenVarianceLimits(level: pooled.level)
    func row(_ name: String, _ value: Double?, method: String? = nil) -> Row {
      Row(name, Quantity(value, otherwise: PooledTrials.tooFew), method: method)
    }
    func share(_ variance: Double?) -> Double? { variance.flatMap { effects?.iSquared($0) } }
    let profile = "Q-profile, \(pooled.percent)"
    let predicted = pooled.predicted
    let none = effects == nil ? PooledTrials.tooFew : "too few trials for its degrees of freedom"
    return [
      Row("trials", .count(effects?.studies.count ?? pooled.estimates.filter { $0.scaled != nil }.count)),
      row("q", effects?.q), Row("q_df", .count(effects?.degreesOfFreedom ?? 0)), row("q_p_value", effects?.qPValue),
      row("i_squared", effects?.iSquared), row("i_squared_lower", share(between?.lower), method: profile),
      row("i_squared_upper", share(between?.upper), method: profile), row("h_squared", effects?.hSquared),
      row("tau_squared", effects?.betweenVariance, method: "Tau squared by \(pooled.between.summary)"),
      row("tau_squared_lower", between?.lower, method: profile),
      row("tau_squared_upper", between?.upper, method: profile),
      Row(
        "prediction_lower", Quantity(predicted?.lower, otherwise: none), unit: question.unit,
        method: "Prediction interval, its distribution \(pooled.prediction.summary)"),
      Row(
        "prediction_upper", Quantity(predicted?.upper, otherwise: none), unit: question.unit,
        method: "Prediction interval, its distribution \(pooled.prediction.summary)"),
    ]
  }
}

// MARK: - Tables

extension TrialRows {
  /// The pooled estimates, with the variable of their rows.
  var summaries: [(label: String, variable: String)] {
    [
      (question.pooledLabel, "together"), ("Fixed effect", "fixed_effect"), ("Random effects", "random_effects"),
    ]
  }

  private var units: String { question.unit.map { ", \($0)" } ?? "" }

  /// The estimates, and how much they differ.
  var tables: [TableLayout] {
    var columns: [TableLayout.Column] = []
    if pooled.estimates.contains(where: { $0.subjects != nil }) { columns.append(.init("n", .value("n"), .count)) }
    if pooled.estimates.contains(where: { $0.events != nil }) {
      columns.append(.init("Events", .value("events"), .count))
    }
    columns += [
      .init(
        "\(question.number.capitalizedFirst) (\(pooled.percent) CI)\(units)",
        .estimate("estimate", lower: "lower", upper: "upper"), question.format),
      .init("Weight", .value("weight"), .proportion),
    ]
    let estimates = TableLayout(
      title: "Estimates by trial, and pooled", rowHeader: question.label,
      lines: pooled.estimates.map { .init($0.trial, group: $0.trial) }
        + summaries.map { .init($0.label, variable: $0.variable) },
      columns: columns)
    let heterogeneity = TableLayout(
      title: "Heterogeneity", rowHeader: "", lines: [.init("Between trials")],
      columns: [
        .init("Trials", .value("trials"), .count), .init("Q", .value("q"), .statistic),
        .init("df", .value("q_df"), .count), .init("p", .value("q_p_value"), .pValue),
        .init(
          "I² (\(pooled.percent) CI)", .estimate("i_squared", lower: "i_squared_lower", upper: "i_squared_upper"),
          .proportion),
        .init("τ²", .value("tau_squared"), .statistic),
        .init(
          "Prediction interval (\(pooled.percent))\(units)",
          .interval(lower: "prediction_lower", upper: "prediction_upper"), question.format),
      ])
    return [estimates, heterogeneity]
  }
}

extension String {
  /// The text with a capital at its beginning.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
