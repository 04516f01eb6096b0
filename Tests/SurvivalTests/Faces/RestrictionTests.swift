import Analyses
import Cohorts
import TestSupport
import Testing

/// Cohorts restricted by what is known later, groups formed by the outcome, and days that are none.
@Suite("What a restriction, a day and an outcome may be") struct RestrictionTests {
  @Test("a restriction by what becomes known later is immortal time in every analysis of an endpoint") func late()
    throws
  {
    let cohort = try ReferenceCohort.myeloid().where("ever_tx")
    for (function, more) in [("kaplan_meier", [:]), ("cox", ["covariates": "trt"]), ("follow_up", [:])]
      as [(String, [String: Argument])]
    {
      let result = try cohort.ask(
        function, more["covariates"] == nil ? ["endpoint": "os"] : ["endpoint": "os", "covariates": "trt"])
      #expect(
        result.cautions.first
          == Caution(
            .immortalTime,
            "Immortal time. The cohort was restricted to those where ever_tx, which becomes known only after the origin "
              + "(randomisation): for 364 of 364 subjects later than it (median day 147). Whoever had the event before could not be "
              + "among them.",
            remedy:
              "Count the time from the day on which it becomes known (an endpoint with origin_day), or restrict by what is "
              + "known at the origin."))
    }
    #expect(
      try cohort.ask("kaplan_meier", ["endpoint": "os", "as_baseline": true]).cautions.first?.kind == .asBaseline)
    #expect(
      try ReferenceCohort.myeloid().where("sex == 'f'").ask("kaplan_meier", ["endpoint": "os"]).caution(.immortalTime)
        == nil)
  }

  @Test("a group formed by the endpoint's own columns is late, declared or not") func outcome() throws {
    let cohort = try ReferenceCohort.lung().deriving("long", from: "time > 300")
    for by in ["long", "time > 300", "status"] {
      let result = try cohort.ask("log_rank", ["endpoint": "Surv(time, status == 2)", "by": .text(by)])
      #expect(
        result.caution(.immortalTime)?.remedy == "It is part of the outcome: group by what is known at the origin.")
    }
  }

  @Test("a level that a restriction took out is no group; one that nobody ever had stays, to be shown as empty")
  func levels() throws {
    let all = try ReferenceCohort.veteran()
    let some = try all.where("celltype ~= 'adeno' and celltype ~= 'large'")
    #expect(
      try some.ask("milestones", ["endpoint": "os", "by": "celltype", "times": 90]).rows.contains {
        $0.statistic == "survival_difference" && $0.value.double != nil
      })
    #expect(try some.groups(by: [ColumnRequest("celltype")]).grouping.levels == ["squamous", "smallcell"])
    #expect(try all.groups(by: [ColumnRequest("celltype")]).grouping.levels.count == 4)
  }

  @Test("a column that says yes or no is no day", arguments: ["mantel_byar", "exposure", "simon_makuch"])
  func flags(function: String) throws {
    let words =
      "column \"ever_tx\" says whether something happened, but the day is needed on which it did, missing for those to whom it did "
      + "not"
    #expect(
      try ReferenceCohort.myeloid().complaint(function, ["endpoint": "os", "exposure": "ever_tx"]) == words)
    #expect(
      try ReferenceCohort.myeloid().complaint("estimands", ["endpoint": "os", "event": "ever_tx"]) == words)
  }
}
