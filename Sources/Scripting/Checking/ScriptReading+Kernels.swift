import Analyses
import LuaSyntax

/// Calls of kernels: values by their place, then a table of named arguments where the kernel takes any.
extension ScriptReading {
  func call(kernel: FunctionDeclaration, _ arguments: [LuaExpression], named name: Range<Int>) -> Known {
    let values = arguments.map { value(of: $0) }
    let isWhole = !(arguments.last?.givesSeveral ?? false)
    var places = zip(arguments, values).map { (range: $0.range, value: $1) }
    if let named = Self.named(places.map(\.value), of: kernel) {
      for entry in named.entries { check(entry, of: kernel, beside: named, cohort: KnownCohort(isOpen: true)) }
      places.removeLast()
    }
    if let builtIn = registry.function(kernel.name) as? Kernel {
      check(places, isWhole: isWhole, of: builtIn, named: name)
    }
    return LuaType(kernel.result).object.map(Known.object) ?? .anything
  }

  /// The table of named arguments that the values end with; `nil` where they end with none, or that cannot be told.
  private static func named(_ values: [Known], of kernel: FunctionDeclaration) -> KnownTable? {
    let required = kernel.operands.count { !$0.isOptional }
    guard !kernel.parameters.isEmpty, values.count > required, case .table(let table)? = values.last,
      table.items.isEmpty, !table.entries.isEmpty || values.count > kernel.operands.count
    else { return nil }
    return table
  }

  /// Checks values as the kernel itself will, as far as they are known.
  private func check(
    _ places: [(range: Range<Int>, value: Known)], isWhole: Bool, of kernel: Kernel, named name: Range<Int>
  ) {
    let most = kernel.operands.count
    // One more that cannot be told may be the table of named arguments.
    let mayBeNamed = !kernel.parameters.isEmpty && places.count == most + 1 && places.last?.value.kind == nil
    if places.count > most, !mayBeNamed {
      // What is nil counts as not given.
      if places[most...].contains(where: { $0.value.kind != nil && $0.value.kind != "nothing" }) {
        report(.wrongArgument, .error, "\(kernel.tooMany(places.count))", at: places[most].range)
      }
      return
    }
    for (place, operand) in kernel.operands.enumerated() {
      do {
        guard place < places.count else {
          if isWhole || places.isEmpty { try kernel.check(nil, at: place) }
          return
        }
        let given = places[place]
        if case .object(let type) = given.value {
          check(object: type, operand.declaration, of: kernel, at: given.range)
        } else if case .nil = given.value {
          try kernel.check(nil, at: place)
        } else if let value = given.value.kernelValue {
          try kernel.check(value, at: place)
        }
      } catch {
        let code = (error as? ArgumentError)?.code ?? .wrongArgument
        report(code, .error, "\(error)", at: place < places.count ? places[place].range : name)
      }
    }
  }

  /// An object of the host is what a kernel takes where its type is among the operand's.
  private func check(object type: String, _ operand: OperandDeclaration, of kernel: Kernel, at range: Range<Int>) {
    let taken = LuaType(operand.luaType)
    guard !taken.mayBe(.named(type)), taken.fields == nil, let found = Known.object(type).kind else { return }
    let error = ArgumentError.wrongKind(
      operand.plainName, analysis: kernel.name, expected: taken.words, found: found)
    report(.wrongArgument, .error, "\(error)", at: range)
  }
}
