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
    #expect(record.errors.hasSuffix("wrote s.expected.json: least = 45, seed 7, on cohort \"four\"\n"))
    let text = try bench.scratch.text("s.expected.json")
    _ = try bench.run("run", "s.lua", "--data", "data", "--record", "--param", "least=45", "--seed", "7")
    #expect(try bench.scratch.text("s.expected.json") == text)
    #expect(text.contains("\"3 subjects\""))
    #expect(text.contains("{\"name\": \"least\", \"text\": \"45\"}"))
    let end = try bench.run("verify", "s.lua", "--data", "data")
    #expect(end.status == 0)
    #expect(end.output.hasPrefix("s.lua, least = 45, seed 7, on cohort \"four\": identical ("))
  }

  @Test("other data, another script and other defaults of parameters are told, with the values that differ")
  func others() throws {
    try prepare()
    _ = try bench.run("run", "s.lua", "--data", "data", "--record")
    try bench.write("data/subjects.csv", (Self.rows.dropLast() + ["4,70,9,0"]).joined(separator: "\n") + "\n")
    let data = try bench.run("verify", "s.lua", "--data", "data")
    #expect(data.status == 1)
    #expect(
      data.output.contains(
        "\n  the data have changed since the record:\n    recorded subjects.csv (subjects): SHA-256 "))
    #expect(data.output.contains("\n    now      subjects.csv (subjects): SHA-256 "))
    #expect(data.output.contains("\n  the script is the same, by its SHA-256\n"))
    #expect(!data.output.contains("the data are the same"))
    #expect(data.output.contains("survival.kaplan_meier events"))
    #expect(!data.output.contains("other script"))
    try prepare()
    try bench.write("s.lua", Self.script.replacingOccurrences(of: "default 0", with: "default 1"))
    let script = try bench.run("verify", "s.lua", "--data", "data")
    #expect(script.status == 1)
    // The parameters are those of the record, whatever the script has as defaults now.
    #expect(script.output.contains("s.lua, least = 0, on cohort \"four\": identical ("))
    #expect(script.output.contains("  other script: SHA-256 "))
    #expect(!script.output.contains("the data"))
    #expect(!script.output.contains("other parameters"))
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
    #expect(end.output.contains("s.lua, least = 0, on cohort \"four\": differs in "))
    #expect(end.output.contains("8.004"))
    #expect(end.output.contains("5.0e-4"))
    #expect(
      end.output.contains("\n  the data are the same, by their SHA-256\n  the script is the same, by its SHA-256\n"))
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

  @Test("records of other parameters and other cohorts are kept apart, and each is compared with its own")
  func apart() throws {
    try prepare()
    try bench.write("other/cohort.toml", Self.dictionary.replacing("\"four\"", with: "\"others\""))
    try bench.write("other/subjects.csv", (Self.rows + ["5,80,2,1"]).joined(separator: "\n") + "\n")
    func record(_ data: String, _ arguments: String...) throws -> String {
      try Command.run(["run", "s.lua", "--data", data, "--record"] + arguments, in: bench.folder).errors
    }
    _ = try record("data", "--param", "least=45")
    #expect(
      try record("data").hasSuffix("wrote s.expected.json: least = 0, on cohort \"four\"; it holds 1 other\n"))
    #expect(try record("other").hasSuffix("on cohort \"others\"; it holds 2 others\n"))
    #expect(
      try record("data").hasSuffix(
        "wrote s.expected.json: least = 0, on cohort \"four\", in the place of the record before; it holds 2 others\n"))
    let text = try bench.scratch.text("s.expected.json")
    let all = try bench.run("verify", "s.lua", "--data", "data")
    #expect(all.status == 0)
    #expect(
      all.output.split(separator: "\n").map { $0.prefix { $0 != "(" } } == [
        "s.lua, least = 0, on cohort \"four\": identical ", "s.lua, least = 45, on cohort \"four\": identical ",
      ])
    let one = try bench.run("verify", "s.lua", "--data", "other", "--param", "least=0")
    #expect(one.status == 0 && one.output.hasPrefix("s.lua, least = 0, on cohort \"others\": identical ("))
    // Recorded in another order, the same records are the same bytes.
    try FileManager.default.removeItem(at: bench.folder.appendingPathComponent("s.expected.json"))
    _ = try record("other")
    _ = try record("data")
    _ = try record("data", "--param", "least=45")
    #expect(try bench.scratch.text("s.expected.json") == text)
    // Only one of the records is not kept any more.
    try bench.write("s.expected.json", text.replacing("\"3 subjects\"", with: "\"2 subjects\""))
    let broken = try bench.run("verify", "s.lua", "--data", "data")
    #expect(broken.status == 1)
    #expect(broken.output.contains("least = 45, on cohort \"four\": differs in 1 place"))
    #expect(broken.output.contains("least = 0, on cohort \"four\": identical"))
  }

  @Test("a record that takes the place of one of other data under the same name says so")
  func otherData() throws {
    try prepare()
    _ = try bench.run("run", "s.lua", "--data", "data", "--record")
    let again = try bench.run("run", "s.lua", "--data", "data", "--record")
    #expect(again.errors.hasSuffix(", in the place of the record before\n"))
    try bench.write("data/subjects.csv", (Self.rows + ["5,80,2,1"]).joined(separator: "\n") + "\n")
    let other = try bench.run("run", "s.lua", "--data", "data", "--record")
    #expect(other.errors.hasSuffix(", in the place of the record before, which was of other data\n"))
    #expect(try bench.run("verify", "s.lua", "--data", "data").status == 0)
  }

  @Test("a cohort whose name would command the terminal commands nothing")
  func hostileName() throws {
    try prepare()
    try bench.write("data/cohort.toml", Self.dictionary.replacing("\"four\"", with: "\"fo\\u001b[31mur\""))
    let record = try bench.run("run", "s.lua", "--data", "data", "--record")
    #expect(record.status == 0 && record.errors.contains("wrote s.expected.json: least = 0, on cohort \"fo"))
    let verify = try bench.run("verify", "s.lua", "--data", "data")
    #expect(verify.status == 0)
    for text in [record.output, record.errors, verify.output, verify.errors] { #expect(!text.contains("\u{1B}")) }
  }

  @Test("numbers that differ on the demonstration cohort are told to be of the same data, or of other data")
  func demonstration() throws {
    try bench.write(
      "d.lua",
      Self.script.replacing(":where((\"age >= %g\"):format(workbench.parameters.least))", with: ":where \"age >= 18\""))
    #expect(try bench.run("run", "d.lua", "--record").status == 0)
    let text = try bench.scratch.text("d.expected.json")
    try bench.write("d.expected.json", text.replacing(" subjects\"", with: " people\""))
    let same = try bench.run("verify", "d.lua")
    #expect(same.status == 1 && same.output.contains(": differs in "))
    #expect(same.output.contains("\n  the data are the same, by their SHA-256\n"))
    // As after a version of the workbench with another demonstration cohort.
    let digest = try #require(text.firstMatch(of: /"sha256": "([0-9a-f]{64})"/)?.1)
    try bench.write("d.expected.json", text.replacing(digest, with: String(repeating: "0", count: 64)))
    let other = try bench.run("verify", "d.lua")
    #expect(
      other.status == 1 && other.output.contains(": identical (") && other.output.contains(", but not from the same\n"))
    #expect(other.output.contains("\n  the data have changed since the record:\n"))
  }

  @Test("what is not recorded is not compared with anything else")
  func unrecorded() throws {
    try prepare()
    _ = try bench.run("run", "s.lua", "--data", "data", "--record", "--param", "least=45")
    let value = try bench.run("verify", "s.lua", "--data", "data", "--param", "least=50")
    #expect(value.status == 64)
    #expect(
      value.errors == """
        workbench: there is no record of s.lua with least = 50; recorded:
          least = 45, on cohort "four"
        "workbench run SCRIPT --record", with the same --data and --param, records another

        """)
    try bench.write("data/cohort.toml", Self.dictionary.replacing("\"four\"", with: "\"others\""))
    let cohort = try bench.run("verify", "s.lua", "--data", "data")
    #expect(cohort.status == 64)
    #expect(cohort.errors.hasPrefix("workbench: there is no record of s.lua on cohort \"others\"; recorded:\n"))
    #expect(try bench.run("verify", "s.lua", "--data", "data", "--param", "most=1").status == 64)
    try prepare()
    try bench.write("s.lua", Self.script.replacing("least", with: "lowest"))
    let gone = try bench.run("verify", "s.lua", "--data", "data")
    #expect(gone.status == 1)
    #expect(
      gone.output
        == "s.lua, least = 45, on cohort \"four\": cannot be compared: the script no longer has parameter \"least\"; record it again\n"
    )
  }

  @Test("a record of the form before is read; one that left a parameter to a default that has changed is not compared")
  func formBefore() throws {
    try prepare()
    _ = try bench.run("run", "s.lua", "--data", "data", "--record")
    var text = try bench.scratch.text("s.expected.json")
    text = text.replacing("\"workbench-expectations/2\",\n  \"records\": [\n", with: "\"workbench-expectations/1\",\n")
    let start = try #require(text.firstRange(of: "    {\n")), end = try #require(text.ranges(of: "\n    }").last)
    text = String(text[..<start.lowerBound]) + text[start.upperBound..<end.lowerBound] + "\n}\n"
    try bench.write("s.expected.json", text.replacing("{\"name\": \"least\", \"text\": \"0\"}", with: ""))
    #expect(try bench.run("verify", "s.lua", "--data", "data").status == 0)
    try bench.write("s.lua", Self.script.replacing("default 0", with: "default 45"))
    let other = try bench.run("verify", "s.lua", "--data", "data")
    #expect(other.status == 1)
    #expect(other.output.contains("cannot be compared: parameter least is 45, recorded 0; record it again"), "\(other)")
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

  @Test("a figure whose numbers differ is told, though the report has no row")
  func figures() throws {
    func figure(_ top: String, _ title: String = "Steps") -> String {
      """
      --- A figure.
      local workbench = require "workbench"
      local report = workbench.report "Figure"
      for _, title in ipairs { "Other", "\(title)" } do
        report:add(workbench.figure {
          title = title, x = { categories = { "a", "b" } }, y = "Height",
          marks = { { mark = "bar", x = { "a", "b" }, to = { 1, title == "Other" and 2 or \(top) } } },
        })
      end
      return report

      """
    }
    try bench.write("s.lua", figure("0.5"))
    #expect(try bench.run("run", "s.lua", "--record").status == 0)
    let same = try bench.run("verify", "s.lua")
    #expect(same.status == 0)
    #expect(same.output.hasPrefix("s.lua, on cohort \"CAR-T demonstration\": identical (0 rows and 2 figures)"))
    try bench.write("s.lua", figure("0.5000001"))
    let other = try bench.run("verify", "s.lua")
    #expect(other.status == 1)
    #expect(other.output.contains("differs in 1 place (0 rows and 2 figures recorded)"))
    #expect(other.output.contains("  figure \"Steps\" of "))
    try bench.write("s.lua", figure("0.5 + 1e-15"))
    #expect(
      try bench.run("verify", "s.lua").output.contains(": identical (0 rows and 2 figures), but not from the same"))
    try bench.write("s.lua", figure("0.5", "New"))
    #expect(try bench.run("verify", "s.lua").output.contains("differs in 2 places"))
  }
}
