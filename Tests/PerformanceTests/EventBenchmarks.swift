import Analyses
import Cohorts
import OrderedCollections
import TestDraws
import Toxicity

/// Adverse events, five million rows of 200 terms: the worst grades alone, and the whole table from the cohort.
enum EventBenchmarks {
  private static let (rows, terms, classes) = (5_000_000, 200, 27)

  static func run() throws {
    print("Adverse events, \(rows) rows, \(terms) terms")
    for subjects in [100_000, 1_000_000] {
      let data = Data(subjects: subjects)
      measure("worst grades by subject and term, \(subjects) subjects, rows in any order", aim: 600) {
        data.worst().keys.count
      }
      measure("worst grades by subject and term, class and any event, \(subjects) subjects", aim: 600) {
        let worst = data.worst()
        let byClass = worst.gathered(by: data.classOfTerm, count: classes)
        return worst.keys.count + byClass.keys.count
          + worst.gathered(by: [Int32](repeating: 0, count: terms), count: 1).keys.count
      }
      let sorted = data.sorted
      measure("worst grades by subject and term, \(subjects) subjects, rows by subject", aim: 600) {
        sorted.worst().keys.count
      }
      try table(of: data.cohort(), subjects)
    }
  }

  private static func table(of cohort: Cohort, _ subjects: Int) throws {
    guard let analysis = try Registry([ToxicityPlugin()]).analysis("toxicity.adverse_events") else { return }
    try measure("toxicity.adverse_events by arm, \(terms) terms, \(subjects) subjects", aim: 1000) {
      try analysis.perform(on: cohort, with: [.init("by", .text("arm"))]).rows.count
    }
    try measure("toxicity.adverse_events where related, by arm, \(terms) terms, \(subjects) subjects", aim: 1000) {
      try analysis.perform(on: cohort, with: [.init("by", .text("arm")), .init("where", .text("related"))]).rows.count
    }
  }

  /// Events that are the same on every run.
  private struct Data {
    let subjectCount: Int
    var subjects: [Int32] = []
    var terms: [Int32] = []
    var grades: [Int8] = []
    var related: [Bool] = []
    let classOfTerm = (0..<Int32(EventBenchmarks.terms)).map { $0 % Int32(classes) }

    init(subjects count: Int) {
      subjectCount = count
      var random = Seeded(20_261_122)
      for _ in 0..<rows {
        let word = random.next()
        subjects.append(Int32((word >> 33) % UInt64(count)))
        // Some terms are frequent, most are rare.
        let share = Double(word & 0xFFFF) / 65_536
        terms.append(Int32(share * share * Double(EventBenchmarks.terms)))
        grades.append(Int8(word >> 16 & 7) % 6)
        related.append(word >> 20 & 1 == 1)
      }
    }

    func worst() -> WorstGrades {
      WorstGrades(
        subjects: subjects, keys: terms, grades: grades, subjectCount: subjectCount, keyCount: EventBenchmarks.terms)
    }

    /// The same events, subject by subject.
    var sorted: Data {
      var sorted = self
      let order = subjects.indices.sorted { (subjects[$0], $0) < (subjects[$1], $1) }
      sorted.subjects = order.map { subjects[$0] }
      sorted.terms = order.map { terms[$0] }
      sorted.grades = order.map { grades[$0] }
      return sorted
    }

    func cohort() throws -> Cohort {
      let table = try Table(
        name: "adverse_events",
        columns: [
          "term": Column(.category(Categories(codes: terms, levels: (0..<EventBenchmarks.terms).map { "Term \($0)" }))),
          "soc": Column(
            .category(
              Categories(codes: terms.map { classOfTerm[Int($0)] }, levels: (0..<classes).map { "Class \($0)" }))),
          "grade": Column(.integer(grades.map(Int64.init)), validity: Validity(grades.map { $0 > 0 })),
          "related": Column(.flag(related)),
        ])
      let arms = (0..<subjectCount).map { Int32($0 % 2) }
      return Cohort(
        name: "events",
        verified: try Table(
          name: "subjects",
          columns: [
            "id": Column(.integer((0..<subjectCount).map(Int64.init))),
            "arm": Column(.category(Categories(codes: arms, levels: ["A", "B"]))),
          ]), linked: ["adverse_events": LinkedTable(table: table, subjectRows: subjects)],
        dictionary: DataDictionary(subjectID: "id"), provenance: Provenance())
    }
  }
}
