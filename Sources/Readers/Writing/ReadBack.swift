import Cohorts
import OrderedCollections

/// A file that was made of tables, read back before it is kept: that it holds just their values is seen, not assumed.
struct ReadBack {
  /// The tables as they are read by what is in the file alone.
  let tables: [ReadTable]

  /// Reads a file back.
  ///
  /// - Parameters:
  ///   - file: Its name.
  ///   - bytes: What is in it.
  ///   - written: The tables that it was made of.
  ///   - format: Its format.
  /// - Throws: ``WriteError/cannotHold(format:cases:)`` where a value would not come back as it is, even with its type and
  ///   levels declared.
  init(
    _ file: String, _ bytes: [UInt8], of written: [DescribedTable], as format: ConversionFormat
  ) throws(WriteError) {
    var cases: [WriteLimit] = []
    var tables: [ReadTable] = []
    do throws(DataFaults) {
      let opened = try OpenedFile(name: file, bytes: bytes)
      for (source, table) in zip(opened.sources, written) {
        let found = opened.table(source, as: source.tableName ?? Paths.stem(file))
        tables.append(try found.read(source.undeclaredRequests, progress: nil))
        guard source.header == Array(table.table.columns.keys) else {
          cases.append(WriteLimit(table: table.name, what: "names of columns that would read back otherwise"))
          continue
        }
        let requests = table.table.columns.values.map {
          ColumnRequest(type: $0.type, levels: $0.categoryLevels, missing: format == .csv ? $0.writtenReasons : [])
        }
        cases += Self.differences(table.table, try found.read(requests, progress: nil).table)
      }
    } catch {
      let reason = error.faults.first.map(\.description) ?? "it is damaged"
      cases.append(WriteLimit(table: written.first?.name ?? file, what: "it would not read back: \(reason)"))
    }
    guard cases.isEmpty else { throw .cannotHold(format: format.title, cases: cases) }
    self.tables = tables
  }

  /// The columns that came back with other values, each with its first row.
  private static func differences(_ table: Table, _ back: Table) -> [WriteLimit] {
    guard table.count == back.count else {
      return [WriteLimit(table: table.name, what: "\(table.count) rows, which would read back as \(back.count)")]
    }
    return table.columns.compactMap { name, column in
      guard let found = back.columns[name], found != column else { return nil }
      let rows = (0..<column.count).filter { column[$0] != found[$0] || column.reasons?[$0] != found.reasons?[$0] }
      let first = rows.first ?? 0
      return WriteLimit(
        table: table.name, column: name, row: first + 1, rows: max(rows.count, 1),
        what: "\"\(column[first])\", which would read back as \"\(found[first])\"")
    }
  }
}
