import Cohorts
import Lua
import OrderedCollections

extension LuaRows {
  /// The subjects of a cohort as rows that a function of a script reads in place.
  init(_ cohort: Cohort) {
    self.init(
      columns: cohort.stored.columns.map { LuaColumn($0.key, $0.value) }, count: cohort.count,
      selection: cohort.selection.rows, subject: "cohort \"\(cohort.name)\"")
  }
}

extension LuaColumn {
  /// A column as a function of a script reads it: dates as ISO text, categories as their levels.
  init(_ name: String, _ column: Column) {
    let storage: Storage =
      switch column.storage {
      case .number(let values): .numbers(values)
      case .integer(let values): .integers(values.map { Int($0) })
      case .flag(let values): .flags(values)
      case .category(let values): .categories(values.codes, levels: values.levels)
      case .text(let values): .text(offsets: [0] + values.ends.map(Int64.init), bytes: values.bytes)
      case .date(let values): .dates(values)
      case .dateTime, .time: .lent { column[$0].description }
      }
    self.init(name, storage, validity: column.validity.words)
  }
}

extension Column {
  /// A column from what a row function gave: numbers, texts (as categories) or flags; nil is missing.
  ///
  /// - Throws: ``CallError/mixedValues(_:_:)`` where it gave several kinds.
  init(_ values: [LuaValue]) throws {
    var kind: String?
    var isWhole = true
    for value in values where !value.isAbsent {
      guard kind == nil || kind == value.typeName else { throw CallError.mixedValues(kind ?? "", value.typeName) }
      kind = value.typeName
      if case .number = value { isWhole = false }
    }
    switch kind {
    case "boolean": self.init(flags: values.map(\.boolean))
    case "string": self.init(categories: values.map(\.string), levels: Set(values.compactMap(\.string)).sorted())
    case "number" where isWhole, nil: self.init(integers: values.map(\.integer))
    case "number": self.init(numbers: values.map(\.number))
    case .some(let other): throw CallError.mixedValues("number, text or flag expected", other)
    }
  }
}
