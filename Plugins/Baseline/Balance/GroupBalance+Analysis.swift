import Analyses
import Cohorts
import Statistics

extension GroupBalance {
  private static let by = Parameter.groups(
    "The groups to compare, two or more: a column, an expression such as \"age >= 18\", or a list of them, crossed.",
    fallback: .required)

  private static let byTrial = Parameter.flag(
    "by_trial", "Whether groups are compared within each trial as well.", default: false)

  private static let threshold = Parameter.number(
    "threshold", "The size of a standardised difference above which groups are taken to differ.", in: 0...10,
    default: 0.1)

  private static let level = Parameter.level()

  /// The analysis, as scripts ask for it.
  static let analysis = Analysis(
    "baseline.balance", "Balance of groups at baseline: standardised differences and the love plot.",
    details: """
      Compares each two groups in each variable by the standardised difference, which does not depend on the size of the \
      groups, as a p-value does. Sizes up to 0.1 are usually taken as negligible (Austin 2009, doi:10.1002/sim.3697). A variable \
      of more than two categories has one distance (Yang and Dalton 2012).
      """,
    parameters: [
      BaselineParameters.variables.any, by.any, byTrial.any, BaselineParameters.labels.any, threshold.any, level.any,
    ],
    statistics: [
      .init("n", "The number of subjects."),
      .init(
        "standardised_difference",
        "The difference in standard deviations, positive where the first group lies higher; of more than two categories its size.",
        estimated: .on(.plain, standardError: "standard_error")), .init("standard_error", "Its standard error."),
      .init("lower", "Its lower limit."), .init("upper", "Its upper limit."),
    ],
    example: [
      .init("variables", .list(["age", "sex", "diagnosis"].map(Argument.text))), .init("by", .text("transplanted")),
      .init("by_trial", .flag(true)),
    ],
    terms: ["SMD": "standardised mean difference"]
  ) { cohort, arguments in
    let columns = try GroupColumns(cohort, by: arguments[by], overall: .last)
    guard columns.compared.count <= mostGroups else {
      throw ArgumentError.invalid(
        analysis: arguments.analysis,
        reason:
          "\"by\" gives \(columns.compared.count) groups; name at most \(mostGroups), of which each two are compared")
    }
    let balance = GroupBalance(
      try Self.variables(cohort, arguments), columns, trials: try Self.trials(cohort, arguments))
    let level = arguments[level]
    var result = AnalysisResult(
      title: "Balance by \(columns.groups.label)",
      methods: [
        "Standardised differences are over the root of the mean of the two variances (Austin 2009); of more than two categories "
          + "they are Mahalanobis distances (Yang and Dalton 2012). Limits are normal approximations (Hedges and Olkin 1985)."
      ])
    result.rows = columns.rows + balance.rows(level: level)
    result.tables = balance.tables(columns, level: level)
    result.figures = balance.figures(threshold: arguments[threshold], groups: columns.groups)
    result.cautions = columns.cautions + balance.cautions(threshold: arguments[threshold])
    return result
  }

  private static func variables(_ cohort: Cohort, _ arguments: Arguments) throws -> [Characteristic] {
    let asked = arguments[BaselineParameters.variables]
    let trial = arguments[byTrial] ? [cohort.dictionary.trial].compactMap { $0.map(ColumnRequest.init) } : []
    var seen: Set<String> = []
    let requests = (asked.isEmpty ? cohort.baselineVariables(but: arguments[by] + trial) : asked).filter {
      seen.insert($0.source).inserted
    }
    let labels = try arguments.byVariable(
      arguments[BaselineParameters.labels], "labels", among: requests.map(\.source))
    return try requests.map {
      try Characteristic(
        $0, in: cohort, asked: [], numbers: [.meanSD], label: labels[$0.source], for: arguments.analysis)
    }.filter { !$0.isDate }
  }

  private static func trials(_ cohort: Cohort, _ arguments: Arguments) throws -> Grouping? {
    guard arguments[byTrial] else { return nil }
    guard let trial = cohort.dictionary.trial else {
      throw ArgumentError.invalid(
        analysis: arguments.analysis,
        reason: "\"by_trial\" needs the column of the trial, which the dictionary does not name")
    }
    return try cohort.grouping(trial)
  }

  private func rows(level: Double) -> [Row] {
    guard comparisons.isEmpty else { return comparisons.flatMap { rows($0, level: level) } }
    return variables.map {
      Row("standardised_difference", .notEstimable("fewer than two groups"), variable: $0.name)
    }
  }

  private func rows(_ comparison: Comparison, level: Double) -> [Row] {
    zip(variables, comparison.differences).flatMap { variable, difference -> [Row] in
      let limits = difference?.limits(level: level)
      let reason = "too few values, or groups that differ and do not vary"
      return [
        ("standardised_difference", difference?.value), ("standard_error", difference?.standardError),
        ("lower", limits?.lower), ("upper", limits?.upper),
      ].map {
        Row($0.0, Quantity($0.1, otherwise: reason), group: comparison.name, variable: variable.name)
      }
    }
  }

  private func tables(_ columns: GroupColumns, level: Double) -> [TableLayout] {
    let sizes = TableLayout(
      title: "Groups", rowHeader: columns.groups.label,
      lines: columns.columns.map { .init($0.label, group: $0.name) },
      columns: [.init("Subjects", .value("n"), .count)])
    let shown = comparisons.filter { $0.trial == nil } + comparisons.filter { $0.trial != nil }
    guard !shown.isEmpty else { return [sizes] }
    let differences = TableLayout(
      title: "Standardised differences", rowHeader: "Characteristic",
      lines: variables.map { .init($0.label, variable: $0.name) },
      columns: shown.map { comparison in
        .init(
          comparison.trial ?? "All subjects",
          comparison.trial == nil
            ? .estimate("standardised_difference", lower: "lower", upper: "upper") : .value("standardised_difference"),
          .statistic, group: comparison.name, over: columns.groups.words(for: comparison.pair))
      })
    return [sizes, differences]
  }

  /// The love plot: the size of each difference, a panel for each pair, all on one scale.
  private func figures(threshold: Double, groups: ResolvedGroups) -> [Figure] {
    let pairs = comparisons.filter { $0.trial == nil }
    let drawn = comparisons.filter { comparison in comparison.differences.contains { $0?.value.isFinite ?? false } }
    let trials = drawn.compactMap(\.trial).uniqued()
    let largest = drawn.joinedSizes.max() ?? 0
    let panels = pairs.compactMap { pair -> Figure.Chart.Panel? in
      let marks = drawn.filter { $0.pair == pair.pair }.map { comparison -> Figure.Chart.Mark in
        let places = variables.indices.filter { comparison.differences[$0]?.value.isFinite ?? false }
        return .init(
          .points(x: places.map { abs(comparison.differences[$0]?.value ?? 0) }, y: places.map(Double.init)),
          series: comparison.trial.flatMap { trials.firstIndex(of: $0) }.map { $0 + 1 } ?? 0)
      }
      guard !marks.isEmpty else { return nil }
      return .init(
        title: pairs.count > 1 ? pair.pair : "",
        x: .init(
          "Size of the standardised difference", limits: .init(0, max(1.05 * largest, 2 * threshold, 0.01))),
        y: .init("", scale: .categories(variables.map(\.label))),
        marks: [.init(.reference(.vertical, at: threshold, label: ""))] + marks)
    }
    guard !panels.isEmpty else { return [] }
    return [
      Figure(
        title: "Balance at baseline" + (pairs.count == 1 ? ", \(groups.words(for: pairs[0].pair))" : ""),
        .chart(.init(panels: panels, series: trials.isEmpty ? [] : ["All subjects"] + trials)))
    ]
  }

  private func cautions(threshold: Double) -> [Caution] {
    let apart = variables.indices.filter { place in
      comparisons.contains { $0.trial == nil && ($0.differences[place].map { abs($0.value) > threshold } ?? false) }
    }
    guard !apart.isEmpty else { return [] }
    return [
      Caution(
        .imbalance,
        "The groups differ by more than \(Argument.number(threshold).source) standard deviations in "
          + "\(apart.count) of \(variables.count) variables: \(apart.map { variables[$0].label }.joined(separator: "; ")).",
        remedy:
          "Adjust for them where outcomes are compared, as by survival.adjusted_curves or the covariates of a model.")
    ]
  }
}

extension [GroupBalance.Comparison] {
  /// The sizes of all differences that are defined.
  fileprivate var joinedSizes: [Double] {
    flatMap { $0.differences.compactMap { $0.map { abs($0.value) } }.filter(\.isFinite) }
  }
}

extension [String] {
  /// The texts, each where it first stands.
  fileprivate func uniqued() -> [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
