import Analyses
import Cohorts
import Lua
import OrderedCollections

/// What could stand at a cursor.
public struct SessionCompletion: Sendable, Codable, Equatable {
  /// How many characters before the cursor it replaces.
  public var replaced: Int
  /// What could stand there.
  public var candidates: [Candidate]

  /// Nothing.
  public static let none = SessionCompletion(replaced: 0, candidates: [])

  /// One of several texts, and what follows it.
  public struct Candidate: Sendable, Codable, Equatable {
    /// The text.
    public var text: String
    /// What follows it where it is the only one.
    public var suffix: String
  }
}

extension ScriptSession {
  /// What could stand at the end of a text, from the declarations, the cohort and the session's own variables.
  public func completion(before text: String) -> SessionCompletion {
    let place = CompletionPlace(before: text)
    var seen: Set<String> = []
    let candidates = candidates(at: place).filter { $0.text.hasPrefix(place.stem) && seen.insert($0.text).inserted }
    return SessionCompletion(replaced: place.stem.count, candidates: candidates)
  }

  private typealias Candidate = SessionCompletion.Candidate

  private func candidates(at place: CompletionPlace) -> [Candidate] {
    switch place.kind {
    case .other: return []
    case .name:
      let modules = Set(["workbench"] + host.registry.plugins.map(\.name))
      return names.map { Candidate(text: $0, suffix: modules.contains($0) ? "." : "") }
    case .member(let path, let isMethod):
      guard let value = value(at: path) else { return [] }
      return members(of: value).filter { $0.isMethod == isMethod }
        .map { Candidate(text: $0.name, suffix: $0.isFunction ? "(" : "") }
    case .argument(let call, let given):
      guard let function = function(of: call) else { return [] }
      return function.parameters.filter { !given.contains($0.name) }.map { Candidate(text: $0.name, suffix: " = ") }
    case .text(let call, let argument, let key):
      return texts(of: call, argument, key, place.condition).map { Candidate(text: $0, suffix: "") }
    }
  }

  // MARK: - Members

  private struct Member {
    var name: String
    var isMethod = false
    var isFunction = false
  }

  private func members(of value: LuaValue) -> [Member] {
    if let module = PluginModule.type.unwrap(value) {
      return module.plugin.functions.map { Member(name: $0.function, isFunction: true) }
    }
    if let index = RowIndex.type.unwrap(value) { return index.names.filter(\.isLuaName).map { Member(name: $0) } }
    if let slice = RowSlice.type.unwrap(value) { return slice.names.filter(\.isLuaName).map { Member(name: $0) } }
    switch value {
    case .table(let table):
      return table.fields.compactMap { field in
        field.key.string.flatMap { $0.isLuaName ? Member(name: $0, isFunction: field.value.function != nil) : nil }
      }
    case .object(let object):
      guard let declaration = HostDeclaration.of(object) else { return [] }
      return declaration.members.map { member in
        let isFunction = member.signature != nil
        return Member(name: member.name, isMethod: isFunction && !declaration.isModule, isFunction: isFunction)
      }
    default: return []
    }
  }

  /// What is declared of the function that is called.
  private func function(of call: CompletionPlace.Call) -> FunctionDeclaration? {
    guard !call.isMethod, let name = value(at: call.path)?.function?.name else { return nil }
    return host.knownModules.flatMap(\.functions).first { $0.name == name }
  }

  /// What is declared of the value that is written at a place of a call of the host's own.
  private func operand(of call: CompletionPlace.Call) -> (owner: HostDeclaration.Member, operand: OperandDeclaration)? {
    guard let value = value(at: Array(call.path.dropLast())), case .object(let object) = value,
      let member = HostDeclaration.of(object)?.members.first(where: { $0.name == call.path.last }),
      let parameters = member.signature?.parameters, parameters.indices.contains(call.place)
    else { return nil }
    return (member, parameters[call.place])
  }

  // MARK: - Texts

  private func texts(
    of call: CompletionPlace.Call, _ argument: String?, _ key: String?, _ condition: String
  ) -> [String] {
    let cohort = cohort(of: call)
    if let levels = Self.levels(inside: condition, of: cohort) { return levels }
    if let parameter = function(of: call)?.parameters.first(where: { $0.name == argument }) {
      if !parameter.choices.isEmpty { return parameter.choices.map(\.name) }
      if let key, cohort.columnNames.contains(key) { return Self.levels(of: key, in: cohort) }
      return names(parameter.name, parameter.expected, of: cohort)
    }
    if call.path == ["help"] || call.path == ["require"] {
      let plugins = host.plugins.forScript.keys.sorted()
      guard call.path == ["help"] else { return host.registry.declarations.map(\.name) + plugins }
      return host.knownModules.flatMap { [$0.name] + $0.functions.map(\.name) } + plugins
    }
    guard let (member, operand) = operand(of: call) else { return [] }
    let choices = operand.luaType.split(separator: "|").filter { $0.hasPrefix("\"") }
    if !choices.isEmpty { return choices.map { String($0.dropFirst().dropLast()) } }
    return names("\(member.name) \(operand.name)", operand.prose, of: cohort)
  }

  /// The names that are meant by what a value is called, and how it is described.
  private func names(_ name: String, _ words: String, of cohort: Cohort) -> [String] {
    let described = "\(name) \(words)".lowercased()
    func says(_ word: String) -> Bool { described.contains(word) }
    if says("analysis,") || says("name of an analysis") { return host.registry.names }
    if says("endpoint") { return cohort.dictionary.endpointNames }
    if says("population") { return cohort.populationNames }
    if says("table ") || name == "table" { return Array(cohort.linked.keys) }
    let isOfColumns = ["column", "expression", "condition", "variable", "values"].contains(where: says)
    return isOfColumns ? cohort.columnNames : []
  }

  /// The cohort that a call is about.
  private func cohort(of call: CompletionPlace.Call) -> Cohort {
    let path = call.isMethod ? Array(call.path.dropLast()) : call.first
    return value(at: path).flatMap { CohortObject.type.unwrap($0)?.cohort } ?? host.cohort
  }

  /// The levels of the column that a condition compares, where the cursor stands in a text within it.
  private static func levels(inside condition: String, of cohort: Cohort) -> [String]? {
    guard let quote = condition.lastIndex(where: { $0 == "'" || $0 == "\"" }),
      condition.count(where: { $0 == condition[quote] }) % 2 == 1
    else { return nil }
    let comparison = /([A-Za-z_][A-Za-z0-9_.]*)\s*(?:==|~=|(?:not\s+)?in\s*\{[^}]*)\s*$/
    guard let match = condition[..<quote].firstMatch(of: comparison) else { return [] }
    return levels(of: String(match.1), in: cohort)
  }

  private static func levels(of name: String, in cohort: Cohort) -> [String] {
    guard let column = try? cohort.column(name), case .category(let categories) = column.storage else { return [] }
    return categories.levels
  }
}

extension HostDeclaration {
  /// What is declared of an object's type.
  fileprivate static func of(_ object: HostObject) -> HostDeclaration? {
    all.first { ($0.name.split(separator: ".").last ?? "").lowercased() == object.typeName }
  }
}
