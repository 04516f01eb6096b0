import Analyses
import Cohorts
import Lua

/// The module `workbench`: the cohort, reports, the script's parameters and its defaults.
final class WorkbenchModule {
  unowned let host: ScriptHost
  /// The environment that it is lent to.
  let environment: String

  init(host: ScriptHost, environment: String) {
    self.host = host
    self.environment = environment
  }

  static let type = HostType<WorkbenchModule>(
    "workbench",
    member: { module, key in
      if let name = key.string, let refused = module.host.plugins.refused("workbench.\(name)", in: module.environment) {
        return refused
      }
      return switch key.string {
      case "cohort":
        .function(LuaFunction("workbench.cohort") { _ in [module.cohort] })
      case "report":
        .function(
          LuaFunction("workbench.report") {
            [module.report(titled: try $0.text(0, of: "workbench.report", "the title"))]
          })
      case "profile":
        .function(LuaFunction("workbench.profile") { try module.setProfile($0) })
      case "defaults":
        .function(LuaFunction("workbench.defaults") { try module.setDefaults($0) })
      case "column": .function(LuaFunction("workbench.column") { [try ColumnObject.made($0)] })
      case "compute": .function(LuaFunction("workbench.compute") { [try ColumnObject.computed($0)] })
      case "parameters":
        // They are the script's: a plugin has what it is handed.
        ParametersObject.type.wrap(
          ParametersObject(values: module.environment.isEmpty ? module.host.options.parameters : []))
      case "missing": .missing
      case "version": .string(module.host.options.version)
      default: module.contract(key.string)
      }
    }, memberNames: { _ in declaration.members.map(\.name) }, text: { _ in "module workbench" })

  /// What scripts are lent under the name `workbench`.
  static let declaration = HostDeclaration(
    name: "workbench", summary: "The cohort, reports, the script's parameters and its defaults.", isModule: true,
    members: [
      .function(
        "cohort", returns: "workbench.Cohort", "The cohort that the script runs on.",
        example: "local cohort = workbench.cohort()"),
      .function(
        "report", [("title", "string", "The report's title.")], returns: "workbench.Report", "A new, empty report.",
        example: "local report = workbench.report \"Survival by trial\""),
      .function(
        "profile", [("name", "\"R\"|\"SAS\"", "Whose conventions.")], returns: "nil",
        "Switches together all defaults that R and SAS set differently.", example: "workbench.profile \"SAS\""),
      .function(
        "defaults", [("values", "table<string, any>", "Values by the name of a parameter.")], returns: "nil",
        "Sets defaults for every analysis that has a parameter of the name.",
        example: "workbench.defaults { level = 0.9 }"),
    ] + ColumnObject.makers + contractMembers + [
      .value("parameters", "table<string, any>", "The script's parameters, as its header declares them."),
      .value("missing", "any", "Marks a missing value where nil would end a list."),
      .value("version", "string", "The version of the workbench."),
    ])

  private var cohort: LuaValue { CohortObject.type.wrap(CohortObject(host.cohort, host: host)) }

  private func report(titled title: String) -> LuaValue {
    ReportObject.type.wrap(ReportObject(report: Report(title: title)))
  }

  private func setProfile(_ arguments: [LuaValue]) throws -> [LuaValue] {
    let name = try arguments.text(0, of: "workbench.profile", "the profile")
    guard let profile = Profile(rawValue: name) else {
      throw CallError.wrongKind(
        "workbench.profile", argument: "the profile", expected: "\"R\" or \"SAS\"", found: "\"\(name)\"")
    }
    host.defaults.profile = profile
    return []
  }

  private func setDefaults(_ arguments: [LuaValue]) throws -> [LuaValue] {
    let known = (host.registry.plugins + host.registry.declared).flatMap {
      $0.analyses.flatMap { $0.parameters.map(\.declaration.name) }
    }
    for entry in try arguments.options(0, of: "workbench.defaults") {
      guard known.contains(entry.name) else {
        throw ArgumentError.unknown(
          entry.name, analysis: "workbench.defaults", known: Array(Set(known)).sorted(),
          nearest: Nearest.name(to: entry.name, among: known))
      }
      host.defaults.values[entry.name] = entry.value
    }
    return []
  }
}

/// The script's parameters, by name.
final class ParametersObject {
  fileprivate let values: [Argument.Entry]

  init(values: [Argument.Entry]) { self.values = values }

  static let type = HostType<ParametersObject>(
    "workbench.parameters",
    member: { parameters, key in
      guard let name = key.string else { return nil }
      if let value = parameters.values.first(where: { $0.name == name }) { return value.value.lua }
      throw UnknownParameter(name: name, known: parameters.values.map(\.name))
    }, memberNames: { $0.values.map(\.name) })

  /// The header declares no parameter of the name.
  private struct UnknownParameter: Error, CustomStringConvertible {
    let name: String
    let known: [String]

    var description: String {
      let nearest = Nearest.name(to: name, among: known).map { "; did you mean \"\($0)\"?" }
      let all = known.isEmpty ? "; the header declares none" : "; the header declares: \(known.joined(separator: ", "))"
      return "no member \"\(name)\" on workbench.parameters" + (nearest ?? all)
    }
  }
}
