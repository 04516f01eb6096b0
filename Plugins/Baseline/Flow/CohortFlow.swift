import Analyses
import Cohorts

/// How a cohort came about: the restrictions in their order, with who was left out by each, and who remains.
struct CohortFlow {
  /// One restriction.
  struct Step {
    /// What tells it from the others in the rows: the condition, numbered where it was made more than once.
    let name: String
    /// The words for it.
    let label: String
    let before: Int
    let excluded: Int
    let unknown: Int
    let after: Int
  }

  /// An endpoint, and for whom it is known.
  struct Availability {
    let name: String
    let label: String
    let isKnown: [Bool]
    let hasEvent: [Bool]
  }

  /// The number of subjects before any restriction.
  let start: Int
  let steps: [Step]
  /// The groups of those who remain.
  let columns: GroupColumns
  let endpoints: [Availability]

  /// Reads the flow of a cohort.
  ///
  /// - Parameters:
  ///   - cohort: The subjects who remain.
  ///   - by: What they are split by at the end.
  ///   - endpoints: The endpoints whose availability is counted.
  ///   - labels: Words for conditions, by the condition.
  /// - Throws: `CohortError`.
  init(_ cohort: Cohort, by: [ColumnRequest], endpoints: [EndpointRequest], labels: [String: String]) throws {
    start = cohort.flow.first?.before ?? cohort.count
    var seen: [String: Int] = [:]
    steps = cohort.flow.map { step in
      let number = seen[step.condition, default: 0] + 1
      seen[step.condition] = number
      return Step(
        name: number > 1 ? "\(step.condition) (\(number))" : step.condition,
        label: labels[step.condition] ?? step.population ?? step.words ?? step.condition, before: step.before,
        excluded: step.excluded,
        unknown: step.unknown, after: step.after)
    }
    columns = try GroupColumns(cohort, by: by, overall: .last)
    self.endpoints = try endpoints.map { request in
      let times = try cohort.times(of: request)
      var isKnown = [Bool](repeating: false, count: cohort.count)
      var hasEvent = isKnown
      for (row, position) in times.positions.enumerated() {
        isKnown[Int(position)] = true
        hasEvent[Int(position)] = times.event[row]
      }
      return Availability(
        name: times.definition.name, label: times.definition.label, isKnown: isKnown, hasEvent: hasEvent)
    }
  }

  /// How many of the subjects of a column are in a list.
  func count(_ flags: [Bool], in column: GroupColumns.Column) -> Int { column.positions.count { flags[Int($0)] } }
}
