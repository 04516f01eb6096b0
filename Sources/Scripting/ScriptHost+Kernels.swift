import Analyses
import Cohorts
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
    let given = try kernel.perform(values, with: named, defaults: defaults, within: surroundings)
    return given.lua(knownAt: Self.knownAt(places))
  }

  /// When the latest of these columns becomes known; `nil` where there is none, or where it was not declared.
  private static func knownAt(_ values: [LuaValue]) -> KnownAt? {
    let columns = values.flatMap { $0.table?.array ?? [$0] }.compactMap { ColumnObject.type.unwrap($0) }
    guard let first = columns.first else { return nil }
    return columns.dropFirst().reduce(first.knownAt) { KnownAt.later($0, $1.knownAt) }
  }
}
