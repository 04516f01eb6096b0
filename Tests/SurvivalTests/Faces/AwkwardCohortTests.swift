import Analyses
import AnalysisTesting
import Cohorts
import OrderedCollections
import Survival
import TestSupport
import Testing

@Suite("Cohorts as data sometimes are") struct AwkwardCohortTests {
  /// Arguments beside those of the examples, tried one at a time.
  private static let further: KeyValuePairs<String, Argument> = [
    "endpoint": "pfs_late", "endpoint": "pfs_after", "endpoint": "Surv(pfs_days, pfs_event == 0)",
    "intercurrent": ["transplant_day": "composite"], "intercurrent": ["transplant_day": "censor"],
    "intercurrent": ["transplant_day": "competing"], "weights": "copies", "case_weights": "worth", "cluster": "trial",
    "strata": "diagnosis", "strata": ["trial", "diagnosis"], "by": "trial", "by": ["diagnosis", "trial"], "level": 0.5,
    "times": [0, 0.5, 60, 1e12], "quantiles": [0.01, 0.5, 0.99], "interval": "log_log", "interval": "plain",
    "interval": "logit", "plateau": "start", "plateau": "midpoint_to_next_event", "beyond": "not_estimable",
    "ties": "exact", "ties": "breslow", "ties": "events_first", "covariates": ["age", "trial", "age * diagnosis"],
    "covariates": ["spline(age, 3)"], "covariates": ["poly(age, 2)"], "covariates": ["worth", "copies", "age"],
    "time_dependent": ["transplant": "transplant_day", "infusion": "infusion_day"], "penalty": "firth",
    "horizon": 50, "horizon": [1e-9, 1e9], "at": [0, 1e9], "landmarks": [0, 45, 1e9], "from": 60, "landmark": 0,
    "distribution": "exponential", "distribution": "log_normal", "distribution": "weibull", "test": "gehan",
    "test": "peto", "test": "tarone_ware", "test": "fleming_harrington", "method": "standardisation",
    "estimand": "att", "estimand": "overlap", "truncate": 0.1, "stabilised": false, "compare": "pairwise",
    "compare": "all", "pairwise": true, "scores": [1, 2], "band": "hall_wellner", "band": "equal_precision",
    "estimator": "fleming_harrington", "hazard": true, "censoring_strata": "trial", "weights_convention": "survival",
    "exposure": "infusion_day", "outcome": "relapse_site", "cause": "marrow", "scale": "log", "reference": "zero",
    "at_risk": "trial", "minimum_events": 1, "rho": 1, "gamma": 1, "variance": "aalen", "given": [30, 1e9],
    "as_baseline": true, "display_unit": "months", "initial": "age", "most": 1, "contrasts": ["age"],
    "states": ["transplant": "transplant_day", "infusion": "infusion_day"], "subgroups": ["age >= 40", "transplanted"],
  ]

  private static func cohort() throws -> Cohort {
    let cohort = try PooledCohort.make { columns in
      columns = columns.mapValues { $0.gathered((0..<40).map { Int32($0 * 7 % 16) }) }
      columns["id"] = Column(texts: (1...40).map { "p\($0)" })
      columns["copies"] = Column(integers: (0..<40).map { $0 % 4 })
      columns["worth"] = Column(numbers: (0..<40).map { Double($0 % 5) / 3 })
      columns["entry"] = Column(numbers: (0..<40).map { Double($0) })
    }
    return cohort.declaring(
      EndpointDefinition(
        name: "pfs_late", label: "PFS after late entry", time: "pfs_days", event: .indicator(column: "pfs_event"),
        entry: "entry"))
  }

  @Test("end in a result of finite numbers or in an error with words", arguments: [1, 2, 3] as [UInt64])
  func awkward(seed: UInt64) throws {
    let violations = Conformance(cohort: try Self.cohort()).awkwardViolations(
      of: SurvivalPlugin(), rounds: 60, seed: seed, adding: Self.further.map { .init($0.key, $0.value) })
    #expect(violations.isEmpty, "\(violations.map(\.description).joined(separator: "\n"))")
  }

  @Test("of more subjects than can be counted are refused in words") func countless() throws {
    let cohort = try Self.cohort().deriving(
      Column(numbers: Array(repeating: 0x1p52, count: 40)), as: "copies", description: ColumnDescription())
    let complaint = try #require(try cohort.complaint("kaplan_meier", ["endpoint": "pfs", "weights": "copies"]))
    #expect(complaint.hasPrefix("the frequencies in \"copies\" stand for more than "), "\(complaint)")
  }

  @Test("are the same for the same seed and number, and hold nobody now and then") func seeded() throws {
    let cohorts = AwkwardCohorts(of: try Self.cohort(), seed: 5)
    #expect(try cohorts.cohort(3).name == cohorts.cohort(3).name)
    let sizes = Set(try (0..<60).map { try cohorts.cohort($0).cohort.count })
    #expect(sizes == [0, 1, 2, 3, 4, 7, 16, 40])
  }
}
