import Foundation
import Statistics
import TestSupport
import Testing

/// R's numbers for bladder tumours, in `Reference/rates/bladder.json`; `bladder.R` beside it made them.
@Suite("Recurrent events") struct RecurrentEventTests {
  /// Bladder tumours of 116 patients, 28 of whom died.
  private struct Bladder {
    let ends: [Double]
    let died: [Bool]
    let groups: [Int32]
    let levels = ["placebo", "pyridoxine", "thiotepa"]
    let times: [Double]
    let subjects: [Int32]
    let expected: JSONValue

    init() throws {
      let bundled = try #require(Bundle.module.url(forResource: "Reference", withExtension: nil))
      let folder = bundled.appending(path: "rates")
      let people = try ReferenceTable(folder.appending(path: "bladder_subjects.csv"))
      let events = try ReferenceTable(folder.appending(path: "bladder_events.csv"))
      ends = people.numbers("end")
      died = people.numbers("dead").map { $0 == 1 }
      let levels = levels
      groups = people.texts("group").map { Int32(levels.firstIndex(of: $0 ?? "") ?? -1) }
      times = events.numbers("time")
      subjects = events.numbers("id").map { Int32($0) - 1 }
      expected = try JSONValue.read(folder.appending(path: "bladder.json"))
    }

    /// The history of some of them.
    func history(withDeath: Bool, _ isIn: (Int32) -> Bool = { _ in true }) -> RecurrentHistory {
      let chosen = ends.indices.filter { isIn(groups[$0]) }
      var place = [Int32](repeating: -1, count: ends.count)
      for (order, subject) in chosen.enumerated() { place[subject] = Int32(order) }
      return RecurrentHistory(
        ends: chosen.map { ends[$0] }, isTerminal: withDeath ? chosen.map { died[$0] } : [], eventTimes: times,
        eventSubjects: subjects.map { place[Int($0)] })
    }

    func check(_ history: RecurrentHistory, _ name: String, relative: Double) throws {
      let curve = MeanCumulativeCount(history)
      let at = expected["times"]?.numbers ?? []
      #expect(at.count == 6)
      for (place, time) in at.enumerated() {
        let value = try #require(curve.value(at: time))
        expectClose(value.mean, expected[name]?["mean"]?.numbers[place] ?? .nan, because: "\(name) at \(time)")
        expectClose(
          value.standardError, expected[name]?["se"]?.numbers[place] ?? .nan, relative: relative,
          because: "\(name) at \(time)")
      }
    }
  }

  @Test("Nelson's mean cumulative function with its robust standard error, as survfit has it") func nelson() throws {
    let bladder = try Bladder()
    try bladder.check(bladder.history(withDeath: false), "nelson", relative: 1e-9)
    try bladder.check(bladder.history(withDeath: false) { $0 == 0 }, "nelson_placebo", relative: 1e-9)
  }

  @Test("the mean count with death, its standard error by perturbing each subject's weight in survfit") func dying()
    throws
  {
    let bladder = try Bladder()
    // Central differences of step 1e-4.
    try bladder.check(bladder.history(withDeath: true), "dying_all", relative: 1e-7)
    try bladder.check(bladder.history(withDeath: true) { $0 == 0 }, "dying_placebo", relative: 1e-7)
  }

  @Test("coxph's robust score test of two groups and of three") func scoreTest() throws {
    let bladder = try Bladder()
    let history = bladder.history(withDeath: false)
    let three = try #require(RecurrentRateTest(history, groups: bladder.groups, count: 3))
    expectClose(three.statistic, bladder.expected["score_three"]?["chisq"]?.number ?? .nan)
    #expect(three.degreesOfFreedom == 2)
    let two = try #require(
      RecurrentRateTest(history, groups: bladder.groups.map { $0 == 1 ? -1 : $0 }, count: 3))
    expectClose(two.statistic, bladder.expected["score_two"]?["chisq"]?.number ?? .nan)
    #expect(two.degreesOfFreedom == 1)
  }

  @Test("survreg's exponential rate with the subject as cluster") func clustered() throws {
    let bladder = try Bladder()
    var counts = [Int](repeating: 0, count: bladder.ends.count)
    for subject in bladder.subjects { counts[Int(subject)] += 1 }
    let rate = try #require(RecurrentRate(counts: counts, times: bladder.ends))
    expectClose(rate.rate, bladder.expected["rate"]?["rate"]?.number ?? .nan)
    expectClose(rate.standardErrorOfLog, bladder.expected["rate"]?["se_log"]?.number ?? .nan)
    // R: x <- c(0,2,1,5,0,1,3,0); t <- c(10,12.5,7,20,3,9,15,11); survreg as above, and
    // sum(residuals(glm(x ~ offset(log(t)), family = poisson), "pearson")^2) / 7
    let eight = try #require(
      RecurrentRate(counts: [0, 2, 1, 5, 0, 1, 3, 0], times: [10, 12.5, 7, 20, 3, 9, 15, 11]))
    expectClose(log(eight.rate), -1.986732143575569)
    expectClose(eight.standardErrorOfLog, 0.269357175478693)
    expectClose(eight.dispersion, 0.8106812169312169)
  }

  @Test("four subjects by hand: a death, a day with two events, an event after the end") func byHand() throws {
    // Ends: A 10, B 4 (died), C 6, D 10. Events: A on 2 and 5, B on 4, C on 2, D on 8; C again on 7, after its end.
    let history = RecurrentHistory(
      ends: [10, 4, 6, 10], isTerminal: [false, true, false, false], eventTimes: [2, 5, 4, 2, 8, 7],
      eventSubjects: [0, 0, 1, 2, 3, 2])
    #expect(history.beyondCount == 1)
    let curve = MeanCumulativeCount(history)
    #expect(curve.times == [2, 4, 5, 8] && curve.atRisk == [4, 4, 3, 2] && curve.events == [2, 1, 1, 1])
    // 2/4; + 1/4 (before the death of that day); + 3/4 · 1/3; + 3/4 · 1/2.
    expectClose(curve.means, [0.5, 0.75, 1, 1.375])
    // On day 2: (1 − ½)/4 for A and C, −½/4 for B and D.
    expectClose(curve.variances[0], 4.0 / 64)
    #expect(curve.value(at: 1)?.mean == 0 && curve.value(at: 10)?.mean == 1.375 && curve.value(at: 10.5) == nil)
    #expect(curve.atRisk(at: 4) == 4 && curve.atRisk(at: 4.5) == 3 && curve.events(upTo: 5) == 4)
  }

  @Test("one event a subject at most, nobody dying: the variance is that of a proportion") func proportion() throws {
    let history = RecurrentHistory(
      ends: [9, 9, 9, 9, 9], eventTimes: [3, 5], eventSubjects: [1, 4])
    let value = try #require(MeanCumulativeCount(history).value(at: 9))
    expectClose(value.mean, 0.4)
    expectClose(value.standardError, (0.4 * 0.6 / 5).squareRoot())
  }

  @Test("each subject twice: the same mean, half the variance") func replication() throws {
    let once = RecurrentHistory(
      ends: [10, 4, 6, 10], isTerminal: [false, true, false, false], eventTimes: [2, 5, 4, 2, 8],
      eventSubjects: [0, 0, 1, 2, 3])
    let twice = RecurrentHistory(
      ends: [10, 4, 6, 10, 10, 4, 6, 10], isTerminal: [false, true, false, false, false, true, false, false],
      eventTimes: [2, 5, 4, 2, 8, 2, 5, 4, 2, 8], eventSubjects: [0, 0, 1, 2, 3, 4, 4, 5, 6, 7])
    let (one, two) = (MeanCumulativeCount(once), MeanCumulativeCount(twice))
    expectClose(two.means, one.means)
    // Not for the mean after the death, whose Y − d is not replicated exactly: only before it.
    expectClose(two.variances[0], one.variances[0] / 2)
  }

  @Test("nobody, one, no events, all dying at once") func edges() {
    #expect(MeanCumulativeCount(RecurrentHistory(ends: [], eventTimes: [], eventSubjects: [])).value(at: 1) == nil)
    let quiet = MeanCumulativeCount(RecurrentHistory(ends: [3, 5], eventTimes: [], eventSubjects: []))
    #expect(quiet.value(at: 4)?.mean == 0 && quiet.eventCount == 0)
    let one = MeanCumulativeCount(RecurrentHistory(ends: [3], eventTimes: [1, 1, 2], eventSubjects: [0, 0, 0]))
    #expect(one.means == [2, 3] && one.variances == [0, 0])
    let dying = MeanCumulativeCount(
      RecurrentHistory(ends: [3, 3], isTerminal: [true, true], eventTimes: [1, 3], eventSubjects: [0, 1]))
    #expect(dying.means == [0.5, 1])
    #expect(dying.variances[1] == 0)
    #expect(
      RecurrentRateTest(
        RecurrentHistory(ends: [1, 2], eventTimes: [], eventSubjects: []), groups: [0, 1], count: 2) == nil)
    #expect(
      RecurrentRateTest(
        RecurrentHistory(ends: [1, 2], eventTimes: [1], eventSubjects: [0]), groups: [0, 0], count: 2) == nil)
    #expect(MeanCumulativeCount.limits(of: 0, standardError: 0, level: 0.95) == nil)
  }

  @Test("the order of subjects and events makes no difference") func order() throws {
    let bladder = try Bladder()
    let history = bladder.history(withDeath: true)
    let n = bladder.ends.count
    let reversed = RecurrentHistory(
      ends: bladder.ends.reversed(), isTerminal: bladder.died.reversed(), eventTimes: bladder.times.reversed(),
      eventSubjects: bladder.subjects.reversed().map { Int32(n) - 1 - $0 })
    let (one, other) = (MeanCumulativeCount(history), MeanCumulativeCount(reversed))
    expectClose(one.means, other.means)
    expectClose(one.variances, other.variances)
  }
}
