import Cohorts
import OrderedCollections

/// Finds what is declared as known at baseline, but is a day after the origin, or what an endpoint is about to find out.
///
/// Declared so, it silences the guard against immortal time.
struct LateAtBaselineCheck: DataCheck {
  let name = "late_at_baseline"
  let summary = "something late is declared as known at baseline"
  let altersNumbers = true

  func findings(in cohort: Cohort) -> [Finding] {
    let table = cohort.checkedSubjects
    return table.variables.compactMap { name, column in
      guard table.descriptions[name]?.knownAt == .baseline,
        let (reason, declaration) = reason(name, column, cohort)
      else { return nil }
      return Finding(
        .warning, check: self.name,
        "\"\(name)\" is declared as known at baseline, and \(reason); immortal time by it is not noticed: declare "
          + "known_at = \"\(declaration)\"", table: table.name, column: name, count: column.count)
    }
  }

  /// Why a column is late, and what to declare.
  private func reason(_ name: String, _ column: Column, _ cohort: Cohort) -> (String, String)? {
    for endpoint in cohort.dictionary.endpoints.values where endpoint.originDay != name && endpoint.entry != name {
      if endpoint.time == name { return ("is the time of endpoint \"\(endpoint.name)\"", "after_origin") }
      if endpoint.outcomeColumns.contains(name) {
        return ("is what endpoint \"\(endpoint.name)\" is about", "after_origin")
      }
    }
    guard LateName(name, label: cohort.dictionary.columns[name]?.label) == .day, let days = DayColumn(name, column)
    else { return nil }
    guard days.axis == .study else {
      return isAfterStart(days, cohort) ? ("holds dates after the start of treatment", "after_origin") : nil
    }
    guard let last = days.latest.filter({ $0 > 0 }).max() else { return nil }
    return ("holds days up to \(Value.number(last)) after the origin", name)
  }

  /// Whether a date comes after the start of treatment for anybody.
  private func isAfterStart(_ days: DayColumn, _ cohort: Cohort) -> Bool {
    guard let start = cohort.checkedSubjects.days(meaning: .treatmentStart), start.axis == days.axis else {
      return false
    }
    return zip(days.earliest, start.latest).contains { $0 > $1 }
  }
}
