import Analyses
import Lua

/// A report, as scripts fill it.
final class ReportObject {
  fileprivate(set) var report: Report
  private var bytes = 0
  private var sections: [SectionObject] = []

  /// The most pieces that a report may have.
  static let mostItems = 10_000
  /// The most bytes that its notes and headings may have together.
  static let mostBytes = 16 << 20

  init(report: Report) { self.report = report }

  private func append(_ item: Report.Item, bytes count: Int = 0) throws {
    bytes += count
    guard report.items.count < Self.mostItems, bytes <= Self.mostBytes else { throw ReportFull() }
    report.items.append(item)
  }

  private func append(_ arguments: [LuaValue], of function: String, _ what: String, as item: (String) -> Report.Item)
    throws
  {
    let text = try arguments.text(0, of: function, what)
    try append(item(text), bytes: text.utf8.count)
  }

  static let type = HostType<ReportObject>(
    "report",
    methods: [
      "add": { report, arguments in
        try report.add(arguments)
        return []
      },
      "note": { report, arguments in
        try report.append(arguments, of: "report:note", "the note", as: Report.Item.note)
        return []
      },
      "heading": { report, arguments in
        try report.append(arguments, of: "report:heading", "the heading", as: Report.Item.heading)
        return []
      },
    ],
    properties: [
      "title": { .string($0.report.title) },
      "results": {
        .table(LuaTable($0.report.results.map { ResultObject.type.wrap(ResultObject(result: $0)) }))
      },
      "notes": { .table(LuaTable($0.report.notes.map(LuaValue.string))) },
    ], text: { "report \"\($0.report.title)\"" })

  /// What scripts are lent as a report.
  static let declaration = HostDeclaration(
    name: "workbench.Report", summary: "A report, filled piece by piece and returned at the end of the script.",
    isModule: false,
    members: [
      .value("title", "string", "The title."),
      .value("results", "workbench.Result[]", "The results that were added, in order."),
      .value("notes", "string[]", "The paragraphs that were added, in order."),
      .function(
        "add",
        [
          (
            "item", "workbench.Result|workbench.Figure|workbench.PlainTable|workbench.Section|workbench.Report",
            "A result, a figure, a table of workbench.table, a section, or another report."
          ), ("cohort?", "workbench.Cohort", "The cohort that a section is about."),
          ("arguments?", "table<string, any>", "What a section is to know."),
        ], returns: "nil",
        "Adds a result, a figure or a table, fills a section, or takes over another report under its title.",
        example: "report:add(survival.follow_up(cohort, { endpoint = \"pfs\" }))"),
      .function(
        "note", [("text", "string", "The text.")], returns: "nil", "Adds a paragraph.",
        example: "report:note((\"%d subjects\"):format(cohort.count))"),
      .function(
        "heading", [("text", "string", "The text.")], returns: "nil", "Adds a heading.",
        example: "report:heading \"By trial\""),
    ])

  private func add(_ arguments: [LuaValue]) throws {
    let first = arguments.first ?? .nil
    if let section = SectionObject.type.unwrap(first) { return try add(section, arguments) }
    if let other = Self.type.unwrap(first) { return try add(other.report) }
    guard let result = ResultObject.type.unwrap(first)?.result ?? Self.standingAlone(first) else {
      throw CallError.wrongKind(
        "report:add", argument: "what is added",
        expected: "the result of an analysis, a figure, a table of workbench.table, a section or a report",
        found: first.kind)
    }
    try append(.result(result))
  }

  /// A figure or a table that stands alone, as a result; `nil` of anything else.
  static func standingAlone(_ value: LuaValue) -> AnalysisResult? {
    if let table = PlainTable.type.unwrap(value) { return table.result }
    guard let figure = FigureObject.type.unwrap(value)?.figure else { return nil }
    var result = AnalysisResult(title: figure.title, figures: [figure])
    result.analysis = FigureDefinition.function
    return result
  }

  /// Takes over what another report holds, under its title.
  private func add(_ other: Report) throws {
    try append(.heading(other.title), bytes: other.title.utf8.count)
    for item in other.items {
      switch item {
      case .heading(let text), .note(let text): try append(item, bytes: text.utf8.count)
      case .result: try append(item)
      }
    }
  }

  /// Fills a section: its heading, then what its function adds.
  private func add(_ section: SectionObject, _ arguments: [LuaValue]) throws {
    guard arguments.count > 1, let cohort = CohortObject.type.unwrap(arguments[1]) else {
      throw CallError.wrongKind(
        "report:add", argument: "the cohort of section \"\(section.title)\"",
        expected: "a cohort, as in report:add(section, cohort, { … })", found: arguments.kind(1))
    }
    guard !sections.contains(where: { $0 === section }) else { throw SectionWithin(title: section.title) }
    sections.append(section)
    defer { sections.removeLast() }
    try append(.heading(section.title), bytes: section.title.utf8.count)
    let options = arguments.count > 2 && !arguments[2].isAbsent ? arguments[2] : .table(LuaTable())
    _ = try cohort.host.lua.call(section.build, [Self.type.wrap(self), arguments[1], options])
  }
}

/// A section that would add itself.
struct SectionWithin: Error, CustomStringConvertible {
  let title: String

  var description: String { "report:add: section \"\(title)\" would add itself" }
}

/// A script put more into a report than it may hold.
struct ReportFull: Error, CustomStringConvertible {
  var description: String {
    "the report is full: it may have \(ReportObject.mostItems) pieces, and \(ReportObject.mostBytes >> 20) MiB of notes "
      + "and headings"
  }
}
