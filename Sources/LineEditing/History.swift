/// What was entered before, oldest first.
public struct History: Equatable, Sendable {
  /// The entries; one may have several lines.
  public private(set) var entries: [String] = []
  /// The most lines that are kept.
  public let mostLines: Int

  /// An empty history.
  public init(mostLines: Int = 2000) { self.mostLines = mostLines }

  /// Adds an entry, unless it is blank or the same as the last one.
  public mutating func add(_ entry: String) {
    guard entry.contains(where: { !$0.isWhitespace }), entry != entries.last else { return }
    entries.append(entry)
    trim()
  }

  /// The newest entry before a place that contains a text; the place of the end is `entries.count`.
  public func search(_ text: String, before place: Int) -> Int? {
    guard !text.isEmpty else { return nil }
    return entries[..<min(max(place, 0), entries.count)].lastIndex { $0.contains(text) }
  }

  private mutating func trim() {
    var lines = entries.reduce(0) { $0 + Self.lineCount($1) }
    while lines > mostLines, entries.count > 1 { lines -= Self.lineCount(entries.removeFirst()) }
  }

  private static func lineCount(_ entry: String) -> Int { 1 + entry.utf8.count { $0 == UInt8(ascii: "\n") } }
}

// MARK: - As text

extension History {
  /// Reads a history as ``text`` writes it.
  public init(text: String, mostLines: Int = 2000) {
    self.init(mostLines: mostLines)
    for line in text.split(separator: "\n") { add(Self.unescaped(line)) }
  }

  /// The history as a text of one line an entry: `\n` stands for a line break within one, `\\` for a backslash.
  public var text: String { entries.map { Self.escaped($0) + "\n" }.joined() }

  private static func escaped(_ entry: String) -> String {
    entry.map { $0 == "\\" ? "\\\\" : $0 == "\n" ? "\\n" : String($0) }.joined()
  }

  private static func unescaped(_ line: Substring) -> String {
    var text = ""
    var isEscaped = false
    for character in line {
      if isEscaped {
        text.append(character == "n" ? "\n" : character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        text.append(character)
      }
    }
    return text
  }
}
