import Cohorts
import OrderedCollections
import Testing

struct TimesOfDayTests {
  @Test("a time of day is written as a clock shows it, past 24 hours and below 0 too")
  func clock() {
    let column = Column(.time([0, 37_815_250, 86_399_000, 90_000_000, -1_000]))
    #expect(
      (0..<column.count).map { column[$0].description }
        == ["00:00:00", "10:30:15.250", "23:59:59", "25:00:00", "-00:00:01"])
    #expect(column.type == .time)
  }

  @Test("a moment before 1970 keeps its clock")
  func momentBefore1970() {
    #expect(Value.dateTime(-1_000).description == "1969-12-31T23:59:59")
    #expect(Value.dateTime(-86_400_000).description == "1969-12-31T00:00:00")
  }

  @Test("times of day group in the order of the clock")
  func grouping() throws {
    let column = Column(.time([37_800_000, 3_600_000, 37_800_000]), validity: Validity([true, true, true]))
    let groups = try Grouping(column, named: "hour")
    #expect(groups.levels == ["01:00:00", "10:30:00"])
    #expect(groups.codes == [1, 0, 1])
  }
}

struct MissingReasonsTests {
  private let column = Column(
    .number([1, .nan, .nan, .nan, 5]), validity: Validity([true, false, false, false, true]),
    reasons: MissingReasons(codes: [0, UInt8(ascii: "B"), 0, UInt8(ascii: "_"), 0]))

  @Test("each reason is kept apart and counted, the underscore first as SAS orders them")
  func kept() {
    #expect((0..<5).map { column.reasons?[$0] } == [nil, "B", nil, "_", nil])
    #expect(column.reasons?.counts.map(\.reason) == ["_", "B"])
    #expect(column.reasons?.counts.map(\.rows) == [1, 1])
    #expect(column.missingCount == 3)
  }

  @Test("rows that are picked take their reasons along; without any there are none")
  func gathered() {
    #expect(column.gathered([3, 0, 1]).reasons?.codes == [UInt8(ascii: "_"), 0, UInt8(ascii: "B")])
    #expect(column.gathered([0, 2, 4]).reasons == nil)
  }

  @Test("columns that miss values for other reasons are not equal")
  func equality() {
    let plain = Column(column.storage, validity: column.validity)
    let none = MissingReasons(codes: [0, 0, 0, 0, 0])
    #expect(plain != column)
    #expect(
      plain == Column(column.storage, validity: column.validity, reasons: none))
  }

  @Test("what is no letter is no reason")
  func otherCodes() {
    #expect(MissingReasons(codes: [1, UInt8(ascii: "a"), UInt8(ascii: "Z")]).codes == [0, 0, UInt8(ascii: "Z")])
  }

  @Test("a column over a restricted cohort keeps its reasons when it is stored")
  func scattered() throws {
    let subjects = try Table(
      name: "subjects",
      columns: ["id": Column(integers: [1, 2, 3]), "x": Column(numbers: [1, 2, 3])])
    let cohort = try Cohort(name: "three", subjects: subjects, dictionary: DataDictionary(subjectID: "id"))
    let part = cohort.part([1, 2])
    let reasons = Column(
      .number([.nan, 4]), validity: Validity([false, true]), reasons: MissingReasons(codes: [UInt8(ascii: "A"), 0]))
    let derived = try part.deriving(reasons, as: "y", description: ColumnDescription())
    #expect(derived.stored.columns["y"]?.reasons?.codes == [0, UInt8(ascii: "A"), 0])
    #expect(try derived.column("y") == reasons)
  }
}
