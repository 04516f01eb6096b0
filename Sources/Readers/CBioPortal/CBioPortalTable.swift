import Cohorts

/// A clinical file of cBioPortal: patients, samples or a timeline.
///
/// The records are those of a ``CSVFile`` between tabs in which a quote is data. An attribute that is declared `STRING`
/// stays text, or categories where some occur often enough, whatever it looks like; others are what they hold, so that a
/// `NUMBER` in which some value is none is text, and noted.
struct CBioPortalTable: TableSource {
  /// The names and datatypes.
  let attributes: CBioPortalHeader
  private let csv: CSVFile
  private let bytes: FileBytes

  /// Opens a file; `nil` where it is none of cBioPortal's.
  ///
  /// - Parameters:
  ///   - name: The name under which faults show it.
  ///   - bytes: Its bytes.
  /// - Throws: ``DataFaults`` where it is, and its records are not as its header.
  init?(name: String, bytes: FileBytes) throws(DataFaults) {
    guard let attributes = CBioPortalHeader(bytes) else { return nil }
    self.attributes = attributes
    self.bytes = bytes
    csv = try CSVFile(name: name, bytes: bytes, format: attributes.format)
  }

  var name: String { csv.name }
  var header: [String] { csv.header }
  var rowCount: Int { csv.rowCount }
  var byteCount: Int { bytes.count }

  var descriptions: [ColumnDescription] {
    header.indices.map { ColumnDescription(label: attributes.label($0)) }
  }

  func place(row: Int, column: Int) -> Place { csv.place(row: row, column: column) }

  func text(row: Int, column: Int) -> String { csv.text(row: row, column: column) }

  func read(_ requests: [ColumnRequest], progress: (@Sendable (Int) -> Void)?) throws(DataFaults) -> ReadColumns {
    let isOpen = requests.map { $0.type == nil && !$0.isIdentifier && !$0.isNumeric }
    let asked = requests.indices.map { index in
      guard isOpen[index], attributes.datatype(index) == .string else { return requests[index] }
      var request = requests[index]
      request.type = .text
      return request
    }
    let read = try CSVColumns(csv, requests: asked, progress: progress)
    let columns = read.columns.enumerated().map { index, column in
      guard isOpen[index] else { return column }
      switch attributes.datatype(index) {
      case .string: return column.categoriesOrTexts()
      case .boolean: return column.flags ?? column
      case .number, nil: return column
      }
    }
    return ReadColumns(columns: columns, notes: read.notes)
  }
}

extension Column {
  /// Whole numbers that are 0 and 1 alone, as flags; `nil` for anything else.
  fileprivate var flags: Column? {
    guard case .integer(let values) = storage else { return nil }
    guard values.indices.allSatisfy({ !validity[$0] || values[$0] == 0 || values[$0] == 1 }) else { return nil }
    return Column(.flag(values.map { $0 == 1 }), validity: validity)
  }
}
