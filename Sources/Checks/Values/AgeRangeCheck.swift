import Cohorts
import OrderedCollections

/// Finds ages below 0 and above 120 years.
struct AgeRangeCheck: DataCheck {
  let name = "age_range"
  let summary = "an age cannot be"

  func findings(in cohort: Cohort) -> [Finding] {
    let table = cohort.checkedSubjects
    guard let (name, column) = table.column(meaning: .age), let ages = DayColumn(name, column), ages.axis == .study,
      isInYears(name, table)
    else { return [] }
    var rows = ConcernedRows()
    for row in ages.earliest.indices where ages.earliest[row] < 0 || ages.earliest[row] > 120 {
      rows.add(row, column[row].description)
    }
    guard !rows.isEmpty else { return [] }
    return [table.finding(.error, self.name, "\"\(name)\" is below 0 or above 120 years", column: name, rows)]
  }

  /// Whether ages are in years, as they are where nothing says that they are in another unit of time.
  private func isInYears(_ name: String, _ table: CheckedTable) -> Bool {
    func isYears(_ unit: String) -> Bool { (TimeUnit(named: unit) ?? .years) == .years }
    if let unit = table.descriptions[name]?.unit { return isYears(unit) }
    guard let (_, units) = table.column(named: ["AGEU", "age_unit"]), case .category(let values) = units.storage else {
      return true
    }
    return values.levels.allSatisfy(isYears)
  }
}
