import Cohorts
import OrderedCollections

/// Finds endpoints whose columns are named, or labelled, in another unit than the one declared.
struct TimeUnitCheck: DataCheck {
  let name = "time_unit"
  let summary = "a time is named in another unit than its own"
  let altersNumbers = true

  func findings(in cohort: Cohort) -> [Finding] {
    cohort.dictionary.endpoints.values.compactMap { definition in
      let label = cohort.dictionary.columns[definition.time]?.label
      let named = ColumnNames.timeUnit(definition.time) ?? label.flatMap(ColumnNames.timeUnit)
      guard let named, named != definition.unit.rawValue else { return nil }
      return Finding(
        .warning, check: name,
        "endpoint \"\(definition.name)\" is in \(definition.unit.rawValue), and \"\(definition.time)\" is named in \(named); "
          + "if it holds \(named), declare unit = \"\(named)\"",
        table: cohort.stored.name, column: definition.time, count: cohort.stored.count)
    }
  }
}

/// Finds times that are not in their unit, by the dates from which they were reckoned.
struct MeasuredUnitCheck: DataCheck {
  let name = "measured_unit"
  let summary = "a time is not in its unit, by the dates"

  func findings(in cohort: Cohort) -> [Finding] {
    let subjects = cohort.checkedSubjects
    let trials = Trials(cohort)
    return overall(cohort, subjects, trials) + cohort.checkedEndpoints.flatMap { dated($0, subjects, trials) }
      + cohort.checkedLinked.flatMap { long($0, trials) }
  }

  /// An endpoint that comes with the dates between which its times lie.
  private func dated(_ endpoint: EndpointRows, _ table: CheckedTable, _ trials: Trials?) -> [Finding] {
    let name = endpoint.definition.name
    guard let start = Self.days("\(name)_origin_date", table), let end = Self.days("\(name)_end_date", table),
      start.axis == .calendar, end.axis == .calendar
    else { return [] }
    var ratios: [Ratio] = []
    for row in endpoint.time.indices {
      let days = end.earliest[endpoint.stored[row]] - start.earliest[endpoint.stored[row]]
      if days > 30, endpoint.time[row] > 0 { ratios.append((endpoint.stored[row], days / endpoint.time[row])) }
    }
    return findings(
      ratios, declared: endpoint.definition.unit, of: "endpoint \"\(name)\"",
      dates: "\"\(start.name)\" and \"\(end.name)\"", table, column: endpoint.definition.time, trials)
  }

  /// Overall survival of the dead against the dates of their treatment and death.
  private func overall(_ cohort: Cohort, _ table: CheckedTable, _ trials: Trials?) -> [Finding] {
    guard let endpoint = cohort.overallSurvival, let start = table.days(meaning: .treatmentStart),
      let death = table.days(meaning: .deathDate), start.axis == .calendar, death.axis == .calendar
    else { return [] }
    var ratios: [Ratio] = []
    for row in endpoint.time.indices where endpoint.event[row] == Truth.yes {
      let stored = endpoint.stored[row]
      let days = death.earliest[stored] - start.earliest[stored]
      if days > 30, days == days, endpoint.time[row] > 0 { ratios.append((stored, days / endpoint.time[row])) }
    }
    return findings(
      ratios, declared: endpoint.definition.unit, of: "endpoint \"\(endpoint.definition.name)\"",
      dates: "\"\(start.name)\" and \"\(death.name)\"", table, column: endpoint.definition.time, trials)
  }

  /// `AVAL` of a long table against `STARTDT` and `ADT`, where `AVALU` or the parameter's label tells the unit.
  private func long(_ table: CheckedTable, _ trials: Trials?) -> [Finding] {
    guard let values = table.table.columns["AVAL"], let start = Self.days("STARTDT", table),
      let end = Self.days("ADT", table),
      let unit = Self.unit(of: table), start.axis == .calendar, end.axis == .calendar,
      let value = DayColumn("AVAL", values)
    else { return [] }
    var ratios: [Ratio] = []
    for row in value.earliest.indices {
      let days = end.earliest[row] - start.earliest[row]
      if days > 30, value.earliest[row] > 0 { ratios.append((table.subjectRow(row), days / value.earliest[row])) }
    }
    return findings(
      ratios, declared: unit, of: "\"AVAL\"", dates: "\"STARTDT\" and \"ADT\"", table, column: "AVAL", trials)
  }

  private static func days(_ name: String, _ table: CheckedTable) -> DayColumn? {
    table.table.columns[name].flatMap { DayColumn(name, $0) }
  }

  /// The unit of a long table in which all rows have one.
  private static func unit(of table: CheckedTable) -> TimeUnit? {
    for name in ["AVALU", "PARAM"] {
      guard let column = table.table.columns[name], case .category(let values) = column.storage else { continue }
      let units = Set(values.levels.map(ColumnNames.timeUnit))
      if units.count == 1, let unit = units.first ?? nil { return TimeUnit(rawValue: unit) }
    }
    return nil
  }

  /// The row of a subject, and the days between two dates for each unit of a time.
  private typealias Ratio = (subject: Int, days: Double)

  /// What is found in all rows, or else in those of one trial.
  private func findings(
    _ ratios: [Ratio], declared: TimeUnit, of what: String, dates: String, _ table: CheckedTable, column: String,
    _ trials: Trials?
  ) -> [Finding] {
    guard let trials else {
      return [finding(ratios.map(\.days), declared: declared, of: what, dates: dates, table, column: column)]
        .compactMap(\.self)
    }
    return trials.split(ratios.map { ($0.subject, $0.days) }).compactMap { trial, days in
      finding(days, declared: declared, of: "\(what) of trial \"\(trial)\"", dates: dates, table, column: column)
    }
  }

  private func finding(
    _ ratios: [Double], declared: TimeUnit, of what: String, dates: String, _ table: CheckedTable, column: String
  ) -> Finding? {
    guard ratios.count >= 5 else { return nil }
    let median = ratios.sorted()[ratios.count / 2]
    // Whole months or years are rounded, and so within a tenth of what the dates give.
    guard let measured = TimeUnit.allCases.first(where: { abs(median / $0.days - 1) < 0.1 }), measured != declared
    else {
      return nil
    }
    return Finding(
      .error, check: name,
      "\(what) is in \(declared.rawValue), and the days between \(dates) are \(Self.rounded(median)) times as many: it holds "
        + measured.rawValue, table: table.name, column: column, count: ratios.count)
  }

  private static func rounded(_ ratio: Double) -> String { Value.number((ratio * 10).rounded() / 10).description }
}

/// Notes times whose unit nobody declared, and that no name tells.
struct UndeclaredUnitCheck: DataCheck {
  let name = "undeclared_unit"
  let summary = "the unit of a time is not told"

  func findings(in cohort: Cohort) -> [Finding] {
    let table = cohort.checkedSubjects
    return table.variables.compactMap { name, column in
      let words = ColumnNames.words(name)
      let isTime = words.contains("time") || words.contains("duration")
      let tells = ColumnNames.timeUnit(name) ?? table.descriptions[name]?.label.flatMap(ColumnNames.timeUnit)
      let declared = cohort.dictionary.endpoints.values.contains { $0.time == name && $0.label != $0.name }
      guard isTime, column.type.isNumeric, tells == nil, table.descriptions[name]?.unit == nil, !declared else {
        return nil
      }
      let fraction = Self.fraction(column)
      let taken = cohort.dictionary.endpoints.values.contains { $0.time == name } ? "; it is taken as days" : ""
      return Finding(
        fraction && !taken.isEmpty ? .warning : .note, check: self.name,
        "\"\(name)\" has no unit\(taken)" + (fraction && !taken.isEmpty ? ", and its values have decimals" : "")
          + "; declare it in cohort.toml", table: table.name, column: name, count: column.count)
    }
  }

  /// Whether half the values or more have decimals, which days seldom have.
  private static func fraction(_ column: Column) -> Bool {
    guard case .number(let values) = column.storage else { return false }
    var fractional = 0
    for row in values.indices where column.validity[row] && values[row] != values[row].rounded() { fractional += 1 }
    return fractional * 2 >= max(column.count - column.missingCount, 1)
  }
}
