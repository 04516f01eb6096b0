import RealModule

extension Binder {
  /// A call of a function; the parser has counted its values.
  func call(_ function: ExpressionFunction, _ values: [Node]) throws(ExpressionError) -> Term {
    switch function {
    case .isMissing: return .condition(try isMissing(values[0]))
    case .ifMissing: return try ifMissing(values[0], values[1])
    case .missingReason: return try missingReason(values[0])
    case .ifElse: return try ifElse(values[0], values[1], values[2])
    case .between: return .condition(try between(values[0], values[1], values[2]))
    case .min: return try extreme(values, function, Reckoning.smaller)
    case .max: return try extreme(values, function, Reckoning.larger)
    case .abs:
      let (numbers, quantity) = try numbers(values[0], of: function.rawValue)
      return .numbers(numbers.map { $0.map { $0.magnitude } }, quantity)
    case .log: return try real(values[0], function) { $0 > 0 ? .log($0) : .nan }
    case .exp: return try real(values[0], function) { .exp($0) }
    case .sqrt: return try real(values[0], function) { $0.squareRoot() }
    case .floor: return try rounded(values[0], function, .down)
    case .ceil: return try rounded(values[0], function, .up)
    case .round: return try rounded(values[0], function, .toNearestOrAwayFromZero)
    case .cut: return try cut(values)
    case .inDays: return try converted(values[0], to: .days, function)
    case .inWeeks: return try converted(values[0], to: .weeks, function)
    case .inMonths: return try converted(values[0], to: .months, function)
    case .inYears: return try converted(values[0], to: .years, function)
    case .year: return try calendar(values[0], function) { $0.year }
    case .month: return try calendar(values[0], function) { $0.month }
    case .day: return try calendar(values[0], function) { $0.day }
    case .daysBetween:
      let from = try days(values[0], try term(values[0]), function)
      let to = try days(values[1], try term(values[1]), function)
      return .numbers(
        to.map(from) { Reckoning.apply(.subtract, $0, $1) }, .number(isWhole: true, .time(.days)))
    case .date: return .numbers(try date(values[0]), .day)
    case .isPartialDate: return .condition(try isPartialDate(values[0]))
    case .imputeDate: return .numbers(try imputed(values[0], rule: values[1]), .day)
    case .startsWith, .endsWith, .contains: return .condition(try holding(values[0], function, values[1]))
    case .lower, .upper, .trim: return try rewritten(values[0], function)
    case .length: return .numbers(try length(values[0]), .whole)
    case .number: return try number(values[0])
    case .text: return .texts(try text(values[0]))
    }
  }

  /// A real function of numbers; missing where it has no finite value.
  private func real(
    _ node: Node, _ function: ExpressionFunction, _ value: @escaping @Sendable (Double) -> Double
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

  private func rounded(
    _ node: Node, _ function: ExpressionFunction, _ rule: FloatingPointRoundingRule
  ) throws(ExpressionError) -> Term {
    let (numbers, quantity) = try numbers(node, of: function.rawValue)
    let blocks: @Sendable (NumberBlock) -> NumberBlock =
      switch rule {
      case .down: { $0.map { $0.rounded(.down) } }
      case .up: { $0.map { $0.rounded(.up) } }
      default: { $0.map { $0.rounded(.toNearestOrAwayFromZero) } }
      }
    return .numbers(numbers.map(blocks), quantity.asWhole(true))
  }

  private func isMissing(_ node: Node) throws(ExpressionError) -> Condition {
    if case .column(let name) = node.form, let column = columns[name], column.type != .number {
      return .isMissing(column.validity)
    }
    return try term(node).isMissing
  }

  /// Why the values of a column are missing.
  private func missingReason(_ node: Node) throws(ExpressionError) -> Term {
    _ = try term(node)
    guard case .column(let name) = node.form, let column = columns[name] else {
      throw error(.notColumn(words(node), function: ExpressionFunction.missingReason.rawValue), at: node)
    }
    let letters = MissingReasons.letters
    var levels = ["present", "."] + letters.map { String(UnicodeScalar($0)) }
    var codes = [Int32](repeating: 1, count: 256)
    for (place, letter) in letters.enumerated() { codes[Int(letter)] = Int32(place + 2) }
    for (place, text) in (column.reasons?.texts ?? []).enumerated() {
      let known = levels.firstIndex(of: text)
      if known == nil { levels.append(text) }
      codes[place + 1] = Int32(known ?? levels.count - 1)
    }
    let byCode = codes
    let reasons = Codes(levels: levels, hasOrder: false) { rows in
      var values =
        column.reasons.map { Rows.map($0.codes, rows) { byCode[Int($0)] } } ?? Array(repeating: 1, count: rows.count)
      for (place, row) in rows.enumerated() where column.validity[row] { values[place] = 0 }
      return values
    }
    return .category(reasons, column: words(node))
  }
}
