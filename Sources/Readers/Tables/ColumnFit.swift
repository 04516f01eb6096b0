import Cohorts

/// Makes of the columns of a typed file what is asked of them.
///
/// A file that says itself what its values are is read as it says; where a dictionary asks for another type or for levels,
/// each value is converted exactly, or it is a fault of its row.
struct ColumnFit {
  private let source: any TableSource

  /// For the columns of a source, whose places faults name.
  init(_ source: any TableSource) { self.source = source }

  /// The columns as they are asked for.
  ///
  /// - Parameters:
  ///   - columns: The columns in the order of the header.
  ///   - requests: What is asked of each.
  /// - Returns: The columns, each of the type that is asked, or as it was.
  /// - Throws: ``DataFaults`` for values that are not of the type, or none of the levels.
  func fit(_ columns: [Column], to requests: [ColumnRequest]) throws(DataFaults) -> [Column] {
    var faults = FaultList()
    var fitted: [Column] = []
    for (index, (column, request)) in zip(columns, requests).enumerated() {
      fitted.append(fit(column, index, to: request, &faults))
    }
    try faults.throwIfAny()
    return fitted
  }

  private func fit(_ column: Column, _ index: Int, to request: ColumnRequest, _ faults: inout FaultList) -> Column {
    let type =
      request.type
      ?? (request.isIdentifier && column.type != .integer
        ? .text : request.isNumeric && !column.type.isNumeric ? .number : nil)
    guard let type else { return column }
    if type == .category { return categories(column, index, request.levels, &faults) }
    guard column.type != type else { return column }
    switch type {
    case .number: return numbers(column, index, &faults)
    case .integer: return integers(column, index, &faults)
    case .flag: return flags(column, index, &faults)
    case .text:
      let texts = (0..<column.count).map { column.validity[$0] ? column[$0].description : "" }
      return Column(.text(TextStorage(texts)), validity: column.validity, reasons: column.reasons)
    case .date:
      var seen: UInt8 = 0
      return parsed(column, index, .date, &faults, empty: 0, Column.Storage.date) {
        Dates.day($0, order: .dayFirst, seen: &seen)
      }
    case .dateTime: return moments(column, index, &faults)
    case .time: return times(column, index, &faults)
    case .category: return column
    }
  }

  // MARK: - Numbers

  private func numbers(_ column: Column, _ index: Int, _ faults: inout FaultList) -> Column {
    if case .integer(let values) = column.storage {
      return Column(.number(values.map(Double.init)), validity: column.validity, reasons: column.reasons)
    }
    return parsed(column, index, .number, &faults, empty: .nan, Column.Storage.number) {
      if case .number(let value) = Decimal.parse($0, point: 46, isStrict: false) { value } else { nil }
    }
  }

  private func integers(_ column: Column, _ index: Int, _ faults: inout FaultList) -> Column {
    guard case .number(let values) = column.storage else {
      return parsed(column, index, .integer, &faults, empty: 0, Column.Storage.integer) {
        WholeNumber.parse($0, isStrict: false)
      }
    }
    return converted(column, index, .integer, &faults, values, empty: 0, Column.Storage.integer) { Int64(exactly: $0) }
  }

  private func flags(_ column: Column, _ index: Int, _ faults: inout FaultList) -> Column {
    switch column.storage {
    case .number(let values):
      return converted(column, index, .flag, &faults, values, empty: false, Column.Storage.flag) {
        $0 == 1 ? true : $0 == 0 ? false : nil
      }
    case .integer(let values):
      return converted(column, index, .flag, &faults, values, empty: false, Column.Storage.flag) {
        $0 == 1 ? true : $0 == 0 ? false : nil
      }
    default:
      var seen: UInt8 = 0
      return parsed(column, index, .flag, &faults, empty: false, Column.Storage.flag) {
        Flags.parse($0, isDeclared: true, seen: &seen)
      }
    }
  }

  // MARK: - Days and times

  private func moments(_ column: Column, _ index: Int, _ faults: inout FaultList) -> Column {
    if case .date(let days) = column.storage {
      return Column(
        .dateTime(days.map { Int64($0) * 86_400_000 }), validity: column.validity, reasons: column.reasons)
    }
    return parsed(column, index, .dateTime, &faults, empty: 0, Column.Storage.dateTime) { Dates.moment($0) }
  }

  private func times(_ column: Column, _ index: Int, _ faults: inout FaultList) -> Column {
    guard let seconds = column.storage.asNumbers else {
      return parsed(column, index, .time, &faults, empty: 0, Column.Storage.time) { Dates.time($0) }
    }
    return converted(column, index, .time, &faults, seconds, empty: 0, Column.Storage.time) {
      Int64(exactly: $0 * 1000)
    }
  }

  // MARK: - Categories

  private func categories(
    _ column: Column, _ index: Int, _ levels: [String]?, _ faults: inout FaultList
  ) -> Column {
    if case .category(let values) = column.storage, levels == nil || levels == values.levels {
      let isOrdered = values.isOrderDeclared || levels != nil
      let same = Categories(codes: values.codes, levels: values.levels, isOrderDeclared: isOrdered)
      return Column(.category(same), validity: column.validity, reasons: column.reasons)
    }
    let texts = (0..<column.count).map { column.validity[$0] ? column[$0].description : nil }
    guard let levels else { return column.inNaturalOrder(texts) }
    let coded = Column(categories: texts, levels: levels)
    for row in texts.indices {
      guard let text = texts[row], !coded.validity[row] else { continue }
      let nearest = Nearest.name(to: text, among: levels)
      faults.add(
        DataFault(
          .unknownLevel(column: source.header[index], found: text, levels: levels, nearest: nearest),
          at: source.place(row: row, column: index)))
    }
    return Column(coded.storage, validity: coded.validity, reasons: column.reasons)
  }

  // MARK: - Value by value

  /// A column of converted values; what cannot be converted is a fault.
  private func converted<Value, Result>(
    _ column: Column, _ index: Int, _ type: ColumnType, _ faults: inout FaultList, _ values: [Value], empty: Result,
    _ storage: ([Result]) -> Column.Storage, _ convert: (Value) -> Result?
  ) -> Column {
    var results: [Result] = []
    results.reserveCapacity(values.count)
    for (row, value) in values.enumerated() {
      let result = column.validity[row] ? convert(value) : empty
      if result == nil { faults.add(misfit(column, row, index, type)) }
      results.append(result ?? empty)
    }
    return Column(storage(results), validity: column.validity, reasons: column.reasons)
  }

  /// A column of the values that texts stand for; anything else than text is a fault.
  private func parsed<Result>(
    _ column: Column, _ index: Int, _ type: ColumnType, _ faults: inout FaultList, empty: Result,
    _ storage: ([Result]) -> Column.Storage, _ parse: (FieldText) -> Result?
  ) -> Column {
    let texts: TextStorage
    switch column.storage {
    case .text(let values): texts = values
    case .category(let values):
      texts = TextStorage((0..<column.count).map { column.validity[$0] ? values.levels[Int(values.codes[$0])] : "" })
    default:
      if let row = (0..<column.count).first(where: { column.validity[$0] }) {
        faults.add(misfit(column, row, index, type))
      }
      let values = [Result](repeating: empty, count: column.count)
      return Column(storage(values), validity: column.validity, reasons: column.reasons)
    }
    let bytes = FileBytes(texts.bytes)
    return converted(column, index, type, &faults, Array(0..<column.count), empty: empty, storage) { row in
      parse(FieldText(bytes, texts.range(row)))
    }
  }

  private func misfit(_ column: Column, _ row: Int, _ index: Int, _ type: ColumnType) -> DataFault {
    DataFault(
      .notOfType(column: source.header[index], type: type, found: column[row].description),
      at: source.place(row: row, column: index))
  }
}

extension Column {
  /// Texts as categories in the order of their names, missing where and why this is.
  fileprivate func inNaturalOrder(_ texts: [String?]) -> Column {
    let levels = Set(texts.compactMap(\.self)).sorted(by: NaturalOrder.precedes)
    guard case .category(let values) = Column(categories: texts, levels: levels).storage else { return self }
    let categories = Categories(codes: values.codes, levels: levels, isOrderDeclared: false)
    return Column(.category(categories), validity: validity, reasons: reasons)
  }
}

extension Column.Storage {
  /// Real or whole numbers as real ones; `nil` for anything else.
  fileprivate var asNumbers: [Double]? {
    switch self {
    case .number(let values): values
    case .integer(let values): values.map(Double.init)
    default: nil
    }
  }
}
