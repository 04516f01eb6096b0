import Cohorts
import OrderedCollections

/// Writes tables as a SAS transport file, as SAS would, of version 5 or 8.
///
/// Numbers are exact: an IBM double has room for all 53 bits; only −0 becomes 0. Flags become `Y` and `N`; days, moments and times become SAS's
/// numbers with the formats `DATE9.`, `DATETIME22.3` and `TIME8.` or `TIME12.3`, unless their description has another of
/// that kind. Reasons for which numbers are missing are kept. Texts are UTF-8. What a transport file has no place for at
/// all is not written: units, keys, the order and the meanings of levels.
///
/// What it has a place for but cannot hold, such as a name of more than 8 letters in version 5, is an error that lists every
/// case in all tables; nothing is cut.
///
/// SAS, "Record Layout of a SAS Version 5 or 6 Data Set in SAS Transport (XPORT) Format", TS-140, and "Record Layout for a
/// SAS Version 8 or 9 Data Set in SAS Transport Format".
public enum XPTWriter {
  /// The versions of the format.
  public enum Version: Int, Sendable, Hashable {
    /// Names of 8 letters, labels of 40 bytes, texts of 200; what the FDA takes.
    case v5 = 5
    /// Names of 32 bytes, labels of 256, texts of 32,767.
    case v8 = 8
  }

  /// A file of tables, in the order given.
  ///
  /// - Parameters:
  ///   - tables: The tables.
  ///   - version: The version of the format.
  ///   - created: When the file is said to have been made, in milliseconds since 1970-01-01T00:00:00.
  /// - Returns: The bytes of the file.
  /// - Throws: ``WriteError/cannotHold(format:cases:)`` with all that the version cannot hold.
  public static func bytes(
    of tables: [DescribedTable], version: Version, created: Int64 = 0
  ) throws(WriteError) -> [UInt8] {
    let plans = tables.map { XPTPlan($0, version) }
    let cases = XPTLimits.cases(plans, version)
    guard cases.isEmpty else { throw .cannotHold(format: "XPT version \(version.rawValue)", cases: cases) }
    var text = XPTRecordText(version: version, created: created)
    text.addLibrary()
    for plan in plans {
      text.addDescription(of: plan)
      text.bytes += XPTRowText.bytes(of: plan)
      text.pad()
    }
    return text.bytes
  }
}

/// How a table is laid out in a transport file.
struct XPTPlan: Sendable {
  /// A column.
  struct Field: Sendable {
    var name: String
    var label: String
    var format: XPTFormatText
    var column: Column
    /// Whether it is a number there.
    var isNumeric: Bool
    /// The number of bytes of a value.
    var length: Int
    /// Where a value begins in the row.
    var offset: Int
  }

  /// Its name.
  let name: String
  /// Its label.
  let label: String
  /// The number of rows.
  let rowCount: Int
  /// Its columns.
  private(set) var fields: [Field] = []
  /// The number of bytes of a row.
  private(set) var width = 0

  /// The layout of a table.
  init(_ described: DescribedTable, _ version: XPTWriter.Version) {
    name = described.name
    label = described.label ?? ""
    rowCount = described.table.count
    for (name, column) in described.table.columns {
      let description = described.descriptions[name]
      let textLength = column.longestText
      fields.append(
        Field(
          name: name, label: description?.label ?? "",
          format: XPTFormatText(description?.format, of: column), column: column,
          isNumeric: textLength == nil, length: textLength.map { max($0, 1) } ?? 8, offset: width))
      width += textLength.map { max($0, 1) } ?? 8
    }
  }
}

extension Column {
  /// The bytes of the longest text, of those that are written as text; `nil` of numbers.
  fileprivate var longestText: Int? {
    switch storage {
    case .number, .integer, .date, .dateTime, .time: nil
    case .flag: 1
    case .text(let texts): (0..<count).reduce(0) { validity[$1] ? max($0, texts.range($1).count) : $0 }
    case .category(let values):
      (0..<count).reduce(into: Set<Int32>()) { if validity[$1] { $0.insert(values.codes[$1]) } }
        .reduce(0) { max($0, values.levels[Int($1)].utf8.count) }
    }
  }
}

/// A display format in its parts: `DATE9.` is `DATE`, 9 and 0.
struct XPTFormatText: Sendable, Hashable {
  /// The name; empty of a plain number.
  var name = ""
  /// The width, or 0.
  var width = 0
  /// The decimals, or 0.
  var decimals = 0
  /// What was written, where it is no format.
  var faulty: String?

  /// The whole format.
  var text: String { "\(name)\(width > 0 ? String(width) : "").\(decimals > 0 ? String(decimals) : "")" }

  /// The parts of a format.
  init(_ text: String) {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let digits = parts[0].reversed().prefix { "0123456789".contains($0) }.count
    let wide = parts[0].suffix(digits)
    let fine = parts.count > 1 ? parts[1] : ""
    guard let width = wide.isEmpty ? 0 : Int(wide), width < 1 << 15,
      let decimals = fine.isEmpty ? 0 : Int(fine), (0..<1 << 15).contains(decimals)
    else {
      faulty = text
      return
    }
    name = String(parts[0].dropLast(digits))
    self.width = width
    self.decimals = decimals
  }

  /// The format that a column is described with, where it says of its values what they are; else the usual one of its
  /// kind.
  init(_ described: String?, of column: Column) {
    let own = described ?? ""
    let meaning = SASFormat(own)
    switch column.storage {
    case .date: self.init(meaning == .date ? own : "DATE9.")
    case .dateTime: self.init(meaning == .dateTime ? own : "DATETIME22.3")
    case .time(let values):
      let isWhole = values.indices.allSatisfy { !column.validity[$0] || values[$0] % 1000 == 0 }
      self.init(meaning == .time ? own : isWhole ? "TIME8." : "TIME12.3")
    case .flag: self.init(own.hasPrefix("$") ? own : "")
    case .number, .integer, .category, .text: self.init(own)
    }
  }

  /// Whether there is none.
  var isEmpty: Bool { name.isEmpty && width == 0 && faulty == nil }
}
