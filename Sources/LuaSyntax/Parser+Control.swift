// Conditions and loops.

extension Parser {
  mutating func conditional(at start: Int) throws(LuaSyntaxError) -> LuaStatement.Form {
    var clauses: [LuaClause] = []
    var otherwise: LuaBlock?
    repeat {
      try advance()
      let condition = try expression()
      pendingValues = 0
      try expectThen(after: condition)
      clauses.append(LuaClause(condition: condition, block: try block()))
    } while token.kind == .keyword(.elseif)
    let word = token.range
    if try skip(.else) { otherwise = try block() }
    guard try skip(Keyword.end) else { throw unclosed("if", at: start, or: hintOfSecondIf(otherwise, behind: word)) }
    return .if(clauses, otherwise: otherwise)
  }

  /// What is said where an `if` stands behind an `else`, and one end closes both.
  private func hintOfSecondIf(_ block: LuaBlock?, behind word: Range<Int>) -> String? {
    guard let first = block?.statements.first, case .if = first.form,
      source.position(of: first.range.lowerBound).line == source.position(of: word.lowerBound).line
    else { return nil }
    return "; else if opens a second if: write elseif"
  }

  private mutating func expectThen(after condition: LuaExpression) throws(LuaSyntaxError) {
    if try skip(.then) { return }
    // if (a) { b() } is a call to Lua.
    if case .suffixed(_, let suffixes) = condition.form, case .call? = suffixes.last?.form,
      let call = suffixes.last?.range, source.bytes[call.lowerBound] == UInt8(ascii: "{")
    {
      throw fault(
        "expected \"then\", found \"{\"; a block has no braces: it begins with then and ends with end",
        at: call.lowerBound..<call.lowerBound + 1)
    }
    try expect(.then)
  }

  mutating func whileLoop(at start: Int) throws(LuaSyntaxError) -> LuaStatement.Form {
    try advance()
    let condition = try expression()
    pendingValues = 0
    try expect(.do)
    let block = try block(isLoop: true)
    try expect(.keyword(.end), closing: "while", at: start)
    return .while(condition, block)
  }

  /// The condition sees the locals of the block.
  mutating func repeatLoop(at start: Int) throws(LuaSyntaxError) -> LuaStatement.Form {
    try advance()
    scopes.beginBlock(isLoop: true)
    scopes.beginBlock()
    let block = try statements()
    try expect(.keyword(.until), closing: "repeat", at: start)
    let condition = try expression()
    try scoped { scopes throws(ScopeFault) in
      try scopes.endBlock()
      try scopes.endBlock()
    }
    return .repeat(block, until: condition)
  }

  mutating func forLoop(at start: Int) throws(LuaSyntaxError) -> LuaStatement.Form {
    try advance()
    if token.kind == .symbol(.open) { throw unexpected("the name of a variable", or: Self.loopForms) }
    let first = try word("the name of a variable")
    scopes.beginBlock(isLoop: true)
    let form: LuaStatement.Form
    switch token.kind {
    case .symbol(.assign): form = try numericFor(first, at: start)
    case .symbol(.comma), .keyword(.in): form = try genericFor(first, at: start)
    default: throw unexpected("\"=\" or \"in\"")
    }
    try scoped { scopes throws(ScopeFault) in try scopes.endBlock() }
    return form
  }

  private static let loopForms =
    "; write for i = 1, 10 do … end, or for place, value in ipairs(list) do … end, without brackets"

  private mutating func numericFor(_ name: LuaWord, at start: Int) throws(LuaSyntaxError) -> LuaStatement.Form {
    try advance()
    try checkRoom(for: 4)
    let from = try expression()
    try push()
    guard try skip(.comma) else { throw unexpected("\",\"", or: "; numbers are counted with for i = 1, 10 do … end") }
    let to = try expression()
    try push()
    let step = try skip(.comma) ? try expression() : nil
    let id = scopes.declare(name, .loop)
    let block = try loopBody([id], unnamed: 3, at: start)
    return .numericFor(id, from: from, to: to, step: step, block)
  }

  private mutating func genericFor(_ first: LuaWord, at start: Int) throws(LuaSyntaxError) -> LuaStatement.Form {
    var names = [first]
    while try skip(.comma) { names.append(try word("the name of a variable")) }
    try checkRoom(for: names.count + 4)
    try expect(.in)
    let values = try expressions()
    let ids = names.map { scopes.declare($0, .loop) }
    let block = try loopBody(ids, unnamed: 4, at: start)
    return .genericFor(ids, in: values, block)
  }

  private mutating func loopBody(
    _ ids: [Int], unnamed: Int, at start: Int
  ) throws(LuaSyntaxError) -> LuaBlock {
    pendingValues = 0
    try expect(.do)
    scopes.beginBlock()
    scopes.activate(ids, unnamed: unnamed)
    let block = try statements()
    try scoped { scopes throws(ScopeFault) in try scopes.endBlock() }
    try expect(.keyword(.end), closing: "for", at: start)
    return block
  }
}
