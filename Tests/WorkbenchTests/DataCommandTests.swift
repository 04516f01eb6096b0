import Foundation
import TestSupport
import Testing

@Suite("workbench data init and convert, and several --data")
struct DataCommandTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    for (trial, prefix) in [("one", "A"), ("two", "B")] {
      let folder = try scratch.folder(trial)
      let subjects = "id,arm,os_days,os_event\n" + (1...4).map { "\(prefix)\($0),x,\($0 * 10),\($0 % 2)\n" }.joined()
      try Data(subjects.utf8).write(to: folder.appendingPathComponent("subjects.csv"))
      try Data("id,grade\n\(prefix)1,2\n".utf8).write(to: folder.appendingPathComponent("ae.csv"))
    }
    try scratch.write(
      "count.lua",
      """
      --- How many subjects of each trial are there?
      ---
      --- Needs: endpoint os.
      local workbench = require "workbench"
      local cohort = workbench.cohort()
      print(#cohort, cohort.name)
      return workbench.report "Counts"

      """)
  }

  private func path(_ name: String) -> String { scratch.url.appendingPathComponent(name).path }

  @Test("A folder that is written as . is called by its name", arguments: [".", "../one", "./", "../one/."])
  func workingFolder(_ written: String) throws {
    let folder = scratch.url.appendingPathComponent("one")
    let draft = try Command.run(["data", "init", written, "--stdout"], in: folder)
    #expect(draft.output.contains("\nname = \"one\"\n"), "\(draft.output)\(draft.errors)")
    let shown = try Command.run(["data", written], in: folder)
    #expect(shown.output.hasPrefix("one: 4 subjects\n"), "\(shown.output)\(shown.errors)")
  }

  @Test("Several --data are one cohort, and a clash of ids is an error of the data")
  func pooled() throws {
    let run = try Command.run(["run", path("count.lua"), "--data", path("one"), "--data", path("two")])
    #expect(run.status == 0 && run.output.contains("8\tone + two"), "\(run)")
    try FileManager.default.copyItem(atPath: path("one"), toPath: path("copy"))
    let clash = try Command.run(["run", path("count.lua"), "--data", path("one"), "--data", path("copy")])
    #expect(clash.status == 2)
    #expect(clash.errors.contains("copy: 4 subject ids stand in both one and copy: \"A1\", \"A2\", \"A3\", \"A4\"; "))
  }

  @Test("A first dictionary is written once, or shown")
  func initial() throws {
    let shown = try Command.run(["data", "init", path("one"), "--stdout"])
    #expect(shown.status == 0 && shown.output.contains("subject_id = \"id\"\n"))
    #expect(try Command.run(["data", "init", path("one")]).status == 0)
    #expect(try scratch.text("one/cohort.toml") == shown.output)
    let again = try Command.run(["data", "init", path("one")])
    #expect(again.status == 64)
    #expect(again.errors == "workbench: \(path("one"))/cohort.toml: there already, and is not overwritten\n")
  }

  @Test("Tables are converted, or what cannot be held is listed and nothing is written")
  func converted() throws {
    let done = try Command.run(["data", "convert", path("one/ae.csv"), path("ae.xpt")])
    #expect(done.status == 0 && done.errors == "wrote \(path("ae.xpt"))\n", "\(done)")
    try scratch.write("long.csv", "id,best_overall_response\n1,CR\n")
    let refused = try Command.run(["data", "convert", path("long.csv"), path("long.xpt")])
    #expect(refused.status == 1 && refused.errors.contains("column \"best_overall_response\""), "\(refused)")
    #expect(!scratch.names.contains("long.xpt"))
    #expect(try Command.run(["data", "convert", path("one"), path("x.csv")]).status == 64)
  }

  @Test(
    "A name whose format is read but not written is refused, with all that can be written",
    arguments: ["tsv", "dsjc", "csv.gz"])
  func notWritten(_ ending: String) throws {
    let refused = try Command.run(["data", "convert", path("one/ae.csv"), path("ae.\(ending)"), "--to", "csv"])
    let last = ending.split(separator: ".").last ?? ""
    #expect(refused.status == 64)
    #expect(
      refused.errors
        == "workbench: \(path("ae.\(ending)")): .\(last) is not written; what is written ends in .csv (CSV), .json (Dataset-JSON 1.1), "
        + ".ndjson (Dataset-JSON 1.1), .xpt (XPT version 5), .xpt5 (XPT version 5), .xpt8 (XPT version 8)\n")
    #expect(!scratch.names.contains { $0.hasPrefix("ae.") })
  }

  @Test("What is wrong with data that are not usable is JSON too, where that was asked for")
  func faultsAsJSON() throws {
    try scratch.write("one/cohort.toml", "subject_id = \"id\"\n[tables]\nsubjects = \"subjects.csv\"\n[columns.agee]\n")
    let end = try Command.run(["data", path("one"), "--format", "json"])
    #expect(end.status == 2 && end.errors.contains("agee"))
    let json = try JSONDecoder().decode(JSONValue.self, from: Data(end.output.utf8))
    #expect(json["form"]?.text == "workbench-data-faults/1" && json["total"]?.number == 1)
    let fault = try #require(json["faults"]?.elements.first)
    #expect(fault["file"]?.text == "cohort.toml" && fault["line"]?.number == 4)
    #expect(fault["message"]?.text?.contains("\"agee\"") == true)
  }
}
