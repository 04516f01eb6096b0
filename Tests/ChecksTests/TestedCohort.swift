import Checks
import Cohorts
import OrderedCollections
import Testing

/// Cohorts of a few subjects `S1`, `S2`, …, written down column by column.
struct TestedCohort {
  var subjects: OrderedDictionary<String, Column> = [:]
  var linked: OrderedDictionary<String, (subjects: [Int], columns: OrderedDictionary<String, Column>)> = [:]
  var dictionary = DataDictionary(subjectID: "id")

  /// A cohort of so many subjects with these columns.
  init(_ count: Int, _ columns: OrderedDictionary<String, Column> = [:]) {
    subjects = ["id": Column(texts: (0..<count).map { "S\($0 + 1)" })]
    for (name, column) in columns { subjects[name] = column }
  }

  /// With a linked table, whose rows are of these subjects, counted from 1.
  func linking(
    _ name: String, of rows: [Int], _ columns: OrderedDictionary<String, Column>
  ) -> TestedCohort {
    var cohort = self
    cohort.linked[name] = (rows, columns)
    return cohort
  }

  /// With an endpoint.
  func endpoint(
    _ name: String, time: String, event: EndpointDefinition.Event, unit: TimeUnit = .days, label: String? = nil
  ) -> TestedCohort {
    var cohort = self
    cohort.dictionary.endpoints[name] = EndpointDefinition(
      name: name, label: label, time: time, event: event, unit: unit)
    return cohort
  }

  /// With a change to what is known of the variables.
  func describing(_ change: (inout DataDictionary) -> Void) -> TestedCohort {
    var cohort = self
    change(&cohort.dictionary)
    return cohort
  }

  func make() throws -> Cohort {
    var tables: OrderedDictionary<String, LinkedTable> = [:]
    for (name, (rows, columns)) in linked {
      var all: OrderedDictionary<String, Column> = ["id": Column(texts: rows.map { "S\($0)" })]
      for (column, values) in columns { all[column] = values }
      tables[name] = LinkedTable(
        table: try Table(name: name, columns: all), subjectRows: rows.map { Int32($0 - 1) })
    }
    return try Cohort(
      name: "tested", subjects: Table(name: "subjects", columns: subjects), linked: tables, dictionary: dictionary)
  }

  /// What the checks of a name find, as `grade table:row column count: message`.
  func findings(_ check: String) throws -> [String] {
    let cohort = try make()
    let checks = BuiltInChecks.all.filter { $0.name == check }
    #expect(checks.count == 1, "\(check)")
    return checks.flatMap { $0.findings(in: cohort) }.map(\.line)
  }
}

extension Finding {
  /// Everything in it on one line.
  var line: String {
    "\(grade.rawValue) \(table ?? "-"):\(row.map(String.init) ?? "-") \(column ?? "-") \(count): \(message)"
  }
}

/// Dates from texts such as `2021-03-09`; `nil` is missing.
func dates(_ texts: [String?]) -> Column {
  Column(
    dates: texts.map { text in
      guard let parts = text?.split(separator: "-").compactMap({ Int($0) }), parts.count == 3 else { return nil }
      return CalendarDate(year: parts[0], month: parts[1], day: parts[2])
    })
}
