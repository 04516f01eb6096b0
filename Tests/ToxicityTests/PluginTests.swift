import Analyses
import AnalysisTesting
import Cohorts
import OrderedCollections
import Survival
import TestDraws
import Testing

@testable import Toxicity

@Suite("The plugin of toxicity keeps the contract") struct PluginTests {
  @Test("is named as scripts require it") func name() {
    #expect(ToxicityPlugin().name == "toxicity")
  }

  @Test("on a small pooled cohort") func pooled() throws {
    #expect(try Self.conformance().violations(of: ToxicityPlugin()) == [])
  }

  @Test("on the same with severity in words, flags of Y or blank, and relatedness in degrees") func inWords() throws {
    let cohort = try WholeCohort.make { events in
      events["grade"] = Column(categories: WholeCohort.rows.map { ["MILD", "MODERATE", "SEVERE"][$0 % 3] })
      events["related"] = Column(categories: WholeCohort.rows.map { ["NONE", "POSSIBLE", "PROBABLE", nil][$0 % 4] })
      events["serious"] = Column(texts: WholeCohort.rows.map { $0 % 5 == 0 ? "Y" : nil })
    }
    #expect(Conformance(cohort: cohort, beside: [SurvivalPlugin()]).violations(of: ToxicityPlugin()) == [])
  }

  @Test("on a cohort in which nothing of the events is recorded but the terms", arguments: ["none", "missing"])
  func bare(_ kind: String) throws {
    let cohort = try WholeCohort.make { events in
      for name in ["soc", "grade", "serious", "related"] {
        if kind == "none" {
          events[name] = nil
        } else if let column = events[name] {
          events[name] = Column(column.storage, validity: Validity(allMissing: column.count))
        }
      }
    }
    let conformance = Conformance(cohort: cohort, beside: [SurvivalPlugin()])
    // Without a column of grades there is nothing to distribute or to shift, and that is said.
    let faults = conformance.violations(of: ToxicityPlugin()).map(\.description)
    #expect(faults.filter { !$0.contains("no column of \"adverse_events\" is known to hold the grade") } == [])
  }

  @Test("on a cohort without any event, and on nobody") func quiet() throws {
    let quiet = try WholeCohort.make { events in events = events.mapValues { $0.gathered([]) } }
    for cohort in [quiet, try WholeCohort.make().where("age > 1000")] {
      #expect(Conformance(cohort: cohort, beside: [SurvivalPlugin()]).violations(of: ToxicityPlugin()) == [])
    }
  }

  @Test("on awkward cohorts", arguments: [11, 12] as [UInt64]) func awkward(seed: UInt64) throws {
    let violations = try Self.conformance().awkwardViolations(
      of: ToxicityPlugin(), rounds: 60, seed: seed,
      adding: [
        .init("by", .text("trial")), .init("by", .text("many")), .init("where", .text("grade >= 3")),
        .init("terms", .list([.text("ICANS"), .text("Neutropenia")])),
        .init("window", .list([.integer(2), .integer(4)])), .init("window", .list([.integer(4), .integer(2)])),
        .init("absent_terms", .flag(true)), .init("columns", .text("each_grade")), .init("test", .text("fisher")),
        .init("minimum_incidence", .number(50)), .init("overall", .flag(false)), .init("gap", .integer(0)),
        .init("dose", .text("dose")), .init("missing", .text("absent")), .init("minimum_grade", .integer(3)),
        .init("counting", .text("all")), .init("until", .text("last_month")), .init("interval", .text("mid_p")),
        .init("interval", .text("sqrt_v")), .init("ratio_interval", .text("mid_p")),
        .init("lines", .text("organ_class")), .init("terminal", .flag(false)), .init("level", .number(0.5)),
        .init("follow_up", .text("last_month")), .init("related_levels", .text("Y")), .init("scale", .text("ASTCT")),
      ])
    #expect(violations.isEmpty, "\(violations.map(\.description).joined(separator: "\n"))")
  }

  @Test("on resampled subjects", arguments: 0..<4) func resampled(seed: UInt64) throws {
    let cohort = try WholeCohort.make()
    var draws = Seeded(seed)
    let drawn = cohort.resampled((0..<cohort.count).map { _ in Int32(draws.below(3)) })
    #expect(Conformance(cohort: drawn, beside: [SurvivalPlugin()]).violations(of: ToxicityPlugin()) == [])
  }

  private static func conformance() throws -> Conformance {
    Conformance(cohort: try WholeCohort.make(), beside: [SurvivalPlugin()])
  }
}

/// Forty invented subjects of three trials with all that the examples ask for.
enum WholeCohort {
  /// The places of the adverse events.
  static let rows = Array(0..<160)

  private static let terms = [
    ("Cytokine release syndrome", "Immune system disorders"), ("Thrombocytopenia", "Blood disorders"),
    ("Neutropenia", "Blood disorders"), ("ICANS", "Nervous system disorders"),
  ]

  static func make(_ change: (inout OrderedDictionary<String, Column>) -> Void = { _ in }) throws -> Cohort {
    let ids = (0..<40).map { "s\($0)" }
    let subjects = try Table(name: "subjects", columns: columns(ids))
    var events = events(ids)
    change(&events)
    func linked(_ table: Table) throws -> LinkedTable { try LinkedTable(table, key: "subject_id", subjects: subjects) }
    let baseline = ["trial", "dose_level", "dose", "sex", "age", "many"].map {
      ($0, ColumnDescription(knownAt: .baseline))
    }
    return try Cohort(
      name: "whole", subjects: subjects,
      linked: [
        "adverse_events": linked(Table(name: "adverse_events", columns: events)),
        "crs_findings": linked(
          FindingsCohort.table(
            "crs_findings", FindingsCohort.crs.ofSubjects,
            ["subject_id", "day", "temperature", "hypotension", "hypoxia", "treated"], numbers: ["day", "temperature"])),
        "icans_findings": linked(
          FindingsCohort.table(
            "icans_findings", FindingsCohort.icans.ofSubjects,
            ["subject_id", "day", "ice_score", "capd_score", "consciousness", "seizure"],
            numbers: ["day", "ice_score", "capd_score"])),
      ],
      dictionary: DataDictionary(
        subjectID: "subject_id", trial: "trial",
        columns: OrderedDictionary(uniqueKeysWithValues: baseline).merging([
          "last_month": ColumnDescription(unit: "months")
        ]) { $1 },
        endpoints: [
          "os": EndpointDefinition(
            name: "os", label: "Overall survival", time: "os_days", event: .indicator(column: "os_event"))
        ]))
  }

  private static func columns(_ ids: [String]) -> OrderedDictionary<String, Column> {
    [
      "subject_id": Column(texts: ids), "trial": Column(categories: ids.indices.map { ["T1", "T2", "T3"][$0 % 3] }),
      "dose_level": Column(
        categories: ids.indices.map { ["low", "high"][$0 % 2] }, levels: ["low", "high", "higher"]),
      "dose": Column(numbers: ids.indices.map { [1.0, 10][$0 % 2] }),
      "sex": Column(categories: ids.indices.map { ["female", "male"][$0 / 3 % 2] }),
      "many": Column(categories: ids.map { "group \($0)" }),
      "age": Column(numbers: ids.indices.map { Double(8 + $0 * 2) }),
      "os_days": Column(numbers: ids.indices.map { Double(5 + $0 * 7) }),
      "last_month": Column(numbers: ids.indices.map { Double(1 + $0 / 4) }),
      "os_event": Column(integers: ids.indices.map { $0 % 2 }),
    ]
  }

  private static func events(_ ids: [String]) -> OrderedDictionary<String, Column> {
    var draws = Seeded(3)
    let which = rows.map { _ in terms[draws.below(4)] }
    let onset = rows.map { _ in draws.below(10) }
    return [
      "subject_id": Column(texts: rows.map { _ in ids[draws.below(40)] }),
      "soc": Column(categories: which.map(\.1)), "term": Column(categories: which.map(\.0)),
      "grade": Column(integers: rows.map { _ in 1 + draws.below(5) }), "onset_day": Column(integers: onset),
      "end_day": Column(integers: onset.map { $0 + draws.below(9) }),
      "serious": Column(flags: rows.map { _ in draws.below(4) == 0 }),
      "related": Column(flags: rows.map { _ in draws.below(2) == 0 }),
    ]
  }
}

extension String {
  /// The subjects a to h of findings as s0 to s7.
  fileprivate var ofSubjects: String {
    lines.map { line in "s\((line.first?.asciiValue ?? 97) - 97)" + line.dropFirst() }.joined(separator: "\n")
  }
}
