import Survival
import TestSupport
import Testing

@Suite("Kaplan-Meier by hand") struct KaplanMeierTests {
  /// Events at 1, 3, 3, 5; censored at 2 and 4.
  private let six = [1.0, 2, 3, 3, 4, 5]
  private let sixEvents = [true, false, true, true, false, true]

  private func curve(_ time: [Double], _ event: [Bool]) throws -> KaplanMeier {
    KaplanMeier(try EventTable(FollowUp(time: time, event: event)))
  }

  @Test("six subjects: at risk 6, 5, 4, 2, 1 and S = 5/6, 5/12, 0") func sixSubjects() throws {
    let curve = try curve(six, sixEvents)
    #expect(curve.table.times == [1, 2, 3, 4, 5])
    #expect(curve.table.atRisk == [6, 5, 4, 2, 1])
    #expect(curve.table.events == [1, 0, 2, 0, 1])
    #expect(curve.table.censored == [0, 1, 0, 1, 0])
    expectClose(curve.survival, [5 / 6.0, 5 / 6.0, 5 / 12.0, 5 / 12.0, 0], relative: 1e-15)
    let greenwood = (1 / 30.0 + 2 / 8.0).squareRoot()
    expectClose(curve.standardErrorOfLog[3], greenwood, relative: 1e-15, because: "1/(6·5) + 2/(4·2)")
    #expect(curve.standardErrorOfLog[4] == .infinity)
    #expect(curve.standardError[4].isNaN)
    expectClose(
      curve.cumulativeHazard, [1 / 6.0, 1 / 6.0, 2 / 3.0, 2 / 3.0, 5 / 3.0], relative: 1e-15, because: "Nelson-Aalen")
    let fleming = KaplanMeier(curve.table, hazard: .flemingHarrington)
    expectClose(fleming.cumulativeHazard[2], 1 / 6.0 + 1 / 4.0 + 1 / 3.0, relative: 1e-15, because: "1/4 + 1/3 for two")
  }

  @Test("the mean to 4 is 1 + 2·5/6 + 5/12") func restrictedMean() throws {
    let mean = try curve(six, sixEvents).restrictedMean(to: 4)
    expectClose(mean.mean, 1 + 10 / 6.0 + 5 / 12.0, relative: 1e-15)
    let first = 10 / 6.0 + 5 / 12.0
    let second = 5 / 12.0
    expectClose(mean.standardError, (first * first / 30 + second * second / 4).squareRoot(), relative: 1e-15)
    #expect(!mean.isCarriedForward)
    #expect(try curve([1, 2, 3], [true, false, false]).restrictedMean(to: 4).isCarriedForward)
    #expect(try curve(six, sixEvents).restrictedMean(to: 0.5).mean == 0.5)
  }

  /// S is a half from 87 to the last censoring at 118.
  private func plateau() throws -> KaplanMeier {
    try curve(
      [54, 75, 77, 84, 87, 92, 103, 105, 112, 118], [true, true, true, true, true, false, false, false, false, false])
  }

  @Test("a median on the last plateau is 102.5 in R, 87 in R's print, and no estimate in SAS") func lastPlateau() throws
  {
    let curve = try plateau()
    #expect(curve.median(rule: .midpointToLastTime).estimate == 102.5)
    #expect(curve.median(rule: .midpointElseStart).estimate == 87)
    #expect(curve.median(rule: .midpointToNextEvent).estimate == nil)
    #expect(curve.median(rule: .start).estimate == 87)
  }

  @Test("a median on an inner plateau lies halfway to the next event by every rule but one") func innerPlateau() throws
  {
    let curve = try curve([1, 2, 3, 7], [true, true, true, true])
    for rule in PlateauRule.allCases where rule != .start {
      #expect(curve.median(rule: rule).estimate == 2.5)
    }
    #expect(curve.median(rule: .start).estimate == 2)
    #expect(curve.quantile(0).estimate == 0)
    #expect(curve.quantile(1).estimate == 7)
    #expect(try self.curve([1, 2, 3], [true, false, false]).median().estimate == nil, "not reached")
  }

  @Test("beyond the last censoring R carries forward and SAS has no estimate; zero stays zero by both") func beyond()
    throws
  {
    let curve = try plateau()
    expectClose(curve.milestone(at: 200, beyond: .carried).survival, 0.5, relative: 1e-15)
    #expect(curve.milestone(at: 200, beyond: .notEstimable).survival == nil)
    #expect(curve.milestone(at: 118, beyond: .notEstimable).survival != nil)
    let gone = try self.curve(six, sixEvents)
    #expect(gone.milestone(at: 9, beyond: .notEstimable).survival == 0)
    #expect(gone.milestone(at: 9).standardError == nil)
    #expect(gone.milestone(at: 9).atRisk == 0)
    #expect(gone.milestone(at: 0.5).survival == 1)
    #expect(gone.milestone(at: 3).atRisk == 4, "those who have the event at 3 are at risk at 3")
    #expect(gone.milestone(at: 3.5).atRisk == 2)
    #expect(gone.milestone(at: 3).events == 3)
  }

  @Test("with nobody there is no curve, and S is 1") func empty() throws {
    let curve = try curve([], [])
    #expect(curve.survival.isEmpty)
    #expect(curve.median().estimate == nil)
    #expect(curve.milestone(at: 1, beyond: .notEstimable).survival == nil)
    #expect(curve.restrictedMean(to: 2).mean == 2)
  }

  @Test("late entries are at risk from the moment after they enter") func lateEntry() throws {
    let followUp = try FollowUp(
      time: [4, 6, 7, 9], event: [true, true, true, false], entry: [0, 4, 2, 6])
    let table = try EventTable(followUp)
    #expect(table.atRisk == [2, 2, 2, 1], "entry at 4 is not at risk at 4, entry at 6 not at 6")
    #expect([0, 1, 2, 2.5, 4, 4.5, 6, 6.5, 9, 10].map(table.atRisk(at:)) == [0, 1, 1, 2, 2, 2, 2, 2, 1, 0])
  }

  @Test("a curve that has reached zero stays there though others enter") func earlyZero() throws {
    let followUp = try FollowUp(time: [1, 5, 6], event: [true, true, false], entry: [0, 2, 2])
    #expect(KaplanMeier(try EventTable(followUp)).survival == [0, 0, 0])
  }

  @Test("follow-up: those who die on the day of a censoring are at risk of it, or have left before") func reverse()
    throws
  {
    let table = try EventTable(FollowUp(time: [1, 2, 2, 3], event: [true, true, false, false]))
    expectClose(KaplanMeier(table.reversed()).survival, [1, 2 / 3.0, 0], relative: 1e-15)
    expectClose(KaplanMeier(table.reversed(ties: .eventsFirst)).survival, [1, 0.5, 0], relative: 1e-15)
  }

  @Test("times that differ by rounding alone are one time") func nearTies() throws {
    let table = try EventTable(FollowUp(time: [0.3, 0.1 + 0.2, 0.7], event: [true, true, false]))
    #expect(table.times == [0.3, 0.7])
    #expect(table.events == [2, 0])
    let late = try EventTable(
      FollowUp(time: [0.3, 1], event: [true, false], entry: [0, 0.1 + 0.2]))
    #expect(late.atRisk == [1, 1], "who enters at a time is not at risk at it, be it rounded")
  }
}
