import Analyses
import Lua

// What is known of a value, as those take it who check values in a run.

extension Known {
  /// The value as Lua would have it; `nil` where not all of it is known.
  ///
  /// A function stands for itself by its name.
  var lua: LuaValue? {
    switch self {
    case .nil: .nil
    case .constant(let value): value.lua
    case .closure, .global, .made, .member: .function(LuaFunction("function") { _ in [] })
    case .function(let function): .function(LuaFunction(function.name) { _ in [] })
    case .table(let table): table.lua.map(LuaValue.table)
    default: nil
    }
  }

  /// The value as a kernel would take it; `nil` where not all of it is known, and for nil.
  var kernelValue: KernelValue? {
    switch self {
    case .constant(let value): value.kernelValue
    case .table(let table): table.kernelValue
    case .closure, .global, .made, .member, .function: .function(KernelFunction { _ in .missing })
    case .cohort, .result, .library, .module, .parameters: kind.map(KernelValue.other)
    default: nil
    }
  }
}

extension Known {
  /// Whether it is nil, which ends a list.
  fileprivate var isNil: Bool { if case .nil = self { true } else { false } }
}

extension KnownTable {
  /// The table as Lua would have it; `nil` where not all of it is known.
  var lua: LuaTable? {
    guard !isOpen, !items.contains(where: \.value.isNil) else { return nil }
    let values = items.compactMap(\.value.lua)
    let fields = entries.compactMap { entry in entry.value.lua.map { LuaTable.Field(.string(entry.name), $0) } }
    guard values.count == items.count, fields.count == entries.count else { return nil }
    return LuaTable(values, fields: fields)
  }

  fileprivate var kernelValue: KernelValue? {
    guard !isOpen, items.isEmpty || entries.isEmpty else { return nil }
    let values = items.compactMap(\.value.kernelValue)
    let fields = entries.compactMap { entry in entry.value.kernelValue.map { (name: entry.name, value: $0) } }
    guard values.count == items.count, fields.count == entries.count else { return nil }
    return entries.isEmpty ? .list(values) : .record(fields)
  }
}

extension Argument {
  fileprivate var kernelValue: KernelValue {
    switch self {
    case .flag(let flag): .flag(flag)
    case .integer(let integer): .integer(integer)
    case .number(let number): .number(number)
    case .text(let text): .text(text)
    case .list(let values): .list(values.map(\.kernelValue))
    case .map(let entries): .record(entries.map { ($0.name, $0.value.kernelValue) })
    }
  }
}
