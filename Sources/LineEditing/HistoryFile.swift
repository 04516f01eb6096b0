#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The file in which a history is kept, which its user alone can read.
public struct HistoryFile: Sendable {
  /// The path of the file.
  public let path: String

  /// A file.
  public init(path: String) { self.path = path }

  /// The file `history` in the folder of a program's state (XDG Base Directory: `XDG_STATE_HOME`, else
  /// `~/.local/state`); `nil` where there is no home.
  public init?(program: String) {
    func folder(_ name: String) -> String? {
      guard let value = getenv(name).map({ String(cString: $0) }), value.hasPrefix("/") else { return nil }
      return value
    }
    guard let state = folder("XDG_STATE_HOME") ?? folder("HOME").map({ $0 + "/.local/state" }) else { return nil }
    self.init(path: "\(state)/\(program)/history")
  }

  /// What it holds; nothing where there is no such file, or where it cannot be read.
  public func load() -> History { read() ?? History() }

  /// What it holds; `nil` where it is there and cannot be read.
  private func read() -> History? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return errno == ENOENT || errno == ENOTDIR ? History() : nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    while bytes.count < 16 << 20, let more = readBytes(descriptor) { bytes += more }
    return History(text: String(decoding: bytes, as: UTF8.self))
  }

  /// Adds an entry to what the file holds now, whole or not at all; its folder is made where there is none.
  ///
  /// What other programs have added since it was read stays.
  ///
  /// - Returns: Whether it was written.
  @discardableResult
  public func add(_ entry: String) -> Bool {
    guard var history = read() else { return false }
    history.add(entry)
    return write(history)
  }

  private func write(_ history: History) -> Bool {
    makeFolders()
    let temporary = "\(path).\(getpid())"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return false }
    let isWhole = fchmod(descriptor, 0o600) == 0 && Self.write(history.text, to: descriptor)
    close(descriptor)
    guard isWhole, rename(temporary, path) == 0 else {
      unlink(temporary)
      return false
    }
    return true
  }

  private func makeFolders() {
    let parts = path.split(separator: "/").dropLast()
    for count in parts.indices.map({ $0 + 1 }) { mkdir("/" + parts.prefix(count).joined(separator: "/"), 0o700) }
  }

  private static func write(_ text: String, to descriptor: Int32) -> Bool {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      if written < 0 && errno != EINTR { return false }
      rest = rest.dropFirst(max(written, 0))
    }
    return true
  }
}

/// The system's `write`, which a static function of the same name would hide.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
