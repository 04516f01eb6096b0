#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the operators and functions of numbers do; NaN is a missing value, which all of them hand on.
enum Reckoning {
  /// A number that is finite, or else NaN.
  @inline(__always)
  private static func finite(_ number: Double) -> Double { number + (number - number) }

  /// An operator on each pair of numbers.
  static func apply(_ operation: Arithmetic, _ left: NumberBlock, _ right: NumberBlock) -> NumberBlock {
    switch operation {
    case .add: left.map(right) { finite($0 + $1) }
    case .subtract: left.map(right) { finite($0 - $1) }
    case .multiply: left.map(right) { finite($0 * $1) }
    case .divide: left.map(right) { finite($0 / $1) }
    case .floorDivide: left.map(right) { finite(($0 / $1).rounded(.down)) }
    case .modulo: left.map(right, remainder)
    case .power: left.map(right, raised)
    }
  }

  /// A power; NaN bases and exponents give NaN even where C says 1.
  @inline(__always)
  private static func raised(_ base: Double, _ exponent: Double) -> Double {
    finite(pow(base, exponent)) + (base - base) + (exponent - exponent)
  }

  /// The remainder of a division towards minus infinity, which has the sign of the divisor, as Lua's has.
  @inline(__always)
  private static func remainder(_ left: Double, _ right: Double) -> Double {
    let remainder = fmod(left, right)
    return remainder != 0 && (remainder < 0) != (right < 0) ? remainder + right : remainder
  }

  /// The smaller of each pair.
  static func smaller(_ left: NumberBlock, _ right: NumberBlock) -> NumberBlock {
    left.map(right) { $0 < $1 ? $0 : $1 <= $0 ? $1 : .nan }
  }

  /// The larger of each pair.
  static func larger(_ left: NumberBlock, _ right: NumberBlock) -> NumberBlock {
    left.map(right) { $0 > $1 ? $0 : $1 >= $0 ? $1 : .nan }
  }

  /// The second of each pair where the first is missing.
  static func otherwise(_ left: NumberBlock, _ right: NumberBlock) -> NumberBlock {
    left.map(right) { $0 == $0 ? $0 : $1 }
  }

  /// The days from -9999-01-01 to 9999-12-31.
  private static let calendar = -4_371_587.0...2_932_896.0

  /// The days so many days after or before others; missing where the calendar that is written ends, in the years -9999 and 9999.
  static func dates(_ operation: Arithmetic, _ left: NumberBlock, _ right: NumberBlock) -> NumberBlock {
    apply(operation, left, right).map { calendar.contains($0) ? $0 : .nan }
  }

  /// The day since 1970-01-01 of each moment in milliseconds.
  static func days(_ moments: NumberBlock) -> NumberBlock { moments.map { ($0 / 86_400_000).rounded(.down) } }
}
