import Cohorts

extension OperandDeclaration {
  /// Whether it may be left out.
  public var isOptional: Bool { name.hasSuffix("?") }

  /// The name without the mark that it may be left out.
  public var plainName: String { isOptional ? String(name.dropLast()) : name }
}

/// An operand of a kernel, with the type of value that it gives.
public struct Operand<Value>: Sendable {
  /// What is declared of it.
  public let declaration: OperandDeclaration

  /// The kind of value in words, for messages.
  let expected: String

  /// Reads a value, or its absence.
  let decode: @Sendable (KernelValue?, OperandDecoding) throws -> Value

  init(
    _ declaration: OperandDeclaration, expected: String,
    decode: @escaping @Sendable (KernelValue?, OperandDecoding) throws -> Value
  ) {
    self.declaration = declaration
    self.expected = expected
    self.decode = decode
  }

  /// The operand without its type, to be listed with others.
  public var any: AnyOperand {
    AnyOperand(declaration: declaration) { [self] value, kernel in
      if value == nil, !declaration.isOptional {
        throw ArgumentError.missing(declaration.plainName, analysis: kernel, prose: declaration.prose)
      }
      return try decode(value, OperandDecoding(kernel: kernel, name: declaration.plainName, expected: expected))
    }
  }
}

/// What reading an operand needs to word its errors.
struct OperandDecoding {
  let kernel: String
  let name: String
  let expected: String

  func wrongKind(_ found: KernelValue?) -> ArgumentError {
    .wrongKind(name, analysis: kernel, expected: expected, found: found?.words ?? "nothing")
  }

  /// The column that a value is, or that its list makes.
  func column(_ value: KernelValue?) throws -> Column {
    switch value {
    case .column(let column, _): return column
    case .list(let list):
      do throws(ListFault) { return try Column(list) } catch {
        throw ArgumentError.invalid(analysis: kernel, reason: "argument \"\(name)\": \(error)")
      }
    default: throw wrongKind(value)
    }
  }

  /// The numbers of such a column.
  func numbers(_ value: KernelValue?) throws -> Numbers {
    guard let numbers = Numbers(try column(value)) else { throw wrongKind(try .column(column(value))) }
    return numbers
  }

  /// The columns of a matrix: a list of them, or what has such a list as its columns.
  func matrix(_ value: KernelValue?) throws -> [Numbers] {
    switch value {
    case .list(let list)? where !list.isEmpty: return try list.map { try numbers($0) }
    case .record(let entries)?:
      guard let columns = entries.first(where: { $0.name == "columns" }) else { throw wrongKind(value) }
      return try matrix(columns.value)
    default: throw wrongKind(value)
    }
  }
}

/// An operand whose type of value is not known.
public struct AnyOperand: Sendable {
  /// What is declared of it.
  public let declaration: OperandDeclaration

  /// Reads a value for the named kernel, or its absence.
  let decode: @Sendable (KernelValue?, _ kernel: String) throws -> Any
}
