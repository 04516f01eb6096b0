import Analyses
import Cohorts
import Lua

/// The plugins that a script may require, each in an environment of its own: what it finds there, and what it may do.
public struct PluginEnvironments: Sendable, Codable {
  /// All that may be loaded, by their keys.
  public var bundles: [String: PluginBundle] = [:]
  /// The keys of those that the script may require, by their ids.
  public var forScript: [String: String] = [:]
  /// Why others cannot be required, by their ids.
  public var refusals: [String: PluginRefusal] = [:]

  /// No plugins.
  public init() {}

  /// The part of them that one plugin needs, which a script may then require.
  ///
  /// - Parameter key: The key of the plugin.
  /// - Returns: It, and all that it requires, directly or through others.
  public func part(of key: String) -> PluginEnvironments {
    var part = PluginEnvironments()
    var open = [key]
    while let next = open.popLast() {
      guard part.bundles[next] == nil, let bundle = bundles[next] else { continue }
      part.bundles[next] = bundle
      open += bundle.dependencies.values.sorted()
    }
    if let bundle = bundles[key] { part.forScript[bundle.id] = key }
    return part
  }

  /// The plugin whose environment has that name; `nil` for the script's.
  func bundle(of environment: String) -> PluginBundle? { bundles[environment] }

  /// The names of the environments whose plugins an environment may require.
  func required(by environment: String) -> Set<String> {
    Set((bundle(of: environment)?.dependencies ?? (environment.isEmpty ? forScript : [:])).values)
  }

  /// What a name stands for where an environment requires it; `nil` where it stands for no plugin, and no file of one.
  ///
  /// - Throws: ``PluginRefusal`` where it is a plugin that cannot be had.
  func module(_ name: String, for environment: String) throws -> LuaModule? {
    let asking = bundle(of: environment)
    if let key = (asking?.dependencies ?? (environment.isEmpty ? forScript : [:]))[name], let bundle = bundles[key] {
      return Self.module(bundle.entry, of: bundle)
    }
    if let asking, let module = Self.module(name, of: asking) { return module }
    guard let asking else {
      if let refusal = refusals[name] { throw refusal }
      guard environment.isEmpty, name.contains("/"), Nearest.name(to: name, among: names(for: "")) == nil else {
        return nil
      }
      throw PluginRefusal(
        "there is no module \"\(name)\", and no plugin of that name in this project; a plugin is added from where it is: workbench "
          + "plugin add PATH, FILE.wbplugin or GIT-URL")
    }
    if forScript[name] != nil || refusals[name] != nil {
      throw PluginRefusal("\(asking.id) requires \(name), which is not among the [dependencies] of its plugin.toml")
    }
    return nil
  }

  private static func module(_ name: String, of bundle: PluginBundle) -> LuaModule? {
    bundle.files[name].map {
      LuaModule(LuaSource(name: "\(bundle.id)/\(name).lua", text: $0), environment: bundle.key)
    }
  }

  /// The plugin to which a file belongs that errors name, in words: its id and its version, or versions where it is there in several.
  func owner(ofFile name: String) -> String? {
    let owners = bundles.keys.sorted().compactMap { bundles[$0] }.filter { bundle in
      name.hasPrefix("\(bundle.id)/") && bundle.files.keys.contains { name == "\(bundle.id)/\($0).lua" }
    }
    return owners.first.map { "\($0.id) \(owners.map(\.version).joined(separator: " or "))" }
  }

  /// The names that an environment may require, for suggestions.
  func names(for environment: String) -> [String] {
    guard let bundle = bundle(of: environment) else { return forScript.keys.sorted() + refusals.keys.sorted() }
    return bundle.dependencies.keys.sorted() + bundle.files.keys.sorted()
  }

  // MARK: - Capabilities

  /// What each capability opens: functions of Lua, and members of modules of the host.
  private static func opened(by capability: Capability) -> (functions: [String], members: [String]) {
    switch capability {
    case .cohort: ([], ["workbench.cohort"])
    case .defaults: ([], ["workbench.profile", "workbench.defaults"])
    case .random: (["math.random", "math.randomseed"], ["numerics.stream"])
    case .print: (["print"], [])
    }
  }

  /// The functions of Lua that an environment is not lent, each with what a call of it says.
  func withheld(from environment: String) -> [String: String] {
    guard let bundle = bundle(of: environment) else { return [:] }
    var withheld: [String: String] = [:]
    for capability in Capability.allCases where !bundle.capabilities.contains(capability) {
      for name in Self.opened(by: capability).functions {
        withheld[name] = Self.refusal(of: name, capability, bundle).description
      }
    }
    return withheld
  }

  /// What stands for a member of a module of the host that an environment is not lent: a function that says so.
  func refused(_ member: String, in environment: String) -> LuaValue? {
    guard let bundle = bundle(of: environment) else { return nil }
    let missing = Capability.allCases.first {
      Self.opened(by: $0).members.contains(member) && !bundle.capabilities.contains($0)
    }
    return missing.map { capability in
      .function(LuaFunction(member) { _ in throw Self.refusal(of: member, capability, bundle) })
    }
  }

  private static func refusal(of name: String, _ capability: Capability, _ bundle: PluginBundle) -> NoCapability {
    NoCapability(plugin: bundle.id, function: name, capability: capability)
  }
}

/// A plugin called what it did not ask to be lent.
struct NoCapability: Error, CustomStringConvertible {
  let plugin: String
  let function: String
  let capability: Capability

  var description: String {
    "\(plugin) may not call \(function): its plugin.toml does not ask for the capability \"\(capability.rawValue)\""
  }
}
