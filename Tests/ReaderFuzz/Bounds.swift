import Foundation

/// Holds the readers to their bounds: an input of 64 kB takes 5 seconds of the processors at most, and the process never
/// more than 512 MB of memory.
///
/// The input is kept in a file while it is read, so that whatever ends the process leaves it there.
final class Bounds: @unchecked Sendable {
  /// The most seconds of processor time for one input.
  static let seconds = 5.0
  /// The most megabytes of memory.
  static let megabytes = 512

  private let path: String
  private let lock = NSLock()
  /// The processor time at which the present input was begun; only touched while the lock is held.
  private var begun: clock_t?

  /// Begins to watch.
  ///
  /// - Parameter path: Where an input is kept while it is read.
  init(keepingAt path: String) {
    self.path = path
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
    guard Self.peak <= Self.megabytes else { end("\(Self.peak) megabytes of memory") }
  }

  /// Forgets the last input, which did no harm.
  func finish() { try? FileManager.default.removeItem(atPath: path) }

  /// The most memory that the process has held at any time, in megabytes.
  static var peak: Int {
    var usage = rusage()
    #if os(Linux)
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      return usage.ru_maxrss >> 10
    #else
      getrusage(RUSAGE_SELF, &usage)
      return usage.ru_maxrss >> 20
    #endif
  }

  private func endIfLate() {
    let spent = lock.withLock { begun.map { Double(clock() - $0) / Double(CLOCKS_PER_SEC) } }
    guard let spent, spent > Self.seconds else { return }
    end("more than \(Self.seconds) seconds")
  }

  private func end(_ reason: String) -> Never {
    FileHandle.standardError.write(Data("\(reason); the input is kept in \(path)\n".utf8))
    _exit(70)
  }
}
