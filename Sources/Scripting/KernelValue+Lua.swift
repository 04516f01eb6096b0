import Analyses
import Cohorts
import Lua

/// Something with a state of its own that a kernel gave, as scripts hold it.
final class KernelObjectHolder {
  let object: any KernelObject

  init(_ object: any KernelObject) { self.object = object }

  static let type = HostType<KernelObjectHolder>(
    "object",
    member: { holder, key in
      throw CallError.wrongKind(
        holder.object.luaType, argument: "what is done with it",
        expected: "a call of a function that takes it, as its first value", found: key.string ?? key.kind)
    }, text: { $0.object.words })
}

extension KernelValue {
  /// The value that a value of Lua is; `nil` for nil.
  init?(_ value: LuaValue, of function: String, _ host: ScriptHost) throws {
    switch value {
    case .nil: return nil
    case .missing: self = .missing
    case .boolean(let flag): self = .flag(flag)
    case .integer(let integer): self = .integer(integer)
    case .number(let number): self = number.isNaN ? .missing : .number(number)
    case .string(let text): self = .text(text)
    case .table(let table): self = try KernelValue(table, of: function, host)
    case .function(let lent): self = .function(KernelFunction(lent, host))
    case .object:
      if let column = ColumnObject.type.unwrap(value) {
        self = .column(column.column, named: column.name)
      } else if let holder = KernelObjectHolder.type.unwrap(value) {
        self = .object(holder.object)
      } else {
        self = .other(value.kind)
      }
    }
  }

  private init(_ table: LuaTable, of function: String, _ host: ScriptHost) throws {
    guard !table.fields.isEmpty else {
      self = .list(try table.array.map { try KernelValue($0, of: function, host) ?? .missing })
      return
    }
    self = .record(
      try table.fields.map { field in
        guard table.array.isEmpty, let name = field.key.string else { throw ListWithHoles(function: function) }
        return (name, try KernelValue(field.value, of: function, host) ?? .missing)
      })
  }

  /// The value of Lua that it is; columns in it were computed from what is told.
  func lua(from source: ColumnSource = ColumnSource()) -> LuaValue {
    switch self {
    case .missing: .missing
    case .flag(let flag): .boolean(flag)
    case .integer(let integer): .integer(integer)
    case .number(let number): .number(number)
    case .text(let text): .string(text)
    case .column(let column, _): ColumnObject.type.wrap(ColumnObject(column, source: source))
    case .list(let values): .table(LuaTable(values.map { $0.lua(from: source) }))
    case .record(let entries):
      .table(LuaTable([], fields: entries.map { .init(.string($0.name), $0.value.lua(from: source)) }))
    case .function, .other: .nil
    case .object(let object): KernelObjectHolder.type.wrap(KernelObjectHolder(object))
    }
  }
}

extension KernelFunction {
  /// A function of a script, called on the script's own thread.
  fileprivate init(_ function: LuaFunction, _ host: ScriptHost) {
    self.init(named: function.name) { values in
      let given = try host.lua.call(function, values.map { $0.lua() }).first ?? .nil
      return try KernelValue(given, of: "the function", host) ?? .missing
    }
  }
}

extension Column {
  /// The column that a list of a script makes.
  init(_ table: LuaTable, of function: String) throws {
    guard table.fields.isEmpty else { throw ListWithHoles(function: function) }
    let list = table.array.map { value -> KernelValue in
      switch value {
      case .boolean(let flag): .flag(flag)
      case .integer(let integer): .integer(integer)
      case .number(let number): number.isNaN ? .missing : .number(number)
      case .string(let text): .text(text)
      case .missing, .nil: .missing
      case .table, .function, .object: .other(value.kind)
      }
    }
    do throws(ListFault) { self = try Column(list) } catch {
      throw ArgumentError.invalid(analysis: function, reason: error.description)
    }
  }
}

/// A list has keys beside 1, 2, 3 and so on: it ends early, or has names.
struct ListWithHoles: Error, CustomStringConvertible {
  let function: String

  var description: String {
    "\(function): a list should hold values at 1, 2, 3 and so on, found one with other keys or with a hole; mark a missing value "
      + "with workbench.missing"
  }
}
