import Analyses
import Cohorts
import LuaSyntax

/// One script being checked: what is known of its values, and what has been found so far.
final class ScriptReading {
  let chunk: LuaChunk
  let check: ScriptCheck
  let file: String
  private(set) var kind = ScriptCheck.Kind.script
  /// Its header; `nil` where it cannot be read.
  let header: ScriptHeader?
  private let headerError: ScriptHeaderError?

  /// What was found, each with the byte at which it stands.
  private var found: [ScriptFinding: Int] = [:]
  /// Bodies of functions that are there to fail: what is wrong in them is meant to be.
  private var failures: [Range<Int>] = []
  /// What is to be looked at when the whole text was read.
  private var deferred: [() -> Void] = []
  /// Findings that fall where the code asks first whether the cohort has one of some names.
  private var guardable: [(names: [String], finding: ScriptFinding, offset: Int)] = []

  /// What is known of expressions, by where they stand.
  private var known: [Range<Int>: Known] = [:]
  /// What is assigned to each local.
  private var sources: [[Source]]
  /// What is assigned to fields of each local.
  private var fields: [Int: [Field]] = [:]
  private var locals: [Int: Known] = [:]
  /// What functions return, by where they stand.
  var returned: [Range<Int>: Known] = [:]
  private var functionsRead: Set<Range<Int>> = []
  /// Functions that are read where they are used.
  private var postponed: [Int] = []

  /// The calls of functions of plugins.
  var calls: [(function: String, range: Range<Int>)] = []
  /// What the code says of the cohort's names.
  var names = ScriptNames()
  /// Which parameters of the header are read; `nil` where that cannot be told.
  var parametersRead: Set<String>? = []
  /// The defaults that the script sets; `nil` where they cannot be told.
  var defaultsSet: Set<String>? = []

  /// Where the value of a local comes from.
  private enum Source {
    case expression(LuaExpression)
    case closure(LuaFunctionBody)
    case known(Known)
  }

  /// The analyses of the workbench, with those that the script itself declares.
  var registry: Registry
  /// What is declared of modules of the workbench, by name.
  private let modules: [String: ModuleDeclaration]
  /// What plugins offer, by their ids.
  private var plugins: [String: PluginDeclaration]
  /// Whether it requires what is not known, which may declare analyses of any name.
  var requiresUnknown = false
  /// Whether it requires anything that is not of the workbench, which may add to cohorts.
  var requiresOthers = false

  private struct Field {
    let name: LuaWord
    let value: LuaExpression?
  }

  init(_ chunk: LuaChunk, _ check: ScriptCheck, text: String, file: String) {
    self.chunk = chunk
    self.check = check
    self.file = file
    registry = check.registry
    modules = Dictionary(check.registry.declarations.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    plugins = Dictionary(check.plugins.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    sources = Array(repeating: [], count: chunk.locals.count)
    do throws(ScriptHeaderError) {
      header = try ScriptHeader(source: text, script: file)
      headerError = nil
    } catch {
      header = nil
      headerError = error
    }
    chunk.block.forEachStatement(collect)
    if file.hasSuffix("_test.lua") {
      kind = .test
    } else if text.hasPrefix("---@meta") {
      kind = .stub
    } else if header?.isPlain != false, returnsModule {
      kind = .module
    }
  }

  /// Whether it ends by returning a table or a function, as modules do.
  private var returnsModule: Bool {
    guard case .return(let values)? = chunk.block.statements.last?.form, let value = values.first else { return false }
    switch value.form {
    case .table, .function: return true
    case .name(let name):
      switch name.local.flatMap({ sources[$0].first }) {
      case .expression(let source)?: if case .table = source.form { return true } else { return false }
      case .closure?: return true
      case .known?, nil: return false
      }
    default: return false
    }
  }

  /// All that is to be found.
  func findings() -> [ScriptFinding] {
    read(chunk.block)
    for id in postponed { if let body = usedOnce(id) { read(body) } }
    for look in deferred { look() }
    for (missing, finding, offset) in guardable where !missing.contains(where: names.mayGuard) {
      found[finding] = offset
    }
    checkNames()
    if kind != .stub {
      checkLocals()
      checkFlow()
    }
    if kind == .script {
      if let headerError {
        report(.header, .error, headerError.reason, at: chunk.source.range(ofLine: headerError.line))
      } else if let header {
        checkHeader(header)
      }
      checkEnd()
    }
    let meant = found.filter { _, offset in !failures.contains { $0.contains(offset) } }
    return meant.keys.sorted {
      ($0.line, $0.column, $0.code.rawValue, $0.message) < ($1.line, $1.column, $1.code.rawValue, $1.message)
    }
  }

  /// What is declared of a module of the workbench, where anything is.
  func declaration(ofModule name: String) -> ModuleDeclaration? { modules[name] }

  /// What a plugin, or a file that can be required, offers as far as that is known.
  func declaration(ofPlugin id: String) -> PluginDeclaration? { plugins[id] }

  /// Reads a module of which nothing is declared, and notes what it offers; what it declares is declared from here on.
  func read(module name: String) {
    guard plugins[name] == nil, let text = check.texts[name], let chunk = try? LuaChunk(text) else { return }
    var inner = check
    // Where modules require each other in a circle, the circle ends here.
    inner.texts[name] = nil
    let reading = ScriptReading(chunk, inner, text: text, file: "\(name).lua")
    reading.registry = registry
    reading.read(chunk.block)
    registry = reading.registry
    requiresUnknown = requiresUnknown || reading.requiresUnknown
    for (id, plugin) in reading.plugins where plugins[id] == nil { plugins[id] = plugin }
    plugins[name] = PluginDeclaration(id: name, summary: "", content: reading.content, analyses: [])
  }

  /// What it gives to those that require it.
  private var content: PluginDeclaration.Content {
    guard case .return(let values)? = chunk.block.statements.last?.form, let value = values.first else { return .other }
    switch self.value(of: value) {
    case .function(let function): return .function(function)
    case .table(let table):
      let members = table.entries.map { entry in
        let function: FunctionDeclaration? = if case .function(let declared) = entry.value { declared } else { nil }
        return PluginDeclaration.Member(name: entry.name, function: function)
      }
      // A table that is filled after it was made may hold more than can be seen.
      return .members(members, isOpen: table.isOpen)
    default: return .other
    }
  }

  /// What is declared of the analysis of a full name: the workbench's own, the script's, or a plugin's.
  func analysis(named name: String) -> FunctionDeclaration? {
    registry.analysis(name)?.declaration
      ?? plugins.values.lazy.flatMap(\.analyses).first { $0.name == name }
  }

  /// How much was found so far.
  var findingCount: Int { found.count }

  /// Notes a finding.
  func report(_ code: ScriptFinding.Code, _ grade: ScriptFinding.Grade, _ message: String, at range: Range<Int>) {
    found[ScriptFinding(code, grade, message, at: range, of: chunk.source, in: file)] = range.lowerBound
  }

  /// Notes that a function is called so that it fails, as tests do.
  func expectFailure(of known: Known) {
    if case .closure(let body) = known { failures.append(body) }
  }

  /// Looks at something when the whole text was read.
  func later(_ look: @escaping () -> Void) { deferred.append(look) }
}

extension ScriptReading {
  /// Notes that the cohort lacks some names, unless it turns out that the code asks first whether it has them.
  func reportUnlessGuarded(_ missing: [String], _ code: ScriptFinding.Code, _ message: String, at range: Range<Int>) {
    let finding = ScriptFinding(code, .error, message, at: range, of: chunk.source, in: file)
    guardable.append((missing, finding, range.lowerBound))
  }
}

// MARK: - Where values come from

extension ScriptReading {
  /// Notes what a statement assigns.
  private func collect(_ statement: LuaStatement) {
    switch statement.form {
    case .local(let ids, let values):
      for (place, id) in ids.enumerated() { sources[id].append(source(place, of: values)) }
    case .assignment(let targets, let values):
      for (place, target) in targets.enumerated() { assign(source(place, of: values), to: target) }
    case .numericFor(let id, _, _, _, _): sources[id].append(.known(.anything))
    case .genericFor(let ids, _, _): for id in ids { sources[id].append(.known(.anything)) }
    case .localFunction(let id, let body): sources[id].append(.closure(body))
    case .function(let target, nil, let body): assign(.closure(body), to: target)
    default: break
    }
  }

  private func source(_ place: Int, of values: [LuaExpression]) -> Source {
    if place < values.count { return .expression(values[place]) }
    return .known(values.last?.givesSeveral == true ? .anything : .nil)
  }

  private func assign(_ source: Source, to target: LuaExpression) {
    switch target.form {
    case .name(let name): if let id = name.local { sources[id].append(source) }
    case .suffixed(let first, let suffixes):
      guard case .name(let name) = first.form, let id = name.local, suffixes.count == 1,
        case .field(let word) = suffixes[0].form
      else { return }
      if case .expression(let value) = source {
        fields[id, default: []].append(Field(name: word, value: value))
      } else {
        fields[id, default: []].append(Field(name: word, value: nil))
      }
    default: break
    }
  }

  /// What is known of a local.
  func value(ofLocal id: Int) -> Known {
    if let known = locals[id] { return known }
    let local = chunk.locals[id]
    guard local.kind == .variable || local.kind == .function else { return .anything }
    locals[id] = .undecided
    var joined = Known.undecided
    for source in sources[id] {
      switch source {
      case .expression(let expression): joined = joined.joined(value(of: expression))
      case .closure(let body):
        if usedOnce(id) != nil { read(body) }
        joined = joined.joined(.closure(body.range))
      case .known(let known): joined = joined.joined(known)
      }
      // What is made of the local itself, as in cohort = cohort:where(…), is made of what it was before.
      if joined.isOfHost { locals[id] = joined }
    }
    if case .undecided = joined { joined = .anything }
    if case .table(var table) = joined {
      table.isOpen = true
      for field in fields[id] ?? [] {
        let range = field.value?.range ?? field.name.range
        table.entries.append(
          .init(
            name: field.name.text, value: field.value.map { self.value(of: $0) } ?? .anything,
            keyRange: field.name.range, valueRange: range))
      }
      joined = .table(table)
    }
    locals[id] = joined
    return joined
  }

  /// The body of a function of the script that is named in one place alone; `nil` for any other local.
  func usedOnce(_ id: Int) -> LuaFunctionBody? {
    guard chunk.locals[id].reads == 1, sources[id].count == 1 else { return nil }
    switch sources[id][0] {
    case .closure(let body): return body
    case .expression(let expression): if case .function(let body) = expression.form { return body } else { return nil }
    case .known: return nil
    }
  }

  /// Says what a local is, such as the parameter of a function that the host will call.
  func bind(_ id: Int, to known: Known) { locals[id] = known }
}

// MARK: - Reading

extension ScriptReading {
  /// Reads all statements of a block, however deep.
  func read(_ block: LuaBlock) {
    for statement in block.statements { read(statement) }
  }

  private func read(_ statement: LuaStatement) {
    // What its parameters are may be told where it is used; what is never reached is read in the end.
    if let id = statement.declaredFunction, usedOnce(id) != nil { return postponed.append(id) }
    if case .local(let ids, _) = statement.form { for id in ids { _ = value(ofLocal: id) } }
    for expression in statement.expressions { _ = value(of: expression) }
    switch statement.form {
    case .function(_, _, let body), .localFunction(_, let body): read(body)
    case .call(let call): checkDropped(call)
    default: for block in statement.blocks { read(block) }
    }
  }

  /// Reads the body of a function, once.
  func read(_ body: LuaFunctionBody) {
    guard functionsRead.insert(body.range).inserted else { return }
    returned[body.range] = .undecided
    var joined = Known.undecided
    forEachReturn(in: body.block) { values in
      joined = joined.joined(values.count == 1 ? value(of: values[0]) : .anything)
    }
    returned[body.range] = joined
    read(body.block)
  }

  /// Visits what the statements of a function return, but not those of functions within it.
  private func forEachReturn(in block: LuaBlock, _ visit: ([LuaExpression]) -> Void) {
    for statement in block.statements {
      switch statement.form {
      case .return(let values): visit(values)
      case .function, .localFunction: continue
      default: for inner in statement.blocks { forEachReturn(in: inner, visit) }
      }
    }
  }

  /// What is known of an expression; what is wrong with it is found on the way, once.
  func value(of expression: LuaExpression) -> Known {
    if let known = known[expression.range] { return known }
    known[expression.range] = .undecided
    let value = reckon(expression)
    known[expression.range] = value
    return value
  }
}

extension LuaStatement {
  /// The one local that it declares, where that is a function.
  fileprivate var declaredFunction: Int? {
    switch form {
    case .local(let ids, let values):
      if ids.count == 1, values.count == 1, case .function = values[0].form { ids[0] } else { nil }
    case .localFunction(let id, _): id
    default: nil
    }
  }
}

extension LuaExpression {
  /// Whether it can give several values.
  var givesSeveral: Bool {
    switch form {
    case .varargs: true
    case .suffixed(_, let suffixes): suffixes.last?.isCall ?? false
    default: false
    }
  }
}
