public import Analyses
import Lua

/// What a plugin that people share offers to scripts, as it was found when it was loaded.
public struct PluginDeclaration: Sendable, Hashable, Codable {
  /// What `require` of a plugin gives.
  public enum Content: Sendable, Hashable, Codable {
    /// A function that asks for an analysis.
    case function(FunctionDeclaration)
    /// A table; it is open where it may hold more than is told.
    case members([Member], isOpen: Bool)
    /// Anything else.
    case other
  }

  /// What stands in a plugin's table under a name.
  public struct Member: Sendable, Hashable, Codable {
    /// The name.
    public var name: String
    /// What is declared of it, where it asks for an analysis.
    public var function: FunctionDeclaration?
  }

  /// The id by which it is required, such as `house/win_ratio`.
  public var id: String
  /// What it is for, as one sentence.
  public var summary: String
  /// What `require` gives.
  public var content: Content
  /// All analyses that it declares, and those of plugins that it requires: others call them by name.
  public var analyses: [FunctionDeclaration]

  /// The functions that scripts reach through it, in order.
  public var functions: [FunctionDeclaration] {
    switch content {
    case .function(let function): [function]
    case .members(let members, _): members.compactMap(\.function)
    case .other: []
    }
  }

  /// What is declared of it as a module, for the manual.
  public var module: ModuleDeclaration { ModuleDeclaration(name: id, summary: summary, functions: functions) }
}

extension ScriptHost {
  /// Loads a plugin, and gives what it offers.
  ///
  /// - Parameter bundle: The plugin, one of those that a script of this host may require.
  /// - Returns: What it declares, and what `require` of it gives.
  /// - Throws: ``ScriptFailure`` where it cannot be loaded.
  public func declaration(of bundle: PluginBundle) throws(ScriptFailure) -> PluginDeclaration {
    let returned: [LuaValue]
    do {
      returned = try lua.run(LuaSource(name: bundle.id, text: Self.listing(of: bundle.id)))
    } catch { throw failure(error, of: bundle.id) }
    let analyses = declaredModules.flatMap(\.functions)
    let known = analyses + registry.declarations.flatMap(\.functions)
    func declared(_ value: LuaValue?) -> FunctionDeclaration? {
      value?.function?.name.flatMap { name in known.first { $0.name == name } }
    }
    let content: PluginDeclaration.Content
    if case .table(let members)? = returned.first {
      content = .members(
        members.fields.compactMap { field in
          field.key.string.map { .init(name: $0, function: declared(field.value)) }
        }, isOpen: returned.dropFirst().first != .boolean(false))
    } else {
      content = declared(returned.first).map { .function($0) } ?? .other
    }
    return PluginDeclaration(id: bundle.id, summary: bundle.summary, content: content, analyses: analyses)
  }

  /// Gives what `require` gives: of a table the names and the functions under them, and whether it has a metatable.
  private static func listing(of id: String) -> String {
    """
    local module = require \(Argument.text(id).source)
    if type(module) ~= "table" then return type(module) == "function" and module or nil end
    local members = {}
    for name, value in pairs(module) do
      if type(name) == "string" then members[name] = type(value) == "function" and value or true end
    end
    return members, getmetatable(module) ~= nil
    """
  }
}
