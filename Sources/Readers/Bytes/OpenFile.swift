import CReaders

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// An open file of the system.
///
/// Safe to share: nothing of it changes, and reading at an offset moves no position.
final class OpenFile: Sendable {
  private let descriptor: Int32
  private let state: State

  /// What tells whether a file was written to.
  private struct State: Hashable {
    var size: Int
    var seconds: Int
    var nanoseconds: Int
    var isFolder: Bool
    var isRegular: Bool

    init?(_ descriptor: Int32) {
      var state = file_state()
      let failure = read_file_state(descriptor, &state)
      guard failure == 0 else {
        errno = failure
        return nil
      }
      size = Int(state.size)
      (seconds, nanoseconds) = (Int(state.seconds), Int(state.nanoseconds))
      isFolder = state.is_folder != 0
      isRegular = state.is_regular != 0
    }
  }

  /// Opens the file at a path.
  init(_ path: String) throws(FileTrouble) {
    descriptor = Self.open(path)
    guard descriptor >= 0 else {
      throw errno == ENOENT || errno == ENOTDIR ? .missing : .unreadable(reason: FileTrouble.systemReason())
    }
    guard let state = State(descriptor) else {
      let reason = FileTrouble.systemReason()
      close(descriptor)
      throw .unreadable(reason: reason)
    }
    self.state = state
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  private static func open(_ path: String) -> Int32 {
    #if canImport(Glibc)
      Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    #elseif canImport(Musl)
      Musl.open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    #else
      Darwin.open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    #endif
  }

  /// Whether it is a folder.
  var isFolder: Bool { state.isFolder }

  /// The number of bytes of a regular file, when it was opened; `nil` for what has to be read to its end to know.
  var size: Int? { state.isRegular && state.size > 0 ? state.size : nil }

  /// Whether it was written to since it was opened.
  var change: FileTrouble? {
    guard let now = State(descriptor) else { return .unreadable(reason: FileTrouble.systemReason()) }
    return now == state ? nil : now.size < state.size ? .cutShort : .changed
  }

  /// Reads a range of a regular file to memory that has room for it.
  func read(_ range: Range<Int>, to base: UnsafeMutablePointer<UInt8>) -> FileTrouble? {
    var position = range.lowerBound
    while position < range.upperBound {
      let start = base + (position - range.lowerBound)
      let got = pread(descriptor, start, range.upperBound - position, off_t(position))
      if got < 0 && errno == EINTR { continue }
      guard got >= 0 else { return .unreadable(reason: FileTrouble.systemReason()) }
      guard got > 0 else { return .cutShort }
      position += got
    }
    return nil
  }

  /// Reads what a pipe or a device gives, to its end or to the end of the memory.
  func readOn(to base: UnsafeMutablePointer<UInt8>, capacity: Int) throws(FileTrouble) -> Int {
    var count = 0
    while count < capacity {
      #if canImport(Glibc)
        let got = Glibc.read(descriptor, base + count, min(capacity - count, 1 << 20))
      #elseif canImport(Musl)
        let got = Musl.read(descriptor, base + count, min(capacity - count, 1 << 20))
      #else
        let got = Darwin.read(descriptor, base + count, min(capacity - count, 1 << 20))
      #endif
      if got < 0 && errno == EINTR { continue }
      guard got >= 0 else { throw .unreadable(reason: FileTrouble.systemReason()) }
      guard got > 0 else { break }
      count += got
    }
    return count
  }
}

/// Why a file's bytes cannot be had.
enum FileTrouble: Error, Hashable {
  /// There is none at that path.
  case missing
  /// It is a folder.
  case directory
  /// It became shorter while it was read.
  case cutShort
  /// It was written to while it was read.
  case changed
  /// The system refuses it, for a reason in its own words.
  case unreadable(reason: String)

  /// The reason that the system gives for the last failure.
  static func systemReason() -> String {
    String(cString: strerror(errno)).lowercased()
  }
}
