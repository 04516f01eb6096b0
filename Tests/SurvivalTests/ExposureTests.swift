import Foundation
import Statistics
import Survival
import TestSupport
import Testing

@Suite("Exposure that begins during follow-up") struct ExposureTests {
  private struct Row: Equatable, Comparable, CustomStringConvertible {
    var start: Double
    var stop: Double
    var event: Bool
    var exposed: Int32
    var description: String { "(\(start), \(stop)] \(event ? "event" : "-") \(exposed)" }
    static func < (a: Row, b: Row) -> Bool {
      (a.start, a.stop, a.exposed, a.event ? 1 : 0) < (b.start, b.stop, b.exposed, b.event ? 1 : 0)
    }
  }

  private func rows(_ split: ExposureSplit) -> [Row] {
    split.state.indices.map {
      Row(
        start: split.followUp.entry?[$0] ?? .nan, stop: split.followUp.time[$0], event: split.followUp.event[$0],
        exposed: split.state[$0])
    }
  }

  private func split(
    _ time: Double, _ event: Bool, _ when: Double?, lastDay: SwitchOnLastDay = .halfDayEarlier,
    noFollowUp: NoFollowUp = .halfADay
  ) throws -> [Row] {
    rows(
      try ExposureSplit(time: [time], event: [event], switchTime: [when], lastDay: lastDay, noFollowUp: noFollowUp))
  }

  @Test("the rules, one by one") func rules() throws {
    #expect(try split(9, true, nil) == [Row(start: 0, stop: 9, event: true, exposed: 0)])
    #expect(try split(9, true, 12) == [Row(start: 0, stop: 9, event: true, exposed: 0)], "switched after the end")
    #expect(try split(9, true, 0) == [Row(start: 0, stop: 9, event: true, exposed: 1)])
    #expect(try split(9, true, -3) == [Row(start: 0, stop: 9, event: true, exposed: 1)])
    #expect(
      try split(9, true, 4) == [
        Row(start: 0, stop: 4, event: false, exposed: 0), Row(start: 4, stop: 9, event: true, exposed: 1),
      ])
    #expect(
      try split(9, true, 9) == [
        Row(start: 0, stop: 8.5, event: false, exposed: 0), Row(start: 8.5, stop: 9, event: true, exposed: 1),
      ], "on the last day, half a day earlier")
    #expect(try split(9, true, 9, lastDay: .ignored) == [Row(start: 0, stop: 9, event: true, exposed: 0)])
    #expect(try split(0, true, nil) == [Row(start: 0, stop: 0.5, event: true, exposed: 0)])
    #expect(try split(0, true, 0) == [Row(start: 0, stop: 0.5, event: true, exposed: 1)])
    #expect(try split(0, true, nil, noFollowUp: .leftOut).isEmpty)
    #expect(try split(-1, true, nil).isEmpty)
  }

  @Test("what was decided is counted") func notes() throws {
    let split = try ExposureSplit(
      time: [0, 5, -2, 7], event: [true, true, false, false], switchTime: [nil, 5, nil, 3])
    #expect(split.withoutFollowUp == [0])
    #expect(split.switchedOnLastDay == [1])
    #expect(split.leftOut == [2])
    #expect(split.subject == [0, 1, 1, 3, 3])
    #expect(split.followUp.continues == [false, true, false, true, false])
  }

  private func table(_ name: String) throws -> ReferenceTable {
    let folder = try #require(Bundle.module.url(forResource: "Reference", withExtension: nil))
    return try ReferenceTable(folder.appending(path: "data/\(name).csv"))
  }

  /// The 103 patients of the Stanford heart transplant program.
  private func stanford() throws -> ExposureSplit {
    let jasa = try table("jasa")
    return try ExposureSplit(
      time: jasa.numbers("futime"), event: jasa.numbers("fustat").map { $0 == 1 },
      switchTime: jasa.numbers("wait.time").map { $0.isNaN ? nil : $0 })
  }

  @Test("the patients of jasa become the rows of jasa1") func jasaRows() throws {
    let jasa1 = try table("jasa1")
    let expected = (0..<jasa1.count).map { row in
      Row(
        start: jasa1.numbers("start")[row], stop: jasa1.numbers("stop")[row], event: jasa1.numbers("event")[row] == 1,
        exposed: Int32(jasa1.numbers("transplant")[row]))
    }
    #expect(try rows(stanford()).sorted() == expected.sorted())
  }

  @Test("Mantel-Byar on the Stanford patients: O 45, E 43.615235, V 11.280536, chi-squared 0.169990") func mantelByar()
    throws
  {
    let result = try MantelByar(stanford())
    #expect(result.test.observed == [30, 45])
    expectClose(result.test.expected[1], 43.615235, relative: 1e-8, because: "R, 8 digits")
    expectClose(result.test.variance[1, 1], 11.280536, relative: 1e-7, because: "R, 8 digits")
    expectClose(result.test.statistic, 0.169990, relative: 5e-6, because: "R, 6 digits")
    expectClose(result.test.pValue, 0.680121, relative: 1e-6)
    #expect(result.personTime[0] == 5853)
    #expect(result.personTime[1] == 25998.5)
  }

  @Test("time-dependent Cox on the Stanford patients: 0.12515104 (0.30078617)") func timeDependentCox() throws {
    let split = try stanford()
    let model = try CoxModel(split.followUp, CovariateMatrix(columns: [split.state.map(Double.init)]))
    expectClose(model.coefficients[0].value, 0.12515104, relative: 1e-7, because: "R, 8 digits")
    expectClose(model.coefficients[0].standardError, 0.30078617, relative: 1e-7, because: "R, 8 digits")
    expectClose(model.scoreTest.statistic, 0.17318392, relative: 1e-7, because: "R, 8 digits")
  }

  @Test("Simon-Makuch on the Stanford patients") func simonMakuch() throws {
    let curves = try SimonMakuch(stanford())
    let days = [30.0, 90, 365]
    expectClose(
      days.map { curves.unexposed.milestone(at: $0).survival ?? .nan }, [0.8066, 0.5626, 0.2363], relative: 2e-4,
      because: "R, 4 digits")
    expectClose(
      days.map { curves.exposed.milestone(at: $0).survival ?? .nan }, [0.7354, 0.4922, 0.3211], relative: 2e-4,
      because: "R, 4 digits")
    #expect(curves.unexposed.median().estimate == 148)
    #expect(curves.exposed.median().estimate == 89)
    #expect(
      [0, 10, 30].map(curves.exposed.table.atRisk(at:)) == [0, 17, 33], "counted directly, not at the next time")
  }

  @Test("Simon-Makuch from day 30, when those whose observation ends that day still count") func fromLandmark() throws {
    let curves = try SimonMakuch(stanford(), landmark: 30, rule: .atOrAfter)
    let days = [90.0, 365, 1095]
    expectClose(
      days.map { curves.exposed.milestone(at: $0).survival ?? .nan }, [0.6692, 0.4366, 0.2345], relative: 3e-4,
      because: "R with start.time = 30, 4 digits")
    expectClose(
      days.map { curves.unexposed.milestone(at: $0).survival ?? .nan }, [0.6975, 0.2929, 0.2929], relative: 3e-4,
      because: "R with start.time = 30, 4 digits")
    let after = try SimonMakuch(stanford(), landmark: 30)
    #expect(after.unexposed.table.times.allSatisfy { $0 > 30 })
  }

  @Test("at a landmark only what had happened by then counts") func landmark() throws {
    let followUp = try FollowUp(time: [10, 30, 31, 40, 50], event: [true, true, true, false, true])
    let switches: [Double?] = [5, 20, 30, 35, nil]
    let after = try Landmark(at: 30, followUp, switchTime: switches)
    #expect(after.subjects == [2, 3, 4])
    #expect(after.exposed == [1, 0, 0], "exposed on day 30 counts, on day 35 no more")
    #expect(after.followUp.time == [1, 10, 20])
    #expect(after.earlierEvents == [0, 1])
    let from = try Landmark(at: 30, followUp, switchTime: switches, rule: .atOrAfter)
    #expect(from.subjects == [1, 2, 3, 4])
    #expect(from.exposed == [1, 1, 0, 0])
    #expect(from.followUp.time == [0, 1, 10, 20])
  }
}
