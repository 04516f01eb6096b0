import Cohorts

/// The header records of a SAS transport file, as text.
struct XPTRecordText {
  /// What is written so far.
  var bytes: [UInt8] = []
  private let version: XPTWriter.Version
  private let created: String

  /// Nothing yet, of a file that was made at a time, in milliseconds since 1970.
  init(version: XPTWriter.Version, created: Int64) {
    self.version = version
    self.created = Self.moment(created)
  }

  /// A moment as SAS writes it: `09MAR21:13:45:00`.
  private static func moment(_ milliseconds: Int64) -> String {
    let day = CalendarDate(ofMoment: milliseconds)
    let second = Int((milliseconds - Int64(day.daysSince1970) * CalendarDate.milliseconds) / 1000)
    let (year, month, date) = day.components
    let months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
    func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
    let clock = "\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))"
    return "\(two(date))\(months[month - 1])\(two((year % 100 + 100) % 100)):\(clock)"
  }

  // MARK: - Records

  /// The records that a file begins with.
  mutating func addLibrary() {
    addHeader(version == .v5 ? .library : .library8)
    add("SAS", 8)
    add("SAS", 8)
    add("SASLIB", 8)
    addSystem()
    add("", 24)
    add(created, 16)
    add(created, 80)
  }

  /// The records that describe a table, up to the one before its rows.
  mutating func addDescription(of plan: XPTPlan) {
    addHeader(version == .v5 ? .member : .member8, String(repeating: "0", count: 17) + "1600000000140")
    addHeader(version == .v5 ? .descriptor : .descriptor8)
    add("SAS", 8)
    add(plan.name, version == .v5 ? 8 : 32)
    add("SASDATA", 8)
    addSystem()
    if version == .v5 { add("", 24) }
    add(created, 16)
    add(created, 32)
    add(plan.label, 40)
    add("", 8)
    addHeader(
      version == .v5 ? .variables : .variables8,
      "0000" + Self.zeros(plan.fields.count, 6) + String(repeating: "0", count: 20))
    for (index, field) in plan.fields.enumerated() { add(field, number: index + 1) }
    pad()
    if version == .v8 { addLabels(of: plan.fields) }
    if version == .v5 {
      addHeader(.rows)
    } else {
      let count = String(plan.rowCount)
      addHeader(.rows8, String(repeating: " ", count: max(0, 15 - count.count)) + count)
    }
  }

  /// Fills the last record with blanks.
  mutating func pad() { bytes += [UInt8](repeating: 32, count: XPTRecords.end(bytes.count) - bytes.count) }

  private mutating func addHeader(_ header: XPTHeader, _ rest: String = String(repeating: "0", count: 30)) {
    bytes += header.bytes
    add(rest, 32)
  }

  private mutating func addSystem() {
    add("9.4", 8)
    add("LINUX", 8)
  }

  // MARK: - Variables

  private mutating func add(_ field: XPTPlan.Field, number: Int) {
    add(short: field.isNumeric ? 1 : 2)
    add(short: 0)
    add(short: field.length)
    add(short: number)
    add(field.name, 8)
    add(field.label, 40)
    add(field.format.name, 8)
    add(short: field.format.width)
    add(short: field.format.decimals)
    add(short: 0)
    add(short: 0)
    add("", 8)
    add(short: 0)
    add(short: 0)
    add(short: field.offset >> 16)
    add(short: field.offset & 0xFFFF)
    guard version == .v8 else {
      bytes += [UInt8](repeating: 0, count: 52)
      return
    }
    add(field.name, 32)
    add(short: field.label.utf8.count)
    bytes += [UInt8](repeating: 0, count: 18)
  }

  /// The labels and formats that a variable's own description has no room for.
  private mutating func addLabels(of fields: [XPTPlan.Field]) {
    func isLongFormat(_ field: XPTPlan.Field) -> Bool { field.format.name.utf8.count > 8 }
    let hasFormats = fields.contains(where: isLongFormat)
    let long = fields.indices.filter { fields[$0].label.utf8.count > 40 || isLongFormat(fields[$0]) }
    guard !long.isEmpty else { return }
    addHeader(hasFormats ? .labels9 : .labels8, String(long.count))
    for index in long {
      let field = fields[index]
      let texts = [field.name, field.label] + (hasFormats ? [isLongFormat(field) ? field.format.text : "", ""] : [])
      add(short: index + 1)
      for text in texts { add(short: text.utf8.count) }
      for text in texts { bytes += text.utf8 }
    }
    pad()
  }

  // MARK: - Pieces

  /// The first bytes of a text, filled with blanks.
  private mutating func add(_ text: String, _ length: Int) {
    let text = text.utf8.prefix(length)
    bytes += text
    bytes += [UInt8](repeating: 32, count: length - text.count)
  }

  private mutating func add(short: Int) {
    bytes += [UInt8(truncatingIfNeeded: short >> 8), UInt8(truncatingIfNeeded: short)]
  }

  private static func zeros(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
