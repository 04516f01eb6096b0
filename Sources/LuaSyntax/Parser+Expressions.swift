extension Parser {
  /// One or more expressions.
  mutating func expressions() throws(LuaSyntaxError) -> [LuaExpression] {
    var expressions = [try expression()]
    try push()
    while try skip(.comma) {
      expressions.append(try expression())
      try push()
    }
    return expressions
  }

  /// An expression of operators that bind tighter than a precedence.
  mutating func expression(above precedence: Int = 0) throws(LuaSyntaxError) -> LuaExpression {
    try enter()
    defer { leave() }
    let values = pendingValues
    defer { pendingValues = values }
    let start = token.range.lowerBound
    let first = try operand()
    var links: [LuaLink] = []
    while let (sign, left, right) = token.kind.infix, left > precedence {
      if links.isEmpty, first.takesRegister { try push() }
      try advance()
      links.append(LuaLink(operator: sign, operand: try expression(above: right)))
    }
    guard !links.isEmpty else { return first }
    return LuaExpression(form: .chain(first, links), range: start..<lastEnd)
  }

  /// What stands between operators: a simple expression with the operators before it.
  private mutating func operand() throws(LuaSyntaxError) -> LuaExpression {
    guard let sign = token.kind.prefix else { return try simple() }
    let start = token.range.lowerBound
    try advance()
    let operand = try expression(above: 12)
    return LuaExpression(form: .unary(sign, operand), range: start..<lastEnd)
  }

  private mutating func simple() throws(LuaSyntaxError) -> LuaExpression {
    let range = token.range
    let form: LuaExpression.Form
    switch token.kind {
    case .integer(let integer): form = .integer(integer)
    case .float(let number): form = .float(number)
    case .string(let text): form = .string(text)
    case .keyword(.nil): form = .nil
    case .keyword(.true): form = .flag(true)
    case .keyword(.false): form = .flag(false)
    case .symbol(.varargs):
      guard scopes.isVariadic else { throw fault("\"...\" stands in a function that does not take it") }
      form = .varargs
    case .symbol(.openBrace): return try table()
    case .keyword(.function):
      try advance()
      let body = try functionBody(at: range.lowerBound)
      return LuaExpression(form: .function(body), range: body.range)
    default: return try suffixed()
    }
    try advance()
    return LuaExpression(form: form, range: range)
  }

  private mutating func table() throws(LuaSyntaxError) -> LuaExpression {
    let start = token.range.lowerBound
    let values = pendingValues
    try advance()
    try push()
    var fields: [LuaTableField] = []
    var listed = 0
    while token.kind != .symbol(.closeBrace) {
      let field = try field()
      fields.append(field)
      if case .position = field.key {
        // Lua stores 50 at a time.
        listed += 1
        if listed % 50 == 0 { pendingValues = values + 1 } else { try push() }
      }
      let isFollowed = try skip(.comma)
      guard isFollowed ? true : try skip(.semicolon) else { break }
    }
    try expect(.symbol(.closeBrace), closing: "{", at: start, of: .table)
    pendingValues = values
    return LuaExpression(form: .table(fields), range: start..<lastEnd)
  }

  private mutating func field() throws(LuaSyntaxError) -> LuaTableField {
    if case .name(let text) = token.kind, try peek() == .symbol(.assign) {
      let word = LuaWord(text: text, range: token.range)
      try advance()
      try advance()
      return LuaTableField(key: .name(word), value: try expression())
    }
    guard token.kind == .symbol(.openBracket) else {
      return LuaTableField(key: .position, value: try expression())
    }
    let start = token.range.lowerBound
    try advance()
    let key = try expression()
    try expect(.symbol(.closeBracket), closing: "[", at: start)
    try expect(.assign)
    return LuaTableField(key: .value(key), value: try expression())
  }

  /// A function from the bracket that opens its parameters.
  mutating func functionBody(at start: Int, isMethod: Bool = false) throws(LuaSyntaxError) -> LuaFunctionBody {
    let values = pendingValues
    pendingValues = 0
    let opening = token.range.lowerBound
    scopes.beginFunction(isVariadic: false)
    var parameters: [Int] = []
    if isMethod { parameters.append(scopes.declare(LuaWord(text: "self", range: start..<start + 8), .receiver)) }
    try expect(.open)
    if token.kind != .symbol(.close) {
      repeat {
        if try skip(.varargs) {
          scopes.isVariadic = true
          break
        }
        let count = parameters.count + 1
        parameters.append(scopes.declare(try word("the name of a parameter"), .parameter))
        try scoped { scopes throws(ScopeFault) in try scopes.checkRoom(for: count) }
      } while try skip(.comma)
    }
    scopes.activate(parameters)
    let isVariadic = scopes.isVariadic
    try expect(.symbol(.close), closing: "(", at: opening, of: .parameters)
    if token.kind == .symbol(.openBrace) {
      throw fault(
        "expected the body of the function, found \"{\"; a function has no braces: function(x) return x + 1 end")
    }
    let block = try statements()
    try expect(.keyword(.end), closing: "function", at: start)
    try scoped { scopes throws(ScopeFault) in try scopes.endFunction() }
    pendingValues = values
    return LuaFunctionBody(parameters: parameters, isVariadic: isVariadic, block: block, range: start..<lastEnd)
  }
}

// MARK: - Names, fields and calls

extension Parser {
  /// A name or an expression in brackets, with the fields, indices and calls that follow it.
  mutating func suffixed() throws(LuaSyntaxError) -> LuaExpression {
    let start = token.range.lowerBound
    let values = pendingValues
    let first = try primary()
    try push()
    var suffixes: [LuaSuffix] = []
    while let suffix = try suffix() { suffixes.append(suffix) }
    pendingValues = values
    guard !suffixes.isEmpty else { return first }
    return LuaExpression(form: .suffixed(first, suffixes), range: start..<lastEnd)
  }

  private mutating func primary() throws(LuaSyntaxError) -> LuaExpression {
    let start = token.range.lowerBound
    switch token.kind {
    case .name(let text):
      let word = LuaWord(text: text, range: token.range)
      try advance()
      let name = try scoped { scopes throws(ScopeFault) in try scopes.use(word) }
      return LuaExpression(form: .name(name), range: word.range)
    case .symbol(.open):
      try advance()
      let inner = try expression()
      try expect(.symbol(.close), closing: "(", at: start)
      return LuaExpression(form: .parenthesised(inner), range: start..<lastEnd)
    default: throw unexpected("an expression")
    }
  }

  private mutating func suffix() throws(LuaSyntaxError) -> LuaSuffix? {
    let start = token.range.lowerBound
    let form: LuaSuffix.Form
    switch token.kind {
    case .symbol(.dot):
      try advance()
      form = .field(try word("the name of a field"))
    case .symbol(.openBracket):
      try advance()
      let key = try expression()
      try expect(.symbol(.closeBracket), closing: "[", at: start, of: .index)
      form = .index(key)
    case .symbol(.colon):
      try advance()
      guard case .name = token.kind else { throw unexpected("the name of a method", or: Self.namedValue) }
      let name = try word("the name of a method")
      if name.range.lowerBound > start + 1 { lastColon = start..<start + 1 }
      guard let arguments = try arguments() else { throw unexpected("\"(\" after the name of a method") }
      form = .method(name, arguments)
    default:
      guard let arguments = try arguments() else { return nil }
      form = .call(arguments)
    }
    return LuaSuffix(form: form, range: start..<lastEnd)
  }

  /// The arguments of a call; `nil` where none are here.
  private mutating func arguments() throws(LuaSyntaxError) -> [LuaExpression]? {
    let range = token.range
    let values = pendingValues
    defer { pendingValues = values }
    switch token.kind {
    case .string(let text):
      try advance()
      return [LuaExpression(form: .string(text), range: range)]
    case .symbol(.openBrace): return [try table()]
    case .symbol(.open):
      try advance()
      if try skip(.close) { return [] }
      let arguments = try expressions()
      try expect(.symbol(.close), closing: "(", at: range.lowerBound, of: .arguments)
      return arguments
    default: return nil
    }
  }
}

extension LuaExpression {
  /// Whether it needs a register while what stands to its right is reckoned; locals have theirs, and constants need none.
  fileprivate var takesRegister: Bool {
    switch form {
    case .nil, .flag, .integer, .float, .string: false
    case .name(let name): name.local == nil
    default: true
    }
  }
}

extension Token.Kind {
  fileprivate var prefix: LuaUnaryOperator? {
    switch self {
    case .keyword(.not): .not
    case .symbol(.minus): .minus
    case .symbol(.hash): .length
    case .symbol(.tilde): .complement
    default: nil
    }
  }

  /// An operator between operands, with how tightly it binds to its left and to its right.
  fileprivate var infix: (LuaBinaryOperator, left: Int, right: Int)? {
    let spelling: String
    switch self {
    case .keyword(.and): spelling = "and"
    case .keyword(.or): spelling = "or"
    case .symbol(let symbol): spelling = symbol.rawValue
    default: return nil
    }
    guard let sign = LuaBinaryOperator(rawValue: spelling) else { return nil }
    let (left, right) = sign.precedence
    return (sign, left, right)
  }
}

extension LuaBinaryOperator {
  fileprivate var precedence: (left: Int, right: Int) {
    switch self {
    case .or: (1, 1)
    case .and: (2, 2)
    case .less, .greater, .lessOrEqual, .greaterOrEqual, .notEqual, .equal: (3, 3)
    case .bitOr: (4, 4)
    case .exclusiveOr: (5, 5)
    case .bitAnd: (6, 6)
    case .shiftLeft, .shiftRight: (7, 7)
    case .concatenate: (9, 8)
    case .add, .subtract: (10, 10)
    case .multiply, .divide, .floorDivide, .modulo: (11, 11)
    case .power: (14, 13)
    }
  }
}
