extension Binder {
  /// Dates, or a text in quotes that is one.
  func days(_ node: Node, _ term: Term, _ function: ExpressionFunction) throws(ExpressionError) -> Numbers {
    switch term {
    case .literal(let text): return try day(text, at: node)
    case .numbers(let numbers, .day): return numbers
    case .numbers(_, .moment):
      throw error(
        .wrongOperand(
          words(node), term.kind, needs: "a date, such as date(\(words(node)))", of: function.rawValue), at: node)
    case .texts, .category:
      throw error(
        .wrongOperand(words(node), term.kind, needs: "a date, such as date(\(words(node)))", of: function.rawValue),
        at: node)
    default:
      throw error(.wrongOperand(words(node), term.kind, needs: "a date", of: function.rawValue), at: node)
    }
  }

  /// A part of dates, or of the days of date-times.
  func calendar(
    _ node: Node, _ function: ExpressionFunction, _ part: @escaping @Sendable ((year: Int, month: Int, day: Int)) -> Int
  ) throws(ExpressionError) -> Term {
    let term = try term(node)
    var numbers: Numbers
    if case .numbers(let moments, .moment) = term {
      numbers = moments.map(Reckoning.days)
    } else {
      numbers = try days(node, term, function)
    }
    numbers = numbers.map { days in
      days.map { day in
        Int32(exactly: day).map { Double(part(CalendarDate(daysSince1970: $0).components)) } ?? .nan
      }
    }
    return .numbers(numbers, .whole)
  }

  /// Dates, the days of date-times, or those that texts write in full.
  func date(_ node: Node) throws(ExpressionError) -> Numbers {
    let term = try term(node)
    switch term {
    case .numbers(let moments, .moment): return moments.map(Reckoning.days)
    case .category(let codes, _): return codes.numbers { Self.day($0) }
    case .texts(let texts): return texts.numbers { Self.day($0) }
    default: return try days(node, term, .date)
    }
  }

  /// Whether texts write a part of a date.
  func isPartialDate(_ node: Node) throws(ExpressionError) -> Condition {
    let isPartial: @Sendable (UnsafeRawBufferPointer) -> Bool = { PartialDate($0).map { !$0.isComplete } ?? false }
    switch try term(node) {
    case .literal(var text): return .constant(text.withUTF8 { isPartial(UnsafeRawBufferPointer($0)) })
    case .category(let codes, _): return .codes(codes, holds: codes.levels.map { $0.withBytes(isPartial) })
    case .texts(let texts): return Condition { rows in texts.block(rows).outcomes { isPartial($1) } }
    case let term:
      throw error(.wrongOperand(words(node), term.kind, needs: "text", of: "is_partial_date"), at: node)
    }
  }

  /// The days that texts write, their missing parts put in by a rule.
  func imputed(_ node: Node, rule ruleNode: Node) throws(ExpressionError) -> Numbers {
    guard case .text(let name) = ruleNode.form, let rule = DateImputation(rawValue: name) else {
      throw error(.wrongImputation(words(ruleNode)), at: ruleNode)
    }
    let day: @Sendable (UnsafeRawBufferPointer) -> Double = { bytes in
      PartialDate(bytes)?.day(rule).map { Double($0.daysSince1970) } ?? .nan
    }
    switch try term(node) {
    case .literal(let text): return Texts(one: text).numbers(day)
    case .category(let codes, _): return codes.numbers(day)
    case .texts(let texts): return texts.numbers(day)
    case .numbers(let days, .day): return days
    case let term: throw error(.wrongOperand(words(node), term.kind, needs: "text", of: "impute_date"), at: node)
    }
  }

  /// The day that a text writes in full.
  private static func day(_ bytes: UnsafeRawBufferPointer) -> Double {
    PartialDate(bytes)?.day(nil).map { Double($0.daysSince1970) } ?? .nan
  }
}
