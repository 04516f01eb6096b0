import Cohorts
import OrderedCollections

/// Declares the endpoints of a dictionary, once it is proven that they can be read.
struct EndpointCheck {
  private let declared: CohortFolder
  private let subjects: any TableSource
  private let faultyRows: FaultyRows

  init(_ declared: CohortFolder, subjects: any TableSource, faultyRows: FaultyRows = .refused) {
    self.declared = declared
    self.subjects = subjects
    self.faultyRows = faultyRows
  }

  /// The cohort with its endpoints.
  ///
  /// - Throws: ``DataFaults`` for columns that are not there or no numbers, conditions that cannot be computed, times
  ///   below 0, and events that are neither 0 nor 1.
  func declaring(in cohort: Cohort) throws(DataFaults) -> Cohort {
    var cohort = cohort
    var faults = FaultList()
    for entry in declared.columns {
      for day in entry.dayColumns { checkNumbers(day.name, at: day.place, cohort, &faults) }
    }
    for entry in declared.endpoints {
      let definition = resolved(entry, in: cohort)
      check(definition, entry, cohort, &faults)
      cohort = cohort.declaring(definition)
    }
    try faults.throwIfAny()
    return cohort
  }

  /// The definition, in which `event` is a condition where it is no column and does not look like one.
  private func resolved(_ entry: CohortFolder.EndpointEntry, in cohort: Cohort) -> EndpointDefinition {
    var definition = entry.definition
    if case .indicator(let event) = definition.event, cohort.stored.columns[event] == nil, !ColumnName.isWord(event) {
      definition.event = .condition(event)
    }
    return definition
  }

  private func check(
    _ definition: EndpointDefinition, _ entry: CohortFolder.EndpointEntry, _ cohort: Cohort, _ faults: inout FaultList
  ) {
    guard let timePlace = entry.places["time"], let eventPlace = entry.places["event"] else { return }
    if let times = checkNumbers(definition.time, at: timePlace, cohort, &faults), faultyRows == .refused {
      report(definition.time, at: timePlace, cohort, &faults, where: { times.validity[$0] && times.values[$0] < 0 }) {
        .negativeTime(column: definition.time, endpoint: definition.name, found: $0)
      }
    }
    checkUnit(definition, entry, cohort, &faults)
    if let day = definition.originDay, let place = entry.places["origin_day"] {
      checkNumbers(day, at: place, cohort, &faults)
    }
    if let column = definition.entry, let place = entry.places["entry"] {
      checkNumbers(column, at: place, cohort, &faults)
    }
    if let outcome = definition.outcome, let place = entry.places["outcome"] {
      do {
        _ = try cohort.groups(of: outcome)
      } catch {
        faults.add(error.fault(of: "endpoint \"\(definition.name)\"", at: place))
      }
    }
    if let reason = definition.reason, let place = entry.places["reason"], cohort.stored.columns[reason] == nil {
      let nearest = Nearest.name(to: reason, among: cohort.columnNames)
      faults.add(DataFault(.unknownColumn(reason, table: subjects.name, nearest: nearest), at: place))
    }
    checkEvent(definition, at: eventPlace, cohort, &faults)
  }

  /// The unit of an endpoint whose times are derived: it must be the one in which they are, and be said where that cannot be told.
  private func checkUnit(
    _ definition: EndpointDefinition, _ entry: CohortFolder.EndpointEntry, _ cohort: Cohort, _ faults: inout FaultList
  ) {
    guard let place = entry.places["time"], entry.long == nil, cohort.derivation(of: definition.time) != nil else {
      return
    }
    if let unit = cohort.dictionary.timeUnit(of: definition.time) {
      guard unit != definition.unit else { return }
      let found = entry.saysUnit ? "\"\(definition.unit.rawValue)\"" : "nothing, which is days"
      let expected = "\"\(unit.rawValue)\", in which \"\(definition.time)\" is"
      faults.add(DataFault(.wrongValue(key: "unit", expected: expected, found: found), at: place))
    } else if !entry.saysUnit {
      do { try cohort.checkUnitCanBeTold(of: definition.time) } catch {
        faults.add(error.fault(of: "endpoint \"\(definition.name)\"", at: place))
      }
    }
  }

  private func checkEvent(
    _ definition: EndpointDefinition, at place: Place, _ cohort: Cohort, _ faults: inout FaultList
  ) {
    switch definition.event {
    case .indicator(let column) where faultyRows == .leftOut && cohort.stored.columns[column] != nil: break
    case .indicator(let column):
      EventCheck(column: column, endpoint: definition.name, subjects: subjects, cohort: cohort).run(at: place, &faults)
    case .censoring(let column): checkNumbers(column, at: place, cohort, &faults)
    case .condition(let source):
      do {
        _ = try cohort.truth(of: source)
      } catch {
        faults.add(error.fault(of: "endpoint \"\(definition.name)\"", at: place))
      }
    }
  }

  /// The numbers of a column; a fault at the dictionary's place where there are none.
  @discardableResult
  private func checkNumbers(
    _ name: String, at place: Place, _ cohort: Cohort, _ faults: inout FaultList
  ) -> (values: [Double], validity: Validity)? {
    do {
      return try cohort.numbers(name)
    } catch {
      if case .unknownColumn(_, _, let nearest) = error {
        faults.add(DataFault(.unknownColumn(name, table: subjects.name, nearest: nearest), at: place))
      } else {
        faults.add(DataFault(.cannotCompute(error.description), at: place))
      }
      return nil
    }
  }

  /// Reports the rows for which a condition holds, where they stand in the file; of a derived column the first, where
  /// the dictionary names it.
  private func report(
    _ name: String, at place: Place, _ cohort: Cohort, _ faults: inout FaultList, where isWrong: (Int) -> Bool,
    _ kind: (String) -> DataFault.Kind
  ) {
    for row in 0..<subjects.rowCount where isWrong(row) {
      let (found, inFile) = subjects.cell(name, row: row, of: cohort)
      faults.add(DataFault(kind(found), at: inFile ?? place))
      if inFile == nil { return }
    }
  }
}
