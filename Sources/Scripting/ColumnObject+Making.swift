import Analyses
import Cohorts
import Lua
import OrderedCollections

/// Where columns come from: a cohort, a list, or an expression over others.
extension CohortObject {
  static let columnMember = HostDeclaration.Member.function(
    "column", [("from", "string", "A variable, or an expression such as \"age / 2\".")], returns: "workbench.Column",
    "A variable's values as a column, which stays in the workbench: functions of numerics take it.",
    example: "local column = cohort:column \"age\"")

  func column(_ arguments: [LuaValue]) throws -> LuaValue {
    let source = try arguments.text(0, of: "cohort:column", "the variable")
    let described = cohort.dictionary.columns[source]
    if cohort.columnNames.contains(source) {
      return ColumnObject.type.wrap(
        ColumnObject(
          try cohort.column(source), name: source, label: described?.label, unit: described?.unit,
          knownAt: cohort.knownAt(source)))
    }
    let variable = try cohort.variable(source)
    return ColumnObject.type.wrap(
      ColumnObject(variable.column, name: source, unit: variable.unit, knownAt: variable.knownAt))
  }

  /// The cohort with a column as one more variable.
  func deriving(_ value: LuaValue, as name: String, label: String?) throws -> Cohort {
    guard let object = ColumnObject.type.unwrap(value) else { return cohort }
    let description = ColumnDescription(
      label: label ?? object.label, unit: object.unit, knownAt: object.knownAt,
      derivation: "a column of the script" + (object.name.map { ", from \($0)" } ?? ""))
    return try cohort.deriving(object.column, as: name, description: description)
  }
}

extension ColumnObject {
  /// The members of the module `workbench` that are declared of it.
  static let makers: [HostDeclaration.Member] = [
    .function(
      "column", [("values", "any[]", "Numbers, texts, or true and false; workbench.missing where there is none.")],
      returns: "workbench.Column", "A column of a list's values; texts become categories.",
      example: "local doses = workbench.column { 1.5, 2, workbench.missing, 3 }"),
    .function(
      "compute",
      [
        ("expression", "string", "An expression as in cohort:derive, such as \"log(a / b)\"."),
        (
          "columns", "table<string, workbench.Column|any[]>",
          "The columns that it reads, by the names that it calls them."
        ),
      ], returns: "workbench.Column",
      "The value of an expression for each row of columns, by the rules of cohort:derive.",
      example: "local decades = workbench.compute(\"age // 10\", { age = cohort:column \"age\" })"),
  ]

  static func made(_ arguments: [LuaValue]) throws -> LuaValue {
    type.wrap(ColumnObject(try column(arguments, 0, of: "workbench.column", "the values", expected: "a list")))
  }

  static func computed(_ arguments: [LuaValue]) throws -> LuaValue {
    let function = "workbench.compute"
    let source = try arguments.text(0, of: function, "the expression")
    guard arguments.count > 1, case .table(let table) = arguments[1], table.array.isEmpty, !table.fields.isEmpty else {
      throw CallError.wrongKind(
        function, argument: "the columns", expected: "a table such as { a = column }", found: arguments.kind(1))
    }
    var late: KnownAt? = .baseline
    let columns = try table.fields.map { field in
      guard let name = field.key.string else { throw CallError.unnamed(function) }
      let object = type.unwrap(field.value)
      if let object { late = KnownAt.later(late, object.knownAt) }
      return ExpressionColumn(
        name,
        try object?.column ?? column([field.value], 0, of: function, "\"\(name)\"", expected: "a column or a list"),
        unit: object?.unit)
    }
    let (values, unit) = try Column.computed(source, over: columns)
    return type.wrap(ColumnObject(values, unit: unit, knownAt: late))
  }
}
