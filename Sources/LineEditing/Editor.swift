/// What each key does while an entry is written: the buffer, the history, the search in it, and completion.
///
/// It knows no terminal: keys go in, and what is to be shown can be read.
public struct Editor {
  /// What came of a key.
  public enum Outcome: Equatable, Sendable {
    /// The entry is still being written.
    case editing
    /// The entry is done.
    case accepted(String)
    /// The entry was given up.
    case abandoned
    /// Nobody wants to write any more.
    case ended
    /// What the entry could be completed to is to be listed.
    case listing(Completion)
    /// The terminal is to be cleared.
    case cleared
    /// The process is to be stopped until the user continues it.
    case suspended
  }

  /// What is being written.
  public private(set) var buffer = LineBuffer()
  /// The search in the history, while there is one.
  public private(set) var search: Search?

  private let history: History
  private let isIncomplete: (String) -> Bool
  private let complete: (String) -> Completion
  /// The entry of the history that is shown; their count for the one that is being written.
  private var place: Int
  private var draft = ""

  /// A search in the history.
  public struct Search: Equatable, Sendable {
    /// What is searched.
    public internal(set) var text = ""
    /// Whether nothing was found.
    public internal(set) var hasFailed = false
    /// Where the entry found last stands.
    var place: Int
    /// What was written when the search began.
    let before: String
  }

  /// An editor for one entry.
  ///
  /// - Parameters:
  ///   - history: What was entered before.
  ///   - isIncomplete: Whether Enter at the end of a text begins another line of it.
  ///   - complete: What could follow a text, which stands before the cursor.
  public init(
    history: History, isIncomplete: @escaping (String) -> Bool, complete: @escaping (String) -> Completion
  ) {
    self.history = history
    self.isIncomplete = isIncomplete
    self.complete = complete
    place = history.entries.count
  }

  /// Does what a key asks for.
  public mutating func handle(_ key: Key) -> Outcome {
    if search != nil, handleInSearch(key) { return .editing }
    search = nil
    switch key {
    case .enter: return enter()
    case .tab: return completed()
    case .control("c"):
      buffer.moveToEnd()
      return .abandoned
    case .control("d"):
      if buffer.isEmpty { return .ended }
      buffer.deleteForward()
    case .control("l"): return .cleared
    case .control("z"): return .suspended
    case .control("r"): search = Search(place: history.entries.count, before: buffer.text)
    default: edit(key)
    }
    return .editing
  }

  private mutating func edit(_ key: Key) {
    switch key {
    case .character(let character): buffer.insert(String(character))
    case .paste(let text): buffer.insert(text)
    case .alt("\n"): buffer.insert("\n")
    case .left, .control("b"): buffer.move(by: -1)
    case .right, .control("f"): buffer.move(by: 1)
    case .wordLeft: buffer.moveWordLeft()
    case .wordRight: buffer.moveWordRight()
    case .home, .control("a"): buffer.moveToLineStart()
    case .end, .control("e"): buffer.moveToLineEnd()
    case .up: buffer.isInFirstLine ? recall(place - 1) : buffer.moveLine(by: -1)
    case .down: buffer.isInLastLine ? recall(place + 1) : buffer.moveLine(by: 1)
    case .control("p"): recall(place - 1)
    case .control("n"): recall(place + 1)
    case .backspace, .control("h"): buffer.deleteBackward()
    case .delete: buffer.deleteForward()
    case .control("k"): buffer.cutToLineEnd()
    case .control("u"): buffer.cutToLineStart()
    case .control("w"), .wordBackspace: buffer.cutWordBackward()
    case .alt("d"): buffer.cutWordForward()
    case .control("y"): buffer.putBack()
    case .control("t"): buffer.swap()
    default: break
    }
  }

  /// Enter ends the entry, unless it is incomplete.
  private mutating func enter() -> Outcome {
    if isIncomplete(buffer.text) {
      buffer.insert("\n")
      return .editing
    }
    buffer.moveToEnd()
    return .accepted(buffer.text)
  }
}

// MARK: - History

extension Editor {
  private mutating func recall(_ wanted: Int) {
    guard (0...history.entries.count).contains(wanted) else { return }
    if place == history.entries.count { draft = buffer.text }
    place = wanted
    buffer.set(wanted < history.entries.count ? history.entries[wanted] : draft)
  }

  /// What a key does to the search; whether that was all.
  private mutating func handleInSearch(_ key: Key) -> Bool {
    guard var search else { return false }
    switch key {
    case .character(let character): search.text.append(character)
    case .paste(let text): search.text += text
    case .backspace, .control("h"):
      if !search.text.isEmpty { search.text.removeLast() }
      search.place = history.entries.count
    case .control("r"):
      find(&search, before: search.place)
      self.search = search
      return true
    case .control("g"), .control("c"), .escape:
      buffer.set(search.before)
      self.search = nil
      return true
    default: return false
    }
    find(&search, before: min(search.place + 1, history.entries.count))
    self.search = search
    return true
  }

  private mutating func find(_ search: inout Search, before place: Int) {
    guard !search.text.isEmpty else { return }
    guard let found = history.search(search.text, before: place) else {
      search.hasFailed = true
      return
    }
    search.hasFailed = false
    search.place = found
    self.place = found
    buffer.set(history.entries[found])
  }
}

// MARK: - Completion

extension Editor {
  /// Tab completes as far as is sure, then lists; at the beginning of a line it indents.
  private mutating func completed() -> Outcome {
    let line = buffer.before.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
    guard line.contains(where: { $0 != " " }) else {
      buffer.insert("  ")
      return .editing
    }
    let completion = complete(buffer.before)
    guard let first = completion.candidates.first else { return .editing }
    if completion.candidates.count == 1 {
      buffer.replace(last: completion.replaced, with: first.text + first.suffix)
      return .editing
    }
    let common = completion.commonPrefix
    let present = String(buffer.before.suffix(completion.replaced))
    guard common.count > completion.replaced || (!common.isEmpty && common.count == present.count && common != present)
    else { return .listing(completion) }
    buffer.replace(last: completion.replaced, with: common)
    return .editing
  }
}
