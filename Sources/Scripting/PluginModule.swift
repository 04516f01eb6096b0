import Analyses
import Cohorts
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
      guard let name = key.string else { return nil }
      guard let analysis = module.plugin.analyses.first(where: { $0.function == name }) else {
        let known = module.plugin.analyses.map(\.function)
        throw CallError.unknownFunction(
          name, module: module.plugin.name, nearest: Nearest.name(to: name, among: known))
      }
      return .function(LuaFunction(analysis.name) { [try module.perform(analysis, $0)] })
    }, text: { "module \($0.plugin.name)" })
}

extension PluginModule {
  private func perform(_ analysis: Analysis, _ arguments: [LuaValue]) throws -> LuaValue {
    guard let first = arguments.first, let cohort = CohortObject.type.unwrap(first) else {
      throw CallError.wrongKind(
        analysis.name, argument: "the first argument", expected: "a cohort", found: arguments.kind(0))
    }
    let result = try analysis.perform(
      on: cohort.cohort, with: arguments.options(1, of: analysis.name), defaults: host.defaults,
      within: host.surroundings)
    return ResultObject.type.wrap(ResultObject(result: result))
  }
}
