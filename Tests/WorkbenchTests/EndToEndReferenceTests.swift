import Foundation
import TestSupport
import Testing

/// The shipped script on two cohorts that everybody knows, against what R says of them.
///
/// Therneau, package survival 3.x: `jasa1` and `myeloid`. The figures are R's, to the digits that it prints or stores.
@Suite("The shipped script on known cohorts")
struct EndToEndReferenceTests {
  /// The results of a run as JSON.
  private struct Results {
    let items: [JSONValue]

    init(_ cohort: String, _ parameters: String...) throws {
      let folder = try #require(Bundle.module.resourceURL).appendingPathComponent("Cohorts/\(cohort)")
      let end = try Command.run(
        ["run", "pfs_by_transplant", "--data", folder.path, "--format", "json"]
          + parameters.flatMap { ["--param", $0] })
      try #require(end.status == 0, "\(end.errors)")
      items = try JSONDecoder().decode(JSONValue.self, from: Data(end.output.utf8))["items"]?.elements ?? []
    }

    /// A number of the result of that analysis, which is the nth of its kind.
    func number(
      _ statistic: String, of analysis: String, _ nth: Int = 0, group: String? = nil, variable: String? = nil,
      time: Double? = nil
    ) -> Double? {
      let results = items.filter { $0["analysis"]?.text == "survival.\(analysis)" }
      guard results.indices.contains(nth) else { return nil }
      let row = results[nth]["rows"]?.elements.first {
        $0["statistic"]?.text == statistic && $0["group"]?.text == group && $0["variable"]?.text == variable
          && $0["time"]?.number == time
      }
      return row?["value"]?.number
    }

    /// The kinds of caution of the nth result of an analysis.
    func cautions(of analysis: String, _ nth: Int = 0) -> [String] {
      let results = items.filter { $0["analysis"]?.text == "survival.\(analysis)" }
      return results.indices.contains(nth)
        ? results[nth]["cautions"]?.elements.compactMap { $0["kind"]?.text } ?? [] : []
    }
  }

  @Test("the Stanford heart transplant data")
  func stanford() throws {
    let results = try Results("stanford_heart", "endpoint=os", "transplant_day=wait_days")
    func expect(_ value: Double?, _ expected: Double, _ relative: Double = 1e-9) {
      expectClose(value, expected, relative: relative)
    }
    expect(results.number("chi_squared", of: "kaplan_meier", variable: "log_rank"), 33.2419928181372)
    expect(results.number("observed", of: "mantel_byar", group: "After transplant"), 45)
    expect(results.number("expected", of: "mantel_byar", group: "After transplant"), 43.6152349991982)
    expect(results.number("p_value", of: "mantel_byar", variable: "mantel_byar"), 0.680121028215128)
    expect(results.number("chi_squared", of: "mantel_byar", variable: "mantel_byar"), 0.169990, 5e-6)
    expect(results.number("coefficient", of: "cox", 1, variable: "transplant"), 0.125151038103057)
    expect(results.number("standard_error", of: "cox", 1, variable: "transplant"), 0.300786165329147)
    expect(results.number("n", of: "landmark", variable: "day 30"), 78)
    expect(results.number("hazard_ratio", of: "landmark", variable: "day 30"), 0.91505, 1e-5)
    expect(results.number("hazard_ratio_lower", of: "landmark", variable: "day 30"), 0.52699, 1e-5)
    expect(results.number("hazard_ratio_upper", of: "landmark", variable: "day 30"), 1.58885433061804)
    for (time, before, after) in [
      (30.0, 0.806648899937651, 0.735421441303794), (90, 0.562604767334943, 0.492176643241581),
    ] {
      expect(results.number("survival", of: "simon_makuch", group: "Before transplant", time: time), before)
      expect(results.number("survival", of: "simon_makuch", group: "After transplant", time: time), after)
    }
    expect(results.number("survival", of: "simon_makuch", group: "Before transplant", time: 365), 0.2363, 2e-4)
    expect(results.number("survival", of: "simon_makuch", group: "After transplant", time: 365), 0.321095219194386)
    for (time, atRisk) in [(0.0, 0.0), (10, 17), (30, 33)] {
      #expect(results.number("at_risk", of: "simon_makuch", group: "After transplant", time: time) == atRisk)
    }
  }

  @Test("the myeloid data, in which the sign turns over")
  func myeloid() throws {
    let results = try Results("myeloid", "endpoint=os", "transplant_day=txtime")
    expectClose(
      results.number("hazard_ratio", of: "cox", 0, variable: "ever_transplanted"), 0.743, relative: 7e-4,
      because: "three digits are published")
    expectClose(results.number("coefficient", of: "cox", 1, variable: "transplant"), 0.5889332, relative: 1e-7)
    expectClose(results.number("hazard_ratio", of: "cox", 1, variable: "transplant"), 1.80206501744071)
    expectClose(
      results.number("chi_squared", of: "mantel_byar", variable: "mantel_byar"), 22.2815464988991)
    expectClose(
      results.number("expected", of: "mantel_byar", group: "After transplant"), 141.107144594027)
  }

  @Test(
    "the naive comparison is flagged in both, and the sound ones in neither",
    arguments: [
      ("stanford_heart", "wait_days"), ("myeloid", "txtime"),
    ])
  func flags(cohort: String, day: String) throws {
    let results = try Results(cohort, "endpoint=os", "transplant_day=\(day)")
    #expect(results.cautions(of: "kaplan_meier").contains("immortal_time"))
    #expect(results.cautions(of: "cox", 0).contains("immortal_time"))
    for (analysis, nth) in [("landmark", 0), ("mantel_byar", 0), ("simon_makuch", 0), ("cox", 1)] {
      #expect(!results.cautions(of: analysis, nth).contains("immortal_time"), "\(analysis)")
    }
  }
}
