import Foundation
import TestSupport
import Testing

/// The complete folder of CDISC's pilot study, where the environment says where it is.
private let pilot = ProcessInfo.processInfo.environment["WORKBENCH_DATA"].map { $0 + "/cdiscpilot" }

/// The shipped overview of endpoints on CDISC's pilot study, against R 4.2.2, survival 3.5-3: `expected_survival.json` and
/// `expected_safety.json` beside the data.
@Suite("The overview of a folder of ADaM", .enabled(if: pilot != nil))
struct PilotOverviewTests {
  private let items: [JSONValue]

  init() throws {
    let end = try Command.run(["run", "adtte_overview", "--data", pilot ?? "", "--format", "json"])
    try #require(end.status == 0, "\(end.errors)")
    items = try JSONDecoder().decode(JSONValue.self, from: Data(end.output.utf8))["items"]?.elements ?? []
  }

  private func rows(of analysis: String) -> [JSONValue] {
    items.first { $0["analysis"]?.text == analysis }?["rows"]?.elements ?? []
  }

  private func row(of analysis: String, _ statistic: String, group: String?, variable: String? = nil) -> JSONValue? {
    rows(of: analysis).first {
      $0["statistic"]?.text == statistic && $0["group"]?.text == group
        && (variable == nil || $0["variable"]?.text == variable)
    }
  }

  @Test("Median by arm: not reached, 36 and 33 days; log-rank 60.2696 on 2 degrees of freedom")
  func survival() throws {
    let analysis = "survival.kaplan_meier"
    let placebo = try #require(row(of: analysis, "median", group: "Placebo"))
    #expect(placebo["value"]?.number == nil)
    #expect(row(of: analysis, "median", group: "Xanomeline High Dose")?["value"]?.number == 36)
    #expect(row(of: analysis, "median", group: "Xanomeline Low Dose")?["value"]?.number == 33)
    #expect(row(of: analysis, "median_lower", group: "Xanomeline High Dose")?["value"]?.number == 25)
    #expect(row(of: analysis, "median_upper", group: "Xanomeline High Dose")?["value"]?.number == 47)
    expectClose(
      row(of: analysis, "chi_squared", group: nil, variable: "log_rank")?["value"]?.number, 60.2695567390281,
      relative: 1e-9)
    #expect(row(of: analysis, "df", group: nil, variable: "log_rank")?["value"]?.number == 2)
  }

  @Test("Worst severity by arm, of the treatment-emergent events of the safety population")
  func severity() {
    let expected: [(group: String, any: Double, worst: [Double])] = [
      ("Placebo", 65, [36, 24, 5]), ("Xanomeline High Dose", 76, [22, 46, 8]),
      ("Xanomeline Low Dose", 77, [19, 42, 16]),
    ]
    func count(_ statistic: String, _ group: String) -> Double? {
      row(of: "toxicity.adverse_events", statistic, group: group, variable: "Any event")?["value"]?.number
    }
    for (group, any, worst) in expected {
      #expect(count("any_grade", group) == any, "\(group)")
      #expect((1...3).map { count("grade_\($0)", group) } == worst, "\(group)")
    }
  }
}
