import Analyses
import Cohorts
import Statistics

extension Waterfall {
  /// The waterfall, as scripts ask for it.
  static let analysis = Analysis(
    "response.waterfall", "A number of each subject, such as the best change of a measurement, as sorted bars.",
    details: """
      A bar for each subject, from the largest increase to the largest decrease, coloured by a category such as best response. The \
      number is a column or an expression of numbers; with a baseline it is turned into the change from it in percent. Bars are of \
      those who have a number: the others are counted, and named by the table, since leaving out who was never measured again makes \
      a treatment look better.

      Thresholds, such as -30 and 20 for the sum of diameters in RECIST 1.1, are drawn as lines, and the subjects at or below each \
      are counted.
      """,
    parameters: [
      value.any, baseline.any, colour.any, thresholds.any, limit.any,
    ],
    statistics: [
      .init("n", "The number of subjects."), .init("measured", "The number of subjects with a number."),
      .init("median", "The median of their numbers."), .init("minimum", "The least number."),
      .init("maximum", "The greatest number."),
      .init("at_or_below", "The number of subjects at or below the threshold."),
      .init("at_or_below_proportion", "Their share of the subjects with a number."),
    ],
    example: [
      .init("value", .text("marrow_blasts")), .init("colour", .text("response")), .init("thresholds", .number(5)),
    ]
  ) { cohort, arguments in
    let colours = try cohort.groups(by: arguments[colour].map { [ColumnRequest($0)] } ?? [])
    let (numbers, label) = try numbers(cohort, arguments)
    let waterfall = Waterfall(numbers)
    let shares = Shares(
      cohort: cohort, numbers: numbers, colours: colours, thresholds: Array(Set(arguments[thresholds])).sorted())
    var result = AnalysisResult(
      title: label + (colours.sources.isEmpty ? "" : " by \(colours.label)"),
      methods: [
        "Bars are the subjects with a number, \(waterfall.bars.count) of \(cohort.count), from the highest to the lowest."
          + (arguments[baseline] == nil ? "" : " The number is the change from baseline in percent.")
      ], rows: shares.rows, tables: shares.tables(title: label))
    result.figures = figures(waterfall, colours, title: result.title, label: label, arguments)
    if waterfall.missing > 0 {
      result.cautions.append(
        Caution(
          .missingValues,
          "\(waterfall.missing) of \(cohort.count) subjects have no bar, because the number is missing"
            + (arguments[baseline] == nil ? "." : " or its baseline is 0 or missing."),
          remedy: "Say how many of them progressed or died before they could be measured again."))
    }
    return result
  }

  private static func numbers(
    _ cohort: Cohort, _ arguments: Arguments
  ) throws -> (numbers: [Double], label: String) {
    func read(_ request: ColumnRequest) throws(CohortError) -> (numbers: [Double], label: String) {
      let (column, source) = try cohort.resolve(request)
      let numbers: [Double]
      switch column.storage {
      case .number(let values): numbers = values
      case .integer(let values): numbers = values.map(Double.init)
      default: throw .wrongType(column: request.source, expected: "a number", found: column.type)
      }
      return (numbers.indices.map { column.validity[$0] ? numbers[$0] : .nan }, source.label)
    }
    let (values, label) = try read(arguments[value])
    guard let baseline = arguments[baseline] else { return (values, label) }
    let (bases, from) = try read(ColumnRequest(baseline))
    return (percentChange(of: values, from: bases), "Change of \(label) from \(from), %")
  }

  private static func figures(
    _ waterfall: Waterfall, _ colours: ResolvedGroups, title: String, label: String, _ arguments: Arguments
  ) -> [Figure] {
    let drawn = waterfall.drawn(most: arguments[limit])
    guard !drawn.isEmpty else { return [] }
    let isColoured = !colours.sources.isEmpty
    // The legend has no level that nobody has.
    let palette = colours.grouping.keepingLevels(all: false)
    func places(_ code: Int) -> [Int] {
      drawn.indices.filter { !isColoured || Int(palette.codes[drawn[$0].subject]) == code }
    }
    func mark(_ places: [Int], _ series: Int?) -> Figure.Chart.Mark? {
      guard !places.isEmpty else { return nil }
      return .init(
        .bars(
          .vertical, at: places.map { Double($0 + 1) }, from: places.map { _ in 0 }, to: places.map { drawn[$0].value }
        ), series: series)
    }
    var marks = isColoured ? palette.levels.indices.compactMap { mark(places($0), $0) } : []
    if let rest = mark(isColoured ? places(-1) : places(0), isColoured ? nil : 0) { marks.append(rest) }
    for threshold in Set(arguments[thresholds]).sorted() {
      marks.append(.init(.reference(.horizontal, at: threshold, label: Argument.number(threshold).source)))
    }
    let panel = Figure.Chart.Panel(
      x: .init("Subjects, sorted", limits: .init(0, Double(drawn.count) + 1), format: .count, ticks: []),
      y: .init(label), marks: marks)
    var notes: [String] = []
    if drawn.count < waterfall.bars.count {
      notes.append(
        "\(drawn.count) bars are drawn of \(waterfall.bars.count), evenly from the highest to the lowest (limit).")
    }
    if isColoured, drawn.contains(where: { palette.codes[$0.subject] < 0 }) {
      notes.append("Grey: \(colours.label) is missing.")
    }
    return [
      Figure(
        title: title, .chart(.init(panels: [panel], series: isColoured ? palette.levels : [])), notes: notes)
    ]
  }

  private static let value = Parameter.condition(
    "value", "The number of each subject: a column, or an expression such as \"blasts_day_28 - blasts\".")
  private static let baseline = Parameter.optionalVariable(
    "baseline", "The baseline values, a column or an expression; the bars are then changes from it in percent.")
  private static let colour = Parameter.optionalVariable(
    "colour", "What bars are coloured by: a column or an expression, such as \"best_response\".")
  private static let thresholds = Parameter.numbers(
    "thresholds", "Numbers that are drawn as lines, and at or below which subjects are counted.",
    in: -1e12...1e12)
  private static let limit = Parameter.wholeNumber(
    "limit", "The most bars that are drawn; of more subjects they are taken evenly.", in: 2...4000, default: 300)
}

/// What a waterfall shows in numbers: of all subjects and of those of each colour.
private struct Shares {
  let cohort: Cohort
  let numbers: [Double]
  let colours: ResolvedGroups
  let thresholds: [Double]

  private var groups: [(name: String?, members: [Int])] {
    let codes = colours.grouping.codes
    let all = Array(numbers.indices)
    guard !colours.sources.isEmpty else { return [(nil, all)] }
    var members = [[Int]](repeating: [], count: colours.grouping.levels.count)
    for subject in all where codes[subject] >= 0 { members[Int(codes[subject])].append(subject) }
    return [(nil, all)] + zip(colours.grouping.levels, members).map { ($0, $1) }
  }

  var rows: [Row] {
    groups.flatMap { name, members -> [Row] in
      let values = members.map { numbers[$0] }.filter(\.isFinite).sorted()
      func row(_ statistic: String, _ value: Double?) -> Row {
        Row(
          statistic, Quantity(value, otherwise: "nobody has a number"), group: name, n: values.count,
          missing: members.count - values.count)
      }
      let middle = values.isEmpty ? nil : (values[(values.count - 1) / 2] + values[values.count / 2]) / 2
      var rows = [
        Row("n", .count(members.count), group: name), Row("measured", .count(values.count), group: name),
        row("median", middle), row("minimum", values.first), row("maximum", values.last),
      ]
      for threshold in thresholds {
        let count = values.prefix { $0 <= threshold }.count
        let variable = Self.name(threshold)
        rows.append(Row("at_or_below", .count(count), group: name, variable: variable, n: values.count))
        var share = row("at_or_below_proportion", values.isEmpty ? nil : Double(count) / Double(values.count))
        share.variable = variable
        rows.append(share)
      }
      return rows
    }
  }

  private static func name(_ threshold: Double) -> String { "At or below \(Argument.number(threshold).source)" }

  func tables(title: String) -> [TableLayout] {
    [
      TableLayout(
        title: title, rowHeader: colours.label, lines: groups.map { .init($0.name ?? "All subjects", group: $0.name) },
        columns: [
          .init("Subjects", .value("n"), .count), .init("With a number", .value("measured"), .count),
          .init("Median (range)", .estimate("median", lower: "minimum", upper: "maximum"), .statistic),
        ]
          + thresholds.map {
            .init(
              Self.name($0), .share(count: "at_or_below", of: "measured", proportion: "at_or_below_proportion"),
              .proportion,
              variable: Self.name($0))
          })
    ]
  }
}
