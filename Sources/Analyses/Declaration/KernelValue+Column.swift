public import Cohorts

/// Why a list of a script is no column.
public enum ListFault: Error, Sendable, Hashable, CustomStringConvertible {
  /// A value is of no kind that a column can hold.
  case notAValue(place: Int, String)
  /// Two values are of different kinds.
  case mixed(place: Int, String, first: String)

  /// The place, what was found there, and what a list should hold.
  public var description: String {
    switch self {
    case .notAValue(let place, let found):
      "a list should hold numbers, texts, or true and false, with workbench.missing where there is none; found \(found) at \(place)"
    case .mixed(let place, let found, let first):
      "a list should hold values of one kind; found \(found) at \(place) after \(first)"
    }
  }
}

extension Column {
  /// A column of what a script wrote as a list: numbers, texts (as categories, in the order in which they first stand) or flags.
  ///
  /// - Throws: ``ListFault``.
  public init(_ list: [KernelValue]) throws(ListFault) {
    var first: KernelValue?
    var isWhole = true
    for (index, value) in list.enumerated() {
      switch value {
      case .missing: continue
      case .flag, .integer, .number, .text: break
      default: throw .notAValue(place: index + 1, value.words)
      }
      if let first, !first.isOfKind(value) { throw .mixed(place: index + 1, value.words, first: first.words) }
      if first == nil { first = value }
      if case .number = value { isWhole = false }
    }
    switch first {
    case .flag: self.init(flags: list.map { if case .flag(let flag) = $0 { flag } else { nil } })
    case .text: self.init(categories: list.map { if case .text(let text) = $0 { text } else { nil } })
    case .integer where isWhole:
      self.init(integers: list.map { if case .integer(let value) = $0 { value } else { nil } })
    default: self.init(numbers: list.map(\.double))
    }
  }
}

extension KernelValue {
  /// Whether both can stand in one column.
  fileprivate func isOfKind(_ other: KernelValue) -> Bool {
    switch (self, other) {
    case (.flag, .flag), (.text, .text): true
    default: double != nil && other.double != nil
    }
  }
}

/// The numbers of a column, as kernels read them.
public struct Numbers: Sendable {
  /// The values; what stands in a row without one means nothing.
  public let values: [Double]
  /// Which rows hold a value.
  public let validity: Validity
  /// Whether they were counted, and not measured: whole numbers, or flags as 0 and 1.
  public let isWhole: Bool

  /// The numbers of a column; `nil` where it holds others than numbers or flags.
  public init?(_ column: Column) {
    switch column.storage {
    case .number(let numbers): (values, isWhole) = (numbers, false)
    case .integer(let integers): (values, isWhole) = (integers.map(Double.init), true)
    case .flag(let flags): (values, isWhole) = (flags.map { $0 ? 1 : 0 }, true)
    default: return nil
    }
    validity = column.validity
  }

  /// The number of rows.
  public var count: Int { values.count }

  /// The number of rows with a value.
  public var presentCount: Int { validity.count - validity.missingCount }

  /// The values that there are, in order.
  public var present: [Double] {
    guard !validity.isComplete else { return values }
    var present: [Double] = []
    present.reserveCapacity(presentCount)
    for row in values.indices where validity[row] { present.append(values[row]) }
    return present
  }
}
