// What stands within what, for those who go through a whole text.

extension LuaExpression {
  /// The expressions right within it, in the order of the text; those of a function's body stand in its statements.
  public var children: [LuaExpression] {
    switch form {
    case .nil, .flag, .integer, .float, .string, .varargs, .name, .function: []
    case .table(let fields):
      fields.flatMap { field in
        if case .value(let key) = field.key { [key, field.value] } else { [field.value] }
      }
    case .parenthesised(let inner): [inner]
    case .unary(_, let operand): [operand]
    case .chain(let first, let links): [first] + links.map(\.operand)
    case .suffixed(let first, let suffixes): [first] + suffixes.flatMap(\.children)
    }
  }

  /// The bodies of the functions within it, however deep, but not within each other.
  public var functions: [LuaFunctionBody] {
    if case .function(let body) = form { [body] } else { children.flatMap(\.functions) }
  }
}

extension LuaSuffix {
  /// The expressions within it.
  public var children: [LuaExpression] {
    switch form {
    case .field: []
    case .index(let key): [key]
    case .call(let arguments), .method(_, let arguments): arguments
    }
  }
}

extension LuaStatement {
  /// The expressions right within it, in the order of the text.
  public var expressions: [LuaExpression] {
    switch form {
    case .empty, .do, .localFunction, .break, .goto, .label: []
    case .local(_, let values): values
    case .assignment(let targets, let values): targets + values
    case .call(let call): [call]
    case .while(let condition, _), .repeat(_, let condition): [condition]
    case .if(let clauses, _): clauses.map(\.condition)
    case .numericFor(_, let from, let to, let step, _): [from, to] + (step.map { [$0] } ?? [])
    case .genericFor(_, let values, _): values
    case .function(let target, _, _): [target]
    case .return(let values): values
    }
  }

  /// The blocks right within it, in the order of the text; those of the functions in its expressions are not.
  public var blocks: [LuaBlock] {
    switch form {
    case .do(let block), .while(_, let block), .repeat(let block, _), .numericFor(_, _, _, _, let block),
      .genericFor(_, _, let block):
      [block]
    case .if(let clauses, let otherwise): clauses.map(\.block) + (otherwise.map { [$0] } ?? [])
    case .function(_, _, let body), .localFunction(_, let body): [body.block]
    case .empty, .local, .assignment, .call, .return, .break, .goto, .label: []
    }
  }
}

extension LuaBlock {
  /// Visits all statements in it, however deep, those of functions among them; each before what is within it.
  public func forEachStatement(_ visit: (LuaStatement) -> Void) {
    for statement in statements {
      visit(statement)
      for body in statement.expressions.flatMap(\.functions) { body.block.forEachStatement(visit) }
      for block in statement.blocks { block.forEachStatement(visit) }
    }
  }
}
