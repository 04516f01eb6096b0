import Analyses
import Cohorts
import OrderedCollections
import Testing

@testable import Response

/// A course as a physician writes it, the question that is asked, and the answer that the physician expects.
struct WrittenCourse: Sendable, CustomTestStringConvertible {
  /// What the course shows.
  let shows: String
  /// `84 PR · 168 CR`; a dash stands for a missing day or category.
  let visits: String
  /// The day of another therapy.
  var therapy: Int?
  /// The arguments, besides the vocabulary.
  var asked: [Argument.Entry] = []
  /// Best response and its day, first response, last assessment, progression.
  let expected: String

  init(_ shows: String, _ visits: String, therapy: Int? = nil, _ expected: String, _ asked: (String, Argument)...) {
    self.shows = shows
    self.visits = visits
    self.therapy = therapy
    self.expected = expected
    self.asked = asked.map { .init($0.0, $0.1) }
  }

  var testDescription: String { "\(shows): \(visits)" }

  /// What is derived of the course.
  func answer(_ vocabulary: String, _ usual: [Argument.Entry] = []) throws -> String {
    let subjects = try Table(
      name: "subjects", columns: ["id": Column(texts: ["a"]), "therapy_day": Column(integers: [therapy])])
    let rows = visits.split(separator: "·").map { $0.split(separator: " ").map(String.init) }
    let table = try Table(
      name: "assessments",
      columns: [
        "id": Column(texts: rows.map { _ in "a" }), "day": Column(integers: rows.map { Int($0[0]) }),
        "response": Column(texts: rows.map { $0[1] == "-" ? nil : $0[1] }),
      ])
    let cohort = try Cohort(
      name: "course", subjects: subjects,
      linked: ["assessments": LinkedTable(table, key: "id", subjects: subjects)],
      dictionary: DataDictionary(subjectID: "id"))
    let derived = try BestOverallDerivation.derivation.perform(
      on: cohort, with: [.init("vocabulary", .text(vocabulary)), .init("until", .text("therapy_day"))] + usual + asked)
    return try [
      "best_response", "best_response_day", "first_response_day", "last_assessment_day", "first_progression_day",
    ]
    .map { try AssessedTrial.values($0, in: derived) }.joined(separator: " ")
  }
}

@Suite("Courses that a physician can read, from the table to the variables")
struct PhysicianTableTests {
  @Test(
    "lymphoma by Lugano, not confirmed",
    arguments: [
      WrittenCourse("metabolic responses are responses", "84 PMR · 168 CMR", "CR 168 84 168 -"),
      WrittenCourse("no metabolic response is stable disease", "84 NMR · 168 PMD", "SD 84 - 168 168"),
      WrittenCourse("a response after progression does not count", "84 PD · 100 CR", "PD 84 - 84 84"),
      WrittenCourse("assessments before treatment do not count", "-14 PD · 84 PR", "PR 84 84 84 -"),
      WrittenCourse("nor does that of day 0", "0 CR · 84 SD", "SD 84 - 84 -"),
      WrittenCourse("a response to another therapy does not count", "84 CR", therapy: 70, "- - - 84 -"),
      WrittenCourse("that on its day does", "70 CR", therapy: 70, "CR 70 70 70 -"),
      WrittenCourse(
        "the better one under another therapy", "84 PR · 168 CR · 200 PD", therapy: 100, "PR 84 84 200 200"),
      WrittenCourse("never evaluable", "84 NE · 90 NE", "NE 84 - - -"),
      WrittenCourse("never assessed, as who dies early", "", "- - - - -"),
      WrittenCourse("a row twice", "84 CR · 84 CR", "CR 84 84 84 -"),
      WrittenCourse("rows in no order", "168 PR · 84 SD", "PR 168 168 168 -"),
      WrittenCourse("a contradiction: the worst", "84 PR · 84 SD", "SD 84 - 84 -"),
      WrittenCourse(
        "a contradiction: the best, where asked", "84 PR · 84 SD", "PR 84 84 84 -", ("same_day", .text("best"))),
      WrittenCourse("not evaluable contradicts nothing", "84 NE · 84 CR", "CR 84 84 84 -"),
      WrittenCourse("a day is missing", "- CR · 84 SD", "SD 84 - 84 -"),
      WrittenCourse("a category is missing", "84 - · 168 PR", "PR 168 168 168 -"),
      WrittenCourse("last contact cannot be evaluated", "84 PR · 168 NE", "PR 84 84 84 -"),
    ])
  func lymphoma(_ course: WrittenCourse) throws {
    #expect(try course.answer("lymphoma") == course.expected)
  }

  @Test(
    "solid tumours by RECIST 1.1, confirmed after four weeks",
    arguments: [
      WrittenCourse("after four weeks", "42 PR · 70 PR", "PR 42 42 70 -"),
      WrittenCourse("a day too early", "42 PR · 69 PR", "SD 42 - 69 -"),
      WrittenCourse("by the third, the second being too early", "42 PR · 69 PR · 70 PR", "PR 42 42 70 -"),
      WrittenCourse("one NE between", "42 PR · 56 NE · 84 PR", "PR 42 42 84 -"),
      WrittenCourse("a chain of NE between", "42 PR · 56 NE · 63 NE · 84 PR", "SD 42 - 84 -"),
      WrittenCourse(
        "a chain of NE, allowed", "42 PR · 56 NE · 63 NE · 84 PR", "PR 42 42 84 -", ("max_not_evaluable", .integer(2))),
      WrittenCourse("progression in place of confirmation", "42 PR · 84 PD", "SD 42 - 84 84"),
      WrittenCourse(
        "and where unconfirmed is not evaluable", "42 PR · 84 PD", "PD 84 - 84 84", ("unconfirmed_as", .text("NE"))),
      WrittenCourse("less after a complete response", "42 CR · 84 PR · 126 PR", "PR 84 84 126 -"),
      WrittenCourse("a late response", "42 SD · 84 CR · 126 CR", "CR 84 84 126 -"),
      WrittenCourse(
        "too late a confirmation", "42 PR · 200 PR", "SD 42 - 200 -", ("confirmation_within", .integer(100))),
      WrittenCourse("stable disease too early", "35 SD", "NE 35 - 35 -", ("stable_from", .integer(42))),
      WrittenCourse("stable disease long enough", "41 SD · 42 SD", "SD 42 - 42 -", ("stable_from", .integer(42))),
      WrittenCourse(
        "an unconfirmed response too early for stable disease", "35 PR", "NE 35 - 35 -", ("stable_from", .integer(42))),
      WrittenCourse("confirmed under another therapy only", "42 PR · 84 PR", therapy: 60, "SD 42 - 84 -"),
      WrittenCourse("no target lesions", "28 Non-CR/Non-PD · 56 PD", "Non-CR/Non-PD 28 - 56 56"),
    ])
  func solid(_ course: WrittenCourse) throws {
    #expect(try course.answer("recist", [.init("confirmed", .flag(true))]) == course.expected)
  }

  @Test(
    "myeloma by IMWG, two consecutive assessments",
    arguments: [
      WrittenCourse("the lesser of two", "28 VGPR · 56 PR · 84 PR", "PR 28 28 84 -"),
      WrittenCourse("deeper and deeper", "28 PR · 56 VGPR · 84 sCR · 112 sCR", "sCR 84 28 112 -"),
      WrittenCourse("not consecutive", "28 PR · 56 NE · 84 PR", "SD 28 - 84 -"),
      WrittenCourse("minimal response is none", "28 MR · 56 MR", "MR 28 - 56 -"),
      WrittenCourse("progression at once", "28 CR · 56 PD", "SD 28 - 56 56"),
      WrittenCourse("the next day", "28 CR · 29 CR", "CR 28 28 29 -"),
    ])
  func myeloma(_ course: WrittenCourse) throws {
    let consecutive: [Argument.Entry] = [
      .init("confirmed", .flag(true)), .init("confirmation_days", .integer(1)),
      .init("max_not_evaluable", .integer(0)), .init("after_complete", .text("accept")),
    ]
    #expect(try course.answer("myeloma", consecutive) == course.expected)
  }

  @Test(
    "leukaemia by ELN, not confirmed",
    arguments: [
      WrittenCourse("deeper and deeper", "28 MLFS · 56 CRi · 84 CRh · 112 CR", "CR 112 28 112 -"),
      WrittenCourse("relapse is progression", "28 NR · 56 CR · 90 relapse", "CR 56 56 90 90"),
      WrittenCourse("remission and relapse on one day", "28 CR · 28 relapse", "PD 28 - 28 28"),
      WrittenCourse("incomplete recovery in other words", "28 CRp · 56 nonresponder", "CRi 28 28 56 -"),
    ])
  func leukaemia(_ course: WrittenCourse) throws {
    #expect(try course.answer("leukaemia") == course.expected)
  }
}
