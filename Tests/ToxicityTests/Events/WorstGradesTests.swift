import TestDraws
import Testing

@testable import Toxicity

@Suite("The worst grade of each subject and term") struct WorstGradesTests {
  /// Three subjects, of whom the second has no event.
  ///
  /// The first has nausea of grades 1, 3 and 2 and a headache without a grade;
  /// the third has a headache without a grade and one of grade 1.
  private let small = WorstGrades(
    subjects: [0, 2, 0, 0, 2, 0], keys: [0, 1, 0, 1, 1, 0], grades: [1, 0, 3, 0, 1, 2], subjectCount: 3, keyCount: 2)

  @Test("counts a subject once for a term, at the worst of its grades, and a missing one only where there is no other")
  func byHand() {
    #expect(small.starts == [0, 2, 2, 3])
    #expect(small.keys == [0, 1, 1])
    #expect(small.grades == [3, 0, 1])
    #expect(small.events == [3, 1, 2])
  }

  @Test("of terms put together is the worst of theirs") func together() {
    let overall = small.gathered(by: [0, 0], count: 1)
    #expect(overall.starts == [0, 1, 1, 2])
    #expect(overall.grades == [3, 1])
    #expect(overall.events == [4, 2])
  }

  @Test("leaves out events without a key, and takes all grades as missing where there are none") func leftOut() {
    let worst = WorstGrades(subjects: [0, 0, 1], keys: [-1, 0, -1], grades: [], subjectCount: 2, keyCount: 1)
    #expect(worst.starts == [0, 1, 1])
    #expect(worst.grades == [0])
  }

  @Test("of nobody, and of no terms, is empty") func empty() {
    #expect(WorstGrades(subjects: [], keys: [], grades: [], subjectCount: 0, keyCount: 0).starts == [0])
    #expect(WorstGrades(subjects: [], keys: [], grades: [], subjectCount: 2, keyCount: 0).starts == [0, 0, 0])
  }

  @Test("tallies by group, counting those without a group nowhere") func tally() {
    let tally = GradeTally(small, keyCount: 2, groups: [0, 0, 1], groupCount: 2)
    #expect(tally.cells[0].map(\.any) == [1, 0, 1])
    #expect(tally.cells[0].map { $0.atLeast(3) } == [1, 0, 1])
    #expect(tally.cells[1].map(\.missing) == [1, 0, 1])
    #expect(tally.cells[1].map { $0.at(1) } == [0, 1, 1])
    #expect(tally.cells[1].map(\.events) == [1, 2, 3])
    #expect(GradeTally(small, keyCount: 2, groups: [0, 0, -1], groupCount: 1).cells[1].map(\.any) == [1, 1])
  }

  @Test("agrees with a naive recount, whatever the order of the events", arguments: 0..<40) func recounted(seed: UInt64)
  {
    var draws = Seeded(seed)
    let (subjectCount, keyCount) = (1 + draws.below(40), 1 + draws.below(12))
    var rows = (0..<draws.below(400)).map { _ in
      Row(subject: draws.below(subjectCount), key: draws.below(keyCount + 1) - 1, grade: draws.below(6))
    }
    let groups = (0..<subjectCount).map { _ in Int32(draws.below(4) - 1) }
    let tally = Self.tally(rows, subjectCount, keyCount, groups)
    for key in 0..<keyCount {
      for group in 0..<3 {
        let cell = tally.cells[key][group]
        let members = (0..<subjectCount).filter { groups[$0] == group }
        let worst = members.compactMap { member in
          rows.filter { $0.subject == member && $0.key == key }.map(\.grade).max()
        }
        #expect((0...5).map(cell.at) == (0...5).map { grade in worst.count { $0 == grade } })
        #expect(cell.events == rows.count { members.contains($0.subject) && $0.key == key })
      }
    }
    rows.shuffle(using: &draws)
    #expect(Self.tally(rows, subjectCount, keyCount, groups) == tally)
  }

  @Test("is the same shared out among processors as by one, in any order of the rows", arguments: [false, true])
  func shared(isSorted: Bool) {
    var draws = Seeded(7)
    let (count, subjectCount, keyCount) = (150_000, 3_001, 37)
    let drawn = (0..<count).map { _ in Int32(draws.below(subjectCount)) }
    let subjects = isSorted ? drawn.sorted() : drawn
    let keys = (0..<count).map { _ in Int32(draws.below(keyCount + 1) - 1) }
    let grades = (0..<count).map { _ in Int8(draws.below(6)) }
    let worst = WorstGrades(
      subjects: subjects, keys: keys, grades: grades, subjectCount: subjectCount, keyCount: keyCount)
    var matrix = [Int8](repeating: -1, count: subjectCount * keyCount)
    for row in 0..<count where keys[row] >= 0 {
      let place = Int(subjects[row]) * keyCount + Int(keys[row])
      matrix[place] = max(matrix[place], grades[row])
    }
    #expect(worst.subjectCount == subjectCount)
    #expect(worst.keys.count == matrix.count { $0 >= 0 })
    #expect(worst.events.reduce(0, +) == Int32(keys.count { $0 >= 0 }))
    let overall = worst.gathered(by: [Int32](repeating: 0, count: keyCount), count: 1)
    #expect(
      overall.grades
        == (0..<subjectCount).compactMap { matrix[$0 * keyCount..<($0 + 1) * keyCount].max() }.filter { $0 >= 0 })
    let differing = (0..<subjectCount).flatMap { subject in
      (Int(worst.starts[subject])..<Int(worst.starts[subject + 1])).filter {
        matrix[subject * keyCount + Int(worst.keys[$0])] != worst.grades[$0]
      }
    }
    #expect(differing == [])
  }

  private struct Row {
    var subject: Int
    var key: Int
    var grade: Int
  }

  private static func tally(_ rows: [Row], _ subjectCount: Int, _ keyCount: Int, _ groups: [Int32]) -> GradeTally {
    let worst = WorstGrades(
      subjects: rows.map { Int32($0.subject) }, keys: rows.map { Int32($0.key) }, grades: rows.map { Int8($0.grade) },
      subjectCount: subjectCount, keyCount: keyCount)
    return GradeTally(worst, keyCount: keyCount, groups: groups, groupCount: 3)
  }
}
