import Analyses
import Cohorts
import LuaSyntax
import OrderedCollections

/// What the texts of a value name in a cohort, as far as that depends on what stands beside it.
struct Naming {
  /// What they name.
  let named: ParameterDeclaration.Named
  /// The linked table that is named beside it.
  let table: Known?
  /// The variable whose levels they are.
  let variable: Known?

  init(_ named: ParameterDeclaration.Named, table: Known? = nil, variable: Known? = nil) {
    self.named = named
    self.table = table
    self.variable = variable
  }
}

extension ScriptReading {
  /// Checks what a value names in the cohort.
  func check(_ value: Known, at range: Range<Int>, names: Naming, of cohort: KnownCohort) {
    let texts = texts(of: value, at: range)
    switch names.named {
    case .endpoint: for (text, range) in texts { endpoint(text, at: range, of: cohort) }
    case .column, .columnByName: for (text, range) in texts { column(text, at: range, of: cohort) }
    case .anyColumn: for (text, range) in texts { anyColumn(text, at: range, of: cohort) }
    case .variable: for (text, range) in texts { variable(text, at: range, of: cohort) }
    case .table: for (text, range) in texts { table(text, at: range, of: cohort) }
    case .columnByKey, .levelByColumn:
      guard case .table(let table) = value else { return }
      for inner in table.entries {
        column(inner.name, at: inner.keyRange, of: cohort)
        if names.named == .levelByColumn, let level = inner.value.text {
          self.level(level, at: inner.valueRange, ofColumn: inner.name, of: cohort)
        }
      }
    case .level:
      guard let variable = names.variable?.text else { return }
      for (text, range) in texts { countedLevel(text, at: range, ofColumn: variable, of: cohort) }
    case .rowCondition: for (text, range) in texts { rowCondition(text, at: range, in: names.table, of: cohort) }
    case .condition:
      for (text, range) in texts {
        if names.table == nil {
          variable(text, at: range, of: cohort)
        } else {
          rowCondition(text, at: range, in: names.table, of: cohort)
        }
      }
    case .event: events(value, at: range, of: cohort)
    }
  }

  /// Checks what the arguments of a function of the host name.
  func check(_ given: [Given], of member: HostDeclaration.Member, _ cohort: KnownCohort) {
    guard !member.names.isEmpty else { return }
    for (parameter, given) in zip(member.signature?.parameters ?? [], given) {
      if let named = member.names[parameter.plainName], given.value.text != nil || named == .variable {
        check(given.value, at: given.expression.range, names: Naming(named), of: cohort)
      } else if case .table(let table) = given.value {
        let holder = member.names.first { $0.value == .table }.flatMap { table[$0.key] }?.value
        for entry in table.entries {
          guard let named = member.names[entry.name] else { continue }
          check(entry.value, at: entry.valueRange, names: Naming(named, table: holder), of: cohort)
        }
      }
    }
  }

  /// Checks what is declared apart from any cohort against the one that the script is to run on, with all that the script adds to it.
  func checkApart(_ given: [Given], of member: HostDeclaration.Member) {
    guard kind == .script, check.cohort != nil, !member.names.isEmpty else { return }
    later { [unowned self] in
      guard !names.addsColumns, !names.addsUnknown, !requiresOthers else { return }
      let made = names.made.flatMap { [$0] + CompositeEndpoint.columns(of: $0).all }
      check(given, of: member, KnownCohort(data: check.cohort, added: Set(made)))
    }
  }

  private func texts(of value: Known, at range: Range<Int>) -> [(text: String, range: Range<Int>)] {
    switch value {
    case .constant(.text(let text)): [(text, range)]
    case .table(let table):
      table.items.compactMap { item in item.value.text.map { ($0, item.range) } }
        + table.entries.compactMap { inner in inner.value.text.map { ($0, inner.valueRange) } }
    default: []
    }
  }

  /// A level of a variable that counts: one that there is, another word of its vocabulary for one, or a meaning that a vocabulary gives.
  private func countedLevel(_ text: String, at range: Range<Int>, ofColumn name: String, of cohort: KnownCohort) {
    let vocabulary = cohort.data?.vocabulary(of: name)
    guard vocabulary?.position(of: text) == nil, !ResponseVocabulary.meanings.contains(text) else { return }
    guard let data = cohort.data, !cohort.mayHave(name), let column = try? data.stored.column(name) else { return }
    switch column.storage {
    case .category, .text: break
    default: return
    }
    // A level that nobody here has is no mistake where somebody of the whole cohort has it.
    guard let levels = try? Grouping(column, named: name).levels, !levels.isEmpty, !levels.contains(text) else {
      return
    }
    let error = CohortError.unknownLevel(
      text, column: name, levels: levels, nearest: Nearest.name(to: text, among: levels))
    report(.unknownLevel, .error, "\(error)", at: range)
  }

  /// A condition over the rows of a linked table; where none is named, of the one of whose columns it names most.
  private func rowCondition(_ source: String, at range: Range<Int>, in named: Known?, of cohort: KnownCohort) {
    func check(in table: String) {
      rowExpression(source, at: range, table: table, of: cohort) {
        _ = try $0.restrictingRows(table: table, to: source)
      }
    }
    if let named {
      if let table = named.text { check(in: table) }
      return
    }
    guard let data = cohort.data, let expression = try? RowExpression(parsing: source) else { return check(in: "") }
    let tables = Array(data.linked.keys)
    guard !tables.contains(where: { (try? data.restrictingRows(table: $0, to: source)) != nil }) else { return }
    /// Columns that it lacks, and those for which it has none of a similar name.
    func lack(_ table: String) -> (Int, Int) {
      let known = data.linked[table].map { Array($0.table.columns.keys) } ?? []
      let missing = expression.columns.filter { !known.contains($0) }
      return (missing.count, missing.count { Nearest.name(to: $0, among: known) == nil })
    }
    if let likely = tables.min(by: { lack($0) < lack($1) }) { check(in: likely) }
  }

  /// Events by the columns of their days or the names of endpoints.
  private func events(_ value: Known, at range: Range<Int>, of cohort: KnownCohort) {
    guard case .table(let table) = value else { return }
    for item in table.items {
      switch item.value {
      case .constant(.text(let name)):
        if cohort.data?.dictionary.endpoints[name] != nil {
          endpoint(name, at: item.range, of: cohort)
        } else {
          column(name, at: item.range, of: cohort)
        }
      case .table(let event):
        if let day = event["day"], let name = day.value.text { column(name, at: day.valueRange, of: cohort) }
        if let inner = event["endpoint"], let name = inner.value.text {
          endpoint(name, at: inner.valueRange, of: cohort)
        }
      default: break
      }
    }
  }
}
