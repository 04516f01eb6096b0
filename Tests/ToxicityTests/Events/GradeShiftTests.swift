import Analyses
import Cohorts
import TestDraws
import TestSupport
import Testing

@testable import Toxicity

@Suite("Shift of grades") struct GradeShiftTests {
  @Test("from two columns of the subjects, by hand") func columns() throws {
    let result = try SmallEvents.result(GradeShift.analysis, ["baseline": .text("before"), "worst": .text("after")])
    #expect(result.counts("to_3", "Grade 0", nil) == [1])
    #expect(result.counts("to_0", "Grade 0", nil) == [1])
    #expect(result.counts("to_missing", "Grade 0", nil) == [1])
    #expect(result.counts("to_1", "Grade 1", nil) == [1])
    #expect(result.counts("to_0", "Grade 2", nil) == [1])
    #expect(result.counts("to_2", "Missing", nil) == [1])
    expectClose(result.row("to_3_proportion", variable: "Grade 0")?.value.double, 1.0 / 6)
    // Of the four with both grades one grew worse, one better, and two stayed.
    #expect(result.counts("worsened", nil, nil) + result.counts("improved", nil, nil) == [1, 1])
    #expect(result.counts("unchanged", nil, nil) + result.counts("became_severe", nil, nil) == [2, 1])
    expectClose(result.row("worsened_proportion")?.value.double, 1.0 / 4)
    #expect(result.row("worsened")?.missing == 2)
  }

  @Test("from visits, baseline by a condition, by hand") func visits() throws {
    let result = try SmallEvents.result(
      GradeShift.analysis, ["visits": .text("adverse_events"), "baseline": .text("onset_day <= 2"), "by": .text("arm")])
    // a1: grade 1 on day 1, then 3; the headache without a day is not counted. a2: none, then 2. b1: 2 on day 2, then 4.
    #expect(result.counts("to_3", "Grade 1", "A") == [1])
    #expect(result.counts("to_2", "Missing", "A") == [1])
    #expect(result.counts("to_missing", "Missing", "A", "B") == [1, 1])
    #expect(result.counts("to_4", "Grade 2", "B") == [1])
    #expect(result.cautions.map(\.kind).contains(.missingValues))
    let filled = try SmallEvents.result(
      GradeShift.analysis,
      [
        "visits": .text("adverse_events"), "baseline": .text("onset_day <= 2"), "by": .text("arm"),
        "absent_as_zero": .flag(true),
      ])
    #expect(filled.counts("to_2", "Grade 0", "A") == [1])
    #expect(filled.counts("to_0", "Grade 0", "A", "B") == [1, 1])
  }

  @Test("adds up to the subjects of each group, whatever the grades", arguments: 0..<10) func sums(seed: UInt64) {
    var draws = Seeded(seed)
    let count = draws.below(60)
    func grades() -> [Int8] { (0..<count).map { _ in Int8(draws.below(7) - 1) } }
    let (baseline, worst) = (grades(), grades())
    let groups = (0..<count).map { _ in Int32(draws.below(4) - 1) }
    let shift = GradeShift(baseline: baseline, worst: worst, groups: groups, groupCount: 3)
    for group in 0..<3 {
      #expect(shift.counts[group].joined().reduce(0, +) == groups.count { $0 == group })
      let naive = (0..<count).count { groups[$0] == group && baseline[$0] >= 0 && worst[$0] > baseline[$0] }
      #expect(shift.count(group: group) { $1 > $0 } == naive)
    }
    #expect(shift.counts[3].joined().reduce(0, +) == groups.count { $0 >= 0 })
  }

  @Test("says what is missing to find the grades, and which grade cannot be") func errors() throws {
    #expect(
      SmallEvents.words(GradeShift.analysis, ["baseline": .text("before")])
        == "toxicity.shift: say where the worst grades stand: worst = a column of the subjects, or visits = a linked table"
    )
    #expect(
      SmallEvents.words(GradeShift.analysis, ["baseline": .text("before"), "worst": .text("last_day")])
        == "\"last_day\" of \"small\" should be a whole number from 0 to 5, or missing; subject \"a1\" has \"30\" in row 1"
    )
  }
}

@Suite("Current grades over time") struct GradesOverTimeTests {
  private func result(_ arguments: KeyValuePairs<String, Argument>) throws -> AnalysisResult {
    try SmallEvents.result(GradesOverTime.analysis, arguments)
  }

  @Test("are the worst of the events that last, of the subjects under observation, by hand") func byHand() throws {
    let result = try result(["by": .text("arm"), "follow_up": .text("last_day"), "last_day": .integer(12)])
    func counts(_ statistic: String, _ group: String?, _ days: ClosedRange<Int>) -> [Double?] {
      days.map { result.row(statistic, group: group, time: Double($0))?.value.double }
    }
    #expect(counts("observed", "A", 0...4) == [3, 3, 3, 2, 2])
    #expect(counts("grade_1", "A", 0...4) == [0, 1, 1, 1, 0])
    #expect(counts("grade_3", "A", 4...7) == [0, 1, 1, 0])
    // On day 4 b1 has nausea of grade 2 and vomiting of grade 4; day 5 is the last under observation.
    #expect(counts("grade_2", "B", 2...6) == [1, 1, 0, 0, 0])
    #expect(counts("grade_4", "B", 2...6) == [0, 0, 1, 1, 0])
    #expect(counts("observed", "B", 5...6) == [2, 1])
    // The headache of a2 has no end.
    #expect(counts("grade_2", "A", 9...12) == [0, 1, 1, 1])
    #expect(counts("any_grade", nil, 4...5) == [1, 2])
    expectClose(result.row("any_grade_proportion", group: "A", time: 3)?.value.double, 1.0 / 2)
    #expect(
      result.row("any_grade_proportion", group: "C", time: 3)?.value == .notEstimable("nobody is under observation"))
    #expect(result.cautions.map(\.message).contains("1 event has no day of onset and is not counted."))
  }

  @Test("count everybody on every day where no follow-up is named, and say so") func withoutFollowUp() throws {
    let result = try result(["last_day": .integer(14), "every": .integer(7)])
    #expect([0, 7, 14].map { result.row("observed", time: $0)?.value } == [.count(6), .count(6), .count(6)])
    #expect(
      result.methods.contains(
        "Everybody is counted as under observation on every day: no follow-up was named, and there is no endpoint "
          + "\"os\"."))
  }

  @Test("refuse an event that ends before it begins") func backwards() throws {
    var events = SmallEvents.events
    events[1].end = 4
    #expect(
      SmallEvents.words(GradesOverTime.analysis, on: try SmallEvents.cohort(events))
        == "row 2 of \"adverse_events\", of subject \"a1\", ends on day 4, before it begins on day 5")
  }

  @Test("agree with a naive recount", arguments: 0..<10) func recounted(seed: UInt64) {
    var draws = Seeded(seed)
    let count = 1 + draws.below(20)
    var events = CurrentGrades.Events(subjects: [], grades: [], onset: [], end: [])
    for _ in 0..<draws.below(80) {
      events.subjects.append(Int32(draws.below(count)))
      events.grades.append(Int8(draws.below(6)))
      events.onset.append(Double(draws.below(12)))
      events.end.append(draws.below(5) == 0 ? .infinity : (events.onset.last ?? 0) + Double(draws.below(6)))
    }
    let lastDay = (0..<count).map { _ in draws.below(6) == 0 ? Double.nan : Double(draws.below(20)) }
    let times = (0..<15).map(Double.init)
    let grades = CurrentGrades(
      at: times, events, lastDay: lastDay, groups: [Int32](repeating: 0, count: count), groupCount: 1)
    for (place, time) in times.enumerated() {
      let observed = (0..<count).filter { lastDay[$0] >= time }
      let worst = observed.compactMap { member in
        events.subjects.indices.filter {
          Int(events.subjects[$0]) == member && events.onset[$0] <= time && time <= events.end[$0]
        }.map { events.grades[$0] }.max()
      }
      #expect(grades.cells[place][0].observed == observed.count)
      #expect(grades.cells[place][0].grades == (0...5).map { grade in worst.count { $0 == grade } })
    }
  }
}
