import Cohorts

/// What stands above the rows of a cBioPortal clinical file: what each attribute is called and holds.
///
/// Lines that begin with `#` give, separated by tabs, the names shown, descriptions, datatypes and priorities of the
/// attributes (in older files between the last two whether each is a patient's or a sample's); the line below them
/// gives the attributes' ids. There are files without the lines above, which begin with the ids.
///
/// File formats, docs.cbioportal.org/file-formats.
struct CBioPortalHeader: Sendable {
  /// As what an attribute is declared.
  enum Datatype: String, Sendable {
    case string = "STRING"
    case number = "NUMBER"
    case boolean = "BOOLEAN"
  }

  /// The attributes' ids.
  let ids: [String]
  /// The names under which they are shown; shorter, or empty, where the file says no more.
  let names: [String]
  /// As what each is declared; empty where the file does not say.
  let datatypes: [Datatype]
  /// How the records are written, the ids first: between tabs, without quotes.
  let format: CSVFormat

  /// The columns that tell a clinical file.
  static let patientID = "PATIENT_ID"
  /// The column of sample ids.
  static let sampleID = "SAMPLE_ID"

  /// The most bytes in which the header is looked for.
  private static let farthest = 1 << 20
  /// The most lines that may stand above the ids.
  private static let mostLines = 16

  /// Reads the header; `nil` where the file is none of cBioPortal's.
  init?(_ bytes: FileBytes) {
    var lines = HeaderLines(bytes, limit: Self.farthest)
    var above: [[String]] = []
    var line = lines.next()
    while let fields = line, fields.first?.hasPrefix("#") == true, above.count < Self.mostLines {
      above.append([String(fields[0].dropFirst().drop { $0 == " " })] + fields.dropFirst())
      line = lines.next()
    }
    guard let ids = line, ids.count > 1, ids.contains(Self.patientID) || ids.contains(Self.sampleID) else {
      return nil
    }
    let types = above.firstIndex { row in !row.isEmpty && row.allSatisfy { Datatype(rawValue: $0) != nil } }
    guard above.isEmpty ? [Self.patientID, Self.sampleID].contains(ids[0]) : types.map({ $0 >= 1 }) ?? false else {
      return nil
    }
    self.ids = ids
    names = above.first ?? []
    datatypes = types.map { above[$0].compactMap(Datatype.init(rawValue:)) } ?? []
    format = CSVFormat(
      delimiter: 9, newline: lines.newline, start: lines.start, quote: CSVFormat.noQuote)
  }

  /// The words under which an attribute is shown, where they are others than its id.
  func label(_ index: Int) -> String? {
    guard index < names.count, !names[index].isEmpty, names[index] != ids[index] else { return nil }
    return names[index]
  }

  /// As what an attribute is declared.
  func datatype(_ index: Int) -> Datatype? { index < datatypes.count ? datatypes[index] : nil }
}

/// The first lines of a file, as fields between tabs.
private struct HeaderLines {
  private let bytes: FileBytes
  private let end: Int
  private var position: Int
  /// What ends a line.
  let newline: UInt8
  /// Where the line that was given last begins.
  private(set) var start: Int

  init(_ bytes: FileBytes, limit: Int) {
    self.bytes = bytes
    end = min(bytes.count, limit)
    position = bytes.startsWithByteOrderMark ? 3 : 0
    start = position
    let first = (position..<max(end, position)).first { bytes[$0] == 10 || bytes[$0] == 13 }
    let isReturn = first.map { bytes[$0] == 13 && !($0 + 1 < bytes.count && bytes[$0 + 1] == 10) } ?? false
    newline = isReturn ? 13 : 10
  }

  /// The fields of the next line that is not empty; `nil` where there is none, or it does not end before the limit.
  mutating func next() -> [String]? {
    while position < end {
      start = position
      while position < end, bytes[position] != newline { position += 1 }
      guard position < end || end == bytes.count else { return nil }
      let isReturn = position > start && bytes[position - 1] == 13
      let line = start..<position - (isReturn ? 1 : 0)
      position += 1
      if !line.isEmpty { return fields(line) }
    }
    return nil
  }

  private func fields(_ line: Range<Int>) -> [String] {
    var fields: [String] = []
    var first = line.lowerBound
    for index in line where bytes[index] == 9 {
      fields.append(field(first..<index))
      first = index + 1
    }
    return fields + [field(first..<line.upperBound)]
  }

  private func field(_ range: Range<Int>) -> String { FieldText(bytes, range, quote: CSVFormat.noQuote).string }
}
