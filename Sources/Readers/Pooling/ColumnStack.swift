import Cohorts

/// The columns of one name in several tables, one below the other.
///
/// Types are reconciled by what they hold: whole numbers and numbers are numbers; categories and texts are categories
/// where they are few enough, and texts otherwise; flags and what reads as flags, `Y` and `N` or 0 and 1, are flags. What is
/// text in one table and of another type in another is text, or a category, in all: that is said of the column. Ids of different
/// types are texts. A column without a single value fits any type.
struct ColumnStack {
  /// What one table has: its column, or `nil` where it has none, and its rows.
  struct Part {
    var column: Column?
    var count: Int

    /// Whether there is a value.
    var hasValues: Bool { column.map { $0.missingCount < $0.count } ?? false }
  }

  /// Two parts whose types cannot be one.
  struct Misfit: Error {
    var first: Int
    var second: Int
  }

  /// The column.
  let column: Column
  /// The parts whose levels stand in another order than in the column.
  let reordered: [Int]

  /// Whether values of another type became texts, because those of some table are.
  let isWidened: Bool

  /// Stacks columns.
  ///
  /// - Parameters:
  ///   - parts: What each table has, at least one of which has the column.
  ///   - isIdentifier: Whether these are ids of subjects.
  /// - Throws: ``Misfit`` where their types cannot be one.
  init(_ parts: [Part], isIdentifier: Bool = false) throws(Misfit) {
    let type = try Self.type(of: parts, isIdentifier: isIdentifier)
    let validity = Self.validity(parts)
    var reordered: [Int] = []
    let storage: Column.Storage
    switch type {
    case .number: storage = .number(Self.values(parts, missing: .nan) { $0.numbers })
    case .integer: storage = .integer(Self.values(parts, missing: 0) { $0.integers })
    case .flag: storage = .flag(Self.values(parts, missing: false) { $0.flags })
    case .date: storage = .date(Self.values(parts, missing: 0) { $0.days })
    case .dateTime: storage = .dateTime(Self.values(parts, missing: 0) { $0.moments })
    case .time: storage = .time(Self.values(parts, missing: 0) { $0.clockTimes })
    case .category:
      let lists = parts.map { $0.column?.levels ?? [] }
      let union = LevelUnion(lists)
      reordered = union.reordered
      storage = .category(Self.categories(parts, union.levels, isOrderDeclared: Self.isOrdered(parts, union)))
    case .text: storage = .text(Self.texts(parts))
    }
    let stacked = Column(storage, validity: validity, reasons: Self.reasons(parts))
    let types = Set(parts.filter(\.hasValues).compactMap { $0.column?.type })
    isWidened = !isIdentifier && type == .text && !types.isSubset(of: [.text, .category])
    let isMixed = !isIdentifier && type == .text && parts.contains { $0.column?.levels != nil && $0.hasValues }
    column = isMixed ? stacked.categories(inOrderOf: Self.orderedLevels(parts)) : stacked
    self.reordered = reordered
  }

  // MARK: - The type

  private static func type(of parts: [Part], isIdentifier: Bool) throws(Misfit) -> ColumnType {
    let filled = parts.indices.filter { parts[$0].hasValues }
    guard let first = filled.first else { return parts.lazy.compactMap(\.column).first?.type ?? .number }
    let columns = filled.compactMap { parts[$0].column }
    if isIdentifier { return Set(columns.map(\.type)).count == 1 ? columns[0].type : .text }
    for (place, position) in filled.enumerated() where common(Array(columns[...place])) == nil {
      throw Misfit(first: first, second: position)
    }
    return common(columns) ?? columns[0].type
  }

  /// The one type of some columns, or `nil`.
  private static func common(_ columns: [Column]) -> ColumnType? {
    let types = Set(columns.map(\.type))
    if types.count < 2 { return types.first }
    if types == [.integer, .number] { return .number }
    if types.contains(.flag), columns.allSatisfy({ $0.readsAsFlags }) { return .flag }
    return types.contains(.text) || types.contains(.category) ? .text : nil
  }

  // MARK: - The values

  private static func values<Value>(_ parts: [Part], missing: Value, _ read: (Column) -> [Value]?) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(parts.reduce(0) { $0 + $1.count })
    for part in parts {
      if part.hasValues, let own = part.column.flatMap(read) {
        values += own
      } else {
        values += repeatElement(missing, count: part.count)
      }
    }
    return values
  }

  /// Whether the order of united levels is known: it is in each table, and the same.
  private static func isOrdered(_ parts: [Part], _ union: LevelUnion) -> Bool {
    union.reordered.isEmpty && parts.allSatisfy { !$0.hasValues || $0.column?.isOrderDeclared ?? true }
  }

  /// The levels of the tables in which somebody has said their order.
  private static func orderedLevels(_ parts: [Part]) -> [String] {
    parts.compactMap(\.column).filter(\.isOrderDeclared).flatMap { $0.levels ?? [] }
  }

  private static func categories(_ parts: [Part], _ levels: [String], isOrderDeclared: Bool) -> Categories {
    let numbers = Dictionary(levels.enumerated().map { ($1, Int32($0)) }) { first, _ in first }
    let codes = values(parts, missing: Int32(0)) { column in
      guard case .category(let values) = column.storage else { return nil }
      let map = values.levels.map { numbers[$0] ?? 0 }
      return (0..<column.count).map { column.validity[$0] ? map[Int(values.codes[$0])] : 0 }
    }
    return Categories(codes: codes, levels: levels, isOrderDeclared: isOrderDeclared)
  }

  private static func texts(_ parts: [Part]) -> TextStorage {
    let words = flagWords(parts)
    var bytes: [UInt8] = []
    var ends: [Int] = []
    ends.reserveCapacity(parts.reduce(0) { $0 + $1.count })
    for part in parts {
      guard part.hasValues, let column = part.column else {
        ends += repeatElement(bytes.count, count: part.count)
        continue
      }
      let own = column.textStorage(words)
      let before = bytes.count
      bytes += own.bytes
      ends += own.ends.map { $0 + before }
    }
    return TextStorage(bytes: bytes, ends: ends)
  }

  /// How flags are written where they become texts: as the first yes and no among the levels of the others, or else as `yes` and
  /// `no`.
  private static func flagWords(_ parts: [Part]) -> (yes: String, no: String) {
    let levels = parts.flatMap { $0.column?.levels ?? [] }
    return (
      levels.first { Flags.meaning(of: $0) == true } ?? "yes", levels.first { Flags.meaning(of: $0) == false } ?? "no"
    )
  }

  private static func reasons(_ parts: [Part]) -> MissingReasons? {
    guard parts.contains(where: { $0.column?.reasons != nil }) else { return nil }
    var texts: [String] = []
    var codes: [UInt8] = []
    for part in parts {
      guard let reasons = part.column?.reasons else {
        codes += [UInt8](repeating: 0, count: part.count)
        continue
      }
      var map = (UInt8.min...UInt8.max).map(\.self)
      for (place, text) in reasons.texts.enumerated() {
        if !texts.contains(text), texts.count < MissingReasons.mostTexts { texts.append(text) }
        map[place + 1] = texts.firstIndex(of: text).map { UInt8($0 + 1) } ?? 0
      }
      codes += reasons.codes.map { map[Int($0)] }
    }
    return MissingReasons(codes: codes, texts: texts)
  }

  private static func validity(_ parts: [Part]) -> Validity {
    let count = parts.reduce(0) { $0 + $1.count }
    if parts.allSatisfy({ $0.count == 0 || $0.column?.validity.isComplete ?? false }) {
      return Validity(allPresent: count)
    }
    var words = [UInt64](repeating: 0, count: (count + 63) / 64)
    var row = 0
    for part in parts {
      if let validity = part.column?.validity {
        for own in 0..<part.count where validity[own] { words[(row + own) >> 6] |= 1 << UInt64((row + own) & 63) }
      }
      row += part.count
    }
    return Validity(words: words, count: count)
  }
}

// MARK: - Reading a column as another type

extension Column {
  fileprivate var levels: [String]? {
    if case .category(let values) = storage { values.levels } else { nil }
  }

  fileprivate var isOrderDeclared: Bool {
    if case .category(let values) = storage { values.isOrderDeclared } else { false }
  }

  fileprivate var numbers: [Double]? {
    switch storage {
    case .number(let values): values
    case .integer(let values): values.indices.map { validity[$0] ? Double(values[$0]) : .nan }
    default: nil
    }
  }

  fileprivate var integers: [Int64]? { if case .integer(let values) = storage { values } else { nil } }

  fileprivate var days: [Int32]? { if case .date(let values) = storage { values } else { nil } }

  fileprivate var moments: [Int64]? { if case .dateTime(let values) = storage { values } else { nil } }

  fileprivate var clockTimes: [Int64]? { if case .time(let values) = storage { values } else { nil } }

  /// The values as flags, where each can be read as one.
  fileprivate var flags: [Bool]? {
    switch storage {
    case .flag(let values): return values
    case .integer(let values): return values.map { $0 == 1 }
    case .number(let values): return values.map { $0 == 1 }
    case .category(let values):
      let meant = values.levels.map { Flags.meaning(of: $0) ?? false }
      return (0..<count).map { validity[$0] && meant[Int(values.codes[$0])] }
    case .text(let values): return (0..<count).map { validity[$0] && Flags.meaning(of: values[$0]) ?? false }
    case .date, .dateTime, .time: return nil
    }
  }

  /// Whether each value can be read as yes or no.
  fileprivate var readsAsFlags: Bool {
    switch storage {
    case .flag: true
    case .integer(let values): values.indices.allSatisfy { !validity[$0] || values[$0] == 0 || values[$0] == 1 }
    case .number(let values): values.indices.allSatisfy { !validity[$0] || values[$0] == 0 || values[$0] == 1 }
    case .category(let values): values.levels.allSatisfy { Flags.meaning(of: $0) != nil }
    case .text(let values): (0..<count).allSatisfy { !validity[$0] || Flags.meaning(of: values[$0]) != nil }
    case .date, .dateTime, .time: false
    }
  }

  /// The values as texts; nothing where one is missing.
  fileprivate func textStorage(_ flagWords: (yes: String, no: String)) -> TextStorage {
    if case .text(let values) = storage { return values }
    if case .flag(let values) = storage {
      return TextStorage((0..<count).map { !validity[$0] ? "" : values[$0] ? flagWords.yes : flagWords.no })
    }
    return TextStorage((0..<count).map { self[$0].description })
  }

  /// Texts as categories where these levels and what else occurs are few enough, those first; as they are otherwise.
  fileprivate func categories(inOrderOf levels: [String]) -> Column {
    guard case .category(let values) = categoriesOrTexts().storage else { return self }
    var known: Set<String> = []
    let order = (levels + values.levels).filter { known.insert($0).inserted }
    let places = Dictionary(order.enumerated().map { ($1, Int32($0)) }) { first, _ in first }
    let map = values.levels.map { places[$0] ?? 0 }
    let codes = (0..<count).map { validity[$0] ? map[Int(values.codes[$0])] : 0 }
    let categories = Categories(codes: codes, levels: order, isOrderDeclared: false)
    return Column(.category(categories), validity: validity, reasons: reasons)
  }
}

extension Flags {
  /// The flag that a text is, by the same words as in a column that is declared to hold flags.
  static func meaning(of text: String) -> Bool? {
    var seen: UInt8 = 0
    let bytes = FileBytes(Array(text.utf8))
    return parse(FieldText(bytes, 0..<bytes.count), isDeclared: true, seen: &seen)
  }
}
