import Analyses
import Cohorts
import Workbench

/// How long bootstraps take, as scripts ask for them, on both processors.
enum ResamplingBenchmarks {
  /// Runs them on the demonstration cohort of 334 subjects.
  static func run() throws {
    let cohort = try CohortSource(path: nil).load { _ in }.cohort
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
      .init("arguments", .map([.init("endpoint", .text("pfs")), .init("by", .text("sex"))])),
      .init("statistic", .text("median")),
    ]
    let (female, male) = (
      Argument.map([.init("group", .text("female"))]), Argument.map([.init("group", .text("male"))])
    )
    let difference = curves + [.init("of", female), .init("minus", male)]
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
}
