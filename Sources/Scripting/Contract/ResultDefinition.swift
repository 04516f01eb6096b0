import Analyses
import Cohorts
import Lua

/// A result as a script writes it: `workbench.result { title = …, methods = …, rows = { … } }`.
struct ResultDefinition {
  static let function = "workbench.result"
  private static let known = ["title", "methods", "rows", "tables", "figures", "cautions"]

  let result: AnalysisResult

  /// Reads a result.
  ///
  /// - Parameters:
  ///   - value: The table.
  ///   - computation: The analysis that it is a result of, where there is one.
  /// - Throws: ``FieldFault``, which names the row.
  init(_ value: LuaValue, in computation: Computation?) throws {
    let fields = try Fields(
      value, at: Self.function, known: Self.known,
      such: "{ methods = \"…\", rows = { { statistic = \"n\", value = 8 } } }")
    let title = try fields.text("title") ?? computation?.title ?? fields.text("title", "what it is a result of.")
    let methods = try fields.texts("methods")
    guard methods.contains(where: { !$0.isEmpty }) else {
      throw fields.missing("methods", "what was done, in full sentences.")
    }
    var rows = RowReader(statistics: computation?.statistics)
    for value in try fields.list("rows", of: "rows") ?? [] { try rows.read(value) }
    var tables: [TableLayout]?
    for (place, value) in (try fields.list("tables", of: "tables") ?? []).enumerated() {
      let place = "\(Self.function): table \(place + 1)"
      if let plain = PlainTable.type.unwrap(value) { try rows.append(plain, place) }
      tables = try (tables ?? []) + [rows.table(value, at: place)]
    }
    var result = AnalysisResult(title: title, methods: methods, rows: rows.rows)
    result.tables =
      fields["tables"] == nil
      ? UsualTables(rows.rows, title: title, statistics: computation?.declared ?? [], level: computation?.level).tables
      : tables ?? []
    result.figures = try Self.figures(fields)
    result.cautions = try Self.cautions(fields, computation)
    result.analysis = computation?.name ?? Self.function
    self.result = result
  }

  private static func figures(_ fields: Fields) throws -> [Figure] {
    try (fields.list("figures", of: "figures") ?? []).enumerated().map { place, value in
      guard let figure = FigureObject.type.unwrap(value)?.figure else {
        throw fields.wrong("figures[\(place + 1)]", "a figure, such as workbench.figure { … }", value)
      }
      return figure
    }
  }

  /// Cautions: sentences, tables with a remedy, or results whose cautions hold here, too; each once.
  ///
  /// The sentence of another analysis that was asked for on the way stays that caution.
  private static func cautions(_ fields: Fields, _ computation: Computation?) throws -> [Caution] {
    try (fields.list("cautions", of: "cautions") ?? []).enumerated().flatMap { place, value -> [Caution] in
      if case .string(let message) = value {
        return [computation?.caution(saying: message) ?? Caution(.ofAnalysis, message)]
      }
      if let other = ResultObject.type.unwrap(value) { return other.result.cautions }
      let one = try Fields(
        value, at: "\(function): caution \(place + 1)", known: ["message", "remedy", "kind"],
        such: "{ message = \"…\", remedy = \"…\" }")
      let kind = try one.choice("kind", among: Caution.Kind.allCases.map(\.rawValue))
      return [
        Caution(
          kind.flatMap(Caution.Kind.init(rawValue:)) ?? .ofAnalysis,
          try one.text("message", "what a reader must know, as a sentence."), remedy: try one.text("remedy"))
      ]
    }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}

/// Reads the rows of a result, and the tables over them.
struct RowReader {
  private static let known = [
    "statistic", "value", "reason", "group", "variable", "time", "unit", "method", "n", "missing", "note",
  ]

  /// The statistics that rows may name; `nil` for any.
  let statistics: [String]?
  private(set) var rows: [Row] = []
  private var places: [RowPlace: Int] = [:]

  init(statistics: [String]?) { self.statistics = statistics }

  mutating func read(_ value: LuaValue) throws {
    let number = rows.count + 1
    var fields = try Fields(
      value, at: "\(ResultDefinition.function): row \(number)", known: Self.known,
      such: "{ statistic = \"median\", value = 12.5, group = \"A\" }")
    let statistic = try fields.text("statistic", "the name of what it holds.")
    var row = Row(statistic, .notEstimable(""))
    row.group = try fields.text("group")
    row.variable = try fields.text("variable")
    row.time = try fields.number("time")
    fields.place += " (\(RowPlace(row)))"
    if let statistics, !statistics.contains(statistic) {
      throw FieldFault.unknown("statistic", statistic, among: statistics, at: fields.place)
    }
    row.value = try Self.value(fields)
    row.unit = try fields.text("unit")
    row.method = try fields.text("method")
    row.n = try fields.integer("n")
    row.missing = try fields.integer("missing")
    row.note = try fields.text("note")
    try append(row, fields.place)
  }

  /// Adds the rows of a table that was written cell by cell.
  mutating func append(_ table: PlainTable, _ place: String) throws {
    for row in table.rows {
      if let statistics, !statistics.contains(row.statistic) {
        throw FieldFault.unknown("statistic", row.statistic, among: statistics, at: place)
      }
      try append(row, place)
    }
  }

  /// Adds a row, of which there must be no other.
  mutating func append(_ row: Row, _ place: String) throws {
    if let first = places.updateValue(rows.count + 1, forKey: RowPlace(row)) {
      throw FieldFault(place: place, fault: "row \(first) is the same; tell them apart by group, variable or time")
    }
    rows.append(row)
  }

  private static func value(_ fields: Fields) throws -> Quantity {
    switch fields["value"] {
    case nil:
      return .notEstimable(
        try fields.text("reason", "there is no value, so say why, such as \"median not reached\"."))
    case .integer(let count): return .count(count)
    case .number(let number) where number.isFinite: return .number(number)
    case .string(let text): return .text(text)
    case .some(let other):
      guard case .number = other else { throw fields.wrong("value", "a number or a text", other) }
      throw fields.fault(
        "\"value\" should be a finite number, found \(other.words); where there is none leave it out, and give a reason"
      )
    }
  }
}

/// What tells the rows of a result apart.
struct RowPlace: Hashable, CustomStringConvertible {
  private let statistic: String
  private let group: String?
  private let variable: String?
  private let time: Double?

  init(_ row: Row) {
    statistic = row.statistic
    group = row.group
    variable = row.variable
    time = row.time
  }

  var description: String {
    let parts = [
      group.map { "group \"\($0)\"" }, variable.map { "variable \"\($0)\"" },
      time.map { "time \(Argument.number($0).source)" },
    ]
    return ([statistic] + parts.compactMap(\.self)).joined(separator: ", ")
  }
}
