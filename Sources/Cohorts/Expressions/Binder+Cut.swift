extension Binder {
  /// The interval in which each value lies: `cut(x, {edges})`, with labels, a side, or both.
  func cut(_ values: [Node]) throws(ExpressionError) -> Term {
    let term = try term(values[0])
    guard case .numbers(let numbers, let quantity) = term, quantity.isNumber || quantity == .day else {
      throw error(.wrongOperand(words(values[0]), term.kind, needs: "numbers or dates", of: "cut"), at: values[0])
    }
    let (edges, written) = try edges(values[1], quantity)
    let belongsBelow = try isRightClosed(values)
    let levels = try labels(values, count: edges.count + 1) ?? Self.intervals(written, belongsBelow)
    let codes = Codes(levels: levels, hasOrder: true) { rows in
      // As many edges as lie below, without a branch; -1 of what is missing.
      Rows.map(numbers.values(rows), 0..<rows.count) { value in
        edges.reduce(Int32(Kleene.outcome(value == value)) &- 1) { code, edge in
          code &+ Int32(Kleene.outcome(belongsBelow ? value > edge : value >= edge))
        }
      }
    }
    return .category(codes, column: words(values[0]))
  }

  /// The edges, ascending, as numbers and as text.
  private func edges(
    _ node: Node, _ quantity: Term.Quantity
  ) throws(ExpressionError) -> (numbers: [Double], written: [String]) {
    guard case .list(let members) = node.form, !members.isEmpty else { throw error(.cutWithoutEdges, at: node) }
    var edges: [Double] = []
    var written: [String] = []
    for member in members {
      switch (member.form, quantity) {
      case (.whole(let whole), .number): edges.append(Double(whole))
      case (.number(let number), .number): edges.append(number)
      case (.text(let text), .day): edges.append(try day(text, at: member).written ?? .nan)
      default: throw error(.wrongEdge(words(member), isDate: quantity == .day), at: member)
      }
      if case .text(let text) = member.form { written.append(text) } else { written.append(words(member)) }
      guard edges.count < 2 || edges[edges.count - 2] < edges[edges.count - 1] else {
        throw error(.edgesNotAscending(words(member), after: written[written.count - 2]), at: member)
      }
    }
    return (edges, written)
  }

  private func labels(_ values: [Node], count: Int) throws(ExpressionError) -> [String]? {
    guard values.count > 2, case .list(let members) = values[2].form else { return nil }
    var labels: [String] = []
    for member in members {
      guard case .text(let label) = member.form else { throw error(.labelNotText(words(member)), at: member) }
      guard !labels.contains(label) else { throw error(.labelTwice(words(member)), at: member) }
      labels.append(label)
    }
    guard labels.count == count else { throw error(.labelCount(needed: count, found: labels.count), at: values[2]) }
    return labels
  }

  /// Whether an edge belongs to the interval below it.
  private func isRightClosed(_ values: [Node]) throws(ExpressionError) -> Bool {
    guard values.count > 2, let last = values.last else { return false }
    if values.count == 3, case .list = last.form { return false }
    if values.count == 4, case .list = values[2].form {
    } else if values.count == 4 {
      throw error(.labelNotText(words(values[2])), at: values[2])
    }
    switch last.form {
    case .text("left"): return false
    case .text("right"): return true
    default: throw error(.wrongSide(words(last)), at: last)
    }
  }

  /// The intervals between edges in plain words: `< 18`, `18 to < 65`, `>= 65`.
  private static func intervals(_ edges: [String], _ belongsBelow: Bool) -> [String] {
    let (first, last) = (edges.first ?? "", edges.last ?? "")
    let inner = zip(edges, edges.dropFirst()).map { belongsBelow ? "> \($0) to \($1)" : "\($0) to < \($1)" }
    return ["\(belongsBelow ? "<=" : "<") \(first)"] + inner + ["\(belongsBelow ? ">" : ">=") \(last)"]
  }
}
