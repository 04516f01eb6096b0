import Analyses
import Cohorts
import Designs
import Statistics

// MARK: - Tables

extension AdjustedStatistics {
  /// Groups, milestones, differences, hazard ratios, tests and balance, adjusted and unadjusted side by side.
  func tables(_ times: TimeWords) -> [TableLayout] {
    let milestones =
      style.times.isEmpty ? [] : [milestoneTable(times)] + (asked.isComparable ? [differenceTable(times)] : [])
    return [groupTable(times)] + milestones + (asked.isComparable ? [ratioTable, testTable] : []) + [
      balanceTable, meansTable,
    ]
  }

  private var percent: String { Argument.percent(style.level) }
  private var isWeighted: Bool { adjustment.weighting != nil }

  private func pair(_ header: String, _ name: String, _ format: TableLayout.Format) -> [TableLayout.Column] {
    [("Adjusted", name), ("Unadjusted", "unadjusted_\(name)")].map { way, statistic in
      .init(
        "\(way) \(header) (\(percent) CI)",
        .estimate(statistic, lower: "\(statistic)_lower", upper: "\(statistic)_upper"), format)
    }
  }

  private func groupTable(_ times: TimeWords) -> TableLayout {
    let weights: [TableLayout.Column] = [
      .init("Effective n", .value("effective_n"), .statistic),
      .init("Weights", .interval(lower: "weight_minimum", upper: "weight_maximum"), .ratio),
    ]
    return TableLayout(
      title: "Survival by group", rowHeader: asked.question.groups.label,
      lines: asked.question.levels.map { .init($0, group: $0) },
      columns: [.init("n", .value("n"), .count), .init("Events", .value("events"), .count)]
        + (isWeighted ? weights : [])
        + pair("median, \(times.unit)", "median", .duration), durations: times.shown)
  }

  private func milestoneTable(_ times: TimeWords) -> TableLayout {
    TableLayout(
      title: "Survival at milestones", rowHeader: "\(asked.question.groups.label), \(times.header())",
      lines: asked.question.levels.flatMap { level in
        style.times.map { .init("\(level), \(times($0))", group: level, time: $0) }
      },
      columns: [.init("At risk", .value("at_risk"), .count)] + pair("survival", "survival", .proportion))
  }

  private var comparisons: [String] { asked.levels.indices.dropFirst().map(asked.comparison) }

  private func differenceTable(_ times: TimeWords) -> TableLayout {
    TableLayout(
      title: "Differences of survival at milestones", rowHeader: "\(asked.question.groups.label), \(times.header())",
      lines: comparisons.flatMap { name in
        style.times.map { .init("\(name), \(times($0))", variable: name, time: $0) }
      }, columns: pair("difference", "survival_difference", .proportion))
  }

  private var ratioTable: TableLayout {
    let ratios = pair("hazard ratio", "hazard_ratio", .ratio)
    return TableLayout(
      title: "Hazard ratios", rowHeader: asked.question.groups.label,
      lines: comparisons.map { .init($0, variable: $0) },
      columns: [
        ratios[0], .init("p", .value("wald_p_value"), .pValue), ratios[1],
        .init("p", .value("unadjusted_wald_p_value"), .pValue),
      ])
  }

  private var testTable: TableLayout {
    TableLayout(
      title: "Tests of equal survival", rowHeader: "Test",
      lines: (isWeighted ? [.init("Weighted log-rank", variable: "weighted_log_rank")] : [])
        + [.init("Log-rank, unadjusted", variable: "unadjusted_log_rank")],
      columns: [
        .init("Chi-squared", .value("chi_squared"), .statistic), .init("df", .value("df"), .count),
        .init("p", .value("p_value"), .pValue),
      ])
  }

  private var balanceTable: TableLayout {
    TableLayout(
      title: "Balance of covariates", rowHeader: "Covariate",
      lines: asked.balance.map { .init($0.label, variable: $0.name) },
      columns: [.init("Standardised difference", .value("standardised_difference"), .statistic)]
        + (isWeighted ? [.init("After weighting", .value("weighted_standardised_difference"), .statistic)] : []))
  }

  private var meansTable: TableLayout {
    TableLayout(
      title: "Covariates by group", rowHeader: "Covariate, \(asked.question.groups.label)",
      lines: asked.balance.flatMap { variable in
        asked.levels.map { .init("\(variable.label), \($0)", group: $0, variable: variable.name) }
      },
      columns: [.init("Mean or share", .value("mean"), .statistic)]
        + (isWeighted ? [.init("After weighting", .value("weighted_mean"), .statistic)] : []))
  }
}

// MARK: - Figures

extension AdjustedStatistics {
  /// The adjusted curves beside the unadjusted ones, and the balance of covariates.
  func figures(title: String, axisUnit: TimeUnit?) -> [Figure] {
    curveFigure(title, axisUnit) + lovePlot
  }

  private func curveFigure(_ title: String, _ axisUnit: TimeUnit?) -> [Figure] {
    guard let plainPanel = plain.panel else { return [] }
    let endpoint = asked.question.endpoint
    let axisUnit = axisUnit ?? endpoint.unit
    var panels = [plainPanel]
    panels[0].title = "Unadjusted"
    panels[0].annotations = [plain.test.annotation]
    if let estimates = adjustment.estimates, !estimates.curves.isEmpty {
      var panel = plainPanel
      panel.title = isWeighted ? "Weighted" : "Standardised"
      panel.curves = estimates.curves
      panel.annotations = weightedAnnotation
      panels.insert(panel, at: 0)
    }
    let end = panels.flatMap(\.curves).map(\.end).max() ?? 0
    let ticks = Figure.ticks(to: end, unit: endpoint.unit, axisUnit: axisUnit)
    for place in panels.indices {
      panels[place].riskTable = .init(times: ticks, atRisk: plain.tables.map { table in ticks.map(table.atRisk(at:)) })
    }
    return [
      Figure(
        title: title,
        .curves(
          .init(
            yLabel: endpoint.axisLabel, unit: endpoint.unit, axisUnit: axisUnit, level: style.level, panels: panels)))
    ]
  }

  private var weightedAnnotation: [Figure.Annotation] {
    guard let test = adjustment.weighting?.logRank else { return [] }
    return [Figure.Annotation("Weighted log-rank test", Quantity(test.pValue, otherwise: "not estimable"), .pValue)]
  }

  /// The most covariates that a figure shows: those that differ most.
  private static let mostCovariates = 40

  private var lovePlot: [Figure] {
    let shown = balance.indices
      .filter { balance[$0].difference != nil && (!isWeighted || balance[$0].weightedDifference != nil) }
      .sorted { abs(balance[$0].difference ?? 0) > abs(balance[$1].difference ?? 0) }
      .prefix(Self.mostCovariates)
    guard !shown.isEmpty else { return [] }
    let places = shown.indices.map { Double($0 - shown.startIndex) }
    var marks: [Figure.Chart.Mark] = [
      .init(.reference(.vertical, at: 0, label: "")),
      .init(.reference(.vertical, at: -Self.negligible, label: "")),
      .init(.reference(.vertical, at: Self.negligible, label: "")),
      .init(.points(x: shown.map { balance[$0].difference ?? 0 }, y: places), series: 0),
    ]
    if isWeighted {
      marks.append(.init(.points(x: shown.map { balance[$0].weightedDifference ?? 0 }, y: places), series: 1))
    }
    let panel = Figure.Chart.Panel(
      x: .init("Standardised difference"), y: .init("", scale: .categories(shown.map { asked.balance[$0].label })),
      marks: marks)
    return [
      Figure(
        title: "Balance of covariates",
        .chart(.init(panels: [panel], series: isWeighted ? ["Before weighting", "After weighting"] : ["Unadjusted"])))
    ]
  }
}

// MARK: - Cautions

extension AdjustedStatistics {
  /// Standardised differences up to this are taken as none.
  ///
  /// Austin (2009), *Statistics in Medicine* 28, 3083-3107, doi:10.1002/sim.3697.
  private static let negligible = 0.1

  /// What a reader must know of the adjustment.
  func cautions(_ choice: GroupWeighting.Choice) -> [Caution] {
    switch adjustment {
    case .weighting(let weighting, _):
      weighting.cautions(asked, truncation: choice.truncation) + imbalance
    case .standardisation(let standardised, _):
      CoxStatistics(
        standardised.fit,
        names: asked.levels.indices.dropFirst().map(asked.comparison) + asked.design.terms.map(\.name),
        level: style.level
      ).cautions(events: standardised.fit.eventCount)
    case .impossible(let reason):
      [Caution(.emptyGroup, "Nothing is adjusted: \(reason).")]
    }
  }

  private var imbalance: [Caution] {
    let apart = zip(asked.balance, balance).filter {
      $0.1.weightedDifference.map { abs($0) > Self.negligible } ?? ($0.1.difference == nil)
    }
    guard !apart.isEmpty else { return [] }
    let names = apart.map { "\"\($0.0.label)\"" }.joined(separator: ", ")
    return [
      Caution(
        .imbalance,
        "After weighting the groups still differ by more than \(Argument.number(Self.negligible).source) standard "
          + "deviations in \(names).",
        remedy:
          "Give the covariate more freedom in the model (a transformation, an interaction), or restrict the cohort.")
    ]
  }
}
