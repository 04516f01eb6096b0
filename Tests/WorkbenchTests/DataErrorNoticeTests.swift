import Foundation
import Testing

@Suite("A report on data that contradict themselves says so")
struct DataErrorNoticeTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.write(
      "report.lua",
      """
      --- How many subjects are there?
      local workbench = require "workbench"
      local report = workbench.report "Counts"
      report:note(#workbench.cohort() .. " subjects")
      return report

      """)
  }

  /// What a script's report says on data with an age for each of so many subjects.
  private func report(age: (Int) -> Int, subjects: Int = 3) throws -> String {
    let rows = (1...subjects).map { "P\($0),\(age($0))\n" }.joined()
    let data = try scratch.write("subjects.csv", "subject_id,age\n" + rows)
    let script = scratch.url.appendingPathComponent("report.lua").path
    let end = try Command.run(["run", script, "--data", data.path, "--format", "markdown"])
    #expect(end.status == 0, "\(end)")
    return end.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static let notice = "The checks of these data find an error (age_range): \"workbench data\" tells where."

  @Test("Where the checks find an error, the report names the check; otherwise it says nothing")
  func said() throws {
    let wrong = try report { $0 == 2 ? -4 : 50 }
    #expect(wrong.contains("3 subjects") && wrong.contains(Self.notice), "\(wrong)")
    #expect(try !report { $0 + 50 }.contains("The checks of these data"))
  }

  @Test("Warnings on which numbers depend are told with their columns, and others are not")
  func warnings() throws {
    let rows = (1...20).map { "P\($0),\($0 % 3 == 0 ? "CR" : $0 % 3 == 1 ? "PD" : "cr")\n" }.joined()
    let data = try scratch.write("subjects.csv", "subject_id,response\n" + rows)
    let script = scratch.url.appendingPathComponent("report.lua").path
    let end = try Command.run(["run", script, "--data", data.path, "--format", "markdown"])
    let said = end.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      said.contains(
        "The checks of these data find a warning (similar_levels in \"response\"): \"workbench data\" tells where."),
      "\(end)")
  }

  @Test("Of a linked table, a warning is told of what analyses read, and not of other columns")
  func linked() throws {
    _ = try scratch.folder("trial")
    try scratch.write("trial/subjects.csv", "subject_id,age\n" + (1...20).map { "P\($0),50\n" }.joined())
    try scratch.write(
      "trial/cohort.toml",
      """
      subject_id = "subject_id"
      [tables]
      subjects = "subjects.csv"
      events = "events.csv"
      """)
    func said(_ column: String) throws -> String {
      let rows = (1...20).map { "P\($0),\($0 % 2 == 0 ? "Fever" : $0 == 1 ? "fever" : "Rash"),2\n" }.joined()
      try scratch.write("trial/events.csv", "subject_id,\(column),grade\n" + rows)
      let end = try Command.run(
        ["run", scratch.url.appendingPathComponent("report.lua").path, "--data", "trial", "--format", "markdown"],
        in: scratch.url)
      #expect(end.status == 0, "\(end)")
      return end.output
    }
    #expect(try said("term").contains("similar_levels in"))
    #expect(try !said("lowest_level").contains("similar_levels in"))
  }

  @Test("Up to 50,000 rows are checked, and no more")
  func bounded() throws {
    #expect(try report(age: { $0 == 2 ? -4 : 50 }, subjects: 50_000).contains(Self.notice))
    #expect(try !report(age: { $0 == 2 ? -4 : 50 }, subjects: 50_001).contains("The checks of these data"))
  }
}
