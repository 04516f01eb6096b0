import Analyses
import Cohorts
import OrderedCollections
import TestSupport
import Testing

@testable import Baseline

@Suite("Cohort flow") struct CohortFlowTests {
  /// Of sixteen, two are younger than 25; of three of the others the marrow blasts are not known.
  private static func restricted() throws -> Cohort {
    try SmallTrials.make().where("age >= 25").where("marrow_blasts >= 10")
  }

  @Test("counts those who were left out apart from those of whom it is unknown") func steps() throws {
    let cohort = try Self.restricted()
    let result = try cohort.ask("flow", [:])
    // By hand from the columns: ages 19, 22 below 25; blasts unknown for places 2, 7, 12.
    #expect(result.value("before", variable: "age >= 25") == .count(16))
    #expect(result.value("excluded", variable: "age >= 25") == .count(2))
    #expect(result.value("unknown", variable: "age >= 25") == .count(0))
    #expect(result.value("before", variable: "marrow_blasts >= 10") == .count(14))
    #expect(result.value("unknown", variable: "marrow_blasts >= 10") == .count(3))
    let last = try #require(result.value("after", variable: "marrow_blasts >= 10")?.double)
    #expect(last == Double(cohort.count))
    #expect(result.value("n", group: "All subjects") == .count(cohort.count))
  }

  @Test("is split at the end, with the number for whom an endpoint is known") func split() throws {
    let cohort = try SmallTrials.make { columns in
      columns["pfs_days"] = Column(integers: (0..<16).map { $0 % 8 == 0 ? nil : 10 + $0 })
    }
    let result = try cohort.ask("flow", ["by": "trial", "endpoints": "pfs"])
    // Places 0 and 8 have no time; 0, 3, 6, ... are of trial ADAM.
    #expect(result.value("n", group: "ADAM") == .count(6))
    #expect(result.value("with_endpoint", group: "ADAM", variable: "pfs") == .count(5))
    #expect(result.value("with_endpoint", group: "EVE", variable: "pfs") == .count(9))
    #expect(result.value("events", group: "ADAM", variable: "pfs") == .count(3))
    let flow = try #require(result.figures.first?.flow)
    #expect(flow.groups.map(\.label) == ["ADAM", "EVE"])
    #expect(flow.groups.map(\.count) == [6, 10])
    #expect(flow.groups[0].items == [.init("Progression-free survival known", count: 5)])
  }

  @Test("is drawn with those who leave beside the line, in words that the script gives") func figure() throws {
    let result = try Self.restricted().ask(
      "flow", ["labels": ["age >= 25": "Aged 25 or more"], "start": "Infused"])
    let flow = try #require(result.figures.first?.flow)
    #expect(flow.steps.map(\.box.label) == ["Infused", "Aged 25 or more", "Marrow blasts ≥ 10"])
    #expect(
      flow.steps[0].leaving == .init("Left out", count: 2, items: [.init("Does not hold: Aged 25 or more", count: 2)]))
    #expect(flow.steps[1].leaving?.items.last == .init("Not known: Marrow blasts ≥ 10", count: 3))
    #expect(flow.steps[2].leaving == nil && flow.groups.isEmpty)
  }

  @Test("keeps the same condition twice apart, and has one step without restrictions") func edges() throws {
    let twice = try SmallTrials.make().where("age >= 25").where("age >= 25")
    #expect(try twice.ask("flow", [:]).value("before", variable: "age >= 25 (2)") == .count(14))
    let none = try SmallTrials.make().ask("flow", [:])
    #expect(none.figures.first?.flow?.steps.count == 1)
    #expect(none.value("after") == .count(16))
  }

  @Test("of an unknown endpoint or condition is refused by name") func refused() throws {
    let cohort = try Self.restricted()
    #expect(
      try cohort.complaint("flow", ["endpoints": "psf"])
        == "endpoint \"psf\" is not declared in cohort \"small\"; did you mean \"pfs\"?")
    #expect(
      try cohort.complaint("flow", ["labels": ["age >= 26": "Adults"]])
        == "baseline.flow: unknown argument \"labels.age >= 26\"; did you mean \"labels.age >= 25\"?")
  }
}
