import Analyses
import Cohorts
import LuaSyntax

extension ScriptReading {
  /// Works out what is known of an expression.
  func reckon(_ expression: LuaExpression) -> Known {
    switch expression.form {
    case .nil: return .nil
    case .flag(let flag): return .constant(.flag(flag))
    case .integer(let integer): return .constant(.integer(Int(integer)))
    case .float(let number): return .constant(.number(number))
    case .string(let text):
      names.mention(text)
      return .constant(.text(text))
    case .varargs: return .anything
    case .name(let name): return value(of: name)
    case .function(let body):
      read(body)
      return .closure(body.range)
    case .table(let fields): return .table(table(fields))
    case .parenthesised(let inner): return value(of: inner)
    case .unary(let sign, let operand):
      let known = value(of: operand)
      guard sign == .minus, case .constant(let constant) = known else { return .anything }
      switch constant {
      case .integer(let integer): return .constant(.integer(0 &- integer))
      case .number(let number): return .constant(.number(-number))
      default: return .anything
      }
    case .chain(let first, let links): return chain(first, links)
    case .suffixed(let first, let suffixes):
      var known = value(of: first)
      var start = first.range
      for (place, suffix) in suffixes.enumerated() {
        let isCalled = place + 1 < suffixes.count && suffixes[place + 1].isCall
        if place == 0, isCalled { checkHidden(first, suffix, holds: known) }
        known = apply(suffix, to: known, from: start, isCalled: isCalled)
        start = first.range.lowerBound..<suffix.range.upperBound
      }
      return known
    }
  }

  private func value(of name: LuaName) -> Known {
    if let id = name.local { return value(ofLocal: id) }
    guard name.binding == .global else { return .anything }
    guard let members = SandboxNames.all.members[name.text] else { return .anything }
    if let constant = SandboxNames.all.constants[name.text] { return .constant(constant) }
    return members.isEmpty ? .global(name.text) : .library(name.text)
  }

  /// A row of `or` is one of its operands, a row of `..` a text; what other operators give is not followed.
  private func chain(_ first: LuaExpression, _ links: [LuaLink]) -> Known {
    let values = [value(of: first)] + links.map { value(of: $0.operand) }
    if links.allSatisfy({ $0.operator == .concatenate }), let text = Self.joined(values) {
      return .constant(.text(text))
    }
    guard links.allSatisfy({ $0.operator == .or }) else { return .anything }
    return values.dropFirst().reduce(values[0]) { $0.joined($1) }
  }

  /// Texts and whole numbers, one after the other; `nil` where one of them is not known.
  private static func joined(_ values: [Known]) -> String? {
    let parts = values.compactMap { value -> String? in
      switch value {
      case .constant(.text(let text)): text
      case .constant(.integer(let integer)): String(integer)
      default: nil
      }
    }
    return parts.count == values.count ? parts.joined() : nil
  }

  private func table(_ fields: [LuaTableField]) -> KnownTable {
    var table = KnownTable()
    for (place, field) in fields.enumerated() {
      let known = value(of: field.value)
      switch field.key {
      case .position:
        table.items.append((known, field.value.range))
        if place == fields.count - 1, field.value.givesSeveral { table.isOpen = true }
      case .name(let word):
        names.mention(word.text)
        table.entries.append(
          .init(name: word.text, value: known, keyRange: word.range, valueRange: field.value.range))
      case .value(let key):
        if let text = value(of: key).text {
          table.entries.append(.init(name: text, value: known, keyRange: key.range, valueRange: field.value.range))
        } else {
          table.isOpen = true
        }
      }
    }
    return table
  }

  // MARK: Fields and calls

  private func apply(_ suffix: LuaSuffix, to known: Known, from start: Range<Int>, isCalled: Bool) -> Known {
    switch suffix.form {
    case .field(let word):
      names.mention(word.text)
      return member(word.text, at: word.range, of: known, isCalled: isCalled)
    case .index(let key):
      let key = value(of: key)
      if let text = key.text { return member(text, at: suffix.range, of: known, isCalled: isCalled) }
      return indexed(known)
    case .call(let arguments):
      if case .member(let holder, let member, _) = known, !holder.isModule {
        _ = arguments.map { value(of: $0) }
        report(
          .call, .error,
          "\(holder.holder).\(member.name) is called with a colon: \(holder.holder):\(member.name)(…)", at: start)
        return gives(member, of: nil)
      }
      return call(known, arguments, at: start.lowerBound..<suffix.range.upperBound, named: start)
    case .method(let word, let arguments):
      return method(word, arguments, of: known, at: start.lowerBound..<suffix.range.upperBound)
    }
  }

  /// What an index that cannot be told finds.
  private func indexed(_ known: Known) -> Known {
    switch known {
    case .parameters:
      parametersRead = nil
      return .anything
    case .rowIndex(let function): return .rowSlice(function)
    default: return .anything
    }
  }

  /// What a field holds.
  private func member(_ name: String, at range: Range<Int>, of known: Known, isCalled: Bool) -> Known {
    switch known {
    case .library(let library):
      let members = SandboxNames.all.members[library] ?? []
      if let constant = SandboxNames.all.constants["\(library).\(name)"] { return .constant(constant) }
      if members.contains(name) { return .global("\(library).\(name)") }
      if let reason = UnavailableNames.reason("\(library).\(name)") {
        report(.unavailable, .error, "\(library).\(name) is not available to scripts: \(reason)", at: range)
      } else {
        report(
          .unknownFunction, .error, "\(library) has no \"\(name)\"" + suggestion(name, among: members), at: range)
      }
      return .anything
    case .module(let module): return lent(name, by: module, at: range, isCalled: isCalled)
    case .object(let type):
      return HostDeclaration.named(type).map { member(name, at: range, of: $0, cohort: nil) } ?? .anything
    case .cohort(let cohort): return member(name, at: range, of: CohortObject.declaration, cohort: cohort)
    case .result(let function):
      switch name {
      case "terms", "groups": return .rowIndex(function)
      default: return member(name, at: range, of: ResultObject.declaration, cohort: nil)
      }
    case .parameters: return parameter(name, at: range)
    case .subject(let cohort):
      column(name, at: range, of: cohort)
      return .anything
    case .rowIndex(let function): return .rowSlice(function)
    case .rowSlice(let function):
      if let function { statistic(name, of: function, at: range) }
      return .anything
    case .table(let table): return table.isOpen ? .anything : table[name]?.value ?? .anything
    default: return .anything
    }
  }

  /// What a module of the host holds.
  private func lent(_ name: String, by module: String, at range: Range<Int>, isCalled: Bool) -> Known {
    if let plugin = declaration(ofPlugin: module) { return handedOut(name, by: plugin, at: range, isCalled: isCalled) }
    if let declaration = HostDeclaration.all.first(where: { $0.isModule && $0.name == module }) {
      return member(name, at: range, of: declaration, cohort: nil)
    }
    guard let declaration = declaration(ofModule: module) else { return .anything }
    if let function = declaration.functions.first(where: { $0.function == name }) { return .function(function) }
    let known = declaration.functions.map(\.function)
    let error = CallError.unknownFunction(name, module: module, nearest: Nearest.name(to: name, among: known))
    report(.unknownFunction, .error, "\(error)", at: range)
    return .anything
  }

  /// What stands under a name in the table of a plugin; whether there is nothing may be asked, but nothing cannot be called.
  private func handedOut(
    _ name: String, by plugin: PluginDeclaration, at range: Range<Int>, isCalled: Bool
  ) -> Known {
    guard case .members(let members, let isOpen) = plugin.content else { return .anything }
    if let member = members.first(where: { $0.name == name }) {
      return member.function.map(Known.function) ?? .anything
    }
    if isCalled, !isOpen {
      let nearest = Nearest.name(to: name, among: members.map(\.name))
      report(
        .unknownFunction, .error, "\(CallError.unknownFunction(name, module: plugin.id, nearest: nearest))", at: range)
    }
    return .anything
  }

  /// What a module or an object of the host holds.
  func member(
    _ name: String, at range: Range<Int>, of declaration: HostDeclaration, cohort: KnownCohort?
  ) -> Known {
    guard let member = declaration.members.first(where: { $0.name == name }) else {
      let known = declaration.members.map(\.name)
      if let data = cohort?.data, let fault = CohortObject.columnAsMember(name, of: data) {
        report(.unknownMember, .error, "\(fault)", at: range)
        return .anything
      }
      report(
        .unknownMember, .error, "\(declaration.holder) has no \"\(name)\"" + suggestion(name, among: known), at: range)
      return .anything
    }
    if member.signature != nil { return .member(declaration, member, of: cohort) }
    if declaration.isModule, name == "parameters" { return .parameters }
    return LuaType(member.luaType).object.map(Known.object) ?? .anything
  }

  private func parameter(_ name: String, at range: Range<Int>) -> Known {
    parametersRead?.insert(name)
    guard kind == .script, let header else { return .anything }
    let known = header.parameters.map(\.name)
    if !known.contains(name) {
      report(
        .undeclaredParameter, .error,
        "the header declares no parameter \"\(name)\""
          + (known.isEmpty ? "; it declares none" : suggestion(name, among: known)), at: range)
    }
    return .anything
  }

  /// A statistic that is asked for of a result.
  func statistic(_ name: String, of function: FunctionDeclaration, at range: Range<Int>) {
    let known = function.statistics.map(\.name)
    guard !known.isEmpty, !known.contains(name) else { return }
    report(
      .unknownMember, .error, "\(function.name) gives no statistic \"\(name)\"" + suggestion(name, among: known),
      at: range)
  }

  /// `; did you mean "…"?`, where a name is near enough.
  func suggestion(_ name: String, among known: [String]) -> String {
    Nearest.name(to: name, among: known).map { "; did you mean \"\($0)\"?" } ?? ""
  }
}

extension HostDeclaration {
  /// What is declared of a type.
  static func named(_ type: String) -> HostDeclaration? { all.first { $0.name == type } }
}
