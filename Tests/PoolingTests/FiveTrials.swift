import Analyses
import Cohorts
import OrderedCollections
import Pooling
import Survival
import TestSupport
import Testing

/// A hundred and twenty invented subjects of five trials, which R makes as well.
///
///     i <- 0:119; trial <- i %% 5; x <- ((i * 31) %% 17) / 4
///     time <- 40 + (i * 53) %% 97 + 3 * trial + (trial - 2) * 4 * x; event <- ((i * 29) %% 10) < 7
///     arm <- ifelse((i * 7) %% 3 == 0, "B", "A")
enum FiveTrials {
  static func cohort(
    _ change: (inout OrderedDictionary<String, Column>) -> Void = { _ in }, trial: String? = "trial"
  ) throws -> Cohort {
    let rows = 0..<120
    let x = rows.map { Double($0 * 31 % 17) / 4 }
    let time = rows.map { row -> Double in
      let trial = Double(row % 5)
      let base = Double(40 + row * 53 % 97)
      return base + 3 * trial + (trial - 2) * 4 * x[row]
    }
    var columns: OrderedDictionary<String, Column> = [
      "id": Column(integers: rows.map { $0 }), "trial": Column(texts: rows.map { "T\($0 % 5)" }),
      "x": Column(numbers: x), "time": Column(numbers: time), "event": Column(flags: rows.map { $0 * 29 % 10 < 7 }),
      "arm": Column(categories: rows.map { $0 * 7 % 3 == 0 ? "B" : "A" }, levels: ["A", "B"]),
      "infused": Column(
        dates: rows.map { CalendarDate(daysSince1970: Int32(18_000 + $0 % 5 * 100 + $0 / 5)) }),
    ]
    change(&columns)
    let baseline = ColumnDescription(knownAt: .baseline)
    return try Cohort(
      name: "five", subjects: Table(name: "subjects", columns: columns),
      dictionary: DataDictionary(
        subjectID: "id", trial: trial,
        columns: [
          "trial": ColumnDescription(label: "Trial", knownAt: .baseline), "x": baseline, "arm": baseline,
          "infused": ColumnDescription(label: "Infusion", knownAt: .baseline),
        ],
        endpoints: [
          "os": EndpointDefinition(name: "os", label: "Survival", time: "time", event: .indicator(column: "event"))
        ]))
  }

  static func ask(
    _ function: String, _ cohort: Cohort, _ arguments: KeyValuePairs<String, Argument>
  ) throws -> AnalysisResult {
    let registry = try Registry([SurvivalPlugin(), PoolingPlugin()])
    return try #require(registry.analysis("pooling.\(function)")).perform(
      on: cohort, with: arguments.map { .init($0.key, $0.value) }, within: Surroundings(registry: registry))
  }

  static func complaint(
    _ function: String, _ cohort: Cohort, _ arguments: KeyValuePairs<String, Argument>
  ) -> String? {
    do {
      _ = try ask(function, cohort, arguments)
      return nil
    } catch { return "\(error)" }
  }

  static let hazard: KeyValuePairs<String, Argument> = [
    "analysis": "survival.cox", "statistic": "hazard_ratio", "arguments": ["endpoint": "os", "covariates": "x"],
  ]
}

extension AnalysisResult {
  /// The numbers of some statistics of one row; NaN where there is none.
  func numbers(_ statistics: [String], group: String? = nil, variable: String? = nil) -> [Double] {
    statistics.map { row($0, group: group, variable: variable)?.value.double ?? .nan }
  }
}
