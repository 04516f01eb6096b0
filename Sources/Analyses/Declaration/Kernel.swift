/// A function over columns and numbers, declared once: what statistics that are not built in are written with.
///
/// It takes operands by their place, as mathematics writes them, then named arguments like those of an ``Analysis``. What it gives
/// is a value, not a result for the report.
public struct Kernel: PluginFunction {
  /// The full name by which scripts call it, such as `numerics.quantile`.
  public let name: String
  /// What it does, as one sentence.
  public let summary: String
  /// More about it, as paragraphs: formula, missing values, what comes back where it is undefined.
  public let details: String
  /// The version of the workbench that first had it.
  public let since: String
  /// What it takes by place, in order; those that may be left out come last.
  public let operands: [AnyOperand]
  /// What it takes by name, in the order of the manual.
  public let parameters: [AnyParameter]
  /// What it gives.
  public let gives: Given
  /// Named arguments of its example; what its operands are there, each operand says.
  public let example: [Argument.Entry]

  /// What a kernel gives.
  public struct Given: Sendable, Hashable {
    /// The type in LuaCATS notation, such as `number`.
    public let luaType: String
    /// What it is, as a sentence.
    public let meaning: String

    /// What a kernel gives.
    public init(_ luaType: String, _ meaning: String) {
      self.luaType = luaType
      self.meaning = meaning
    }
  }

  private let compute: @Sendable (KernelCall) throws -> KernelValue

  /// A kernel.
  ///
  /// - Parameters:
  ///   - name: Module and function, such as `numerics.quantile`.
  ///   - summary: What it does, as one sentence.
  ///   - details: Formula, missing values, and what comes back where it is undefined.
  ///   - since: The version that first had it.
  ///   - operands: What it takes by place.
  ///   - parameters: What it takes by name.
  ///   - gives: What it gives.
  ///   - example: Named arguments of its example.
  ///   - compute: The work; it throws for a wrong question only, and gives missing for what cannot be computed.
  public init(
    _ name: String, _ summary: String, details: String, since: String = "0.1.0", operands: [AnyOperand],
    parameters: [AnyParameter] = [], gives: Given, example: [Argument.Entry] = [],
    compute: @escaping @Sendable (KernelCall) throws -> KernelValue
  ) {
    self.name = name
    self.summary = summary
    self.details = details
    self.since = since
    self.operands = operands
    self.parameters = parameters
    self.gives = gives
    self.example = example
    self.compute = compute
  }

  /// Checks the values and computes.
  ///
  /// - Parameters:
  ///   - values: What the script gave by place; `nil` where it gave nothing.
  ///   - given: The named arguments.
  ///   - defaults: The profile in force.
  ///   - surroundings: The seed of what is drawn at random.
  /// - Returns: What it gives.
  /// - Throws: ``ArgumentError``, and what a function of the script throws that it calls.
  public func perform(
    _ values: [KernelValue?], with given: [Argument.Entry] = [], defaults: Defaults = Defaults(),
    within surroundings: Surroundings = Surroundings()
  ) throws -> KernelValue {
    guard values.count <= operands.count else { throw tooMany(values.count) }
    var decoded: [String: Any] = [:]
    for (place, operand) in operands.enumerated() {
      decoded[operand.declaration.plainName] = try operand.decode(place < values.count ? values[place] : nil, name)
    }
    // Defaults by name are meant for analyses: "ties" of a Cox model are not those of ranks.
    let arguments = try Arguments(
      given, for: self, defaults: Defaults(profile: defaults.profile), within: surroundings)
    return try compute(KernelCall(kernel: name, values: decoded, arguments: arguments))
  }

  /// Checks one value as a call would.
  ///
  /// - Parameters:
  ///   - value: The value; `nil` where there is none.
  ///   - place: Its place, from 0.
  /// - Throws: ``ArgumentError``.
  public func check(_ value: KernelValue?, at place: Int) throws {
    guard operands.indices.contains(place) else { throw tooMany(place + 1) }
    _ = try operands[place].decode(value, name)
  }

  /// What is wrong where a script gives more values than it takes: how many it takes.
  public func tooMany(_ count: Int) -> ArgumentError {
    let names = operands.map(\.declaration.plainName).joined(separator: ", ")
    let named = parameters.isEmpty ? "" : ", then a table of named arguments"
    let takes = operands.count == 1 ? "it takes one value (\(names))" : "it takes \(operands.count) values (\(names))"
    return .invalid(analysis: name, reason: "\(takes)\(named); found \(count) values")
  }

  /// How many values must be given.
  public var requiredCount: Int { operands.prefix { !$0.declaration.isOptional }.count }
}

/// The values of one call of a kernel, checked and typed.
public struct KernelCall {
  /// The full name of the kernel, for messages.
  public let kernel: String
  private let values: [String: Any]
  private let arguments: Arguments

  init(kernel: String, values: [String: Any], arguments: Arguments) {
    self.kernel = kernel
    self.values = values
    self.arguments = arguments
  }

  /// The value of an operand.
  ///
  /// - Precondition: The kernel declares the operand.
  public subscript<Value>(operand: Operand<Value>) -> Value {
    guard let value = values[operand.declaration.plainName] as? Value else {
      preconditionFailure("the kernel does not declare its operand \"\(operand.declaration.name)\"")
    }
    return value
  }

  /// The value of a named argument.
  ///
  /// - Precondition: The kernel declares the parameter.
  public subscript<Value>(parameter: Parameter<Value>) -> Value { arguments[parameter] }

  /// The seed of what is drawn at random.
  public var seed: UInt64 { arguments.surroundings.seed }

  /// A wrong question: what is wrong with the values together, as a sentence.
  public func wrong(_ reason: String) -> ArgumentError { .invalid(analysis: kernel, reason: reason) }
}
