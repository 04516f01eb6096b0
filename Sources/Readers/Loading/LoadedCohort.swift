public import Cohorts
import OrderedCollections

/// A cohort as it was loaded, and what was decided in doing so.
public struct LoadedCohort: Sendable {
  /// The cohort.
  public let cohort: Cohort

  /// What nobody declared and was inferred, a sentence each.
  ///
  /// The column of subject ids, endpoints by their names, the levels of categories, what was read as missing.
  public let notes: [String]

  /// What a person should look at, as far as reading showed it.
  public let findings: [Finding]

  /// The rows of tables from which some were left out: where each that was kept stands in the file, from 0.
  let rowsKept: [String: [Int32]]

  /// A cohort and what was decided.
  public init(cohort: Cohort, notes: [String], findings: [Finding] = []) {
    self.init(cohort: cohort, notes: notes, findings: findings, rowsKept: [:])
  }

  /// A cohort from which rows may have been left out.
  init(cohort: Cohort, notes: [String], findings: [Finding], rowsKept: [String: [Int32]]) {
    self.cohort = cohort
    self.notes = notes
    self.findings = findings
    self.rowsKept = rowsKept
  }

  /// The same, pooled of these, with each row as in the file that it comes from.
  func locatingRows(of members: [LoadedCohort]) -> LoadedCohort {
    func rows(_ table: String, _ count: (LoadedCohort) -> Int?) -> [Int32] {
      members.flatMap { member -> [Int32] in
        guard let count = count(member) else { return [] }
        return member.rowsKept[table] ?? (0..<Int32(count)).map { $0 }
      }
    }
    var kept: [String: [Int32]] = [:]
    for name in cohort.linked.keys { kept[name] = rows(name) { $0.cohort.linked[name]?.table.count } }
    kept[cohort.stored.name] = members.flatMap { member in
      member.rowsKept[member.cohort.stored.name] ?? (0..<Int32(member.cohort.stored.count)).map { $0 }
    }
    return LoadedCohort(cohort: cohort, notes: notes, findings: findings, rowsKept: kept)
  }

  /// A finding on the cohort, with its row as in the file.
  public func located(_ finding: Finding) -> Finding {
    guard let table = finding.table, let row = finding.row, let kept = rowsKept[table], kept.indices.contains(row - 1)
    else { return finding }
    var located = finding
    located.row = Int(kept[row - 1]) + 1
    return located
  }
}

/// How far a file is read.
public struct LoadProgress: Sendable, Hashable {
  /// The file's name, without folders.
  public let file: String

  /// The number of bytes that are read.
  public let bytesRead: Int

  /// The number of bytes of the file.
  public let bytes: Int

  /// How far a file is read.
  public init(file: String, bytesRead: Int, bytes: Int) {
    self.file = file
    self.bytesRead = bytesRead
    self.bytes = bytes
  }
}
