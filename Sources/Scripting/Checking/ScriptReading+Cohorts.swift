import Analyses
import Cohorts
import LuaSyntax
import OrderedCollections

/// What calls of a cohort's functions say of its names, and what they make of it.
extension ScriptReading {
  typealias Given = (expression: LuaExpression, value: Known)

  /// A row function gets a subject of the cohort.
  func bindSubject(of function: String, _ arguments: [LuaExpression], _ cohort: KnownCohort) {
    let places = ["where": 0, "derive": 1]
    guard let place = places[function], place < arguments.count else { return }
    switch arguments[place].form {
    case .function(let body): if let subject = body.parameters.first { bind(subject, to: .subject(cohort)) }
    case .name(let name):
      guard let body = name.local.flatMap(usedOnce), let subject = body.parameters.first else { return }
      bind(subject, to: .subject(cohort))
      read(body)
    default: break
    }
  }

  /// What a call of a function of a cohort gives.
  func cohort(_ cohort: KnownCohort, calls member: HostDeclaration.Member, _ given: [Given]) -> Known {
    // The columns of a linked table are not those of the subjects.
    if member.name != "column" || given.count < 2 { check(given, of: member, cohort) }
    switch member.name {
    case "where": return .cohort(restricted(cohort, given))
    case "derive": return .cohort(deriving(cohort, given))
    case "per_subject": return .cohort(perSubject(cohort, given))
    case "derive_rows", "where_rows": return .cohort(rows(cohort, given, isCondition: member.name == "where_rows"))
    case "population": return .cohort(population(cohort, given))
    case "declare_endpoint", "declare_vocabulary": return .cohort(declaring(cohort, given))
    case "with":
      var changed = cohort
      changed.isOpen = true
      // What the script declares itself is noted where it does.
      if case .object? = given.first?.value {} else { names.addsUnknown = true }
      return .cohort(changed)
    case "has", "has_table", "has_role":
      if let name = given.first?.value.text { names.guarded.insert(name) } else { names.guardsOthers = true }
    default: break
    }
    return gives(member, of: cohort)
  }

  /// A text among the arguments of a call, and where it stands.
  private func text(_ given: [Given], _ place: Int) -> (String, Range<Int>)? {
    guard place < given.count, let text = given[place].value.text else { return nil }
    return (text, given[place].expression.range)
  }

  private func restricted(_ cohort: KnownCohort, _ given: [Given]) -> KnownCohort {
    guard let (condition, range) = text(given, 0) else { return cohort }
    var restricted = cohort
    expression(condition, at: range, of: cohort) { restricted.data = try $0.where(condition) }
    return restricted
  }

  private func deriving(_ cohort: KnownCohort, _ given: [Given]) -> KnownCohort {
    var derived = cohort
    let name = text(given, 0)?.0
    if let name { names.made.insert(name) }
    if let name, let data = cohort.data, !cohort.isOpen, data.columnNames.contains(name) {
      report(.data, .error, "\(CallError.nameTaken(name, cohort: data.name))", at: given[0].expression.range)
    }
    var isComputed = false
    if let (source, range) = text(given, 1) {
      expression(source, at: range, of: cohort) { data in
        guard let name else { return _ = try data.variable(source) }
        derived.data = try data.deriving(name, from: source)
        isComputed = true
      }
    }
    if let name, !isComputed { derived.added.insert(name) }
    if name == nil {
      names.addsColumns = true
      derived.isOpen = true
    }
    return derived
  }

  private func perSubject(_ cohort: KnownCohort, _ given: [Given]) -> KnownCohort {
    var derived = cohort
    guard let (table, definitions) = rowDefinitions(cohort, given) else {
      names.addsColumns = true
      derived.isOpen = true
      return derived
    }
    for entry in definitions {
      names.made.insert(entry.name)
      derived.added.insert(entry.name)
      guard let source = entry.value.text else { continue }
      rowExpression(source, at: entry.valueRange, table: table, of: cohort) { data in
        derived.data = try (derived.data ?? data).perSubject(table: table, definitions: [entry.name: source])
        derived.added.remove(entry.name)
      }
    }
    return derived
  }

  private func rows(_ cohort: KnownCohort, _ given: [Given], isCondition: Bool) -> KnownCohort {
    var derived = cohort
    if isCondition {
      guard let (table, range) = text(given, 0), let (condition, place) = text(given, 1) else { return cohort }
      self.table(table, at: range, of: cohort)
      rowExpression(condition, at: place, table: table, of: cohort) {
        derived.data = try $0.restrictingRows(table: table, to: condition).cohort
      }
      return derived
    }
    guard let (table, definitions) = rowDefinitions(cohort, given) else {
      names.addsColumns = true
      derived.isOpen = true
      return derived
    }
    for entry in definitions {
      names.made.insert(entry.name)
      derived.added.insert(entry.name)
      guard let source = entry.value.text else { continue }
      rowExpression(source, at: entry.valueRange, table: table, of: derived) { data in
        derived.data = try data.derivingRows(table: table, definitions: [entry.name: source])
        derived.added.remove(entry.name)
      }
    }
    return derived
  }

  private func rowDefinitions(_ cohort: KnownCohort, _ given: [Given]) -> (String, [KnownTable.Entry])? {
    guard let (table, range) = text(given, 0) else { return nil }
    self.table(table, at: range, of: cohort)
    guard given.count > 1, case .table(let definitions) = given[1].value, !definitions.isOpen else { return nil }
    return (table, definitions.entries.sorted { $0.name < $1.name })
  }

  private func population(_ cohort: KnownCohort, _ given: [Given]) -> KnownCohort {
    guard let (name, range) = text(given, 0), let data = cohort.data, !cohort.isOpen else { return cohort }
    var restricted = cohort
    do { restricted.data = try data.population(name) } catch {
      reportUnlessGuarded([name], .data, "\(error)", at: range)
    }
    return restricted
  }

  private func declaring(_ cohort: KnownCohort, _ given: [Given]) -> KnownCohort {
    var declared = cohort
    guard case .table(let table)? = given.first?.value else {
      declared.isOpen = true
      return declared
    }
    guard let name = table["name"]?.value.text else {
      declared.isOpen = true
      return declared
    }
    names.made.insert(name)
    declared.added.insert(name)
    if table["first_of"] != nil { declared.added.formUnion(CompositeEndpoint.columns(of: name).all) }
    return declared
  }
}
