import Cohorts

/// Where the values of the variables lie in a row.
///
/// Each description gives a position, and the values usually follow each other in the order of the descriptions. Where
/// the two differ the order is right in files of SAS's macro `%LOC2XPT`, whose positions are those of the data set that
/// it read; only where the order gives no sensible values, and the positions do, are the positions taken.
struct XPTLayout {
  /// The number of bytes of a row.
  let width: Int
  private let inOrder: [XPTVariable]
  private let byPosition: [XPTVariable]

  /// The rows that are looked at to tell.
  private static let rowsSeen = 200

  /// The exponents of numbers that are usual.
  private static let usualExponents: ClosedRange<UInt64> = 48...88

  /// The layout of rows of these variables.
  ///
  /// - Throws: ``DataFaults`` where a type or a length cannot be, variables lie outside of the row or share bytes of it,
  ///   or a name is missing or given twice.
  init(_ namestrs: [XPTNamestr], parser: XPTParser, encoding: XPTEncoding) throws(DataFaults) {
    let bytes = parser.records.bytes
    var start = 0
    var variables: [XPTVariable] = []
    for namestr in namestrs {
      let variable = namestr.variable(bytes, encoding, from: start)
      try Self.check(namestr, variable, parser)
      variables.append(variable)
      start += variable.length
    }
    width = start
    inOrder = variables
    for index in variables.indices { variables[index].offset = namestrs[index].position }
    byPosition = variables
    try checkNames(parser)
    try checkPositions(namestrs, parser)
  }

  private static func check(_ namestr: XPTNamestr, _ variable: XPTVariable, _ parser: XPTParser) throws(DataFaults) {
    switch (namestr.type, namestr.length) {
    case (1, 2...8), (2, 1...32767): return
    case (1, _), (2, _):
      throw parser.fault(
        .variableLength(
          variable.name, found: namestr.length, most: namestr.type == 1 ? 8 : 32767, at: namestr.offset + 4))
    default: throw parser.fault(.variableType(variable.name, found: namestr.type, at: namestr.offset))
    }
  }

  private func checkNames(_ parser: XPTParser) throws(DataFaults) {
    var numbers: [String: Int] = [:]
    for (index, variable) in inOrder.enumerated() {
      guard !variable.name.isEmpty else {
        throw DataFaults(DataFault(.unnamedColumn(number: index + 1), file: parser.name))
      }
      if let first = numbers.updateValue(index + 1, forKey: variable.name) {
        throw DataFaults(DataFault(.duplicateColumn(variable.name, numbers: [first, index + 1]), file: parser.name))
      }
    }
  }

  private func checkPositions(_ namestrs: [XPTNamestr], _ parser: XPTParser) throws(DataFaults) {
    for (variable, namestr) in zip(byPosition, namestrs) {
      guard variable.offset >= 0, variable.offset + variable.length <= width else {
        throw parser.fault(
          .outsideRow(
            variable.name, position: variable.offset, length: variable.length, width: width, at: namestr.offset + 84))
      }
    }
    let order = byPosition.indices.sorted { byPosition[$0].offset < byPosition[$1].offset }
    for (left, right) in zip(order, order.dropFirst())
    where byPosition[left].offset + byPosition[left].length > byPosition[right].offset {
      throw parser.fault(.overlap(byPosition[left].name, byPosition[right].name, at: namestrs[right].offset + 84))
    }
  }

  // MARK: - Which of the two

  /// The variables with their places in the row, and what was decided of these.
  func variables(in rows: XPTRows, _ records: XPTRecords) -> (variables: [XPTVariable], note: String?) {
    guard inOrder != byPosition else { return (inOrder, nil) }
    let takesPositions =
      oddities(of: inOrder, rows, records) > 0 && oddities(of: byPosition, rows, records) == 0
    let other = takesPositions ? "their order" : "the positions that their descriptions give"
    return (
      takesPositions ? byPosition : inOrder,
      "the values were read \(takesPositions ? "from the positions" : "in the order") of the variables, not by \(other)"
    )
  }

  /// How many values are hardly meant: texts with control characters, numbers above 16²⁴ or below 16⁻¹⁶ in size, or whose
  /// fraction begins with a zero digit.
  private func oddities(of variables: [XPTVariable], _ rows: XPTRows, _ records: XPTRecords) -> Int {
    var odd = 0
    for row in 0..<min(rows.count, Self.rowsSeen) {
      for variable in variables {
        let start = rows.offset(row) + variable.offset
        let field = start..<start + variable.length
        if variable.isNumeric {
          let word = records.word(field)
          let isUsual = Self.usualExponents.contains(word >> 56 & 0x7F) && (word >> 52) & 15 != 0
          odd += word & IBMDouble.fraction != 0 && !isUsual ? 1 : 0
        } else {
          odd += records.trimmed(field).contains { records.bytes[$0] < 32 } ? 1 : 0
        }
      }
    }
    return odd
  }
}

extension XPTRecords {
  /// The word of a number of two to eight bytes; the bytes that are left out are 0.
  func word(_ range: Range<Int>) -> UInt64 {
    var word: UInt64 = 0
    for offset in range { word = word << 8 | UInt64(bytes[offset]) }
    return word << UInt64(64 - 8 * range.count)
  }
}
