import Cohorts

/// What is declared of a value that a function takes by its place.
public struct OperandDeclaration: Sendable, Hashable, Codable {
  /// The name by which help and errors speak of it; it ends in `?` where it may be left out.
  public var name: String
  /// The type in LuaCATS notation.
  public var luaType: String
  /// What it is, as a sentence.
  public var prose: String
  /// What stands in its place in the function's example, as a script writes it.
  public var example: String?

  /// What is declared of a value.
  public init(_ name: String, _ luaType: String, _ prose: String, example: String? = nil) {
    self.name = name
    self.luaType = luaType
    self.prose = prose
    self.example = example
  }
}

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
    case .column(let column): return column
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
}

/// An operand whose type of value is not known.
public struct AnyOperand: Sendable {
  /// What is declared of it.
  public let declaration: OperandDeclaration

  /// Reads a value for the named kernel, or its absence.
  let decode: @Sendable (KernelValue?, _ kernel: String) throws -> Any
}
