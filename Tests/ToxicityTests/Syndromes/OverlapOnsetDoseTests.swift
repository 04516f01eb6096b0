import Analyses
import Cohorts
import OrderedCollections
import Survival
import TestSupport
import Testing

@testable import Toxicity

@Suite("Overlap, onset and dose of syndromes") struct OverlapOnsetDoseTests {
  private let crs = "Cytokine release syndrome"

  @Test("overlap by hand: neither 4, CRS alone 3, ICANS alone 1, both 4") func overlap() throws {
    let result = try SyndromeCohort.perform("toxicity.overlap")
    let variable = "Cytokine release syndrome and ICANS"
    let expected: [(String, Double)] = [
      ("subjects", 12), ("neither", 4), ("first_only", 3), ("second_only", 1), ("both", 4), ("second_before", 1),
      ("second_same_day", 1), ("second_during", 1), ("second_after", 1), ("order_unknown", 0), ("lag_median", 1),
      ("lag_min", -1), ("lag_max", 10),
    ]
    for (statistic, value) in expected {
      #expect(result.row(statistic, variable: variable)?.value.double == value, "\(statistic)")
    }
    // ICANS: none, 1, 2, 3, 4, 5, missing, any, all.
    let table: [(String, [Double])] = [
      ("none", [4, 1, 0, 0, 0, 0, 0, 1, 5]), ("grade 1", [0, 1, 0, 0, 0, 0, 0, 1, 1]),
      ("grade 2", [2, 0, 0, 0, 1, 0, 0, 1, 3]), ("grade 3", [0, 0, 0, 1, 0, 0, 0, 1, 1]),
      ("grade 4", [0, 0, 1, 0, 0, 0, 0, 1, 1]), ("grade missing", [1, 0, 0, 0, 0, 0, 0, 0, 1]),
      ("any", [3, 1, 1, 1, 1, 0, 0, 4, 7]), ("all", [7, 2, 1, 1, 1, 0, 0, 5, 12]),
    ]
    let columns = ["none"] + (1...5).map { "grade_\($0)" } + ["grade_missing", "any", "all"]
    for (line, values) in table {
      for (column, value) in zip(columns, values) {
        #expect(
          result.row("second_\(column)", variable: "\(crs): \(line)")?.value.double == value, "\(line) by \(column)")
      }
    }
  }

  @Test("an overlap of one or of three syndromes is refused") func notTwo() throws {
    #expect {
      try SyndromeCohort.perform("toxicity.overlap", .init("terms", .text("ICANS")))
    } throws: {
      "\($0)"
        == "toxicity.overlap: an overlap is one of two syndromes, but 1 were found (\"ICANS\"); name two as terms or derived"
    }
  }

  @Test("onset by hand: the incidence with deaths competing, one subject after the other") func onset() throws {
    let result = try SyndromeCohort.perform(
      "toxicity.onset", .init("syndrome", .text(crs)), .init("times", .list([.integer(0), .integer(3), .integer(7)])))
    // 1/12; 4/12; 4/12 + 35/72 (1/5) + 28/72 (1/4) + 21/72 (1/3) = 45/72.
    for (time, value) in [(0.0, 1.0 / 12), (3, 4.0 / 12), (7, 45.0 / 72)] {
      let row = result.rows.first { $0.statistic == "cumulative_incidence" && $0.variable == crs && $0.time == time }
      expectClose(row?.value.double, value, relative: 1e-12)
    }
    let deaths = result.rows.first { $0.statistic == "events" && $0.variable == "Death" }
    #expect(deaths?.value == .count(2))
    #expect(result.title == "Onset of Cytokine release syndrome: cumulative incidence")
    // Cut off after day 5, the incidence by then is the same, and three who had CRS later are censored.
    let early = try SyndromeCohort.perform(
      "toxicity.onset", .init("syndrome", .text(crs)), .init("times", .list([.integer(3), .integer(5)])),
      .init("until", .integer(5)))
    for (time, value) in [(3.0, 4.0 / 12), (5, 31.0 / 72)] {
      let row = early.rows.first { $0.statistic == "cumulative_incidence" && $0.variable == crs && $0.time == time }
      expectClose(row?.value.double, value, relative: 1e-12)
    }
    #expect(early.rows.first { $0.statistic == "events" && $0.variable == crs }?.value == .count(5))
    let severe = try SyndromeCohort.perform(
      "toxicity.onset", .init("syndrome", .text(crs)), .init("minimum_grade", .integer(3)))
    let name = "\(crs) of grade 3 or more"
    #expect(severe.rows.first { $0.statistic == "events" && $0.variable == name }?.value == .count(2))
    #expect(severe.rows.first { $0.statistic == "n" && $0.variable == name }?.value == .count(11))
    #expect(severe.cautions.contains { $0.message.hasPrefix("1 subjects had events of which the day or the grade") })
  }

  @Test("the trend by dose is R's prop.trend.test, and the exact test an enumeration") func dose() throws {
    // CRS in 1, 2 and 4 of 4. prop.trend.test(c(1, 2, 4), c(4, 4, 4)); with score = c(1, 10, 100).
    let byOrder = try SyndromeCohort.perform("toxicity.by_dose")
    func value(_ result: AnalysisResult, _ statistic: String, _ group: String? = nil) throws -> Double {
      try #require(result.row(statistic, group: group, variable: crs)?.value.double)
    }
    expectClose(try value(byOrder, "any_grade_trend_z"), 2.15141149680191, relative: 1e-12)
    expectClose(try value(byOrder, "any_grade_trend_p_value"), 0.0314437345458924, relative: 1e-12)
    expectClose(try value(byOrder, "any_grade_trend_exact_p_value"), 0.0808080808080808, relative: 1e-12)
    let byDose = try SyndromeCohort.perform("toxicity.by_dose", .init("dose", .text("dose")))
    expectClose(try value(byDose, "any_grade_trend_p_value"), 0.033826048057242, relative: 1e-12)
    let given = try SyndromeCohort.perform(
      "toxicity.by_dose", .init("scores", .list([.integer(1), .integer(10), .integer(100)])))
    #expect(try value(given, "any_grade_trend_p_value") == value(byDose, "any_grade_trend_p_value"))
    #expect(try value(byOrder, "any_grade", "middle") == 2)
    #expect(
      byOrder.methods.last == "Scores of the levels for the trend: the order of the levels (low 1, middle 2, high 3).")
  }

  @Test("doses of which nobody has said the order are refused, unless they have scores") func unordered() throws {
    let cohort = try SyndromeCohort.make {
      $0["dose_level"] = Column(categories: (0..<12).map { ["low", "middle", "high"][$0 % 3] })
    }
    #expect {
      try SyndromeCohort.perform("toxicity.by_dose", on: cohort)
    } throws: {
      "\($0)".hasPrefix(
        "toxicity.by_dose: a trend needs groups in order, but nobody has said in which order those of dose_level stand: "
          + "\"low\", \"middle\", \"high\"; declare it")
    }
    let scored = try SyndromeCohort.perform(
      "toxicity.by_dose", .init("scores", .list([.integer(1), .integer(2), .integer(3)])), on: cohort)
    #expect(scored.row("score", group: "high")?.value == .number(3))
  }

  @Test("another number of scores than of levels is refused") func scores() throws {
    #expect {
      try SyndromeCohort.perform("toxicity.by_dose", .init("scores", .list([.integer(1)])))
    } throws: {
      "\($0)"
        == "toxicity.by_dose: \"scores\" should be one number for each level of dose_level, 3 of them (low, middle, high), found 1"
    }
  }

  @Test("nobody, one subject, one level, and all of a group with the syndrome give rows with reasons") func edges()
    throws
  {
    let cohort = try SyndromeCohort.make()
    let nobody = try SyndromeCohort.perform("toxicity.by_dose", on: cohort.part([]))
    #expect(
      nobody.row("any_grade_trend_z", variable: crs)?.value == .notEstimable("fewer than two levels with subjects"))
    let all = try SyndromeCohort.perform("toxicity.by_dose", .init("terms", .text(crs)), on: cohort.part([0, 1, 2, 3]))
    #expect(
      all.row("any_grade_trend_p_value", variable: crs)?.value
        == .notEstimable("none or all of the subjects had it"))
    #expect(
      all.row("any_grade_standard_error", group: "high", variable: crs)?.value
        == .notEstimable("none or all of the subjects"))
  }
}
