import Analyses
import Cohorts

/// Which variables miss how many values, by group, and which are missing together.
struct MissingValues {
  /// A variable of which it is asked.
  private struct Variable {
    let name: String
    let label: String
    let validity: Validity
    let reasons: MissingReasons?
  }

  private let variables: [Variable]
  private let columns: GroupColumns
  private let patterns: MissingPatterns
  private let shown: Int

  private static let patternCount = Parameter.wholeNumber(
    "patterns", "How many patterns of missing values are shown, the commonest first.", in: 0...1000, default: 10)

  /// The analysis, as scripts ask for it.
  static let analysis = Analysis(
    "baseline.missing", "Missing values: how many of each variable, by group, and which are missing together.",
    details: """
      For each variable the number and share of the subjects without a value, and the number of subjects who lack none. Patterns \
      say which variables are missing together, the commonest first. A value that is missing because there is nothing to \
      record, such as the day of a relapse that never came, counts as missing too: leave such variables out. Where the data tell why \
      values are missing (texts that cohort.toml declares as missing, or SAS's special missing values), a table says so.
      """,
    parameters: [
      BaselineParameters.variables.any, BaselineParameters.by.any, BaselineParameters.overall.any,
      BaselineParameters.labels.any, patternCount.any,
    ],
    statistics: [
      .init("n", "The number of subjects."), .init("known", "How many have a value."),
      .init("missing", "How many have none."), .init("missing_share", "Their share of all subjects of the group."),
      .init("reasons", "Why values are missing, each reason with its number of subjects, where the data tell."),
      .init("complete", "How many lack none of the variables."),
      .init("complete_share", "Their share of all subjects of the group."),
      .init("pattern", "The variables that are missing together."),
      .init("pattern_count", "How many subjects lack just these."),
      .init("pattern_share", "Their share of all subjects."),
    ],
    example: [.init("by", .text("trial"))]
  ) { cohort, arguments in
    let by = arguments[BaselineParameters.by]
    let asked = arguments[BaselineParameters.variables]
    var seen: Set<String> = []
    let requests = (asked.isEmpty ? cohort.baselineVariables(but: by) : asked).filter {
      seen.insert($0.source).inserted
    }
    let labels = try arguments.byVariable(
      arguments[BaselineParameters.labels], "labels", among: requests.map(\.source))
    let variables = try requests.map { request in
      let (column, source) = try cohort.resolve(request)
      return Variable(
        name: source.source, label: labels[source.source] ?? source.label, validity: column.validity,
        reasons: column.reasons)
    }
    let missing = MissingValues(
      variables: variables, columns: try GroupColumns(cohort, by: by, overall: arguments[BaselineParameters.overall]),
      patterns: MissingPatterns(variables.map(\.validity), positions: (0..<Int32(cohort.count)).map { $0 }),
      shown: arguments[patternCount])
    var result = AnalysisResult(
      title: "Missing values" + (by.isEmpty ? "" : ", by \(missing.columns.groups.label)"),
      methods: ["Percentages are of all subjects of the group. A pattern is the set of variables that a subject lacks."]
    )
    result.rows =
      missing.columns.rows + missing.columns.columns.flatMap(missing.rows) + missing.reasonRows
      + missing.patternRows(of: cohort.count)
    result.tables = missing.tables
    result.figures = missing.figures
    result.cautions = missing.columns.cautions
    return result
  }

  private static func share(_ count: Int, of total: Int) -> Quantity {
    Quantity(total > 0 ? Double(count) / Double(total) : nil, otherwise: "no subjects")
  }

  private func missingCount(_ variable: Variable, in column: GroupColumns.Column) -> Int {
    guard !variable.validity.isComplete else { return 0 }
    return column.positions.count { !variable.validity[Int($0)] }
  }

  private func rows(of column: GroupColumns.Column) -> [Row] {
    let complete = column.positions.count { position in variables.allSatisfy { $0.validity[Int(position)] } }
    let each = variables.flatMap { variable -> [Row] in
      let missing = missingCount(variable, in: column)
      let values: [(String, Quantity)] = [
        ("known", .count(column.count - missing)), ("missing", .count(missing)),
        ("missing_share", Self.share(missing, of: column.count)),
      ]
      return values.map { Row($0.0, $0.1, group: column.name, variable: variable.name, n: column.count) }
    }
    return each + [
      Row("complete", .count(complete), group: column.name, n: column.count),
      Row("complete_share", Self.share(complete, of: column.count), group: column.name, n: column.count),
    ]
  }

  /// Why values are missing, of the variables of which the data tell it.
  private var told: [(variable: Variable, words: String)] {
    variables.compactMap { variable in
      guard let counts = variable.reasons?.counts, !counts.isEmpty else { return nil }
      let rest = variable.validity.missingCount - counts.reduce(0) { $0 + $1.rows }
      let words = counts.map { "\($0.words) \($0.rows)" } + (rest > 0 ? ["without a reason \(rest)"] : [])
      return (variable, words.joined(separator: ", "))
    }
  }

  private var reasonRows: [Row] { told.map { Row("reasons", .text($0.words), variable: $0.variable.name) } }

  private var shownPatterns: ArraySlice<MissingPatterns.Pattern> { patterns.patterns.prefix(shown) }

  private func patternRows(of total: Int) -> [Row] {
    shownPatterns.enumerated().flatMap { place, pattern -> [Row] in
      let words = pattern.missing.isEmpty ? "none" : pattern.missing.map { variables[$0].label }.joined(separator: ", ")
      let variable = Self.name(ofPattern: place)
      return [
        Row("pattern", .text(words), variable: variable),
        Row("pattern_count", .count(pattern.count), variable: variable, n: total),
        Row("pattern_share", Self.share(pattern.count, of: total), variable: variable, n: total),
      ]
    }
  }

  private static func name(ofPattern place: Int) -> String { "pattern \(place + 1)" }

  private var tables: [TableLayout] {
    let share = TableLayout.Cell.share(count: "missing", of: nil, proportion: "missing_share")
    let counts = TableLayout(
      title: "Subjects without a value", rowHeader: "Variable",
      lines: [.init("Subjects", cell: .value("n"), format: .count)]
        + variables.map { .init($0.label, variable: $0.name) } + [
          .init(
            "Subjects who lack none", cell: .share(count: "complete", of: nil, proportion: "complete_share"),
            format: .proportion)
        ], columns: columns.tableColumns(share, .proportion))
    let reasons = TableLayout(
      title: "Why values are missing", rowHeader: "Variable",
      lines: told.map { .init($0.variable.label, variable: $0.variable.name) },
      columns: [.init("Reasons, and subjects", .value("reasons"), .text)])
    let first = told.isEmpty ? [counts] : [counts, reasons]
    guard !shownPatterns.isEmpty else { return first }
    let together = TableLayout(
      title: "Missing together", rowHeader: "Pattern",
      lines: shownPatterns.indices.map { .init("\($0 + 1)", variable: Self.name(ofPattern: $0)) },
      columns: [
        .init("Missing variables", .value("pattern"), .text),
        .init("Subjects", .share(count: "pattern_count", of: nil, proportion: "pattern_share"), .proportion),
      ])
    return first + [together]
  }

  /// The shares that are missing, variable by variable; of those of which anything is.
  private var figures: [Figure] {
    let lacking = variables.filter { $0.validity.missingCount > 0 }
    guard !lacking.isEmpty else { return [] }
    let places = lacking.indices.flatMap { row in columns.columns.indices.map { (row, $0) } }
    let shares = places.map { row, column in
      Self.share(missingCount(lacking[row], in: columns.columns[column]), of: columns.columns[column].count)
    }
    let panel = Figure.Chart.Panel(
      x: .init(columns.groups.label, scale: .categories(columns.columns.map(\.label))),
      y: .init("", scale: .categories(lacking.map(\.label))),
      marks: [
        .init(
          .cells(x: places.map { Double($0.1) }, y: places.map { Double($0.0) }, values: shares, format: .proportion))
      ])
    return [Figure(title: "Share of subjects without a value", .chart(.init(panels: [panel])))]
  }
}
