import Analyses
import Lua

/// A report, as scripts fill it.
final class ReportObject {
  fileprivate(set) var report: Report
  private var bytes = 0

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
    ], properties: ["title": { .string($0.report.title) }], text: { "report \"\($0.report.title)\"" })

  /// What scripts are lent as a report.
  static let declaration = HostDeclaration(
    name: "workbench.Report", summary: "A report, filled piece by piece and returned at the end of the script.",
    isModule: false,
    members: [
      .value("title", "string", "The title."),
      .function(
        "add", [("result", "workbench.Result", "The result.")], returns: "nil", "Adds a result.",
        example: "report:add(survival.follow_up(cohort, { endpoint = \"pfs\" }))"),
      .function(
        "note", [("text", "string", "The text.")], returns: "nil", "Adds a paragraph.",
        example: "report:note((\"%d subjects\"):format(cohort.count))"),
      .function(
        "heading", [("text", "string", "The text.")], returns: "nil", "Adds a heading.",
        example: "report:heading \"By trial\""),
    ])

  private func add(_ arguments: [LuaValue]) throws {
    guard let first = arguments.first, let result = ResultObject.type.unwrap(first) else {
      throw CallError.wrongKind(
        "report:add", argument: "what is added", expected: "the result of an analysis", found: arguments.kind(0))
    }
    try append(.result(result.result))
  }
}

/// A script put more into a report than it may hold.
struct ReportFull: Error, CustomStringConvertible {
  var description: String {
    "the report is full: it may have \(ReportObject.mostItems) pieces, and \(ReportObject.mostBytes >> 20) MiB of notes "
      + "and headings"
  }
}
