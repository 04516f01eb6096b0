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
  mutating func block(isLoop: Bool = false) throws(LuaSyntaxError) -> LuaBlock {
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

// MARK: - Locals, assignments and calls

extension Parser {
  /// There is room for so many more locals.
  mutating func checkRoom(for count: Int) throws(LuaSyntaxError) {
    try scoped { scopes throws(ScopeFault) in try scopes.checkRoom(for: count) }
  }

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
    let sign = token.range
    guard try skip(.less) else { return nil }
    if token.kind == .symbol(.minus), token.range.lowerBound == sign.upperBound {
      throw fault("expected \"=\", found \"<-\"; a value is assigned with =", at: sign)
    }
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
