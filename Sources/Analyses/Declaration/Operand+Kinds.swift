public import Cohorts

/// The type of a column in editor stubs.
private let columnType = "workbench.Column"

extension Operand {
  /// A column of numbers, or a list of them.
  public static func numbers(_ name: String, _ prose: String, example: String) -> Operand where Value == Numbers {
    Operand(
      OperandDeclaration(name, "\(columnType)|number[]", prose, example: example),
      expected: "a column of numbers or a list of them"
    ) { value, decoding in try decoding.numbers(value) }
  }

  /// Such a column that may be left out.
  public static func optionalNumbers(
    _ name: String, _ prose: String, example: String? = nil
  ) -> Operand where Value == Numbers? {
    Operand(
      OperandDeclaration("\(name)?", "\(columnType)|number[]", prose, example: example),
      expected: "a column of numbers or a list of them"
    ) { value, decoding in try value.map { try decoding.numbers($0) } }
  }

  /// A column of any kind, or a list of values.
  public static func column(_ name: String, _ prose: String, example: String) -> Operand where Value == Column {
    Operand(
      OperandDeclaration(name, "\(columnType)|any[]", prose, example: example),
      expected: "a column or a list of values"
    ) { value, decoding in try decoding.column(value) }
  }

  /// Such a column that may be left out.
  public static func optionalColumn(
    _ name: String, _ prose: String, example: String? = nil
  ) -> Operand where Value == Column? {
    Operand(
      OperandDeclaration("\(name)?", "\(columnType)|any[]", prose, example: example),
      expected: "a column or a list of values"
    ) { value, decoding in try value.map { try decoding.column($0) } }
  }

  /// Columns with their names: a list of columns that were read under one, or columns by name.
  public static func columnsByName(
    _ name: String, _ prose: String, example: String
  ) -> Operand where Value == [(name: String, column: Column)] {
    Operand(
      OperandDeclaration(name, "\(columnType)[]|table<string, \(columnType)|any[]>", prose, example: example),
      expected: "a list of columns of a cohort, or columns by name"
    ) { value, decoding in
      switch value {
      case .list(let list)? where !list.isEmpty:
        return try list.map { element in
          guard case .column(let column, let name?) = element else {
            throw decoding.wrongKind(.list(list))
          }
          return (name, column)
        }
      case .record(let entries)?: return try entries.map { ($0.name, try decoding.column($0.value)) }
      default: throw decoding.wrongKind(value)
      }
    }
  }

  /// A matrix: a list of columns, or what has such a list as its columns.
  public static func matrix(_ name: String, _ prose: String, example: String) -> Operand where Value == [Numbers] {
    Operand(
      OperandDeclaration(name, "(\(columnType)|number[])[]|{ columns: \(columnType)[] }", prose, example: example),
      expected: "a list of columns of numbers"
    ) { value, decoding in try decoding.matrix(value) }
  }

  /// A matrix that may be left out.
  public static func optionalMatrix(
    _ name: String, _ prose: String, example: String? = nil
  ) -> Operand where Value == [Numbers]? {
    Operand(
      OperandDeclaration("\(name)?", "(\(columnType)|number[])[]", prose, example: example),
      expected: "a list of columns of numbers"
    ) { value, decoding in try value.map { try decoding.matrix($0) } }
  }

  /// One number, or a column or list of them, of which each is taken by itself.
  public static func each(_ name: String, _ prose: String, example: String) -> Operand where Value == EachNumber {
    Operand(
      OperandDeclaration(name, "number|\(columnType)|number[]", prose, example: example),
      expected: "a number, a column of numbers or a list of them"
    ) { value, decoding in
      if let number = value?.double { return .one(number) }
      if case .missing? = value { return .one(nil) }
      return .many(try decoding.numbers(value))
    }
  }

  /// A number.
  public static func number(_ name: String, _ prose: String, example: String) -> Operand where Value == Double {
    Operand(OperandDeclaration(name, "number", prose, example: example), expected: "a number") { value, decoding in
      guard let number = value?.double, number.isFinite else { throw decoding.wrongKind(value) }
      return number
    }
  }

  /// A number, or an infinity.
  public static func limit(_ name: String, _ prose: String, example: String) -> Operand where Value == Double {
    Operand(OperandDeclaration(name, "number", prose, example: example), expected: "a number") { value, decoding in
      guard let number = value?.double else { throw decoding.wrongKind(value) }
      return number
    }
  }

  /// A whole number in a range.
  public static func integer(
    _ name: String, _ prose: String, in range: ClosedRange<Int>, example: String
  ) -> Operand where Value == Int {
    let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    return Operand(OperandDeclaration(name, "integer", prose, example: example), expected: expected) {
      value, decoding in
      guard let number = value?.double, let integer = Int(exactly: number), range.contains(integer) else {
        throw decoding.wrongKind(value)
      }
      return integer
    }
  }

  /// A text.
  public static func text(_ name: String, _ prose: String, example: String) -> Operand where Value == String {
    Operand(OperandDeclaration(name, "string", prose, example: example), expected: "a text") { value, decoding in
      guard case .text(let text)? = value else { throw decoding.wrongKind(value) }
      return text
    }
  }

  /// A function of the script.
  public static func function(
    _ name: String, _ luaType: String, _ prose: String, example: String
  ) -> Operand where Value == KernelFunction {
    Operand(OperandDeclaration(name, luaType, prose, example: example), expected: "a function") { value, decoding in
      guard case .function(let function)? = value else { throw decoding.wrongKind(value) }
      return function
    }
  }

  /// Any value: a number, a text, a flag, a column or a list.
  public static func value(_ name: String, _ luaType: String, _ prose: String, example: String) -> Operand
  where Value == KernelValue {
    Operand(OperandDeclaration(name, luaType, prose, example: example), expected: "a value or a column") {
      value, decoding in
      guard let value else { throw decoding.wrongKind(value) }
      if case .list = value { return .column(try decoding.column(value)) }
      return value
    }
  }

  /// Something that another kernel gave, such as a stream of random numbers; `maker` is that kernel, for messages.
  public static func object(
    _ name: String, _ luaType: String, _ prose: String, from maker: String, example: String
  ) -> Operand where Value: KernelObject {
    Operand(OperandDeclaration(name, luaType, prose, example: example), expected: "what \(maker) gives") {
      value, decoding in
      guard case .object(let object)? = value, let object = object as? Value else { throw decoding.wrongKind(value) }
      return object
    }
  }
}

/// One number or many, of which each is taken by itself: one in gives one, a column gives a column.
public enum EachNumber: Sendable {
  /// One number; `nil` where it is missing.
  case one(Double?)
  /// A column of them.
  case many(Numbers)

  /// What a function makes of each; missing where the number is, and where the function gives none.
  public func map(_ function: (Double) throws -> Double) rethrows -> KernelValue {
    switch self {
    case .one(let number): return .known(try number.map(function))
    case .many(let numbers):
      var values = numbers.values
      for row in values.indices { values[row] = numbers.validity[row] ? try function(values[row]) : .nan }
      return .numbers(values)
    }
  }
}
