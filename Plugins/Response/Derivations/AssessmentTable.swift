import Analyses
import Cohorts

/// A linked table of assessments of response, and in which vocabulary it is written.
struct AssessmentTable {
  /// The subjects.
  let cohort: Cohort
  /// The linked table.
  let table: String
  /// Its column of days.
  let day: String
  /// Its column of responses.
  let response: String
  /// The vocabulary of the responses.
  let vocabulary: ResponseVocabulary
  /// The unit of the days, where the dictionary says one.
  let unit: TimeUnit?
  /// The condition on the rows that count; `nil` where all do.
  let condition: String?
  /// The number of rows of which it is not known whether they fulfil it, and which do not count.
  let unknown: Int
  /// The assessments, by subject and day.
  let assessments: Assessments

  /// Finds and reads the table.
  ///
  /// - Parameters:
  ///   - cohort: The subjects.
  ///   - arguments: The arguments of a function that declares ``parameters``.
  /// - Throws: ``AssessmentError`` or `CohortError`.
  init(_ cohort: Cohort, _ arguments: Arguments) throws {
    try self.init(cohort, arguments, table: arguments[Self.table])
  }

  /// Finds and reads a table.
  ///
  /// - Parameters:
  ///   - cohort: The subjects.
  ///   - arguments: The arguments of a function that declares ``columns``.
  ///   - table: The name of the table; found by its name or its columns where it is `nil`.
  /// - Throws: ``AssessmentError`` or `CohortError`.
  init(_ cohort: Cohort, _ arguments: Arguments, table: String?) throws {
    let named: [(role: ColumnRole, column: String?)] = [
      (.day, arguments[Self.day]), (.response, arguments[Self.response]),
    ]
    let sought = named.filter { $0.column == nil }.map(\.role)
    let found =
      table ?? cohort.table(holding: sought, usualNames: ["assessments", "responses", "ADRS", "adrs"])
    guard let found else { throw AssessmentError.noTable(known: cohort.linked.map { $0.key }) }
    let (rows, owners) = try cohort.rows(ofTable: found)
    let truth = try arguments[Self.condition].map { try rows.truth(of: $0).values }
    let kept = owners.indices.filter { truth?[$0] ?? Truth.yes == Truth.yes }.map(Int32.init)
    let subjects = kept.map { owners[Int($0)] }
    func column(_ role: ColumnRole, _ named: String?) throws(AssessmentError) -> String {
      guard let name = named ?? cohort.column(playing: role, inTable: found) else {
        throw .noColumn(role, table: found, columns: rows.columnNames)
      }
      return name
    }
    let (day, response) = (try column(.day, arguments[Self.day]), try column(.response, arguments[Self.response]))
    let categories = try rows.column(response).gathered(kept)
    vocabulary = try Self.vocabulary(
      arguments[Self.vocabulary], of: categories, named: "\(found).\(response)",
      declared: rows.vocabulary(of: response), in: cohort)
    let (days, validity) = try rows.numbers(day)
    assessments = Assessments(
      subjects: subjects, days: kept.map { validity[Int($0)] ? days[Int($0)] : .nan },
      levels: try vocabulary.positions(in: categories, of: "\(found).\(response)") {
        cohort.subject(Int(subjects[$0]))
      }, count: cohort.count)
    unit = rows.dictionary.timeUnit(of: day)
    condition = arguments[Self.condition]
    unknown = truth?.filter { $0 == Truth.unknown }.count ?? 0
    (self.cohort, self.table, self.day, self.response) = (cohort, found, day, response)
  }

  private static func vocabulary(
    _ name: String?, of column: Column, named: String, declared: ResponseVocabulary?, in cohort: Cohort
  ) throws -> ResponseVocabulary {
    if let name { return try cohort.vocabulary(named: name) }
    if let declared { return declared }
    let fitting = try cohort.dictionary.vocabularyNames.filter { name in
      let vocabulary = try cohort.vocabulary(named: name)
      return (try? vocabulary.positions(in: column, of: named) { "\($0)" }) != nil
    }
    throw AssessmentError.noVocabulary(
      column: named, fitting: fitting, nearest: fitting.isEmpty ? .init(to: column, in: cohort) : nil)
  }

  /// What names the table, its columns and its vocabulary.
  static let parameters: [AnyParameter] = [table.any] + columns

  /// What names the columns of a table, and its vocabulary.
  static let columns: [AnyParameter] = [day.any, response.any, vocabulary.any, condition.any]

  private static let table = Parameter.optionalText(
    "table", "The linked table of assessments; found by its name or its columns without it.", names: .table)
  private static let day = Parameter.optionalText(
    "day", "The table's column of the day of an assessment; found by its role or name without it.",
    names: .anyColumn)
  private static let response = Parameter.optionalText(
    "response", "The table's column of the response found; found by its role or name without it.", names: .anyColumn)
  private static let condition = Parameter.optionalText(
    "where",
    "A condition over the columns of the table, such as \"PARAMCD == 'OVRLRESP'\"; rows for which it does not hold, or is unknown, "
      + "do not count.", names: .rowCondition)
  private static let vocabulary = Parameter.optionalText(
    "vocabulary",
    "The vocabulary in which responses are written, such as \"leukaemia\" or \"recist\"; the one that the dictionary declares for "
      + "the column without it.")
}

extension Cohort {
  /// The earliest of some days of each subject; infinite where none of them came.
  ///
  /// - Parameters:
  ///   - columns: The columns of days.
  ///   - unit: The unit that they are needed in, where one is known.
  ///   - other: What they are set against, for messages.
  /// - Returns: One day a subject.
  /// - Throws: `CohortError` for a column that holds no days, or days in another unit.
  func earliest(_ columns: [String], unit: TimeUnit?, besides other: String) throws(CohortError) -> [Double] {
    var earliest = [Double](repeating: .infinity, count: count)
    for name in columns {
      let (days, validity) = try days(name)
      if let unit, let own = dictionary.timeUnit(of: name), own != unit {
        throw .unitsDiffer(column: name, unit: own, endpoint: other, needed: unit)
      }
      for position in earliest.indices where validity[position] {
        earliest[position] = min(earliest[position], days[position])
      }
    }
    return earliest
  }
}

extension Column {
  /// A column of days: whole numbers where all are; `nil` is missing.
  init(days: [Double?]) {
    let whole = days.map { $0.flatMap { Int(exactly: $0) } }
    if zip(days, whole).allSatisfy({ $0 == nil || $1 != nil }) {
      self.init(integers: whole)
    } else {
      self.init(numbers: days)
    }
  }
}
