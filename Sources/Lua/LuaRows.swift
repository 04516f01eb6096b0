import CLuaShim

/// A column that row functions read in place.
public struct LuaColumn {
  /// The values, by storage row.
  ///
  /// Arrays are shared, not copied.
  public enum Storage {
    /// Numbers.
    case numbers([Double])
    /// Integers.
    case integers([Int])
    /// True or false.
    case flags([Bool])
    /// Codes from 0 into the levels; a code outside them is missing.
    case categories([Int32], levels: [String])
    /// Text *i* stands in the bytes from offset *i* to offset *i* + 1.
    case text(offsets: [Int64], bytes: [UInt8])
    /// Days since 1970-01-01, read as numbers.
    case days([Int32])
    /// Days since 1970-01-01, read as text: 2020-01-31.
    case dates([Int32])
    /// A text for each row; nil where it is missing.
    case lent((Int) -> String?)
  }

  /// The name that the function reads it by.
  public var name: String
  /// The values.
  public var storage: Storage
  /// A bit for each storage row, set where the value is present; nil where all are.
  public var validity: [UInt64]?

  /// Describes a column.
  public init(_ name: String, _ storage: Storage, validity: [UInt64]? = nil) {
    self.name = name
    self.storage = storage
    self.validity = validity
  }
}

/// The rows that a row function runs over.
public struct LuaRows {
  /// The columns that it can read.
  public var columns: [LuaColumn]
  /// How many rows there are.
  public var count: Int
  /// The storage row of each row; nil where they are the same.
  public var selection: [Int32]?
  /// What holds the columns, for messages: `cohort "demo"`.
  public var subject: String

  /// Describes rows.
  public init(columns: [LuaColumn], count: Int, selection: [Int32]? = nil, subject: String = "the table") {
    self.columns = columns
    self.count = selection?.count ?? count
    self.selection = selection
    self.subject = subject
  }
}

extension LuaRows {
  /// The storage rows that are read, as a bound.
  private var storageBound: Int? {
    guard let selection else { return count }
    var bound: Int32 = -1
    for row in selection {
      guard row >= 0 else { return nil }
      bound = max(bound, row)
    }
    return Int(bound) + 1
  }

  /// Sees that each row is in each column: the pointers that C reads from are not checked again.
  func validate() throws {
    guard let bound = storageBound else { throw LuaError(.runtime, "a selected row has a negative number") }
    for column in columns where !column.holds(bound) {
      throw LuaError(.runtime, "column '\(column.name)' has fewer than \(bound) rows")
    }
  }
}

extension LuaColumn {
  fileprivate func holds(_ rows: Int) -> Bool {
    if let validity, validity.count * 64 < rows { return false }
    switch storage {
    case .numbers(let elements): return elements.count >= rows
    case .integers(let elements): return elements.count >= rows
    case .flags(let elements): return elements.count >= rows
    case .categories(let codes, _): return codes.count >= rows
    case .text(let offsets, _): return rows == 0 || offsets.count > rows
    case .days(let elements), .dates(let elements): return elements.count >= rows
    case .lent: return true
    }
  }
}

/// What a row function gave, and which columns it read.
public struct LuaRowResult<Values> {
  /// A value for each row.
  public var values: Values
  /// The names of the columns that were read at least once, in the order of the columns.
  public var columnsRead: [String]
}

/// The answer of a row function that says yes or no.
public enum LuaTruth: UInt8, Sendable {
  /// It said false.
  case `false` = 0
  /// It said true.
  case `true` = 1
  /// It said nil, or missing.
  case unknown = 2
}

extension LuaState {
  /// Asks a function yes or no for each row.
  ///
  /// - Parameters:
  ///   - function: Takes the row, and gives true, false, or nil where it cannot tell. The row is the same object each
  ///     time, and is not valid outside.
  ///   - rows: The rows.
  /// - Returns: An answer for each row: the raw values of ``LuaTruth``.
  /// - Throws: ``LuaError``, with the row.
  public func truths(_ function: LuaFunction, _ rows: LuaRows) throws -> LuaRowResult<[UInt8]> {
    try evaluate(function, rows, WB_ROWS_MASK) { request, run in
      try [UInt8](unsafeUninitializedCapacity: rows.count) { buffer, filled in
        request.mask = buffer.baseAddress
        try run(&request)
        filled = rows.count
      }
    }
  }

  /// Asks a function a number for each row; nil where it gave none.
  ///
  /// - Parameters:
  ///   - function: Takes the row, and gives a number, or nil.
  ///   - rows: The rows.
  /// - Returns: The numbers (0 where missing), and for each whether it is missing.
  /// - Throws: ``LuaError``, with the row.
  public func numbers(
    _ function: LuaFunction, _ rows: LuaRows
  ) throws -> LuaRowResult<(numbers: [Double], isMissing: [Bool])> {
    try evaluate(function, rows, WB_ROWS_NUMBERS) { request, run in
      var missing = [UInt8](repeating: 0, count: rows.count)
      let numbers = try missing.withUnsafeMutableBufferPointer { flags in
        try [Double](unsafeUninitializedCapacity: rows.count) { buffer, filled in
          request.numbers = buffer.baseAddress
          request.missing = flags.baseAddress
          try run(&request)
          filled = rows.count
        }
      }
      return (numbers, missing.map { $0 != 0 })
    }
  }

  /// Asks a function a number, text or flag for each row.
  ///
  /// - Parameters:
  ///   - function: Takes the row, and gives a number, a text, true, false, or nil.
  ///   - rows: The rows.
  /// - Returns: A value for each row; nil where it is missing.
  /// - Throws: ``LuaError``, with the row.
  public func values(_ function: LuaFunction, _ rows: LuaRows) throws -> LuaRowResult<[LuaValue]> {
    try evaluate(function, rows, WB_ROWS_VALUES) { request, run in
      var buffer = wb_buffer()
      defer { wb_buffer_free(vm, &buffer) }
      try withUnsafeMutablePointer(to: &buffer) { pointer in
        request.values = pointer
        try run(&request)
      }
      return crossing.readAll(&buffer)
    }
  }

  /// Calls a function for each row, for what it does.
  ///
  /// - Parameters:
  ///   - function: Takes the row; what it gives is not looked at.
  ///   - rows: The rows.
  /// - Returns: The columns that were read.
  /// - Throws: ``LuaError``, with the row.
  public func forEach(_ function: LuaFunction, _ rows: LuaRows) throws -> [String] {
    try evaluate(function, rows, WB_ROWS_NONE) { request, run in try run(&request) }.columnsRead
  }

  private func evaluate<Values>(
    _ function: LuaFunction, _ rows: LuaRows, _ mode: Int32,
    _ body: (inout wb_rows_request, (inout wb_rows_request) throws -> Void) throws -> Values
  ) throws -> LuaRowResult<Values> {
    guard case .script(let script) = function.body, script.lifetime === lifetime else {
      throw LuaError(.runtime, "a row function must be a function of the script")
    }
    try rows.validate()
    let lent = LentColumns(rows.columns)
    defer { lent.free() }
    return try lent.withPointers { columns in
      try rows.subject.withCString { subject in
        try withOptionalPointer(rows.selection) { selection in
          var request = wb_rows_request()
          request.function = script.handle
          request.columns = columns.baseAddress
          request.column_count = columns.count
          request.row_count = rows.count
          request.selection = selection
          request.subject = subject
          request.mode = mode
          let values = try body(&request) { try self.check(wb_run_rows(self.vm, &$0)) }
          let read = zip(rows.columns, columns).filter { $1.was_read != 0 }.map(\.0.name)
          return LuaRowResult(values: values, columnsRead: read)
        }
      }
    }
  }
}
