extension Parser {
  /// Statements up to what ends a block.
  mutating func statements() throws(LuaSyntaxError) -> LuaBlock {
    var statements: [LuaStatement] = []
    while !endsBlock {
      let isLast = token.kind == .keyword(.return)
      statements.append(contentsOf: try statement())
      if isLast { break }
    }
    return LuaBlock(statements: statements)
  }

  /// Statements in a scope of their own.
  private mutating func block(isLoop: Bool = false) throws(LuaSyntaxError) -> LuaBlock {
    scopes.beginBlock(isLoop: isLoop)
    let block = try statements()
    try scoped { scopes throws(ScopeFault) in try scopes.endBlock() }
    return block
  }

  private var endsBlock: Bool { endsBlockBeforeUntil || token.kind == .keyword(.until) }

  private var endsBlockBeforeUntil: Bool {
    switch token.kind {
    case .end, .keyword(.else), .keyword(.elseif), .keyword(.end): true
    default: false
    }
  }

  /// A statement; a label comes with the labels and semicolons that follow it.
  private mutating func statement() throws(LuaSyntaxError) -> [LuaStatement] {
    try enter()
    defer { leave() }
    let start = token.range.lowerBound
    if token.kind == .symbol(.doubleColon) { return try label() }
    statementStart = start
    let form = try form(at: start)
    pendingValues = 0
    return [LuaStatement(form: form, range: start..<max(lastEnd, start))]
  }

  private mutating func form(at start: Int) throws(LuaSyntaxError) -> LuaStatement.Form {
    switch token.kind {
    case .symbol(.semicolon):
      try advance()
      return .empty
    case .keyword(.if): return try conditional(at: start)
    case .keyword(.while): return try whileLoop(at: start)
    case .keyword(.do):
      try advance()
      let block = try block()
      try expect(.keyword(.end), closing: "do", at: start)
      return .do(block)
    case .keyword(.for): return try forLoop(at: start)
    case .keyword(.repeat): return try repeatLoop(at: start)
    case .keyword(.function): return try functionStatement(at: start)
    case .keyword(.local):
      try advance()
      if token.kind == .keyword(.function) { return try localFunction() }
      return try localVariables()
    case .keyword(.return): return try returnStatement()
    case .keyword(.break):
      guard scopes.isInLoop else { throw fault("\"break\" stands in no loop") }
      try advance()
      return .break
    case .keyword(.goto):
      try advance()
      let name = try word("the name of a label")
      scopes.goto(name)
      return .goto(name)
    default: return try assignmentOrCall()
    }
  }

  private mutating func label() throws(LuaSyntaxError) -> [LuaStatement] {
    let start = token.range.lowerBound
    try advance()
    let name = try word("the name of a label")
    try expect(.doubleColon)
    var statements = [LuaStatement(form: .label(name), range: start..<lastEnd)]
    // What is no statement does not keep a label from being the last.
    while token.kind == .symbol(.semicolon) || token.kind == .symbol(.doubleColon) {
      statements += try statement()
    }
    let isLast = endsBlockBeforeUntil
    try scoped { scopes throws(ScopeFault) in try scopes.label(name, isLast: isLast) }
    return statements
  }

  private mutating func returnStatement() throws(LuaSyntaxError) -> LuaStatement.Form {
    try advance()
    let values = endsBlock || token.kind == .symbol(.semicolon) ? [] : try expressions()
    _ = try skip(.semicolon)
    return .return(values)
  }
}

// MARK: - Conditions and loops

extension Parser {
  private mutating func conditional(at start: Int) throws(LuaSyntaxError) -> LuaStatement.Form {
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

  private mutating func whileLoop(at start: Int) throws(LuaSyntaxError) -> LuaStatement.Form {
    try advance()
    let condition = try expression()
    pendingValues = 0
    try expect(.do)
    let block = try block(isLoop: true)
    try expect(.keyword(.end), closing: "while", at: start)
    return .while(condition, block)
  }

  /// The condition sees the locals of the block.
  private mutating func repeatLoop(at start: Int) throws(LuaSyntaxError) -> LuaStatement.Form {
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

  private mutating func forLoop(at start: Int) throws(LuaSyntaxError) -> LuaStatement.Form {
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

  private mutating func checkRoom(for count: Int) throws(LuaSyntaxError) {
    try scoped { scopes throws(ScopeFault) in try scopes.checkRoom(for: count) }
  }
}

// MARK: - Locals, assignments and calls

extension Parser {
  private mutating func localFunction() throws(LuaSyntaxError) -> LuaStatement.Form {
    let start = token.range.lowerBound
    try advance()
    let name = try word("the name of a function")
    try checkRoom(for: 1)
    let id = scopes.declare(name, .function)
    scopes.activate([id])
    return .localFunction(id, try functionBody(at: start))
  }

  private mutating func localVariables() throws(LuaSyntaxError) -> LuaStatement.Form {
    var ids: [Int] = []
    var hasClose = false
    repeat {
      let name = try word("the name of a variable")
      try checkRoom(for: ids.count + 1)
      let id = scopes.declare(name, .variable)
      ids.append(id)
      guard let attribute = try attribute() else { continue }
      if attribute == .close {
        guard !hasClose else { throw fault("only one variable of a local statement can be <close>", at: name.range) }
        hasClose = true
      }
      scopes.setAttribute(attribute, of: id)
    } while try skip(.comma)
    let values = try skip(.assign) ? try expressions() : []
    if let last = ids.last, values.count == ids.count, let value = values.last, value.isFolded,
      scopes.locals[last].attribute == .constant
    {
      scopes.fold(last)
    }
    scopes.activate(ids)
    return .local(ids, values: values)
  }

  private mutating func attribute() throws(LuaSyntaxError) -> LuaLocal.Attribute? {
    guard try skip(.less) else { return nil }
    let word = try word("\"const\" or \"close\"")
    guard let attribute = LuaLocal.Attribute(rawValue: word.text) else {
      throw fault("expected \"const\" or \"close\", found \"\(word.text)\"", at: word.range)
    }
    try expect(.greater)
    return attribute
  }

  private mutating func functionStatement(at start: Int) throws(LuaSyntaxError) -> LuaStatement.Form {
    try advance()
    let first = try word("the name of a function")
    let name = try scoped { scopes throws(ScopeFault) in try scopes.use(first) }
    var suffixes: [LuaSuffix] = []
    var method: LuaWord?
    while token.kind == .symbol(.dot) || token.kind == .symbol(.colon) {
      let begin = token.range.lowerBound
      let isMethod = token.kind == .symbol(.colon)
      try advance()
      let word = try word("a name")
      if isMethod {
        method = word
        break
      }
      suffixes.append(LuaSuffix(form: .field(word), range: begin..<lastEnd))
    }
    let target = LuaExpression(form: .name(name), range: name.range)
    if suffixes.isEmpty, method == nil { try scoped { scopes throws(ScopeFault) in try scopes.assign(name) } }
    let body = try functionBody(at: start, isMethod: method != nil)
    let whole =
      suffixes.isEmpty
      ? target
      : LuaExpression(
        form: .suffixed(target, suffixes), range: name.range.lowerBound..<(suffixes.last?.range.upperBound ?? 0))
    return .function(whole, method: method, body)
  }

  private mutating func assignmentOrCall() throws(LuaSyntaxError) -> LuaStatement.Form {
    let first = try suffixed()
    guard token.kind == .symbol(.assign) || token.kind == .symbol(.comma) else {
      guard case .suffixed(_, let suffixes) = first.form, suffixes.last?.isCall == true else {
        throw first.isAssignable
          ? lone(first) : fault("a statement should be a call or an assignment", at: first.range)
      }
      return .call(first)
    }
    var targets = [first]
    try assign(first)
    while try skip(.comma) {
      try enter()
      try push(2)
      let next = try suffixed()
      try assign(next)
      targets.append(next)
    }
    leave(targets.count - 1)
    try expect(.assign)
    return .assignment(targets, values: try expressions())
  }

  /// A statement is no more than a name or a field.
  private func lone(_ expression: LuaExpression) -> LuaSyntaxError {
    unexpected("\"=\" or a call", or: hint(ofLone: expression))
  }

  /// An expression turns out to be assigned.
  private mutating func assign(_ target: LuaExpression) throws(LuaSyntaxError) {
    if case .name(let name) = target.form {
      try scoped { scopes throws(ScopeFault) in try scopes.assign(name) }
    } else if !target.isAssignable {
      throw fault("only variables and fields can be assigned", at: target.range)
    }
  }
}

extension LuaExpression {
  /// Whether it can stand to the left of `=`.
  fileprivate var isAssignable: Bool {
    switch form {
    case .name: true
    case .suffixed(_, let suffixes): suffixes.last?.isCall == false
    default: false
    }
  }

  /// Whether Lua puts it in the place of a constant's name.
  fileprivate var isFolded: Bool {
    switch form {
    case .nil, .flag, .integer, .float, .string: true
    case .unary(.minus, let operand): operand.isNumeral
    default: false
    }
  }

  private var isNumeral: Bool {
    switch form {
    case .integer, .float: true
    default: false
    }
  }
}
