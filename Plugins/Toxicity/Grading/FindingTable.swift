import Analyses
import Cohorts

/// A linked table of findings: the rows of those who are in, whose they are, and what they say.
struct FindingTable {
  /// The subjects.
  let cohort: Cohort
  /// The table's name.
  let name: String
  /// The position in the cohort of the subject of each row.
  let subjects: [Int32]
  private let table: Table

  /// Finds the table of a name.
  ///
  /// - Throws: ``FindingError/noTable(_:known:)``.
  init(_ name: String, of cohort: Cohort) throws {
    let known = cohort.linked.map { $0.key }
    guard known.contains(name) else { throw FindingError.noTable(name, known: known) }
    self.cohort = cohort
    self.name = name
    (table, subjects) = try cohort.linkedTable(name)
  }

  /// The number of rows.
  var count: Int { subjects.count }

  /// A column: the one that was named, which must be there, or else the usual one, which need not.
  ///
  /// - Throws: ``FindingError/noColumn(_:table:known:nearest:)``.
  func column(_ named: String?, usual: String) throws(FindingError) -> (name: String, column: Column)? {
    let name = named ?? usual
    if let column = try? table.column(name) { return (name, column) }
    guard named != nil else { return nil }
    throw missing(name)
  }

  /// The same, where it must be there in any case.
  func requiredColumn(_ named: String?, usual: String) throws(FindingError) -> (name: String, column: Column) {
    guard let found = try column(named, usual: usual) else { throw missing(usual) }
    return found
  }

  private func missing(_ name: String) -> FindingError {
    let known = table.columns.map { $0.key }
    return .noColumn(name, table: self.name, known: known, nearest: Nearest.name(to: name, among: known))
  }

  /// Which of some columns the table does not have, unless they were named.
  func unrecorded(_ columns: [(named: String?, usual: String)]) -> [String] {
    columns.filter { named, usual in named == nil && (try? table.column(usual)) == nil }.map(\.usual)
  }

  func place(_ row: Int, _ column: String) -> FindingError.Place {
    .init(
      column: column, table: name, subject: cohort.subject(Int(subjects[row])),
      row: cohort.storedRow(row, ofTable: name) + 1)
  }
}

// MARK: - What the columns say

extension FindingTable {
  /// A number for each row; missing in all where there is no such column.
  ///
  /// - Parameters:
  ///   - named: The column that was named.
  ///   - usual: The usual name.
  ///   - range: The numbers that there can be.
  ///   - expected: The same in words.
  ///   - whole: Whether they are whole numbers.
  /// - Returns: The numbers, NaN where they are missing.
  /// - Throws: ``FindingError``, or `CohortError.wrongType`.
  func numbers(
    _ named: String?, usual: String, in range: ClosedRange<Double>, expected: String, whole: Bool = false
  ) throws -> [Double] {
    guard let (name, column) = try column(named, usual: usual) else { return [Double](repeating: .nan, count: count) }
    let values: [Double] =
      switch column.storage {
      case .number(let values): values
      case .integer(let values): values.map(Double.init)
      default: throw CohortError.wrongType(column: name, expected: "a number", found: column.type)
      }
    return try values.indices.map { row in
      guard column.validity[row], !values[row].isNaN else { return .nan }
      guard range.contains(values[row]), !whole || values[row] == values[row].rounded() else {
        throw FindingError.outOfRange(values[row], place(row, name), expected: expected)
      }
      return values[row]
    }
  }

  /// The grade that a finding is worth in each row; `nil` where it is missing.
  ///
  /// A table without the column records none of it.
  ///
  /// - Throws: ``FindingError``.
  func grades(of domain: GradingDomain, _ named: String?) throws -> [GradeRange?] {
    guard let (name, column) = try column(named, usual: domain.name) else {
      return [GradeRange?](repeating: GradeRange.none, count: count)
    }
    var known: [String: GradeRange] = [:]
    func grade(_ words: String, _ row: Int) throws -> GradeRange? {
      if let grade = known[words] { return grade }
      guard !words.isEmpty else { return nil }
      guard let level = domain.level(named: words) else {
        throw FindingError.unknownWords(
          words, place(row, name), choices: domain.names,
          nearest: Nearest.name(to: words, among: domain.vocabulary))
      }
      known[words] = level.grade
      return level.grade
    }
    if case .category(let values) = column.storage {
      var first = [Int?](repeating: nil, count: values.levels.count)
      for row in 0..<count where column.validity[row] && first[Int(values.codes[row])] == nil {
        first[Int(values.codes[row])] = row
      }
      let grades = try zip(values.levels, first).map { words, row in try row.flatMap { try grade(words, $0) } }
      return (0..<count).map { column.validity[$0] ? grades[Int(values.codes[$0])] : nil }
    }
    return try (0..<count).map { row in
      guard column.validity[row] else { return nil }
      let words = column[row].description
      return try grade(words == "1" ? "yes" : words == "0" ? "no" : words, row)
    }
  }

  /// Whether something holds in each row; unknown where it is missing, and no in all where there is no such column and none
  /// was named.
  func truth(_ named: String?, usual: String) throws -> Truth {
    guard let (name, column) = try column(named, usual: usual) else {
      return Truth([UInt8](repeating: Truth.no, count: count))
    }
    return try YesOrNo.truth(of: column, named: name)
  }
}
