import Cohorts
import OrderedCollections

/// The endpoints that a table of times to events holds, one a parameter.
struct ADaMEndpoints {
  /// The endpoints, in the order of the parameters.
  private(set) var entries: [CohortFolder.EndpointEntry] = []
  /// Columns of the subjects that they need, computed from others.
  private(set) var derived: [CohortFolder.ColumnEntry] = []
  /// What was decided, a sentence each.
  private(set) var notes: [String] = []
  /// What a person should look at.
  private(set) var findings: [Finding] = []
  /// Why something was decided, by where it stands in a `cohort.toml`.
  private(set) var remarks: [String: String] = [:]

  private let table: ADaMTable
  private let subjects: ADaMTable
  /// For each row of the table the row of its subject; -1 where there is none.
  private let subjectRows: [Int32]
  private let linkedName: String

  /// Whether a table holds times to events: it has parameters, censoring, and times or both dates.
  static func holds(_ table: ADaMTable) -> Bool {
    table.written("PARAMCD") != nil && table.written("CNSR") != nil
      && (table.written("AVAL") != nil || table.written("STARTDT") != nil && table.written("ADT") != nil)
  }

  /// Finds the endpoints.
  ///
  /// - Parameters:
  ///   - table: A table that ``holds(_:)`` them.
  ///   - linkedName: Its name in the cohort.
  ///   - subjects: The table of the subjects.
  ///   - subjectID: The id in both.
  ///   - taken: The names that endpoints have already.
  init(
    _ table: ADaMTable, as linkedName: String, subjects: ADaMTable, subjectID: String, taken: some Collection<String>
  ) {
    self.table = table
    self.subjects = subjects
    self.linkedName = linkedName
    if let ids = subjects.read.table.columns[subjectID], let keys = table.read.table.columns[subjectID] {
      let asText = keys.type != ids.type
      subjectRows = SubjectIndex(ids, asText: asText).rows(of: keys, asText: asText)
    } else {
      subjectRows = [Int32](repeating: -1, count: table.count)
    }
    var names = Set(taken)
    for (code, rows) in table.column("PARAMCD")?.rowsByText ?? [:] {
      let name = Self.name(code)
      guard names.insert(name).inserted else {
        findings.append(
          finding(.warning, "endpoint_twice", "the endpoint \"\(name)\" is in another table already", rows[0]))
        continue
      }
      add(name, code, rows)
    }
  }

  /// A parameter's code as a name: in small letters, with `_` for what is neither letter nor digit.
  private static func name(_ code: String) -> String {
    String(code.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "_" })
  }

  private func finding(_ grade: Finding.Grade, _ check: String, _ message: String, _ row: Int?, _ count: Int = 1)
    -> Finding
  {
    Finding(grade, check: check, message, table: linkedName, row: row.map { $0 + 1 }, column: "PARAMCD", count: count)
  }

  // MARK: - One endpoint

  private mutating func add(_ name: String, _ code: String, _ allRows: [Int]) {
    guard let parameter = table.written("PARAMCD"), let censor = table.written("CNSR"),
      let (rows, condition) = oneRowEach(name, "\(parameter) == \(code.quotedInExpression)", allRows)
    else { return }
    guard table.column("CNSR")?.type.isNumeric ?? false, table.column("AVAL")?.type.isNumeric ?? true else {
      findings.append(
        finding(.error, "endpoint_not_numeric", "\(code): AVAL and CNSR must be numbers; no endpoint is made", rows[0]))
      return
    }
    let time = table.firstFilled(["AVAL"])
    // Numbers without a date's format, and texts that are no dates throughout, are no days to lean on.
    let origin = table.firstFilled(["STARTDT", "STARTDTM"]).flatMap { table.column($0)?.type.isDay ?? false ? $0 : nil }
    let end = table.firstFilled(["ADT", "ADTM"]).flatMap { table.column($0)?.type.isDay ?? false ? $0 : nil }
    guard time != nil || origin != nil && end != nil else { return }
    let parameters = table.column("PARAM")
    let parameterText = rows.lazy.compactMap { parameters?.text($0) }.first ?? code
    let unit = time == nil ? .days : unit(of: name, code, parameterText, rows)
    guard let unit else { return }
    var definition = EndpointDefinition(
      name: name, label: ADaMUnits.withoutUnit(parameterText), time: "", event: .censoring(column: censor), unit: unit)
    let place = table.place
    var places = ["time": place, "event": place]
    definition.origin = self.origin(rows)
    var long = CohortFolder.LongEndpoint(
      rows: CohortFolder.RowChoice(table: (linkedName, place), condition: (condition, place)),
      time: time.map { ($0, place) }, event: (censor, place))
    long.reasons = ["EVNTDESC", "CNSDTDSC"].compactMap { table.firstFilled([$0]) }.map { ($0, place) }
    long.originDate = origin.map { ($0, place) }
    long.endDate = end.map { ($0, place) }
    if origin != nil, let day = originDay(name, rows) {
      derived.append(day)
      definition.originDay = day.name
      places["origin_day"] = place
    }
    entries.append(CohortFolder.EndpointEntry(definition, long: long, places: places))
  }

  /// The rows of a parameter, at most one a subject: all of them, or else those that are flagged for analysis.
  private mutating func oneRowEach(
    _ name: String, _ condition: String, _ rows: [Int]
  ) -> (rows: [Int], condition: String)? {
    guard let twice = firstTwice(rows) else { return (rows, condition) }
    if let flag = table.written("ANL01FL"), let column = table.column("ANL01FL"),
      let isFlagged = column.flagCondition(named: flag)
    {
      let flagged = rows.filter { ["Y", "yes", "1", "Yes", "YES", "y"].contains(column.text($0) ?? "") }
      if !flagged.isEmpty, firstTwice(flagged) == nil {
        remarks["endpoints.\(name)"] = "ANL01FL chooses among several rows a subject"
        return (flagged, "\(condition) and \(isFlagged)")
      }
    }
    let id = subjectRows[twice] >= 0 ? subjects.column("USUBJID")?.text(Int(subjectRows[twice])) : nil
    var finding = finding(
      .error, "endpoint_rows",
      "where \(condition), a subject has several rows, and none of them can be chosen: the endpoint \"\(name)\" is not made; "
        + "declare it in cohort.toml with a condition that leaves one row a subject", twice)
    finding.subject = id
    findings.append(finding)
    return nil
  }

  /// The first row whose subject has an earlier one among these.
  private func firstTwice(_ rows: [Int]) -> Int? {
    var seen = Set<Int32>()
    return rows.first { subjectRows[$0] >= 0 && !seen.insert(subjectRows[$0]).inserted }
  }

  // MARK: - Unit

  /// The unit of the times: by AVALU, or else the words of PARAM, or else the dates, or else days; a finding where they contradict
  /// each other, or nothing tells.
  private mutating func unit(of name: String, _ code: String, _ parameter: String, _ rows: [Int]) -> TimeUnit? {
    let byDates = ADaMUnits.unit(byDates: rows, of: table)
    let words = Set(rows.compactMap { table.column("AVALU")?.text($0) })
    if words.count > 1, Set(words.map { ADaMUnits.unit($0) }).count > 1 {
      findings.append(
        finding(
          .error, "endpoint_units",
          "\(code): times are in \(words.sorted().joined(separator: " and in ")); the endpoint \"\(name)\" is not made",
          rows[0]))
      return nil
    }
    if let word = words.first, ADaMUnits.unit(word) == nil {
      findings.append(
        finding(
          .error, "endpoint_units",
          "\(code): AVALU is \"\(word)\", which is none of days, weeks, months and years; the endpoint \"\(name)\" is not made",
          rows[0]))
      return nil
    }
    let said = words.first.flatMap { ADaMUnits.unit($0) } ?? ADaMUnits.unit(inLabel: parameter)
    if let said, let byDates, said != byDates {
      findings.append(
        finding(
          .warning, "endpoint_units",
          "\(code): times are said to be in \(said.rawValue), but by their dates they are in \(byDates.rawValue)",
          rows[0]))
    }
    if let said { return said }
    if let byDates {
      notes.append("the unit of \"\(name)\" is \(byDates.rawValue), as AVAL is reckoned from STARTDT and ADT")
      return byDates
    }
    findings.append(
      finding(
        .warning, "endpoint_units",
        "\(code): nothing says in which unit AVAL is (AVALU, PARAM or dates); taken as days",
        rows[0]))
    remarks["endpoints.\(name)"] = "decide: the unit, which nothing tells"
    return .days
  }

  // MARK: - Origin

  /// What the time is counted from, in words.
  private func origin(_ rows: [Int]) -> String {
    guard let starts = table.column("STARTDT") else { return "start of observation" }
    for (name, words) in [("TRTSDT", "first treatment"), ("RANDDT", "randomisation")] {
      if isSame(starts, name, rows) { return words }
    }
    let label = table.written("STARTDT").flatMap { table.read.descriptions[$0]?.label }
    return label.map { "the date in STARTDT (\($0))" } ?? "the date in STARTDT"
  }

  /// Whether a date equals one of the subjects, wherever both are there, and somewhere they are.
  private func isSame(_ dates: Column, _ name: String, _ rows: [Int]) -> Bool {
    guard let others = subjects.column(name) else { return false }
    var isCompared = false
    for row in rows where subjectRows[row] >= 0 {
      guard let date = dates.day(row), let other = others.day(Int(subjectRows[row])) else { continue }
      if date != other { return false }
      isCompared = true
    }
    return isCompared
  }

  /// The day of the origin, where it is not that of the first treatment for everybody.
  ///
  /// ADaM counts the days of events and of assessments so that the first treatment is on day 1, and times to events so that the
  /// origin is on day 1. With origin = STARTDT - TRTSDT, a day less the origin is the time.
  private func originDay(_ name: String, _ rows: [Int]) -> CohortFolder.ColumnEntry? {
    guard let starts = table.column("STARTDT"), let treated = subjects.written("TRTSDT"),
      subjects.column("TRTSDT")?.type == .date, starts.type == .date, !isSame(starts, "TRTSDT", rows)
    else { return nil }
    var entry = CohortFolder.ColumnEntry(name: "\(name)_origin_day", place: table.place)
    entry.derive = ("days_between(\(treated), \(name)_origin_date)", table.place)
    entry.description.label = "Day of the origin, counted from the first treatment"
    entry.description.unit = TimeUnit.days.rawValue
    entry.description.knownAt = .baseline
    return entry
  }
}

extension ColumnType {
  /// Whether values of this kind tell a day of the calendar.
  fileprivate var isDay: Bool { self == .date || self == .dateTime }
}
