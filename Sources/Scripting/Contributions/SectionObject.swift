import Lua

/// A section of a report as a script declares it: a title, and the function that fills it.
final class SectionObject {
  static let function = "workbench.section"

  let title: String
  let build: LuaFunction

  init(_ value: LuaValue) throws {
    let fields = try Fields(
      value, at: Self.function, known: ["title", "build"],
      such: "{ title = \"Safety\", build = function(report, cohort, arguments) … end }")
    title = try fields.text("title", "the heading over it.")
    guard let body = fields["build"] else {
      throw fields.missing("build", "what fills it, a function(report, cohort, arguments).")
    }
    guard case .function(let build) = body else {
      throw fields.wrong("build", "a function(report, cohort, arguments)", body)
    }
    self.build = build
  }

  static let type = HostType<SectionObject>(
    "section", properties: ["title": { .string($0.title) }], text: { "section \"\($0.title)\"" })

  /// What scripts are lent as a section.
  static let declaration = HostDeclaration(
    name: "workbench.Section", summary: "A section of a report, which report:add fills for a cohort.", isModule: false,
    members: [.value("title", "string", "The heading over it.")])
}
