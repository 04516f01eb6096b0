import Analyses
import Lua

/// A plugin as a module of Lua: one function an analysis, which takes the cohort and named arguments.
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
      guard let name = key.string, let analysis = module.plugin.analyses.first(where: { $0.function == name }) else {
        return nil
      }
      return .function(LuaFunction(analysis.name) { [try module.perform(analysis, $0)] })
    }, memberNames: { $0.plugin.analyses.map(\.function) }, text: { "module \($0.plugin.name)" })
}

extension PluginModule {
  private func perform(_ analysis: Analysis, _ arguments: [LuaValue]) throws -> LuaValue {
    guard let first = arguments.first, let cohort = CohortObject.type.unwrap(first) else {
      throw CallError.wrongKind(
        analysis.name, argument: "the first argument", expected: "a cohort",
        found: arguments.first?.typeName ?? "nothing")
    }
    let result = try analysis.perform(
      on: cohort.cohort, with: arguments.options(1, of: analysis.name), defaults: host.defaults)
    return ResultObject.type.wrap(ResultObject(result: result))
  }
}
