import Analyses
import Cohorts
import OrderedCollections
import Testing

@testable import Toxicity

@Suite("A question about adverse events") struct EventQuestionTests {
  private func any(_ arguments: KeyValuePairs<String, Argument>, on cohort: Cohort? = nil) throws -> [Int?] {
    let result = try SmallEvents.result(AdverseEvents.analysis, arguments, on: cohort)
    return result.counts("any_grade", "Any event", nil) + result.counts("events", "Any event", nil)
  }

  private func words(_ arguments: KeyValuePairs<String, Argument>, on cohort: Cohort? = nil) -> String {
    SmallEvents.words(AdverseEvents.analysis, arguments, on: cohort)
  }

  @Test("counts the events for which a condition holds, and says of how many it is unknown") func condition() throws {
    #expect(try any(["where": .text("grade >= 3")]) == [3, 3])
    #expect(try any(["where": .text("term == 'Nausea' and related")]) == [2, 3])
    let result = try SmallEvents.result(AdverseEvents.analysis, ["where": .text("related")])
    #expect(
      result.methods.contains(
        "Of the events, those count where related; 1 event for which that is unknown is left out."))
    #expect(result.title == "Adverse events, where related")
  }

  @Test("counts the events that began in a window, and says how many have no day of onset") func window() throws {
    #expect(try any(["window": .list([.integer(2), .integer(5)])]) == [3, 4])
    let result = try SmallEvents.result(AdverseEvents.analysis, ["window": .list([.integer(2), .integer(5)])])
    #expect(
      result.methods.contains(
        "Events count that began from day 2 to day 5 (\"onset_day\"); 1 event for which the day of onset is missing is left out."
      ))
    #expect(
      words(["window": .list([.integer(5), .integer(2)])])
        == "toxicity.adverse_events: argument \"window\" should be the first and the last day, such as { 0, 90 }, found { 5, 2 }"
    )
  }

  @Test("counts flagged events in whatever way a flag says yes") func emergent() throws {
    let cohort = try SmallEvents.cohort()
    let (table, subjects) = try cohort.linkedTable("adverse_events")
    let flagged = try table.adding(Column(texts: ["Y", "N", "N", nil, "Y", "N", "N", "Y"]), as: "TRTEMFL")
    let linked = cohort.linking(flagged, of: subjects, as: "adverse_events", descriptions: [:])
    #expect(try any(["treatment_emergent": .flag(true)], on: linked) == [3, 3])
    #expect(try any(["emergent": .text("serious")], on: linked) == [2, 2])
    #expect(
      words(["treatment_emergent": .flag(true)])
        == "no column of \"adverse_events\" is known to hold whether it was treatment-emergent: name it (emergent = \"…\"); its columns: "
        + "\"id\", \"soc\", \"term\", \"grade\", \"onset_day\", \"end_day\", \"serious\", \"related\"")
    #expect(
      words(["emergent": .text("term")])
        == "column \"term\" should say yes or no (yes, Y, true or 1; no, N, false or 0), found \"Nausea\"; derive one that does, or narrow the "
        + "events by where = \"…\"")
  }

  @Test("takes the table of a usual name, the only one with terms, or the one that is named") func tables() throws {
    let cohort = try SmallEvents.cohort()
    let (table, subjects) = try cohort.linkedTable("adverse_events")
    let bare = try Cohort(
      name: "bare", subjects: cohort.stored, dictionary: DataDictionary(subjectID: "id"))
    #expect(
      words([:], on: bare)
        == "no linked table is known to hold adverse events, which one with a column of terms would: name it (events = \"…\"), or "
        + "give its columns their roles in cohort.toml (role = \"term\", role = \"grade\"); the cohort has no linked tables"
    )
    let odd = bare.linking(table, of: subjects, as: "side_effects", descriptions: [:])
    #expect(try any([:], on: odd) == [4, 8])
    #expect(
      words(["events": .text("side_efects")], on: odd)
        == "there is no linked table \"side_efects\"; did you mean \"side_effects\"?")
  }

  @Test("takes the columns that the dictionary gives a role, or those that are named") func columns() throws {
    let cohort = try SmallEvents.cohort()
    let (table, subjects) = try cohort.linkedTable("adverse_events")
    var columns = table.columns
    columns["what"] = columns.removeValue(forKey: "term")
    let renamed = cohort.linking(
      try Table(name: "adverse_events", columns: columns), of: subjects, as: "adverse_events",
      descriptions: ["what": ColumnDescription(role: .term)])
    #expect(try any([:], on: renamed) == [4, 8])
    #expect(
      words(["term": .text("trem")])
        == "term = \"trem\": there is no such column in \"adverse_events\"; did you mean \"term\"? Its columns: \"id\", \"soc\", \"term\", "
        + "\"grade\", \"onset_day\", \"end_day\", \"serious\", \"related\"")
  }

  @Test("refuses grades outside of 1 to 5, with the subject, the row and the value") func grades() throws {
    var events = SmallEvents.events
    events[5].grade = 6
    #expect(
      words([:], on: try SmallEvents.cohort(events))
        == "\"grade\" of \"adverse_events\" should be a whole number from 1 to 5, or missing; subject \"b1\" has \"6\" in row 6"
    )
    // Of a restricted cohort the row is still that of the file.
    #expect(
      words([:], on: try SmallEvents.cohort(events).where("id == 'b1'")).hasSuffix("subject \"b1\" has \"6\" in row 6"))
    #expect(try any(["where": .text("term ~= 'Vomiting'")], on: SmallEvents.cohort(events)) == [3, 5])
  }

  @Test("reads grades that are written as numbers or as texts") func gradeTexts() {
    let texts = GradeReading(Column(texts: ["3", "Grade 2", "G4", nil, ""]), range: 1...5)
    #expect(texts.grades == [3, 2, 4, 0, 0])
    #expect(texts.firstFault == nil)
    #expect(GradeReading(Column(numbers: [1, 2.5]), range: 1...5).firstFault?.value == "2.5")
    #expect(GradeReading(Column(categories: ["1", "grave"]), range: 1...5).firstFault?.value == "grave")
    #expect(GradeReading(Column(numbers: [0, nil, 5]), range: 0...5).grades == [0, -1, 5])
    #expect(GradeReading(Column(flags: [true]), range: 1...5).firstFault?.row == 0)
  }

  @Test("warns of groups and restrictions that are known only later, unless they are asked for knowingly") func late()
    throws
  {
    let cohort = try SmallEvents.cohort().deriving(
      Column(flags: [false, true, false, false, true, false]), as: "transplanted",
      description: ColumnDescription(knownAt: .onDay(["transplant_day"])))
    let caution = try SmallEvents.result(AdverseEvents.analysis, ["by": .text("transplanted")], on: cohort).cautions
      .first
    #expect(caution?.kind == .immortalTime)
    #expect(
      caution?.message
        == "Immortal time. \"transplanted\" becomes known only after day 0: for 2 of 6 subjects later than it (median day 50). Subjects had "
        + "to live to be in their group, and what befell them before is counted in it.")
    let knowingly = try SmallEvents.result(
      AdverseEvents.analysis, ["by": .text("transplanted"), "as_baseline": .flag(true)], on: cohort)
    #expect(knowingly.cautions.map(\.kind) == [.asBaseline])
    let restricted = try SmallEvents.result(AdverseEvents.analysis, on: cohort.where("transplanted"))
    #expect(restricted.cautions.map(\.kind) == [.immortalTime])
    let undeclared = try SmallEvents.result(AdverseEvents.analysis, ["by": .text("before >= 1")])
    #expect(undeclared.cautions.map(\.kind).contains(.timingNotDeclared))
  }

  @Test("takes any number of terms, as numbers too") func many() {
    let codes = EventCodes(Column(integers: (0..<300).map { $0 == 7 ? nil : $0 % 150 }))
    #expect(codes.levels.count == 150)
    #expect(codes.codes[7] == -1)
    #expect(codes.levels[Int(codes.codes[160])] == "10")
    #expect(EventCodes(Column(texts: ["b", "", nil, "a"])).codes == [1, -1, -1, 0])
  }

  @Test("reads terms that are texts as it reads categories") func texts() throws {
    let cohort = try SmallEvents.cohort()
    let (table, subjects) = try cohort.linkedTable("adverse_events")
    let texts = try table.adding(Column(texts: SmallEvents.events.map(\.term)), as: "term")
    let linked = cohort.linking(texts, of: subjects, as: "adverse_events", descriptions: [:])
    #expect(
      try SmallEvents.result(AdverseEvents.analysis, on: linked).rows == SmallEvents.result(AdverseEvents.analysis).rows
    )
  }
}
