/// Fits an expression to the columns of a table: checks the kinds, and makes of each node the loop that computes it.
struct Binder {
  let source: String
  let table: String
  let names: [String]

  /// The columns that the expression reads, as far as there are any of these names.
  let columns: [String: Column]

  func error(_ fault: ExpressionFault, at node: Node) -> ExpressionError {
    ExpressionError(fault, at: node.span, in: source)
  }

  /// A part of the expression as it was written, shortened where it is long.
  func words(_ node: Node) -> String {
    let text = String(decoding: Array(source.utf8)[node.span], as: UTF8.self)
    return text.count <= 40 ? text : "\(text.prefix(37))..."
  }

  /// What a node gives.
  func term(_ node: Node) throws(ExpressionError) -> Term {
    switch node.form {
    case .whole(let whole): return .numbers(Numbers(whole), .whole)
    case .number(let number): return .numbers(Numbers(number), .real)
    case .text(let text): return .literal(text)
    case .flag(let flag): return .condition(.constant(flag))
    case .column(let name):
      guard let column = columns[name] else {
        throw error(.unknownColumn(name, table: table, nearest: Nearest.name(to: name, among: names)), at: node)
      }
      return Term(column, named: name)
    case .negated(let operand):
      let (numbers, quantity) = try numbers(operand, of: "-")
      return .numbers(numbers.map { $0.map { -$0 } }, quantity)
    case .arithmetic(let operation, let left, let right):
      let (first, firstQuantity) = try numbers(left, of: operation.rawValue)
      let (second, secondQuantity) = try numbers(right, of: operation.rawValue)
      let staysWhole = firstQuantity == .whole && secondQuantity == .whole && operation.keepsWholes
      return .numbers(first.map(second) { Reckoning.apply(operation, $0, $1) }, staysWhole ? .whole : .real)
    case .not(let operand): return .condition(try condition(operand).negated)
    case .all(let operands): return .condition(.all(try conditions(operands)))
    case .any(let operands): return .condition(.any(try conditions(operands)))
    case .comparison(let comparison, let left, let right):
      return .condition(try self.comparison(comparison, left, right, at: node))
    case .membership(let element, let members): return .condition(try membership(element, members))
    case .call(let function, let arguments): return try call(function, arguments)
    }
  }

  /// A node that must be a condition.
  func condition(_ node: Node) throws(ExpressionError) -> Condition {
    let term = try term(node)
    guard case .condition(let condition) = term else {
      throw error(.notCondition(words(node), term.kind), at: node)
    }
    return condition
  }

  private func conditions(_ nodes: [Node]) throws(ExpressionError) -> [Condition] {
    var conditions: [Condition] = []
    for node in nodes { conditions.append(try condition(node)) }
    return conditions
  }

  /// A node that must be numbers to reckon with.
  func numbers(_ node: Node, of name: String) throws(ExpressionError) -> (Numbers, Term.Quantity) {
    let term = try term(node)
    guard case .numbers(let numbers, let quantity) = term else {
      throw error(.wrongOperand(words(node), term.kind, needs: "a number", of: name), at: node)
    }
    guard quantity.isNumber else { throw error(.dateArithmetic(words(node), term.kind), at: node) }
    return (numbers, quantity)
  }
}

extension Arithmetic {
  /// Whether whole numbers stay whole under it.
  fileprivate var keepsWholes: Bool { self != .divide && self != .power }
}
