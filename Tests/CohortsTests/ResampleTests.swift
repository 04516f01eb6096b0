import Cohorts
import OrderedCollections
import Testing

@Suite("A cohort with copies of its subjects") struct ResampleTests {
  private func cohort() throws -> Cohort {
    let subjects = try Table(name: "subjects", columns: SmallCohort.columns)
    let events = try Table(
      name: "events",
      columns: ["id": Column(texts: ["a", "c", "c", "h"]), "grade": Column(integers: [1, 2, 3, 4])])
    return try Cohort(
      name: "demo", subjects: subjects, linked: ["events": LinkedTable(events, key: "id", subjects: subjects)],
      dictionary: DataDictionary(subjectID: "id"))
  }

  private let counts: [Int32] = [2, 0, 3, 1, 0, 0, 0, 1]

  @Test("each subject is in as often as counted, and copies are told apart by their ids") func ids() throws {
    let resample = try cohort().resampled(counts)
    #expect(resample.count == 7)
    let ids = try resample.column("id")
    #expect((0..<7).map { ids[$0].description } == ["a", "a (2)", "c", "c (2)", "c (3)", "d", "h"])
    #expect(try resample.numbers("age").values.prefix(5) == [17, 17, 40, 40, 40])
    #expect(resample.subject(4) == "c (3)")
  }

  @Test("as many copies as there are subjects are not all subjects") func sameNumber() throws {
    let resample = try cohort().resampled([8, 0, 0, 0, 0, 0, 0, 0])
    #expect(try resample.numbers("age").values == Array(repeating: 17, count: 8))
    #expect(try resample.part([0, 1, 2, 3, 4, 5, 6, 7]).numbers("age").values == Array(repeating: 17, count: 8))
    #expect(try resample.where("age == 17").count == 8)
  }

  @Test("linked rows come with each copy") func linked() throws {
    let (table, subjects) = try cohort().resampled(counts).linkedTable("events")
    let grades = try table.column("grade")
    #expect((0..<grades.count).map { grades[$0].description } == ["1", "1", "2", "2", "2", "3", "3", "3", "4"])
    #expect(subjects == [0, 1, 2, 3, 4, 2, 3, 4, 6])
  }

  @Test("a linked row of those who are in is found among those that are stored") func storedRows() throws {
    let cohort = try cohort()
    let copies = cohort.resampled(counts)
    #expect((0..<9).map { copies.storedRow($0, ofTable: "events") } == [0, 0, 1, 1, 1, 2, 2, 2, 3])
    #expect((0..<3).map { cohort.part([2, 7]).storedRow($0, ofTable: "events") } == [1, 2, 3])
    #expect(cohort.storedRow(2, ofTable: "events") == 2)
  }

  @Test("copies of a subject can differ in a derived variable, and keep their ids and linked rows") func derived()
    throws
  {
    let resample = try cohort().resampled(counts)
    let numbered = try resample.deriving(
      Column(integers: (0..<7).map { $0 }), as: "number", description: ColumnDescription())
    #expect(try numbered.numbers("number").values == [0, 1, 2, 3, 4, 5, 6])
    #expect(numbered.subject(4) == "c (3)")
    #expect(try numbered.linkedTable("events").subjects == [0, 1, 2, 3, 4, 2, 3, 4, 6])
    #expect(try numbered.where("number >= 3").count == 4)
  }

  @Test("of a part, and again of a resample") func nested() throws {
    let cohort = try cohort()
    let part = cohort.part([0, 2, 7]).resampled([0, 2, 1])
    #expect((0..<3).map { part.subject($0) } == ["c", "c (2)", "h"])
    let again = part.resampled([1, 1, 2])
    #expect((0..<4).map { again.subject($0) } == ["c", "c (2)", "h", "h (2)"])
    #expect(try part.where("age > 50").count == 1)
    #expect(cohort.resampled(Array(repeating: 0, count: 8)).count == 0)
  }
}
