import Cohorts
import OrderedCollections
import Testing

@Suite struct CohortTests {
  private func linked() throws -> Cohort {
    let subjects = try Table(
      name: "subjects", columns: ["id": Column(texts: ["a", "b", "c"]), "age": Column(integers: [10, 20, nil])])
    let events = try Table(
      name: "adverse_events",
      columns: ["id": Column(texts: ["c", "a", "b", "a"]), "grade": Column(integers: [1, 2, nil, 4])])
    return try Cohort(
      name: "demo", subjects: subjects,
      linked: ["adverse_events": LinkedTable(events, key: "id", subjects: subjects)],
      dictionary: DataDictionary(subjectID: "id"))
  }

  private func error(_ body: () throws -> Void) throws -> String {
    try #require(throws: CohortError.self, performing: body).description
  }

  // MARK: Restricting

  @Test("a restriction shares storage, and records who was left out and why")
  func restriction() throws {
    let cohort = try SmallCohort.make()
    let adults = try cohort.where("age >= 18")
    #expect(adults.count == 5 && cohort.count == 8)
    #expect(adults.flow == [FlowStep(condition: "age >= 18", before: 8, excluded: 2, unknown: 1)])
    #expect(adults.flow[0].after == 5)
    #expect(adults.selection.rows == [1, 2, 4, 6, 7])
    #expect((0..<5).map(adults.subject) == ["b", "c", "e", "g", "h"])
    guard case .number(let before) = cohort.stored.columns["dose"]?.storage,
      case .number(let after) = adults.stored.columns["dose"]?.storage
    else { return #expect(Bool(false)) }
    #expect(before.withUnsafeBufferPointer(\.baseAddress) == after.withUnsafeBufferPointer(\.baseAddress))
    let both = try adults.where("diagnosis == 'T-ALL'").where("relapsed")
    #expect((0..<both.count).map(both.subject) == ["g"])
    #expect(both.flow.map(\.before) == [8, 5, 2] && both.flow.map(\.unknown) == [1, 1, 0])
    #expect(try both.column("age") == Column(integers: [30]))
  }

  @Test("a condition that all fulfil keeps the cohort whole, and one that nobody does leaves it empty")
  func ends() throws {
    let cohort = try SmallCohort.make()
    #expect(try cohort.where("true").selection.rows == nil)
    let nobody = try cohort.where("age > 200")
    #expect(nobody.count == 0 && nobody.flow[0] == FlowStep(condition: "age > 200", before: 8, excluded: 7, unknown: 1))
    #expect(try nobody.column("site").count == 0)
    #expect(try nobody.where("diagnosis == 'MPAL'").count == 0)
    #expect(try nobody.evaluate("age + 1").column.type == .integer)
    let derived = try nobody.deriving("older", from: "age + 1")
    #expect(try derived.column("older").count == 0 && derived.stored.columns["older"]?.missingCount == 8)
    #expect(throws: CohortError.self) { try nobody.where("nonsense") }
  }

  @Test("a cohort of nobody, and of one")
  func small() throws {
    for ids in [[], ["only"]] {
      let table = try Table(
        name: "subjects", columns: ["id": Column(texts: ids), "x": Column(numbers: ids.map { _ in 1 })])
      let cohort = try Cohort(name: "c", subjects: table, dictionary: DataDictionary(subjectID: "id"))
      #expect(try cohort.where("x == 1").count == ids.count)
      #expect(try cohort.where("x ~= 1").count == 0)
      #expect(try cohort.truth(of: "true").values.count == ids.count)
      #expect(try cohort.grouping("x").codes.count == ids.count)
      #expect(try cohort.evaluate("'a'").column.count == ids.count)
    }
  }

  @Test("a part of a cohort leaves no record, whatever it is a part of")
  func part() throws {
    let cohort = try SmallCohort.make().where("age >= 18")
    let part = cohort.part([0, 3])
    #expect((0..<2).map(part.subject) == ["b", "g"] && part.flow == cohort.flow)
  }

  @Test("the rows of a linked table can be asked as subjects are, and each knows its subject")
  func rows() throws {
    let (rows, subjects) = try linked().where("age ~= 20").rows(ofTable: "adverse_events")
    #expect(rows.count == 2 && subjects == [0, 0])
    #expect(try rows.truth(of: "grade >= 3").values == [Truth.no, Truth.yes])
    #expect(rows.subject(1) == "a")
    #expect(
      try error { _ = try rows.truth(of: "grad >= 3") }.contains("did you mean \"grade\"?"))
  }

  @Test("a variable of a linked table is found by the role that the dictionary gives it, or else by a usual name")
  func roles() throws {
    let cohort = try linked()
    #expect(cohort.column(playing: .grade, inTable: "adverse_events") == "grade")
    #expect(cohort.column(playing: .term, inTable: "adverse_events") == nil)
    #expect(cohort.column(playing: .grade, inTable: "labs") == nil)
    #expect(cohort.table(holding: [.grade], usualNames: []) == "adverse_events")
    #expect(cohort.table(holding: [.grade, .term], usualNames: ["adverse_events"]) == nil)
    let (table, subjects) = try cohort.linkedTable("adverse_events")
    let severity = try table.adding(Column(integers: [5, 5, 5, 5]), as: "severity")
    let other = cohort.linking(
      severity, of: subjects, as: "adverse_events", descriptions: ["severity": ColumnDescription(role: .grade)])
    #expect(other.column(playing: .grade, inTable: "adverse_events") == "severity")
  }

  @Test("a table linked to a restricted cohort belongs to its subjects")
  func linking() throws {
    let older = try linked().where("age >= 20")
    let visits = try Table(name: "visits", columns: ["day": Column(integers: [7, 14])])
    let more = older.linking(visits, of: [0, 0], as: "visits", descriptions: [:])
    #expect(try more.linkedTable("visits").subjects == [0, 0])
    #expect(more.subject(0) == "b")
  }

  @Test("linked tables follow their subjects")
  func linkedTables() throws {
    let cohort = try linked()
    #expect(try cohort.linkedTable("adverse_events").subjects == [2, 0, 1, 0])
    let (table, subjects) = try cohort.where("age ~= 20").linkedTable("adverse_events")
    #expect(subjects == [0, 0] && (0..<2).map { table.columns["grade"]?[$0] } == [.integer(2), .integer(4)])
    let (last, positions) = try cohort.part([1, 2]).linkedTable("adverse_events")
    #expect(positions == [1, 0] && last.count == 2)
    #expect(try cohort.where("age > 90").linkedTable("adverse_events").table.count == 0)
    #expect(
      try error { _ = try cohort.linkedTable("adverse_event") }
        == "there is no linked table \"adverse_event\"; did you mean \"adverse_events\"?")
  }

  // MARK: Deriving

  @Test("a column derived on a part of a cohort is missing for the others")
  func derivingOnPart() throws {
    let adults = try SmallCohort.make().where("age >= 18")
    let derived = try adults.deriving("decades", from: "age // 10", label: "Age in decades")
    #expect(try derived.column("decades") == Column(integers: [1, 4, 6, 3, 5]))
    #expect(derived.stored.columns["decades"] == Column(integers: [nil, 1, 4, nil, 6, nil, 3, 5]))
    #expect(try derived.where("decades >= 4").count == 3)
    #expect(derived.dictionary.label(of: "decades") == "Age in decades")
    #expect(derived.dictionary.columns["decades"]?.derivation == "age // 10")
    for source in ["site", "diagnosis", "relapsed", "infused", "seen", "dose / 2"] {
      let copy = try adults.deriving("copy", from: source)
      #expect(try copy.column("copy") == adults.evaluate(source).column, "\(source)")
    }
    #expect(
      try error { _ = try adults.deriving("id", from: "age") }
        == "\"id\" holds the subject ids and cannot be replaced; choose another name")
    #expect(
      try error { _ = try adults.deriving(Column(integers: [1]), as: "x", description: ColumnDescription()) }
        == "column \"x\" of \"demo\" has 1 rows where 5 were expected")
  }

  // MARK: What is refused

  @Test("subjects without an id, or with that of another, are refused")
  func ids() throws {
    let make = { (ids: [String?]) throws in
      _ = try Cohort(
        name: "c", subjects: Table(name: "subjects", columns: ["id": Column(texts: ids)]),
        dictionary: DataDictionary(subjectID: "id"))
    }
    #expect(try error { try make(["a", nil]) } == "row 2 has no subject id")
    #expect(
      try error { try make(["a", "b", "a"]) }
        == "subject id \"a\" stands in rows 1 and 3; each subject must have one row")
    let table = try Table(name: "subjects", columns: ["usubjid": Column(texts: [])])
    #expect(
      try error { _ = try Cohort(name: "c", subjects: table, dictionary: DataDictionary(subjectID: "subjid")) }
        == "column \"subjid\" is not in \"subjects\"; did you mean \"usubjid\"?")
  }

  @Test("a row of a linked table that belongs to nobody is refused")
  func nobodys() throws {
    let subjects = try Table(name: "subjects", columns: ["id": Column(texts: ["a"])])
    let events = try Table(name: "events", columns: ["id": Column(texts: ["a", "x"])])
    #expect(
      try error { _ = try LinkedTable(events, key: "id", subjects: subjects) }
        == "row 2 of \"events\" belongs to subject \"x\", who is not among the subjects")
  }

  @Test("columns of one table have one length, and names that it knows")
  func tables() throws {
    #expect(
      try error { _ = try Table(name: "t", columns: ["a": Column(integers: [1]), "b": Column(integers: [1, 2])]) }
        == "column \"b\" of \"t\" has 2 rows where 1 were expected")
    let table = try Table(name: "t", columns: ["os_months": Column(integers: [1])])
    #expect(
      try error { _ = try table.column("os_montsh") }
        == "column \"os_montsh\" is not in \"t\"; did you mean \"os_months\"?")
    #expect(try error { _ = try table.column("xyzzy") } == "column \"xyzzy\" is not in \"t\"")
    #expect(try table.adding(Column(integers: [2]), as: "x").columns.keys == ["os_months", "x"])
    #expect(try table.adding(Column(integers: [2]), as: "os_months").column("os_months")[0] == .integer(2))
    #expect(
      try error { _ = try table.adding(Column(integers: []), as: "x") }.hasSuffix("has 0 rows where 1 were expected"))
    #expect(try Table(name: "t", columns: [:]).count == 0)
  }

  @Test("an unknown level, a wrong type, and too many groups say what would be right")
  func wording() {
    #expect(
      CohortError.unknownLevel("x", column: "arm", levels: ["A", "B"], nearest: nil).description
        == "column \"arm\" has no level \"x\"; its levels: \"A\", \"B\"")
    #expect(
      CohortError.wrongType(column: "seen", expected: "a number", found: .dateTime).description
        == "column \"seen\" should be a number, but is date-time")
    #expect(
      CohortError.tooManyGroups(column: "age", most: 50).description
        == "column \"age\" has more than 50 different values, too many for groups; derive a column with fewer")
    #expect(
      CohortError.invalidWeight(column: "n", subject: "a", value: 1.5).description
        == "subject \"a\": weight n is 1.5, but a frequency must be a whole number, 0 or more")
    #expect(CohortError.formula("Surv(", reason: "no").description == "formula \"Surv(\": no")
  }
}
