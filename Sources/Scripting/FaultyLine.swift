import LuaSyntax

/// The line of a text on which an error arose: which values stand there, for what Lua itself does not say.
struct FaultyLine {
  private let chunk: LuaChunk
  private let line: Int
  /// How many characters stand on the line that nobody wrote.
  private let dropped: Int
  /// The expressions of the text that have a part on the line, those within others after them.
  private let expressions: [LuaExpression]

  /// A value that is reached by fields, indices and calls, and how it is written.
  struct Reached {
    /// As it stands in the text: `a.b`.
    let text: String
    /// What it is part of: `a`.
    let owner: String
    /// The last step to it.
    let suffix: LuaSuffix
  }

  /// The line of a text; `nil` where the text is no Lua.
  init?(_ number: Int, of text: String) {
    let (text, dropped) = ScriptSession.entry(in: text)
    self.dropped = number == 1 ? dropped : 0
    guard let chunk = try? LuaChunk(text) else { return nil }
    self.chunk = chunk
    line = number
    var found: [LuaExpression] = []
    func collect(_ expression: LuaExpression) {
      guard chunk.lines(of: expression.range).contains(number) else { return }
      found.append(expression)
      for child in expression.children { collect(child) }
    }
    chunk.block.forEachStatement { for expression in $0.expressions { collect(expression) } }
    expressions = found
  }

  /// The character at which a name that nothing declares stands; `nil` where it stands there more than once, or not at all.
  func column(ofGlobal name: String) -> Int? {
    let uses = chunk.globals.filter { $0.name == name && isOnLine($0.range) }
    return uses.count == 1 ? uses.first.map { chunk.source.position(of: $0.range.lowerBound).column - dropped } : nil
  }

  /// What is reached on the line by a last step of some kind, each text once.
  func reached(by isMeant: (LuaSuffix) -> Bool) -> [Reached] {
    var found: [Reached] = []
    for expression in expressions {
      guard case .suffixed(let first, let suffixes) = expression.form else { continue }
      for (place, suffix) in suffixes.enumerated() where isMeant(suffix) && isOnLine(suffix.range) {
        let start = first.range.lowerBound
        let owner = place == 0 ? first.range.upperBound : suffixes[place - 1].range.upperBound
        let reached = Reached(
          text: text(start..<suffix.range.upperBound), owner: text(start..<owner), suffix: suffix)
        if !found.contains(where: { $0.text == reached.text }) { found.append(reached) }
      }
    }
    return found
  }

  /// What stands on both sides of some operators, constants aside, as it is written.
  func operands(of isMeant: (LuaBinaryOperator) -> Bool) -> [String] {
    var found: [String] = []
    func add(_ expression: LuaExpression) {
      let words = text(expression.range)
      if !expression.isConstant, !found.contains(words) { found.append(words) }
    }
    for expression in expressions {
      guard case .chain(let first, let links) = expression.form else { continue }
      for (place, link) in links.enumerated() where isMeant(link.operator) {
        add(place == 0 ? first : links[place - 1].operand)
        add(link.operand)
      }
    }
    return found
  }

  /// What the calls of a function on the line are given at a place, from 1, as it is written.
  func given(to function: String, at place: Int) -> [String] {
    var found: [String] = []
    for expression in expressions {
      guard case .suffixed(let first, let suffixes) = expression.form else { continue }
      for (index, suffix) in suffixes.enumerated() {
        var place = place
        let arguments: [LuaExpression]
        switch suffix.form {
        case .method(let word, let given) where word.text == function:
          (arguments, place) = (given, place - 1)
        case .call(let given) where name(before: index, of: first, suffixes) == function: arguments = given
        default: continue
        }
        if place >= 1, place <= arguments.count { found.append(text(arguments[place - 1].range)) }
      }
    }
    return found
  }

  /// A local of that name, with the line that declares it, the last before the line, and what it is given there, as it is written.
  func local(_ name: String) -> (line: Int, isParameter: Bool, value: String?)? {
    guard let id = chunk.locals.lastIndex(where: { $0.name == name && lineOf($0.range) <= line }) else { return nil }
    var value: String?
    chunk.block.forEachStatement { statement in
      guard case .local(let ids, let values) = statement.form, let place = ids.firstIndex(of: id), place < values.count
      else { return }
      let text = text(values[place].range)
      if text.utf8.count <= 60, !text.contains("\n") { value = text }
    }
    return (lineOf(chunk.locals[id].range), chunk.locals[id].kind == .parameter, value)
  }

  /// The names that fields have anywhere in the text: in tables, and where they are assigned.
  var fields: [String] {
    var names: [String] = []
    func collect(_ expression: LuaExpression) {
      if case .table(let fields) = expression.form {
        for case .name(let word) in fields.map(\.key) { names.append(word.text) }
      }
      for child in expression.children { collect(child) }
    }
    chunk.block.forEachStatement { statement in
      for expression in statement.expressions { collect(expression) }
      if case .assignment(let targets, _) = statement.form {
        for target in targets { if let name = target.lastField { names.append(name) } }
      }
      if case .function(let target, let method, _) = statement.form {
        if let name = method?.text ?? target.lastField { names.append(name) }
      }
    }
    return names
  }

  private func name(before index: Int, of first: LuaExpression, _ suffixes: [LuaSuffix]) -> String? {
    if index == 0 { if case .name(let name) = first.form { return name.text } else { return nil } }
    if case .field(let word) = suffixes[index - 1].form { return word.text }
    return nil
  }

  private func text(_ range: Range<Int>) -> String { chunk.source.text(range) }
  private func lineOf(_ range: Range<Int>) -> Int { chunk.source.position(of: range.lowerBound).line }
  private func isOnLine(_ range: Range<Int>) -> Bool { lineOf(range) == line }
}

extension LuaChunk {
  fileprivate func lines(of range: Range<Int>) -> ClosedRange<Int> {
    source.position(of: range.lowerBound).line...source.position(of: range.upperBound).line
  }
}

extension LuaExpression {
  fileprivate var isConstant: Bool {
    switch form {
    case .integer, .float, .string, .flag, .table, .function: true
    default: false
    }
  }

  fileprivate var lastField: String? {
    if case .suffixed(_, let suffixes) = form, case .field(let word)? = suffixes.last?.form { word.text } else { nil }
  }
}
