import Cohorts

/// Computes the columns that a dictionary derives from others, in its order.
struct Derivations {
  private let declared: CohortFolder

  init(_ declared: CohortFolder) { self.declared = declared }

  /// The cohort with its derived columns.
  ///
  /// - Throws: ``DataFaults`` for expressions that cannot be computed.
  func compute(in cohort: Cohort) throws(DataFaults) -> Cohort {
    var cohort = cohort
    var faults = FaultList()
    for entry in declared.columns {
      guard let (source, place) = entry.derive else { continue }
      do {
        let (column, reads) = try Self.evaluate(source, in: cohort)
        var description = entry.description
        description.derivation = source
        if description.knownAt == nil { description.knownAt = Self.latest(of: reads, in: cohort) }
        cohort = try cohort.deriving(column, as: entry.name, description: description)
      } catch {
        faults.add(DataFault(.cannotCompute("column \"\(entry.name)\": \(error)"), at: place))
      }
    }
    try faults.throwIfAny()
    return cohort
  }

  /// The value of an expression for each subject, and the columns that it reads.
  private static func evaluate(
    _ source: String, in cohort: Cohort
  ) throws(CohortError) -> (column: Column, reads: [String]) {
    (try cohort.truth(of: source).column, [])
  }

  /// When what is derived from columns is known: with the latest of them.
  private static func latest(of columns: [String], in cohort: Cohort) -> KnownAt? {
    guard let first = columns.first else { return nil }
    return columns.dropFirst().reduce(cohort.knownAt(first)) { KnownAt.later($0, cohort.knownAt($1)) }
  }
}
