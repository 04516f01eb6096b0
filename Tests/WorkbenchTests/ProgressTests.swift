import Analyses
import Foundation
import TestSupport
import Testing

@testable import Workbench

@Suite("Progress of a long analysis")
struct ProgressTests {
  @Test("is told as a line, which is taken away at the end")
  func lines() {
    var lines: [String] = []
    let teller = ProgressTeller(every: .zero) { lines.append($0) }
    teller.tell(.init("resamples", done: 100, of: 2000))
    teller.tell(.init("resamples", done: 1900, of: 2000))
    teller.tell(.init("resamples", done: 2000, of: 2000))
    teller.tell(.init("resamples", done: 2000, of: 2000))
    #expect(lines == ["resamples: 100 of 2000", "resamples: 1900 of 2000", ""])
  }

  @Test("is not told of what is done sooner than an eye can follow")
  func soon() {
    var lines: [String] = []
    let teller = ProgressTeller(every: .seconds(3600)) { lines.append($0) }
    for done in 1...2000 { teller.tell(.init("resamples", done: done, of: 2000)) }
    #expect(lines == [])
  }

  @Test("is nowhere in a report or beside it where there is no terminal, and the report is the same on every run")
  func notInReports() throws {
    let scratch = try Scratch()
    let script = try scratch.write(
      "a.lua",
      """
      local workbench, resampling = require "workbench", require "resampling"
      return resampling.bootstrap(workbench.cohort(), {
        analysis = "survival.cox", arguments = { endpoint = "pfs", covariates = "age" }, statistic = "hazard_ratio",
        resamples = 100, interval = "percentile",
      })
      """)
    let first = try Command.run(["run", script.path, "--format", "json", "--seed", "5"])
    #expect(first.status == 0)
    #expect(first.errors == "")
    #expect(first.output.contains("resampling.bootstrap") && !first.output.contains("resamples: "))
    let second = try Command.run(["run", script.path, "--format", "json", "--seed", "5"])
    #expect(second.output == first.output)
    let other = try Command.run(["run", script.path, "--format", "json", "--seed", "6"])
    #expect(other.output != first.output)
  }
}
