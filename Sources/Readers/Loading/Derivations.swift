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
        let (column, knownAt) = try Self.evaluate(source, in: cohort)
        var description = entry.description
        description.derivation = source
        description.knownAt = description.knownAt ?? knownAt
        cohort = try cohort.deriving(column, as: entry.name, description: description)
      } catch {
        faults.add(error.fault(of: "column \"\(entry.name)\"", at: place))
      }
    }
    try faults.throwIfAny()
    return cohort
  }

  /// The value of an expression for each subject, and when it becomes known.
  private static func evaluate(
    _ source: String, in cohort: Cohort
  ) throws(CohortError) -> (column: Column, knownAt: KnownAt?) {
    try cohort.evaluate(source)
  }
}

extension CohortError {
  /// The fault that something declared in a dictionary cannot be computed, inside its expression where that shows.
  func fault(of subject: String, at place: Place) -> DataFault {
    guard case .expression(let error) = self else {
      return DataFault(.cannotCompute("\(subject): \(self)"), at: place)
    }
    let inside = place.narrowed(to: error.source, offset: error.offset, length: error.length)
    return DataFault(.cannotCompute("\(subject): \(error.message)"), at: inside)
  }
}
