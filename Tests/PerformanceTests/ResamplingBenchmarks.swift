import Analyses
import Cohorts
import Foundation
import OrderedCollections
import TestDraws
import Workbench

/// How long bootstraps take, as scripts ask for them, on both processors.
enum ResamplingBenchmarks {
  /// Runs them on 334 subjects of two groups that both reach their median.
  static func run() throws {
    let cohort = try subjects(334)
    print("Resampling, \(cohort.count) subjects")
    let registry = try BuiltIn.registry()
    guard let bootstrap = registry.analysis("resampling.bootstrap") else { return }
    func time(_ name: String, aim: Double? = nil, runs: Int, _ arguments: [Argument.Entry]) throws {
      try measure(name, aim: aim, runs: runs) {
        try bootstrap.perform(on: cohort, with: arguments, within: Surroundings(registry: registry)).rows.count
      }
    }
    let curves: [Argument.Entry] = [
      .init("analysis", .text("survival.kaplan_meier")),
      .init("arguments", .map([.init("endpoint", .text("pfs")), .init("by", .text("arm"))])),
      .init("statistic", .text("median")),
    ]
    let (old, new) = (
      Argument.map([.init("group", .text("old"))]), Argument.map([.init("group", .text("new"))])
    )
    let difference = curves + [.init("of", old), .init("minus", new)]
    try time(
      "bootstrap, 2000 median differences, percentile", aim: 40, runs: 15,
      difference + [.init("interval", .text("percentile"))])
    try time("bootstrap, 2000 median differences, BCa", aim: 40, runs: 15, difference)
    try time(
      "bootstrap, 2000 Cox hazard ratios, percentile", runs: 3,
      [
        .init("analysis", .text("survival.cox")), .init("statistic", .text("hazard_ratio")),
        .init("arguments", .map([.init("endpoint", .text("pfs")), .init("covariates", .text("age"))])),
        .init("interval", .text("percentile")),
      ])
  }

  /// Subjects with exponential times, a fifth of them censored.
  private static func subjects(_ count: Int) throws -> Cohort {
    var generator = Seeded(334)
    func uniform() -> Double { Double.random(in: 0.001..<1, using: &generator) }
    let arms = (0..<count).map { $0 % 2 == 0 ? "old" : "new" }
    let table = try Table(
      name: "subjects",
      columns: [
        "id": Column(texts: (0..<count).map { "\($0)" }),
        "arm": Column(categories: arms, levels: ["old", "new"]),
        "age": Column(numbers: arms.map { _ in 20 + 50 * uniform() }),
        "days": Column(numbers: arms.map { (-log(uniform()) * ($0 == "old" ? 300 : 420)).rounded(.up) }),
        "event": Column(integers: arms.map { _ in uniform() < 0.8 ? 1 : 0 }),
      ])
    var dictionary = DataDictionary(subjectID: "id")
    dictionary.endpoints["pfs"] = EndpointDefinition(name: "pfs", time: "days", event: .indicator(column: "event"))
    return try Cohort(name: "generated", subjects: table, dictionary: dictionary)
  }
}
