import Analyses
import Lua

/// The checked arguments of an analysis that a script computes.
final class ArgumentsObject {
  private let values: [(name: String, value: LuaValue)]

  init(_ computation: Computation) {
    values = computation.parameters.map { ($0.name, $0.lua(computation.arguments)) }
  }

  static let type = HostType<ArgumentsObject>(
    "arguments", member: { arguments, key in arguments.values.first { $0.name == key.string }?.value },
    memberNames: { $0.values.map(\.name) })
}
