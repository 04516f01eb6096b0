#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What an entry is written on.
public protocol TerminalDevice: AnyObject {
  /// The columns and rows there are now.
  var size: (columns: Int, rows: Int) { get }
  /// From now on keys come one by one, and are not shown.
  func beginEditing()
  /// From now on the terminal is as it was.
  func endEditing()
  /// Waits for bytes: empty where none came within so many milliseconds, `nil` at the end.
  func read(within milliseconds: Int32) -> [UInt8]?
  /// Writes.
  func write(_ text: String)
  /// Stops the process until the user continues it.
  func suspend()
}

/// The terminal that the process was started in.
public final class SystemTerminal: TerminalDevice {
  private let input: Int32
  private let output: Int32
  private var before: termios?

  /// The terminal of standard input and output; `nil` where they are none, or one that understands no sequences.
  public init?() {
    input = STDIN_FILENO
    output = STDOUT_FILENO
    let kind = getenv("TERM").map { String(cString: $0) } ?? ""
    guard isatty(input) == 1, isatty(output) == 1, kind != "dumb", !kind.isEmpty else { return nil }
  }

  deinit { endEditing() }

  /// The columns and rows there are now.
  public var size: (columns: Int, rows: Int) {
    var size = winsize()
    guard ioctl(output, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return (80, 24) }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  /// From now on keys come one by one, and are not shown.
  public func beginEditing() {
    var mode = termios()
    guard before == nil, tcgetattr(input, &mode) == 0 else { return }
    before = mode
    cfmakeraw(&mode)
    mode.c_oflag |= tcflag_t(OPOST)
    tcsetattr(input, TCSADRAIN, &mode)
    write("\u{1B}[?2004h")
  }

  /// From now on the terminal is as it was.
  public func endEditing() {
    guard var mode = before else { return }
    write("\u{1B}[?2004l")
    tcsetattr(input, TCSADRAIN, &mode)
    before = nil
  }

  /// Waits for bytes: empty where none came within so many milliseconds, `nil` at the end.
  public func read(within milliseconds: Int32) -> [UInt8]? {
    var watched = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
    guard poll(&watched, 1, milliseconds) > 0 else { return [] }
    return readBytes(input)
  }

  /// Writes.
  public func write(_ text: String) { writeBytes(text, to: output) }

  /// Stops the process until the user continues it.
  public func suspend() {
    endEditing()
    kill(getpid(), SIGTSTP)
    beginEditing()
  }
}

/// Reads what there is: empty where a signal came in between, `nil` at the end.
func readBytes(_ descriptor: Int32) -> [UInt8]? {
  var count = 0
  let bytes = [UInt8](unsafeUninitializedCapacity: 4096) { buffer, filled in
    count = read(descriptor, buffer.baseAddress, buffer.count)
    filled = max(count, 0)
  }
  if count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN) { return nil }
  return bytes
}

private func writeBytes(_ text: String, to descriptor: Int32) {
  var rest = Array(text.utf8)[...]
  while !rest.isEmpty {
    let written = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    if written < 0 && errno != EINTR && errno != EAGAIN { return }
    rest = rest.dropFirst(max(written, 0))
  }
}
