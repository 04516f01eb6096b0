public import Analyses
public import Cohorts
import Lua

/// A Lua state that stays: one entry after the other is evaluated in it, and what they declare is kept.
///
/// Without `require` there are `workbench`, all modules, and `cohort`; and `help`, which explains what it is given.
public final class ScriptSession {
  let host: ScriptHost
  private let environment: LuaFunction
  /// Gives the names that have a value.
  private let present: LuaFunction
  private let tostring: LuaFunction
  /// Keeps the values of names as they are before an entry.
  ///
  /// ``end`` puts them back where the entry failed, and lets go of them; it needs no memory.
  private let begin: LuaFunction
  private let end: LuaFunction
  private let variables: Variables

  /// Reports that were shown, with how many pieces they had.
  private var reportsShown: [(report: ReportObject, items: Int)] = []

  /// What the session has declared, which may be nil.
  private final class Variables {
    var declared: Set<String> = []
    var names: () -> [String] = { [] }
  }

  /// A session on the cohort of a host that has run nothing.
  ///
  /// - Throws: ``ScriptFailure``.
  public init(host: ScriptHost) throws(ScriptFailure) {
    self.host = host
    host.isSession = true
    let variables = Variables()
    self.variables = variables
    let unknown = LuaFunction("session") { [variables, unowned host] arguments in
      let name = arguments.dropFirst().first?.string ?? ""
      if variables.declared.contains(name) { return [.nil] }
      throw UnknownName(description: host.wordsOnUnknown(name, in: "", seen: variables.names()))
    }
    do {
      let lent = try Self.lent(by: host)
      let made = try host.lua.run(
        LuaSource(name: "session", text: Self.opening), arguments: [.function(unknown), .table(lent)])
      let functions = made.compactMap(\.function)
      guard functions.count == 5 else { throw ScriptFailure("the session could not be opened") }
      (environment, present, tostring) = (functions[0], functions[1], functions[2])
      (begin, end) = (functions[3], functions[4])
    } catch { throw ScriptFailure(error, script: "session") }
    variables.names = { [unowned self] in self.names }
  }

  /// Makes the table in which entries find and put their variables: what is lent, behind it Lua's own library, and
  /// behind that an empty table, which is what the function for unknown names is given.
  private static let opening = """
    local unknown, lent = ...
    local library, session = {}, {}
    for name, value in next, _ENV do library[name] = value end
    for name, value in next, lent do session[name] = value end
    setmetatable(library, { __index = setmetatable({}, { __index = unknown }) })
    setmetatable(session, { __index = library })
    local function names()
      local found = {}
      for _, holder in ipairs { session, library } do
        for name in next, holder do found[#found + 1] = name end
      end
      return found
    end
    local kept, values = {}, {}
    local function begin(names)
      kept = names
      for i = 1, #names do values[i] = rawget(session, names[i]) end
    end
    local function finish(failed)
      for i = 1, #kept do
        if failed then session[kept[i]] = values[i] end
        values[i] = nil
      end
    end
    return function() return session end, names, tostring, begin, finish
    """

  private static func lent(by host: ScriptHost) throws -> LuaTable {
    let modules = ["workbench"] + host.registry.plugins.map(\.name)
    var lent = LuaTable()
    for name in modules {
      lent[name] = try host.lua.run(LuaSource(name: "session", text: "return require \"\(name)\"")).first ?? .nil
    }
    lent["cohort"] = CohortObject.type.wrap(CohortObject(host.cohort, host: host))
    lent["help"] = .function(
      LuaFunction("help") { [weak host] arguments in
        guard let host else { return [] }
        host.output(try host.help(arguments.first ?? .nil) + "\n")
        return []
      })
    return lent
  }

  // MARK: - Evaluating

  /// Evaluates an entry, and gives the values to be shown.
  ///
  /// - Parameters:
  ///   - entry: The entry.
  ///   - name: The name that errors give the text.
  /// - Returns: What it gave, value by value.
  /// - Throws: ``ScriptFailure``; the session goes on after it, with its variables, defaults, analyses and random numbers as they were before.
  public func evaluate(_ entry: SessionEntry, name: String) throws(ScriptFailure) -> [SessionValue] {
    host.prepareForEntry()
    // What entries before have let go of is not to stand in the way of this one.
    if host.lua.memoryInUse > host.options.memoryLimit / 2 { try? host.lua.collectGarbage() }
    host.lua.beginRun()
    let before = (variables.declared, host.defaults, host.registry, host.declarers)
    variables.declared.formUnion(entry.declared)
    host.restoring = [:]
    host.lua.keepRandom()
    do {
      _ = try host.lua.call(begin, [.array(variables.declared.sorted()) { .string($0) }])
      let values = try run(entry.code, name: name).map { value in try shown(value) }
      _ = try host.lua.call(end, [.boolean(false)])
      return values
    } catch {
      let failure = ScriptFailure(error, script: name)
      host.prepareForEntry()
      host.lua.beginRun()
      _ = try? host.lua.call(end, [.boolean(true)])
      (variables.declared, host.defaults, host.registry, host.declarers) = before
      host.lua.restoreRandom()
      for restore in host.restoring.values { restore() }
      throw failure
    }
  }

  /// What entries may require beside the modules of the workbench and plugins, by name; what was loaded and has changed since is
  /// loaded anew.
  public var modules: [String: String] {
    get { host.modules }
    set {
      guard newValue != host.modules else { return }
      host.modules = newValue
      host.prepareForEntry()
      try? host.lua.forgetModules()
    }
  }

  /// What entries read as `workbench.parameters`.
  public var parameters: [Argument.Entry] {
    get { host.options.parameters }
    set { host.options.parameters = newValue }
  }

  /// The bytes that the variables of the session hold in Lua.
  public var memoryInUse: Int {
    host.prepareForEntry()
    try? host.lua.collectGarbage()
    return host.lua.memoryInUse
  }

  /// The variables that hold a report with more in it than was shown, in order.
  public var filledReports: [String] {
    variables.declared.sorted().filter { name in
      let value = try? run("return type(\(name)) == 'userdata' and \(name) or nil", name: "session").first
      guard let report = value.flatMap(ReportObject.type.unwrap) else { return false }
      return report.report.items.count > reportsShown.last { $0.report === report }?.items ?? 0
    }
  }

  private func run(_ code: String, name: String) throws -> [LuaValue] {
    try host.lua.run(
      LuaSource(name: name, text: Self.prefix + code), arguments: [.function(environment)])
  }

  /// What stands before the text of an entry.
  private static let prefix = "local _ENV = (...)() "

  /// The text of an entry without what stands before it, and how many characters of it make an expression a statement.
  static func entry(in text: String) -> (text: String, added: Int) {
    guard text.hasPrefix(prefix) else { return (text, 0) }
    let entry = String(text.dropFirst(prefix.count))
    return (entry, entry.hasPrefix(SessionEntry.giving) ? SessionEntry.giving.count : 0)
  }

  private func shown(_ value: LuaValue) throws -> SessionValue {
    if let result = ResultObject.type.unwrap(value) {
      return .result(result.result)
    }
    if let report = ReportObject.type.unwrap(value) {
      reportsShown.append((report, report.report.items.count))
      return .report(report.report)
    }
    if let result = ReportObject.standingAlone(value) { return .result(result) }
    if let index = RowIndex.type.unwrap(value) { return .text(index.names.joined(separator: ", ")) }
    if let slice = RowSlice.type.unwrap(value) {
      return .text(try SessionText(tostring: text).text(.table(slice.values)))
    }
    if let cohort = CohortObject.type.unwrap(value) { return .cohort(cohort.cohort) }
    if let column = ColumnObject.type.unwrap(value) {
      return .column(column.column, title: try text(value), label: column.label, unit: column.unit)
    }
    return .text(try SessionText(tostring: text).text(value))
  }

  /// What Lua's `tostring` gives.
  private func text(_ value: LuaValue) throws -> String {
    try host.lua.call(tostring, [value]).first?.string ?? value.typeName
  }

  // MARK: - What it knows

  /// The names that an entry can begin with: variables of the session, modules, and Lua's own.
  public var names: [String] {
    let present = (try? host.lua.call(present).first?.table?.array.compactMap(\.string)) ?? []
    return Set(present + variables.declared).sorted()
  }

  /// The value that a path such as `model.terms` has now; `nil` where there is none.
  func value(at path: [String]) -> LuaValue? {
    host.prepareForEntry()
    guard !path.isEmpty, let value = try? run("return \(path.joined(separator: "."))", name: "session").first else {
      return nil
    }
    return value
  }

  /// The manual's entry on a name.
  ///
  /// - Throws: A fault that names the nearest known one, where there is none.
  public func help(on name: String) throws -> String { try host.help(.string(name)) }
}

/// What an entry gave, for a prompt to show.
public enum SessionValue: Sendable {
  /// What an analysis found.
  case result(AnalysisResult)
  /// A report that was filled.
  case report(Report)
  /// A cohort.
  case cohort(Cohort)
  /// The values of a variable, with what is said of it.
  case column(Column, title: String, label: String?, unit: String?)
  /// Anything else, in words.
  case text(String)
}

/// A name that neither the session nor Lua knows.
struct UnknownName: Error, CustomStringConvertible {
  let description: String
}

extension ScriptHost {
  /// Forgets what stopped the entry before.
  func prepareForEntry() {
    lua.interrupt.clear()
    stopped = nil
    computations = []
  }

  /// What is declared of the workbench's modules, and of what was declared since.
  var knownModules: [ModuleDeclaration] { registry.declarations + declaredModules }

  /// The manual's entry on a function, a module, an object or a name; all topics without one.
  func help(_ subject: LuaValue) throws -> String {
    if subject.isAbsent {
      return "help(survival.cox) and help \"survival.cox\" explain one of these.\n\n" + manual(knownModules).overview
    }
    if case .function(let function) = subject, let name = function.name { return try help(on: name) }
    if let module = PluginModule.type.unwrap(subject) { return try help(on: module.plugin.name) }
    if case .object(let object) = subject { return try help(on: object.typeName) }
    guard let name = subject.string else {
      throw CallError.wrongKind(
        "help", argument: "the topic", expected: "a function, a module or a name such as \"cox\"", found: subject.kind)
    }
    return try help(on: name)
  }

  private func help(on name: String) throws -> String {
    if let refusal = plugins.refusals[name] { throw refusal }
    if let bundle = plugins.forScript[name].flatMap({ plugins.bundles[$0] }) {
      return ManualArticle(try declaration(of: bundle)).text
    }
    let index = ManualIndex(manual(knownModules))
    let found = index.articles(on: name)
    guard found.isEmpty else { return found.map(\.text).joined(separator: "\n\n") }
    if let listing = index.listing(of: name) { return listing }
    throw NoHelp(name: name, nearest: index.nearest(to: name))
  }
}

/// A name of which the manual says nothing.
struct NoHelp: Error, CustomStringConvertible {
  let name: String
  let nearest: String?

  var description: String {
    "there is no help on \"\(name)\"" + (nearest.map { "; did you mean \"\($0)\"?" } ?? "")
  }
}
