#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that one process holds at a time, so that two do not change the same thing at once.
///
/// It is there only while somebody changes something; if its process dies, the system lets it go. Where a file system knows no
/// such locks, nobody is kept out.
package struct Hold: ~Copyable {
  private let file: Int32
  private let path: String

  /// How long another process is waited for, and how long before that is said, in seconds.
  package struct Patience: Sendable {
    package var seconds = 30.0
    package var silence = 1.0

    package init(seconds: Double = 30, silence: Double = 1) {
      self.seconds = seconds
      self.silence = silence
    }
  }

  /// Holds a file, when whoever else does has let it go.
  ///
  /// - Parameters:
  ///   - path: The file, which is made and removed again.
  ///   - subject: What is changed, for messages, such as `the plugins of this project`.
  ///   - patience: How long another process is waited for.
  ///   - waiting: Hears, once, that another process is waited for.
  /// - Throws: ``PackageFault`` where it cannot be made, or another process has it for too long.
  package init(
    _ path: String, changing subject: String, patience: Patience = Patience(), waiting: (String) -> Void
  ) throws(PackageFault) {
    let begin = ContinuousClock.now
    var hasSaid = false
    while true {
      let file = Self.open(path)
      guard file >= 0 else { throw PackageFault("\(path): cannot be written: \(System.reason)") }
      let isFree = Self.take(file)
      // Whoever had it may have removed it in the meantime; then another file is the one to hold.
      if isFree, System.isSame(file, path) {
        self.file = file
        self.path = path
        Self.sign(file)
        return
      }
      let owner = isFree ? "" : Self.owner(path)
      close(file)
      guard !isFree else { continue }
      let waited = (ContinuousClock.now - begin) / .seconds(1)
      let words = "another \"workbench plugin\" command\(owner) is changing \(subject)"
      guard waited < patience.seconds else {
        throw PackageFault(
          "\(words), and has not ended in \(Int(patience.seconds)) s; nothing was changed: try again when it has ended")
      }
      if waited >= patience.silence, !hasSaid {
        waiting("\(words); waiting for it to end")
        hasSaid = true
      }
      usleep(50_000)
    }
  }

  deinit {
    unlink(path)
    close(file)
  }

  /// Opens the file; one that somebody else's process left behind may be theirs to write, and is held as well.
  private static func open(_ path: String) -> Int32 {
    let file = systemOpen(path, O_RDWR | O_CREAT)
    return file < 0 && errno == EACCES ? systemOpen(path, O_RDONLY) : file
  }

  /// Locks a file; `false` where another process has.
  private static func take(_ file: Int32) -> Bool {
    while flock(file, LOCK_EX | LOCK_NB) != 0 {
      if errno == EWOULDBLOCK { return false }
      if errno != EINTR { return true }
    }
    return true
  }

  /// Writes down whose it is, for the messages of others.
  private static func sign(_ file: Int32) {
    let text = Array("\(getpid())".utf8)
    if ftruncate(file, 0) == 0 { _ = pwrite(file, text, text.count, 0) }
  }

  private static func owner(_ path: String) -> String {
    let text = (try? System.read(path, most: 20)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    return Int(text).map { " (process \($0))" } ?? ""
  }
}

/// The system's `open`, which a static function of the same name would hide.
private func systemOpen(_ path: String, _ how: Int32) -> Int32 { open(path, how | O_NOFOLLOW | O_CLOEXEC, 0o666) }
