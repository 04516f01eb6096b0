import Analyses
import Cohorts
import OrderedCollections
import Testing

@testable import Response

@Suite("Deriving the best overall response")
struct BestOverallDerivationTests {
  private func derived(_ given: KeyValuePairs<String, Argument> = [:], in cohort: Cohort? = nil) throws -> Cohort {
    try BestOverallDerivation.derivation.perform(
      on: cohort ?? AssessedTrial.make(), with: AssessedTrial.arguments(given))
  }

  private func values(_ name: String, _ given: KeyValuePairs<String, Argument> = [:]) throws -> String {
    try AssessedTrial.values(name, in: derived(given))
  }

  private func words(_ given: KeyValuePairs<String, Argument>, in cohort: Cohort? = nil) -> String {
    do {
      _ = try derived(given, in: cohort)
      return ""
    } catch { return "\(error)" }
  }

  @Test("gives each subject the best category, its day, and why there is none")
  func unconfirmed() throws {
    #expect(try values("best_response") == "CR CRi NR NE - CR PR CR PR CR")
    #expect(try values("best_response_day") == "56 28 28 28 - 28 28 56 28 28")
    #expect(try values("first_response_day") == "28 28 - - - 28 28 28 28 28")
    #expect(try values("first_complete_response_day") == "56 28 - - - 28 - 28 - 28")
    #expect(try values("has_responded") == "yes yes no - - yes yes yes yes yes")
    #expect(try values("has_complete_response") == "yes yes no - - yes no yes no yes")
    #expect(try values("first_progression_day") == "- 84 56 - - - 35 - - -")
    #expect(try values("last_assessment_day") == "112 84 56 - - 60 35 56 84 120")
    #expect(try derived().grouping("response_evaluability").codes == [0, 0, 0, 1, 3, 0, 0, 0, 0, 0])
  }

  @Test("counts confirmed responses alone where they must be confirmed")
  func confirmed() throws {
    #expect(try values("best_response", ["confirmed": .flag(true)]) == "CR CRi NR NE - CR NR CRi PR CR")
    #expect(try values("confirmation_day", ["confirmed": .flag(true)]) == "112 56 - - - 60 - 56 56 120")
    let within = try values(
      "best_response", ["confirmed": .flag(true), "confirmation_within": .integer(60), "unconfirmed_as": .text("ne")])
    #expect(within == "CR CRi NR NE - CR PD CRi PR NE")
  }

  @Test("ends with the first of some days")
  func until() throws {
    let given: KeyValuePairs<String, Argument> = [
      "confirmed": .flag(true), "until": .list([.text("transplant_day"), .text("relapse_day")]),
    ]
    #expect(try values("best_response", given) == "CR CRi NR NE - CR NR CRi PR NR")
    // The confirmation of s10 on day 120 came after the transplant on day 90; that s10 was without progression then is known.
    #expect(try values("last_assessment_day", given) == "112 84 56 - - 60 35 56 84 120")
  }

  @Test("says in the dictionary by which rule, when each variable is known, and in which vocabulary")
  func dictionary() throws {
    let cohort = try derived(["confirmed": .flag(true)])
    let words = try #require(cohort.derivation(of: "best_response"))
    #expect(words.hasPrefix("best overall response (ELN 2022) from assessments.response\n1. Assessments without a day"))
    #expect(
      words.hasSuffix(
        "\nAssessments: 24, of which set aside: 1 before treatment, 1 beside another on the day, 1 after progression; 1 differed "
          + "from another on the day."))
    #expect(cohort.derivation(of: "confirmation_day") == words)
    #expect(cohort.vocabulary(of: "best_response") == .leukaemia)
    #expect(cohort.knownAt("best_response") == .onDay(["best_response_day", "confirmation_day"]))
    #expect(cohort.knownAt("first_response_day") == .onDay(["first_response_day", "response_known_day"]))
    #expect(try derived().knownAt("first_response_day") == .onDay(["first_response_day"]))
    #expect(try derived().knownAt("has_responded") == .onDay(["response_known_day"]))
    #expect(try derived().knownAt("has_complete_response") == .onDay(["first_complete_response_day"]))
  }

  @Test("who responds is known from the first response on, and where it must be confirmed from the confirmation on")
  func responseKnown() throws {
    #expect(try values("response_known_day") == "28 28 - - - 28 28 28 28 28")
    // s1: PR on day 28 is confirmed by CR on day 56; s8: CRi on day 28 by CR on day 56; s10 on day 120.
    #expect(try values("response_known_day", ["confirmed": .flag(true)]) == "56 56 - - - 60 - 56 56 120")
  }

  @Test("is late for an endpoint that starts with treatment: grouping by it is flagged as by any late variable")
  func lateness() throws {
    let endpoint = EndpointDefinition(name: "os", time: "os_days", event: .condition("death_day >= 0"))
    for name in ["best_response", "has_responded", "first_response_day"] {
      let lateness = try #require(try derived().lateness(of: name, for: endpoint))
      #expect(lateness.medianDay == 28, "\(name)")
    }
  }

  @Test("has names of its own beside an earlier one, and refuses to take its place")
  func prefixes() throws {
    let once = try derived()
    let twice = try derived(["prefix": .text("confirmed_"), "confirmed": .flag(true)], in: once)
    #expect(try AssessedTrial.values("confirmed_best_response", in: twice) == "CR CRi NR NE - CR NR CRi PR CR")
    #expect(
      words([:], in: once)
        == "cohort \"assessed\" already has a variable \"best_response\"; give the new ones names of their own (prefix = \"…\")"
    )
  }

  @Test("what is wrong with the question is said with what would be right")
  func faults() throws {
    #expect(
      words(["table": .text("asessments")]) == "there is no linked table \"asessments\"; did you mean \"assessments\"?")
    #expect(
      words([:], in: try AssessedTrial.make(vocabulary: nil))
        == "the dictionary does not say in which vocabulary \"assessments.response\" is written: declare it, or name it "
        + "(vocabulary = \"…\"); its values fit \"leukaemia\"")
    #expect(
      words(["vocabulary": .text("recist")])
        == "subject \"s1\": assessments.response is \"NR\", which the vocabulary \"recist\" does not know; its levels: CR, PR, "
        + "SD, Non-CR/Non-PD, PD, NE")
    #expect(
      words(["same_day": .text("refuse")])
        == "subject \"s8\" has both CR and CRi on day 28; correct one, or choose which counts (same_day = \"worst\" or \"best\")"
    )
    #expect(
      words(["confirmed": .flag(true), "unconfirmed_as": .text("SD")])
        == "unconfirmed_as = \"SD\": the vocabulary \"leukaemia\" has no such category; it has \"CR\", \"CRh\", \"CRi\", \"MLFS\", "
        + "\"PR\", \"NR\", \"PD\", \"NE\"")
    #expect(
      words(["confirmation_days": .integer(14)])
        == "response.derive_best_overall: confirmation_days says how responses are confirmed, but they need not be; say "
        + "confirmed = true, too")
    #expect(
      words(["confirmed": .flag(true), "confirmation_within": .integer(27)])
        == "response.derive_best_overall: nothing could be confirmed: confirmation_within = 27 is less than "
        + "confirmation_days = 28")
    #expect(
      words(["day": .text("dya")]) == "column \"dya\" is not in \"assessments\"; did you mean \"day\"?")
    let bare = try Cohort(
      name: "bare", subjects: Table(name: "subjects", columns: ["id": Column(texts: ["a"])]),
      dictionary: DataDictionary(subjectID: "id"))
    #expect(words([:], in: bare) == "no table of assessments: name it (table = \"…\"); the cohort has no linked tables")
  }

  @Test("of a table of several kinds of rows those of the assessments count, as in ADaM's ADRS")
  func condition() throws {
    let subjects = try Table(name: "subjects", columns: ["id": Column(texts: ["a", "b"])])
    let table = try Table(
      name: "ADRS",
      columns: [
        "id": Column(texts: ["a", "a", "a", "b", "b"]),
        "PARAMCD": Column(texts: ["OVRLRESP", "BOR", "RSP", "OVRLRESP", nil]),
        "ADY": Column(integers: [28, 28, 28, 30, 60]), "AVALC": Column(texts: ["PR", "CR", "Y", "SD", "CR"]),
      ])
    let cohort = try Cohort(
      name: "adam", subjects: subjects, linked: ["ADRS": LinkedTable(table, key: "id", subjects: subjects)],
      dictionary: DataDictionary(subjectID: "id"))
    let question: KeyValuePairs<String, Argument> = [
      "day": .text("ADY"), "response": .text("AVALC"), "vocabulary": .text("recist"),
      "where": .text("PARAMCD == 'OVRLRESP'"),
    ]
    let derived = try derived(question, in: cohort)
    #expect(try AssessedTrial.values("best_response", in: derived) == "PR SD")
    let lines = try #require(derived.derivation(of: "best_response")).split(separator: "\n")
    #expect(lines.first == "best overall response (RECIST 1.1) from ADRS.AVALC where PARAMCD == 'OVRLRESP'")
    #expect(lines.last == "Assessments: 3, of which set aside: 1 with the condition unknown.")
    #expect(
      words(["day": .text("ADY"), "response": .text("AVALC"), "vocabulary": .text("recist")], in: cohort)
        == "subject \"a\": ADRS.AVALC is \"Y\", which the vocabulary \"recist\" does not know; its levels: CR, PR, SD, "
        + "Non-CR/Non-PD, PD, NE")
  }

  @Test("a restricted cohort gets the same answers for those who are in")
  func restricted() throws {
    let part = try AssessedTrial.make().part([1, 5, 8])
    #expect(try AssessedTrial.values("best_response", in: derived(in: part)) == "CRi CR PR")
  }
}

@Suite("Deriving duration of response and time to response")
struct ResponseDurationTests {
  private func days(_ time: ResponseDuration.Time?) -> String {
    time.map { "\(Value.number($0.days)) \($0.end)" } ?? "none"
  }

  @Test(
    "by a table that a physician can read",
    arguments: [
      // response, progression, death, last assessment; duration; time to response
      (28, .infinity, .infinity, 112, "84 censored", "28 response"), (28, 84, 200, 84, "56 progression", "28 response"),
      (28, .infinity, 130, 56, "102 death", "28 response"), (.infinity, 56, 90, 56, "none", "56 progression"),
      (.infinity, .infinity, 12, .infinity, "none", "12 death"),
      (.infinity, .infinity, .infinity, 40, "none", "40 censored"),
      (.infinity, .infinity, .infinity, .infinity, "none", "none"),
      (28, 28, .infinity, 28, "0 progression", "28 response"),
      (28, .infinity, .infinity, .infinity, "none", "28 response"),
      (28, 100, 100, 100, "72 progression", "28 response"),
      (56, 28, .infinity, 90, "34 censored", "28 progression"),
    ] as [(Double, Double, Double, Double, String, String)])
  func table(
    _ response: Double, _ progression: Double, _ death: Double, _ last: Double, _ duration: String, _ toResponse: String
  ) {
    let times = ResponseDuration(response: response, progression: progression, death: death, last: last)
    #expect(days(times.duration) == duration)
    #expect(days(times.toResponse) == toResponse)
  }

  private func derived(_ given: KeyValuePairs<String, Argument>) throws -> Cohort {
    try ResponseDuration.derivation.perform(
      on: BestOverallDerivation.derivation.perform(on: AssessedTrial.make()), with: AssessedTrial.arguments(given))
  }

  private let usual: KeyValuePairs<String, Argument> = [
    "first_response": .text("first_response_day"), "progression": .list([.text("relapse_day")]),
    "death": .text("death_day"),
    "last_assessment": .text("last_assessment_day"),
  ]

  @Test("without the days that best response derives says what to derive first")
  func notDerived() throws {
    let error = #expect(throws: AssessmentError.self) {
      try ResponseDuration.derivation.perform(
        on: AssessedTrial.make(), with: AssessedTrial.arguments(["progression": .list([.text("relapse_day")])]))
    }
    #expect(
      error?.description
        == "cohort \"assessed\" has no variable \"first_response_day\": derive it first (response.derive_best_overall), or name another "
        + "(first_response = \"…\")")
  }

  @Test("declares endpoints whose times follow from the days, for responders and for all")
  func endpoints() throws {
    let cohort = try derived(usual)
    #expect(try AssessedTrial.values("duration_of_response_days", in: cohort) == "84 56 - - - 32 7 102 56 122")
    #expect(
      try AssessedTrial.values("duration_of_response_outcome", in: cohort)
        == "- progression - - - - progression death - progression")
    #expect(try AssessedTrial.values("time_to_response_days", in: cohort) == "28 28 56 40 12 28 28 28 28 28")
    let duration = try cohort.times(of: EndpointRequest(.named("duration_of_response")))
    #expect(duration.count == 7)
    #expect(duration.missing == 3)
    #expect(duration.event == [false, true, false, true, true, false, true])
    let toResponse = try cohort.times(of: EndpointRequest(.named("time_to_response")))
    #expect(toResponse.outcomes?.names == ["response", "progression", "death"])
    #expect(toResponse.outcomes?.codes == [1, 1, 2, 3, 3, 1, 1, 1, 1, 1])
  }

  @Test("a transplant after the response censors it, where that is asked")
  func estimand() throws {
    let request = EndpointRequest(
      .named("duration_of_response"), intercurrent: [IntercurrentEvent(day: "transplant_day", strategy: .censor)])
    let times = try derived(usual).times(of: request)
    #expect(times.time == [84, 56, 32, 7, 102, 56, 62])
    #expect(times.event == [false, true, false, true, true, false, false])
  }

  @Test("says what it read; who responded can be a condition")
  func words() throws {
    let cohort = try ResponseDuration.derivation.perform(
      on: AssessedTrial.make(), with: ResponseDuration.derivation.example)
    #expect(
      cohort.derivation(of: "duration_of_response_days")
        == "duration of response from response_day of those with responder, ending with the first of relapse_day, death_day, "
        + "censored at pfs_days")
    #expect(
      cohort.derivation(of: "time_to_response_event")
        == "time to response from day 0, ending with the first of response_day of those with responder, relapse_day, death_day, "
        + "censored at pfs_days")
    #expect(cohort.knownAt("duration_of_response_outcome") == .afterOrigin)
  }

  @Test("a response ends with the first progression that was assessed, where no other is named; with nothing it cannot")
  func usualProgression() throws {
    // s2 progressed on day 84, s3 on day 56 without a response, s7 on day 35.
    #expect(try AssessedTrial.values("duration_of_response_event", in: derived([:])) == "no yes - - - no yes no no no")
    let thrown = #expect(throws: ArgumentError.self) {
      try ResponseDuration.derivation.perform(
        on: AssessedTrial.make(),
        with: AssessedTrial.arguments([
          "first_response": .text("response_day"), "last_assessment": .text("last_day"),
        ]))
    }
    #expect(
      thrown.map { "\($0)" }
        == "response.derive_duration: nothing says when a response ends: name columns of days (progression = \"…\", "
        + "death = \"…\")")
  }

  @Test("a death before the response is a contradiction")
  func contradiction() throws {
    let thrown = #expect(throws: CohortError.self) {
      try ResponseDuration.derivation.perform(
        on: AssessedTrial.make(),
        with: AssessedTrial.arguments([
          "first_response": .text("last_day"), "death": .text("response_day"), "last_assessment": .text("last_day"),
        ]))
    }
    #expect(thrown == .negativeTime(column: "duration_of_response_days", subject: "s1", value: -272))
  }
}
