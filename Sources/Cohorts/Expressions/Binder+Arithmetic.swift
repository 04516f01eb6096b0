extension Binder {
  /// An operator between numbers, or between dates and days.
  func arithmetic(_ operation: Arithmetic, _ left: Node, _ right: Node, at node: Node) throws(ExpressionError) -> Term {
    let (first, second) = (try term(left), try term(right))
    if let dates = try dateArithmetic(operation, (left, first), (right, second), at: node) { return dates }
    let (numbers, quantity) = try self.numbers(first, left, of: operation.rawValue)
    let (others, otherQuantity) = try self.numbers(second, right, of: operation.rawValue)
    if operation.needsOneUnit { try checkUnits((left, quantity), (right, otherQuantity), at: node) }
    let isWhole =
      quantity.joined(otherQuantity) == quantity.joined(otherQuantity).asWhole(true) && operation.keepsWholes
    let unit = operation.unit(quantity.unit, otherQuantity.unit)
    return .numbers(numbers.map(others) { Reckoning.apply(operation, $0, $1) }, .number(isWhole: isWhole, unit))
  }

  /// The days between two dates, or a date so many days from another; `nil` where no date is concerned.
  private func dateArithmetic(
    _ operation: Arithmetic, _ left: (node: Node, term: Term), _ right: (node: Node, term: Term), at node: Node
  ) throws(ExpressionError) -> Term? {
    let inDays = Term.Quantity.number(isWhole: true, .time(.days))
    switch (left.term, operation, right.term) {
    case (.numbers(let later, .day), .subtract, .numbers(let earlier, .day)):
      return .numbers(later.map(earlier) { Reckoning.apply(.subtract, $0, $1) }, inDays)
    case (.numbers(let later, .day), .subtract, .literal(let text)):
      let earlier = try day(text, at: right.node)
      return .numbers(later.map(earlier) { Reckoning.apply(.subtract, $0, $1) }, inDays)
    case (.literal(let text), .subtract, .numbers(let earlier, .day)):
      let later = try day(text, at: left.node)
      return .numbers(later.map(earlier) { Reckoning.apply(.subtract, $0, $1) }, inDays)
    case (.numbers(let date, .day), .add, .numbers(let days, let quantity)) where quantity.isNumber,
      (.numbers(let days, let quantity), .add, .numbers(let date, .day)) where quantity.isNumber,
      (.numbers(let date, .day), .subtract, .numbers(let days, let quantity)) where quantity.isNumber:
      let isSwapped = if case .numbers(_, .day) = left.term { false } else { true }
      let daysNode = isSwapped ? left.node : right.node
      try checkUnits((isSwapped ? right.node : left.node, inDays), (daysNode, quantity), at: node)
      guard quantity == quantity.asWhole(true) else { throw error(.partOfDay(words(daysNode)), at: daysNode) }
      return .numbers(date.map(days) { Reckoning.dates(operation, $0, $1) }, .day)
    default: return nil
    }
  }

  /// A node that must be numbers to reckon with.
  func numbers(_ node: Node, of name: String) throws(ExpressionError) -> (Numbers, Term.Quantity) {
    try numbers(try term(node), node, of: name)
  }

  private func numbers(_ term: Term, _ node: Node, of name: String) throws(ExpressionError) -> (Numbers, Term.Quantity)
  {
    guard case .numbers(let numbers, let quantity) = term else {
      throw error(.wrongOperand(words(node), term.kind, needs: "a number", of: name), at: node)
    }
    guard quantity.isNumber else { throw error(.dateArithmetic(words(node), term.kind), at: node) }
    return (numbers, quantity)
  }

  /// Refuses numbers of two units; a bare number goes with any.
  func checkUnits(
    _ first: (node: Node, quantity: Term.Quantity), _ second: (node: Node, quantity: Term.Quantity), at node: Node
  ) throws(ExpressionError) {
    guard let unit = first.quantity.unit, let other = second.quantity.unit, unit != other else { return }
    throw error(.unitsDiffer(words(first.node), unit, words(second.node), other), at: node)
  }

  /// A duration in another unit.
  func converted(_ node: Node, to target: TimeUnit, _ function: ExpressionFunction) throws(ExpressionError) -> Term {
    let (numbers, quantity) = try numbers(node, of: function.rawValue)
    guard let unit = quantity.unit else { throw error(.noUnit(words(node), function: function.rawValue), at: node) }
    guard let time = unit.time else {
      throw error(.notDuration(words(node), unit: unit.text, function: function.rawValue), at: node)
    }
    if time == target { return .numbers(numbers, quantity) }
    let (factor, divisor) = time.conversion(to: target)
    let converted = numbers.map { $0.map { $0 * factor / divisor } }
    return .numbers(converted, .number(isWhole: false, .time(target)))
  }
}

extension Arithmetic {
  /// Whether whole numbers stay whole under it.
  fileprivate var keepsWholes: Bool { self != .divide && self != .power }

  /// Whether both sides must be in one unit.
  fileprivate var needsOneUnit: Bool { self == .add || self == .subtract || self == .modulo }

  /// The unit of what it gives.
  fileprivate func unit(_ left: Unit?, _ right: Unit?) -> Unit? {
    switch self {
    case .add, .subtract, .modulo: left ?? right
    case .multiply: Unit.product(left, right)
    case .divide, .floorDivide: Unit.quotient(left, right)
    case .power: nil
    }
  }
}
