/// Kleene's strong logic on bytes that are ``Truth/no`` (0), ``Truth/yes`` (1) or ``Truth/unknown`` (2).
enum Kleene {
  /// No where either is no, yes where both are yes, unknown otherwise.
  @inline(__always)
  static func and(_ a: UInt8, _ b: UInt8) -> UInt8 {
    // Only yes with unknown, 1 with 2, is not what the bits in common say.
    (a & b) | (a ^ b == 3 ? 2 : 0)
  }

  /// Yes where either is yes, no where both are no, unknown otherwise.
  @inline(__always)
  static func or(_ a: UInt8, _ b: UInt8) -> UInt8 {
    // Only yes with unknown, 3, is not what the bits together say.
    let both = a | b
    return both == 3 ? 1 : both
  }

  /// Yes for no, no for yes, unknown for unknown.
  @inline(__always)
  static func not(_ a: UInt8) -> UInt8 { a == 2 ? 2 : a ^ 1 }

  /// Whether two are the same; unknown where either is.
  @inline(__always)
  static func same(_ a: UInt8, _ b: UInt8) -> UInt8 { (a | b) & 2 != 0 ? 2 : a ^ b ^ 1 }

  /// Yes or no.
  ///
  /// A Bool is one byte that is 0 or 1. Written as a choice, the compiler makes a branch of it in loops over real numbers.
  @inline(__always)
  static func outcome(_ holds: Bool) -> UInt8 { unsafeBitCast(holds, to: UInt8.self) }
}
