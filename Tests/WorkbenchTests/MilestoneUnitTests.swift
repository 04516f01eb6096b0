import Foundation
import TestSupport
import Testing

/// The shipped scripts ask for milestones in days: an endpoint in months gives the same survival as the same times in days.
@Suite("Milestones in days, whatever the unit of the endpoint")
struct MilestoneUnitTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// Times in days of two trials, events and censored; none within a hundredth of a month of a milestone.
  private static let days = (0..<60).map { 25 + Double(($0 * 37) % 60) * 16.5 }

  private func data(_ unit: String, days: Double) throws -> String {
    let folder = try scratch.folder(unit)
    let rows = Self.days.enumerated().map { place, time in
      "S\(place),\(place % 2 == 0 ? "one" : "two"),\(30 + place),\(time / days),\(place % 3 == 0 ? 0 : 1)\n"
    }
    let dictionary = """
      subject_id = "id"
      trial = "trial"

      [tables]
      subjects = "subjects.csv"

      [columns.age]
      known_at = "baseline"

      [endpoints.os]
      label = "Overall survival"
      time = "time"
      event = "event"
      unit = "\(unit)"

      """
    try Data("id,trial,age,time,event\n\(rows.joined())".utf8).write(to: folder.appendingPathComponent("subjects.csv"))
    try Data(dictionary.utf8).write(to: folder.appendingPathComponent("cohort.toml"))
    return folder.path
  }

  /// The values of a statistic in the first result of a script that has it, in order.
  private func survival(_ statistic: String, _ script: String, _ data: String) throws -> [Double] {
    let end = try Command.run(
      ["run", script, "--data", data, "--format", "json", "--param", "endpoint=os"])
    try #require(end.status == 0, "\(end.errors)")
    let items = try JSONDecoder().decode(JSONValue.self, from: Data(end.output.utf8))["items"]?.elements ?? []
    return items.lazy.map { item in
      (item["rows"]?.elements ?? []).filter { $0["statistic"]?.text == statistic }.compactMap { $0["value"]?.number }
    }.first { !$0.isEmpty } ?? []
  }

  @Test("the scripts", arguments: [("overall_survival", "survival"), ("pooled_by_trial", "estimate")])
  func scripts(_ script: String, _ statistic: String) throws {
    let inDays = try survival(statistic, script, data("days", days: 1))
    let inMonths = try survival(statistic, script, data("months", days: 365.25 / 12))
    try #require(inDays.count == inMonths.count && inDays.count > 2)
    for (one, other) in zip(inDays, inMonths) { expectClose(other, one, relative: 1e-12) }
    #expect(Set(inDays).count > 2 && inDays.allSatisfy { $0 > 0 && $0 < 1 })
  }
}
