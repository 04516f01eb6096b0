import Foundation
import Testing

/// `run --record` and `verify`: whether a script still gives what it gave.
@Suite("workbench verify")
struct VerifyTests {
  private let bench: TestBench

  init() throws { bench = try TestBench() }
  private static let script = """
    --- Survival.
    ---
    --- Parameters:
    ---   least (number, default 0): The least age.
    local workbench = require "workbench"
    local survival = require "survival"
    local report = workbench.report "Survival"
    local cohort = workbench.cohort()
    cohort = cohort:where(("age >= %g"):format(workbench.parameters.least))
    report:add(survival.kaplan_meier(cohort, { endpoint = "pfs" }))
    report:note(("%d subjects"):format(cohort.count))
    return report

    """
  private static let rows = ["id,age,days,event", "1,40,3,1", "2,50,5,0", "3,60,8,1", "4,70,9,1"]
  private static let dictionary = """
    name = "four"
    subject_id = "id"
    [tables]
    subjects = "subjects.csv"
    [endpoints.pfs]
    time = "days"
    event = "event"

    """

  private func prepare() throws {
    try bench.write("s.lua", Self.script)
    try bench.write("data/cohort.toml", Self.dictionary)
    try bench.write("data/subjects.csv", Self.rows.joined(separator: "\n") + "\n")
  }

  @Test("a run that is recorded twice gives the same bytes, and verifies")
  func identical() throws {
    try prepare()
    let record = try bench.run("run", "s.lua", "--data", "data", "--record", "--param", "least=45", "--seed", "7")
    #expect(record.status == 0)
    #expect(record.errors.contains("wrote s.expected.json"))
    let text = try bench.scratch.text("s.expected.json")
    _ = try bench.run("run", "s.lua", "--data", "data", "--record", "--param", "least=45", "--seed", "7")
    #expect(try bench.scratch.text("s.expected.json") == text)
    #expect(text.contains("\"notes\": [\n    \"3 subjects\"\n  ]"))
    #expect(text.contains("{\"name\": \"least\", \"text\": \"45\"}"))
    let end = try bench.run("verify", "s.lua", "--data", "data")
    #expect(end.status == 0)
    #expect(end.output.hasPrefix("s.lua: identical ("))
  }

  @Test("other data, another script and other defaults of parameters are told, with the values that differ")
  func others() throws {
    try prepare()
    _ = try bench.run("run", "s.lua", "--data", "data", "--record")
    try bench.write("data/subjects.csv", (Self.rows.dropLast() + ["4,70,9,0"]).joined(separator: "\n") + "\n")
    let data = try bench.run("verify", "s.lua", "--data", "data")
    #expect(data.status == 1)
    #expect(data.output.contains("  other data:\n"))
    #expect(data.output.contains("recorded"))
    #expect(data.output.contains("survival.kaplan_meier events"))
    #expect(!data.output.contains("other script"))
    try prepare()
    try bench.write("s.lua", Self.script.replacingOccurrences(of: "default 0", with: "default 1"))
    let script = try bench.run("verify", "s.lua", "--data", "data")
    #expect(script.status == 1)
    #expect(script.output.contains("s.lua: identical ("))
    #expect(script.output.contains("  other script: SHA-256 "))
    #expect(script.output.contains("  other parameters: least is 1, recorded 0"))
  }

  @Test("numbers that differ are shown with both values and the relative difference, unless it is allowed")
  func numbers() throws {
    try prepare()
    _ = try bench.run("run", "s.lua", "--data", "data", "--record")
    let text = try bench.scratch.text("s.expected.json")
    #expect(text.contains("{\"number\": 8}"))
    try bench.write("s.expected.json", text.replacingOccurrences(of: "{\"number\": 8}", with: "{\"number\": 8.004}"))
    let end = try bench.run("verify", "s.lua", "--data", "data")
    #expect(end.status == 1)
    #expect(end.output.contains("s.lua: differs in "))
    #expect(end.output.contains("8.004"))
    #expect(end.output.contains("5.0e-4"))
    let loose = try bench.run("verify", "s.lua", "--data", "data", "--relative", "0.001")
    #expect(loose.status == 0)
    #expect(loose.output.contains("the same within 0.001"))
  }

  @Test(
    "a file beside the script that has changed is told, and so is another version of the workbench, which decides nothing"
  )
  func required() throws {
    try prepare()
    try bench.write("own.lua", "return 0\n")
    try bench.write(
      "s.lua",
      Self.script.replacingOccurrences(of: "local report =", with: "local own = require \"own\"\nlocal report ="))
    _ = try bench.run("run", "s.lua", "--data", "data", "--record")
    let text = try bench.scratch.text("s.expected.json")
    #expect(text.contains("{\"name\": \"own.lua\", \"value\": \"SHA-256 "))
    try bench.write("unused.lua", "return 1\n")
    #expect(try bench.run("verify", "s.lua", "--data", "data").status == 0)
    try bench.write("own.lua", "return 1\n")
    let changed = try bench.run("verify", "s.lua", "--data", "data")
    #expect(changed.status == 1)
    #expect(changed.output.contains("\n  other own.lua: SHA-256 "))
    try bench.write("own.lua", "return 0\n")
    try bench.write(
      "s.expected.json", text.replacingOccurrences(of: "\"workbench\": \"0", with: "\"workbench\": \"9"))
    let version = try bench.run("verify", "s.lua", "--data", "data")
    #expect(version.status == 0)
    #expect(version.output.contains("  note: workbench: 0.1.0, recorded with 9.1.0\n"))
  }

  @Test("a number that differs in its last digit is told where none may differ")
  func lastDigit() throws {
    try prepare()
    _ = try bench.run("run", "s.lua", "--data", "data", "--record")
    let text = try bench.scratch.text("s.expected.json")
    let recorded = try #require(text.firstMatch(of: /\{"number": (\d+\.\d+)\}/)?.1)
    let other = try #require(Double(recorded)).nextUp
    try bench.write("s.expected.json", text.replacing("{\"number\": \(recorded)}", with: "{\"number\": \(other)}"))
    let exact = try bench.run("verify", "s.lua", "--data", "data", "--relative", "0")
    #expect(exact.status == 1)
    #expect(exact.output.contains("\(other)"))
    let usual = try bench.run("verify", "s.lua", "--data", "data")
    #expect(usual.status == 0)
    #expect(usual.output.contains("the same within 1e-12"))
  }

  @Test("without a record, or with a broken one, is wrong usage")
  func broken() throws {
    try prepare()
    let none = try bench.run("verify", "s.lua", "--data", "data")
    #expect(none.status == 64)
    #expect(none.errors.contains("there is no s.expected.json; \"workbench run SCRIPT --record\" writes it"))
    try bench.write("s.expected.json", "{}")
    #expect(try bench.run("verify", "s.lua", "--data", "data").status == 64)
  }
}
