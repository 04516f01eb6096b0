import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads entries as plain lines: of a file, a pipe, or a terminal that understands no sequences.
public final class PlainReader: LineReader {
  private let read: () -> [UInt8]?
  private let show: (String) -> Void
  private var pending: [UInt8] = []
  private var hasEnded = false

  /// A reader of lines.
  ///
  /// - Parameters:
  ///   - read: Gives the next bytes; none where somebody interrupted, `nil` at the end.
  ///   - show: Takes the prompts.
  public init(read: @escaping () -> [UInt8]?, show: @escaping (String) -> Void) {
    self.read = read
    self.show = show
  }

  /// A reader of the lines of standard input; where that is a terminal, Ctrl-C gives an entry up.
  public static func standardInput(show: @escaping (String) -> Void) -> PlainReader {
    let isTerminal = isatty(STDIN_FILENO) == 1
    return PlainReader(read: { isTerminal ? readInterruptibly() : readWaiting() }, show: show)
  }

  /// Reads lines until an entry is whole; the last one may not be.
  public func read(
    _ prompt: Prompt, isIncomplete: @escaping (String) -> Bool, complete: @escaping (String) -> Completion
  ) -> Entry {
    show(prompt.first)
    var text: String
    switch line() {
    case .text(let line): text = line
    case let other: return other
    }
    while isIncomplete(text) {
      show(prompt.further)
      switch line() {
      case .text(let more): text += "\n" + more
      case .abandoned: return .abandoned
      case .end: return .text(text)
      }
    }
    return .text(text)
  }

  private func line() -> Entry {
    while true {
      if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
        var line = pending[..<end]
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        let text = String(decoding: line, as: UTF8.self)
        pending.removeSubrange(...end)
        return .text(text)
      }
      guard !hasEnded, let bytes = read() else {
        hasEnded = true
        guard !pending.isEmpty else { return .end }
        defer { pending = [] }
        return .text(String(decoding: pending, as: UTF8.self))
      }
      guard !bytes.isEmpty else {
        pending = []
        show("\n")
        return .abandoned
      }
      pending += bytes
    }
  }
}

/// Reads what there is of standard input, and waits where there is nothing so far.
private func readWaiting() -> [UInt8]? {
  while true {
    guard let bytes = readBytes(STDIN_FILENO) else { return nil }
    guard bytes.isEmpty else { return bytes }
    var watched = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    poll(&watched, 1, -1)
  }
}

/// Whether Ctrl-C was pressed while standard input was read.
private let isInterrupted = Atomic(false)

/// Reads what there is of standard input: nothing where Ctrl-C came first, which does nothing else meanwhile.
private func readInterruptibly() -> [UInt8]? {
  isInterrupted.store(false, ordering: .relaxed)
  let before = signal(SIGINT) { _ in isInterrupted.store(true, ordering: .relaxed) }
  // Also where it was started by a program that holds it back.
  var (interrupts, mask) = (sigset_t(), sigset_t())
  sigemptyset(&interrupts)
  sigaddset(&interrupts, SIGINT)
  pthread_sigmask(SIG_UNBLOCK, &interrupts, &mask)
  defer {
    pthread_sigmask(SIG_SETMASK, &mask, nil)
    signal(SIGINT, before)
  }
  var watched = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
  while !isInterrupted.load(ordering: .relaxed) {
    // The wait ends by itself now and then: a signal that came just before it would not end it.
    if poll(&watched, 1, 250) > 0 { return readBytes(STDIN_FILENO) }
  }
  return []
}
