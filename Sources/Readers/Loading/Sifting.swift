import Cohorts
import OrderedCollections

/// Leaves out the rows that keep tables from being a cohort, and tells of each kind.
///
/// - Subjects without an id, and subjects whose id stands in an earlier row.
/// - Rows of linked tables without an id, or with one that is not among the subjects.
struct Sifting {
  /// The name of the id column in all tables.
  let subjectID: String
  /// What was left out.
  private(set) var findings: [Finding] = []
  /// The rows that were kept, by table, where some were not.
  private(set) var kept: [String: [Int32]] = [:]

  /// The most subjects that a finding names.
  private static let most = 5

  init(subjectID: String) { self.subjectID = subjectID }

  /// The tables without those rows, the subjects first.
  mutating func sift(_ tables: [ReadTable]) throws(DataFaults) -> [ReadTable] {
    guard let subjects = tables.first, let ids = subjects.table.columns[subjectID] else { return tables }
    var sifted: [ReadTable] = []
    let first = SubjectIndex(ids).rows(of: ids, asText: false)
    let own = try sift(
      subjects, rows: first.indices.map { first[$0] < 0 ? .noID : Int(first[$0]) < $0 ? .repeated : .good })
    sifted.append(own)
    let known = own.table.columns[subjectID] ?? ids
    for read in tables.dropFirst() {
      guard let keys = read.table.columns[subjectID] else {
        sifted.append(read)
        continue
      }
      let asText = keys.type != known.type
      let rows = SubjectIndex(known, asText: asText).rows(of: keys, asText: asText)
      sifted.append(
        try sift(read, rows: rows.indices.map { !keys.validity[$0] ? .noID : rows[$0] < 0 ? .unknown : .good }))
    }
    return sifted
  }

  private enum Row {
    case good, noID, repeated, unknown
  }

  private mutating func sift(_ read: ReadTable, rows: [Row]) throws(DataFaults) -> ReadTable {
    guard rows.contains(where: { $0 != .good }) else { return read }
    tell(.noID, "missing_subject", "\"\(subjectID)\" is missing", read, rows)
    tell(.repeated, "duplicate_subject", "the subject stands in an earlier row already", read, rows)
    tell(.unknown, "unknown_subject", "the subject is not among the subjects", read, rows)
    let good = rows.indices.filter { rows[$0] == .good }.map(Int32.init)
    kept[read.table.name] = good
    return try ReadTable(read.file, read.table.columns.mapValues { $0.gathered(good) }, notes: read.notes)
  }

  private mutating func tell(_ kind: Row, _ check: String, _ what: String, _ read: ReadTable, _ rows: [Row]) {
    let found = rows.indices.filter { rows[$0] == kind }
    guard let first = found.first, let ids = read.table.columns[subjectID] else { return }
    var named: OrderedSet<String> = []
    for row in found where ids.validity[row] && named.count <= Self.most { named.append(ids[row].description) }
    let list = named.isEmpty ? "" : ": " + named.prefix(Self.most).joined(separator: ", ")
    let more = named.count > Self.most ? " and more" : ""
    findings.append(
      Finding(
        .error, check: check,
        "\(what) in \(found.count) row\(found.count == 1 ? "" : "s")\(list)\(more); left out of this overview, and a fault in a run",
        table: read.table.name, row: first + 1, subject: ids.validity[first] ? ids[first].description : nil,
        column: subjectID, count: found.count))
  }
}
