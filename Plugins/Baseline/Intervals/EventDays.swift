import Analyses
import Cohorts

/// The day of an event of each subject: a day counted from some origin, or a date.
struct EventDays {
  /// What the days are counted from.
  enum Calendar: Equatable {
    /// The day that the days of the cohort are counted from, in a unit.
    case origin(TimeUnit)
    /// The calendar.
    case dates
  }

  /// The words for the event.
  let label: String
  /// What the days are counted from.
  let calendar: Calendar
  /// The day of each subject; what stands where it is missing means nothing.
  let days: [Double]
  /// Which subjects had the event.
  let validity: Validity

  /// Reads a column.
  ///
  /// - Throws: `CohortError` where there is no such column, or it holds neither days nor dates.
  init(_ name: String, in cohort: Cohort) throws(CohortError) {
    let column = try cohort.column(name)
    label = cohort.dictionary.label(of: name)
    validity = column.validity
    switch column.storage {
    case .number(let values):
      (days, calendar) = (values, .origin(cohort.recordedUnit(of: name)))
    case .integer(let values):
      (days, calendar) = (values.map(Double.init), .origin(cohort.recordedUnit(of: name)))
    case .date(let values): (days, calendar) = (values.map(Double.init), .dates)
    case .dateTime(let values): (days, calendar) = (values.map { Double($0) / 86_400_000 }, .dates)
    case .flag: throw .notDays(column: name)
    case .category, .text, .time: throw .wrongType(column: name, expected: "a day or a date", found: column.type)
    }
  }

  /// The unit of a duration between two of them.
  var unit: TimeUnit {
    switch calendar {
    case .origin(let unit): unit
    case .dates: .days
    }
  }
}
