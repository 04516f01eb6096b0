import Foundation

/// Up to where all runs of a file are read, so that their bytes can be released.
///
/// Safe to share: what changes is touched only while the lock is held.
final class ReadingFront: @unchecked Sendable {
  private let file: CSVFile
  private let lock = NSLock()
  private var isFinished: [Bool]
  private var front = 0
  private var released = 0

  /// Nothing is read.
  init(_ file: CSVFile) {
    self.file = file
    isFinished = [Bool](repeating: false, count: file.chunks.count)
  }

  /// Notes that a run is read.
  func finish(_ chunk: Int) {
    lock.withLock {
      isFinished[chunk] = true
      while front < isFinished.count, isFinished[front] { front += 1 }
      let end = front < file.chunks.count ? file.chunks[front].range.lowerBound : file.bytes.count
      if end > released { released = file.bytes.release(released..<end) }
    }
  }
}
