import Foundation

/// The bytes of a file, held in memory while it is read.
///
/// A regular file is read into memory of our own, by all processors, and not mapped: a mapped file that another program
/// cuts short ends the process that touches the pages which are gone, and one that is written to changes under the
/// reader's hands, so that two passes see two files. What is read here once is what is counted, parsed and digested.
/// A file that was written to meanwhile is refused. A pipe is read to its end, up to ``mostFromPipe`` bytes.
///
/// So that a large file and its columns need not be in memory together, what was read to the end is released unit by
/// unit (``release(_:)``), and read again from the file where somebody asks for it, which is rare: to read a column as
/// another type, or to show the text of a fault.
///
/// Invariant: `storage` points to `count` bytes that live as long as this object, with ``ByteRegion/padding`` readable
/// bytes on either side. They are written only under the lock, by ``restore(_:)``, and only those that nobody was given.
final class FileBytes: @unchecked Sendable {
  /// The most that is read from what is not a regular file: 1 GiB.
  static let mostFromPipe = 1 << 30

  /// The length from which what was read to the end is released.
  static let leastReleased = 1 << 24

  /// The number of bytes.
  let count: Int

  /// The first byte, for kernels that have asked for their range by ``restore(_:)``.
  var storage: UnsafePointer<UInt8> { UnsafePointer(region.base) }

  private let region: ByteRegion
  /// The file, where it can be read again.
  private let file: OpenFile?
  private let lock = NSLock()
  /// Which units were given back.
  private var isReleased: [Bool] = []
  /// Whether any is. Changes only inside passes, in which nobody but their workers reads.
  private var hasReleased = false
  /// Up to where the bytes are digested, where a digest is on the way.
  private var digested = Int.max

  /// A copy of bytes that are in memory already.
  init(_ bytes: [UInt8]) {
    guard let region = ByteRegion(capacity: bytes.count) else { preconditionFailure("no memory for a copy of bytes") }
    bytes.withUnsafeBufferPointer { source in
      if let first = source.baseAddress { region.base.update(from: first, count: source.count) }
    }
    self.region = region
    count = bytes.count
    file = nil
  }

  private init(_ region: ByteRegion, count: Int, file: OpenFile?) {
    self.region = region
    self.count = count
    self.file = file
  }

  /// The bytes of the file at a path.
  static func open(_ path: String) throws(FileTrouble) -> FileBytes {
    let file = try OpenFile(path)
    guard !file.isFolder else { throw .directory }
    guard let region = ByteRegion(capacity: file.size ?? mostFromPipe + 1) else {
      throw .unreadable(reason: "there is not enough memory for it")
    }
    guard let size = file.size else {
      let count = try file.readOn(to: region.base, capacity: mostFromPipe + 1)
      guard count <= mostFromPipe else { throw .unreadable(reason: "it gives more than 1 GiB") }
      return FileBytes(region, count: count, file: nil)
    }
    let unit = ByteRegion.unit
    let troubles = Workers.map((size + unit - 1) / unit) { piece in
      file.read(piece * unit..<min((piece + 1) * unit, size), to: region.base)
    }
    if let trouble = troubles.lazy.compactMap(\.self).first ?? file.change { throw trouble }
    return FileBytes(region, count: size, file: file)
  }

  /// The first byte of all, none of which is released.
  var base: UnsafePointer<UInt8> {
    if hasReleased { _ = restore(0..<count) }
    return storage
  }

  /// The byte at an offset.
  subscript(offset: Int) -> UInt8 {
    precondition(offset >= 0 && offset < count, "offset \(offset) of \(count) bytes")
    return base[offset]
  }

  /// The bytes of a range as text, with what is not UTF-8 replaced.
  func text(_ range: Range<Int>) -> String {
    let range = range.clamped(to: 0..<count)
    return String(decoding: UnsafeBufferPointer(start: base + range.lowerBound, count: range.count), as: UTF8.self)
  }

  // MARK: - Releasing

  /// Gives the memory of a range back, of which nobody has a pointer; it is read again when it is asked for.
  ///
  /// - Returns: Up to where it is given back: whole units, and none before it is digested.
  func release(_ range: Range<Int>) -> Int {
    guard file != nil, count >= Self.leastReleased else { return range.upperBound }
    return lock.withLock {
      let units =
        range.lowerBound / ByteRegion.unit..<max(range.lowerBound, min(range.upperBound, digested)) / ByteRegion.unit
      guard !units.isEmpty else { return range.lowerBound }
      if isReleased.isEmpty { isReleased = [Bool](repeating: false, count: count / ByteRegion.unit + 1) }
      region.release(units: units)
      for unit in units { isReleased[unit] = true }
      hasReleased = true
      return units.upperBound * ByteRegion.unit
    }
  }

  /// Reads again what was released of a range.
  ///
  /// - Returns: Why it cannot be had, where the file is gone, shorter or another by now; its bytes are 0 then.
  func restore(_ range: Range<Int>) -> FileTrouble? {
    guard let file, !range.isEmpty else { return nil }
    return lock.withLock {
      guard hasReleased else { return nil }
      for unit in range.lowerBound / ByteRegion.unit...(range.upperBound - 1) / ByteRegion.unit where isReleased[unit] {
        let start = unit * ByteRegion.unit
        let trouble = file.read(start..<min(start + ByteRegion.unit, count), to: region.base) ?? file.change
        if let trouble {
          region.release(units: unit..<unit + 1)
          return trouble
        }
        isReleased[unit] = false
      }
      hasReleased = isReleased.contains(true)
      return nil
    }
  }

  // MARK: - Digest

  /// The SHA-256 digest of the bytes in hexadecimal, which is computed while the caller goes on.
  func digest() -> Awaited<String> {
    lock.withLock { digested = hasReleased ? .max : 0 }
    return Awaited { self.sha256 { offset in self.lock.withLock { self.digested = offset } } }
  }
}
