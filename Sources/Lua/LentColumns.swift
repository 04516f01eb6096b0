import CLuaShim

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Columns as C reads them.
///
/// The pointers hold inside ``withPointers(_:)``, the texts until ``free()``.
struct LentColumns {
  private let columns: [LuaColumn]
  private var described: [wb_column] = []
  private var texts: [UnsafeMutablePointer<CChar>?] = []
  private var lists: [UnsafeMutablePointer<UnsafePointer<CChar>?>] = []
  private var lenders: [TextLender] = []

  init(_ columns: [LuaColumn]) {
    self.columns = columns
    for column in columns {
      var description = wb_column()
      description.name = UnsafePointer(keep(column.name))
      describe(column.storage, &description)
      described.append(description)
    }
  }

  func free() {
    for text in texts { Self.release(text) }
    for list in lists { list.deallocate() }
  }

  private static func release(_ text: UnsafeMutablePointer<CChar>?) {
    #if canImport(Glibc)
      Glibc.free(text)
    #elseif canImport(Musl)
      Musl.free(text)
    #else
      Darwin.free(text)
    #endif
  }

  private mutating func keep(_ text: String) -> UnsafeMutablePointer<CChar>? {
    let copy = strdup(text)
    texts.append(copy)
    return copy
  }

  private mutating func describe(_ storage: LuaColumn.Storage, _ description: inout wb_column) {
    switch storage {
    case .numbers: description.kind = WB_COLUMN_NUMBER
    case .integers: description.kind = WB_COLUMN_INTEGER
    case .flags: description.kind = WB_COLUMN_FLAG
    case .text(_, let bytes):
      description.kind = WB_COLUMN_TEXT
      description.byte_count = Int64(bytes.count)
    case .days: description.kind = WB_COLUMN_DAY
    case .dates: description.kind = WB_COLUMN_DATE
    case .categories(_, let levels):
      description.kind = WB_COLUMN_CATEGORY
      let list = UnsafeMutablePointer<UnsafePointer<CChar>?>.allocate(capacity: max(1, levels.count))
      for (code, level) in levels.enumerated() { (list + code).initialize(to: UnsafePointer(keep(level))) }
      lists.append(list)
      description.levels = UnsafePointer(list)
      description.level_count = Int32(clamping: levels.count)
    case .lent(let text):
      let lender = TextLender(text)
      lenders.append(lender)
      description.kind = WB_COLUMN_LENT
      description.context = Unmanaged.passUnretained(lender).toOpaque()
      description.text = { context, row, length in
        guard let context else { return nil }
        return Unmanaged<TextLender>.fromOpaque(context).takeUnretainedValue().text(row, length)
      }
    }
  }

  /// Runs the body with all columns, each array pinned for as long.
  func withPointers<Result>(_ body: (UnsafeMutableBufferPointer<wb_column>) throws -> Result) throws -> Result {
    var pinned = described
    return try pin(from: 0, &pinned) { pinned in
      try pinned.withUnsafeMutableBufferPointer { try body($0) }
    }
  }

  private func pin<Result>(
    from index: Int, _ pinned: inout [wb_column], _ body: (inout [wb_column]) throws -> Result
  ) throws -> Result {
    guard index < columns.count else { return try body(&pinned) }
    return try withOptionalPointer(columns[index].validity) { validity in
      pinned[index].validity = validity
      return try pin(columns[index].storage, index, &pinned) { try pin(from: index + 1, &$0, body) }
    }
  }

  private func pin<Result>(
    _ storage: LuaColumn.Storage, _ index: Int, _ pinned: inout [wb_column],
    _ body: (inout [wb_column]) throws -> Result
  ) throws -> Result {
    func hold<Element>(_ elements: [Element]) throws -> Result {
      try elements.withUnsafeBufferPointer {
        pinned[index].data = UnsafeRawPointer($0.baseAddress)
        return try body(&pinned)
      }
    }
    switch storage {
    case .numbers(let elements): return try hold(elements)
    case .integers(let elements): return try hold(elements)
    case .flags(let elements): return try hold(elements)
    case .categories(let codes, _): return try hold(codes)
    case .days(let elements), .dates(let elements): return try hold(elements)
    case .text(let offsets, let bytes):
      return try offsets.withUnsafeBufferPointer {
        pinned[index].offsets = $0.baseAddress
        return try hold(bytes)
      }
    case .lent: return try body(&pinned)
    }
  }
}

/// Holds the text of one row until the next is asked for, in memory of its own: C reads it after the call.
private final class TextLender {
  private let source: (Int) -> String?
  private var lent: UnsafeMutablePointer<CChar>?

  init(_ source: @escaping (Int) -> String?) {
    self.source = source
  }

  deinit { lent?.deallocate() }

  func text(_ row: Int64, _ length: UnsafeMutablePointer<Int>?) -> UnsafePointer<CChar>? {
    guard let text = source(Int(row)) else { return nil }
    let characters = text.utf8CString
    let copy = UnsafeMutablePointer<CChar>.allocate(capacity: characters.count)
    for (index, character) in characters.enumerated() { (copy + index).initialize(to: character) }
    lent?.deallocate()
    lent = copy
    length?.pointee = characters.count - 1
    return UnsafePointer(copy)
  }
}

/// Runs the body with a pointer to the elements, or with nil where there is no array.
func withOptionalPointer<Element, Result>(
  _ array: [Element]?, _ body: (UnsafePointer<Element>?) throws -> Result
) rethrows -> Result {
  guard let array else { return try body(nil) }
  return try array.withUnsafeBufferPointer { try body($0.baseAddress) }
}
