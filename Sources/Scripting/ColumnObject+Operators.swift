import Analyses
import Cohorts
import Lua

/// What operators and comparisons of columns give: an expression over them, by the same rules as in `cohort:where`.
extension ColumnObject {
  static let operators: [LuaOperator: LuaOperator.Body] = [
    .add: { try operated("+", $0) }, .subtract: { try operated("-", $0) }, .multiply: { try operated("*", $0) },
    .divide: { try operated("/", $0) }, .divideWhole: { try operated("//", $0) }, .remainder: { try operated("%", $0) },
    .power: { try operated("^", $0) }, .and: { try operated("and", $0) }, .or: { try operated("or", $0) },
    .negate: { try unary("-", $0) }, .not: { try unary("not ", $0) },
    .less: { _ in throw ColumnCompared(sign: "<") }, .lessOrEqual: { _ in throw ColumnCompared(sign: "<=") },
  ]

  private static func operated(_ sign: String, _ operands: [LuaValue]) throws -> LuaValue {
    var (left, right) = (try ColumnOperand(operands[0], of: sign), try ColumnOperand(operands[1], of: sign))
    return try ColumnOperand.computed("column \(sign)", &left, sign, &right)
  }

  private static func unary(_ sign: String, _ operands: [LuaValue]) throws -> LuaValue {
    guard let column = type.unwrap(operands[0]) else { return .nil }
    return try column.computed("\(sign)%")
  }

  /// A flag for each row, from a comparison with one other value or column.
  func compared(_ method: String, _ sign: String, _ arguments: [LuaValue]) throws -> LuaValue {
    guard let other = arguments.first, arguments.count == 1 else {
      throw CallError.wrongKind(
        "column:\(method)", argument: "the other", expected: "one value or column",
        found: arguments.isEmpty ? "nothing" : "\(arguments.count) values")
    }
    var (left, right) = (ColumnOperand(self), try ColumnOperand(other, of: "column:\(method)"))
    return try ColumnOperand.computed("column:\(method)", &left, sign, &right)
  }

  /// An expression over this column alone, in which it stands as `%`.
  func computed(_ expression: String) throws -> LuaValue {
    let name = plainName ?? "column"
    let written = expression.replacing("%", with: "`\(name)`")
    let (values, unit) = try Column.computed(written, over: [ExpressionColumn(name, column, unit: unit)])
    return Self.type.wrap(ColumnObject(values, unit: unit, source: source))
  }

  /// The name where it can stand in an expression.
  fileprivate var plainName: String? { name.flatMap { $0.contains("`") ? nil : $0 } }

  // MARK: Rows

  func kept(_ arguments: [LuaValue]) throws -> LuaValue {
    let flags = try Self.column(arguments, 0, of: "column:where", "the flags", expected: "a column of flags")
    guard case .flag(let values) = flags.storage else {
      throw CallError.wrongKind(
        "column:where", argument: "the flags", expected: "a column of flags", found: "a column of \(flags.type.plural)")
    }
    guard flags.count == column.count else {
      throw CallError.wrongKind(
        "column:where", argument: "the flags", expected: "\(column.count) flags", found: "\(flags.count)")
    }
    return with(column.gathered(values.indices.filter { values[$0] && flags.validity[$0] }.map(Int32.init)))
  }

  func taken(_ arguments: [LuaValue]) throws -> LuaValue {
    let expected = "a column of numbers of rows"
    let rows = try Self.column(arguments, 0, of: "column:take", "the rows", expected: expected)
    guard let numbers = Numbers(rows), rows.type != .flag else {
      throw CallError.wrongKind(
        "column:take", argument: "the rows", expected: expected, found: "a column of \(rows.type.plural)")
    }
    let places = try (0..<rows.count).map { row -> Int32 in
      guard numbers.validity[row] else { return -1 }
      let number = numbers.values[row]
      guard let place = Int32(exactly: number), place >= 1, place <= column.count else {
        throw CallError.wrongKind(
          "column:take", argument: "the rows", expected: "whole numbers from 1 to \(column.count)",
          found: Argument.number(number).source)
      }
      return place - 1
    }
    return with(column.taken(places))
  }

  /// The column at a place of the arguments, or that the list there makes.
  static func column(
    _ arguments: [LuaValue], _ place: Int, of function: String, _ what: String, expected: String
  ) throws -> Column {
    if arguments.count > place {
      if let object = type.unwrap(arguments[place]) { return object.column }
      if case .table(let table) = arguments[place] { return try Column(table, of: function) }
    }
    throw CallError.wrongKind(function, argument: what, expected: expected, found: arguments.kind(place))
  }
}

/// One side of an operator: a column, or a value as it is written in an expression.
private struct ColumnOperand {
  let object: ColumnObject?
  private var written: String

  init(_ object: ColumnObject) {
    self.object = object
    written = ""
  }

  init(_ value: LuaValue, of function: String) throws {
    object = ColumnObject.type.unwrap(value)
    switch value {
    case .integer, .number, .string, .boolean: written = try Self.literal(value, of: function)
    case .missing: written = ""
    case .object where object != nil: written = ""
    default:
      throw CallError.wrongKind(
        function, argument: "the other side", expected: "a column, a number, a text or true or false", found: value.kind
      )
    }
  }

  private static func literal(_ value: LuaValue, of function: String) throws -> String {
    switch value {
    case .number(let number) where !number.isFinite:
      throw CallError.wrongKind(
        function, argument: "the other side", expected: "a finite number", found: Argument.number(number).source)
    case .number(let number): number < 0 || number.sign == .minus ? "(\(number))" : "\(number)"
    case .integer(let integer): integer < 0 ? "(\(integer))" : "\(integer)"
    case .string(let text): Argument.text(text).source
    case .boolean(let flag): flag ? "true" : "false"
    default: ""
    }
  }

  /// The value of `left sign right` for each row.
  static func computed(
    _ function: String, _ left: inout ColumnOperand, _ sign: String, _ right: inout ColumnOperand
  ) throws -> LuaValue {
    guard let first = left.object ?? right.object else { return .nil }
    if let one = left.object, let other = right.object, one.column.count != other.column.count {
      throw CallError.wrongKind(
        function, argument: "the columns", expected: "as many rows in both",
        found: "\(one.column.count) and \(other.column.count)")
    }
    let names = names(left.object?.plainName, right.object?.plainName)
    let columns = [
      left.column(named: names.left, like: first.column), right.column(named: names.right, like: first.column),
    ].compactMap(\.self)
    let (values, unit) = try Column.computed("\(left.written) \(sign) \(right.written)", over: columns)
    let source = ColumnSource.joined([left.object, right.object].compactMap(\.self).map(\.source))
    return ColumnObject.type.wrap(ColumnObject(values, unit: unit, source: source))
  }

  /// Two names that differ, their own where they have them.
  private static func names(_ left: String?, _ right: String?) -> (left: String, right: String) {
    guard let left, let right, left != right else {
      return (left ?? "left", left == right ? "right" : right ?? "right")
    }
    return (left, right)
  }

  /// The column that the expression reads on this side; none where a value is written there.
  private mutating func column(named name: String, like other: Column) -> ExpressionColumn? {
    guard written.isEmpty else { return nil }
    written = "`\(name)`"
    if let object { return ExpressionColumn(name, object.column, unit: object.unit) }
    return ExpressionColumn(name, Column(other.storage, validity: Validity(allMissing: other.count)))
  }
}

/// Columns were compared by an operator that can only say true or false.
struct ColumnCompared: Error, CustomStringConvertible {
  let sign: String

  var description: String {
    let method = sign == "<" ? "lt" : "le"
    return
      "a column is not compared by \(sign), which can only say true or false of the whole; column:\(method)(other) gives a flag "
      + "for each row, and so do eq, ne, lt, le, gt and ge, as in age:gt(65)"
  }
}
