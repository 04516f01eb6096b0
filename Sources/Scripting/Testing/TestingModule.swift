import Analyses
import Cohorts
import Lua

/// The module `testing`: what test files are lent beside what scripts are lent.
final class TestingModule {
  unowned let host: ScriptHost
  let session: TestSession

  init(host: ScriptHost, session: TestSession) {
    self.host = host
    self.session = session
  }

  private typealias Body = @Sendable (TestingModule, [LuaValue]) throws -> [LuaValue]

  private static let functions: [String: Body] = [
    "test": { module, arguments in
      try module.declare(arguments)
      return []
    },
    "close": { module, arguments in
      try module.close(arguments)
      return []
    },
    "equal": { module, arguments in
      try module.equal(arguments)
      return []
    },
    "raises": { module, arguments in
      try module.raises(arguments)
      return []
    },
    "is_true": { module, arguments in
      try module.isTrue(arguments)
      return []
    },
    "snapshot": { module, arguments in
      try module.snapshot(arguments)
      return []
    },
    "cohort": { module, arguments in [try module.cohort(arguments)] },
    "run": { module, arguments in [try module.run(arguments)] },
  ]

  static let type = HostType<TestingModule>(
    "testing",
    member: { module, key in
      guard let name = key.string, let body = functions[name] else { return nil }
      return .function(LuaFunction("testing.\(name)") { [module] in try body(module, $0) })
    }, memberNames: { _ in declaration.members.map(\.name) }, text: { _ in "module testing" })

  /// What test files are lent under the name `testing`.
  static let declaration = HostDeclaration(
    name: "testing",
    summary: "Tests of scripts and plugins; only files whose names end in _test.lua have it, under workbench test.",
    isModule: true,
    members: [
      .function(
        "test",
        [("name", "string", "What is true if it passes."), ("body", "fun()", "What it does; at least one assertion.")],
        returns: "nil", "Declares a test, which is run when the whole file was read.",
        example: """
          testing.test("nobody is younger than 0", function()
            testing.equal(cohort:where("age < 0").count, 0)
          end)
          """),
      .function(
        "equal",
        [("found", "any", "What there is."), ("expected", "any", "What there should be.")], returns: "nil",
        "Fails unless both are equal, tables and lists all the way down; says where they first differ.",
        example: "testing.equal({ cohort.count, result.title }, { 334, result.title })"),
      .function(
        "close",
        [
          ("found", "any", "A number, a list, a column, or a table of them."),
          ("expected", "any", "The same of another source."),
          (
            "tolerance?", "{ relative: number?, absolute: number? }",
            "Numbers may differ by this part of the expected one (1e-9), or by so much (0)."
          ),
        ], returns: "nil", "Fails unless all numbers are close to each other, and all else is equal.",
        example: "testing.close({ 0.1 + 0.2, 1 / 3 }, { 0.3, 0.333333333333 }, { relative = 1e-9 })"),
      .function(
        "is_true",
        [("condition", "any", "What should be true."), ("message?", "string", "What it means if it is not.")],
        returns: "nil", "Fails where the condition is false, nil or missing.",
        example: "testing.is_true(cohort:has \"age\", \"the cohort has ages\")"),
      .function(
        "raises",
        [("body", "fun()", "What should fail."), ("part", "string", "What its message should hold, word by word.")],
        returns: "nil", "Fails unless the function raises an error whose message holds that part.",
        example: """
          testing.raises(function()
            survival.kaplan_meier(cohort, { endpoint = "pfs", levl = 0.9 })
          end, 'did you mean "level"?')
          """),
      .function(
        "snapshot",
        [
          ("name", "string", "A name of its own in the file."),
          ("value", "any", "A result, a report, a table, a column, a text or a number."),
        ], returns: "nil",
        "Fails unless the value is as it was when workbench test --update wrote snapshots/FILE/NAME.txt beside the test.",
        example: "testing.snapshot(\"pfs_by_sex\", result)"),
      .function(
        "cohort", [("definition", FixtureCohort.luaType, "What would stand in a cohort.toml and its tables.")],
        returns: "workbench.Cohort",
        "A cohort of few subjects, written down; it goes through the checks that files do.",
        example: """
          local few = testing.cohort {
            subjects = {
              { id = "1", age = 61, days = 90, died = true },
              { id = "2", age = 48, days = 400, died = false },
            },
            endpoints = { os = { time = "days", event = "died", unit = "days" } },
          }
          testing.equal(survival.kaplan_meier(few, { endpoint = "os" }):value "events", 1)
          """),
      .function(
        "run",
        [
          ("script", "string", "The name of a script that lies beside the test."),
          ("options?", "{ parameters: table<string, any>?, cohort: workbench.Cohort? }", "What it is run with."),
        ], returns: "workbench.Report", "Runs a script, and gives its report.",
        example: """
          local report = testing.run("response_by_age.lua", { parameters = { limit = 60 } })
          testing.equal(report.title, "Response by age")
          """),
    ])

  private func declare(_ arguments: [LuaValue]) throws {
    let name = try arguments.text(0, of: "testing.test", "the name")
    guard name.contains(where: { !$0.isWhitespace }), !name.contains(where: \.isNewline) else {
      throw TestingFault("testing.test: the name should be one line of text, found \(Argument.text(name).source)")
    }
    guard arguments.count > 1, case .function(let body) = arguments[1] else {
      throw CallError.wrongKind(
        "testing.test", argument: "the test", expected: "a function, as in testing.test(\"…\", function() … end)",
        found: arguments.kind(1))
    }
    try session.declare(TestFunction(name: name, body: body))
  }

  private func cohort(_ arguments: [LuaValue]) throws -> LuaValue {
    let fixture = try FixtureCohort(arguments.first ?? .nil)
    do {
      return CohortObject.type.wrap(CohortObject(try session.makeCohort(fixture.text), host: host))
    } catch { throw TestingFault("testing.cohort: \(error)") }
  }

  private func run(_ arguments: [LuaValue]) throws -> LuaValue {
    let function = "testing.run"
    let name = try arguments.text(0, of: function, "the script")
    let given = arguments.dropFirst().first ?? .nil
    let fields = try Fields(
      given.isAbsent ? .table([:]) : given, at: function, known: ["parameters", "cohort"],
      such: "{ parameters = { endpoint = \"pfs\" }, cohort = cohort }")
    var cohort = host.cohort
    if let value = fields["cohort"] {
      guard let object = CohortObject.type.unwrap(value) else { throw fields.wrong("cohort", "a cohort", value) }
      cohort = object.cohort
    }
    var parameters: [Argument.Entry] = []
    if let value = fields["parameters"] {
      guard case .table(let table) = value else { throw fields.wrong("parameters", "a table of named values", value) }
      parameters = try Argument.entries(table, of: function)
    }
    return ReportObject.type.wrap(ReportObject(report: try session.runScript(name, parameters, cohort)))
  }
}

/// A script asked for `testing`, but is no test.
struct TestingElsewhere: Error, CustomStringConvertible {
  var description: String {
    "module \"testing\" is lent to tests alone: files whose names end in _test.lua, run by \"workbench test\""
  }
}
