import RealModule

extension Binder {
  /// A call of a function; the parser has counted its values.
  func call(_ function: ExpressionFunction, _ values: [Node]) throws(ExpressionError) -> Term {
    switch function {
    case .isMissing: return .condition(try isMissing(values[0]))
    case .ifMissing: return try ifMissing(values[0], values[1])
    case .min: return try extreme(values, function, Reckoning.smaller)
    case .max: return try extreme(values, function, Reckoning.larger)
    case .abs:
      let (numbers, quantity) = try numbers(values[0], of: function.rawValue)
      return .numbers(numbers.map { $0.map { $0.magnitude } }, quantity)
    case .log: return try real(values[0], function) { $0 > 0 ? .log($0) : .nan }
    case .exp: return try real(values[0], function) { .exp($0) }
    case .sqrt: return try real(values[0], function) { $0.squareRoot() }
    case .floor:
      let (numbers, _) = try numbers(values[0], of: function.rawValue)
      return .numbers(numbers.map { $0.map { $0.rounded(.down) } }, .whole)
    case .round:
      let (numbers, _) = try numbers(values[0], of: function.rawValue)
      return .numbers(numbers.map { $0.map { $0.rounded(.toNearestOrAwayFromZero) } }, .whole)
    case .year: return .numbers(try dayOf(values[0], function).map(Reckoning.years), .whole)
    case .daysBetween:
      let from = try days(values[0], try term(values[0]), function)
      let to = try days(values[1], try term(values[1]), function)
      return .numbers(to.map(from) { Reckoning.apply(.subtract, $0, $1) }, .whole)
    case .date: return .numbers(try dayOf(values[0], function), .day)
    case .startsWith: return .condition(try startsWith(values[0], values[1]))
    }
  }

  /// A real function of numbers; missing where it has no finite value.
  private func real(
    _ node: Node, _ function: ExpressionFunction, _ value: @escaping (Double) -> Double
  ) throws(ExpressionError) -> Term {
    let (numbers, _) = try numbers(node, of: function.rawValue)
    return .numbers(
      numbers.map { block in
        block.map { number in
          let result = value(number)
          return result.isFinite ? result : .nan
        }
      }, .real)
  }

  private func isMissing(_ node: Node) throws(ExpressionError) -> Condition {
    if case .column(let name) = node.form, let column = columns[name], column.type != .number {
      return .isMissing(column.validity)
    }
    return try term(node).isMissing
  }

  private func ifMissing(_ node: Node, _ replacementNode: Node) throws(ExpressionError) -> Term {
    let (value, replacement) = (try term(node), try term(replacementNode))
    switch (value, replacement) {
    case (.condition(let value), .condition(let replacement)): return .condition(value.otherwise(replacement))
    case (.category(let codes, let column), .literal(let literal)):
      let code = try code(of: literal, in: codes, column, at: replacementNode)
      return .category(codes.otherwise(Codes(one: Int32(code), levels: codes.levels)), column: column)
    case (.category(let value, let column), .category(let replacement, _)):
      guard value.levels == replacement.levels else {
        throw error(.differentLevels(words(node), words(replacementNode)), at: replacementNode)
      }
      return .category(value.otherwise(replacement), column: column)
    case (.texts(let value), .literal(let literal)): return .texts(value.otherwise(Texts(one: literal)))
    case (.texts(let value), .texts(let replacement)): return .texts(value.otherwise(replacement))
    case (.literal, .literal), (.literal, .texts): return value
    default:
      let (numbers, quantity) = try alike([node, replacementNode], [value, replacement], .ifMissing)
      return .numbers(numbers[0].map(numbers[1], Reckoning.otherwise), quantity)
    }
  }

  private func extreme(
    _ nodes: [Node], _ function: ExpressionFunction,
    _ choose: @escaping (NumberBlock, NumberBlock) -> NumberBlock
  ) throws(ExpressionError) -> Term {
    var terms: [Term] = []
    for node in nodes { terms.append(try term(node)) }
    let (values, quantity) = try alike(nodes, terms, function)
    return .numbers(values.dropFirst().reduce(values[0]) { $0.map($1, choose) }, quantity)
  }

  /// Numbers, days or moments, all of one kind; texts in quotes are read as the others are.
  private func alike(
    _ nodes: [Node], _ terms: [Term], _ function: ExpressionFunction
  ) throws(ExpressionError) -> ([Numbers], Term.Quantity) {
    guard let leader = terms.firstIndex(where: { if case .literal = $0 { false } else { true } }),
      case .numbers(_, var quantity) = terms[leader]
    else {
      let node = nodes[0]
      throw error(
        .wrongOperand(words(node), terms[0].kind, needs: "numbers or dates", of: function.rawValue), at: node)
    }
    var values: [Numbers] = []
    for (node, term) in zip(nodes, terms) {
      switch term {
      case .literal(let text) where quantity == .day: values.append(try day(text, at: node))
      case .literal(let text) where quantity == .moment:
        values.append(try moment(text, at: node, besides: nodes[leader]))
      case .numbers(let numbers, let other) where quantity.compares(with: other):
        if other == .real { quantity = .real }
        values.append(numbers)
      default:
        throw error(
          .differentKinds(
            function: function.rawValue, words(nodes[leader]), terms[leader].kind, words(node), term.kind), at: node)
      }
    }
    return (values, quantity)
  }

  /// Dates, or a text in quotes that is one.
  private func days(
    _ node: Node, _ term: Term, _ function: ExpressionFunction
  ) throws(ExpressionError) -> Numbers {
    switch term {
    case .literal(let text): return try day(text, at: node)
    case .numbers(let numbers, .day): return numbers
    case .numbers(_, .moment):
      throw error(
        .wrongOperand(
          words(node), term.kind, needs: "a date, such as date(\(words(node)))", of: function.rawValue), at: node)
    default:
      throw error(.wrongOperand(words(node), term.kind, needs: "a date", of: function.rawValue), at: node)
    }
  }

  /// Dates, or the days of date-times.
  private func dayOf(_ node: Node, _ function: ExpressionFunction) throws(ExpressionError) -> Numbers {
    let term = try term(node)
    if case .numbers(let numbers, .moment) = term { return numbers.map(Reckoning.days) }
    return try days(node, term, function)
  }

  private func startsWith(_ node: Node, _ prefixNode: Node) throws(ExpressionError) -> Condition {
    guard case .text(let prefix) = prefixNode.form else {
      throw error(.prefixNotLiteral(words(prefixNode)), at: prefixNode)
    }
    let term = try term(node)
    switch term {
    case .category(let codes, _):
      return .codes(codes, holds: codes.levels.map { $0.utf8.starts(with: prefix.utf8) })
    case .texts(let texts): return .texts(texts, startingWith: prefix)
    case .literal(let text): return .constant(text.utf8.starts(with: prefix.utf8))
    case .condition, .numbers:
      throw error(.wrongOperand(words(node), term.kind, needs: "text", of: "starts_with"), at: node)
    }
  }
}
