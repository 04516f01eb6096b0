import Cohorts

/// Takes the texts out of columns that a dictionary declares as missing, and keeps them as the reasons.
///
/// 1. A column of texts or categories is then what it would be if those fields were empty: of numbers, flags or days where all
///    others are, unless a type is declared. What a typed file holds as texts becomes numbers only.
/// 2. In a column of numbers or days those values go that a text is: `999`, `1900-01-01`.
struct DeclaredMissing {
  private let source: any TableSource

  /// For the columns of a source.
  init(_ source: any TableSource) { self.source = source }

  /// The columns without what is declared as missing, and what is told of them.
  ///
  /// - Parameters:
  ///   - columns: The columns in the order of the header, read by their content.
  ///   - requests: What is asked of each.
  /// - Returns: The columns, of the declared types where there are any.
  /// - Throws: ``DataFaults`` for what is not of its declared type.
  func taken(
    from columns: [Column], _ requests: [ColumnRequest]
  ) throws(DataFaults) -> (columns: [Column], notes: [String]) {
    guard requests.contains(where: { !$0.missing.isEmpty }) else { return (columns, []) }
    var asked = requests
    let taken = columns.indices.map { index in
      guard !requests[index].missing.isEmpty else {
        asked[index] = .byContent
        return columns[index]
      }
      let rest = columns[index].without(requests[index].missing)
      return requests[index].type == .text || requests[index].type == .category
        ? rest : rest.typedByContent(point: decimalPoint, isWritten: source is CSVFile)
    }
    let notes = columns.indices.compactMap { index -> String? in
      let (request, column) = (requests[index], taken[index])
      guard !request.missing.isEmpty, request.type == nil, case .category(let values) = column.storage else {
        return nil
      }
      return CSVColumns.note(of: source.header[index], levels: values.levels)
    }
    return (try ColumnFit(source).fit(taken, to: asked), notes)
  }

  /// The decimal comma, where the file may have one.
  private var decimalPoint: UInt8 { (source as? CSVFile)?.format.allowsDecimalComma == true ? 44 : 46 }
}

extension ColumnRequest {
  /// What is asked of the file where texts are declared as missing, which are not yet of the declared type: texts and categories
  /// are read as they are, all else by its content.
  var asRead: ColumnRequest {
    guard !missing.isEmpty else { return self }
    var request = ColumnRequest.byContent
    request.missing = missing
    if type == .text || type == .category { request.type = type }
    return request
  }
}

extension Column {
  /// The column without the values that some texts are, which become the reasons.
  fileprivate func without(_ texts: [String]) -> Column {
    let codes = [String: UInt8](
      texts.prefix(MissingReasons.mostTexts).enumerated().map { ($1, UInt8($0 + 1)) },
      uniquingKeysWith: { first, _ in first })
    switch storage {
    case .category(let values):
      let byLevel = values.levels.map { codes[$0] ?? 0 }
      guard byLevel.contains(where: { $0 > 0 }) else { return self }
      let levels = zip(values.levels, byLevel).filter { $1 == 0 }.map(\.0)
      var map = [Int32](repeating: 0, count: byLevel.count)
      for (place, level) in byLevel.indices.filter({ byLevel[$0] == 0 }).enumerated() { map[level] = Int32(place) }
      let left = Categories(
        codes: values.codes.map { map.indices.contains(Int($0)) ? map[Int($0)] : 0 }, levels: levels,
        isOrderDeclared: values.isOrderDeclared)
      return without(.category(left), texts) { byLevel[Int(values.codes[$0])] }
    case .text(let values): return without(storage, texts) { codes[values[$0]] ?? 0 }
    case .number(let values):
      let known = byNumber(codes)
      return without(storage, texts) { known[values[$0]] ?? 0 }
    case .integer(let values):
      let known = byNumber(codes)
      return without(storage, texts) { known[Double(values[$0])] ?? 0 }
    case .date(let values):
      var seen: UInt8 = 0
      let known = parsed(codes) { Dates.day($0, order: .dayFirst, seen: &seen) }
      return without(storage, texts) { known[values[$0]] ?? 0 }
    case .flag, .dateTime, .time: return self
    }
  }

  private func without(_ storage: Storage, _ texts: [String], _ code: (Int) -> UInt8) -> Column {
    var codes = reasons?.codes ?? [UInt8](repeating: 0, count: count)
    var present = [Bool](repeating: false, count: count)
    for row in 0..<count where validity[row] {
      let reason = code(row)
      present[row] = reason == 0
      if reason > 0 { codes[row] = reason }
    }
    return Column(storage, validity: Validity(present), reasons: MissingReasons(codes: codes, texts: texts))
  }

  private func byNumber(_ codes: [String: UInt8]) -> [Double: UInt8] {
    parsed(codes) { if case .number(let value) = Decimal.parse($0, point: 46, isStrict: false) { value } else { nil } }
  }

  private func parsed<Value: Hashable>(
    _ codes: [String: UInt8], _ parse: (FieldText) -> Value?
  ) -> [Value: UInt8] {
    var parsed: [Value: UInt8] = [:]
    for (text, code) in codes {
      let bytes = FileBytes(Array(text.utf8))
      if let value = parse(FieldText(bytes, 0..<bytes.count)) { parsed[value] = min(code, parsed[value] ?? code) }
    }
    return parsed
  }

  // MARK: - By content

  /// The column of the type that all its texts are of; as it is where they are of none.
  ///
  /// - Parameters:
  ///   - point: The decimal point that may stand beside `.`.
  ///   - isWritten: Whether it comes from a file of text, in which flags and days are texts too.
  /// - Returns: The column.
  fileprivate func typedByContent(point: UInt8, isWritten: Bool) -> Column {
    let texts: TextStorage
    switch storage {
    case .text(let values): texts = values
    case .category(let values):
      texts = TextStorage((0..<count).map { validity[$0] ? values.levels[Int(values.codes[$0])] : "" })
    default: return self
    }
    guard missingCount < count else {
      return isWritten ? Column(emptyNumbers, validity: validity, reasons: reasons) : self
    }
    let fields = TextFields(texts, validity)
    let found =
      fields.all(0) { WholeNumber.parse($0, isStrict: true) }.map(Storage.integer)
      ?? fields.numbers(point: 46) ?? (point == 46 ? nil : fields.numbers(point: point))
      ?? (isWritten ? fields.flags ?? fields.days ?? fields.all(0) { Dates.moment($0) }.map(Storage.dateTime) : nil)
    if let found { return Column(found, validity: validity, reasons: reasons) }
    let settled = categoriesOrTexts()
    return Column(settled.storage, validity: settled.validity, reasons: reasons)
  }

  private var emptyNumbers: Storage { .number([Double](repeating: .nan, count: count)) }
}

/// The texts of a column as fields of a file.
private struct TextFields {
  private let texts: TextStorage
  private let validity: Validity
  private let bytes: FileBytes

  init(_ texts: TextStorage, _ validity: Validity) {
    self.texts = texts
    self.validity = validity
    bytes = FileBytes(texts.bytes)
  }

  /// What all texts are; `nil` where one is not.
  func all<Value>(_ empty: Value, _ parse: (FieldText) -> Value?) -> [Value]? {
    var values = [Value](repeating: empty, count: texts.count)
    for row in 0..<texts.count where validity[row] {
      guard let value = parse(FieldText(bytes, texts.range(row))) else { return nil }
      values[row] = value
    }
    return values
  }

  func numbers(point: UInt8) -> Column.Storage? {
    all(.nan) {
      if case .number(let value) = Decimal.parse($0, point: point, isStrict: true) { value } else { nil }
    }.map(Column.Storage.number)
  }

  /// Flags, in which T stands for nothing without F.
  var flags: Column.Storage? {
    var seen: UInt8 = 0
    let values = all(false) { Flags.parse($0, isDeclared: false, seen: &seen) }
    let hasOneLetter = (seen & Flags.Seen.letterT != 0) != (seen & Flags.Seen.letterF != 0)
    return hasOneLetter ? nil : values.map(Column.Storage.flag)
  }

  /// Days, of which it shows whether the day or the month comes first.
  var days: Column.Storage? {
    var seen: UInt8 = 0
    guard let values = all(0, { Dates.day($0, order: .dayFirst, seen: &seen) }) else { return nil }
    if seen & Dates.Seen.secondAbove12 != 0 {
      return all(0) { Dates.day($0, order: .monthFirst, seen: &seen) }.map(Column.Storage.date)
    }
    return seen & Dates.Seen.yearLast != 0 && seen & Dates.Seen.firstAbove12 == 0 ? nil : .date(values)
  }
}
