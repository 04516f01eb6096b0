import Analyses
import Cohorts
import Designs

extension TimeBetween {
  private static let from = Parameter.dayOrOrigin(
    "from", "The column of the day or date of the first event; 0 for the day that days are counted from.")

  private static let to = Parameter.column("to", "The column of the day or date of the second event.")

  private static let negative = Parameter<Negative>.choice(
    "negative", "What becomes of times below 0, where the second event came before the first.", default: .error)

  private static let figure = Parameter.flag("figure", "Whether a histogram is drawn.", default: true)

  /// The description, as scripts ask for it.
  static let analysis = Analysis(
    "baseline.time_between", "Time between two events of the same subject: median, quartiles and range.",
    details: """
      Describes the times of those who had both events, such as from infusion to transplant (from = 0, to = "transplant_day") \
      or between two dates. Whoever lacks an event is counted, by the one that is lacking.

      It is no estimate of how long the second event takes to come: that would count those to whom it has not come yet. \
      survival.cumulative_incidence does.
      """,
    parameters: [
      from.any, to.any, BaselineParameters.by.any, BaselineParameters.overall.any, negative.any,
      BaselineParameters.quantiles.any, figure.any,
    ],
    statistics: [
      .init("n", "The number of subjects."), .init("with_both", "How many have both events, and a time that counts."),
      .init("without_first", "How many do not have the first event."),
      .init("without_second", "How many have the first event and not the second."),
      .init("negative", "How many have the second event before the first, kept or left out."),
      .init("median", "The median time."), .init("lower_quartile", "The lower quartile."),
      .init("upper_quartile", "The upper quartile."), .init("minimum", "The shortest time."),
      .init("maximum", "The longest time."),
    ],
    example: [.init("to", .text("transplant_day")), .init("by", .text("trial")), .init("negative", .text("keep"))]
  ) { cohort, arguments in
    let between = try TimeBetween(
      from: arguments[from], to: arguments[to], negative: arguments[negative], in: cohort, for: arguments.analysis)
    let columns = try GroupColumns(
      cohort, by: arguments[BaselineParameters.by], overall: arguments[BaselineParameters.overall])
    let quantiles = arguments[BaselineParameters.quantiles]
    let summaries = columns.columns.map {
      NumberSummary(between.times(of: $0.positions), quantiles: quantiles.definition)
    }
    var result = AnalysisResult(title: between.title, methods: between.methods(quantiles))
    result.rows = columns.rows
    for (column, summary) in zip(columns.columns, summaries) { result.rows += between.rows(of: column, summary) }
    result.tables = [between.table(columns)]
    if arguments[figure] { result.figures = between.figure(columns, summaries) }
    result.cautions = columns.cautions + between.cautions
    return result
  }

  private func methods(_ quantiles: QuantileType) -> [String] {
    let events =
      from.map { "Times are from \($0) to \(to), in \(unit.rawValue), of the subjects who have both." }
      ?? "Times are those of \(to), in \(unit.rawValue), of the subjects who have it."
    return [events, quantiles.method]
      + (negative == .keep ? ["Times below 0 count as they are."] : [])
      + (negative == .leaveOut ? ["Times below 0 are left out."] : [])
  }

  private func rows(of column: GroupColumns.Column, _ summary: NumberSummary) -> [Row] {
    let missing = column.count - summary.count
    let reason = column.count == 0 ? "no subjects" : "no subject has both events"
    func count(_ statistic: String, _ count: Int) -> Row {
      Row(statistic, .count(count), group: column.name, n: column.count)
    }
    func time(_ statistic: String, _ value: Double?) -> Row {
      Row(
        statistic, Quantity(value, otherwise: reason), group: column.name, unit: unit.rawValue, n: summary.count,
        missing: missing)
    }
    return [
      count("with_both", summary.count), count("without_first", self.count(.withoutFirst, of: column.positions)),
      count("without_second", self.count(.withoutSecond, of: column.positions)),
      count("negative", negativeCount(of: column.positions)), time("median", summary.median),
      time("lower_quartile", summary.lowerQuartile), time("upper_quartile", summary.upperQuartile),
      time("minimum", summary.minimum), time("maximum", summary.maximum),
    ]
  }

  private func table(_ columns: GroupColumns) -> TableLayout {
    let all = columns.columns.flatMap(\.positions)
    let without: [TableLayout.Line] = [
      (from.map { "Without \($0)" } ?? "", "without_first", from != nil),
      (from == nil ? "Without it" : "Without \(to)", "without_second", true),
      ("Before \(from ?? "day 0")", "negative", negativeCount(of: all) > 0),
    ].filter(\.2).map { .init($0.0, cell: .value($0.1), format: .count) }
    return TableLayout(
      title: title, rowHeader: "",
      lines: [
        .init("Subjects", cell: .value("n"), format: .count),
        .init(from == nil ? "With the event" : "With both events", cell: .value("with_both"), format: .count),
      ] + without + [
        .init(
          "Median (range), \(unit.rawValue)", cell: .estimate("median", lower: "minimum", upper: "maximum"),
          format: .count),
        .init(
          "Quartiles, \(unit.rawValue)", cell: .interval(lower: "lower_quartile", upper: "upper_quartile"),
          format: .count),
      ], columns: columns.tableColumns(.value("n"), .count))
  }

  private func figure(_ columns: GroupColumns, _ summaries: [NumberSummary]) -> [Figure] {
    let shown = zip(columns.columns, summaries).filter {
      $1.count > 0 && (columns.compared.isEmpty || $0.code != nil)
    }
    guard let histogram = TimeHistogram(shown.map { times(of: $0.0.positions) }) else { return [] }
    return [
      histogram.figure(
        title: title, unit: unit.rawValue, names: shown.map(\.0.name), medians: shown.map(\.1.median))
    ]
  }

  private var cautions: [Caution] {
    let negatives = negativeCount(of: (0..<Int32(states.count)).map { $0 })
    guard negatives > 0 else { return [] }
    return [
      Caution(
        .missingValues,
        "\(negatives) of \(states.count) subjects have \(to) before \(from ?? "day 0"); they are "
          + "\(negative == .keep ? "kept" : "left out").",
        remedy: "Look at their days: one of the two is probably wrong.")
    ]
  }
}
