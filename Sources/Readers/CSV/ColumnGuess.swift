import Cohorts

/// As what a column is probably to be read, from a sample of its values.
///
/// A guess only saves time: reading proves it, and a column that is something else is read again. So the type of a
/// column depends on all its values and on nothing else.
struct ColumnGuess {
  private var present = 0
  private var integers = 0
  private var numbers = 0
  private var commaNumbers = 0
  private var flags = 0
  private var days = 0
  private var moments = 0
  private var texts: Set<String> = []

  /// Adds a value to the sample.
  mutating func see(_ field: FieldText) {
    guard MissingToken.index(of: field) < 0 else { return }
    present += 1
    var seen: UInt8 = 0
    if WholeNumber.parse(field, isStrict: true) != nil { integers += 1 }
    if Self.isNumber(field, point: 46) { numbers += 1 }
    if Self.isNumber(field, point: 44) { commaNumbers += 1 }
    if Flags.parse(field, isDeclared: false, seen: &seen) != nil { flags += 1 }
    if Dates.day(field, order: .dayFirst, seen: &seen) != nil { days += 1 }
    if Dates.moment(field) != nil { moments += 1 }
    texts.insert(field.string)
  }

  private static func isNumber(_ field: FieldText, point: UInt8) -> Bool {
    if case .other = Decimal.parse(field, point: point, isStrict: true) { return false }
    return true
  }

  /// The kind that three of four values have, so that a few that do not fit are found and told; of a column that is to
  /// hold numbers, that of any number.
  func kind(_ format: CSVFormat, isNumeric: Bool = false) -> ColumnKind {
    func isMost(_ count: Int) -> Bool { count * 4 >= present * 3 || isNumeric && count > 0 }
    guard present > 0 else { return .undecided }
    let prefersComma = format.allowsDecimalComma && isNumeric && commaNumbers > numbers
    if isMost(numbers), !prefersComma { return integers == numbers ? .integer : .number(point: 46) }
    if format.allowsDecimalComma, isMost(commaNumbers) { return .number(point: 44) }
    return otherKind { $0 * 4 >= present * 3 }
  }

  /// The different texts of the sample in natural order, as which categories are read first; none where they are many,
  /// or hold quotes, which files write in another way.
  var levels: [String] {
    guard texts.count <= Kernel.mostLevels else { return [] }
    return texts.filter { !$0.contains("\"") }.sorted(by: NaturalOrder.precedes)
  }

  private func otherKind(isMost: (Int) -> Bool) -> ColumnKind {
    if isMost(flags) { return .flag }
    if isMost(days) { return .date(.dayFirst) }
    if isMost(moments) { return .dateTime }
    return texts.count > 50 && texts.count * 2 > present ? .text : .category
  }
}

extension CSVFile {
  /// Samples of all columns: some records from the beginning of evenly spaced runs.
  func guesses() -> [ColumnGuess] {
    var guesses = [ColumnGuess](repeating: ColumnGuess(), count: header.count)
    for chunk in stride(from: 0, to: chunks.count, by: max(1, chunks.count / 16)) {
      sample(chunks[chunk].range, count: 64, into: &guesses)
    }
    return guesses
  }

  /// The kind of one column, from the records that follow a row.
  func guess(_ column: Int, fromRow row: Int, _ request: ColumnRequest) -> ColumnKind {
    guard let chunk = chunks.last(where: { $0.firstRow <= row }) else { return .text }
    var reader = RecordReader(bytes, format: format, from: chunk.range.lowerBound, to: chunk.range.upperBound)
    for _ in 0..<row - chunk.firstRow { _ = reader.next() }
    var guesses = [ColumnGuess](repeating: ColumnGuess(), count: header.count)
    sample(reader.position..<chunk.range.upperBound, count: 64, into: &guesses)
    return guesses[column].kind(format, isNumeric: request.isNumeric)
  }

  private func sample(_ range: Range<Int>, count: Int, into guesses: inout [ColumnGuess]) {
    var reader = RecordReader(bytes, format: format, from: range.lowerBound, to: range.upperBound)
    for _ in 0..<count {
      guard let record = reader.next(), record.fields.count == guesses.count else { return }
      for (column, range) in record.fields.enumerated() {
        guesses[column].see(FieldText(bytes, range, quote: format.quote))
      }
    }
  }
}
