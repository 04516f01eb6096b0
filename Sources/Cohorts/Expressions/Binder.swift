/// Fits an expression to the columns of a table: checks the kinds, and makes of each node the loop that computes it.
struct Binder {
  let source: String
  let table: String
  let names: [String]

  /// The columns that the expression reads, as far as there are any of these names.
  let columns: [String: Column]

  /// The units of these columns, as far as they are declared.
  var units: [String: Unit] = [:]

  /// The columns whose levels are responses of some vocabulary.
  var responses: Set<String> = []

  /// The column that plays a role, for the name of a role where a column is expected.
  var columnOfRole: (ColumnRole) -> String? = { _ in nil }

  /// What functions over rows gave, by how they are written.
  var grouped: [String: Grouped] = [:]

  /// Whether the expression gives one value a subject, so that a column of the rows cannot stand in it by itself.
  var isPerSubject = false

  /// What a function over rows gave, for each row or each subject.
  struct Grouped {
    let column: Column
    let unit: Unit?
  }

  func error(_ fault: ExpressionFault, at node: Node) -> ExpressionError {
    ExpressionError(fault, at: node.span, in: source)
  }

  /// A part of the expression as it was written, shortened where it is long.
  func words(_ node: Node) -> String {
    let text = written(node)
    return text.count <= 40 ? text : "\(text.prefix(37))..."
  }

  /// A part of the expression as it was written.
  func written(_ node: Node) -> String { String(decoding: Array(source.utf8)[node.span], as: UTF8.self) }

  /// What a node gives.
  func term(_ node: Node) throws(ExpressionError) -> Term {
    switch node.form {
    case .whole(let whole): return .numbers(Numbers(whole), .whole)
    case .number(let number): return .numbers(Numbers(number), .real)
    case .text(let text): return .literal(text)
    case .flag(let flag): return .condition(.constant(flag))
    case .grouped(let function, _):
      guard let grouped = grouped[written(node)] else {
        throw error(isPerSubject ? .manyValues(words(node)) : .misplacedRowFunction(function.rawValue), at: node)
      }
      return Term(grouped.column, named: words(node), unit: grouped.unit)
    case .column(let name):
      if isPerSubject, names.contains(name) { throw error(.manyValues(words(node)), at: node) }
      guard let column = columns[name] else {
        if let role = ColumnRole(rawValue: name.lowercased()), let playing = columnOfRole(role) {
          throw error(.roleForColumn(name, table: table, column: playing), at: node)
        }
        if let fault = ForeignWord.fault(ofValue: name) { throw error(fault, at: node) }
        throw error(.unknownColumn(name, table: table, nearest: Nearest.name(to: name, among: names)), at: node)
      }
      return Term(column, named: name, unit: units[name])
    case .list: throw error(.unexpectedList, at: node)
    case .negated(let operand):
      let (numbers, quantity) = try numbers(operand, of: "-")
      return .numbers(numbers.map { $0.map { -$0 } }, quantity)
    case .arithmetic(let operation, let left, let right): return try arithmetic(operation, left, right, at: node)
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
}
