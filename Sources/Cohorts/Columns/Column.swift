/// One variable of a table: typed values in contiguous storage, and which of them are present.
public struct Column: Sendable, Hashable {
  /// The values of a column, by kind.
  ///
  /// What stands in a row without a value means nothing.
  public enum Storage: Sendable, Hashable {
    /// Real numbers.
    case number([Double])
    /// Whole numbers.
    case integer([Int64])
    /// Yes or no.
    case flag([Bool])
    /// Codes into ordered levels.
    case category(Categories)
    /// Free text.
    case text(TextStorage)
    /// Days since 1970-01-01.
    case date([Int32])
    /// Milliseconds since 1970-01-01T00:00:00, without a zone.
    case dateTime([Int64])
    /// Milliseconds since midnight; below 0 or past 24 hours where a file has it so.
    case time([Int64])
  }

  /// The values.
  public let storage: Storage

  /// Which rows hold a value.
  public let validity: Validity

  /// Why values are missing, where the data tell; `nil` where none has a reason.
  public let reasons: MissingReasons?

  /// A column of values, some of which may be missing.
  ///
  /// - Parameters:
  ///   - storage: The values.
  ///   - validity: Which of them are present.
  ///   - reasons: Why the others are missing, where the data tell.
  public init(_ storage: Storage, validity: Validity, reasons: MissingReasons? = nil) {
    precondition(storage.count == validity.count, "\(storage.count) values with a validity of \(validity.count) rows")
    precondition(reasons.map { $0.count == validity.count } ?? true, "reasons for another number of rows")
    self.storage = storage
    self.validity = validity
    self.reasons = reasons?.isEmpty ?? true ? nil : reasons
  }

  /// A column in which every row holds a value.
  public init(_ storage: Storage) {
    self.init(storage, validity: Validity(allPresent: storage.count))
  }

  /// The number of rows.
  public var count: Int { validity.count }

  /// The number of rows without a value.
  public var missingCount: Int { validity.missingCount }

  /// The kind of the values.
  public var type: ColumnType {
    switch storage {
    case .number: .number
    case .integer: .integer
    case .flag: .flag
    case .category: .category
    case .text: .text
    case .date: .date
    case .dateTime: .dateTime
    case .time: .time
    }
  }

  /// The rows that `rows` names, in that order.
  public func gathered(_ rows: [Int32]) -> Column {
    func pick<T>(_ values: [T]) -> [T] { rows.map { values[Int($0)] } }
    let picked: Storage =
      switch storage {
      case .number(let values): .number(pick(values))
      case .integer(let values): .integer(pick(values))
      case .flag(let values): .flag(pick(values))
      case .category(let values):
        .category(
          Categories(codes: pick(values.codes), levels: values.levels, isOrderDeclared: values.isOrderDeclared))
      case .text(let values): .text(values.gathered(rows))
      case .date(let values): .date(pick(values))
      case .dateTime(let values): .dateTime(pick(values))
      case .time(let values): .time(pick(values))
      }
    return Column(picked, validity: validity.gathered(rows), reasons: reasons?.gathered(rows))
  }
}

extension Column.Storage {
  /// The number of rows.
  public var count: Int {
    switch self {
    case .number(let values): values.count
    case .integer(let values): values.count
    case .flag(let values): values.count
    case .category(let values): values.codes.count
    case .text(let values): values.count
    case .date(let values): values.count
    case .dateTime(let values): values.count
    case .time(let values): values.count
    }
  }
}

// MARK: - Equality

extension Column {
  /// Whether two columns are of one kind and hold the same values in the same rows, the others missing for the same
  /// reasons, whatever stands in them.
  public static func == (left: Column, right: Column) -> Bool {
    guard left.validity == right.validity, left.reasons == right.reasons else { return false }
    if left.storage == right.storage { return true }
    guard !left.validity.isComplete, left.type == right.type else { return false }
    if case .category(let some) = left.storage, case .category(let others) = right.storage,
      some.levels != others.levels
    {
      return false
    }
    return (0..<left.count).allSatisfy { left[$0] == right[$0] }
  }

  /// Hashes what equality compares, but for the values themselves.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(type)
    hasher.combine(validity)
  }
}

// MARK: - From values that may be missing

extension Column {
  /// A column of real numbers; `nil` is missing, and so is what is not a number.
  public init(numbers: [Double?]) {
    let values = numbers.map { $0 ?? .nan }
    self.init(.number(values), validity: Validity(values.map { !$0.isNaN }))
  }

  /// A column of whole numbers; `nil` is missing.
  public init(integers: [Int?]) {
    self.init(.integer(integers.map { Int64($0 ?? 0) }), validity: Validity(integers.map { $0 != nil }))
  }

  /// A column of flags; `nil` is missing.
  public init(flags: [Bool?]) {
    self.init(.flag(flags.map { $0 ?? false }), validity: Validity(flags.map { $0 != nil }))
  }

  /// A column of texts; `nil` is missing.
  public init(texts: [String?]) {
    self.init(.text(TextStorage(texts.map { $0 ?? "" })), validity: Validity(texts.map { $0 != nil }))
  }

  /// A column of days of the calendar; `nil` is missing.
  public init(dates: [CalendarDate?]) {
    self.init(
      .date(dates.map { $0?.daysSince1970 ?? 0 }), validity: Validity(dates.map { $0 != nil }))
  }

  /// A column of categories; `nil`, and what is none of the levels, is missing.
  ///
  /// - Parameters:
  ///   - values: The level of each row.
  ///   - levels: The levels in order; without them, those that occur, in the order in which they first do, which says nothing.
  public init(categories values: [String?], levels: [String]? = nil) {
    var order = levels ?? []
    var codes: [String: Int32] = [:]
    for (code, level) in order.enumerated() where codes[level] == nil { codes[level] = Int32(code) }
    var coded: [Int32] = []
    coded.reserveCapacity(values.count)
    for value in values {
      if let value, levels == nil, codes[value] == nil {
        codes[value] = Int32(order.count)
        order.append(value)
      }
      coded.append(value.flatMap { codes[$0] } ?? -1)
    }
    let categories = Categories(codes: coded.map { max($0, 0) }, levels: order, isOrderDeclared: levels != nil)
    self.init(.category(categories), validity: Validity(coded.map { $0 >= 0 }))
  }
}
