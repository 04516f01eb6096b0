import Analyses
import Cohorts
import OrderedCollections
import TestSupport
import Testing

@testable import Toxicity

/// Four subjects whose events are recorded as ADaM does, counted by hand.
///
/// | subject | arm    | AEDECOD, AESEV, AEREL, TRTEMFL, AEOUT                                                       |
/// |---------|--------|--------------------------------------------------------------------------------------------|
/// | 1       | active | RASH mild, possible, Y, recovered; RASH SEVERE, none, Y, not recovered                       |
/// | 2       | active | RASH moderate, remote, blank, recovered; PRURITUS life-threatening, probable, Y, recovered   |
/// | 3       | other  | SYNCOPE fatal, unknown, Y, fatal                                                            |
/// | 4       | other  | none                                                                                       |
private enum RecordedInWords {
  static func cohort() throws -> Cohort {
    let subjects = try Table(
      name: "adsl",
      columns: [
        "USUBJID": Column(texts: ["1", "2", "3", "4"]),
        "TRT01A": Column(categories: ["active", "active", "other", "other"]),
      ])
    let events = try Table(
      name: "adae",
      columns: [
        "USUBJID": Column(texts: ["1", "1", "2", "2", "3"]),
        "AEBODSYS": Column(categories: ["SKIN", "SKIN", "SKIN", "SKIN", "NERVES"]),
        "AEDECOD": Column(categories: ["RASH", "RASH", "RASH", "PRURITUS", "SYNCOPE"]),
        "AESEV": Column(texts: ["MILD", "SEVERE", "moderate", "LIFE-THREATENING", "FATAL"]),
        "AEREL": Column(categories: ["POSSIBLE", "NONE", "REMOTE", "PROBABLE", "UNKNOWN"]),
        "TRTEMFL": Column(texts: ["Y", "Y", nil, "Y", "Y"]),
        "AEOUT": Column(
          categories: [
            "RECOVERED/RESOLVED", "NOT RECOVERED/NOT RESOLVED", "RECOVERED/RESOLVED", "RECOVERED/RESOLVED", "FATAL",
          ]),
      ])
    return try Cohort(
      name: "words", subjects: subjects,
      linked: ["ADAE": LinkedTable(events, key: "USUBJID", subjects: subjects)],
      dictionary: DataDictionary(subjectID: "USUBJID", columns: ["TRT01A": ColumnDescription(knownAt: .baseline)]))
  }

  static func result(_ analysis: Analysis, _ arguments: KeyValuePairs<String, Argument> = [:]) throws -> AnalysisResult
  {
    try SmallEvents.result(analysis, arguments, on: cohort())
  }
}

@Suite("Adverse events that are recorded in words") struct RecordedWordsTests {
  @Test("mild to fatal are grades 1 to 5, whatever their case, and the methods say so") func severity() throws {
    let result = try RecordedInWords.result(AdverseEvents.analysis, ["columns": .text("each_grade")])
    #expect((1...5).map { result.counts("grade_\($0)", "Any event", nil)[0] } == [0, 0, 1, 1, 1])
    #expect((1...5).map { result.counts("grade_\($0)", "RASH", nil)[0] } == [0, 1, 1, 0, 0])
    #expect(result.tables[0].columns.map(\.header) == ["Mild", "Moderate", "Severe", "Life-threatening", "Fatal"])
    let rashes = try RecordedInWords.result(
      AdverseEvents.analysis, ["columns": .text("each_grade"), "terms": .text("RASH")])
    #expect(rashes.tables[0].columns.map(\.header) == ["Mild", "Moderate", "Severe"])
    #expect(
      result.methods.contains(
        "\"AESEV\" gives severity in words, which are read as grades: mild as 1, moderate as 2, severe as 3, life-threatening as 4, "
          + "fatal as 5."))
  }

  @Test("a word that is no severity is refused with its place") func noSeverity() throws {
    let cohort = try SmallEvents.cohort()
    let (table, subjects) = try cohort.linkedTable("adverse_events")
    let texts = ["1", "3", nil, "Grade 2", "G4", "severe", "none to speak of", "5"]
    var columns = table.columns
    columns["grade"] = Column(texts: texts)
    let odd = cohort.linking(
      try Table(name: "adverse_events", columns: columns), of: subjects, as: "adverse_events", descriptions: [:])
    #expect(
      SmallEvents.words(AdverseEvents.analysis, on: odd)
        == "\"grade\" of \"adverse_events\" should be a whole number from 1 to 5, or missing; subject \"b1\" has \"none to speak of\" in row "
        + "7")
  }

  @Test("what is at least possible is related, what is at most remote is not, and the methods say which") func related()
    throws
  {
    let result = try RecordedInWords.result(EventSummary.analysis)
    #expect(result.counts("count", "Related", nil) == [2])
    #expect(result.counts("events", "Related", nil) == [2])
    #expect(
      result.methods.contains(
        "Events are related where \"AEREL\" is POSSIBLE or PROBABLE; not related where it is NONE or REMOTE; unknown where it is UNKNOWN."
      ))
    #expect(
      result.cautions.map(\.message).contains(
        "Of 1 event it is not recorded whether it is of the kind \"Related\"; they are not counted in it."))
  }

  @Test("the values that count as related can be named, and one that no event has is refused") func levels() throws {
    let narrow = try RecordedInWords.result(EventSummary.analysis, ["related_levels": .text("probable")])
    #expect(narrow.counts("count", "Related", nil) == [1])
    #expect(
      SmallEvents.words(EventSummary.analysis, ["related_levels": .text("PROBABEL")], on: try RecordedInWords.cohort())
        == "related_levels: no event of \"ADAE\" has \"PROBABEL\" in column \"AEREL\"; did you mean \"PROBABLE\"? Its values: "
        + "\"NONE\", \"POSSIBLE\", \"PROBABLE\", \"REMOTE\", \"UNKNOWN\"")
  }

  @Test("a flag that says yes or nothing says no where it is blank") func ticked() throws {
    let summary = try RecordedInWords.result(EventSummary.analysis)
    #expect(summary.counts("events", "Treatment-emergent", nil) == [4])
    #expect(summary.methods.contains("\"TRTEMFL\" says yes or nothing: blank counts as no."))
    let emergent = try RecordedInWords.result(AdverseEvents.analysis, ["treatment_emergent": .flag(true)])
    #expect(emergent.counts("any_grade", "RASH", nil) == [1])
    #expect(
      emergent.methods.contains(
        "Events count that are flagged as treatment-emergent (\"TRTEMFL\"); one that is not flagged is not treatment-emergent."
      ))
    // Of those whose events are all flagged, or none, the whole column tells what blank means.
    let two = try RecordedInWords.cohort().where("USUBJID == '2'")
    #expect(
      try SmallEvents.result(EventSummary.analysis, on: two).counts("events", "Treatment-emergent", nil) == [1])
  }

  @Test("the overview calls severity as it is recorded, and has no line of fatal severity where there is none")
  func overview() throws {
    let labels = try RecordedInWords.result(EventSummary.analysis).tables[0].lines.map(\.label)
    #expect(labels.prefix(3) == ["Any event", "Severe or worse", "Fatal"])
    let mild = try SmallEvents.result(
      EventSummary.analysis, ["terms": .text("RASH")], on: try RecordedInWords.cohort())
    #expect(mild.tables[0].lines.map(\.label).contains("Fatal") == false)
  }

  @Test("an outcome that is fatal led to death") func outcome() throws {
    #expect(try RecordedInWords.result(EventSummary.analysis).counts("count", "Leading to death", nil) == [1])
  }
}

@Suite("Events of some terms alone") struct TermsTests {
  @Test("count, in any case, and no other") func narrowed() throws {
    let result = try SmallEvents.result(AdverseEvents.analysis, ["terms": .list([.text("nausea"), .text("Headache")])])
    #expect(result.counts("any_grade", "Any event", nil) == [3])
    #expect(result.tables[0].lines.map(\.label).filter { $0 == "Vomiting" } == [])
    #expect(result.title == "Adverse events, nausea, Headache")
    #expect(
      result.methods.contains(
        "Events count whose term (\"term\") is nausea or Headache; 1 event for which the term is missing is left out."))
    let absent = try SmallEvents.result(
      AdverseEvents.analysis, ["terms": .text("Nausea"), "absent_terms": .flag(true), "lines": .text("term")])
    #expect(absent.tables[0].lines.map(\.label) == ["Any event", "Nausea"])
  }

  @Test("one that no event has is refused with the nearest; one that only others have is a 0") func unknown() throws {
    #expect(
      SmallEvents.words(AdverseEvents.analysis, ["terms": .text("Nausae")])
        == "no event of \"adverse_events\" has the term \"Nausae\" (column \"term\"); did you mean \"Nausea\"?")
    let others = try SmallEvents.cohort().where("id == 'a2'")
    let result = try SmallEvents.result(AdverseEvents.analysis, ["terms": .text("Vomiting")], on: others)
    #expect(result.counts("any_grade", "Any event", nil) == [0])
  }

  @Test("where nothing is recorded no term is known, and none is wrong") func empty() throws {
    let nobody = try SmallEvents.cohort([])
    let result = try SmallEvents.result(AdverseEvents.analysis, ["terms": .text("Vomiting")], on: nobody)
    #expect(result.counts("any_grade", "Any event", nil) == [0])
  }

  @Test("may be tens of thousands") func many() throws {
    let events = (0..<70_000).map { row in
      SmallEvents.Event(
        subject: ["a1", "b1"][row % 2], organClass: "C\(row % 30)", term: "Term \(row)", grade: 1 + row % 5, onset: 1,
        end: 2)
    }
    let cohort = try SmallEvents.cohort(events)
    let result = try SmallEvents.result(
      AdverseEvents.analysis, ["by": .text("arm"), "lines": .text("organ_class")], on: cohort)
    #expect(result.counts("any_grade", "Any event", "A", "B", "C", nil) == [1, 1, 0, 2])
    #expect(result.counts("events", "C7", nil) == [2334])
  }
}

@Suite("Follow-up and horizons of current grades and onsets") struct FollowUpTests {
  @Test("current grades are of those under observation by the endpoint os, in whatever unit it is") func endpoint()
    throws
  {
    let cohort = try SmallEvents.cohort()
      .deriving(Column(numbers: [1, 1, 0.05, 0.2, 1, 1]), as: "os_months", description: ColumnDescription())
      .deriving(Column(flags: [false, false, true, true, false, false]), as: "died", description: ColumnDescription())
      .declaring(
        EndpointDefinition(name: "OS", time: "os_months", event: .indicator(column: "died"), unit: .months))
    let result = try SmallEvents.result(
      GradesOverTime.analysis, ["last_day": .integer(7)], on: cohort)
    // 0.05 months are 1.5 days, 0.2 months 6.1.
    #expect([1.0, 2, 6, 7].map { result.row("observed", time: $0)?.value } == [6, 5, 5, 4].map { .count($0) })
    #expect(
      result.methods.contains("Subjects are under observation up to the day in \"os_months\", that day included."))
    let bare = try SmallEvents.result(GradesOverTime.analysis)
    #expect(
      bare.methods.contains(
        "Everybody is counted as under observation on every day: no follow-up was named, and there is no endpoint \"os\"."
      ))
  }

  @Test("the figure of onsets ends soon after the last, and the estimates are those of whole follow-up") func horizon()
    throws
  {
    let whole = try SyndromeCohort.perform("toxicity.onset", .init("syndrome", .text("ICANS")))
    let panel = try #require(whole.figures.first?.curves?.panels.first)
    #expect(panel.riskTable.times.max() ?? 0 <= 14)
    #expect(panel.curves.allSatisfy { $0.end <= 14 })
    #expect(whole.figures.first?.notes.last == "Shown to day 14; later there is no onset.")
    let cut = try SyndromeCohort.perform(
      "toxicity.onset", .init("syndrome", .text("ICANS")), .init("until", .integer(14)))
    #expect(cut.figures.first?.notes.last != "Shown to day 14; later there is no onset.")
    #expect(cut.figures.first?.curves?.panels.first?.curves == panel.curves)
    #expect(whole.rows.contains { $0.statistic == "events" })
  }
}
