import Cohorts
import OrderedCollections

/// Sixteen invented subjects of two trials, of whom six are transplanted later: what the examples of the analyses ask for.
enum PooledCohort {
  private static let days = [12.0, 30, 45, 60, 75, 90, 105, 120, 150, 180, 210, 240, 270, 300, 330, 360]
  private static let events = [1, 1, 0, 1, 1, 1, 0, 1, 1, 0, 1, 0, 1, 1, 0, 0]
  private static let transplants: [Double?] = [
    nil, nil, 20, nil, 40, nil, nil, 50, nil, 70, nil, nil, 80, nil, nil, 100,
  ]

  static let columns: OrderedDictionary<String, Column> = [
    "id": Column(texts: (1...16).map { "p\($0)" }), "pfs_days": Column(numbers: days),
    "pfs_event": Column(integers: events),
    "transplant_day": Column(numbers: transplants), "transplanted": Column(flags: transplants.map { $0 != nil }),
    "transplant_date": Column(numbers: transplants.map { $0.map { $0 + 100 } }),
    "infusion_day": Column(numbers: Array(repeating: 100, count: 16)),
    "age": Column(numbers: [61, 34, 25, 70, 48, 66, 19, 52, 41, 33, 58, 27, 45, 63, 30, 22]),
    "diagnosis": Column(
      categories: (0..<16).map { ["T-ALL", "B-ALL", "B-ALL", "T-ALL", "B-ALL"][$0 % 5] }, levels: ["B-ALL", "T-ALL"]),
    "trial": Column(texts: (0..<16).map { $0 % 3 == 0 ? "ADAM" : "EVE" }),
    "relapse_site": Column(texts: (0..<16).map { $0 % 2 == 0 ? "marrow" : "other" }),
    "response": Column(flags: (0..<16).map { $0 % 4 != 0 }),
  ]

  static let dictionary = DataDictionary(
    subjectID: "id", trial: "trial",
    columns: [
      "transplant_day": ColumnDescription(knownAt: .onDay(["transplant_day"])),
      "transplant_date": ColumnDescription(label: "Day of transplant", knownAt: .onDay(["transplant_date"])),
      "transplanted": ColumnDescription(label: "Transplant", knownAt: .onDay(["transplant_day"])),
      "age": ColumnDescription(label: "Age", knownAt: .baseline),
      "diagnosis": ColumnDescription(label: "Diagnosis", knownAt: .baseline),
      "trial": ColumnDescription(label: "Trial", knownAt: .baseline),
      "response": ColumnDescription(label: "Response", knownAt: .afterOrigin),
      "infusion_day": ColumnDescription(label: "Day of infusion", knownAt: .baseline),
    ],
    endpoints: [
      "pfs": EndpointDefinition(
        name: "pfs", label: "Progression-free survival", time: "pfs_days", event: .indicator(column: "pfs_event"),
        origin: "CAR-T infusion"),
      "pfs_after": EndpointDefinition(
        name: "pfs_after", label: "PFS from infusion", time: "pfs_days", event: .indicator(column: "pfs_event"),
        origin: "CAR-T infusion", originDay: "infusion_day"),
    ])

  static func make(_ change: (inout OrderedDictionary<String, Column>) -> Void = { _ in }) throws -> Cohort {
    var columns = columns
    change(&columns)
    return try Cohort(name: "pooled", subjects: Table(name: "subjects", columns: columns), dictionary: dictionary)
  }

  /// A cohort of subjects with a time, an event and, where one is named, an exposure's day.
  static func few(_ subjects: [(time: Double, event: Bool, exposed: Double?)]) throws -> Cohort {
    let columns: OrderedDictionary<String, Column> = [
      "id": Column(integers: subjects.indices.map { $0 }), "time": Column(numbers: subjects.map(\.time)),
      "event": Column(flags: subjects.map(\.event)), "day": Column(numbers: subjects.map(\.exposed)),
      "group": Column(categories: subjects.indices.map { $0 % 2 == 0 ? "A" : "B" }, levels: ["A", "B"]),
    ]
    let day = ColumnDescription(knownAt: .onDay(["day"]))
    return try Cohort(
      name: "few", subjects: Table(name: "subjects", columns: columns),
      dictionary: DataDictionary(
        subjectID: "id", columns: ["group": ColumnDescription(knownAt: .baseline), "day": day],
        endpoints: ["os": EndpointDefinition(name: "os", time: "time", event: .indicator(column: "event"))]))
  }
}
