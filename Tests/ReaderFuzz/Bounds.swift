import Foundation

/// Holds the readers to their bounds: an input of 64 kB takes 5 seconds of the processors at most, and no more than 1 GiB of
/// memory at any time.
///
/// The input is kept in a file while it is read, so that whatever ends the process leaves it there.
final class Bounds: @unchecked Sendable {
  /// The most seconds of processor time for one input.
  static let seconds = 5.0
  /// The most bytes of memory.
  static let bytes: rlim_t = 1 << 30

  private let path: String
  private let lock = NSLock()
  /// The processor time at which the present input was begun. Only touched while the lock is held.
  private var begun: clock_t?

  /// Begins to watch.
  ///
  /// - Parameter path: Where an input is kept while it is read.
  init(keepingAt path: String) {
    self.path = path
    #if os(Linux)
      var limit = rlimit(rlim_cur: Self.bytes, rlim_max: Self.bytes)
      setrlimit(__rlimit_resource_t(RLIMIT_DATA.rawValue), &limit)
    #endif
    Thread.detachNewThread { [self] in
      while true {
        Thread.sleep(forTimeInterval: 0.2)
        endIfLate()
      }
    }
  }

  /// Reads an input within the bounds.
  func run(_ input: [UInt8], _ read: ([UInt8]) throws -> Void) throws {
    try Data(input).write(to: URL(fileURLWithPath: path))
    lock.withLock { begun = clock() }
    try read(input)
    lock.withLock { begun = nil }
  }

  /// Forgets the last input, which did no harm.
  func finish() { try? FileManager.default.removeItem(atPath: path) }

  private func endIfLate() {
    let spent = lock.withLock { begun.map { Double(clock() - $0) / Double(CLOCKS_PER_SEC) } }
    guard let spent, spent > Self.seconds else { return }
    FileHandle.standardError.write(Data("more than \(Self.seconds) seconds; the input is kept in \(path)\n".utf8))
    _exit(70)
  }
}
