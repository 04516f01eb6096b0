import Analyses
import Lua

/// A report, as scripts fill it.
final class ReportObject {
  fileprivate(set) var report: Report

  init(report: Report) { self.report = report }

  static let type = HostType<ReportObject>(
    "report",
    methods: [
      "add": { report, arguments in
        try report.add(arguments)
        return []
      },
      "note": { report, arguments in
        report.report.items.append(.note(try arguments.text(0, of: "report:note", "the note")))
        return []
      },
      "heading": { report, arguments in
        report.report.items.append(.heading(try arguments.text(0, of: "report:heading", "the heading")))
        return []
      },
    ], properties: ["title": { .string($0.report.title) }], text: { "report \"\($0.report.title)\"" })

  /// What scripts are lent as a report.
  static let declaration = HostDeclaration(
    name: "workbench.Report", summary: "A report, filled piece by piece and returned at the end of the script.",
    isModule: false,
    members: [
      .value("title", "string", "The title."),
      .function("add", [("result", "workbench.Result", "The result.")], returns: "nil", "Adds a result."),
      .function("note", [("text", "string", "The text.")], returns: "nil", "Adds a paragraph."),
      .function("heading", [("text", "string", "The text.")], returns: "nil", "Adds a heading."),
    ])

  private func add(_ arguments: [LuaValue]) throws {
    guard let first = arguments.first, let result = ResultObject.type.unwrap(first) else {
      throw CallError.wrongKind(
        "report:add", argument: "what is added", expected: "the result of an analysis", found: arguments.kind(0))
    }
    report.items.append(.result(result.result))
  }
}
