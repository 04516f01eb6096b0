import Analyses
import Cohorts
import Reports

/// A report as a trial's statistician would make it, on invented data of a fixed seed.
enum SampleReport {
  static let document = ReportDocument(report, provenance: provenance, programVersion: "0.1.0")

  static let report = Report(
    title: "Progression-free survival by transplant after CAR-T",
    items: [
      .note(
        """
        Does consolidation with a transplant after CAR-T lengthen progression-free survival? Who lives long enough to be \
        transplanted is alive at transplant: groups formed from day 0 credit that waiting time to the transplant.

        The analyses below ask the same question in three ways, of which the first is shown only because it is so often done.
        """),
      .heading("As it is often done"),
      .result(naive),
      .heading("Sound answers"),
      .note("A landmark looks only at those who are still at risk on day 90, grouped by what was known on that day."),
      .result(landmark),
      .result(model),
    ])

  static let provenance = ReportProvenance(
    cohort: "demo", subjects: 334,
    data: Provenance(
      sources: [
        .init(
          table: "subjects", name: "subjects.csv",
          sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", rows: 334),
        .init(
          table: "adverse_events", name: "adverse_events.csv",
          sha256: "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752", rows: 1204),
        .init(
          table: "dictionary", name: "cohort.toml",
          sha256: "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae", rows: 0),
      ], notice: "Synthetic data: invented for demonstration. No number below describes a patient."),
    script: "pfs_by_transplant.lua",
    scriptSHA256: "fd61a03af4f77d870fc21e05e7e80678095c92d808cfb3b5c279ee04c74aca13",
    parameters: [.init("endpoint", "pfs"), .init("transplant_day", "transplant_day")],
    flow: [
      FlowStep(condition: "response ~= 'not evaluable'", before: 339, excluded: 5, unknown: 0),
      FlowStep(condition: "age >= 18", before: 334, excluded: 12, unknown: 3),
    ], profile: "SAS", seed: 1,
    versions: [.init("workbench", "0.1.0"), .init("Lua", "5.4.4")])

  // MARK: - Results

  static let naive: AnalysisResult = {
    let curves = [
      SampleCurve("No transplant", subjects: 246, median: 150, cure: 0.22, seed: 11),
      SampleCurve("Transplant", subjects: 88, median: 420, cure: 0.38, seed: 7),
    ]
    var result = kaplanMeier("Progression-free survival by transplant", curves, start: 0)
    result.cautions = [
      Caution(
        .immortalTime,
        "Groups are formed by \u{201C}transplanted\u{201D}, which becomes known on \u{201C}transplant_day\u{201D}, after the origin (CAR-T infusion).",
        remedy:
          "use survival.landmark, survival.mantel_byar, survival.simon_makuch, or a Cox model with time_dependent.")
    ]
    result.settings = [
      .init(name: "endpoint", value: "\"pfs\"", isDefault: false),
      .init(name: "by", value: "\"transplanted\"", isDefault: false),
      .init(name: "interval", value: "\"log\"", isDefault: true), .init(name: "level", value: "0.95", isDefault: true),
    ]
    return result
  }()

  static let landmark: AnalysisResult = {
    let curves = [
      SampleCurve("No transplant by day 90", subjects: 181, median: 260, cure: 0.25, seed: 3),
      SampleCurve("Transplant by day 90", subjects: 41, median: 900, cure: 0.6, seed: 5),
    ]
    var result = kaplanMeier("Landmark at day 90", curves, start: 90)
    result.analysis = "survival.landmark"
    return result
  }()

  static let model: AnalysisResult = {
    let terms: [(String, Double, Double, Double, Double)] = [
      ("Transplant (time-dependent)", 0.7214, 0.5031, 1.0344, 0.0504),
      ("Age, per 10 years", 1.004, 0.9312, 1.0825, 0.9171),
      ("Diagnosis: T-ALL", 1.8351, 1.2207, 2.7588, 0.00352), ("Diagnosis: LBCL", 1.1049, 0.8012, 1.5237, 0.5429),
      ("Marrow blasts, per 10%", 1.0911, 1.0455, 1.1387, 0.00006),
    ]
    var rows: [Row] = []
    for (term, ratio, lower, upper, p) in terms {
      let values = [("hazard_ratio", ratio), ("lower", lower), ("upper", upper), ("p_value", p)]
      rows += values.map {
        Row($0.0, .number($0.1), variable: term, method: "Cox, Efron ties, stratified by trial", n: 321, missing: 13)
      }
    }
    let unbounded = "no event in this level: the coefficient runs off to infinity"
    rows.append(Row("hazard_ratio", .number(2.3e-9), variable: "Sex: not recorded", n: 321, missing: 13))
    rows += ["lower", "upper", "p_value"].map {
      Row($0, .notEstimable(unbounded), variable: "Sex: not recorded", n: 321, missing: 13)
    }
    rows.append(Row("hazard_ratio", .text("reference"), variable: "Diagnosis: B-ALL"))
    var lines = terms.map { TableLayout.Line($0.0, variable: $0.0) }
    lines.insert(.init("Diagnosis: B-ALL", variable: "Diagnosis: B-ALL"), at: 2)
    lines.append(.init("Sex: not recorded", variable: "Sex: not recorded"))
    var result = AnalysisResult(
      title: "Cox model with transplant as a time-dependent exposure",
      methods: [
        "Cox proportional hazards, Efron's method for ties, stratified by trial.",
        "A subject is counted as not transplanted up to and on the day of transplant, and as transplanted from then on.",
      ], rows: rows,
      tables: [
        TableLayout(
          title: "Hazard ratios for progression or death", rowHeader: "Term", lines: lines,
          columns: [
            .init("Hazard ratio (95% CI)", .estimate("hazard_ratio", lower: "lower", upper: "upper"), .ratio),
            .init("p", .value("p_value"), .pValue),
          ])
      ],
      cautions: [
        Caution(
          .separation,
          "The coefficient of \u{201C}Sex: not recorded\u{201D} runs off to infinity: none of its 4 subjects had an event.",
          remedy: "leave the level out, or join it with another."),
        Caution(.missingValues, "13 of 334 subjects were left out because involvement is missing."),
      ])
    result.analysis = "survival.cox"
    result.settings = [
      .init(name: "covariates", value: "{ \"age\", \"diagnosis\", \"blasts\" }", isDefault: false),
      .init(name: "strata", value: "\"trial\"", isDefault: false),
      .init(name: "ties", value: "\"efron\"", isDefault: true),
    ]
    return result
  }()

  private static func kaplanMeier(_ title: String, _ samples: [SampleCurve], start: Double) -> AnalysisResult {
    let curves = samples.map { $0.curve(from: start) }
    let end = curves.map(\.end).max() ?? 0
    let ticks = Figure.ticks(to: end, unit: .days, axisUnit: .months)
    let method = "Kaplan-Meier, log interval (95%)"
    var rows: [Row] = []
    for (sample, curve) in zip(samples, curves) {
      func add(_ name: String, _ value: Quantity, time: Double? = nil, unit: String? = nil) {
        rows.append(Row(name, value, group: sample.group, time: time, unit: unit, method: method, n: sample.subjects))
      }
      add("n", .count(sample.subjects))
      add("events", .count(curve.time.count))
      add("median", Quantity(curve.median, otherwise: "median not reached"), unit: "days")
      add("median_lower", Quantity(curve.median.map { $0 * 0.81 }, otherwise: "median not reached"), unit: "days")
      add(
        "median_upper",
        Quantity(
          curve.median.flatMap { $0 < 300 ? $0 * 1.3 : nil },
          otherwise: "the upper limit of the curve does not fall to one half"), unit: "days")
      add("survival", .number(curve.estimate[curve.time.lastIndex { $0 <= 365 } ?? 0]), time: 365)
      add("survival_lower", .number((curve.lower[curve.time.lastIndex { $0 <= 365 } ?? 0]) ?? 0), time: 365)
      add("survival_upper", .number((curve.upper[curve.time.lastIndex { $0 <= 365 } ?? 0]) ?? 0), time: 365)
    }
    rows += [
      Row("chi_square", .number(33.24199), variable: "Log-rank test", method: "Log-rank test", n: 334),
      Row("df", .count(1), variable: "Log-rank test", method: "Log-rank test", n: 334),
      Row("p_value", .number(8.1e-9), variable: "Log-rank test", method: "Log-rank test", n: 334),
    ]
    let figure = Figure(
      title: title, yLabel: "Progression-free survival", origin: "CAR-T infusion", unit: .days, axisUnit: .months,
      curves: curves, riskTable: .init(times: ticks, atRisk: samples.map { $0.atRisk(ticks, start: start) }),
      annotations: [.init("Log-rank test", .number(8.1e-9), .pValue)])
    var result = AnalysisResult(
      title: title,
      methods: [
        "Survival was estimated by the Kaplan-Meier method; its 95% interval is on the log scale (Greenwood's variance).",
        "A subject censored on the day of an event counts as at risk for it.",
      ], rows: rows,
      tables: [
        TableLayout(
          title: "Progression-free survival, in days", rowHeader: "Group",
          lines: samples.map { .init($0.group, group: $0.group) },
          columns: [
            .init("Subjects", .value("n"), .count), .init("Events", .value("events"), .count),
            .init("Median (95% CI)", .estimate("median", lower: "median_lower", upper: "median_upper"), .duration),
          ]),
        TableLayout(
          title: "Progression-free survival at one year", rowHeader: "Group",
          lines: samples.map { .init($0.group, group: $0.group, time: 365) },
          columns: [
            .init(
              "Estimate (95% CI)", .estimate("survival", lower: "survival_lower", upper: "survival_upper"), .proportion)
          ]),
        TableLayout(
          title: "Comparison of the groups", rowHeader: "Test",
          lines: [.init("Log-rank test", variable: "Log-rank test")],
          columns: [
            .init("Chi-square", .value("chi_square"), .statistic), .init("Degrees of freedom", .value("df"), .count),
            .init("p", .value("p_value"), .pValue),
          ]),
      ], figures: [figure])
    result.analysis = "survival.kaplan_meier"
    return result
  }
}
