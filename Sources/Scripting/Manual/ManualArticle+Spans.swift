extension ManualArticle {
  /// A stretch of a text.
  public enum Span: Sendable, Hashable {
    /// Words.
    case words(String)
    /// Code, which stood between backquotes.
    case code(String)
    /// Words with weight, which stood between double asterisks.
    case strong(String)
  }

  /// The stretches of a text; a mark that nothing closes is one of the words.
  public static func spans(of text: String) -> [Span] {
    var spans: [Span] = []
    var words = ""
    var rest = text[...]
    func isMark(_ mark: String) -> Bool { rest.hasPrefix(mark) }
    while let character = rest.first {
      let mark = ["``", "`", "**"].first(where: isMark)
      if let mark, let content = content(of: rest, within: mark) {
        if !words.isEmpty { spans.append(.words(words)) }
        words = ""
        spans.append(mark == "**" ? .strong(String(content)) : .code(String(content)))
        rest = rest[content.endIndex...].dropFirst(mark.count)
      } else {
        words.append(character)
        rest.removeFirst()
      }
    }
    return words.isEmpty ? spans : spans + [.words(words)]
  }

  /// What stands between a mark at the beginning and the next; `nil` where there is none, or nothing between them.
  private static func content(of text: Substring, within mark: String) -> Substring? {
    let begin = text.index(text.startIndex, offsetBy: mark.count)
    guard let end = text[begin...].firstRange(of: mark), end.lowerBound > begin else { return nil }
    return text[begin..<end.lowerBound]
  }
}
