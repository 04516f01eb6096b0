extension ExpressionFault {
  /// The words for units that do not go together, and for dates.
  var unitMessage: String {
    switch self {
    case .unitsDiffer(let left, let unit, let right, let other):
      "\(left) is in \(unit.text), but \(right) in \(other.text)"
        + (unit.time.flatMap { target in other.time.map { Self.conversion(of: right, from: $0, to: target) } }
          ?? "; numbers are compared and added in one unit")
    case .noUnit(let operand, let function):
      "\(function) converts a duration from the unit that is declared for it, but none is declared for \(operand)"
    case .notDuration(let operand, let unit, let function):
      "\(function) needs a duration, but \(operand) is in \(unit)"
    case .partOfDay(let operand):
      "only whole days are added to a date, and \(operand) may be a part of one; write floor(\(operand)) or round(\(operand))"
    case .wrongImputation(let rule):
      "impute_date takes the rule 'first', 'middle' or 'last' as its second value, not \(rule)"
    default: ""
    }
  }

  /// How a duration is brought into another unit.
  private static func conversion(of operand: String, from unit: TimeUnit, to target: TimeUnit) -> String {
    let (factor, divisor) = unit.conversion(to: target)
    let isName = operand.utf8.allSatisfy { Lexer.isLetter($0) || Lexer.isDigit($0) || $0 == UInt8(ascii: ".") }
    let reckoned =
      (isName ? operand : "(\(operand))") + (factor == 1 ? "" : " * \(Value.number(factor))")
      + (divisor == 1 ? "" : " / \(Value.number(divisor))")
    return "; convert it with \(target.converter.rawValue)(\(operand)), which is \(reckoned)"
  }

  /// The words for the values of `cut`.
  var intervalMessage: String {
    switch self {
    case .cutWithoutEdges: "cut needs the edges of its intervals as a list, such as {18, 65}"
    case .wrongEdge(let edge, let isDate):
      "an edge of cut should be \(isDate ? "a date in quotes" : "a number as it is written"), not \(edge)"
    case .edgesNotAscending(let edge, let before):
      "the edges of cut should ascend, but \(edge) comes after \(before)"
    case .labelNotText(let label): "a label of cut should be a text in quotes, not \(label)"
    case .labelTwice(let label): "the label \(label) is given to two intervals"
    case .labelCount(let needed, let found):
      "\(needed - 1) edge\(needed == 2 ? " makes" : "s make") \(needed) intervals, but \(found) label\(found == 1 ? " is" : "s are") given"
    case .wrongSide(let side):
      "the side of cut on which an edge belongs to its interval is 'left' or 'right', not \(side)"
    default: ""
    }
  }
}
