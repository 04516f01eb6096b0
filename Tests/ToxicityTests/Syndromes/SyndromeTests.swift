import Analyses
import Cohorts
import OrderedCollections
import TestSupport
import Testing

@testable import Toxicity

@Suite("Incidence, onset, duration and episodes of syndromes") struct SyndromeTests {
  private let crs = "Cytokine release syndrome"

  private func number(_ result: AnalysisResult, _ statistic: String, _ variable: String, _ group: String? = nil)
    -> Double?
  {
    result.row(statistic, group: group, variable: variable)?.value.double
  }

  @Test("by hand: twelve subjects, seven with CRS, five with ICANS") func byHand() throws {
    let result = try SyndromeCohort.perform("toxicity.syndrome")
    #expect(result.title == "Cytokine release syndrome and ICANS")
    let expected: [(String, Double, Double)] = [
      ("in_group", 12, 12), ("any_grade", 7, 5), ("grade_1_or_2", 4, 3), ("grade_3_or_more", 2, 2), ("grade_1", 1, 2),
      ("grade_2", 3, 1), ("grade_3", 1, 1), ("grade_4", 1, 1), ("grade_5", 0, 0), ("grade_missing", 1, 0),
      ("ongoing", 1, 0), ("second_episodes", 1, 0), ("second_episodes_proportion", 1.0 / 7, 0),
    ]
    for (statistic, first, second) in expected {
      #expect(number(result, statistic, crs) == first, "\(statistic) of CRS")
      #expect(number(result, statistic, "ICANS") == second, "\(statistic) of ICANS")
    }
    #expect(result.row("grade_3_or_more", variable: crs)?.missing == 1)
    #expect(result.row("any_grade", variable: crs)?.missing == nil)
    #expect(result.row("grade_3_or_more", variable: crs)?.n == 12)
  }

  @Test("every line of the tables shows rows, with groups and without", arguments: [nil, "dose_level"])
  func tables(by: String?) throws {
    let result =
      if let by { try SyndromeCohort.perform("toxicity.syndrome", .init("by", .text(by))) } else {
        try SyndromeCohort.perform("toxicity.syndrome")
      }
    for line in result.tables.flatMap(\.lines) where line.variable != nil {
      let rows = result.rows.filter { $0.group == line.group && $0.variable == line.variable }
      #expect(rows.contains { $0.statistic == "in_group" } && rows.contains { $0.statistic == "any_grade" })
    }
    #expect(result.tables.map { $0.lines.count { $0.variable != nil } } == (by == nil ? [2, 2, 2] : [8, 8, 8]))
  }

  @Test("days by hand: adjacent events are one episode, an ongoing one has no duration") func days() throws {
    let result = try SyndromeCohort.perform("toxicity.syndrome")
    // Onsets 1 2 0 3 5 7 6; first episodes of 6 4 9 . 2 1 4 days; all of 6 6 9 . 2 1 4; to the maximum 3 0 0 0 . 0 0.
    let expected: [(String, [Double])] = [
      ("onset", [3, 1.5, 5.5, 0, 7]), ("duration", [4, 2.5, 5.5, 1, 9]), ("days", [5, 2.5, 6, 1, 9]),
      ("time_to_maximum", [0, 0, 0, 0, 3]), ("maximum_day", [3.5, 2.25, 5.5, 0, 7]),
    ]
    for (name, values) in expected {
      for (statistic, value) in zip(["median", "q1", "q3", "min", "max"], values) {
        #expect(number(result, "\(name)_\(statistic)", crs) == value, "\(name)_\(statistic)")
      }
    }
    #expect(result.row("duration_median", variable: crs)?.n == 6)
    #expect(result.row("duration_median", variable: crs)?.missing == 1)
    // quantile(c(1, 2, 4, 4, 6, 9), c(.25, .75), type = 2): 2 and 6.
    let sas = try SyndromeCohort.perform("toxicity.syndrome", profile: .sas)
    #expect(number(sas, "duration_q1", crs) == 2 && number(sas, "duration_q3", crs) == 6)
    // With no gap, the first subject has two episodes.
    let apart = try SyndromeCohort.perform("toxicity.syndrome", .init("gap", .integer(0)))
    #expect(number(apart, "second_episodes", crs) == 2 && number(apart, "duration_max", crs) == 9)
  }

  @Test("exact intervals are R's binom.test") func intervals() throws {
    let result = try SyndromeCohort.perform("toxicity.syndrome", .init("by", .text("dose_level")))
    // binom.test(7, 12), binom.test(4, 4), binom.test(0, 12): conf.int.
    let all = try #require(number(result, "any_grade_lower", crs))
    expectClose(all, 0.276669685682106, relative: 1e-12)
    expectClose(number(result, "any_grade_upper", crs), 0.848347770191570, relative: 1e-12)
    expectClose(number(result, "any_grade_lower", crs, "high"), 0.397635364383525, relative: 1e-12)
    #expect(number(result, "any_grade_upper", crs, "high") == 1)
    #expect(number(result, "grade_5_lower", crs) == 0)
    expectClose(number(result, "grade_5_upper", crs), 0.264648469397051, relative: 1e-12)
    #expect(result.row("subjects", group: "high")?.value == .count(4))
  }

  @Test("the order of rows, and subjects twice, change what they should") func properties() throws {
    let cohort = try SyndromeCohort.make()
    let (table, subjects) = try cohort.linkedTable("adverse_events")
    let order = (0..<Int32(table.count)).reversed().map { $0 }
    let turned = cohort.linking(
      try Table(name: "adverse_events", columns: table.columns.mapValues { $0.gathered(order) }),
      of: order.map { subjects[Int($0)] }, as: "adverse_events", descriptions: [:])
    let terms = Argument.list([.text(crs), .text("ICANS")])
    let first = try SyndromeCohort.perform("toxicity.syndrome", .init("terms", terms))
    let second = try SyndromeCohort.perform("toxicity.syndrome", .init("terms", terms), on: turned)
    #expect(first.rows == second.rows)
    let twice = try SyndromeCohort.perform(
      "toxicity.syndrome", .init("terms", terms), on: cohort.resampled([Int32](repeating: 2, count: 12)))
    for statistic in ["in_group", "any_grade", "grade_3_or_more", "grade_missing", "ongoing", "second_episodes"] {
      #expect(number(twice, statistic, crs) == (number(first, statistic, crs) ?? 0) * 2)
    }
    #expect(number(twice, "any_grade_proportion", crs) == number(first, "any_grade_proportion", crs))
  }

  @Test("grades of different scales are said, with what differs and which trials used them") func scales() throws {
    let result = try SyndromeCohort.perform("toxicity.syndrome")
    let caution = try #require(result.cautions.first { $0.kind == .mixedScales })
    #expect(
      caution.message
        == "Cytokine release syndrome was graded by different scales: ASTCT in 5 (ADAM), Lee 2014 in 2 (EVE) subjects. ASTCT grades by "
        + "fever, hypotension by vasopressors and hypoxia by device; organ toxicities do not count. Lee 2014 grades by constitutional "
        + "symptoms without fever being required, by oxygen below or from 40%, by low or high dose of vasopressors, and by organ "
        + "toxicities. A grade of one is not a grade of another, and cannot be converted without the findings.")
    #expect(result.cautions.filter { $0.kind == .mixedScales }.count == 1)
    let named = try SyndromeCohort.perform("toxicity.syndrome", .init("scale", .text("ctcae v5.0")))
    #expect(named.cautions.contains { $0.kind == .mixedScales })
    #expect(
      named.methods.contains(
        "Grades are taken as those of the scale CTCAE 5, as the script says, though others are recorded."))
    #expect {
      try SyndromeCohort.perform("toxicity.syndrome", .init("scale", .text("Pen")))
    } throws: {
      "\($0)"
        == "toxicity.syndrome: argument \"scale\" is \"Pen\"; did you mean \"Penn\"? Choices: \"ASTCT\", \"Lee 2014\", "
        + "\"Penn\", \"CTCAE 5\""
    }
    let bySubject = try SyndromeCohort.perform("toxicity.syndrome", .init("scale_by_subject", .text("trial")))
    #expect(bySubject.cautions.contains { $0.kind == .mixedScales && $0.message.contains("ADAM in 5 (ADAM)") })
  }

  @Test("a term that nobody has is a zero, and said with the nearest that there is") func absent() throws {
    let result = try SyndromeCohort.perform("toxicity.syndrome", .init("terms", .text("Infections")))
    #expect(number(result, "any_grade", "Infections") == 0)
    #expect(result.row("onset_median", variable: "Infections")?.value == .notEstimable("no subject with the syndrome"))
    #expect(
      result.cautions.contains {
        $0.message == "No event that counts has the term \"Infections\". Did you mean \"Infection\"?"
      })
  }

  @Test("without any term of CRS or ICANS the terms must be named") func unnamed() throws {
    #expect {
      try SyndromeCohort.perform("toxicity.syndrome", .init("term", .text("scale")))
    } throws: {
      "\($0)"
        == "toxicity.syndrome: no term of the events is known as CRS or ICANS; name the terms, such as terms = { \"ASTCT\", "
        + "\"Lee 2014\" }"
    }
  }

  @Test("grades derived from findings are described like those recorded") func derived() throws {
    let cohort = try CytokineReleaseFindings.derivation.perform(on: SyndromeCohort.make())
    let result = try SyndromeCohort.perform("toxicity.syndrome", .init("derived", .text("crs")), on: cohort)
    // Grades 3 0 1 (1 to 4) (0 or 1) 4 and six times 0.
    #expect(result.title == "CRS")
    #expect(number(result, "any_grade", "CRS") == 4 && result.row("any_grade", variable: "CRS")?.missing == 1)
    #expect(number(result, "grade_3_or_more", "CRS") == 2)
    #expect(result.row("grade_3_or_more", variable: "CRS")?.missing == 2)
    #expect(number(result, "grade_missing", "CRS") == 1)
    #expect(number(result, "onset_median", "CRS") == 2)
    #expect(number(result, "duration_median", "CRS") == 1)
    // The sixth subject has CRS on days 1 and 5: two episodes, of one day each.
    #expect(number(result, "second_episodes", "CRS") == 1 && number(result, "duration_max", "CRS") == 3)
    #expect(number(result, "maximum_day", "CRS") == nil && number(result, "maximum_day_max", "CRS") == 3)
    #expect(result.methods.contains { $0.hasPrefix("Grades of CRS were given by the scale ASTCT: ") })
    let (course, subjects) = try cohort.rows(ofTable: "crs_course")
    #expect(
      subjects == [0, 0, 0, 2, 3, 5, 5] && course.columnNames == ["subject_id", "grade", "onset_day", "end_day"])
    let told = try course.numbers("grade")
    #expect(told.values.indices.map { told.validity[$0] ? told.values[$0] : 0 } == [1, 2, 3, 1, 0, 4, 1])
  }

  @Test("an event that ends before it begins is an error with its place") func reversed() throws {
    let cohort = try SyndromeCohort.make()
    let (table, subjects) = try cohort.linkedTable("adverse_events")
    let changed = cohort.linking(
      try table.adding(Column(numbers: (0..<table.count).map { $0 == 2 ? 1 : 20 }), as: "end_day"), of: subjects,
      as: "adverse_events", descriptions: [:])
    #expect {
      try SyndromeCohort.perform("toxicity.syndrome", on: changed)
    } throws: {
      "\($0)" == "row 3 of \"adverse_events\", of subject \"s2\", ends on day 1, before it begins on day 2"
    }
  }
}
