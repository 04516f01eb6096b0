/// The operators that compare.
enum Comparison: String, Hashable, Sendable {
  case equal = "=="
  case unequal = "~="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="

  /// Whether it needs an order.
  var isOrdering: Bool { self != .equal && self != .unequal }

  /// The same comparison with its sides exchanged.
  var mirrored: Comparison {
    switch self {
    case .equal, .unequal: self
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    }
  }

  /// Whether it holds between two values.
  func holds<T: Comparable>(_ left: T, _ right: T) -> Bool {
    switch self {
    case .equal: left == right
    case .unequal: left != right
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    }
  }
}

extension Comparison {
  /// The outcomes of comparing values with one value; unknown where a value does not equal itself, as NaN does not.
  func outcomes<T: Comparable>(_ values: [T], _ rows: Range<Int>, to one: T) -> [UInt8] {
    @inline(__always) func unknown(_ value: T) -> UInt8 { Kleene.outcome(value != value) << 1 }
    return switch self {
    case .equal: Rows.map(values, rows) { Kleene.outcome($0 == one) | unknown($0) }
    case .unequal: Rows.map(values, rows) { Kleene.outcome($0 < one) | Kleene.outcome($0 > one) | unknown($0) }
    case .less: Rows.map(values, rows) { Kleene.outcome($0 < one) | unknown($0) }
    case .lessOrEqual: Rows.map(values, rows) { Kleene.outcome($0 <= one) | unknown($0) }
    case .greater: Rows.map(values, rows) { Kleene.outcome($0 > one) | unknown($0) }
    case .greaterOrEqual: Rows.map(values, rows) { Kleene.outcome($0 >= one) | unknown($0) }
    }
  }

  /// The outcomes of comparing values with as many others; unknown where either does not equal itself.
  func outcomes<T: Comparable>(_ left: [T], _ right: [T]) -> [UInt8] {
    @inline(__always) func unknown(_ a: T, _ b: T) -> UInt8 { (Kleene.outcome(a != a) | Kleene.outcome(b != b)) << 1 }
    return switch self {
    case .equal: Rows.map(left, right) { Kleene.outcome($0 == $1) | unknown($0, $1) }
    case .unequal: Rows.map(left, right) { Kleene.outcome($0 < $1) | Kleene.outcome($0 > $1) | unknown($0, $1) }
    case .less: Rows.map(left, right) { Kleene.outcome($0 < $1) | unknown($0, $1) }
    case .lessOrEqual: Rows.map(left, right) { Kleene.outcome($0 <= $1) | unknown($0, $1) }
    case .greater: Rows.map(left, right) { Kleene.outcome($0 > $1) | unknown($0, $1) }
    case .greaterOrEqual: Rows.map(left, right) { Kleene.outcome($0 >= $1) | unknown($0, $1) }
    }
  }
}
