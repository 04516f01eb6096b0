/// A node and what it gives.
///
/// Each node is bound once, so that binding takes as long as the expression is.
private typealias Side = (node: Node, term: Term)

extension Binder {
  /// A comparison, by the kinds of its sides.
  func comparison(
    _ comparison: Comparison, _ left: Node, _ right: Node, at node: Node
  ) throws(ExpressionError) -> Condition {
    try refuseUnquotedLevel(left, right)
    let first = try leftTerm(comparison, left, right, at: node)
    return try compared(comparison, (left, first), (right, try term(right)), at: node)
  }

  private func compared(
    _ comparison: Comparison, _ left: Side, _ right: Side, at node: Node
  ) throws(ExpressionError) -> Condition {
    switch (left.term, right.term) {
    case (.literal(let first), .literal(let second)):
      return .texts(comparison, Texts(one: first), to: second)
    case (_, .literal(let literal)): return try compared(comparison, left, to: literal, right, at: node)
    case (.literal(let literal), _): return try compared(comparison.mirrored, right, to: literal, left, at: node)
    case (.numbers(let first, let quantity), .numbers(let second, let other)) where quantity.isAlike(other):
      try checkUnits((left.node, quantity), (right.node, other), at: node)
      return .numbers(comparison, first, second)
    case (.condition(let first), .condition(let second)):
      if comparison.isOrdering { throw unordered(comparison, left, right) }
      let same = first.same(as: second)
      return comparison == .equal ? same : same.negated
    case (.category(let first, _), .category(let second, _)):
      if comparison.isOrdering, first.levels != second.levels {
        throw error(.differentLevels(words(left.node), words(right.node)), at: node)
      }
      if comparison.isOrdering { try refuseUnknownOrder(left.term, of: comparison.rawValue, at: left.node) }
      return .codes(comparison, first, second)
    case (.texts(let first), .texts(let second)): return .texts(comparison, first, second)
    case (.category(let codes, _), .texts(let texts)) where !comparison.isOrdering:
      return .texts(comparison, codes.texts, texts)
    case (.texts(let texts), .category(let codes, _)) where !comparison.isOrdering:
      return .texts(comparison, texts, codes.texts)
    default: throw incomparable(comparison, left, right, at: node)
    }
  }

  /// A comparison with a text in quotes, which stands for whatever the other side is.
  private func compared(
    _ comparison: Comparison, _ side: Side, to literal: String, _ literalSide: Side, at node: Node
  ) throws(ExpressionError) -> Condition {
    switch side.term {
    case .category(let codes, let column):
      let code = try code(of: literal, in: codes, column, at: literalSide.node)
      if comparison.isOrdering { try refuseUnknownOrder(side.term, of: comparison.rawValue, at: side.node) }
      return .codes(codes, holds: codes.levels.indices.map { comparison.holds($0, code) })
    case .texts(let texts): return .texts(comparison, texts, to: literal)
    case .numbers(let numbers, .day): return .numbers(comparison, numbers, try day(literal, at: literalSide.node))
    case .numbers(let numbers, .moment):
      return .numbers(comparison, numbers, try moment(literal, at: literalSide.node, besides: side.node))
    case .numbers(let numbers, .clock): return .numbers(comparison, numbers, try clock(literal, at: literalSide.node))
    case .condition(let condition) where !comparison.isOrdering && Self.flag(literal) == true:
      return comparison == .equal ? condition : condition.negated
    case .condition(let condition) where !comparison.isOrdering && Self.flag(literal) == false:
      return comparison == .equal ? condition.negated : condition
    case .numbers, .condition, .literal:
      let isSwapped = literalSide.node.span.lowerBound < side.node.span.lowerBound
      throw incomparable(comparison, isSwapped ? literalSide : side, isSwapped ? side : literalSide, at: node)
    }
  }

  /// Whether an element is among the members of a list.
  func membership(_ element: Node, _ members: [Node]) throws(ExpressionError) -> Condition {
    let term = try term(element)
    let literals = members.compactMap { if case .text(let text) = $0.form { text } else { nil } }
    switch term {
    case .category(let codes, let column) where literals.count == members.count:
      var holds = [Bool](repeating: false, count: codes.levels.count)
      for (node, literal) in zip(members, literals) { holds[try code(of: literal, in: codes, column, at: node)] = true }
      return .codes(codes, holds: holds)
    case .texts(let texts) where literals.count == members.count: return .texts(texts, among: literals)
    case .numbers(let numbers, let quantity) where quantity.isNumber:
      var wanted: [Numbers] = []
      for member in members {
        let other = try self.term(member)
        guard case .numbers(let number, let otherQuantity) = other, quantity.isAlike(otherQuantity) else {
          throw incomparable(.equal, (element, term), (member, other), at: member)
        }
        try checkUnits((element, quantity), (member, otherQuantity), at: member)
        wanted.append(number)
      }
      return .numbers(numbers, among: wanted)
    case .condition(let condition):
      var wanted: [Condition] = []
      for member in members {
        let other = try self.term(member)
        switch other {
        case .condition(let member): wanted.append(member)
        case .literal(let text):
          wanted.append(.constant(try flag(text, (element, term), (member, other))))
        default: throw incomparable(.equal, (element, term), (member, other), at: member)
        }
      }
      return condition.among(wanted)
    default:
      var outcomes: [Condition] = []
      for member in members {
        outcomes.append(try compared(.equal, (element, term), (member, try self.term(member)), at: member))
      }
      return .any(outcomes)
    }
  }
}

// MARK: - Texts that stand for something

extension Binder {
  /// The place of a level among the levels of a category.
  func code(of literal: String, in codes: Codes, _ column: String, at node: Node) throws(ExpressionError) -> Int {
    guard let code = codes.levels.firstIndex(of: literal) else {
      let nearest = Nearest.name(to: literal, among: codes.levels)
      throw error(.unknownLevel(literal, column: column, levels: codes.levels, nearest: nearest), at: node)
    }
    return code
  }

  /// The flag that a text in quotes stands for: files write yes as Y or yes, and no as N or no.
  private static func flag(_ literal: String) -> Bool? {
    switch literal.lowercased() {
    case "y", "yes", "true": true
    case "n", "no", "false": false
    default: nil
    }
  }

  private func flag(_ literal: String, _ element: Side, _ member: Side) throws(ExpressionError) -> Bool {
    guard let flag = Self.flag(literal) else { throw incomparable(.equal, element, member, at: member.node) }
    return flag
  }

  /// The day that a text in quotes stands for.
  func day(_ literal: String, at node: Node) throws(ExpressionError) -> Numbers {
    guard let date = CalendarDate(iso: literal) else { throw error(.notDate(words(node)), at: node) }
    return Numbers(Int64(date.daysSince1970))
  }

  /// The moment that a text in quotes stands for.
  func moment(_ literal: String, at node: Node, besides other: Node) throws(ExpressionError) -> Numbers {
    guard let milliseconds = Self.milliseconds(literal) else {
      throw error(.notMoment(words(node), column: words(other)), at: node)
    }
    return Numbers(milliseconds)
  }

  /// The time of day that a text in quotes stands for.
  func clock(_ literal: String, at node: Node) throws(ExpressionError) -> Numbers {
    guard let milliseconds = Self.clock(literal) else { throw error(.notClock(words(node)), at: node) }
    return Numbers(milliseconds)
  }

  /// The milliseconds since 1970 of a text such as `2021-03-01T09:30:00`.
  private static func milliseconds(_ text: String) -> Int64? {
    let parts = text.split(separator: "T", omittingEmptySubsequences: false)
    guard parts.count == 2, let date = CalendarDate(iso: String(parts[0])), let time = clock(parts[1]) else {
      return nil
    }
    return Int64(date.daysSince1970) * 86_400_000 + time
  }

  /// The milliseconds since midnight of a text such as `09:30` or `09:30:00`.
  private static func clock(_ text: some StringProtocol) -> Int64? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3,
      parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy(Lexer.isDigit) })
    else { return nil }
    let numbers = parts.compactMap { Int64($0) } + [0]
    guard numbers[0] < 24, numbers[1] < 60, numbers[2] < 60 else { return nil }
    return ((numbers[0] * 60 + numbers[1]) * 60 + numbers[2]) * 1000
  }
}

// MARK: - What went wrong

extension Binder {
  /// Refuses a category of which nobody has said in which order its levels stand.
  func refuseUnknownOrder(_ term: Term, of function: String, at node: Node) throws(ExpressionError) {
    guard case .category(let codes, let column) = term, !codes.hasOrder else { return }
    let isResponse = responses.contains(column)
    throw error(
      .unknownOrder(words(node), levels: codes.levels, of: function, isResponse: isResponse), at: node)
  }

  /// A level that was written without quotes looks like a column that does not exist.
  private func refuseUnquotedLevel(_ left: Node, _ right: Node) throws(ExpressionError) {
    for (node, other) in [(left, right), (right, left)] {
      guard case .column(let name) = node.form, columns[name] == nil, case .column(let column) = other.form,
        case .category(let categories) = columns[column]?.storage, categories.levels.contains(name)
      else { continue }
      throw error(.unquotedLevel(name, column: column), at: node)
    }
  }

  /// The left side of a comparison.
  ///
  /// `not x > y` means `(not x) > y` in Lua; where that makes no sense, the brackets were forgotten.
  private func leftTerm(
    _ comparison: Comparison, _ left: Node, _ right: Node, at node: Node
  ) throws(ExpressionError) -> Term {
    guard case .not(let operand) = left.form, words(left).hasPrefix("not") else { return try term(left) }
    guard case .condition(let condition) = try term(operand) else {
      throw error(.notBindsTighter(words(operand), rest: "\(comparison.rawValue) \(words(right))"), at: node)
    }
    return .condition(condition.negated)
  }

  private func chained(_ comparison: Comparison, _ left: Node, _ right: Node) -> ExpressionError? {
    guard case .comparison(_, _, let middle) = left.form else { return nil }
    let whole = Node(left.form, at: left.span.lowerBound..<right.span.upperBound)
    return error(
      .chainedComparison(words(left), words(middle), "\(comparison.rawValue) \(words(right))"), at: whole)
  }

  private func unordered(_ comparison: Comparison, _ left: Side, _ right: Side) -> ExpressionError {
    chained(comparison, left.node, right.node) ?? error(.notOrdered(words(left.node), left.term.kind), at: left.node)
  }

  /// How a category is compared with the level that a number was meant for, where there is one and, for an order, levels have one.
  private func comparedWithLevel(_ comparison: Comparison, _ left: Side, _ right: Side, _ codes: Codes) -> String? {
    guard codes.hasOrder || !comparison.isOrdering else { return nil }
    func written(_ side: Side) -> String? {
      guard side.node.literalNumber != nil else { return words(side.node) }
      return codes.levels.contains(words(side.node)) ? "'\(words(side.node))'" : nil
    }
    guard let first = written(left), let second = written(right) else { return nil }
    return "\(first) \(comparison.rawValue) \(second)"
  }

  private func incomparable(_ comparison: Comparison, _ left: Side, _ right: Side, at node: Node) -> ExpressionError {
    if let chained = chained(comparison, left.node, right.node) { return chained }
    for (flag, other) in [(left, right), (right, left)] {
      if case .condition = flag.term, case .numbers(_, let quantity) = other.term, quantity.isNumber {
        return error(.flagComparedWithNumber(words(flag.node)), at: node)
      }
    }
    for (text, other) in [(left, right), (right, left)] {
      guard case .numbers(_, let quantity) = other.term, quantity.isNumber else { continue }
      switch text.term {
      case .category(let codes, _) where !codes.levels.allSatisfy({ Double($0) != nil }):
        return error(
          .levelComparedWithNumber(
            words(text.node), words(other.node), levels: codes.levels,
            instead: comparedWithLevel(comparison, left, right, codes)), at: node)
      case .category, .texts:
        return error(.textComparedWithNumber(words(text.node), text.term.kind, words(other.node)), at: node)
      default: continue
      }
    }
    let quoted = [left, right].compactMap { side -> String? in
      if case .literal(let text) = side.term, names.contains(text) { return text }
      return nil
    }
    return error(
      .notComparable(
        words(left.node), left.term.kind, words(right.node), right.term.kind, column: quoted.first), at: node)
  }
}
