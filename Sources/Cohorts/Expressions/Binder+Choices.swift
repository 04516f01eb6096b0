/// Functions that give one of their values, which must be of one kind.
extension Binder {
  func ifMissing(_ node: Node, _ replacementNode: Node) throws(ExpressionError) -> Term {
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

  /// The first of two values where a condition holds, the second where it does not.
  ///
  /// Categories keep the levels of both, those of the first before those that only the second has.
  func ifElse(_ conditionNode: Node, _ node: Node, _ otherNode: Node) throws(ExpressionError) -> Term {
    let condition = try condition(conditionNode)
    let (value, other) = (try term(node), try term(otherNode))
    if let codes = value.codes, let others = other.codes {
      let levels = codes.levels + others.levels.filter { !codes.levels.contains($0) }
      let (first, second) = (codes.translated(to: levels), others.translated(to: levels))
      let hasOrder = codes.hasOrder && levels == codes.levels && [1, levels.count].contains(others.levels.count)
      let chosen = Codes(levels: levels, hasOrder: hasOrder && others.hasOrder) { rows in
        Rows.map(condition.outcomes(rows), first.block(rows), second.block(rows)) {
          $0 == Truth.yes ? $1 : $0 == Truth.no ? $2 : -1
        }
      }
      return .category(chosen, column: words(node))
    }
    if let texts = value.asTexts, let others = other.asTexts { return .texts(condition.choosing(texts, others)) }
    if case .condition(let first) = value, case .condition(let second) = other {
      return .condition(
        Condition { rows in
          Rows.map(condition.outcomes(rows), first.outcomes(rows), second.outcomes(rows)) {
            $0 == Truth.yes ? $1 : $0 == Truth.no ? $2 : Truth.unknown
          }
        })
    }
    let (numbers, quantity) = try alike([node, otherNode], [value, other], .ifElse)
    let chosen = Numbers(reckoned: { rows in
      .each(
        Rows.map(condition.outcomes(rows), numbers[0].values(rows), numbers[1].values(rows)) {
          $0 == Truth.yes ? $1 : $0 == Truth.no ? $2 : .nan
        })
    })
    return .numbers(chosen, quantity)
  }

  /// Whether a value is from one to another, both included; the value is reckoned once.
  func between(_ node: Node, _ lowNode: Node, _ highNode: Node) throws(ExpressionError) -> Condition {
    let value = try term(node)
    let (low, high) = (try term(lowNode), try term(highNode))
    if case .category(let codes, let column) = value, case .literal(let first) = low, case .literal(let last) = high {
      let range = (
        try code(of: first, in: codes, column, at: lowNode), try code(of: last, in: codes, column, at: highNode)
      )
      return .codes(codes, holds: codes.levels.indices.map { range.0 <= $0 && $0 <= range.1 })
    }
    if let low = lowNode.literalNumber, let high = highNode.literalNumber, low > high {
      throw error(.emptyRange(words(node), low: words(lowNode), high: words(highNode)), at: lowNode)
    }
    let (numbers, _) = try alike([node, lowNode, highNode], [value, low, high], .between)
    if case .column = numbers[0].source {
      return .all([.numbers(.greaterOrEqual, numbers[0], numbers[1]), .numbers(.lessOrEqual, numbers[0], numbers[2])])
    }
    return Condition { rows in
      let once = numbers[0].fixed(rows)
      let sides = [Condition.numbers(.greaterOrEqual, once, numbers[1]), .numbers(.lessOrEqual, once, numbers[2])]
      return Condition.all(sides).outcomes(rows)
    }
  }

  func extreme(
    _ nodes: [Node], _ function: ExpressionFunction,
    _ choose: @escaping @Sendable (NumberBlock, NumberBlock) -> NumberBlock
  ) throws(ExpressionError) -> Term {
    var terms: [Term] = []
    for node in nodes { terms.append(try term(node)) }
    let (values, quantity) = try alike(nodes, terms, function)
    return .numbers(values.dropFirst().reduce(values[0]) { $0.map($1, choose) }, quantity)
  }

  /// Numbers, days or moments, all of one kind and unit; texts in quotes are read as the others are.
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
    var united = leader
    var values: [Numbers] = []
    for (index, (node, term)) in zip(nodes, terms).enumerated() {
      switch term {
      case .literal(let text) where quantity == .day: values.append(try day(text, at: node))
      case .literal(let text) where quantity == .moment:
        values.append(try moment(text, at: node, besides: nodes[leader]))
      case .literal(let text) where quantity == .clock: values.append(try clock(text, at: node))
      case .numbers(let numbers, let other) where quantity.isAlike(other):
        try checkUnits((nodes[united], quantity), (node, other), at: node)
        if quantity.unit == nil { united = index }
        quantity = quantity.joined(other)
        values.append(numbers)
      default:
        throw error(
          .differentKinds(
            function: function.rawValue, words(nodes[leader]), terms[leader].kind, words(node), term.kind), at: node)
      }
    }
    return (values, quantity)
  }
}

extension Term {
  /// Levels, of which a text in quotes is one.
  fileprivate var codes: Codes? {
    switch self {
    case .category(let codes, _): codes
    case .literal(let text): Codes(one: 0, levels: [text])
    case .condition, .numbers, .texts: nil
    }
  }

  /// Texts, or what stands for them.
  var asTexts: Texts? {
    switch self {
    case .texts(let texts): texts
    case .literal(let text): Texts(one: text)
    case .category(let codes, _): codes.texts
    case .condition, .numbers: nil
    }
  }
}

extension Condition {
  /// The first texts where it holds, the second where it does not, none where it is unknown.
  fileprivate func choosing(_ first: Texts, _ second: Texts) -> Texts {
    Texts { rows in
      let (outcomes, some, others) = (outcomes(rows), first.block(rows), second.block(rows))
      var chosen = TextStorage()
      var missing = [UInt8](repeating: 0, count: rows.count)
      for index in 0..<rows.count {
        let source = outcomes[index] == Truth.yes ? some : others
        missing[index] = outcomes[index] == Truth.unknown ? Truth.unknown : source.missing[index]
        chosen.append(
          missing[index] == 0 ? source.storage.bytes[source.storage.range(source.rows.lowerBound + index)] : [])
      }
      return TextBlock(storage: chosen, rows: 0..<rows.count, missing: missing)
    }
  }
}
