import Analyses
import Cohorts
import Lua

/// A parameter that a script declares for its analysis, and how the analysis reads what was given for it.
struct DeclaredParameter {
  /// What an argument means for the guard against immortal time.
  enum Role: Equatable {
    /// The subjects are compared by it, or adjusted for it.
    case groups
    /// The subjects are compared within it.
    case strata
    /// Neither.
    case other
  }

  /// What is declared.
  let parameter: AnyParameter
  /// What it means for the guard.
  let role: Role
  /// The checked argument, as scripts read it.
  let lua: @Sendable (Arguments) -> LuaValue
  /// The columns and expressions that the argument names.
  let sources: @Sendable (Arguments) -> [ColumnRequest]

  /// The name of the argument.
  var name: String { parameter.declaration.name }

  init<Value>(
    _ parameter: Parameter<Value>, _ role: Role = .other,
    sources: @escaping @Sendable (Value) -> [ColumnRequest] = { _ in [] },
    lua: @escaping @Sendable (Value) -> LuaValue
  ) {
    self.parameter = parameter.any
    self.role = role
    self.lua = { lua($0[parameter]) }
    self.sources = { sources($0[parameter]) }
  }

  /// The endpoint, with its outcome and intercurrent events.
  static let endpoint: DeclaredParameter = {
    let parameter = Parameter.endpoint()
    return DeclaredParameter(
      parameter.any, .other, lua: { EndpointObject.type.wrap(EndpointObject($0[parameter])) }, sources: { _ in [] })
  }()

  private init(
    _ parameter: AnyParameter, _ role: Role, lua: @escaping @Sendable (Arguments) -> LuaValue,
    sources: @escaping @Sendable (Arguments) -> [ColumnRequest]
  ) {
    self.parameter = parameter
    self.role = role
    self.lua = lua
    self.sources = sources
  }

  /// A parameter of one column or expression.
  static func one(_ parameter: Parameter<String?>, _ role: Role) -> DeclaredParameter {
    DeclaredParameter(parameter, role, sources: { $0.map { [ColumnRequest($0)] } ?? [] }) { LuaValue($0) }
  }

  /// A parameter of several columns or expressions.
  static func several(_ parameter: Parameter<[ColumnRequest]>, _ role: Role) -> DeclaredParameter {
    DeclaredParameter(parameter, role, sources: { $0 }) { .table(LuaTable($0.map { .string($0.source) })) }
  }
}

extension LuaValue {
  /// A text, or nil.
  init(_ text: String?) { self = text.map(LuaValue.string) ?? .nil }

  /// Texts by name.
  init(texts: some Sequence<(name: String, text: String)>) {
    self = .table(LuaTable([], fields: texts.map { .init(.string($0.name), .string($0.text)) }))
  }
}
