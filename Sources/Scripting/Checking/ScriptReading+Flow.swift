import LuaSyntax

/// Statements that are never reached.
extension ScriptReading {
  func checkFlow() {
    checkReach(of: chunk.block)
    chunk.block.forEachStatement { statement in
      for block in statement.blocks + statement.expressions.flatMap(\.functions).map(\.block) { checkReach(of: block) }
    }
  }

  private func checkReach(of block: LuaBlock) {
    let statements = block.statements.filter(\.doesSomething)
    for (statement, next) in zip(statements, statements.dropFirst()) where never(continues: statement) && !next.isLabel
    {
      let line = chunk.source.position(of: statement.range.lowerBound).line
      return report(.unreachable, .warning, "this is never reached: line \(line) \(statement.exit)", at: next.range)
    }
  }

  /// Whether a block never ends by going on to what stands after it.
  func never(continues block: LuaBlock) -> Bool {
    guard let last = block.statements.lastIndex(where: { never(continues: $0) }) else { return false }
    return !block.statements[last...].contains(where: \.isLabel)
  }

  private func never(continues statement: LuaStatement) -> Bool {
    switch statement.form {
    case .return, .break, .goto: true
    case .do(let inner): never(continues: inner)
    case .if(let clauses, let otherwise?):
      clauses.allSatisfy { never(continues: $0.block) } && never(continues: otherwise)
    case .while(let condition, let body):
      if case .flag(true) = condition.form { !body.canLeaveLoop } else { false }
    case .call(let call): isError(call)
    default: false
    }
  }

  private func isError(_ call: LuaExpression) -> Bool {
    guard case .suffixed(let first, let suffixes) = call.form, suffixes.count == 1, suffixes[0].isCall,
      case .global("error") = value(of: first)
    else { return false }
    return true
  }
}

extension LuaStatement {
  fileprivate var doesSomething: Bool { if case .empty = form { false } else { true } }

  fileprivate var isLabel: Bool { if case .label = form { true } else { false } }

  /// Why what follows is not reached.
  fileprivate var exit: String {
    switch form {
    case .return: "returns"
    case .break: "leaves the loop"
    case .goto(let label): "goes to \(label.text)"
    case .call: "always fails"
    default: "never goes on to here"
    }
  }
}

extension LuaBlock {
  /// Whether a loop around it may end by a `break` or a `goto`.
  fileprivate var canLeaveLoop: Bool {
    statements.contains { statement in
      switch statement.form {
      case .break, .goto: true
      case .while(_, let inner), .repeat(let inner, _), .numericFor(_, _, _, _, let inner),
        .genericFor(_, _, let inner):
        inner.hasGoto
      case .function, .localFunction: false
      default: statement.blocks.contains(where: \.canLeaveLoop)
      }
    }
  }

  private var hasGoto: Bool {
    statements.contains { statement in
      if case .goto = statement.form { return true }
      return statement.blocks.contains(where: \.hasGoto)
    }
  }
}
