import Analyses
import Cohorts
import OrderedCollections
import TestSupport
import Testing

@testable import Toxicity

/// Of ``ExposureCohort``, by hand; limits and tests by R 4.2.2.
@Suite("Exposure-adjusted rates") struct ExposureRateTests {
  private static let perHundredYears = 36_525.0

  private func rates(_ arguments: KeyValuePairs<String, Argument>) throws -> AnalysisResult {
    try ExposureCohort.ask(ExposureCohort.make(), "exposure_adjusted_rate", arguments)
  }

  private func number(_ result: AnalysisResult, _ statistic: String, _ group: String?, _ variable: String?) -> Double? {
    result.row(statistic, group: group, variable: variable)?.value.double
  }

  @Test("a subject counts once, and their person-time ends with the first event") func first() throws {
    let result = try rates(["by": .text("arm")])
    // Days to the first event or the end: A 10 + 40 + 50 + 100, B 5 + 300 + 30 + 350.
    let expected: [(String, String?, Int, Double)] = [
      ("Any event", "A", 3, 200), ("Any event", "B", 2, 685), ("Any event", nil, 5, 885), ("Fever", "A", 3, 200),
      ("Fever", "B", 1, 805), ("Rash", "A", 2, 370), ("Rash", "B", 1, 780), ("Rash", nil, 3, 1150),
    ]
    for (event, group, count, days) in expected {
      #expect(number(result, "subjects_with_event", group, event) == Double(count), "\(event) \(group ?? "")")
      #expect(number(result, "events", group, event) == Double(count))
      expectClose(number(result, "person_time", group, event), days / 365.25, because: "\(event) in \(group ?? "all")")
      expectClose(number(result, "rate", group, event), Double(count) / days * Self.perHundredYears)
    }
    // poisson.test(3, 200)
    expectClose(number(result, "rate_lower", "A", "Any event"), 112.9849964438092)
    expectClose(number(result, "rate_upper", "A", "Any event"), 1601.1232443616918)
    #expect(result.row("subjects", group: "A")?.value == .count(4))
    #expect(result.row("subjects")?.value == .count(8))
    #expect(result.row("rate", group: "A", variable: "Fever")?.unit == "per 100 person-years")
  }

  @Test("two groups' first events compared as poisson.test does") func compared() throws {
    let result = try rates(["by": .text("arm"), "lines": .text("any")])
    // poisson.test(c(2, 3), c(685, 200))
    let name = "B vs A"
    expectClose(number(result, "rate_ratio", name, "Any event"), 0.194647201946472)
    expectClose(number(result, "rate_ratio_lower", name, "Any event"), 0.01625748584152242)
    expectClose(number(result, "rate_ratio_upper", name, "Any event"), 1.69919900115643085)
    expectClose(number(result, "p_value", name, "Any event"), 0.07982749693048356)
    expectClose(number(result, "rate_difference", name, "Any event"), (2.0 / 685 - 3.0 / 200) * Self.perHundredYears)
    #expect(result.rows.filter { $0.variable == "Fever" }.isEmpty)
    #expect(result.tables.count == 2)
  }

  @Test("all events over all person-time, with the subject as cluster as survreg has it") func all() throws {
    let result = try rates([
      "by": .text("arm"), "counting": .text("all"), "where": .text("term == 'Fever'"), "lines": .text("any"),
    ])
    #expect(number(result, "events", "A", "Any event") == 4 && number(result, "events", "B", "Any event") == 3)
    expectClose(number(result, "person_time", "A", "Any event"), 750 / 365.25)
    expectClose(number(result, "rate", "B", "Any event"), 121.75)
    // survreg(Surv(gap, event) ~ 1, dist = "exponential", robust = TRUE, cluster = id), and with the group.
    expectClose(number(result, "subject_standard_error", "B", "Any event"), 1.039349274103873)
    let name = "B vs A"
    expectClose(number(result, "rate_ratio", name, "Any event"), 1 / 1.6)
    expectClose(number(result, "rate_ratio_standard_error", name, "Any event"), 1.140040068604911)
    let caution = try #require(result.cautions.first { $0.kind == .dependentEvents })
    #expect(caution.message.hasPrefix("7 events come from 4 subjects, and events of one subject are not independent"))
  }

  @Test("a column in months ends observation as the endpoint in days does") func months() throws {
    let days = try rates(["by": .text("arm")])
    let months = try rates(["by": .text("arm"), "until": .text("last_month")])
    #expect(months.rows.count == days.rows.count)
    for (one, other) in zip(months.rows, days.rows) {
      #expect(one.statistic == other.statistic)
      if let value = other.value.double { expectClose(one.value.double, value, because: one.statistic) }
    }
  }

  @Test("a window of days bounds the person-time too") func window() throws {
    let result = try rates(["window": .list([.integer(30), .integer(120)]), "lines": .text("any")])
    // From day 30: p1 60 - 30, p2 10, p3 20, p4 70, p5 50 - 30, p6 90, p7 0, p8 90.
    expectClose(number(result, "person_time", nil, "Any event"), 330 / 365.25)
    #expect(number(result, "events", nil, "Any event") == 5)
  }

  @Test("units of person-time change the scale alone") func units() throws {
    let months = try rates(["time_unit": .text("months"), "per": .integer(1), "lines": .text("any")])
    expectClose(number(months, "rate", nil, "Any event"), 5.0 / 885 * 30.4375)
    #expect(months.row("rate", variable: "Any event")?.unit == "per 1 person-months")
  }

  @Test("what cannot be counted is said") func leftOut() throws {
    let result = try rates([:])
    #expect(
      result.cautions.contains {
        $0.message
          == "Events that fall into nobody's person-time are not counted: 1 without a day of onset, 1 before observation began, "
          + "1 after their subject's observation had ended."
      })
    let cohort = try ExposureCohort.make { columns in
      columns["os_days"] = Column(numbers: [nil, 0, 50, 400, 100, 300, 150, 350])
    }
    let few = try ExposureCohort.ask(cohort, "exposure_adjusted_rate", [:])
    #expect(few.row("subjects")?.value == .count(6))
    #expect(
      few.cautions.contains {
        $0.message
          == "2 of 8 subjects have no person-time, and neither they nor their events are counted: of 1 it is not known "
          + "until when they were observed, of 1 observation ended with its first day or before."
      })
  }

  @Test("no events: a rate of 0 with an upper limit, and reasons for the rest") func none() throws {
    let result = try rates(["by": .text("arm"), "where": .text("grade == 4"), "counting": .text("all")])
    #expect(number(result, "rate", "B", "Any event") == 0)
    // qchisq(0.975, 2) / 2 / 900
    expectClose(number(result, "rate_upper", "B", "Any event"), 3.688879454113936 / 900 * Self.perHundredYears)
    #expect(result.row("standard_error", group: "B", variable: "Any event")?.value == .notEstimable("no events"))
    #expect(result.row("dispersion", group: "B", variable: "Any event")?.value == .notEstimable("no events"))
    #expect(
      result.row("rate_ratio_lower", group: "B vs A", variable: "Any event")?.value
        == .notEstimable("no events in the group"))
  }

  @Test("a group of nobody has no rate") func empty() throws {
    let cohort = try ExposureCohort.make { columns in
      columns["arm"] = Column(categories: Array(repeating: "A", count: 8), levels: ["A", "B"])
    }
    let result = try ExposureCohort.ask(cohort, "exposure_adjusted_rate", ["by": .text("arm")])
    #expect(
      result.row("rate", group: "B", variable: "Any event")?.value == .notEstimable("nobody is under observation"))
    #expect(
      result.row("rate_ratio", group: "B vs A", variable: "Any event")?.value
        == .notEstimable("a group has no person-time"))
  }

  @Test("classes and terms as lines; rare ones are left out") func lines() throws {
    let classes = try rates(["lines": .text("organ_class")])
    #expect(classes.tables[0].lines.map(\.label) == ["Any event", "General", "Skin"])
    let common = try rates(["minimum_incidence": .integer(45)])
    #expect(common.tables[0].lines.map(\.label) == ["Any event", "Fever"])
  }

  @Test("questions that cannot be answered say what is missing") func complaints() throws {
    let cohort = try ExposureCohort.make()
    #expect(
      try ExposureCohort.complaint(cohort, "exposure_adjusted_rate", ["until": .text("last_mont")])
        == "toxicity.exposure_adjusted_rate: until = \"last_mont\" is neither an endpoint nor a column of subjects; did you mean "
        + "\"last_month\"?")
    #expect(
      try ExposureCohort.complaint(cohort, "exposure_adjusted_rate", ["counting": .text("frist")])?.contains(
        "did you mean \"first\"?") == true)
  }
}
