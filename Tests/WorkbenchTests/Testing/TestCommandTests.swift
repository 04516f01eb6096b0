import Foundation
import Testing

/// `workbench test`: what is found, what becomes of files that fail as a whole, and what is written.
@Suite("workbench test")
struct TestCommandTests {
  private let bench: TestBench

  init() throws { bench = try TestBench() }
  private static let passing =
    "local testing = require \"testing\"\ntesting.test(\"holds\", function() testing.is_true(true) end)\n"

  @Test("finds test files in depth, and goes on after those that do not parse, raise or never end")
  func failingFiles() throws {
    try bench.write("Scripts/a_test.lua", "this is no Lua\n")
    try bench.write("Scripts/b_test.lua", "local t = require \"testing\"\nerror(\"at once\")\n")
    try bench.write(
      "Scripts/deep/c_test.lua",
      "local testing = require \"testing\"\ntesting.test(\"first\", function() testing.is_true(true) end)\n"
        + "testing.test(\"never ends\", function()\n  while true do end\nend)\n")
    try bench.write("Scripts/deep/d_test.lua", Self.passing)
    try bench.write("Scripts/no_tests.lua", "error(\"is not run\")\n")
    let end = try bench.run("test", "--time-limit", "2", "--jobs", "3")
    #expect(end.status == 1)
    #expect(end.failures.count == 3)
    #expect(end.failures[0].hasPrefix("Scripts/a_test.lua:1:6: FAILED \"the file as a whole\": "))
    #expect(end.failures[1] == "Scripts/b_test.lua:2: FAILED \"the file as a whole\": at once")
    #expect(end.failures[2].hasPrefix("Scripts/deep/c_test.lua:4: FAILED \"never ends\": stopped: "))
    #expect(end.failures[2].hasSuffix("after its time limit of 2 s"))
    #expect(end.verdict == "2 passed, 3 failed")
    #expect(end.output.contains("\n4 files, 5 tests in "))
  }

  @Test("goes on after a file that takes more memory than it may")
  func memory() throws {
    try bench.write(
      "Scripts/a_test.lua",
      "local testing = require \"testing\"\ntesting.test(\"grows\", function()\n"
        + "  local t = {}\n  for i = 1, 1e9 do t[i] = i end\nend)\n")
    try bench.write("Scripts/b_test.lua", Self.passing)
    let end = try bench.run("test", "--memory-limit", "64MiB")
    #expect(end.status == 1)
    #expect(
      end.failures == [
        "Scripts/a_test.lua: FAILED \"grows\": stopped: the script went over its memory limit of 64 MiB"
      ])
    #expect(end.verdict == "1 passed, 1 failed")
  }

  @Test("tells of the tests that a file's early end leaves out, and of a file that declares none")
  func leftOut() throws {
    try bench.write(
      "Scripts/a_test.lua",
      Self.passing + "testing.test(\"never ends\", function() while true do end end)\n"
        + "testing.test(\"b\", function() end)\ntesting.test(\"c\", function() end)\n")
    try bench.write("Scripts/b_test.lua", "local testing = require \"testing\"\n")
    try bench.write("Scripts/c_test.lua", Self.passing)
    let end = try bench.run("test", "--time-limit", "2")
    #expect(
      end.output.contains(
        "  not run: \"b\": the file ended before it\n  not run: \"c\": the file ended before it\nScripts/b_test.lua: 0 passed\n"
          + "  note: it declares no tests"))
    #expect(end.verdict == "2 passed, 1 failed, 2 not run")
    #expect(try bench.run("test", "--filter", "holds").output.contains("note") == false)
    let none = try bench.run("test", "Scripts/b_test.lua")
    #expect(none.status == 64)
    #expect(none.errors == "workbench: these files declare no tests\n")
  }

  @Test("data that cannot be used are said once, with status 2")
  func unusableData() throws {
    try bench.write("a_test.lua", Self.passing)
    let end = try bench.run("test", "a_test.lua", "--data", "nowhere.csv")
    #expect(end.status == 2)
    #expect(end.errors == "workbench: nowhere.csv: there is no such file\n")
  }

  @Test("runs the tests that are asked for by name, and says where there are none")
  func filter() throws {
    try bench.write("a_test.lua", Self.passing + "testing.test(\"fails\", function() testing.is_true(false) end)\n")
    let end = try bench.run("test", "a_test.lua", "--filter", "HOLD")
    #expect(end.status == 0)
    #expect(end.verdict == "1 passed, 0 failed")
    let none = try bench.run("test", "a_test.lua", "--filter", "absent")
    #expect(none.status == 64)
    #expect(none.errors.contains("there is no test whose name holds \"absent\""))
    let nowhere = try bench.run("test")
    #expect(nowhere.status == 64)
    #expect(nowhere.errors.contains("there are no tests in Scripts and Plugins of this folder"))
    let script = try bench.run("test", "absent_test.lua")
    #expect(script.status == 64)
  }

  @Test("writes JUnit XML that parses, with what failed and where")
  func junit() throws {
    try bench.write(
      "a_test.lua",
      Self.passing + "testing.test(\"<a> & \\\"b\\\"\", function() testing.equal(\"\\1<\", \"x\") end)\n")
    let end = try bench.run("test", "a_test.lua", "--junit", "out.xml")
    #expect(end.status == 1)
    let text = try bench.scratch.text("out.xml")
    let reading = XMLReading()
    #expect(reading.read(text))
    #expect(reading.names.filter { $0 == "testcase" }.count == 2)
    #expect(reading.attributes["testsuites"]?["failures"] == "1")
    #expect(reading.attributes["testcase"]?["name"] == "<a> & \"b\"")
    #expect(reading.attributes["failure"]?["message"]?.hasPrefix("expected \"x\", found") == true)
  }

  @Test("compares snapshots, which --update writes")
  func snapshots() throws {
    let text = """
      local testing = require "testing"
      local survival = require "survival"
      testing.test("km", function()
        local cohort = testing.cohort {
          subjects = { { id = "1", days = 3, event = 1 }, { id = "2", days = LAST, event = 0 } },
          endpoints = { pfs = { time = "days", event = "event" } },
        }
        testing.snapshot("curve", survival.kaplan_meier(cohort, { endpoint = "pfs" }))
      end)

      """
    try bench.write("a_test.lua", text.replacingOccurrences(of: "LAST", with: "5"))
    let first = try bench.run("test", "a_test.lua")
    #expect(
      first.failures == [
        "a_test.lua:8: FAILED \"km\": there is no snapshot \"curve\" yet; \"workbench test --update\" writes it"
      ])
    let update = try bench.run("test", "a_test.lua", "--update")
    #expect(update.status == 0)
    #expect(update.output.contains("wrote snapshots/a_test/curve.txt"))
    let written = try bench.scratch.text("snapshots/a_test/curve.txt")
    #expect(written.hasPrefix("result \""))
    #expect(try bench.run("test", "a_test.lua").status == 0)
    #expect(try bench.run("test", "a_test.lua", "--update").output.contains("wrote") == false)
    #expect(try bench.scratch.text("snapshots/a_test/curve.txt") == written)
    try bench.write("a_test.lua", text.replacingOccurrences(of: "LAST", with: "6"))
    let changed = try bench.run("test", "a_test.lua")
    #expect(changed.status == 1)
    #expect(changed.failures.first?.contains("snapshot \"curve\" differs in line ") == true)
    #expect(try bench.scratch.text("snapshots/a_test/curve.txt") == written)
  }

  @Test("runs a script that lies beside the test, with parameters and a cohort")
  func script() throws {
    try bench.write(
      "count.lua",
      """
      --- How many are there?
      ---
      --- Parameters:
      ---   least (number, default 0): The least age.
      local workbench = require "workbench"
      local report = workbench.report "Count"
      report:note(("%d of %d"):format(workbench.cohort():where(("age >= %g"):format(workbench.parameters.least)).count,
        workbench.cohort().count))
      return report

      """)
    let end = try bench.test(
      """
      testing.test("counts", function()
        local cohort = testing.cohort { subjects = { { id = "1", age = 3 }, { id = "2", age = 9 } } }
        local report = testing.run("count.lua", { parameters = { least = 5 }, cohort = cohort })
        testing.equal(report.notes, { "1 of 2" })
        testing.equal(report.title, "Count")
        testing.raises(function() testing.run("count.lua", { parameters = { lest = 5 } }) end, "did you mean \\"least\\"?")
        testing.raises(function() testing.run("cuont.lua") end, "did you mean \\"count.lua\\"?")
      end)
      """)
    #expect(end.failures == [])
    #expect(end.status == 0)
  }

  @Test("gives each test the same random numbers and defaults, whichever ran before it")
  func apart() throws {
    let end = try bench.test(
      """
      local first
      testing.test("one", function()
        workbench.profile "SAS"
        first = math.random()
        testing.is_true(first < 1)
      end)
      testing.test("two", function() testing.equal(math.random(), first) end)
      """)
    #expect(end.verdict == "2 passed, 0 failed")
  }

  @Test("gives the same text twice, whatever the number of jobs, but for the time")
  func determinism() throws {
    for name in ["a", "b", "c"] {
      try bench.write("Scripts/\(name)_test.lua", Self.passing + "print(\"printed by \(name)\")\n")
    }
    func text(_ jobs: String) throws -> [Substring] {
      try bench.run("test", "--jobs", jobs).output.split(separator: "\n").filter {
        !$0.hasPrefix("3 files, 3 tests in ")
      }
    }
    let one = try text("1")
    #expect(one.contains("  | printed by b"))
    #expect(try text("3") == one)
  }
}

/// The names and last attributes of the elements of an XML text.
private final class XMLReading {
  private(set) var names: [String] = []
  private(set) var attributes: [String: [String: String]] = [:]

  /// Reads a text by the rules of XML 1.0 as far as JUnit needs them; false where it is not well formed.
  func read(_ text: String) -> Bool {
    var rest = text[...]
    guard rest.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>") else { return false }
    rest = rest.drop { $0 != ">" }.dropFirst()
    var open: [String] = []
    while let start = rest.firstIndex(of: "<") {
      guard let end = rest[start...].firstIndex(of: ">") else { return false }
      var tag = rest[rest.index(after: start)..<end]
      rest = rest[rest.index(after: end)...]
      if tag.hasPrefix("/") {
        guard open.popLast() == String(tag.dropFirst()) else { return false }
        continue
      }
      let isClosed = tag.hasSuffix("/")
      if isClosed { tag = tag.dropLast() }
      let name = String(tag.prefix { $0 != " " })
      names.append(name)
      attributes[name] = Self.attributes(tag.dropFirst(name.count))
      if !isClosed { open.append(name) }
    }
    return open.isEmpty && text.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0 == "\n" }
  }

  private static func attributes(_ text: Substring) -> [String: String] {
    var attributes: [String: String] = [:]
    let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
    for place in stride(from: 0, to: parts.count - 1, by: 2) {
      let name = parts[place].filter { $0 != " " && $0 != "=" }
      var value = String(parts[place + 1])
      for (entity, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")] {
        value = value.replacingOccurrences(of: entity, with: character)
      }
      attributes[String(name)] = value
    }
    return attributes
  }
}
