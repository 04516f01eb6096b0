import Analyses
import Cohorts
import OrderedCollections
import Survival

@testable import Toxicity

/// Twelve subjects with CRS and ICANS, of whom everything can be counted by hand.
enum SyndromeCohort {
  /// Subject, term, grade, first day, last day, scale.
  static let events = """
    s1 | Cytokine release syndrome | 1 | 1  | 3  | ASTCT
    s1 | Cytokine release syndrome | 2 | 4  | 6  | ASTCT
    s2 | Cytokine release syndrome | 3 | 2  | 5  | ASTCT
    s2 | Cytokine release syndrome | 1 | 9  | 10 | ASTCT
    s2 | ICANS                     | 3 | 4  | 7  | ASTCT
    s3 | Cytokine release syndrome | 4 | 0  | 8  | Lee 2014
    s3 | ICANS                     | 2 | 10 | 11 | ASTCT
    s4 | Cytokine release syndrome | 2 | 3  |    | ASTCT
    s5 | Cytokine release syndrome |   | 5  | 6  | ASTCT
    s6 | ICANS                     | 1 | 2  | 3  | ASTCT
    s7 | Cytokine release syndrome | 1 | 7  | 7  | Lee 2014
    s7 | ICANS                     | 1 | 7  | 8  | ASTCT
    s8 | Cytokine release syndrome | 2 | 6  | 9  | ASTCT
    s8 | ICANS                     | 4 | 5  | 6  | ASTCT
    s9 | Infection                 | 2 | 3  | 9  |
    """

  static func make(_ change: (inout OrderedDictionary<String, Column>) -> Void = { _ in }) throws -> Cohort {
    let ids = (1...12).map { "s\($0)" }
    let level = ["s1": 0, "s9": 0, "s10": 0, "s11": 0, "s2": 1, "s5": 1, "s6": 1, "s12": 1]
    var columns: OrderedDictionary<String, Column> = [
      "subject_id": Column(texts: ids),
      "trial": Column(categories: ids.indices.map { $0 == 2 || $0 == 6 ? "EVE" : "ADAM" }),
      "dose_level": Column(
        categories: ids.map { ["low", "middle", "high"][level[$0] ?? 2] }, levels: ["low", "middle", "high"]),
      "dose": Column(numbers: ids.map { [1, 10, 100][level[$0] ?? 2] }),
      "age": Column(numbers: (0..<12).map { 9 + 5 * Double($0) }),
      "os_days": Column(numbers: [100, 100, 100, 100, 100, 100, 100, 100, 4, 50, 2, 3]),
      "os_event": Column(integers: [0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0]),
    ]
    change(&columns)
    let subjects = try Table(name: "subjects", columns: columns)
    let events = try FindingsCohort.table(
      "adverse_events", events, ["subject_id", "term", "grade", "onset_day", "end_day", "scale"],
      numbers: ["grade", "onset_day", "end_day"])
    let crs = try FindingsCohort.table(
      "crs_findings", FindingsCohort.crs.renamed,
      ["subject_id", "day", "temperature", "hypotension", "hypoxia", "treated"],
      numbers: ["day", "temperature"])
    let icans = try FindingsCohort.table(
      "icans_findings", FindingsCohort.icans.renamed,
      ["subject_id", "day", "ice_score", "capd_score", "consciousness", "seizure"],
      numbers: ["day", "ice_score", "capd_score"])
    let baseline = ["trial", "dose_level", "dose", "age"].map { ($0, ColumnDescription(knownAt: .baseline)) }
    return try Cohort(
      name: "syndromes", subjects: subjects,
      linked: [
        "adverse_events": LinkedTable(events, key: "subject_id", subjects: subjects),
        "crs_findings": LinkedTable(crs, key: "subject_id", subjects: subjects),
        "icans_findings": LinkedTable(icans, key: "subject_id", subjects: subjects),
      ],
      dictionary: DataDictionary(
        subjectID: "subject_id", trial: "trial", columns: OrderedDictionary(uniqueKeysWithValues: baseline),
        endpoints: [
          "os": EndpointDefinition(
            name: "os", label: "Overall survival", time: "os_days", event: .indicator(column: "os_event"),
            origin: "CAR-T infusion")
        ]))
  }

  static func perform(
    _ name: String, _ arguments: Argument.Entry..., on cohort: Cohort? = nil, profile: Profile = .r
  ) throws -> AnalysisResult {
    let plugins: [any Plugin] = [ToxicityPlugin(), SurvivalPlugin()]
    let registry = try Registry(plugins)
    guard let analysis = registry.analysis(name) else { throw CannotAnalyse("no \(name)") }
    return try analysis.perform(
      on: try cohort ?? make(), with: arguments, defaults: Defaults(profile: profile),
      within: Surroundings(registry: registry))
  }
}

extension String {
  /// The subjects a to h of findings as s1 to s8.
  fileprivate var renamed: String {
    lines.map { line in
      let place = "abcdefgh".firstIndex(of: line.first ?? "a").map {
        "abcdefgh".distance(from: "abcdefgh".startIndex, to: $0)
      }
      return "s\((place ?? 0) + 1)" + line.dropFirst()
    }.joined(separator: "\n")
  }
}
