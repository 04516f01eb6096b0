import Analyses
import Cohorts

extension QuantileContrast {
  /// Quantiles by group and their contrasts, as scripts ask for them.
  static let analysis = Analysis(
    "survival.quantiles", "Median and other quantiles of survival by group, with differences and ratios.",
    details: """
      The times by which a share of each group has had the event, with limits that invert the pointwise intervals of the curve; and \
      between groups their difference and ratio, with limits that invert a test of both (Su and Wei), so that no density has to be \
      estimated and an interval may be lopsided. A limit that lies beyond what was observed is said to be.
      """,
    parameters: [
      SurvivalParameters.endpoint.any, SurvivalParameters.by.any, SurvivalParameters.weights.any, quantiles.any,
      GroupContrasts.compare.any, GroupContrasts.reference.any, SurvivalParameters.level.any,
      SurvivalParameters.interval.any, SurvivalParameters.plateau.any, SurvivalParameters.displayUnit.any,
      SurvivalParameters.asBaseline.any,
    ],
    statistics: CurveStatistics.declared + declared,
    example: [.init("endpoint", .text("pfs")), .init("by", .text("diagnosis"))],
    terms: ["mOS": "median overall survival", "mPFS": "median progression-free survival"]
  ) { cohort, arguments in
    let question = try SurvivalQuestion(
      cohort, endpoint: arguments[SurvivalParameters.endpoint], by: arguments[SurvivalParameters.by],
      weights: arguments[SurvivalParameters.weights])
    let guarding = ImmortalTime(
      cohort: cohort, endpoint: question.endpoint, isAcknowledged: arguments[SurvivalParameters.asBaseline])
    let contrasts = try GroupContrasts(arguments, question.levels, analysis: "survival.quantiles")
    let style = CurveStyle(
      transform: arguments[SurvivalParameters.interval], level: arguments[SurvivalParameters.level],
      plateau: arguments[SurvivalParameters.plateau], beyond: .carried, times: [],
      quantiles: arguments[quantiles].distinct)
    let tables = try EventTable.tables(of: question.followUp, groups: question.codes, count: question.levels.count)
    let curves = zip(question.levels, tables).map { level, table in
      CurveStatistics(
        group: level, label: question.label(of: level), estimate: KaplanMeier(table), style: style,
        endpoint: question.endpoint, atRisk: table.atRisk(at:))
    }
    var result = AnalysisResult(
      title: "Quantiles of \(question.endpoint.label)"
        + (question.groups.sources.isEmpty ? "" : " by \(question.groups.label)"),
      methods: [
        "Quantiles of the Kaplan-Meier curve; limits invert its \(style.interval) (Brookmeyer and Crowley); where the curve is level "
          + "at a quantile: \(style.plateau.summary)."
      ])
    if !contrasts.pairs.isEmpty {
      result.methods.append(
        "Differences and ratios of quantiles by inversion of a test of both (Su and Wei), with the variance of survival at the "
          + "estimated quantiles.")
    }
    result.rows = curves.flatMap(\.rows) + rows(curves, contrasts, style)
    result.tables = layouts(
      curves, contrasts, style, rowHeader: question.groups.label,
      times: arguments.times(in: question.endpoint.unit))
    result.cautions = try guarding.cautions(for: question) + question.cautions
    result.cautions += CurveStatistics.medianCautions(of: curves) + InformativeCensoring.cautions([tables])
    return result
  }

  private static let quantiles = Parameter.numbers(
    "quantiles", "The shares of subjects with the event whose times are given; 0.5 is the median.", in: 0.001...0.999,
    fallback: .value(.list([.number(0.25), .number(0.5), .number(0.75)])))

  private static let declared: [Analysis.Statistic] = [
    .init("quantile_difference", "The quantile of the first of two groups less that of the second."),
    .init("quantile_difference_lower", "The lower limit of the difference."),
    .init("quantile_difference_upper", "The upper limit of the difference."),
    .init("quantile_ratio", "The quantile of the first of two groups over that of the second."),
    .init("quantile_ratio_lower", "The lower limit of the ratio."),
    .init("quantile_ratio_upper", "The upper limit of the ratio."),
    .init("p_value", "The p-value of equal quantiles."),
  ]

  /// What a contrast of one quantile stands under.
  private static func name(_ pair: GroupContrasts.Pair, _ share: Double) -> String {
    "\(pair.name), \(share == 0.5 ? "median" : Argument.percent(share))"
  }

  private static func rows(_ curves: [CurveStatistics], _ contrasts: GroupContrasts, _ style: CurveStyle) -> [Row] {
    contrasts.pairs.flatMap { pair in
      style.quantiles.flatMap { share -> [Row] in
        let contrast = QuantileContrast(
          of: curves[pair.group].estimate, with: curves[pair.base].estimate, probability: share, level: style.level,
          rule: style.plateau)
        let reason =
          contrast == nil ? "not reached in one of the groups, or its variance is undefined there" : "limit not reached"
        let unit = curves[pair.group].endpoint.unit.rawValue
        func row(_ statistic: String, _ value: Double?, unit: String? = nil) -> Row {
          Row(
            statistic, Quantity(value, otherwise: reason), variable: name(pair, share), unit: unit,
            method: "Su and Wei", n: pair.count(in: curves.map(\.estimate.table)))
        }
        return [
          row("quantile_difference", contrast?.difference, unit: unit),
          row("quantile_difference_lower", contrast?.differenceLower, unit: unit),
          row("quantile_difference_upper", contrast?.differenceUpper, unit: unit),
          row("quantile_ratio", contrast?.ratio), row("quantile_ratio_lower", contrast?.ratioLower),
          row("quantile_ratio_upper", contrast?.ratioUpper), row("p_value", contrast?.pValue),
        ]
      }
    }
  }

  private static func layouts(
    _ curves: [CurveStatistics], _ contrasts: GroupContrasts, _ style: CurveStyle, rowHeader: String,
    times: TimeWords
  ) -> [TableLayout] {
    let percent = Argument.percent(style.level)
    let unit = times.unit
    var tables = CurveStatistics.tables(of: curves, rowHeader: rowHeader, times: times)
    let others = style.quantiles.filter { $0 != 0.5 }
    if !others.isEmpty {
      tables.append(
        TableLayout(
          title: "Other quantiles",
          rowHeader: rowHeader.isEmpty ? "Share with the event" : "\(rowHeader), share with the event",
          lines: curves.flatMap { curve in
            others.map {
              let share = Argument.percent($0)
              return TableLayout.Line(
                rowHeader.isEmpty ? share : "\(curve.group), \(share)", group: curve.group, variable: share)
            }
          },
          columns: [
            .init(
              "Time (\(percent) CI), \(unit)",
              .estimate("quantile", lower: "quantile_lower", upper: "quantile_upper"), .duration)
          ], durations: times.shown))
    }
    guard !contrasts.pairs.isEmpty else { return tables }
    func interval(_ name: String) -> TableLayout.Cell {
      .estimate("quantile_\(name)", lower: "quantile_\(name)_lower", upper: "quantile_\(name)_upper")
    }
    tables.append(
      TableLayout(
        title: "Comparison of quantiles", rowHeader: rowHeader,
        lines: contrasts.pairs.flatMap { pair in
          style.quantiles.map { .init(name(pair, $0), variable: name(pair, $0)) }
        },
        columns: [
          .init("Difference (\(percent) CI), \(unit)", interval("difference"), .duration),
          .init("Ratio (\(percent) CI)", interval("ratio"), .ratio), .init("p", .value("p_value"), .pValue),
        ], durations: times.shown))
    return tables
  }
}
