import ArgumentParser
import Reports

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Standard output and standard error.
enum Console {
  /// Writes to standard output.
  static func write(_ text: String) { write(text, to: STDOUT_FILENO) }

  /// Writes what a script prints: to standard output, or beside it where only the report belongs there.
  ///
  /// Nothing in it can command the terminal.
  static func write(printed text: String, asNote: Bool) {
    write(text.withoutCommands, to: asNote ? STDERR_FILENO : STDOUT_FILENO)
  }

  /// Writes a line to standard error.
  static func note(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

  /// Writes an error to standard error; names and texts of scripts and data in it cannot command the terminal.
  static func error(_ text: String) { note("workbench: \(text.withoutCommands)") }

  /// Shows a line of progress in the place of the one before, where standard error is a terminal.
  static func progress(_ text: String) {
    if showsProgress { write("\r\u{1B}[K\(text)", to: STDERR_FILENO) }
  }

  /// Whether standard error is a terminal that can take a line away again.
  private static var showsProgress: Bool {
    isatty(STDERR_FILENO) == 1 && getenv("TERM").map { String(cString: $0) } != "dumb"
  }

  /// Takes the line of progress away.
  static func endProgress() { progress("") }

  /// Asks whoever is there, and gives their answer, a line without blanks around it.
  static func ask(_ question: String) -> String {
    write(question, to: STDERR_FILENO)
    let answer = readLine() ?? ""
    return answer.split(separator: " ").joined(separator: " ")
  }

  /// Whether standard output is a terminal that wants colour (https://no-color.org).
  static var wantsColour: Bool { isatty(STDOUT_FILENO) == 1 && getenv("NO_COLOR") == nil }

  /// Whether somebody writes at standard input.
  static var isInputTerminal: Bool { isatty(STDIN_FILENO) == 1 }

  /// The width of the terminal, or 100 where there is none.
  static var width: Int {
    var size = winsize()
    guard isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return 100
    }
    return max(Int(size.ws_col), 40)
  }

  private static func write(_ text: String, to descriptor: Int32) {
    var bytes = ArraySlice(text.utf8)
    while !bytes.isEmpty {
      let written = bytes.withContiguousStorageIfAvailable { systemWrite(descriptor, $0.baseAddress, $0.count) } ?? -1
      if written < 0 && errno != EINTR {
        guard descriptor == STDOUT_FILENO else { return }
        giveUp(String(cString: strerror(errno)))
      }
      bytes = bytes.dropFirst(max(written, 0))
    }
  }

  /// Ends the command where what it has to say cannot be written: half of it must not pass for all of it.
  private static func giveUp(_ reason: String) -> Never {
    error("standard output cannot be written: \(reason)")
    exit(Status.failed.rawValue)
  }
}

/// The system's `write`, which a static function of the same name would hide.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int {
  bytes.map { write(descriptor, $0, count) } ?? 0
}
