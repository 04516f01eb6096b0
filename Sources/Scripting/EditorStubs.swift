public import Analyses

/// LuaCATS stubs, from which an editor completes and checks scripts: generated from the declarations.
///
/// The notation is that of the Lua language server (https://luals.github.io/wiki/annotations).
public enum EditorStubs {
  /// The stub of a module.
  public static func module(_ module: ModuleDeclaration) -> String {
    var lines = [
      "---@meta \(module.name)", "", "--- \(module.summary)", "---@class \(module.name)", "local \(module.name) = {}",
    ]
    for function in module.functions { lines += stub(function) }
    return (lines + ["", "return \(module.name)", ""]).joined(separator: "\n")
  }

  /// The stub of a plugin, which is found by its file: `team/name.lua`.
  public static func plugin(_ plugin: PluginDeclaration) -> String {
    let table = plugin.variable
    var lines = ["---@meta", ""]
    switch plugin.content {
    case .function(let function): lines += stub(function, as: "local function \(table)")
    case .members(let members, _):
      let type = plugin.id.split(separator: "/").joined(separator: ".")
      lines += ["--- \(plugin.summary)", "---@class \(type)"]
      lines += members.filter { $0.function == nil }.map { "---@field \($0.name) any" }
      lines.append("local \(table) = {}")
      for member in members {
        if let function = member.function { lines += stub(function, as: "function \(table).\(member.name)") }
      }
    case .other: lines.append("local \(table)")
    }
    return (lines + ["", "return \(table)", ""]).joined(separator: "\n")
  }

  /// The types of functions that scripts declare, each under its full name: no file can be required for them.
  public static func types(of functions: [FunctionDeclaration]) -> String {
    var lines = ["---@meta _"]
    for function in functions {
      lines += options(of: function) + prose(of: function)
      let operands = function.operands.map { "\($0.plainName): \($0.luaType)" }
      let arguments = function.parameters.isEmpty ? [] : ["arguments: \(function.name).arguments"]
      let taken = (operands + arguments).joined(separator: ", ")
      lines.append("---@alias \(function.name) fun(\(taken)): \(function.result)")
    }
    return (lines + [""]).joined(separator: "\n")
  }

  /// The type of the named arguments of a function, where it takes any.
  private static func options(of function: FunctionDeclaration) -> [String] {
    guard !function.parameters.isEmpty else { return [] }
    return ["", "---@class \(function.name).arguments"]
      + function.parameters.map { parameter in
        let mark = parameter.fallback == .required ? "" : "?"
        return "---@field \(parameter.name)\(mark) \(parameter.luaType) \(prose(parameter))"
      }
  }

  private static func prose(of function: FunctionDeclaration) -> [String] {
    ["", "--- \(function.summary)", "---"]
      + Manual.wrapped(function.details, indent: 0, width: 110).map { $0.isEmpty ? "---" : "--- \($0)" }
      + ["---", "--- Example: `\(function.call)`"]
  }

  /// The stub of a function, under its own name or the one that a plugin gives it.
  private static func stub(_ function: FunctionDeclaration, as head: String? = nil) -> [String] {
    let options = "\(function.name).arguments"
    var lines = Self.options(of: function) + prose(of: function)
    lines += function.operands.map(parameter)
    var names = function.operands.map(\.plainName)
    if !function.parameters.isEmpty {
      lines.append("---@param arguments\(function.kind == .kernel ? "?" : "") \(options)")
      names.append("arguments")
    }
    return lines + [
      "---@return \(function.result)\(function.meaning.isEmpty ? "" : " # \(function.meaning)")", "---@nodiscard",
      "\(head ?? "function \(function.name)")(\(names.joined(separator: ", "))) end",
    ]
  }

  private static func parameter(_ operand: OperandDeclaration) -> String {
    "---@param \(operand.name) \(operand.luaType) \(operand.prose)"
  }

  private static func prose(_ parameter: ParameterDeclaration) -> String {
    switch parameter.fallback {
    case .value(let value): "\(parameter.prose) Default: \(value.source)."
    case .profile(let r, let sas): "\(parameter.prose) Default: \(r.source), under the SAS profile \(sas.source)."
    case .required, .none: parameter.prose
    }
  }

  /// The stub of the module `workbench`: what the host itself lends to scripts.
  public static func host() -> String {
    let declarations = FigureShape.all + HostDeclaration.all.filter { $0.name != "testing" }
    return stub("workbench", of: declarations, also: [FigureShape.alias])
  }

  /// The stub of the module `testing`: what the host lends to tests.
  public static func testing() -> String { stub("testing", of: [TestingModule.declaration]) }

  private static func stub(_ module: String, of declarations: [HostDeclaration], also aliases: [String] = []) -> String
  {
    var lines = ["---@meta \(module)", ""] + aliases.flatMap { [$0, ""] }
    for type in declarations {
      lines += ["--- \(type.summary)", "---@class \(type.name)"]
      for member in type.members where member.signature == nil {
        lines.append("---@field \(member.name) \(member.luaType) \(member.prose)")
      }
      lines += type.annotations.map { "---@\($0)" }
      let local = String(type.name.drop { $0 != "." }.dropFirst())
      let table = local.isEmpty ? type.name : local
      // A type without functions needs no table to hang them on.
      lines += type.members.contains { $0.signature != nil } ? ["local \(table) = {}", ""] : [""]
      for member in type.members {
        guard let signature = member.signature else { continue }
        lines.append("--- \(member.prose)")
        lines += signature.parameters.map(parameter)
        if member.luaType != "nil" { lines.append("---@return \(member.luaType)") }
        let separator = type.isModule ? "." : ":"
        let names = signature.parameters.map(\.plainName).joined(separator: ", ")
        lines += ["function \(table)\(separator)\(member.name)(\(names)) end", ""]
      }
    }
    return (lines + ["return \(module)", ""]).joined(separator: "\n")
  }
}

/// What is declared of something that the host lends to scripts: a module or a type of object, with its members.
///
/// Like an analysis it is declared once, and its stub and help come from the declaration.
public struct HostDeclaration: Sendable, Hashable, Codable {
  /// One member: a value, or a function.
  public struct Member: Sendable, Hashable, Codable {
    /// Its name.
    public let name: String
    /// The type of its value, or of what it returns, in LuaCATS notation.
    public let luaType: String
    /// What it is, as a sentence.
    public let prose: String
    /// What it takes, where it is a function.
    public let signature: Signature?
    /// A line of a script that uses it; `cohort`, `report` and `result` are at hand there.
    public let example: String?
    /// The field's words for what it makes, under which help leads to it.
    public var terms: [Term] = []
    /// What of a cohort is named by what it takes by place, and by the named values among that.
    public var names: [String: ParameterDeclaration.Named] = [:]

    /// What a function takes.
    public struct Signature: Sendable, Hashable, Codable {
      /// The parameters in order; a name that ends in `?` may be left out.
      public let parameters: [OperandDeclaration]
    }

    /// A value.
    static func value(_ name: String, _ luaType: String, _ prose: String) -> Member {
      Member(name: name, luaType: luaType, prose: prose, signature: nil, example: nil)
    }

    /// A function.
    static func function(
      _ name: String, _ parameters: [(name: String, luaType: String, prose: String)] = [], returns luaType: String,
      _ prose: String, example: String? = nil, terms: [Term] = [],
      names: [String: ParameterDeclaration.Named] = [:]
    ) -> Member {
      Member(
        name: name, luaType: luaType, prose: prose,
        signature: Signature(parameters: parameters.map { OperandDeclaration($0.name, $0.luaType, $0.prose) }),
        example: example, terms: terms, names: names)
    }
  }

  /// The name of the module or type, such as `workbench` or `workbench.Cohort`.
  public let name: String
  /// What it is, as a sentence.
  public let summary: String
  /// Whether it is a module, whose functions are called with a dot.
  public let isModule: Bool
  /// Its members, in order.
  public let members: [Member]
  /// What else editors should know of it, in LuaCATS notation, such as `operator add(number): workbench.Column`.
  public var annotations: [String] = []

  /// All that the host itself lends to scripts; types first, since the module's functions give them.
  public static let all =
    [CohortObject.declaration, ColumnObject.declaration, ReportObject.declaration, ResultObject.declaration]
    + ContractTypes.all + [WorkbenchModule.declaration, TestingModule.declaration]
}
