/// Reads the tokens of an expression into a tree, with the precedence of Lua 5.4 (reference manual, section 3.4.8);
/// `in` stands with the comparisons.
struct Parser {
  /// The deepest nesting that is read.
  static let deepest = 200

  private var lexer: Lexer
  private var token: Token
  private var nesting = 0

  /// Whether functions over all rows of a subject are read.
  private let readsRows: Bool

  /// The tree of a whole expression.
  static func parse(_ source: String) throws(ExpressionError) -> Node {
    var parser = try Parser(source, readsRows: false)
    let root = try parser.expression(above: 0)
    guard parser.token.kind == .end else {
      throw parser.unexpected(expected: "an operator such as and, == or +")
    }
    return root
  }

  private init(_ source: String, readsRows: Bool) throws(ExpressionError) {
    self.readsRows = readsRows
    lexer = Lexer(source)
    token = try lexer.next()
  }

  private mutating func advance() throws(ExpressionError) { token = try lexer.next() }

  private func unexpected(expected: String) -> ExpressionError {
    switch token.kind {
    case .name(let word, isQuoted: false) where expected.hasPrefix("an operator"):
      if let instead = ForeignWord.instead(ofOperator: word) {
        lexer.error(.foreignOperator(word, instead: instead), at: token.span)
      } else {
        lexer.error(.unexpected(word, expected: expected), at: token.span)
      }
    case .end: lexer.error(.unexpectedEnd(expected: expected), at: token.span)
    default: lexer.error(.unexpected(lexer.text(token.span), expected: expected), at: token.span)
    }
  }

  private func made(_ form: Node.Form, at span: Range<Int>) throws(ExpressionError) -> Node {
    let node = Node(form, at: span)
    guard node.depth <= Self.deepest else { throw lexer.error(.tooDeep(most: Self.deepest), at: token.span) }
    return node
  }
}

// MARK: - What is said of rows

extension Parser {
  /// An expression over the rows of subjects, and the clauses `where` and `by` after it, in either order, each at most once.
  static func parseRows(
    _ source: String
  ) throws(ExpressionError) -> (value: Node, condition: Node?, order: Node?) {
    var parser = try Parser(source, readsRows: true)
    let value = try parser.expression(above: 0)
    var clauses: [String: Node] = [:]
    while case .name(let word, isQuoted: false) = parser.token.kind, word == "where" || word == "by" {
      guard clauses[word] == nil else { throw parser.lexer.error(.clauseTwice(word), at: parser.token.span) }
      try parser.advance()
      clauses[word] = try parser.expression(above: 0)
    }
    guard parser.token.kind == .end else { throw parser.unexpected(expected: "an operator, where or by") }
    return (value, clauses["where"], clauses["by"])
  }
}

// MARK: - Operators

extension Parser {
  private enum Infix {
    case or, and, member, outsider
    case comparison(Comparison)
    case arithmetic(Arithmetic)
  }

  private static let unaryPrecedence = 6

  /// The operator at the present place, how tightly it binds, and how tightly what follows it must bind.
  private var infix: (operator: Infix, left: Int, right: Int)? {
    switch token.kind {
    case .word(.or): (.or, 1, 1)
    case .word(.and): (.and, 2, 2)
    case .word(.in): (.member, 3, 3)
    case .word(.not): (.outsider, 3, 3)
    case .sign(let sign):
      if let comparison = Comparison(rawValue: sign.rawValue) {
        (.comparison(comparison), 3, 3)
      } else if let arithmetic = Arithmetic(rawValue: sign.rawValue) {
        switch arithmetic {
        case .add, .subtract: (.arithmetic(arithmetic), 4, 4)
        case .multiply, .divide, .floorDivide, .modulo: (.arithmetic(arithmetic), 5, 5)
        case .power: (.arithmetic(arithmetic), 8, 7)
        }
      } else {
        nil
      }
    default: nil
    }
  }

  /// An expression of the operators that bind tighter than a precedence.
  private mutating func expression(above precedence: Int) throws(ExpressionError) -> Node {
    nesting += 1
    defer { nesting -= 1 }
    guard nesting <= Self.deepest else { throw lexer.error(.tooDeep(most: Self.deepest), at: token.span) }
    var left = try prefix()
    while let (infix, binding, right) = infix, binding > precedence {
      try advance()
      left = try joined(left, infix, right)
    }
    return left
  }

  private mutating func joined(
    _ left: Node, _ infix: Infix, _ precedence: Int
  ) throws(ExpressionError) -> Node {
    switch infix {
    case .member: return try membership(of: left)
    case .outsider:
      guard token.kind == .word(.in) else { throw unexpected(expected: "in") }
      try advance()
      let member = try membership(of: left)
      return try made(.not(member), at: member.span)
    case .and: return try row(from: left, of: .and, precedence) { .all($0) }
    case .or: return try row(from: left, of: .or, precedence) { .any($0) }
    case .comparison(let comparison):
      let right = try expression(above: precedence)
      return try made(.comparison(comparison, left, right), at: left.span.lowerBound..<right.span.upperBound)
    case .arithmetic(let arithmetic):
      let right = try expression(above: precedence)
      return try made(.arithmetic(arithmetic, left, right), at: left.span.lowerBound..<right.span.upperBound)
    }
  }

  /// A row of operands joined by one word, the first of which and one word have been read.
  private mutating func row(
    from first: Node, of word: Token.Word, _ precedence: Int, _ form: ([Node]) -> Node.Form
  ) throws(ExpressionError) -> Node {
    var operands = [first]
    while true {
      let next = try expression(above: precedence)
      operands.append(next)
      guard token.kind == .word(word) else {
        return try made(form(operands), at: first.span.lowerBound..<next.span.upperBound)
      }
      try advance()
    }
  }

  private mutating func membership(of element: Node) throws(ExpressionError) -> Node {
    guard token.kind == .sign(.openBrace) else { throw unexpected(expected: "a list such as {1, 2}") }
    let (members, end) = try list(closedBy: .closeBrace)
    return try made(.membership(element, members), at: element.span.lowerBound..<end)
  }
}

// MARK: - Operands

extension Parser {
  private mutating func prefix() throws(ExpressionError) -> Node {
    let start = token.span
    switch token.kind {
    case .sign(.minus):
      try advance()
      let operand = try expression(above: Self.unaryPrecedence)
      let span = start.lowerBound..<operand.span.upperBound
      switch operand.form {
      case .whole(let whole): return Node(.whole(-whole), at: span)
      case .number(let number): return Node(.number(-number), at: span)
      default: return try made(.negated(operand), at: span)
      }
    case .word(.not):
      try advance()
      let operand = try expression(above: Self.unaryPrecedence)
      return try made(.not(operand), at: start.lowerBound..<operand.span.upperBound)
    case .sign(.open):
      try advance()
      let inner = try expression(above: 0)
      let end = token.span.upperBound
      try close(.close, openedAt: start)
      return Node(inner.form, at: start.lowerBound..<end)
    default: return try operand()
    }
  }

  private mutating func operand() throws(ExpressionError) -> Node {
    let (kind, span) = (token.kind, token.span)
    switch kind {
    case .whole(let whole): try advance(); return Node(.whole(whole), at: span)
    case .number(let number): try advance(); return Node(.number(number), at: span)
    case .text(let text): try advance(); return Node(.text(text), at: span)
    case .word(.true): try advance(); return Node(.flag(true), at: span)
    case .word(.false): try advance(); return Node(.flag(false), at: span)
    case .word(.nil): throw lexer.error(.nilValue, at: span)
    case .name(let name, let isQuoted):
      try advance()
      guard !isQuoted, token.kind == .sign(.open) else { return Node(.column(name), at: span) }
      return try call(name, at: span)
    default: throw unexpected(expected: "a value")
    }
  }

  private mutating func call(_ name: String, at span: Range<Int>) throws(ExpressionError) -> Node {
    let (function, rowFunction) = (ExpressionFunction(rawValue: name), RowFunction(rawValue: name))
    guard function != nil || rowFunction != nil else {
      if let instead = ForeignWord.instead(ofFunction: name) {
        throw lexer.error(.foreignFunction(name, instead: instead), at: span)
      }
      let known = ExpressionFunction.allCases.map(\.rawValue) + (readsRows ? RowFunction.allCases.map(\.rawValue) : [])
      throw lexer.error(.unknownFunction(name, nearest: Nearest.name(to: name, among: known)), at: span)
    }
    let (arguments, end) = try list(closedBy: .close, of: function)
    let whole = span.lowerBound..<end
    // `max(x)` is the largest of a subject's rows, `max(x, y)` the larger of two values.
    if let rowFunction, rowFunction.arity.contains(arguments.count), readsRows || function == nil {
      return try made(.grouped(rowFunction, arguments), at: whole)
    }
    let arity = function?.arity ?? rowFunction?.arity ?? 0...0
    guard let function, arity.contains(arguments.count) else {
      throw lexer.error(.argumentCount(name, takes: arity, found: arguments.count), at: whole)
    }
    return try made(.call(function, arguments), at: whole)
  }

  /// The values of a list, from its opening bracket on, and where it ends.
  private mutating func list(
    closedBy closing: Token.Sign, of function: ExpressionFunction? = nil
  ) throws(ExpressionError) -> (values: [Node], end: Int) {
    let start = token.span
    try advance()
    var values: [Node] = []
    while token.kind != .sign(closing) {
      if function?.takesLists == true, token.kind == .sign(.openBrace) {
        let brace = token.span.lowerBound
        let (members, end) = try list(closedBy: .closeBrace)
        values.append(try made(.list(members), at: brace..<end))
      } else {
        values.append(try expression(above: 0))
      }
      guard token.kind == .sign(.comma) else { break }
      try advance()
    }
    let end = token.span.upperBound
    try close(closing, openedAt: start)
    return (values, end)
  }

  private mutating func close(_ closing: Token.Sign, openedAt start: Range<Int>) throws(ExpressionError) {
    guard token.kind == .sign(closing) else {
      if token.kind == .end { throw lexer.error(.unclosed(lexer.text(start)), at: start) }
      throw unexpected(expected: closing == .close ? ") or an operator" : "} or a comma")
    }
    try advance()
  }
}
