/// Where in a text the cursor stands, as far as completion asks: read from the text before it, which need not be whole.
struct CompletionPlace: Equatable {
  /// What could stand there.
  enum Kind: Equatable {
    /// The name of a variable.
    case name
    /// A member of what stands before: with a dot, or a colon.
    case member(of: [String], isMethod: Bool)
    /// The name of an argument, in the table of a call; names that are given already.
    case argument(call: Call, given: [String])
    /// A text that is the value of a named argument, or stands at a place of a call; `key` names it within a table that
    /// is the value.
    case text(call: Call, argument: String?, key: String?)
    /// Anything else.
    case other
  }

  /// A call whose brackets are open.
  struct Call: Equatable {
    /// What is called.
    var path: [String]
    /// Whether it is a method.
    var isMethod: Bool
    /// Which of its arguments is being written, from 0.
    var place: Int
    /// The first argument, where it is a plain name.
    var first: [String]
  }

  /// What could stand there.
  let kind: Kind
  /// What of it stands there already.
  let stem: String
  /// The texts that stand before it in the same expression of the language of conditions, such as `diagnosis` before `==`.
  let condition: String

  /// Reads a text that ends at the cursor.
  init(before text: String) {
    var reader = PlaceReader(text)
    reader.read()
    let inner = reader.openText
    if let inner {
      // The name of a module may be the id of a plugin, which has a slash.
      let isModule = reader.call.map { ["require", "help"].contains($0.path.joined(separator: ".")) } ?? false
      let stem =
        isModule
        ? inner : String(inner.reversed().prefix { $0.isNamePart || $0 == "-" || $0 == "." }.reversed())
      self.stem = stem
      condition = String(inner.dropLast(stem.count))
      kind = reader.call.map { .text(call: $0, argument: reader.argument, key: reader.key) } ?? .other
      return
    }
    condition = ""
    if reader.isInComment {
      (kind, stem) = (.other, "")
      return
    }
    let (path, separator, stem) = PlaceReader.path(endOf: reader.tokens)
    self.stem = stem
    if !path.isEmpty {
      kind = .member(of: path, isMethod: separator == ":")
    } else if separator != nil || stem.first?.isNumber == true {
      kind = .other
    } else if let call = reader.call, let given = reader.given, reader.isAtKey(stem) {
      kind = .argument(call: call, given: given)
    } else {
      kind = .name
    }
  }
}

extension Character {
  /// Whether it can stand in a name of Lua.
  fileprivate var isNamePart: Bool { isASCII && (isLetter || isNumber || self == "_") }
}

/// Goes through a text once, and knows at its end which brackets and texts are open.
private struct PlaceReader {
  /// The tokens of the text: words, signs, and texts as `"`.
  private(set) var tokens: [String] = []
  /// What stands in the text that is open at the end, if one is.
  private(set) var openText: String?
  private(set) var isInComment = false

  private var characters: ArraySlice<Character>
  private var brackets: [Bracket] = []

  private struct Bracket {
    let sign: String
    /// What is called, before a round bracket, a table or a text.
    var callee: (path: [String], isMethod: Bool)?
    /// The token after which it stands.
    let start: Int
    /// How many commas stand in it.
    var commas = 0
    /// The names that it gives values.
    var given: [String] = []
    /// The name whose value is being written.
    var key: String?
  }

  init(_ text: String) { characters = Array(text)[...] }

  mutating func read() {
    while let first = characters.first {
      if first.isWhitespace {
        characters.removeFirst()
      } else if first.isNamePart {
        tokens.append(take { $0.isNamePart })
      } else if first == "\"" || first == "'" {
        characters.removeFirst()
        quoted(first)
      } else if characters.starts(with: "--") {
        comment()
      } else if characters.starts(with: "[["), !isAfterName {
        characters.removeFirst(2)
        long()
      } else {
        characters.removeFirst()
        sign(String(first))
      }
    }
  }

  private var isAfterName: Bool { tokens.last.map { $0.last?.isNamePart == true || $0 == "]" || $0 == ")" } ?? false }

  private mutating func take(while isTaken: (Character) -> Bool) -> String {
    let taken = characters.prefix(while: isTaken)
    characters = characters.dropFirst(taken.count)
    return String(taken)
  }

  private mutating func quoted(_ quote: Character) {
    var text = ""
    while let next = characters.popFirst() {
      if next == quote {
        tokens.append("\"")
        return
      }
      text.append(next)
      if next == "\\", let escaped = characters.popFirst() { text.append(escaped) }
    }
    openText = text
  }

  private mutating func long() {
    var text = ""
    while !characters.isEmpty {
      if characters.starts(with: "]]") {
        characters.removeFirst(2)
        tokens.append("\"")
        return
      }
      text.append(characters.removeFirst())
    }
    openText = text
  }

  private mutating func comment() {
    characters.removeFirst(2)
    if characters.starts(with: "[[") {
      while !characters.isEmpty, !characters.starts(with: "]]") { characters.removeFirst() }
      isInComment = characters.isEmpty
      characters = characters.dropFirst(2)
    } else {
      _ = take { $0 != "\n" }
      isInComment = characters.isEmpty
    }
  }

  private mutating func sign(_ sign: String) {
    switch sign {
    case "(", "{", "[":
      brackets.append(Bracket(sign: sign, callee: sign == "[" ? nil : callee, start: tokens.count))
    case ")", "}", "]": _ = brackets.popLast()
    case ",", ";":
      if !brackets.isEmpty {
        brackets[brackets.count - 1].commas += 1
        brackets[brackets.count - 1].key = nil
      }
    case "=":
      let isComparison = tokens.last.map { ["=", "~", "<", ">"].contains($0) } ?? false
      if !isComparison, let name = tokens.last, brackets.last?.sign == "{", name.first?.isLetter == true {
        brackets[brackets.count - 1].key = name
        brackets[brackets.count - 1].given.append(name)
      }
    default: break
    }
    tokens.append(sign)
  }

  /// What the tokens so far would call, were a bracket to follow.
  private var callee: (path: [String], isMethod: Bool)? {
    let (path, separator, last) = Self.path(endOf: tokens)
    guard !last.isEmpty, last.first?.isNumber != true, !Self.keywords.contains(last) else { return nil }
    return (path + [last], separator == ":")
  }

  private static let keywords: Set<String> = [
    "and", "or", "not", "return", "if", "while", "until", "in", "function", "then", "do", "else",
  ]

  /// The names with dots or a colon between them that the tokens end with: all but the last, what stands before the last,
  /// and the last, which may be empty.
  static func path(endOf tokens: [String]) -> (path: [String], separator: String?, last: String) {
    var rest = tokens[...]
    var last = ""
    if let word = rest.last, word.last?.isNamePart == true { last = rest.removeLast() }
    guard let separator = rest.last, separator == "." || separator == ":" else { return ([], nil, last) }
    var path: [String] = []
    var next: String? = separator
    while let sign = next, sign == "." || (sign == ":" && path.isEmpty) {
      rest.removeLast()
      guard let word = rest.last, word.last?.isNamePart == true, word.first?.isNumber != true else {
        return ([], sign, last)
      }
      path.insert(rest.removeLast(), at: 0)
      next = rest.last
    }
    return (path, separator, last)
  }

  // MARK: - At the end

  /// The call whose brackets are open innermost, or that a text alone begins.
  var call: CompletionPlace.Call? {
    if openText != nil, let callee, brackets.last?.sign != "{" || brackets.last?.key == nil || isAfterName {
      if isAfterName { return CompletionPlace.Call(path: callee.path, isMethod: callee.isMethod, place: 0, first: []) }
    }
    for index in brackets.indices.reversed() {
      guard let callee = brackets[index].callee else { continue }
      let isTable = brackets[index].sign == "{"
      let place = isTable ? 0 : brackets[index].commas
      let first = tokens[(brackets[index].start + 1)...].prefix { $0 != "," && $0 != ")" }
      let isPlain = first.allSatisfy { $0 == "." || $0.last?.isNamePart == true }
      return CompletionPlace.Call(
        path: callee.path, isMethod: callee.isMethod, place: place,
        first: isPlain && !isTable ? first.filter { $0 != "." } : [])
    }
    return nil
  }

  /// The table of named arguments that is open: the outermost one within the call.
  private var table: Bracket? {
    guard let index = brackets.lastIndex(where: { $0.callee != nil }) else { return nil }
    if brackets[index].sign == "{" { return brackets[index] }
    return brackets[(index + 1)...].first.flatMap { $0.sign == "{" ? $0 : nil }
  }

  /// The names that the table of named arguments gives values, where the innermost bracket is that table.
  var given: [String]? {
    guard let table, brackets.last?.sign == "{", brackets.last?.start == table.start else { return nil }
    return table.given
  }

  /// The named argument whose value is being written.
  var argument: String? { table?.key }

  /// The name of the value within a table that is the value of an argument.
  var key: String? {
    guard let table, let last = brackets.last, last.sign == "{", last.start != table.start else { return nil }
    return last.key
  }

  /// Whether the name of an argument stands at the end, and not its value.
  func isAtKey(_ stem: String) -> Bool {
    let before = stem.isEmpty ? tokens.last : tokens.dropLast().last
    return before == "{" || before == "," || before == ";"
  }
}
