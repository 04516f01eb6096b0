import Cohorts

/// Writes one column of Dataset-JSON: what describes it, and its values.
struct DatasetJSONField: Sendable {
  let name: String
  let column: Column
  let description: ColumnDescription
  /// Whether numbers are written as decimals in quotes.
  let isDecimal: Bool
  /// Adds the value of a row, which must be present.
  ///
  /// A closure over the values, made once, for taking a column apart in each row costs more than writing its value.
  private let append: Append

  private typealias Append = @Sendable (_ row: Int, _ bytes: inout [UInt8]) -> Void

  init(name: String, column: Column, description: ColumnDescription, isDecimal: Bool) {
    self.name = name
    self.column = column
    self.description = description
    self.isDecimal = isDecimal
    append = Self.append(column, isDecimal: isDecimal)
  }

  // MARK: - What describes it

  private var dataType: DatasetJSONColumn.DataType {
    switch column.storage {
    case .number: isDecimal ? .decimal : .float
    case .integer: isDecimal ? .decimal : .integer
    case .flag: .boolean
    case .category, .text: .string
    case .date: .date
    case .dateTime: .datetime
    case .time: .time
    }
  }

  private var targetDataType: String? {
    switch dataType {
    case .decimal: "decimal"
    case .date, .datetime, .time: description.format.flatMap(SASFormat.init) == nil ? nil : "integer"
    default: nil
    }
  }

  /// Adds what describes the column.
  func describe(in table: DescribedTable, to bytes: inout [UInt8]) {
    func member(_ key: String, _ value: String?, first: Bool = false) {
      guard let value else { return }
      bytes += Array("\(first ? "{" : ",")\"\(key)\":".utf8)
      JSONString.append(value.utf8, to: &bytes)
    }
    member("itemOID", "IT.\(table.name).\(name)", first: true)
    member("name", name)
    member("label", description.label ?? "")
    member("dataType", dataType.rawValue)
    member("targetDataType", targetDataType)
    if dataType == .string { bytes += Array(",\"length\":\(longest)".utf8) }
    member("displayFormat", description.format)
    if let place = table.key.firstIndex(of: name) { bytes += Array(",\"keySequence\":\(place + 1)".utf8) }
    bytes.append(UInt8(ascii: "}"))
  }

  /// The number of characters of the longest text, at least 1.
  private var longest: Int {
    switch column.storage {
    case .category(let values): values.levels.reduce(1) { max($0, $1.unicodeScalars.count) }
    case .text(let texts): (0..<texts.count).reduce(1) { max($0, texts[$1].unicodeScalars.count) }
    default: 1
    }
  }

  // MARK: - Values

  /// Adds a value.
  @inline(__always)
  func write(_ row: Int, to bytes: inout [UInt8]) {
    guard column.validity[row] else { return bytes.append(contentsOf: "null".utf8) }
    append(row, &bytes)
  }

  private static func append(_ column: Column, isDecimal: Bool) -> Append {
    switch column.storage {
    case .number(let values):
      if isDecimal { return { row, bytes in bytes += quoted(plain(values[row])) } }
      return { row, bytes in append(values[row], to: &bytes) }
    case .integer(let values):
      if isDecimal { return { row, bytes in bytes += quoted(String(values[row])) } }
      return { row, bytes in append(values[row], to: &bytes) }
    case .flag(let values): return { row, bytes in bytes.append(contentsOf: (values[row] ? "true" : "false").utf8) }
    case .category(let values):
      let levels = values.levels.map { level in
        var bytes: [UInt8] = []
        JSONString.append(level.utf8, to: &bytes)
        return bytes
      }
      return { row, bytes in bytes.append(contentsOf: levels[Int(values.codes[row])]) }
    case .text(let texts): return { row, bytes in JSONString.append(texts.bytes[texts.range(row)], to: &bytes) }
    case .date(let days): return { row, bytes in append(day: days[row], to: &bytes) }
    case .dateTime, .time: return { row, bytes in JSONString.append(column[row].description.utf8, to: &bytes) }
    }
  }

  private static func quoted(_ number: String) -> [UInt8] { [34] + Array(number.utf8) + [34] }

  /// Adds a day of a year of four digits.
  private static func append(day: Int32, to bytes: inout [UInt8]) {
    let (year, month, day) = CalendarDate(daysSince1970: day).components
    func digit(_ number: Int) -> UInt8 { 48 + UInt8(truncatingIfNeeded: number % 10) }
    bytes.append(34)
    bytes.append(digit(year / 1000))
    bytes.append(digit(year / 100))
    bytes.append(digit(year / 10))
    bytes.append(digit(year))
    for part in [month, day] {
      bytes.append(45)
      bytes.append(digit(part / 10))
      bytes.append(digit(part))
    }
    bytes.append(34)
  }

  /// Adds a whole number.
  private static func append(_ value: Int64, to bytes: inout [UInt8]) {
    if value < 0 { bytes.append(45) }
    let start = bytes.count
    var rest = value.magnitude
    repeat {
      bytes.append(48 + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }

  /// Adds a real number in the fewest digits that read back the same; whole ones below 2^53 in size without a text of their own.
  private static func append(_ value: Double, to bytes: inout [UInt8]) {
    if abs(value) < 0x1p53, value == value.rounded(), value != 0 || value.sign == .plus {
      append(Int64(value), to: &bytes)
    } else {
      bytes.append(contentsOf: number(value).utf8)
    }
  }

  /// The fewest digits that read back the same.
  private static func number(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") && text != "-0.0" ? String(text.dropLast(2)) : text
  }

  /// The same without an exponent, which decimals do not have.
  private static func plain(_ value: Double) -> String {
    let text = number(value)
    let parts = text.split(separator: "e")
    guard parts.count == 2, let exponent = Int(parts[1]) else { return text }
    let isNegative = parts[0].hasPrefix("-")
    let digits = parts[0].filter(\.isNumber)
    let whole = parts[0].drop { $0 == "-" }.prefix { $0 != "." }.count + exponent
    let padded =
      whole <= 0
      ? "0." + String(repeating: "0", count: -whole) + digits
      : digits + String(repeating: "0", count: max(0, whole - digits.count))
    return (isNegative ? "-" : "") + padded
  }

  // MARK: - Limits

  /// All that Dataset-JSON cannot hold of it.
  func limits(in table: String) -> [WriteLimit] {
    var limits: [WriteLimit] = []
    func add(_ what: String, where isMet: (Int) -> Bool) {
      let rows = (0..<column.count).filter(isMet)
      guard let first = rows.first else { return }
      limits.append(WriteLimit(table: table, column: name, row: first + 1, rows: rows.count, what: what))
    }
    func addPresent(_ what: String, where isMet: (Int) -> Bool) { add(what) { column.validity[$0] && isMet($0) } }
    if name.isEmpty { limits.append(WriteLimit(table: table, what: "a column has no name")) }
    if let reasons = column.reasons {
      let letters = reasons.counts.map(\.words).joined(separator: ", ")
      add("special missing values (\(letters)), which could only become null") { reasons.codes[$0] != 0 }
    }
    switch column.storage {
    case .number(let values): addPresent("a number that is not finite") { !values[$0].isFinite }
    case .integer where description.format.flatMap(SASFormat.init) != nil:
      let format = description.format ?? ""
      limits.append(
        WriteLimit(
          table: table, column: name, what: "whole numbers with the format \(format), which read back as dates"))
    case .category(let values):
      let isEmpty = values.levels.map(\.isEmpty)
      let hasNul = values.levels.map { $0.utf8.contains(0) }
      addPresent(Self.emptyText) { isEmpty[Int(values.codes[$0])] }
      addPresent(Self.nul) { hasNul[Int(values.codes[$0])] }
    case .text(let texts):
      addPresent(Self.emptyText) { texts.range($0).isEmpty }
      addPresent(Self.nul) { texts.bytes[texts.range($0)].contains(0) }
    case .date(let days):
      addPresent("a year that has not four digits") { !Self.fourDigits.contains(Int(days[$0])) }
    case .dateTime(let moments):
      addPresent("a year that has not four digits") {
        !Self.fourDigits.contains(Int((Double(moments[$0]) / 86_400_000).rounded(.down)))
      }
    case .time(let times):
      addPresent("a time of day below 0 or past 24 hours") { !(0..<86_400_000).contains(times[$0]) }
    default: break
    }
    return limits
  }

  private static let emptyText = "an empty text, which reads back as missing"
  private static let nul = "a text with a NUL byte"

  /// The days of the years 0000 to 9999, counted from 1970-01-01.
  private static let fourDigits = -719_528...2_932_896
}
