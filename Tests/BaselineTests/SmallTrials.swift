import Cohorts
import OrderedCollections

/// Sixteen invented subjects of two trials: what the examples of the analyses ask for.
enum SmallTrials {
  private static func each<Value>(_ value: (Int) -> Value?) -> [Value?] { (0..<16).map(value) }

  private static let trials: [String?] = each { $0 % 3 == 0 ? "ADAM" : "EVE" }
  private static let sexes: [String?] = each { $0 % 4 == 1 ? "female" : "male" }
  private static let diagnoses: [String?] = each { ["T-ALL", "T-LBL", "T-ALL", "AML", "T-ALL"][$0 % 5] }
  private static let blasts: [Double?] = each { $0 % 5 == 2 ? nil : Double($0 * 7 % 40) + 0.5 }
  private static let responses: [String?] = each { ["CR", "CR", "PR", "NR", nil, "NE"][$0 % 6] }
  private static let relapses: [Int?] = each { $0 % 4 == 0 ? 31 + $0 * 40 : nil }
  private static let transplantDays: [Int?] = each { $0 % 3 != 1 ? 28 + $0 * 5 : nil }
  private static let infusions: [CalendarDate?] = each { CalendarDate(daysSince1970: 18_600 + Int32($0) * 30) }
  private static let transplantDates: [CalendarDate?] = each { place in
    guard let days = transplantDays[place], let infusion = infusions[place] else { return nil }
    return CalendarDate(daysSince1970: infusion.daysSince1970 + Int32(days))
  }

  static let columns: OrderedDictionary<String, Column> = [
    "subject_id": Column(texts: each { "p\($0)" }),
    "trial": Column(categories: trials, levels: ["ADAM", "EVE"]),
    "age": Column(integers: [61, 34, 25, 70, 48, 66, 19, 52, 41, 33, 58, 27, 45, 63, 30, 22]),
    "sex": Column(categories: sexes, levels: ["male", "female"]),
    "diagnosis": Column(categories: diagnoses, levels: ["T-ALL", "T-LBL", "MPAL", "AML", "PTCL"]),
    "marrow_blasts": Column(numbers: blasts), "infusion_date": Column(dates: infusions),
    "response": Column(categories: responses, levels: ["CR", "PR", "NR", "NE"]),
    "relapse_after_transplant_day": Column(integers: relapses),
    "transplanted": Column(flags: transplantDays.map { $0 != nil }), "transplant_day": Column(integers: transplantDays),
    "transplant_date": Column(dates: transplantDates), "pfs_days": Column(integers: each { 45 + $0 * 60 }),
    "pfs_event": Column(integers: each { $0 % 2 }),
  ]

  static let dictionary: DataDictionary = {
    func baseline(_ label: String, unit: String? = nil) -> ColumnDescription {
      ColumnDescription(label: label, unit: unit, knownAt: .baseline)
    }
    return DataDictionary(
      subjectID: "subject_id", trial: "trial",
      columns: [
        "trial": baseline("Trial"), "age": baseline("Age", unit: "years"), "sex": baseline("Sex"),
        "diagnosis": baseline("Diagnosis"), "marrow_blasts": baseline("Marrow blasts", unit: "%"),
        "infusion_date": baseline("Date of infusion"),
        "relapse_after_transplant_day": ColumnDescription(
          label: "Time from last prior transplant to relapse", unit: "days", knownAt: .baseline),
        "response": ColumnDescription(label: "Best response", knownAt: .afterOrigin),
        "transplanted": ColumnDescription(label: "Transplant", knownAt: .onDay(["transplant_day"])),
        "transplant_day": ColumnDescription(
          label: "Day of transplant", unit: "days", knownAt: .onDay(["transplant_day"])),
      ],
      endpoints: [
        "pfs": EndpointDefinition(
          name: "pfs", label: "Progression-free survival", time: "pfs_days", event: .indicator(column: "pfs_event"),
          origin: "infusion")
      ])
  }()

  static func make(_ change: (inout OrderedDictionary<String, Column>) -> Void = { _ in }) throws -> Cohort {
    var columns = columns
    change(&columns)
    return try Cohort(name: "small", subjects: Table(name: "subjects", columns: columns), dictionary: dictionary)
  }
}
