import Cohorts
import Testing

/// The columns of a cohort as plain arrays, and descriptive statistics written down again for the tests.
struct CohortView {
  let cohort: Cohort

  func numbers(_ name: String) throws -> [Double?] {
    let (values, validity) = try cohort.numbers(name)
    return values.indices.map { validity[$0] ? values[$0] : nil }
  }

  func texts(_ name: String) throws -> [String] {
    let column = try cohort.column(name)
    return (0..<column.count).map { column[$0].description }
  }

  func dates(_ name: String) throws -> [CalendarDate] {
    let column = try cohort.column(name)
    return try (0..<column.count).map { row in
      guard case .date(let date) = column[row] else { throw Unexpected.value(column[row]) }
      return date
    }
  }

  enum Unexpected: Error { case value(Value) }

  /// The number of subjects of each level; the empty text counts those without a value.
  func counts(_ name: String) throws -> [String: Int] {
    try texts(name).reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  /// The worst grade of each subject with a term.
  func worstGrades(_ term: String) throws -> [Int32: Int] {
    let (table, subjects) = try cohort.linkedTable("adverse_events")
    let (terms, grades) = (try table.column("term"), try table.column("grade"))
    var worst: [Int32: Int] = [:]
    for row in 0..<table.count where terms[row] == .text(term) {
      guard case .integer(let grade) = grades[row] else { throw Unexpected.value(grades[row]) }
      worst[subjects[row]] = max(worst[subjects[row]] ?? 0, grade)
    }
    return worst
  }
}

/// The median of values: the mean of the middle two where their number is even.
func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
}

/// Hundred times `part / whole` to one decimal, half away from zero, decided on whole numbers.
func percent(_ part: Int, of whole: Int) -> Double { Double((part * 2000 + whole) / (2 * whole)) / 10 }
