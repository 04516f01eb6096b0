import Cohorts
import OrderedCollections

/// Eight invented subjects of two trials, small enough that every answer can be found by hand.
///
/// Age is missing for s3, the response for s3 and s8. The response is known on the day of its assessment, and
/// the day of transplant when it comes; nobody has said when `dose` becomes known.
enum SmallTrial {
  static let columns: OrderedDictionary<String, Column> = [
    "id": Column(texts: (1...8).map { "s\($0)" }),
    "trial": Column(categories: ["A", "A", "A", "A", "B", "B", "B", "B"]),
    "age": Column(integers: [30, 45, nil, 62, 51, 38, 70, 17]),
    "arm": Column(categories: ["new", "old", "new", "old", "new", "old", "new", "old"], levels: ["old", "new"]),
    "dose": Column(numbers: [1.5, 2, 0.5, 2, 2.25, 1, 3, 2]),
    "infused": Column(
      dates: [
        CalendarDate(year: 2020, month: 2, day: 28), nil, CalendarDate(year: 2021, month: 12, day: 31), nil, nil, nil,
        nil, CalendarDate(year: 2024, month: 2, day: 29),
      ]),
    "response": Column(categories: ["CR", "PR", nil, "CR", "PR", "CR", "CR", nil], levels: ["CR", "PR"]),
    "response_day": Column(integers: [5, 9, nil, 28, 28, 30, 28, nil]),
    "transplant_day": Column(integers: [nil, nil, 15, 20, nil, nil, 40, nil]),
    "pfs_days": Column(integers: [10, 20, 30, 40, 50, 60, 70, 80]),
    "pfs_event": Column(flags: [true, false, true, true, false, true, true, false]),
  ]

  static func make() throws -> Cohort {
    let baseline = ColumnDescription(knownAt: .baseline)
    let dictionary = DataDictionary(
      subjectID: "id", trial: "trial",
      columns: [
        "trial": baseline, "age": ColumnDescription(label: "Age", unit: "years", knownAt: .baseline), "arm": baseline,
        "response": ColumnDescription(label: "Response", knownAt: .onDay(["response_day"])),
        "transplant_day": ColumnDescription(knownAt: .onDay(["transplant_day"])),
      ],
      endpoints: [
        "pfs": EndpointDefinition(
          name: "pfs", label: "Progression-free survival", time: "pfs_days", event: .indicator(column: "pfs_event"),
          origin: "infusion")
      ], populations: ["adults": Population(label: "Adults", condition: "age >= 18")])
    return try Cohort(name: "small", subjects: Table(name: "subjects", columns: columns), dictionary: dictionary)
  }
}
