import Cohorts

/// Reads the header records of a SAS transport file, one after the other.
struct XPTParser {
  /// The name under which faults show the file.
  let name: String
  /// The file.
  let records: XPTRecords
  /// Where the next record begins.
  private var position = 0

  private var bytes: FileBytes { records.bytes }

  /// Begins at the start of a file.
  init(name: String, records: XPTRecords) {
    self.name = name
    self.records = records
  }

  /// A fault of the file.
  func fault(_ fault: TransportFault) -> DataFaults { DataFaults(DataFault(.transport(fault), file: name)) }

  /// Whether nothing but blanks follows.
  var isAtEnd: Bool { position >= bytes.count || records.isBlank(position..<bytes.count) }

  // MARK: - Records

  /// Goes past a header record.
  ///
  /// - Parameter expected: What it may be.
  /// - Returns: What it is, and where it begins.
  /// - Throws: ``DataFaults`` where another record follows, or none.
  mutating func header(_ expected: [XPTHeader]) throws(DataFaults) -> (kind: XPTHeader, offset: Int) {
    let words = expected.map { $0.rawValue.filter { $0 != " " } }.joined(separator: " or ")
    try need(XPTRecords.length, "the header record \(words)")
    guard let found = records.header(at: position), expected.contains(found) else {
      throw fault(.record(expected: words, found: records.shown(at: position), at: position))
    }
    defer { position += XPTRecords.length }
    return (found, position)
  }

  /// Goes past records that say nothing that is needed.
  mutating func skipRecords(_ count: Int, _ what: String) throws(DataFaults) {
    try need(count * XPTRecords.length, what)
    position += count * XPTRecords.length
  }

  private func need(_ count: Int, _ what: String) throws(DataFaults) {
    guard bytes.count - position >= count else {
      throw fault(.cutOff(what, at: position, needs: count, has: max(0, bytes.count - position)))
    }
  }

  private func number(_ what: String, _ field: Range<Int>) throws(DataFaults) -> Int {
    guard let number = records.decimal(field) else {
      throw fault(
        .count(of: what, found: records.shown(at: field.lowerBound, count: field.count), at: field.lowerBound))
    }
    return number
  }

  // MARK: - A member

  /// Reads the description of the next data set, and finds its rows.
  mutating func member() throws(DataFaults) -> XPTMember {
    let (kind, offset) = try header([.member, .member8])
    let size = try number("length of the descriptions of variables", offset + 74..<offset + 78)
    guard size == 140 || size == 136 && kind == .member else {
      throw fault(
        .count(of: "length of the descriptions of variables (140)", found: String(size), at: offset + 74))
    }
    _ = try header([.descriptor, .descriptor8])
    let description = position
    try skipRecords(2, "the description of a data set")
    let nameField = XPTField(records, description + 8..<description + (kind == .member8 ? 40 : 16))
    let labelField = XPTField(records, description + 112..<description + 152)
    var namestrs = try namestrs(size: size, isVersion8: kind == .member8)
    var notes: [String] = []
    try labels(of: &namestrs, &notes)
    let evidence = evidence(of: [nameField, labelField] + namestrs.flatMap(\.texts))
    if let note = evidence.note(of: "names and labels") { notes.append(note) }

    let texts = [nameField, labelField].map { $0.text(bytes, evidence.encoding) }
    let layout = try XPTLayout(namestrs, parser: self, encoding: evidence.encoding)
    let declared = try rowsHeader(isOptional: namestrs.isEmpty)
    var rows = XPTRows(records, from: position, width: layout.width)
    try rows.find(declared: declared, parser: self)
    position = rows.end
    notes += rows.notes
    let (variables, note) = layout.variables(in: rows, records)
    if let note { notes.append(note) }
    return XPTMember(
      name: texts[0].isEmpty ? nil : texts[0], label: texts[1].isEmpty ? nil : texts[1], variables: variables,
      width: layout.width, start: rows.start, rowCount: rows.count, notes: notes)
  }

  private func evidence(of fields: [XPTField]) -> XPTEncodingEvidence {
    var evidence = XPTEncodingEvidence()
    for field in fields { evidence.addAny(field.range, of: bytes, isFull: field.isFull) }
    return evidence
  }

  private mutating func namestrs(size: Int, isVersion8: Bool) throws(DataFaults) -> [XPTNamestr] {
    let (_, offset) = try header([.variables, .variables8])
    let count = try number("number of variables", offset + 52..<offset + 58)
    try need(count * size, "the descriptions of \(count) variables")
    let first = position
    position = min(XPTRecords.end(first + count * size), bytes.count)
    return (0..<count).map { XPTNamestr(records, at: first + $0 * size, isVersion8: isVersion8) }
  }

  /// The number of rows that the record before them gives, or `nil` where it gives none.
  ///
  /// - Parameter isOptional: Whether the record may be missing, as it may where there are no variables.
  /// - Returns: The number.
  /// - Throws: ``DataFaults`` where another record follows, or none.
  private mutating func rowsHeader(isOptional: Bool) throws(DataFaults) -> Int? {
    if isOptional, isAtEnd || records.isMember(at: position) { return nil }
    let (kind, offset) = try header([.rows, .rows8])
    guard kind == .rows8, let declared = records.decimal(offset + 48..<offset + 80), declared > 0 else { return nil }
    return declared
  }
}

// MARK: - Labels

extension XPTParser {
  /// Reads the streams of long labels and formats, where there are any.
  private mutating func labels(of namestrs: inout [XPTNamestr], _ notes: inout [String]) throws(DataFaults) {
    let owners = XPTLabelOwners(namestrs, bytes)
    while let kind = records.header(at: position), kind == .labels8 || kind == .labels9 {
      let count = try number("number of labels", position + 48..<position + 80)
      position += XPTRecords.length
      var strays = 0
      for _ in 0..<count {
        let item = try label(hasFormats: kind == .labels9)
        if let index = owners.index(of: item, bytes) {
          item.apply(to: &namestrs[index])
        } else {
          strays += 1
        }
      }
      if strays > 0 { notes.append("\(strays) of \(count) long labels belong to variables that are not there") }
      position = min(XPTRecords.end(position), bytes.count)
    }
  }

  private mutating func label(hasFormats: Bool) throws(DataFaults) -> XPTLabel {
    let fixed = hasFormats ? 10 : 6
    try need(fixed, "a label")
    let lengths = stride(from: 2, to: fixed, by: 2).map { records.short(at: position + $0) }
    try need(fixed + lengths.reduce(0, +), "a label")
    let number = records.short(at: position)
    var start = position + fixed
    let fields = lengths.map { length in
      defer { start += length }
      return XPTField(records, start..<start + length)
    }
    position = start
    return XPTLabel(number: number, fields: fields)
  }
}

/// To which variables labels belong: to the one of a label's name, or else of its number.
struct XPTLabelOwners {
  private var byName: [String: Int] = [:]
  private var byNumber: [Int: Int] = [:]

  /// The owners among variables.
  init(_ namestrs: [XPTNamestr], _ bytes: FileBytes) {
    for (index, namestr) in namestrs.enumerated().reversed() {
      byName[namestr.name.text(bytes, .windows1252)] = index
      byNumber[namestr.number] = index
    }
  }

  /// The variable that a label belongs to.
  func index(of item: XPTLabel, _ bytes: FileBytes) -> Int? {
    byName[item.fields[0].text(bytes, .windows1252)] ?? byNumber[item.number]
  }
}

/// An item of a label stream: the number of a variable, and its name, label and, in some, formats.
struct XPTLabel {
  let number: Int
  let fields: [XPTField]

  /// Puts the longer texts in the place of those of a variable's own description.
  func apply(to namestr: inout XPTNamestr) {
    if !fields[0].range.isEmpty { namestr.name = fields[0] }
    if !fields[1].range.isEmpty { namestr.label = fields[1] }
    if fields.count > 2, !fields[2].range.isEmpty {
      namestr.format = fields[2]
      namestr.formatNumbers = (0, 0)
    }
  }
}
