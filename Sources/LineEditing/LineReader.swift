/// Reads one entry after the other, each of one line or more.
public protocol LineReader: AnyObject {
  /// Reads an entry.
  ///
  /// - Parameters:
  ///   - prompt: What stands before its lines.
  ///   - isIncomplete: Whether a text needs more lines.
  ///   - complete: What could follow a text, which stands before the cursor.
  /// - Returns: The entry, or why there is none.
  func read(_ prompt: Prompt, isIncomplete: @escaping (String) -> Bool, complete: @escaping (String) -> Completion)
    -> Entry
}

/// What came of reading an entry.
public enum Entry: Equatable, Sendable {
  /// A text, without a line break at its end.
  case text(String)
  /// It was given up.
  case abandoned
  /// There is no more.
  case end
}

/// Lets the user write entries on a terminal, with history and completion.
public final class EditingReader: LineReader {
  private let terminal: any TerminalDevice
  /// What was entered before.
  public var history: History

  /// A reader on a terminal.
  public init(terminal: any TerminalDevice, history: History) {
    self.terminal = terminal
    self.history = history
  }

  /// How long an Esc waits for what may follow it.
  private static let patience: Int32 = 50
  /// How often the size of the terminal is looked at.
  private static let look: Int32 = 250

  /// Lets the user write an entry.
  public func read(
    _ prompt: Prompt, isIncomplete: @escaping (String) -> Bool, complete: @escaping (String) -> Completion
  ) -> Entry {
    terminal.beginEditing()
    defer { terminal.endEditing() }
    var writing = Writing(
      terminal: terminal, prompt: prompt,
      editor: Editor(history: history, isIncomplete: isIncomplete, complete: complete))
    var ahead = typedAhead
    typedAhead = []
    while true {
      if let entry = take(ahead, &writing) { return entry }
      if !ahead.isEmpty || writing.isOutdated { writing.draw() }
      ahead = []
      guard let bytes = terminal.read(within: writing.decoder.isWaiting ? Self.patience : Self.look) else {
        writing.leave()
        return .end
      }
      ahead = bytes.isEmpty ? writing.decoder.flush() : writing.decoder.decode(bytes)
    }
  }

  /// Does what keys ask for; what came of the entry, where one ends it.
  private func take(_ keys: [Key], _ writing: inout Writing) -> Entry? {
    for (place, key) in keys.enumerated() {
      guard let entry = writing.handle(key) else { continue }
      // What was typed ahead belongs to the next entry.
      typedAhead = Array(keys[(place + 1)...])
      if case .text(let text) = entry { history.add(text) }
      return entry
    }
    return nil
  }

  /// Keys that came in one piece with the end of an entry.
  private var typedAhead: [Key] = []
}

/// One entry while it is written.
private struct Writing {
  let terminal: any TerminalDevice
  let prompt: Prompt
  var editor: Editor
  var decoder = KeyDecoder()
  var screen = Screen()
  var size = Screen.Size(columns: 0, rows: 0)

  private var sizeNow: Screen.Size { Screen.Size(columns: terminal.size.columns, rows: terminal.size.rows) }

  /// Whether nothing was drawn so far, or for a terminal of another size.
  var isOutdated: Bool { size != sizeNow }

  mutating func draw() {
    let now = sizeNow
    let wasResized = size.columns != 0 && size != now
    size = now
    var prompt = prompt
    if let search = editor.search {
      prompt.first = "(\(search.hasFailed ? "not found" : "search") `\(search.text)') "
    }
    terminal.write(
      screen.draw(
        editor.buffer.characters, cursor: editor.buffer.cursor, prompt: prompt, size: size, wasResized: wasResized))
  }

  mutating func leave() {
    draw()
    terminal.write(screen.leave(size: size))
  }

  /// Does what a key asks for; what came of it, where that ends the entry.
  mutating func handle(_ key: Key) -> Entry? {
    switch editor.handle(key) {
    case .editing: return nil
    case .accepted(let text):
      leave()
      return .text(text)
    case .abandoned:
      leave()
      return .abandoned
    case .ended:
      leave()
      return .end
    case .listing(let completion):
      leave()
      terminal.write(completion.listing(width: size.columns).map { $0 + "\r\n" }.joined())
    case .cleared: terminal.write(screen.clear())
    case .suspended:
      leave()
      terminal.suspend()
    }
    return nil
  }
}
