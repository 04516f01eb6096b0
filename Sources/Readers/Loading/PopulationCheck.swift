import Cohorts

/// Checks that the conditions of a dictionary's populations can be computed.
struct PopulationCheck {
  private let declared: CohortFolder

  init(_ declared: CohortFolder) { self.declared = declared }

  /// Throws ``DataFaults`` with a fault for each that cannot, inside its condition.
  func run(on cohort: Cohort) throws(DataFaults) {
    var faults = FaultList()
    for entry in declared.populations {
      do {
        _ = try cohort.truth(of: entry.condition.source)
      } catch { faults.add(error.fault(of: "population \"\(entry.name)\"", at: entry.condition.place)) }
    }
    try faults.throwIfAny()
  }
}
