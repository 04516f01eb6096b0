import Analyses
import Cohorts
import Lua

/// A plugin as a module of Lua: one function an analysis or derivation, which takes the cohort and named arguments, or a kernel.
final class PluginModule {
  let plugin: any Plugin
  unowned let host: ScriptHost

  /// The environment that it is lent to.
  private let environment: String

  init(plugin: any Plugin, host: ScriptHost, environment: String) {
    self.plugin = plugin
    self.host = host
    self.environment = environment
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
      if let refused = module.host.plugins.refused(function.name, in: module.environment) { return refused }
      return module.host.lend(function, to: module.environment)
    }, text: { "module \($0.plugin.name)" })
}
