import Cohorts

/// What tables have that a SAS transport file cannot hold.
struct XPTLimits {
  private let version: XPTWriter.Version
  private var cases: [WriteLimit] = []

  /// All cases, in the order of the tables and columns.
  static func cases(_ plans: [XPTPlan], _ version: XPTWriter.Version) -> [WriteLimit] {
    var limits = XPTLimits(version: version)
    var names: Set<String> = []
    for plan in plans {
      if !names.insert(plan.name.uppercased()).inserted {
        limits.add(plan, what: "there is another table of that name, but for capitals")
      }
      limits.check(plan)
    }
    return limits.cases
  }

  private init(version: XPTWriter.Version) { self.version = version }

  private var mostName: Int { version == .v5 ? 8 : 32 }
  private var mostLabel: Int { version == .v5 ? 40 : 256 }
  private var mostFormat: Int { version == .v5 ? 8 : 32 }
  private var mostText: Int { version == .v5 ? 200 : 32767 }
  private var mostColumns: Int { version == .v5 ? 9999 : 32767 }

  private mutating func add(
    _ plan: XPTPlan, _ column: String? = nil, row: Int? = nil, rows: Int = 1, what: String
  ) {
    cases.append(WriteLimit(table: plan.name, column: column, row: row, rows: rows, what: what))
  }

  // MARK: - Names, labels, formats

  private mutating func check(_ plan: XPTPlan) {
    checkName(plan.name, plan, nil)
    checkLabel(plan.label, most: 40, plan, nil)
    if plan.fields.count > mostColumns {
      add(plan, what: "there are \(plan.fields.count) columns, of at most \(mostColumns)")
    }
    if plan.width > Int(Int32.max) { add(plan, what: "a row has \(plan.width) bytes, of at most \(Int32.max)") }
    var names: Set<String> = []
    for field in plan.fields {
      if !names.insert(field.name.uppercased()).inserted {
        add(plan, field.name, what: "there is another column of that name, but for capitals")
      }
      checkName(field.name, plan, field.name)
      checkLabel(field.label, most: mostLabel, plan, field.name)
      checkFormat(field.format, plan, field.name)
      if field.isNumeric { checkNumbers(field, plan) } else { checkTexts(field, plan) }
    }
    checkEnd(plan)
  }

  private mutating func checkName(_ name: String, _ plan: XPTPlan, _ column: String?) {
    if name.utf8.count > mostName {
      add(plan, column, what: "the name has \(Self.bytes(name)), of at most \(mostName)")
    }
    if version == .v5, !Self.isSASName(name) {
      add(plan, column, what: "the name is not one of letters, digits and _ that begins with no digit")
    } else if name.utf8.contains(0) || name.isEmpty || name.utf8.last == 32 {
      add(plan, column, what: name.isEmpty ? "the name is empty" : "the name ends with a blank, or has a NUL")
    }
  }

  private static func isSASName(_ name: String) -> Bool {
    func isLetter(_ byte: UInt8) -> Bool { (byte | 32) &- 97 < 26 || byte == 95 }
    guard let first = name.utf8.first, isLetter(first) else { return false }
    return name.utf8.allSatisfy { isLetter($0) || $0 &- 48 < 10 }
  }

  private mutating func checkLabel(_ label: String, most: Int, _ plan: XPTPlan, _ column: String?) {
    if label.utf8.count > most { add(plan, column, what: "the label has \(Self.bytes(label)), of at most \(most)") }
    if let last = label.utf8.last, last == 32 || last == 0 {
      add(plan, column, what: "the label ends with a blank or a NUL, which is not kept")
    }
  }

  private mutating func checkFormat(_ format: XPTFormatText, _ plan: XPTPlan, _ column: String) {
    if let text = format.faulty {
      add(plan, column, what: "\"\(text)\" is not a format such as DATE9. or 8.2")
    } else if format.name.utf8.count > mostFormat {
      add(plan, column, what: "the name of the format has \(Self.bytes(format.name)), of at most \(mostFormat)")
    }
  }

  private static func bytes(_ text: String) -> String {
    text.utf8.count == text.count ? "\(text.count) characters" : "\(text.utf8.count) bytes"
  }

  // MARK: - Values

  /// Adds a case for rows for which something holds.
  private mutating func check(
    _ field: XPTPlan.Field, _ plan: XPTPlan, what: String, _ isCase: (Int) -> Bool
  ) {
    var first: Int?
    var count = 0
    for row in 0..<plan.rowCount where isCase(row) {
      first = first ?? row
      count += 1
    }
    if let first { add(plan, field.name, row: first + 1, rows: count, what: what) }
  }

  private mutating func checkNumbers(_ field: XPTPlan.Field, _ plan: XPTPlan) {
    if let reasons = field.column.reasons, !reasons.texts.isEmpty {
      check(field, plan, what: "a value that is missing for a reason in words, of which only letters can be kept") {
        reasons.codes[$0] != 0 && !MissingReasons.isLetter(reasons.codes[$0])
      }
    }
    let validity = field.column.validity
    switch field.column.storage {
    case .number(let values):
      check(field, plan, what: "a number that is infinite, or none") { validity[$0] && !values[$0].isFinite }
      check(field, plan, what: "a number outside of 5.4e-79 to 7.2e75 in size") {
        validity[$0] && values[$0].isFinite && IBMDouble.word(values[$0]) == nil
      }
    case .integer(let values):
      check(field, plan, what: "a whole number beyond 2^53 that no double is") {
        validity[$0] && Int64(exactly: Double(values[$0])) != values[$0]
      }
    case .dateTime(let values):
      check(field, plan, what: "a moment that cannot be told in milliseconds since 1960") {
        validity[$0] && !Self.isExact(values[$0].addingReportingOverflow(XPTClock.epoch))
      }
    case .time(let values):
      check(field, plan, what: "a time too long to be told in milliseconds") {
        validity[$0] && !Self.isExact((values[$0], false))
      }
    case .date, .flag, .category, .text: break
    }
  }

  private static func isExact(_ milliseconds: (partialValue: Int64, overflow: Bool)) -> Bool {
    !milliseconds.overflow
      && XPTClock.milliseconds(Double(milliseconds.partialValue) / 1000) == milliseconds.partialValue
  }

  private mutating func checkTexts(_ field: XPTPlan.Field, _ plan: XPTPlan) {
    let column = field.column
    let length = lengths(column)
    if field.length > mostText {
      let most = mostText
      check(field, plan, what: "a text of more than \(most) bytes") { column.validity[$0] && length($0) > most }
    }
    let last = lastBytes(column)
    check(field, plan, what: "a text without characters, or of blanks only, which would be missing") {
      column.validity[$0] && last($0).isBlank
    }
    check(field, plan, what: "a text that ends with blanks, which are not kept") {
      column.validity[$0] && !last($0).isBlank && last($0).byte == 32
    }
    let hasNul = nuls(column)
    check(field, plan, what: "a text with a NUL") { column.validity[$0] && hasNul($0) }
    if let reasons = column.reasons {
      check(field, plan, what: "a text that is missing for a reason, which only numbers can be") {
        reasons.codes[$0] != 0
      }
    }
  }

  private func lengths(_ column: Column) -> (Int) -> Int { look(column) { $0.count } }

  private func lastBytes(_ column: Column) -> (Int) -> (byte: UInt8, isBlank: Bool) {
    look(column) { ($0.last ?? 32, $0.allSatisfy { $0 == 32 }) }
  }

  private func nuls(_ column: Column) -> (Int) -> Bool { look(column) { $0.contains(0) } }

  /// What a look at the text of a row gives; of categories each level is looked at once.
  private func look<Result>(_ column: Column, _ see: @escaping (ArraySlice<UInt8>) -> Result) -> (Int) -> Result {
    switch column.storage {
    case .text(let texts): return { see(texts.bytes[texts.range($0)]) }
    case .category(let values):
      let seen = values.levels.map { see(Array($0.utf8)[...]) }
      return { seen[Int(values.codes[$0])] }
    default: return { _ in see([UInt8(ascii: "Y")]) }
    }
  }

  /// Rows of blanks at the end of a table of texts, which version 5 cannot tell from the padding of the last record.
  private mutating func checkEnd(_ plan: XPTPlan) {
    guard version == .v5, plan.width > 0, plan.fields.allSatisfy({ !$0.isNumeric }) else { return }
    let end = XPTRecords.end(plan.rowCount * plan.width)
    var row = plan.rowCount
    while row > 0, end - (row - 1) * plan.width < XPTRecords.length,
      plan.fields.allSatisfy({ !$0.column.validity[row - 1] })
    {
      row -= 1
    }
    guard row < plan.rowCount else { return }
    add(
      plan, row: row + 1, rows: plan.rowCount - row,
      what: "a last row without values, which cannot be told from the end of the file")
  }
}
