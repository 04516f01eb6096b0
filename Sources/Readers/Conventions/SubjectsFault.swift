import Cohorts
import OrderedCollections

/// Why it cannot be told which table of a folder holds the subjects.
public enum SubjectsFault: Sendable, Hashable {
  /// A table that was tried, and what keeps it from being the subjects.
  public struct Tried: Sendable, Hashable {
    /// The file, and table.
    public var table: String
    /// The column of ids; `nil` where it has none.
    public var column: String?
    /// The number of rows whose id stands in another row before.
    public var duplicates: Int
    /// The number of rows without an id.
    public var missing: Int
    /// Another table with ids that are not in it, and the first of them.
    public var stranger: [String]

    /// What one table shows of a column of ids, and of those of other tables.
    init(_ read: ReadTable, column: String?, others: [ReadTable]) {
      table = read.source.name
      self.column = nil
      duplicates = 0
      missing = 0
      stranger = []
      guard let column, let ids = read.table.columns[column] else { return }
      self.column = column
      missing = ids.missingCount
      duplicates = SubjectIndex(ids).duplicateCount
      for other in others {
        guard let keys = other.table.columns[column] else { continue }
        let asText = keys.type != ids.type
        let rows = SubjectIndex(ids, asText: asText).rows(of: keys, asText: asText)
        if let row = rows.indices.first(where: { rows[$0] < 0 && keys.validity[$0] }) {
          stranger = [other.source.name, keys[row].description]
          return
        }
      }
    }

    /// Whether each row has its own id, and all others' are among them.
    var isFit: Bool { column != nil && duplicates == 0 && missing == 0 && stranger.isEmpty }

    fileprivate var words: String {
      guard let column else { return "\(table) has no column of ids" }
      if missing > 0 { return "\(missing) row\(missing == 1 ? " has" : "s have") no \"\(column)\" in \(table)" }
      if duplicates > 0 {
        return "\(duplicates) row\(duplicates == 1 ? " repeats" : "s repeat") a \"\(column)\" in \(table)"
      }
      guard stranger.count == 2 else { return "\(table) would do" }
      return "\(table) lacks \"\(stranger[1])\", which is a \"\(column)\" of \(stranger[0])"
    }
  }

  /// No table can be.
  case none([Tried])
  /// Several can be, by this column.
  case several([String], column: String)

  /// What was looked for, what was found, and what to do.
  var words: String {
    let remedy = "; name them in a cohort.toml: subject_id = \"…\" and [tables] subjects = \"…\""
    switch self {
    case .none(let tried):
      return
        "no table can be the subjects, with one row for each id "
        + "(\(SubjectIDName.usual.joined(separator: ", "))) that all other tables know"
        + (tried.isEmpty ? "" : ": " + tried.prefix(8).map(\.words).joined(separator: "; ")) + remedy
    case .several(let tables, let column):
      return "\(tables.joined(separator: " and ")) each have one row for each \"\(column)\"; "
        + "it cannot be told which are the subjects" + remedy
    }
  }
}
