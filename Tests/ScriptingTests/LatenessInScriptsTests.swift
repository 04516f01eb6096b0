import Analyses
import Scripting
import Testing

/// Whoever is grouped by what was learned after the origin is flagged, however the group was made.
@Suite("The guard against immortal time, seen from scripts")
struct LatenessInScriptsTests {
  /// The guard's cautions of a Kaplan-Meier estimate, by a group that the line may derive first.
  private func cautions(by group: String, after line: String = "", _ more: String = "") throws -> [Caution.Kind] {
    let script = Script(
      """
      \(line)
      report:add(survival.kaplan_meier(cohort, { endpoint = "pfs", by = \(group)\(more) }))
      """)
    return try script.outcome().report.results[0].cautions.map(\.kind)
      .filter { [.immortalTime, .asBaseline, .timingNotDeclared].contains($0) }
  }

  @Test("what is known at baseline is not flagged")
  func baseline() throws {
    #expect(try cautions(by: #""arm""#) == [])
    #expect(try cautions(by: #""old""#, after: #"cohort = cohort:derive("old", "age >= 40")"#) == [])
    #expect(
      try cautions(
        by: #""old""#, after: #"cohort = cohort:derive("old", function(p) return p.age and p.age >= 40 end)"#) == [])
  }

  @Test("a column that is known on a later day is flagged, and so is its day")
  func late() throws {
    #expect(try cautions(by: #""response""#) == [.immortalTime])
    #expect(try cautions(by: #""is_missing(transplant_day)""#) == [.immortalTime])
  }

  @Test("a column derived from it is flagged, by expression and by function")
  func derived() throws {
    #expect(try cautions(by: #""cr""#, after: #"cohort = cohort:derive("cr", "response == 'CR'")"#) == [.immortalTime])
    #expect(
      try cautions(
        by: #""cr""#, after: #"cohort = cohort:derive("cr", function(p) return p.response == "CR" end)"#)
        == [.immortalTime])
  }

  @Test("a column that a script computed is as late as what it was computed from")
  func columns() throws {
    func line(_ made: String) -> String { "cohort = cohort:derive('made', \(made))" }
    let age = "cohort:column('age'):gt(40)"
    #expect(try cautions(by: #""made""#, after: line(age)) == [])
    #expect(try cautions(by: #""made""#, after: line("cohort:column('response'):eq('CR')")) == [.immortalTime])
    #expect(
      try cautions(by: #""made""#, after: line("\(age) & cohort:column 'response == \"CR\"'")) == [.immortalTime])
    let both = "{ a = cohort:column 'age', b = cohort:column 'transplant_day' }"
    #expect(
      try cautions(by: #""made""#, after: line("workbench.compute('a > 40 or is_missing(b)', \(both))"))
        == [.immortalTime])
    let list = "workbench.column { true, false, true, false, true, false, true, false }"
    #expect(try cautions(by: #""made""#, after: line(list)) == [.timingNotDeclared])
  }

  @Test("a column derived from a derived one is flagged")
  func derivedTwice() throws {
    let lines = """
      cohort = cohort:derive("moved", function(p) return p.transplant_day ~= nil end)
      cohort = cohort:derive("kept", "not moved")
      cohort = cohort:derive("last", function(p) return p.kept and "kept" or "moved" end)
      """
    #expect(try cautions(by: #""last""#, after: lines) == [.immortalTime])
  }

  @Test("a function that reads the column for one subject only has read it")
  func readOnce() throws {
    let lines = """
      cohort = cohort:derive("odd", function(p)
        if p.id == "s8" then return p.response == nil end
        return p.arm == "new"
      end)
      """
    #expect(try cautions(by: #""odd""#, after: lines).contains(.immortalTime))
  }

  @Test("the outcome itself is flagged")
  func outcome() throws {
    #expect(try cautions(by: #""long""#, after: #"cohort = cohort:derive("long", "pfs_days > 45")"#) == [.immortalTime])
  }

  @Test("what nobody has dated is said to be undated, derived or not")
  func undated() throws {
    #expect(try cautions(by: #""dose >= 2""#) == [.timingNotDeclared])
    #expect(
      try cautions(by: #""much""#, after: #"cohort = cohort:derive("much", function(p) return p.dose >= 2 end)"#)
        == [.timingNotDeclared])
  }

  @Test("as_baseline = true does it knowingly, and the result says so")
  func knowingly() throws {
    #expect(try cautions(by: #""response""#, ", as_baseline = true") == [.asBaseline])
  }

  @Test("the sound analyses of the same day are not flagged")
  func sound() throws {
    let results = try Script(
      """
      report:add(survival.landmark(cohort, { endpoint = "pfs", exposure = "transplant_day", at = { 20 } }))
      report:add(survival.mantel_byar(cohort, { endpoint = "pfs", exposure = "transplant_day" }))
      report:add(survival.simon_makuch(cohort, { endpoint = "pfs", exposure = "transplant_day" }))
      report:add(survival.cox(cohort, { endpoint = "pfs", time_dependent = { transplant = "transplant_day" } }))
      """
    ).outcome().report.results
    #expect(results.count == 4)
    #expect(results.flatMap(\.cautions).filter { $0.kind == .immortalTime || $0.kind == .asBaseline } == [])
  }
}
