public import Cohorts

/// A value as it passes between a script and a ``Kernel``.
public indirect enum KernelValue {
  /// No value.
  case missing
  /// True or false.
  case flag(Bool)
  /// A whole number.
  case integer(Int)
  /// A number.
  case number(Double)
  /// A text.
  case text(String)
  /// A column, which stays where it is, and the name under which it was read from a cohort, where it was.
  case column(Column, named: String? = nil)
  /// A list, in order.
  case list([KernelValue])
  /// Named values, in order.
  case record([(name: String, value: KernelValue)])
  /// A function of the script.
  case function(KernelFunction)
  /// Something with a state of its own, such as a stream of random numbers.
  case object(any KernelObject)
  /// What no kernel takes, by its kind, such as "a cohort".
  case other(String)

  /// The number, or missing where it is none.
  public static func known(_ number: Double?) -> KernelValue {
    guard let number, !number.isNaN else { return .missing }
    return .number(number)
  }

  /// The number of a whole count or sum where it is one, as exact as it can be.
  public static func known(_ number: Double?, whole: Bool) -> KernelValue {
    if whole, let number, abs(number) < 0x1p53 { return .integer(Int(number)) }
    return known(number)
  }

  /// A column of numbers; what is not a number is missing.
  public static func numbers(_ values: [Double]) -> KernelValue {
    guard values.contains(where: \.isNaN) else { return .column(Column(.number(values))) }
    return .column(Column(.number(values), validity: Validity(values.map { !$0.isNaN })))
  }

  /// A column of whole numbers.
  public static func integers(_ values: [Int]) -> KernelValue { .column(Column(.integer(values.map(Int64.init)))) }

  /// The value as a number, where it is one.
  public var double: Double? {
    switch self {
    case .integer(let integer): Double(integer)
    case .number(let number): number
    default: nil
    }
  }

  /// The value in words, for messages: what it is, and which where it is short.
  public var words: String {
    switch self {
    case .missing: "a missing value"
    case .flag(let flag): flag ? "true" : "false"
    case .integer(let integer): String(integer)
    case .number(let number): Argument.number(number).source
    case .text(let text): Argument.text(text).source
    case .column(let column, _): "a column of \(column.type.plural)"
    case .list(let values): values.isEmpty ? "an empty list" : "a list of \(values.count)"
    case .record: "a table of named values"
    case .function: "a function"
    case .object(let object): object.words
    case .other(let kind): kind
    }
  }
}

/// A function of a script, as kernels call it: on the script's own thread.
public struct KernelFunction {
  /// The full name, where it is one that the workbench lent.
  public let name: String?

  private let body: ([KernelValue]) throws -> KernelValue

  /// A function.
  ///
  /// - Parameters:
  ///   - name: Its full name, where the workbench lent it.
  ///   - body: Takes values, and gives the first that it returns.
  public init(named name: String? = nil, _ body: @escaping ([KernelValue]) throws -> KernelValue) {
    self.name = name
    self.body = body
  }

  /// Calls it.
  public func callAsFunction(_ values: KernelValue...) throws -> KernelValue { try body(values) }
}

/// Something that scripts hold for kernels, with a state of its own.
public protocol KernelObject: AnyObject, SendableMetatype {
  /// What it is, for messages: `a stream of random numbers`.
  var words: String { get }
  /// Its type in LuaCATS notation, such as `numerics.Stream`.
  var luaType: String { get }
  /// What puts it back into the state that it is in now.
  var restoring: () -> Void { get }
}

extension ColumnType {
  /// What the values of such a column are called, for messages.
  public var plural: String {
    switch self {
    case .number: "numbers"
    case .integer: "whole numbers"
    case .flag: "flags"
    case .category: "categories"
    case .text: "texts"
    case .date: "dates"
    case .dateTime: "moments"
    case .time: "times of day"
    }
  }
}
