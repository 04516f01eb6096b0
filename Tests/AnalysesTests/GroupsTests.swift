import Analyses
import Cohorts
import Testing

@Suite("Groups as they are asked for") struct GroupsTests {
  private func groups(_ sources: String...) throws -> ResolvedGroups {
    try SampleAnalysis.cohort().groups(by: sources.map(ColumnRequest.init))
  }

  @Test("a category keeps its levels in order, those that nobody has too") func category() throws {
    let groups = try groups("arm")
    #expect(groups.grouping.levels == ["A", "B", "C"] && groups.grouping.codes == [1, 0, 0, -1])
    #expect(groups.label == "arm" && groups.sources.map(\.knownAt) == [nil])
  }

  @Test("a text makes groups in the order of its letters, a number in ascending order") func texts() throws {
    #expect(try groups("site").grouping.levels == ["Basel", "Bern", "Köln"])
    #expect(try groups("age").grouping.levels == ["12", "30", "61"])
  }

  @Test("a name in backquotes alone is the column") func backquotes() throws {
    let (groups, plain) = (try groups("`arm`"), try groups("arm"))
    #expect(groups.grouping == plain.grouping && groups.sources == plain.sources)
  }

  @Test("an expression makes two groups, known as late as what it reads") func expressions() throws {
    let groups = try groups("age >= 18")
    #expect(groups.grouping.levels == ["no", "yes"] && groups.grouping.codes == [0, 1, -1, 1])
    #expect(groups.label == "Age ≥ 18" && groups.sources.map(\.knownAt) == [.baseline])
    #expect(try self.groups("late and age >= 18").sources.map(\.knownAt) == [.onDay(["late_day"])])
  }

  @Test("several are crossed, the first varying slowest, under both labels") func crossed() throws {
    let groups = try groups("late", "age > 20")
    #expect(groups.grouping.levels == ["no, no", "no, yes", "yes, no", "yes, yes"])
    #expect(groups.grouping.codes == [2, 1, -1, 3])
    #expect(groups.label == "late, Age > 20")
  }

  @Test("without any, everybody is in one group") func everyone() throws {
    let groups = try groups()
    #expect(groups.grouping.levels == ["All subjects"] && groups.grouping.codes == [0, 0, 0, 0])
    #expect(groups.label == "" && groups.sources.isEmpty)
  }

  @Test("a column that there is not is told the nearest") func unknown() throws {
    #expect(throws: CohortError.unknownColumn("sites", table: "four", nearest: "site")) { try groups("sites") }
  }
}
