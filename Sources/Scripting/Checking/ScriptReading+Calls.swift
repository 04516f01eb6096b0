import Analyses
import Cohorts
import LuaSyntax

extension ScriptReading {
  /// What a call with a dot, or of a name alone, gives.
  ///
  /// - Parameters:
  ///   - known: What is called.
  ///   - arguments: What it is given.
  ///   - range: Where the whole call stands.
  ///   - name: Where what is called stands.
  /// - Returns: What is known of what it gives.
  func call(_ known: Known, _ arguments: [LuaExpression], at range: Range<Int>, named name: Range<Int>) -> Known {
    switch known {
    case .global("require"): return require(arguments)
    case .global("print"), .global("assert"), .global("pairs"), .global("ipairs"), .global("pcall"):
      let values = arguments.map { value(of: $0) }
      if kind == .test, case .global("pcall") = known, let body = values.first { expectFailure(of: body) }
      if case .parameters? = values.first { parametersRead = nil }
      return .anything
    case .global("setmetatable"):
      noteEscapes(arguments)
      if arguments.count > 1 { checkMetatable(value(of: arguments[1])) }
      return .anything
    case .function(let function): return call(function, arguments, at: range, named: name)
    case .member(let holder, let member, let cohort):
      return call(member, of: holder, cohort: cohort, arguments, named: name)
    case .made(let type):
      noteEscapes(arguments)
      return object(type, of: nil)
    case .closure(let body):
      noteEscapes(arguments)
      return returned[body] ?? .anything
    case .module(let module) where declaration(ofPlugin: module) != nil:
      noteEscapes(arguments)
      return .anything
    case .constant, .cohort, .result, .object, .module, .library, .parameters:
      noteEscapes(arguments)
      if let kind = known.kind { report(.call, .error, "\(kind) cannot be called", at: name) }
      return .anything
    default:
      noteEscapes(arguments)
      return .anything
    }
  }

  private func checkMetatable(_ known: Known) {
    guard case .table(let table) = known else { return }
    for entry in table.entries where entry.name.hasPrefix("__") && !SandboxNames.allows(metamethod: entry.name) {
      report(.unavailable, .error, "setmetatable: \"\(entry.name)\" is not available to scripts", at: entry.keyRange)
    }
  }

  /// Arguments of a function that is not followed: it may read any parameter that it is handed.
  private func noteEscapes(_ arguments: [LuaExpression]) {
    for argument in arguments {
      if case .parameters = value(of: argument) { parametersRead = nil }
    }
  }

  private func require(_ arguments: [LuaExpression]) -> Known {
    let values = arguments.map { value(of: $0) }
    guard let name = values.first?.text, let range = arguments.first?.range else {
      requiresUnknown = true
      requiresOthers = true
      return .anything
    }
    if name == WorkbenchModule.declaration.name || declaration(ofModule: name) != nil { return .module(name) }
    if kind == .test, name == TestingModule.declaration.name { return .module(name) }
    requiresOthers = true
    read(module: name)
    if let plugin = declaration(ofPlugin: name) {
      switch plugin.content {
      case .function(let function): return .function(function)
      case .members: return .module(name)
      case .other: return .anything
      }
    }
    requiresUnknown = true
    if let doubt = check.doubts[name] {
      report(
        .unknownModule, .warning, "what \(name) offers is not known, and calls of it are not checked: \(doubt)",
        at: range)
    }
    guard !check.moduleNames.contains(name) else { return .anything }
    if let refusal = check.refusals[name] {
      report(.unknownModule, .error, refusal, at: range)
    } else if let reason = UnavailableNames.reason(name) {
      report(.unknownModule, .error, "there is no module \"\(name)\": \(reason)", at: range)
    } else {
      report(
        .unknownModule, .error,
        "there is no module \"\(name)\": not of the workbench, no installed plugin, no file beside the script"
          + suggestion(name, among: check.moduleNames), at: range)
    }
    return .anything
  }

  // MARK: Methods

  /// What a call with a colon gives.
  func method(_ word: LuaWord, _ arguments: [LuaExpression], of known: Known, at range: Range<Int>) -> Known {
    let held: Known
    switch known {
    case .cohort(let cohort): held = member(word.text, at: word.range, of: CohortObject.declaration, cohort: cohort)
    case .result: held = member(word.text, at: word.range, of: ResultObject.declaration, cohort: nil)
    case .object(let type):
      held = HostDeclaration.named(type).map { member(word.text, at: word.range, of: $0, cohort: nil) } ?? .anything
    case .module(let module) where declaration(ofPlugin: module) == nil:
      noteEscapes(arguments)
      report(
        .call, .error, "\(module).\(word.text) is called with a dot: \(module).\(word.text)(…)",
        at: range.lowerBound..<word.range.upperBound)
      return .anything
    case .constant(.text):
      noteEscapes(arguments)
      let members = SandboxNames.all.members["string"] ?? []
      if !members.isEmpty, !members.contains(word.text) {
        report(
          .unknownMember, .error, "a text has no \"\(word.text)\"" + suggestion(word.text, among: members),
          at: word.range)
      }
      return .anything
    default:
      noteEscapes(arguments)
      return .anything
    }
    guard case .member(let holder, let member, let cohort) = held else {
      noteEscapes(arguments)
      return .anything
    }
    if case .result(let function?) = known, member.name == "value", let first = arguments.first,
      let name = value(of: first).text
    {
      statistic(name, of: function, at: first.range)
    }
    return call(
      member, of: holder, cohort: cohort, arguments, named: range.lowerBound..<word.range.upperBound)
  }

  /// A call of a function that the host lends.
  private func call(
    _ member: HostDeclaration.Member, of holder: HostDeclaration, cohort: KnownCohort?, _ arguments: [LuaExpression],
    named name: Range<Int>
  ) -> Known {
    if let cohort { bindSubject(of: member.name, arguments, cohort) }
    for (parameter, argument) in zip(member.signature?.parameters ?? [], arguments) {
      bindCallbacks(in: argument, LuaType(parameter.luaType))
    }
    let values = arguments.map { value(of: $0) }
    let before = findingCount
    checkPlaces(
      member, of: holder, zip(arguments, values).map { ($0.range, $1) },
      isWhole: !(arguments.last?.givesSeveral ?? false), named: name)
    if let cohort {
      return self.cohort(cohort, calls: member, zip(arguments, values).map { ($0, $1) })
    }
    if holder.name == "workbench", case .table(let table)? = values.first {
      for key in ["name", "column"] { if let made = table[key]?.value.text { names.made.insert(made) } }
      checkApart(zip(arguments, values).map { ($0, $1) }, of: member)
    }
    switch (holder.name, member.name) {
    case ("workbench", "defaults"): noteDefaults(values.first)
    case ("workbench", "cohort"): return .cohort(KnownCohort(data: check.cohort))
    case ("workbench", "analysis"):
      let isSound = findingCount == before
      if let declared = declared(by: values.first, at: name, isSound: isSound) { return declared }
    case ("testing", "raises"): if let body = values.first { expectFailure(of: body) }
    default: break
    }
    return gives(member, of: nil)
  }

  /// What a function of the host gives, by its declaration.
  func gives(_ member: HostDeclaration.Member, of cohort: KnownCohort?) -> Known {
    object(LuaType(member.luaType), of: cohort)
  }

  /// What is known of a value by its type.
  private func object(_ type: LuaType, of cohort: KnownCohort?) -> Known {
    if let made = type.callback { return .made(gives: made.gives) }
    switch type.object {
    case CohortObject.declaration.name?: return .cohort(cohort ?? KnownCohort(isOpen: true))
    case ResultObject.declaration.name?: return .result(nil)
    case let type?: return .object(type)
    case nil: return .anything
    }
  }

  /// Functions that the host will call get what their declaration says.
  private func bindCallbacks(in argument: LuaExpression, _ type: LuaType) {
    switch argument.form {
    case .function(let body):
      guard let callback = type.callback else { return }
      for (id, type) in zip(body.parameters, callback.takes) where type.object != nil {
        bind(id, to: object(type, of: nil))
      }
    case .table(let fields):
      for field in fields {
        guard case .name(let word) = field.key,
          let type = type.fields?.first(where: { $0.name == word.text })?.type
        else { continue }
        bindCallbacks(in: field.value, type)
      }
    default: break
    }
  }

  private func noteDefaults(_ given: Known?) {
    guard case .table(let table)? = given, !table.isOpen else { return defaultsSet = nil }
    for entry in table.entries { defaultsSet?.insert(entry.name) }
  }

  /// Checks what a function of the host is given by place against its declaration.
  private func checkPlaces(
    _ member: HostDeclaration.Member, of holder: HostDeclaration, _ given: [(range: Range<Int>, value: Known)],
    isWhole: Bool, named name: Range<Int>
  ) {
    let function = holder.holder + (holder.isModule ? "." : ":") + member.name
    for (place, parameter) in (member.signature?.parameters ?? []).enumerated() {
      let isOptional = parameter.name.hasSuffix("?")
      guard place < given.count else {
        if isWhole, !isOptional {
          report(
            .missingArgument, .error, "\(function): \(parameter.plainName) is missing: \(parameter.prose)", at: name)
        }
        return
      }
      if case .nil = given[place].value, isOptional { continue }
      checkPlace(given[place].value, LuaType(parameter.luaType), parameter, of: function, at: given[place].range)
    }
  }

  private func checkPlace(
    _ value: Known, _ type: LuaType, _ parameter: OperandDeclaration, of function: String, at range: Range<Int>
  ) {
    if case .table(let table) = value, !type.shapes.isEmpty {
      return check(table, against: type.shapes, of: function, at: range)
    }
    if case .table(let table) = value, let fields = type.fields {
      return check(table, against: fields, of: function)
    }
    let isAccepted: Bool
    switch value {
    case .constant, .table:
      guard let argument = value.argument else { return }
      isAccepted = type.accepts(argument)
    case .closure, .global, .function, .member, .made: isAccepted = type.mayBe(.function) || type.callback != nil
    case .cohort: isAccepted = type.mayBe(.named(CohortObject.declaration.name))
    case .result: isAccepted = type.mayBe(.named(ResultObject.declaration.name))
    case .object(let name): isAccepted = type.mayBe(.named(name))
    case .module, .library, .parameters: return
    case .nil: isAccepted = type.mayBe(.nil)
    default: return
    }
    guard !isAccepted, let found = value.argument?.source ?? value.kind else { return }
    report(
      .wrongArgument, .error, "\(function): \(parameter.plainName) should be \(type.words), found \(found)", at: range)
  }

  /// Checks the named values that a function of the host takes.
  private func check(_ table: KnownTable, against fields: [LuaType.Field], of function: String) {
    let known = fields.map(\.name)
    for entry in table.entries {
      guard let field = fields.first(where: { $0.name == entry.name }) else {
        let error = ArgumentError.unknown(
          entry.name, analysis: function, known: known, nearest: Nearest.name(to: entry.name, among: known))
        report(.unknownArgument, .error, "\(error)", at: entry.keyRange)
        continue
      }
      guard let argument = entry.value.argument, !field.type.accepts(argument) else { continue }
      let error = ArgumentError.wrongKind(
        entry.name, analysis: function, expected: field.type.words, found: argument.source)
      report(.wrongArgument, .error, "\(error)", at: entry.valueRange)
    }
    guard !table.isOpen else { return }
    for field in fields where !field.isOptional && table[field.name] == nil {
      let isMisspelt = table.entries.contains {
        !known.contains($0.name) && Nearest.name(to: $0.name, among: known) == field.name
      }
      guard !isMisspelt, let range = table.entries.first?.keyRange else { continue }
      report(.missingArgument, .error, "\(function): argument \"\(field.name)\" is missing", at: range)
    }
  }
}

extension LuaType {
  /// Whether values of a type can be of another.
  func mayBe(_ other: LuaType) -> Bool {
    switch self {
    case .any: true
    case .union(let types): types.contains { $0.mayBe(other) }
    default: self == other
    }
  }
}
