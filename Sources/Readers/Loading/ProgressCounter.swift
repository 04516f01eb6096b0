import Foundation

/// Adds up what several workers have read, and tells it one at a time.
///
/// Safe to share: `read` is only touched while the lock is held.
final class ProgressCounter: @unchecked Sendable {
  private let lock = NSLock()
  private let file: String
  private let bytes: Int
  private let tell: @Sendable (LoadProgress) -> Void
  private var read = 0

  /// A counter of one file.
  init(file: String, bytes: Int, tell: @escaping @Sendable (LoadProgress) -> Void) {
    self.file = file
    self.bytes = bytes
    self.tell = tell
  }

  /// Adds bytes that were read.
  func add(_ count: Int) {
    lock.withLock {
      read = min(read + count, bytes)
      tell(LoadProgress(file: file, bytesRead: read, bytes: bytes))
    }
  }
}
