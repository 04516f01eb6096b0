import Cohorts
import Testing

@testable import Response

/// Best responses of courses that are written as a physician would: `28 PR · 56 CR` is PR on day 28 and CR on day 56.
struct Courses {
  var vocabulary = ResponseVocabulary.recist
  var after = 0.0
  var sameDay = SameDay.worst
  var confirmation: ResponseConfirmation?
  var stableFrom: Double?
  var end = Double.infinity

  private func rule() -> AssessmentRule {
    AssessmentRule(
      vocabulary, after: after, sameDay: sameDay, until: end.isFinite ? ["the end"] : [],
      confirmation: confirmation.map { confirmation in
        var confirmation = confirmation
        confirmation.unconfirmedAs = ResponseConfirmation.usualUnconfirmed(vocabulary)
        return confirmation
      }, stableFrom: stableFrom)
  }

  func assessments(_ courses: [String]) throws -> Assessments {
    var (subjects, days, levels): ([Int32], [Double], [Int32]) = ([], [], [])
    for (subject, course) in courses.enumerated() where !course.isEmpty {
      for visit in course.split(separator: "·") {
        let words = visit.split(separator: " ")
        subjects.append(Int32(subject))
        days.append(try #require(Double(words[0])))
        levels.append(Int32(try #require(vocabulary.position(of: String(words[1])))))
      }
    }
    return Assessments(subjects: subjects, days: days, levels: levels, count: courses.count)
  }

  func responses(_ courses: String...) throws -> BestResponses {
    try BestResponses(rule(), assessments(courses), ends: courses.map { _ in end })
  }

  /// The best response and its first day: `CR on 56`, `NE on 28`, or `none`.
  func best(_ course: String) throws -> String {
    let best = try responses(course).subjects[0]
    let day = best.day.map { " on \(Value.number($0))" } ?? ""
    return (best.level.map { vocabulary.levels[$0].code } ?? (best.standing == .noAssessment ? "none" : "NE")) + day
  }
}

@Suite("Best overall response")
struct BestResponseTests {
  @Test(
    "by a table that a physician can read: unconfirmed, and confirmed after 28 days with one NE between",
    arguments: [
      // visits, unconfirmed, confirmed
      ("28 PR · 56 CR · 84 NE · 112 CR", "CR on 56", "CR on 56"),
      ("28 PR · 56 CR · 84 NE · 112 NE · 140 CR", "CR on 56", "PR on 28"),
      ("28 PR · 40 PD", "PR on 28", "SD on 28"),
      ("28 PR · 56 PR", "PR on 28", "PR on 28"),
      ("28 PR · 55 PR", "PR on 28", "SD on 28"),
      ("28 CR · 56 PR", "CR on 28", "SD on 28"),
      ("28 CR · 56 PR · 84 PR", "CR on 28", "PR on 56"),
      ("28 PR · 56 SD · 84 PR", "PR on 28", "SD on 28"),
      ("28 PR · 42 CR · 56 PR", "CR on 42", "SD on 28"),
      ("28 SD · 56 PR · 84 CR · 112 CR", "CR on 84", "CR on 84"),
      ("28 NE · 56 NE", "NE on 28", "NE on 28"), ("28 PD · 56 CR · 84 CR", "PD on 28", "PD on 28"),
      ("", "none", "none"), ("28 CR", "CR on 28", "SD on 28"), ("56 CR · 28 CR", "CR on 28", "CR on 28"),
      ("28 NE · 56 SD", "SD on 56", "SD on 56"), ("-7 PD · 28 PR · 56 PR", "PR on 28", "PR on 28"),
      ("0 CR", "none", "none"),
    ])
  func table(_ visits: String, _ unconfirmed: String, _ confirmed: String) throws {
    #expect(try Courses().best(visits) == unconfirmed)
    #expect(try Courses(confirmation: ResponseConfirmation()).best(visits) == confirmed)
  }

  /// Table 3 of Eisenhauer and others (2009): the response at the first time point, at the next, and the best that follows; where the
  /// first is too early for stable disease, what the table gives "otherwise".
  @Test(
    "of two time points, as table 3 of RECIST 1.1 has it",
    arguments: [
      ("CR", "CR", "CR", "CR"), ("CR", "SD", "SD", "SD"), ("CR", "PD", "SD", "PD"), ("CR", "NE", "SD", "NE"),
      ("PR", "CR", "PR", "PR"), ("PR", "PR", "PR", "PR"), ("PR", "SD", "SD", "SD"), ("PR", "PD", "SD", "PD"),
      ("PR", "NE", "SD", "NE"), ("NE", "NE", "NE", "NE"), ("SD", "PD", "SD", "PD"), ("NE", "PD", "PD", "PD"),
    ])
  func table3(_ first: String, _ second: String, _ best: String, _ otherwise: String) throws {
    let courses = Courses(confirmation: ResponseConfirmation(), stableFrom: 42)
    #expect(try courses.best("56 \(first) · 84 \(second)").prefix(2) == best)
    #expect(try courses.best("35 \(first) · 63 \(second)").prefix(2) == otherwise)
  }

  /// The subjects of admiralonco's test of `derive_param_confirmed_bor`, in days from the start of treatment, with the answers
  /// that the package is tested to give.
  @Test(
    "agrees with admiralonco on its own subjects",
    arguments: [
      // visits; after 28 days with one NE; after 14 days without NE, one SD accepted before a PR
      ("0 PR · 31 CR · 46 NE · 60 CR · 91 SD", "CR on 31", "PR on 0"),
      ("20 SD · 51 PR · 80 SD · 92 CR", "SD on 51", "PR on 51"), ("1 CR · 21 CR · 51 SD", "SD on 51", "CR on 1"),
      ("2 PR · 62 SD · 93 SD · 123 PR · 137 NON-CR/NON-PD", "SD on 62", "SD on 62"),
      ("0 PR · 9 SD · 19 PR · 135 NON-CR/NON-PD", "Non-CR/Non-PD on 135", "PR on 0"),
      ("4 PR · 14 CR · 57 PR", "SD on 57", "SD on 57"), ("4 PR · 14 CR · 59 NE", "NE on 4", nil), ("", "none", "none"),
      ("15 PD · 34 SD", "PD on 15", "PD on 15"),
    ] as [(String, String, String?)])
  func admiralonco(_ visits: String, _ usual: String, _ other: String?) throws {
    #expect(try Courses(after: -1, confirmation: ResponseConfirmation(), stableFrom: 28).best(visits) == usual)
    let lenient = ResponseConfirmation(minimumDays: 14, mostNotEvaluable: 0, mostStable: 1)
    if let other { #expect(try Courses(after: -1, confirmation: lenient, stableFrom: 28).best(visits) == other) }
  }

  @Test("between a response and its confirmation may stand so many NE and SD as the rule says, and no more")
  func between() throws {
    func best(_ visits: String, _ confirmation: ResponseConfirmation) throws -> String {
      try Courses(confirmation: confirmation).best(visits)
    }
    let two = "28 PR · 56 NE · 84 NE · 112 PR"
    #expect(try best(two, ResponseConfirmation(mostNotEvaluable: 1)) == "SD on 28")
    #expect(try best(two, ResponseConfirmation(mostNotEvaluable: 2)) == "PR on 28")
    let stable = "28 PR · 42 SD · 56 PR"
    #expect(try best(stable, ResponseConfirmation(mostStable: 0)) == "SD on 28")
    #expect(try best(stable, ResponseConfirmation(mostStable: 1)) == "PR on 28")
    #expect(try best("28 CR · 42 SD · 56 CR", ResponseConfirmation(mostStable: 1)) == "SD on 28")
    #expect(try best("28 PR · 112 PR", ResponseConfirmation(maximumDays: 84)) == "PR on 28")
    #expect(try best("28 PR · 113 PR", ResponseConfirmation(maximumDays: 84)) == "SD on 28")
  }

  @Test("a lesser response after a complete one confirms nothing, or makes the complete one a lesser one")
  func afterComplete() throws {
    let accepting = Courses(confirmation: ResponseConfirmation(afterComplete: .accept))
    #expect(try accepting.best("28 CR · 56 PR") == "PR on 28")
    #expect(try accepting.best("28 PR · 42 CR · 56 PR") == "PR on 28")
    #expect(try Courses(confirmation: ResponseConfirmation()).best("28 CR · 56 PR") == "SD on 28")
  }

  @Test(
    "of two assessments on one day the worst counts, or the best, and one that could be evaluated before one that could not"
  )
  func sameDay() throws {
    #expect(try Courses().best("28 CR · 28 PR") == "PR on 28")
    #expect(try Courses(sameDay: .best).best("28 PR · 28 CR") == "CR on 28")
    #expect(try Courses().best("28 PR · 28 NE") == "PR on 28")
    #expect(try Courses().best("28 NE · 28 NE") == "NE on 28")
    #expect(try Courses().best("28 CR · 28 PD · 56 CR") == "PD on 28")
    #expect(try Courses(sameDay: .refuse).best("28 CR · 28 CR") == "CR on 28")
    let fault = #expect(throws: BestResponses.Fault.self) {
      try Courses(sameDay: .refuse).responses("28 CR", "28 SD · 56 CR · 56 PR")
    }
    #expect(fault == .init(subject: 1, contradiction: .init(day: 56, first: "CR", second: "PR")))
  }

  @Test("after the end of what counts, and after progression, nothing counts; on the day itself it does")
  func ends() throws {
    #expect(try Courses(end: 56).best("28 SD · 56 PR · 57 CR") == "PR on 56")
    #expect(try Courses(end: 20).best("28 SD") == "none")
    let responses = try Courses(end: 100).responses(
      "-3 SD · 0 SD · 28 PR · 28 PR · 56 PR · 56 SD · 84 PD · 90 CR · 120 CR")
    #expect(
      responses.setAside
        == .init(beforeStart: 2, repeated: 1, contradicted: 1, afterEnd: 1, afterProgression: 1))
    #expect(responses.subjects[0].progressionDay == 84)
  }

  @Test("an unconfirmed response of leukaemia counts as none, CR and CRi confirm each other as CRi")
  func leukaemia() throws {
    let courses = Courses(vocabulary: .leukaemia, confirmation: ResponseConfirmation())
    #expect(try courses.best("28 CR") == "NR on 28")
    #expect(try courses.best("28 CR · 56 CRi") == "CRi on 28")
    #expect(try courses.best("28 CRi · 56 CR · 84 CRi") == "CRi on 28")
    #expect(try courses.best("28 CRi · 56 CR · 84 CR") == "CR on 56")
    #expect(try courses.best("14 MLFS · 28 CRi · 56 CRh") == "CRi on 28")
    #expect(try Courses(vocabulary: .leukaemia).best("14 MLFS · 28 CRi · 56 CRh · 84 PD") == "CRh on 56")
  }

  @Test("two consecutive assessments confirm a response of myeloma, whatever the days between")
  func myeloma() throws {
    let consecutive = ResponseConfirmation(minimumDays: 1, mostNotEvaluable: 0, afterComplete: .accept)
    let courses = Courses(vocabulary: .myeloma, confirmation: consecutive)
    #expect(try courses.best("21 PR · 42 VGPR · 63 VGPR · 84 CR") == "VGPR on 42")
    #expect(try courses.best("21 VGPR · 42 PR · 63 PD") == "PR on 21")
    #expect(try courses.best("21 sCR · 42 CR · 63 VGPR") == "CR on 21")
    #expect(try courses.best("21 PR") == "SD on 21")
  }

  @Test("says when a response was first seen, when it was confirmed, and when the disease was last seen")
  func days() throws {
    let best = try Courses(confirmation: ResponseConfirmation()).responses("28 PR · 56 CR · 84 NE · 112 CR · 140 NE")
      .subjects[
        0]
    #expect(best.firstResponseDay == 28)
    #expect(best.firstCompleteDay == 56)
    #expect(best.day == 56)
    #expect(best.confirmationDay == 112)
    #expect(best.lastAssessmentDay == 112)
    #expect(best.progressionDay == nil)
  }

  @Test("says why somebody has none")
  func standing() throws {
    let courses = Courses(stableFrom: 42)
    let responses = try courses.responses("", "28 NE", "28 SD", "42 SD", "28 PD")
    #expect(
      responses.subjects.map(\.standing) == [.noAssessment, .notEvaluable, .tooEarly, .evaluable, .evaluable])
  }

  @Test("the order of rows does not matter")
  func order() throws {
    let one = try Courses(confirmation: ResponseConfirmation()).responses("28 PR · 56 CR · 84 CR", "28 SD · 56 PD")
    let other = try Courses(confirmation: ResponseConfirmation()).responses("84 CR · 28 PR · 56 CR", "56 PD · 28 SD")
    #expect(one.subjects == other.subjects)
  }

  @Test("nobody, and nobody with an assessment")
  func nobody() throws {
    let rule = AssessmentRule(.recist)
    #expect(
      try BestResponses(rule, Assessments(subjects: [], days: [], levels: [], count: 0), ends: []).subjects.isEmpty)
    let incomplete = Assessments(subjects: [0, 0], days: [.nan, 28], levels: [0, -1], count: 1)
    #expect(incomplete.incomplete == 2)
    #expect(try BestResponses(rule, incomplete, ends: [.infinity]).subjects[0].standing == .noAssessment)
  }
}

@Suite("Confirmation of responses")
struct ConfirmedResponseTests {
  /// The definition, looked up pair by pair.
  private func naive(
    _ days: [Double], _ assessed: [Int32], _ levels: [ResponseVocabulary.Level], _ rule: ResponseConfirmation
  ) -> [Int32] {
    assessed.indices.map { first in
      for target in levels.indices where levels[target].isResponse && Int(assessed[first]) <= target {
        let mayFall = rule.afterComplete == .accept || levels[target].isComplete
        if !mayFall, levels[Int(assessed[first])].isComplete { continue }
        func isGood(_ place: Int) -> Bool {
          levels[Int(assessed[place])].isResponse && Int(assessed[place]) <= target
        }
        guard isGood(first),
          let last = assessed.indices.first(where: {
            $0 > first && isGood($0) && days[$0] - days[first] >= rule.minimumDays
          }), days[last] - days[first] <= rule.maximumDays ?? .infinity
        else { continue }
        let between = (first + 1..<last).filter { !isGood($0) }.map { levels[Int(assessed[$0])] }
        let unknown = between.filter { !$0.isEvaluable }.count
        let stable = between.filter(\.isStable).count
        var falls = false
        for complete in first...last where levels[Int(assessed[complete])].isComplete {
          for partial in complete...last where levels[Int(assessed[partial])].isResponse {
            if !levels[Int(assessed[partial])].isComplete { falls = true }
          }
        }
        if unknown + stable == between.count, unknown <= rule.mostNotEvaluable,
          stable <= (levels[target].isComplete ? 0 : rule.mostStable), mayFall || !falls
        {
          return Int32(target)
        }
      }
      return -1
    }
  }

  @Test("is what the definition says, on 3000 courses drawn at random", arguments: ["recist", "leukaemia", "myeloma"])
  func definition(_ name: String) throws {
    let vocabulary = try #require(ResponseVocabulary.builtIn.first { $0.name == name })
    var state: UInt64 = 20_14
    func draw(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(count))
    }
    for _ in 0..<1000 {
      let count = draw(9)
      var day = 0.0
      let days = (0..<count).map { _ -> Double in
        day += Double(7 * (1 + draw(5)))
        return day
      }
      let assessed = (0..<count).map { _ in Int32(draw(vocabulary.levels.count)) }
      let rule = ResponseConfirmation(
        minimumDays: Double(draw(5) * 14), maximumDays: draw(2) == 0 ? nil : 84, mostNotEvaluable: draw(3),
        mostStable: draw(2), afterComplete: draw(2) == 0 ? .refuse : .accept)
      let found = ConfirmedResponses(days: days, assessed: assessed, levels: vocabulary.levels, rule)
      #expect(found.level == naive(days, assessed, vocabulary.levels, rule), "\(days) \(assessed) \(rule)")
    }
  }
}

@Suite("The rule in words")
struct AssessmentRuleTests {
  @Test("an unconfirmed rule, step by step")
  func plain() {
    let expected = """
      1. Assessments without a day or a category are set aside.
      2. Assessments up to and including day 0 are set aside.
      3. Of several assessments on one day the worst counts; one that could not be evaluated counts only where no other was \
      made.
      4. Assessments after the earliest of Day of transplant and Day of death are set aside; those on that day count. \
      The first progression and the last assessment are sought among all of them.
      5. Assessments after the first PD are set aside.
      6. The best category counts, in the order CR, CRh, CRi, MLFS, PR, NR, PD, NE, and the first day on which it was \
      reached; a subject without an assessment has none.
      """
    let rule = AssessmentRule(.leukaemia, until: ["Day of transplant", "Day of death"])
    #expect(rule.prose.joined(separator: "\n") == expected)
  }

  @Test("a confirmed rule, step by step")
  func confirmed() {
    let expected = """
      3. Assessments on one day must agree.
      4. Assessments after the first PD are set aside.
      5. A response is confirmed by a later assessment of the same category or a better one, at least 28 and at most 84 days \
      after it, with none but such categories between the two, but for at most 1 that could not be evaluated and, where the \
      response is not complete, at most 1 of SD and Non-CR/Non-PD. A response followed by a lesser one counts as the lesser one.
      6. PR after a complete response confirms neither that response nor one before it; what is found from then on is confirmed as any \
      other.
      7. A response that is not confirmed counts as SD.
      8. SD and Non-CR/Non-PD count from day 42 on; before it the disease counts as not evaluable.
      9. The best category counts, in the order CR, PR, SD, Non-CR/Non-PD, PD, NE, and the first day on which it was reached; a \
      subject without an assessment has none.
      """
    let confirmation = ResponseConfirmation(maximumDays: 84, mostStable: 1, unconfirmedAs: 2)
    let rule = AssessmentRule(.recist, sameDay: .refuse, confirmation: confirmation, stableFrom: 42)
    #expect(rule.prose.dropFirst(2).joined(separator: "\n") == expected)
  }
}
