import Cohorts
import OrderedCollections

/// The subjects' columns that an endpoint of a linked table is made of.
///
/// 1. A subject without a row has no time, and is missing.
/// 2. Without a column of times the time is counted in days from the date of the origin to that of the end, both counted, as ADaM
///    does: end - origin + 1.
/// 3. Where the table says in AVALU in which unit AVAL is, that is the unit of the endpoint, or else it is a fault.
/// 4. The reason is the text of the first column of reasons; for the censored that of the second, where it has one.
struct LongEndpointColumns {
  /// The columns, in the order in which they are shown.
  private(set) var made: [(name: String, column: Column, description: ColumnDescription)] = []
  /// What keeps the endpoint from being used, where that is no fault.
  private(set) var findings: [Finding] = []
  private let definition: EndpointDefinition
  private let long: CohortFolder.LongEndpoint
  private let files: [TableFile]
  private let faultyRows: FaultyRows
  private var owner: String { "endpoint \"\(definition.name)\"" }

  /// Takes the columns from the rows.
  ///
  /// - Parameters:
  ///   - definition: The endpoint, which names the columns.
  ///   - long: What they are made from.
  ///   - cohort: The subjects.
  ///   - files: The files of the tables.
  ///   - faultyRows: Whether times below 0, and units that contradict the table's, are faults or left to findings.
  ///   - faults: Gets what is wrong with the rows; no column is made then.
  init(
    _ definition: EndpointDefinition, _ long: CohortFolder.LongEndpoint, in cohort: Cohort, _ files: [TableFile],
    _ faultyRows: FaultyRows, _ faults: inout FaultList
  ) {
    self.definition = definition
    self.long = long
    self.files = files
    self.faultyRows = faultyRows
    guard let rows = SubjectRows(long.rows, for: "endpoint \"\(definition.name)\"", in: cohort, files, &faults) else {
      return
    }
    checkUnit(rows, &faults)
    let origin = long.originDate.flatMap { days($0, rows, &faults) }
    let end = long.endDate.flatMap { days($0, rows, &faults) }
    guard let time = time(rows, origin: origin, end: end, &faults), let event = event(rows, &faults) else { return }
    add(definition.time, time, "time", unit: definition.unit.rawValue, from: long.time?.name)
    add(event.name, event.column, event.words, from: long.event.source)
    if let name = definition.reason, let reason = reason(rows, event.column, &faults) {
      add(name, reason, "why the time ends", from: long.reasons.map(\.name).joined(separator: " and "))
    }
    if let origin {
      add("\(definition.name)_origin_date", origin, "date of the origin", from: long.originDate?.name, at: .baseline)
    }
    if let end {
      add("\(definition.name)_end_date", end, "date of the event or of censoring", from: long.endDate?.name)
    }
  }

  private mutating func add(
    _ name: String, _ column: Column, _ words: String, unit: String? = nil, from source: String?,
    at knownAt: KnownAt = .afterOrigin
  ) {
    let description = ColumnDescription(
      label: "\(definition.label): \(words)", unit: unit, knownAt: knownAt,
      derivation: long.rows.words(of: source ?? "\(long.endDate?.name ?? "") - \(long.originDate?.name ?? "") + 1"))
    made.append((name, column, description))
  }

  // MARK: - Time

  private func time(
    _ rows: SubjectRows, origin: Column?, end: Column?, _ faults: inout FaultList
  ) -> Column? {
    guard let (name, place) = long.time else {
      guard case .date(let from)? = origin?.storage, case .date(let to)? = end?.storage, let origin, let end else {
        return nil
      }
      let days = zip(from, to).map { Int64($1) - Int64($0) + 1 }
      let column = Column(.integer(days), validity: origin.validity.intersection(end.validity))
      return isTime(column, named: long.endDate?.name ?? "", long.endDate?.place ?? place(of: long), rows, &faults)
        ? column : nil
    }
    guard let column = rows.column(name, at: place, of: owner, &faults) else { return nil }
    guard column.type.isNumeric else {
      let error = CohortError.wrongType(column: name, expected: "a number", found: column.type)
      faults.add(DataFault(.cannotCompute("\(owner): \(error)"), at: place))
      return nil
    }
    return isTime(column, named: name, place, rows, &faults) ? column : nil
  }

  /// Whether the rows say in another unit than the endpoint's in which they are.
  private mutating func checkUnit(_ rows: SubjectRows, _ faults: inout FaultList) {
    guard let time = long.time, time.name.uppercased() == "AVAL",
      let name = rows.table.columnNames.first(where: { $0.uppercased() == "AVALU" }),
      let units = rows.table.stored.columns[name]
    else { return }
    let contrary = rows.rows.filter { row in
      guard row >= 0, let said = units.text(Int(row)).flatMap({ ADaMUnits.unit($0) }) else { return false }
      return said != definition.unit
    }
    guard let first = contrary.first, let said = units.text(Int(first)) else { return }
    let words =
      "\(owner) is declared in \(definition.unit.rawValue), but \(name) says \"\(said)\" of \(time.name)"
    guard faultyRows == .leftOut else {
      let inFile = files.first { $0.table == long.rows.table.name }?.place(row: Int(first), of: name)
      return faults.add(DataFault(.cannotCompute(words), at: inFile ?? time.place))
    }
    findings.append(
      Finding(
        .error, check: "endpoint_units", "\(words): a fault in a run", table: long.rows.table.name, column: name,
        count: contrary.count))
  }

  private func place(of long: CohortFolder.LongEndpoint) -> Place { long.rows.table.place }

  /// Whether no time is below 0; a fault at each row where one is.
  private func isTime(
    _ column: Column, named name: String, _ place: Place, _ rows: SubjectRows, _ faults: inout FaultList
  ) -> Bool {
    guard faultyRows == .refused else { return true }
    let file = files.first { $0.table == long.rows.table.name }
    let before = faults.total
    for subject in 0..<column.count where column.validity[subject] {
      let isNegative =
        switch column.storage {
        case .number(let values): values[subject] < 0
        case .integer(let values): values[subject] < 0
        default: false
        }
      guard isNegative else { continue }
      let found = column[subject].description
      faults.add(
        DataFault(
          .negativeTime(column: name, endpoint: definition.name, found: found),
          at: file?.place(row: Int(rows.rows[subject]), of: name) ?? place))
    }
    return faults.total == before
  }

  /// A column of dates, the day alone of date-times.
  private func days(
    _ source: (name: String, place: Place), _ rows: SubjectRows, _ faults: inout FaultList
  ) -> Column? {
    guard let column = rows.column(source.name, at: source.place, of: owner, &faults) else { return nil }
    guard column.missingCount < column.count else {
      return Column(.date([Int32](repeating: 0, count: column.count)), validity: column.validity)
    }
    switch column.storage {
    case .date: return column
    case .dateTime(let values):
      return Column(.date(values.map { CalendarDate(ofMoment: $0).daysSince1970 }), validity: column.validity)
    default:
      let error = CohortError.wrongType(column: source.name, expected: "a date", found: column.type)
      faults.add(DataFault(.cannotCompute("\(owner): \(error)"), at: source.place))
      return nil
    }
  }

  // MARK: - Event and reason

  private func event(
    _ rows: SubjectRows, _ faults: inout FaultList
  ) -> (name: String, column: Column, words: String)? {
    switch definition.event {
    case .censoring(let name):
      guard let column = rows.column(long.event.source, at: long.event.place, of: owner, &faults) else { return nil }
      guard column.type.isNumeric || column.type == .flag else {
        let error = CohortError.wrongType(column: long.event.source, expected: "a number", found: column.type)
        faults.add(DataFault(.cannotCompute("\(owner): \(error)"), at: long.event.place))
        return nil
      }
      return (name, column, "0 is the event, any other value censored")
    case .indicator(let name), .condition(let name):
      if let column = rows.table.stored.columns[long.event.source] { return (name, column.taken(rows.rows), "event") }
      do {
        return (name, try rows.table.truth(of: long.event.source).column.taken(rows.rows), "event")
      } catch {
        faults.add(error.fault(of: owner, at: long.event.place))
        return nil
      }
    }
  }

  private func reason(_ rows: SubjectRows, _ event: Column, _ faults: inout FaultList) -> Column? {
    let columns = long.reasons.compactMap { rows.column($0.name, at: $0.place, of: owner, &faults) }
    guard columns.count == long.reasons.count, let first = columns.first else { return nil }
    guard let second = columns.dropFirst().first else { return first }
    let isCensored: (Value) -> Bool =
      if case .censoring = definition.event { { $0 != .integer(0) && $0 != .number(0) && $0 != .flag(false) } } else {
        { $0 == .integer(0) || $0 == .number(0) || $0 == .flag(false) }
      }
    let texts = (0..<event.count).map { subject -> String? in
      let usesSecond = event.validity[subject] && isCensored(event[subject]) && second.validity[subject]
      let chosen = usesSecond ? second : first
      return chosen.validity[subject] ? chosen[subject].description : nil
    }
    return Column(texts: texts).categoriesOrTexts()
  }
}
