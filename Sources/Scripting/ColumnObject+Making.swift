import Analyses
import Cohorts
import Lua
import OrderedCollections

/// Where columns come from: a cohort, a list, or an expression over others.
extension CohortObject {
  static let columnMembers: [HostDeclaration.Member] = [
    .function(
      "column",
      [
        ("from", "string", "A variable, or an expression such as \"age / 2\"."),
        ("table?", "string", "A linked table, whose rows are taken in place of the subjects."),
      ], returns: "workbench.Column",
      "A variable's values as a column, which stays in the workbench: functions of numerics take it.",
      example: "local column = cohort:column \"age\"", names: ["from": .variable]),
    .function(
      "row_subjects", [("table", "string", "A linked table, such as adverse_events.")], returns: "workbench.Column",
      "For each row of a linked table the number of its subject in the cohort, by which numerics.by groups rows.",
      example: "local owners = cohort:row_subjects \"adverse_events\"", names: ["table": .table]),
  ]

  /// The numbers of the subjects to whom the rows of a linked table belong.
  func rowSubjects(_ arguments: [LuaValue]) throws -> LuaValue {
    let (_, subjects) = try cohort.linkedTable(arguments.text(0, of: "cohort:row_subjects", "the table"))
    return ColumnObject.type.wrap(ColumnObject(Column(.integer(subjects.map { Int64($0) + 1 })), source: .ofRows))
  }

  /// A column of a linked table, or an expression over its columns; rows are known after the origin.
  private func column(_ source: String, ofTable name: String) throws -> LuaValue {
    let (table, _) = try cohort.linkedTable(name)
    let described = cohort.dictionary.linked[name]
    let columns = table.columns.map { ExpressionColumn($0.key, $0.value, unit: described?[$0.key]?.unit) }
    if let column = columns.first(where: { $0.name == source }) {
      return ColumnObject.type.wrap(
        ColumnObject(
          column.column, name: source, label: described?[source]?.label, unit: column.unit, source: .ofRows))
    }
    let (values, unit) = try Column.computed(source, over: columns, of: name)
    return ColumnObject.type.wrap(ColumnObject(values, name: source, unit: unit, source: .ofRows))
  }

  func column(_ arguments: [LuaValue]) throws -> LuaValue {
    let source = try arguments.columnName(0, of: "cohort:column", "the variable")
    if arguments.count > 1, !arguments[1].isAbsent {
      return try column(source, ofTable: arguments.text(1, of: "cohort:column", "the table"))
    }
    if cohort.columnNames.contains(source) {
      let described = cohort.dictionary.columns[source]
      return ColumnObject.type.wrap(
        ColumnObject(
          try cohort.column(source), name: source, label: described?.label, unit: described?.unit,
          source: ColumnSource(knownAt: cohort.knownAt(source), reads: [source])))
    }
    let variable = try cohort.variable(source)
    let reads = (try? Expression(parsing: source))?.columns ?? []
    return ColumnObject.type.wrap(
      ColumnObject(
        variable.column, name: source, unit: variable.unit,
        source: ColumnSource(knownAt: variable.knownAt, reads: reads)))
  }

  /// The cohort with a column as one more variable.
  func deriving(_ value: LuaValue, as name: String, label: String?) throws -> Cohort {
    guard let object = ColumnObject.type.unwrap(value) else { return cohort }
    let description = ColumnDescription(
      label: label ?? object.label, unit: object.unit, knownAt: object.source.knownAt,
      derivation: object.source.reads.isEmpty
        ? "a column of the script" : "a column computed from \(object.source.reads.joined(separator: ", "))",
      reads: object.source.reads)
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
    var sources: [ColumnSource] = []
    let columns = try table.fields.map { field in
      guard let name = field.key.string else { throw CallError.unnamed(function) }
      let object = type.unwrap(field.value)
      if let object { sources.append(object.source) }
      return ExpressionColumn(
        name,
        try object?.column ?? column([field.value], 0, of: function, "\"\(name)\"", expected: "a column or a list"),
        unit: object?.unit)
    }
    let (values, unit) = try Column.computed(source, over: columns)
    return type.wrap(ColumnObject(values, unit: unit, source: .joined(sources)))
  }
}

extension ColumnSource {
  /// Rows of linked tables are known after the origin.
  fileprivate static let ofRows = ColumnSource(knownAt: .afterOrigin)
}
