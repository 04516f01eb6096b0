import Cohorts

/// Finds the row of a subject by the id, and ids that stand twice.
///
/// Open addressing in four tables, of which each is filled by one worker in the order of the rows; an id's bits say in
/// which it is. A slot holds half of the bits beside the row, so that an id is looked at only where it is probably the
/// one, and searching goes in three steps over some hundred rows, each of which waits for memory once for all.
struct SubjectIndex {
  private let ids: SubjectIDs
  /// The slots of all tables, one after the other, and how many each has: a power of two.
  private let slots: [UInt64]
  private let size: Int

  /// The rows whose id stands in an earlier row, and that row; at most as many as there are faults shown.
  private(set) var duplicates: [(row: Int, first: Int)] = []
  /// The number of rows whose id stands in an earlier row.
  private(set) var duplicateCount = 0

  private static let tableCount = 4
  /// How many rows one worker takes at once, and how many it searches together.
  private static let piece = 1 << 16
  private static let together = 256

  /// Whether each id is present and there is none twice, told fast where they ascend.
  static func isUnique(_ column: Column) -> Bool {
    guard column.validity.isComplete else { return false }
    let ascends =
      switch SubjectIDs(column, asText: false) {
      case .integers(let values): SubjectIDs.withIDs(values) { ascend($0, column.count) }
      case .texts(let values): SubjectIDs.withIDs(values) { ascend($0, column.count) }
      }
    return ascends || SubjectIndex(column).duplicateCount == 0
  }

  private static func ascend(_ ids: some IDs, _ count: Int) -> Bool {
    Workers.map((count + piece - 1) / piece) { index in
      (max(index * piece, 1)..<max(min((index + 1) * piece, count), 1)).allSatisfy { ids.compare($0 - 1, ids, $0) < 0 }
    }.allSatisfy(\.self)
  }

  /// An index of a column's ids; rows without one are left out.
  init(_ column: Column, asText: Bool = false) {
    ids = SubjectIDs(column, asText: asText)
    let parts: [Part]
    (slots, parts) =
      switch ids {
      case .integers(let values): SubjectIDs.withIDs(values) { Self.tables($0, column.validity) }
      case .texts(let values): SubjectIDs.withIDs(values) { Self.tables($0, column.validity) }
      }
    size = slots.count / Self.tableCount
    duplicateCount = parts.reduce(0) { $0 + $1.duplicateCount }
    duplicates = Array(parts.flatMap(\.duplicates).sorted { $0.row < $1.row }.prefix(DataFaults.most))
  }

  /// The row of each of another column's ids; -1 where there is none.
  func rows(of column: Column, asText: Bool) -> [Int32] {
    switch (ids, SubjectIDs(column, asText: asText)) {
    case (.integers(let values), .integers(let others)):
      SubjectIDs.withIDs(values) { ids in SubjectIDs.withIDs(others) { search($0, column.validity, among: ids) } }
    case (.texts(let values), .texts(let others)):
      SubjectIDs.withIDs(values) { ids in SubjectIDs.withIDs(others) { search($0, column.validity, among: ids) } }
    default: [Int32](repeating: -1, count: column.count)
    }
  }

  // MARK: - Slots

  /// The row of a slot, whose number is kept one higher, for 0 is an empty slot.
  @inline(__always)
  private static func row(_ slot: UInt64) -> Int { Int(truncatingIfNeeded: slot & 0xFFFF_FFFF) &- 1 }

  @inline(__always)
  private static func slot(_ hash: UInt64, _ row: Int) -> UInt64 {
    hash & 0xFFFF_FFFF_0000_0000 | UInt64(truncatingIfNeeded: row &+ 1)
  }

  @inline(__always)
  private static func place(_ hash: UInt64, _ mask: Int) -> Int { Int(truncatingIfNeeded: hash >> 2) & mask }

  // MARK: - Filling

  private struct Part: Sendable {
    var duplicates: [(row: Int, first: Int)] = []
    var duplicateCount = 0
  }

  /// One of the tables, which one worker fills.
  private struct SlotTable: @unchecked Sendable {
    let slots: UnsafeMutablePointer<UInt64>?
    let size: Int
  }

  private static func tables(_ ids: some IDs, _ validity: Validity) -> ([UInt64], [Part]) {
    let hashes = Workers.array(validity.count, by: piece) { (rows, hashes: UnsafeMutablePointer<UInt64>) in
      for row in rows { hashes[row] = ids.hash(row) }
    }
    let size = size(hashes)
    var parts: [Part] = []
    let slots = [UInt64](unsafeUninitializedCapacity: tableCount * size) { buffer, filled in
      let all = SlotTable(slots: buffer.baseAddress, size: size)
      parts = Workers.map(tableCount) { table in
        fill(SlotTable(slots: all.slots.map { $0 + table * size }, size: size), table, hashes, ids, validity)
      }
      filled = tableCount * size
    }
    return (slots, parts)
  }

  private static func fill(
    _ table: SlotTable, _ number: Int, _ hashes: [UInt64], _ ids: some IDs, _ validity: Validity
  ) -> Part {
    var part = Part()
    guard let slots = table.slots else { return part }
    slots.initialize(repeating: 0, count: table.size)
    hashes.withUnsafeBufferPointer { hashes in
      for row in hashes.indices where Int(truncatingIfNeeded: hashes[row] & 3) == number && validity[row] {
        guard let first = insert(row, hashes[row], slots, table.size &- 1, ids) else { continue }
        part.duplicateCount += 1
        if part.duplicates.count < DataFaults.most { part.duplicates.append((row, first)) }
      }
    }
    return part
  }

  /// A power of two, with room for half as many again as the fullest table has.
  private static func size(_ hashes: [UInt64]) -> Int {
    let counts = Workers.map(tableCount) { table in
      hashes.withUnsafeBufferPointer { hashes in
        hashes.reduce(0) { $0 &+ (Int(truncatingIfNeeded: $1 & 3) == table ? 1 : 0) }
      }
    }
    let most = counts.max() ?? 0
    var size = 16
    while size < most + most / 2 { size *= 2 }
    return size
  }

  /// Puts a row into its slot; the earlier row of the same id, where there is one.
  @inline(__always)
  private static func insert<Column: IDs>(
    _ row: Int, _ hash: UInt64, _ slots: UnsafeMutablePointer<UInt64>, _ mask: Int, _ ids: Column
  ) -> Int? {
    var place = place(hash, mask)
    while slots[place] != 0 {
      if (slots[place] ^ hash) >> 32 == 0, ids.compare(Self.row(slots[place]), ids, row) == 0 {
        return Self.row(slots[place])
      }
      place = (place &+ 1) & mask
    }
    slots[place] = slot(hash, row)
    return nil
  }

  // MARK: - Searching

  private func search<Column: IDs>(_ others: Column, _ validity: Validity, among ids: Column) -> [Int32] {
    Workers.array(validity.count, by: Self.piece) { (rows, found: UnsafeMutablePointer<Int32>) in
      slots.withUnsafeBufferPointer { slots in
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2 * Self.together) { room in
          for start in stride(from: rows.lowerBound, to: rows.upperBound, by: Self.together) {
            let rows = start..<min(start + Self.together, rows.upperBound)
            search(rows, others, among: ids, slots, room, found)
          }
        }
      }
      if !validity.isComplete { for row in rows where !validity[row] { found[row] = -1 } }
    }
  }

  /// Searches some rows: the bits of all, then the first slot of all, then what is there.
  @inline(__always)
  private func search<Column: IDs>(
    _ rows: Range<Int>, _ others: Column, among ids: Column, _ slots: UnsafeBufferPointer<UInt64>,
    _ room: UnsafeMutableBufferPointer<UInt64>, _ found: UnsafeMutablePointer<Int32>
  ) {
    let (count, mask) = (rows.count, size &- 1)
    for index in 0..<count { room[index] = others.hash(rows.lowerBound &+ index) }
    for index in 0..<count {
      let hash = room[index]
      room[Self.together &+ index] = slots[Int(truncatingIfNeeded: hash & 3) &* size &+ Self.place(hash, mask)]
    }
    for index in 0..<count {
      let (hash, row) = (room[index], rows.lowerBound &+ index)
      let table = Int(truncatingIfNeeded: hash & 3) &* size
      var place = Self.place(hash, mask)
      var slot = room[Self.together &+ index]
      found[row] = -1
      while slot != 0 {
        if (slot ^ hash) >> 32 == 0, ids.compare(Self.row(slot), others, row) == 0 {
          found[row] = Int32(truncatingIfNeeded: Self.row(slot))
          break
        }
        place = (place &+ 1) & mask
        slot = slots[table &+ place]
      }
    }
  }
}
