import Analyses
import Cohorts
import Lua
import OrderedCollections

/// A plugin as a module of Lua: one function an analysis or derivation, which takes the cohort and named arguments.
final class PluginModule {
  let plugin: any Plugin
  private unowned let host: ScriptHost

  init(plugin: any Plugin, host: ScriptHost) {
    self.plugin = plugin
    self.host = host
  }

  static let type = HostType<PluginModule>(
    "module",
    member: { module, key in
      guard let name = key.string else { return nil }
      guard let function = module.plugin.functions.first(where: { $0.function == name }) else {
        let known = module.plugin.functions.map(\.function)
        throw CallError.unknownFunction(
          name, module: module.plugin.name, nearest: Nearest.name(to: name, among: known))
      }
      return .function(
        LuaFunction(function.name) { arguments in
          [try module.host.timed(function.name) { try module.perform(function, arguments) }]
        })
    }, text: { "module \($0.plugin.name)" })
}

extension PluginModule {
  private func perform(_ function: any PluginFunction, _ arguments: [LuaValue]) throws -> LuaValue {
    guard let first = arguments.first, let object = CohortObject.type.unwrap(first) else {
      throw CallError.wrongKind(
        function.name, argument: "the first argument", expected: "a cohort", found: arguments.kind(0))
    }
    let given = try arguments.options(1, of: function.name)
    if let analysis = function as? Analysis {
      let result = try analysis.perform(
        on: object.cohort, with: given, defaults: host.defaults, within: host.surroundings)
      return ResultObject.type.wrap(ResultObject(result: result))
    }
    guard let derivation = function as? Derivation else { return .nil }
    let derived = try derivation.perform(
      on: object.cohort, with: given, defaults: host.defaults, within: host.surroundings)
    host.note(derivedSince: object.cohort, in: derived)
    return CohortObject.type.wrap(CohortObject(derived, host: host))
  }
}

extension ScriptHost {
  /// Notes what a derivation added to a cohort, as the dictionary describes it.
  fileprivate func note(derivedSince before: Cohort, in derived: Cohort) {
    func note(_ name: String, _ description: ColumnDescription, known: ColumnDescription?) {
      guard let derivation = description.derivation, description != known else { return }
      self.note(derivation: .init(name, derivation))
    }
    for (name, description) in derived.dictionary.columns {
      note(name, description, known: before.dictionary.columns[name])
    }
    for name in derived.linked.keys {
      for (column, description) in derived.dictionary.linked[name] ?? [:] {
        note("\(name).\(column)", description, known: before.dictionary.linked[name]?[column])
      }
    }
  }
}
