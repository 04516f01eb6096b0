#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

extension Double {
  /// The logarithm to base ten.
  var decimalLogarithm: Double { log10(self) }

  /// A whole number times a power of ten, as near to it as a number can be.
  static func decimal(_ digits: Int, exponent: Int) -> Double { Double("\(digits)e\(exponent)") ?? 0 }
}

extension Double {
  /// Ten to a power.
  static func power(_ exponent: Double) -> Double { pow(10, exponent) }
}
