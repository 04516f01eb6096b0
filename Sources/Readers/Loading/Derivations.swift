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
        let variable = try Self.variable(entry, source, in: cohort)
        var description = entry.description
        let computed = variable.description(of: source, table: entry.from?.table)
        description.derivation = computed.derivation
        description.knownAt = description.knownAt ?? computed.knownAt
        description.unit = description.unit ?? computed.unit
        cohort = try cohort.deriving(variable.column, as: entry.name, description: description)
      } catch CohortError.unknownTable(let table, let nearest) {
        faults.add(DataFault(.unknownTable(table, nearest: nearest), at: entry.from?.place ?? place))
      } catch {
        faults.add(error.fault(of: "column \"\(entry.name)\"", at: place))
      }
    }
    try faults.throwIfAny()
    return cohort
  }

  /// The value of an expression for each subject, over the subjects' variables or the rows of a linked table.
  private static func variable(
    _ entry: CohortFolder.ColumnEntry, _ source: String, in cohort: Cohort
  ) throws(CohortError) -> ComputedVariable {
    guard let from = entry.from else { return try cohort.variable(source) }
    return try cohort.perSubject(source, ofTable: from.table, as: entry.name)
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
