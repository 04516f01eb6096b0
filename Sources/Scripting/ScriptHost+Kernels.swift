import Analyses
import Lua

extension ScriptHost {
  /// Calls a kernel: values by their place, then a table of named arguments, where it takes any.
  func perform(_ kernel: Kernel, _ arguments: [LuaValue]) throws -> LuaValue {
    var places = arguments
    var named: [Argument.Entry] = []
    if !kernel.parameters.isEmpty, places.count > kernel.requiredCount, case .table(let table)? = places.last,
      table.array.isEmpty, !table.fields.isEmpty || places.count > kernel.operands.count
    {
      named = try Argument.entries(table, of: kernel.name)
      places.removeLast()
    }
    while places.count > kernel.operands.count, places.last?.isAbsent ?? false { places.removeLast() }
    let values = try places.map { try KernelValue($0, of: kernel.name, self) }
    for case .object(let object) in values where restoring[ObjectIdentifier(object)] == nil {
      if isSession { restoring[ObjectIdentifier(object)] = object.restoring }
    }
    let given = try kernel.perform(values, with: named, defaults: defaults, within: surroundings)
    return given.lua(from: Self.source(of: places))
  }

  /// What all columns among these values were computed from.
  private static func source(of values: [LuaValue]) -> ColumnSource {
    let parts = values.flatMap { value -> [LuaValue] in
      guard let table = value.table else { return [value] }
      return table.array + table.fields.flatMap { $0.value.table?.array ?? [$0.value] }
    }
    return .joined(parts.compactMap { ColumnObject.type.unwrap($0)?.source })
  }
}
