import Analyses
import Foundation
import Scripting
import Testing
import Workbench

/// Whoever pastes an error behind `workbench help` is shown the article on it.
@Suite("Help on errors")
struct ErrorHelpTests {
  private static let index = ManualIndex(
    ManualBook.workbench(
      commands: ManualChapter("The command", "How it is typed.", []),
      modules: (try? BuiltIn.registry().declarations) ?? []))

  /// The kinds that a script alone does not meet, each with a command that does.
  private static let commands: [String: (files: [String: String], arguments: [String])] = [
    "circular-modules": (
      ["mine.lua": "require \"one\"", "one.lua": "require \"two\"", "two.lua": "require \"one\""], ["run", "mine.lua"]
    ),
    "units-differ": (
      [
        "trial/subjects.csv": "id,t,e,d\n1,3,1,20\n2,5,0,\n3,6,1,40\n",
        "trial/cohort.toml": """
        subject_id = "id"
        [tables]
        subjects = "subjects.csv"
        [columns.d]
        unit = "days"
        [endpoints.pfs]
        time = "t"
        event = "e"
        unit = "months"

        """,
        "mine.lua": """
        local cohort = require "workbench".cohort()
        return require "survival".mantel_byar(cohort, { endpoint = "pfs", exposure = "d" })

        """,
      ], ["run", "mine.lua", "--data", "trial"]
    ),
    "script-parameter": (
      ["mine.lua": "--- A\n---\n--- Parameters:\n---   n (integer, default 3): a number.\nreturn 1\n"],
      ["run", "mine.lua", "--param", "n=many"]
    ),
    "script-header": (["mine.lua": "--- A\n---\n--- Needs:\n---   colum age\nreturn 1\n"], ["run", "mine.lua"]),
    "missing-need": (["mine.lua": "--- A\n---\n--- Needs:\n---   column gone\nreturn 1\n"], ["run", "mine.lua"]),
    "time-limit": (["mine.lua": "while true do end\n"], ["run", "mine.lua", "--time-limit", "0.1"]),
    "memory-limit": (
      ["mine.lua": "local t = {}\nwhile true do t[#t + 1] = {} end\n"], ["run", "mine.lua", "--memory-limit", "16MiB"]
    ),
    "report-full": (
      ["mine.lua": "local r = require \"workbench\".report \"R\"\nwhile true do r:note \"x\" end\n"],
      ["run", "mine.lua"]
    ),
  ]

  /// What only a defect of Lua brings about.
  private static let unmet = ["crashed-lua"]

  @Test("every kind is met by a sample, by a command, or by a defect of Lua alone")
  func complete() {
    let without = Set(ErrorTopic.all.filter { $0.sample == nil }.map(\.name))
    #expect(without == Set(Self.commands.keys).union(Self.unmet))
  }

  /// What somebody may paste: all of it, its first line, and what a shell leaves of both between double quotes.
  private func pasted(_ message: String) -> [String] {
    let first = message.split(separator: "\n").first.map(String.init) ?? ""
    return [message, first].flatMap { [$0, $0.replacing("\"", with: ""), "workbench: " + $0] }
  }

  private func expect(_ message: String, leadsTo name: String) {
    for text in pasted(message) {
      #expect(Self.index.articles(on: text).map(\.name) == [name], "\(text)")
      #expect(ErrorTopic.of(text)?.name == name, "\(text)")
    }
  }

  @Test("a message as a script meets it leads to its kind", arguments: ErrorTopic.all.filter { $0.sample != nil })
  func samples(topic: ErrorTopic) throws {
    let host = try ScriptHost(
      cohort: DemonstrationCohort.make(), registry: BuiltIn.registry(), options: ScriptHost.Options())
    let ending = topic.name == "no-report" ? "" : "\nreturn workbench.report \"None\""
    do {
      _ = try host.run(ErrorTopic.prelude + (topic.sample ?? "") + ending, name: "mine.lua")
      Issue.record("\(topic.name): nothing went wrong")
    } catch { expect("\(error)", leadsTo: topic.name) }
  }

  @Test("so does one that the command meets", arguments: commands.keys.sorted())
  func met(name: String) throws {
    let (files, arguments) = try #require(Self.commands[name])
    let scratch = try Scratch()
    for path in files.keys.sorted() {
      if path.contains("/") { _ = try scratch.folder(String(path.split(separator: "/")[0])) }
      try scratch.write(path, files[path] ?? "")
    }
    let end = try Command.run(arguments, in: scratch.url)
    #expect(end.status != 0)
    expect(end.errors, leadsTo: name)
  }

  @Test("each way to write an expression wrongly leads to the article on them")
  func expressions() throws {
    let host = try ScriptHost(
      cohort: DemonstrationCohort.make(), registry: BuiltIn.registry(), options: ScriptHost.Options())
    let session = try ScriptSession(host: host)
    let wrong = [
      "age >=", "age >= )", "(age > 3", "sex == 'male", "`age > 3", "`` > 3", "age # 3", "age = 3", "age != 3",
      "age && 3",
      "age > 3 -- old", "age == nil", "agge(3)", "max()", "is_missing(age, 3, 4)", "age > male", "sex == 3",
      "age == 'x'",
      "transplanted == 1", "1 < age < 3", "not age == 3", "age + 1", "sex + 1 > 2", "trial > sex",
      "age in 3", "cut(age)", "cut(age, {65, 18}) == 'x'", "cut(age, {18}, {'a', 'a'}) == 'a'",
      "cut(age, {18}, {'a'}) == 'a'", "cut(age, 'x') == 'y'", "age > pfs_days",
      "max(grade) where grade > 2",
    ]
    for expression in wrong {
      do {
        _ = try session.evaluate(SessionEntry("cohort:where [==[\(expression)]==]"), name: "input")
        Issue.record("\(expression): nothing wrong")
      } catch {
        let first = "\(error)".split(separator: "\n").first.map(String.init) ?? ""
        let kinds: Set = ["expression", "unknown-level", "unknown-column"]
        #expect(kinds.contains(Self.index.articles(on: first).first?.name ?? ""), "\(expression): \(first)")
      }
    }
  }

  @Test("a message of no kind of its own leads to how errors are worded, and what is none to nothing")
  func others() {
    #expect(Self.index.articles(on: "workbench: mine.lua:3: my own words").map(\.name) == ["errors"])
    #expect(Self.index.articles(on: "a.lua:3: my own words").map(\.name) == ["errors"])
    #expect(Self.index.articles(on: "something else").isEmpty)
  }
}
