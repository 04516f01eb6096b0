import Cohorts
import OrderedCollections

/// A table of the cohort, read, and the file that it comes from.
struct ReadTable {
  /// The file.
  var file: TableFile
  /// The values.
  let table: Table
  /// What was decided in reading it, a sentence each.
  let notes: [String]

  /// The source of the values.
  var source: any TableSource { file.source }

  /// A table of columns in the order of the header.
  init(_ file: TableFile, _ columns: [Column], notes: [String]) throws(DataFaults) {
    var named = OrderedDictionary<String, Column>()
    for (name, column) in zip(file.source.header, columns) { named[name] = column }
    try self.init(file, named, notes: notes)
  }

  /// A table of named columns.
  init(_ file: TableFile, _ columns: OrderedDictionary<String, Column>, notes: [String]) throws(DataFaults) {
    do {
      table = try Table(name: file.table, columns: columns)
    } catch {
      throw DataFaults(DataFault(.cannotCompute(error.description), file: file.source.name))
    }
    self.file = file
    self.notes = notes
  }

  /// The same table under another name of the cohort's.
  func named(_ name: String) throws(DataFaults) -> ReadTable {
    var file = file
    file.table = name
    return try ReadTable(file, table.columns, notes: notes)
  }

  /// The table with its columns as they are asked for, now that it is known what is asked.
  func fitted(to requests: [ColumnRequest]) throws(DataFaults) -> ReadTable {
    let columns = source.header.compactMap { table.columns[$0] }
    guard columns.count == source.header.count else { return self }
    let fitted = try ColumnFit(source).fit(columns, to: requests)
    return try ReadTable(file, zip(fitted, requests).map { $1.completed($0) }, notes: notes)
  }

  /// What its file says of its columns, by name, without those of which it says nothing.
  var descriptions: OrderedDictionary<String, ColumnDescription> {
    var described: OrderedDictionary<String, ColumnDescription> = [:]
    for (name, description) in zip(source.header, source.descriptions) where description != ColumnDescription() {
      described[name] = description
    }
    return described
  }
}
