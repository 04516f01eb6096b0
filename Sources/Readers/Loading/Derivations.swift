import Cohorts

/// Computes the columns that a dictionary derives from others, in its order.
struct Derivations {
  private let declared: CohortFolder
  private let files: [TableFile]

  init(_ declared: CohortFolder, files: [TableFile]) {
    self.declared = declared
    self.files = files
  }

  /// The cohort with its derived columns.
  ///
  /// - Throws: ``DataFaults`` for expressions that cannot be computed, and subjects of several rows where one is expected.
  func compute(in cohort: Cohort) throws(DataFaults) -> Cohort {
    var cohort = cohort
    var faults = FaultList()
    for entry in declared.columns {
      guard let (source, place) = entry.derive else { continue }
      let owner = "column \"\(entry.name)\""
      do {
        let variable = try Self.variable(entry, source, in: cohort)
        var description = entry.description
        let computed = variable.description(of: source, table: entry.table?.name)
        if let fault = entry.unitFault(of: computed.unit) { faults.add(fault) }
        description.derivation = computed.derivation
        cohort = try cohort.deriving(
          variable.column, as: entry.name, description: description.completed(by: computed))
      } catch {
        guard let table = entry.table else {
          faults.add(error.fault(of: owner, at: place))
          continue
        }
        let id = cohort.dictionary.subjectID
        faults.add(error.fault(of: owner, at: place, rowsOf: table, in: files, id: id))
      }
    }
    try faults.throwIfAny()
    return cohort
  }

  /// The value of an expression for each subject, over the subjects' variables or the rows of a linked table.
  private static func variable(
    _ entry: CohortFolder.ColumnEntry, _ source: String, in cohort: Cohort
  ) throws(CohortError) -> ComputedVariable {
    guard let table = entry.table else { return try cohort.variable(source) }
    return try cohort.perSubject(source, ofTable: table.name, as: entry.name)
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
