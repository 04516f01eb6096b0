import Analyses
import Cohorts
import Kernels
import OrderedCollections
import Scripting

/// A few lines of script with `workbench`, `numerics` and `cohort` at hand, on ten invented subjects.
struct KernelScript {
  let lines: String
  var options = ScriptHost.Options()

  init(_ lines: String) { self.lines = lines }

  /// What the lines print.
  func printed() throws -> [String] {
    let host = try host()
    var text = ""
    host.output = { text += $0 }
    _ = try host.run(source, name: "a.lua")
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }

  /// The numbers that the lines print, one a line.
  func numbers() throws -> [Double] { try printed().map { Double($0) ?? .nan } }

  /// The words of the error with which the lines end, without the place; empty where they end well.
  func failure() throws -> String {
    let host = try host()
    do throws(ScriptFailure) {
      _ = try host.run(source, name: "a.lua")
      return ""
    } catch {
      return error.description.hasPrefix("a.lua:2: ") ? String(error.description.dropFirst(9)) : error.description
    }
  }

  private func host() throws -> ScriptHost {
    try ScriptHost(cohort: Self.cohort(), registry: Registry([NumericsPlugin()]), options: options)
  }

  private var source: String {
    """
    local workbench, numerics = require "workbench", require "numerics"; local cohort = workbench.cohort(); local function show(x) print(("%.17g"):format(x)) end
    \(lines)
    return workbench.report "T"
    """
  }

  /// Ten invented subjects; age is missing for the third, the response for the fourth.
  static func cohort() throws -> Cohort {
    let columns: OrderedDictionary<String, Column> = [
      "id": Column(texts: (1...10).map { "s\($0)" }),
      "age": Column(integers: [30, 45, nil, 62, 51, 38, 70, 17, 45, 59]),
      "dose": Column(numbers: [1.5, 2, 0.5, 2, 2.25, 1, 3, 2, 0.75, 1.25]),
      "arm": Column(
        categories: ["new", "old", "new", "old", "new", "old", "new", "old", "new", "old"], levels: ["old", "new"]),
      "trial": Column(categories: ["A", "A", "A", "A", "A", "B", "B", "B", "B", "B"]),
      "response": Column(flags: [true, false, true, nil, false, true, true, false, false, true]),
      "day": Column(integers: [10, 20, 30, 40, 50, 60, 70, 80, 90, 100]),
      "seen": Column(dates: (1...10).map { CalendarDate(year: 2021, month: 3, day: $0) }),
    ]
    let dictionary = DataDictionary(
      subjectID: "id",
      columns: [
        "age": ColumnDescription(label: "Age", unit: "years", knownAt: .baseline),
        "day": ColumnDescription(label: "Day of progression", unit: "days", knownAt: .afterOrigin),
      ])
    let events = try Table(
      name: "events",
      columns: [
        "id": Column(texts: ["s1", "s1", "s4", "s9", "s9", "s9"]), "grade": Column(integers: [1, 3, 2, nil, 4, 2]),
      ])
    let subjects = try Table(name: "subjects", columns: columns)
    return try Cohort(
      name: "small", subjects: subjects, linked: ["events": LinkedTable(events, key: "id", subjects: subjects)],
      dictionary: dictionary)
  }
}
