/// A part of a message by which its kind is told, whatever quotes stand in it: a shell takes them away where a message is
/// pasted between quotes.
struct MessagePart {
  private let pieces: [String]

  /// A part in which `…` stands for anything.
  init(_ part: String) {
    pieces = part.split(separator: "…", omittingEmptySubsequences: true).map { Self.plain(String($0)) }
  }

  /// Whether it stands in a message that ``plain(_:)`` gave.
  func stands(in message: String) -> Bool {
    var rest = message[...]
    for piece in pieces {
      guard let found = rest.firstRange(of: piece) else { return false }
      rest = rest[found.upperBound...]
    }
    return true
  }

  /// A message without its quotes, and with single blanks in the place of all white space.
  static func plain(_ message: String) -> String {
    var plain = ""
    for character in message where !"\"'`".contains(character) {
      if !character.isWhitespace { plain.append(character) } else if plain.last != " " { plain.append(" ") }
    }
    return plain
  }
}
