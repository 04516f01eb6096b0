import Foundation

/// The bytes of a file.
///
/// A regular file is not mapped: a mapped file that another program cuts short ends the process that touches the pages
/// which are gone, and one that is written to changes under the reader's hands. Its bytes are read into memory of our
/// own, whatever happens to it then: a small file at once, of a large one what is asked for. Kernels that go through a
/// large file from end to end have windows of it read (``withBytes(_:_:)``), so that the file and its columns need not be
/// in memory together; whoever asks for ``base`` has all of it read. A file that became shorter or was written to is
/// told as ``trouble``, and what could not be read is 0. A pipe is read to its end, up to ``mostFromPipe`` bytes.
///
/// Invariant: `memory` has room for `count` bytes and lives as long as this object; of a `region`,
/// ``ByteRegion/padding`` bytes on either side are readable. What is in it is never written again, and what is not is written under the lock.
final class FileBytes: @unchecked Sendable {
  /// The most that is read from what is not a regular file: 1 GiB.
  static let mostFromPipe = 1 << 30

  /// The length from which a file is read piece by piece.
  static let leastInPieces = 1 << 24

  /// The number of bytes.
  let count: Int

  /// Where the bytes are, or will be when they are read.
  private let memory: UnsafeMutablePointer<UInt8>
  /// What holds them; `nil` where they were made with `malloc`, and have no readable bytes on either side.
  private let region: ByteRegion?
  /// The file, where not all of it is in memory.
  private let file: OpenFile?
  private let lock = NSLock()
  /// Which units are not in memory yet; empty where all are.
  private var isAbsent: [Bool]
  /// Memory of windows that are not in use.
  private var windows: [ByteRegion] = []
  private var firstTrouble: FileTrouble?

  /// A copy of bytes that are in memory already.
  init(_ bytes: [UInt8]) {
    guard let region = ByteRegion(capacity: bytes.count) else { preconditionFailure("no memory for a copy of bytes") }
    bytes.withUnsafeBufferPointer { source in
      if let first = source.baseAddress { region.base.update(from: first, count: source.count) }
    }
    self.region = region
    memory = region.base
    count = bytes.count
    file = nil
    isAbsent = []
  }

  /// Bytes that the caller made with `malloc`, and gives away.
  init(fromMalloc memory: UnsafeMutableRawPointer, count: Int) {
    self.memory = memory.bindMemory(to: UInt8.self, capacity: max(count, 1))
    self.count = count
    region = nil
    file = nil
    isAbsent = []
  }

  deinit { if region == nil { free(memory) } }

  /// The bytes of a regular file.
  private init(_ file: OpenFile, size: Int, isInPieces: Bool) throws(FileTrouble) {
    guard let region = ByteRegion(capacity: size) else { throw .unreadable(reason: Self.noMemory) }
    if !isInPieces, let trouble = file.read(0..<size, to: region.base) ?? file.change { throw trouble }
    self.region = region
    memory = region.base
    count = size
    self.file = isInPieces ? file : nil
    isAbsent = isInPieces ? [Bool](repeating: true, count: (size + ByteRegion.unit - 1) / ByteRegion.unit) : []
  }

  /// The bytes of a pipe or a device.
  private init(stream file: OpenFile, most: Int) throws(FileTrouble) {
    guard let region = ByteRegion(capacity: most + 1) else { throw .unreadable(reason: Self.noMemory) }
    count = try file.readOn(to: region.base, capacity: most + 1)
    guard count <= most else { throw .unreadable(reason: "it gives more than \(most >> 20) MiB") }
    self.region = region
    memory = region.base
    self.file = nil
    isAbsent = []
  }

  /// Bytes that are all in memory.
  private init(_ region: ByteRegion, count: Int) {
    self.region = region
    memory = region.base
    self.count = count
    file = nil
    isAbsent = []
  }

  private static let noMemory = "there is not enough memory for it"

  /// The bytes of the file at a path, of a pipe or a device at most `most`.
  static func open(
    _ path: String, most: Int = mostFromPipe, inPiecesFrom leastInPieces: Int = leastInPieces
  ) throws(FileTrouble) -> FileBytes {
    let file = try OpenFile(path)
    guard !file.isFolder else { throw .directory }
    guard let size = file.size else { return try FileBytes(stream: file, most: most) }
    return try FileBytes(file, size: size, isInPieces: size >= leastInPieces)
  }

  // MARK: - Anywhere

  /// The same bytes, all of them read, so that to ask for any costs nothing more.
  ///
  /// - Throws: Why they cannot be read, or are no longer those of the file as it was opened.
  func whole() throws(FileTrouble) -> FileBytes {
    guard let region, file != nil else { return self }
    fill(0..<count)
    if let trouble { throw trouble }
    return FileBytes(region, count: count)
  }

  /// The first byte of all, which are read where they were not.
  var base: UnsafePointer<UInt8> {
    if file != nil { fill(0..<count) }
    return UnsafePointer(memory)
  }

  /// The first byte of a range, which is read where it was not.
  func start(of range: Range<Int>) -> UnsafePointer<UInt8> {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "\(range) of \(count) bytes")
    if file != nil { fill(range) }
    return UnsafePointer(memory) + range.lowerBound
  }

  /// The byte at an offset.
  subscript(offset: Int) -> UInt8 {
    precondition(offset >= 0 && offset < count, "offset \(offset) of \(count) bytes")
    if file != nil { fill(offset..<offset + 1) }
    return memory[offset]
  }

  /// The bytes of a range as text, with what is not UTF-8 replaced.
  func text(_ range: Range<Int>) -> String {
    let range = range.clamped(to: 0..<count)
    return String(decoding: UnsafeBufferPointer(start: start(of: range), count: range.count), as: UTF8.self)
  }

  // MARK: - From end to end

  /// Has a range read, where it is not in memory, and gives its first byte for as long as `use` takes.
  ///
  /// - Parameters:
  ///   - range: The range.
  ///   - use: Is given the bytes, with ``ByteRegion/padding`` readable ones on either side.
  /// - Returns: What `use` does, or `nil` where the range cannot be read; ``trouble`` says why.
  func withBytes<Result>(_ range: Range<Int>, _ use: (UnsafePointer<UInt8>) -> Result) -> Result? {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "\(range) of \(count) bytes")
    if region != nil, isHere(range) { return use(UnsafePointer(memory) + range.lowerBound) }
    guard let window = window(of: range.count) else {
      note(.unreadable(reason: Self.noMemory))
      return nil
    }
    defer { lock.withLock { windows.append(window) } }
    if region == nil {
      window.base.update(from: memory + range.lowerBound, count: range.count)
    } else if let trouble = file?.read(range, to: window.base) {
      note(trouble)
      return nil
    }
    return use(UnsafePointer(window.base))
  }

  /// Why the bytes are not, or no longer, those of the file as it was opened; `nil` where they are.
  var trouble: FileTrouble? { lock.withLock { firstTrouble } ?? file?.change }

  private func note(_ trouble: FileTrouble) { lock.withLock { firstTrouble = firstTrouble ?? trouble } }

  /// The units of which a range has bytes.
  private func units(_ range: Range<Int>) -> Range<Int> {
    range.lowerBound / ByteRegion.unit..<(range.upperBound + ByteRegion.unit - 1) / ByteRegion.unit
  }

  private func isHere(_ range: Range<Int>) -> Bool {
    lock.withLock { isAbsent.isEmpty || !isAbsent[units(range)].contains(true) }
  }

  /// Reads what of a range is not in memory.
  private func fill(_ range: Range<Int>) {
    guard let file, !range.isEmpty else { return }
    lock.withLock {
      guard !isAbsent.isEmpty else { return }
      for unit in units(range) where isAbsent[unit] {
        let start = unit * ByteRegion.unit
        if let trouble = file.read(start..<min(start + ByteRegion.unit, count), to: memory + start) {
          firstTrouble = firstTrouble ?? trouble
        }
        isAbsent[unit] = false
      }
      if range.count == count { isAbsent = [] }
    }
  }

  private func window(of count: Int) -> ByteRegion? {
    let free = lock.withLock { windows.lastIndex { $0.capacity >= count }.map { windows.remove(at: $0) } }
    return free ?? ByteRegion(capacity: (count + ByteRegion.unit - 1) / ByteRegion.unit * ByteRegion.unit)
  }
}
