/// Text values, one a row, in one run of UTF-8 bytes.
public struct TextStorage: Sendable, Hashable {
  /// The bytes of all rows, one after the other.
  public private(set) var bytes: [UInt8]

  /// Where each row ends in `bytes`; a row begins where the one before it ends.
  public private(set) var ends: [Int]

  /// No rows.
  public init() {
    bytes = []
    ends = []
  }

  /// The given texts, a row each.
  public init(_ texts: some Sequence<String>) {
    self.init()
    for text in texts { append(text.utf8) }
  }

  /// Rows whose bytes are known already.
  ///
  /// - Parameters:
  ///   - bytes: Valid UTF-8.
  ///   - ends: Where each row ends in `bytes`, ascending, the last at `bytes.count`.
  public init(bytes: [UInt8], ends: [Int]) {
    precondition(ends.last ?? 0 == bytes.count, "the last row must end where the bytes end")
    self.bytes = bytes
    self.ends = ends
  }

  /// The number of rows.
  public var count: Int { ends.count }

  /// Adds a row.
  public mutating func append(_ utf8: some Sequence<UInt8>) {
    bytes.append(contentsOf: utf8)
    ends.append(bytes.count)
  }

  /// Where the bytes of row `row` stand.
  @inlinable
  public func range(_ row: Int) -> Range<Int> { (row == 0 ? 0 : ends[row - 1])..<ends[row] }

  /// The text of row `row`.
  public subscript(row: Int) -> String { String(decoding: bytes[range(row)], as: UTF8.self) }

  /// The rows that `rows` names, in that order.
  public func gathered(_ rows: [Int32]) -> TextStorage {
    var gathered = TextStorage()
    gathered.ends.reserveCapacity(rows.count)
    for row in rows { gathered.append(bytes[range(Int(row))]) }
    return gathered
  }
}
