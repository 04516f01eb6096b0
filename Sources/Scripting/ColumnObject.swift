import Analyses
import Cohorts
import Lua

/// A column, as scripts hold it: values that stay in Swift, in the order of the rows.
final class ColumnObject {
  let column: Column
  /// The name or expression under which it was read from a cohort.
  let name: String?
  let label: String?
  let unit: String?
  /// What it was computed from.
  let source: ColumnSource

  init(
    _ column: Column, name: String? = nil, label: String? = nil, unit: String? = nil,
    source: ColumnSource = ColumnSource()
  ) {
    self.column = column
    self.name = name
    self.label = label
    self.unit = unit
    self.source = source
  }

  /// The same of other rows.
  func with(_ column: Column) -> LuaValue {
    Self.type.wrap(ColumnObject(column, name: name, label: label, unit: unit, source: source))
  }

  static let type = HostType<ColumnObject>(
    "column",
    methods: [
      "values": { column, arguments in [try column.values(arguments)] },
      "each": { column, _ in column.each },
      "where": { column, arguments in [try column.kept(arguments)] },
      "take": { column, arguments in [try column.taken(arguments)] },
      "is_missing": { column, _ in [try column.computed("is_missing(%)")] },
      "is_present": { column, _ in [try column.computed("not is_missing(%)")] },
      "eq": { column, arguments in [try column.compared("eq", "==", arguments)] },
      "ne": { column, arguments in [try column.compared("ne", "~=", arguments)] },
      "lt": { column, arguments in [try column.compared("lt", "<", arguments)] },
      "le": { column, arguments in [try column.compared("le", "<=", arguments)] },
      "gt": { column, arguments in [try column.compared("gt", ">", arguments)] },
      "ge": { column, arguments in [try column.compared("ge", ">=", arguments)] },
    ],
    properties: [
      "count": { .integer($0.column.count) },
      "missing": { .integer($0.column.missingCount) },
      "type": { .string($0.column.type.rawValue) },
      "name": { $0.name.map(LuaValue.string) ?? .nil },
      "label": { $0.label.map(LuaValue.string) ?? .nil },
      "unit": { $0.unit.map(LuaValue.string) ?? .nil },
      "levels": { $0.levels },
    ],
    elements: { column, row, count in column.elements(from: row, count) },
    member: { _, key in
      if key.string != nil { return nil }
      throw CallError.wrongKind(
        "column[…]", argument: "a row", expected: "a whole number from 1", found: key.scalarWords)
    }, text: { $0.words }, length: { $0.column.count }, areEqual: { $0.column.hasValues(of: $1.column) },
    operators: operators)

  /// What scripts are lent as a column.
  static let declaration = HostDeclaration(
    name: "workbench.Column",
    summary:
      "The values of a variable, row by row; + - * / // % ^ reckon row by row, & | ~ join flags, and what is missing stays missing.",
    isModule: false,
    members: [
      .value("count", "integer", "The number of rows, also #column; column[i] is the value of a row."),
      .value("missing", "integer", "The number of rows without a value."),
      .value("type", "string", "number, integer, flag, category, text, date, date-time or time."),
      .value("name", "string?", "The variable or expression that it was read from."),
      .value("label", "string?", "The words under which it is shown."),
      .value("unit", "string?", "The unit of its numbers."),
      .value("levels", "string[]?", "The levels of categories, in their order."),
      .function(
        "values",
        [
          ("first?", "integer", "The first row; 1 without it."),
          ("last?", "integer", "The last row; that of the column without it."),
        ],
        returns: "any[]", "Its values as a list; workbench.missing marks the missing ones.",
        example: "local first_ten = column:values(1, 10)"),
      .function(
        "each", returns: "fun(): integer, any",
        "The rows in turn, as in for i, value in column:each() do; workbench.missing where there is no value.",
        example: "for row, value in column:each() do print(row, value) end"),
      .function(
        "where", [("flags", "workbench.Column|boolean[]", "One a row.")], returns: "workbench.Column",
        "The rows whose flag is true; those whose flag is missing are left out.",
        example: "local old = column:where(column:ge(65))"),
      .function(
        "take", [("rows", "workbench.Column|integer[]", "Numbers of rows, such as numerics.order gives.")],
        returns: "workbench.Column", "These rows in this order; missing where the number of a row is.",
        example: "local some = column:take { 3, 1, 2 }"),
      .function(
        "is_missing", returns: "workbench.Column", "A flag for each row: whether it has no value.",
        example: "local unknown = column:is_missing()"),
      .function(
        "is_present", returns: "workbench.Column", "A flag for each row: whether it has a value.",
        example: "local known = column:where(column:is_present())"),
    ]
      + comparisons.map {
        .function(
          $0.name, [("other", "workbench.Column|number|string|boolean", "A value, or a column of as many rows.")],
          returns: "workbench.Column",
          "A flag for each row: whether it is \($0.words) the other; missing where either is.",
          example: "local flags = column:\($0.name)(18)")
      }, annotations: annotations)

  /// The operators and the rows by number, as editors know them.
  private static let annotations =
    ["field [integer] any The value of a row; workbench.missing where there is none."]
    + LuaOperator.allCases.compactMap { sign in
      let name = sign.rawValue.dropFirst(2)
      return switch sign {
      case .less, .lessOrEqual: nil
      case .negate, .not: "operator \(name): workbench.Column"
      default: "operator \(name)(workbench.Column|number|boolean): workbench.Column"
      }
    }

  private static let comparisons: [(name: String, words: String)] = [
    ("eq", "equal to"), ("ne", "other than"), ("lt", "below"), ("le", "at most"), ("gt", "above"), ("ge", "at least"),
  ]
}

// MARK: - Reading

extension ColumnObject {
  /// Such as `column "age" of 334 whole numbers, 2 missing`.
  private var words: String {
    let named = name.map { " \"\($0)\"" } ?? ""
    let missing = column.missingCount > 0 ? ", \(column.missingCount) missing" : ""
    return "column\(named) of \(column.count) \(column.type.plural)\(missing)"
  }

  private var levels: LuaValue {
    guard case .category(let categories) = column.storage else { return .nil }
    return .table(LuaTable(categories.levels.map(LuaValue.string)))
  }

  private func values(_ arguments: [LuaValue]) throws -> LuaValue {
    let first = try row(arguments, 0, "the first row") ?? 1
    let last = try row(arguments, 1, "the last row") ?? column.count
    guard first <= last + 1, first >= 1, last <= column.count else {
      throw CallError.wrongKind(
        "column:values", argument: "the rows", expected: "within 1 to \(column.count)", found: "\(first) to \(last)")
    }
    return .table(column.lua(first - 1..<last))
  }

  private func row(_ arguments: [LuaValue], _ place: Int, _ what: String) throws -> Int? {
    guard arguments.count > place, !arguments[place].isAbsent else { return nil }
    guard let row = arguments[place].integer else {
      throw CallError.wrongKind(
        "column:values", argument: what, expected: "a whole number", found: arguments[place].scalarWords)
    }
    return row
  }

  /// How many values are handed to Lua at a time: enough that what a call costs is spread thin.
  private static let chunk = 4096

  private var each: [LuaValue] {
    let iterator = LuaFunction(iterating: "column:each") { [self] in elements(from: $0, Self.chunk) }
    return [.function(iterator), .nil, .integer(0)]
  }

  private func elements(from row: Int, _ count: Int) -> LuaTable {
    guard row >= 1, row <= column.count else { return [] as LuaTable }
    return column.lua(row - 1..<min(row - 1 + count, column.count))
  }
}

extension Column {
  /// All values for Lua, each on its own; missing as the sentinel.
  var values: [LuaValue] { (0..<count).map { self[$0].lua } }

  /// The values of some rows for Lua; missing as the sentinel.
  func lua(_ rows: Range<Int>) -> LuaTable {
    switch storage {
    case .number(let values): LuaTable(LuaNumbers(.numbers(values), validity: validity.words, rows: rows))
    case .integer(let values): LuaTable(LuaNumbers(.integers(values), validity: validity.words, rows: rows))
    default: LuaTable(rows.map { self[$0].lua })
    }
  }

  /// Whether both hold the same values in the same rows; 1 and 1.0 are the same, and so are a text and a category of that name.
  fileprivate func hasValues(of other: Column) -> Bool {
    guard count == other.count, validity == other.validity else { return false }
    if let numbers = Numbers(self), let others = Numbers(other), (type == .flag) == (other.type == .flag) {
      return (0..<count).allSatisfy { !validity[$0] || numbers.values[$0] == others.values[$0] }
    }
    return (0..<count).allSatisfy { self[$0] == other[$0] }
  }
}

extension LuaValue {
  /// The value in words, for messages: a number itself, else its kind.
  var scalarWords: String {
    switch self {
    case .integer(let integer): String(integer)
    case .number(let number): Argument.number(number).source
    default: kind
    }
  }
}
