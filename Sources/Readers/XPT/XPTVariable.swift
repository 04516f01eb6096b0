import Cohorts

/// A variable of a data set in a SAS transport file.
struct XPTVariable: Sendable, Hashable {
  /// Its name, in its own letter case.
  var name: String
  /// Its label.
  var label: String?
  /// Its format, as SAS writes it: `DATE9.`, `8.2`.
  var format: String?
  /// Whether its values are numbers.
  var isNumeric: Bool
  /// The number of bytes of a value.
  var length: Int
  /// Where a value begins in the row.
  var offset: Int

  /// What its numbers stand for, where its format tells.
  var meaning: SASFormat? { isNumeric ? format.flatMap { SASFormat($0) } : nil }
}

/// The description of a variable as it stands in the file: a NAMESTR, and what the label stream adds.
///
/// SAS, TS-140, and "Record Layout for a SAS Version 8 or 9 Data Set in SAS Transport Format".
struct XPTNamestr {
  /// Where it begins.
  let offset: Int
  /// 1 for numeric, 2 for character.
  let type: Int
  /// The number of bytes of a value.
  let length: Int
  /// The variable's number, usually from 1.
  let number: Int
  /// Where a value begins in the row, as the description has it.
  let position: Int
  /// Where the name stands.
  var name: XPTField
  /// Where the label stands.
  var label: XPTField
  /// Where the name of the format stands.
  var format: XPTField
  /// Width and decimals of the format; both 0 where the name has them.
  var formatNumbers: (width: Int, decimals: Int)

  /// The description that begins at an offset, of which at least 136 bytes are there, or 140 in version 8.
  init(_ records: XPTRecords, at offset: Int, isVersion8: Bool) {
    self.offset = offset
    type = records.short(at: offset)
    length = records.short(at: offset + 4)
    number = records.short(at: offset + 6)
    position = records.long(at: offset + 84)
    name = XPTField(records, offset + 8..<offset + 16)
    label = XPTField(records, offset + 16..<offset + 56)
    format = XPTField(records, offset + 56..<offset + 64)
    formatNumbers = (records.short(at: offset + 64), records.short(at: offset + 66))
    if isVersion8 {
      let long = XPTField(records, offset + 88..<offset + 120)
      if !long.range.isEmpty { name = long }
    }
  }

  /// The fields that hold text.
  var texts: [XPTField] { [name, label, format] }

  /// The variable, whose values begin at `start` in the row.
  func variable(_ bytes: FileBytes, _ encoding: XPTEncoding, from start: Int) -> XPTVariable {
    let label = label.text(bytes, encoding)
    return XPTVariable(
      name: name.text(bytes, encoding), label: label.isEmpty ? nil : label,
      format: formatText(format.text(bytes, encoding)), isNumeric: type == 1, length: length, offset: start)
  }

  private func formatText(_ name: String) -> String? {
    let (width, decimals) = formatNumbers
    if name.contains(".") { return name }
    guard !name.isEmpty || width > 0 else { return nil }
    return "\(name)\(width > 0 ? String(width) : "").\(decimals > 0 ? String(decimals) : "")"
  }
}

/// A field of text in the file, without the blanks and NULs at its end.
struct XPTField {
  /// Where the text stands.
  let range: Range<Int>
  /// Whether it fills the field, so that it may have been cut to fit.
  let isFull: Bool

  /// The text of a field.
  init(_ records: XPTRecords, _ field: Range<Int>) {
    range = records.trimmed(field)
    isFull = range.count == field.count
  }

  /// The text.
  func text(_ bytes: FileBytes, _ encoding: XPTEncoding) -> String {
    encoding.text(range, of: bytes)
  }
}
