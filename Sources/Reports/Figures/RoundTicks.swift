/// Round numbers along an axis.
enum RoundTicks {
  /// The multiples of 1, 2, 2.5 or 5 times a power of ten within two ends, two to so many; the lower end alone where there is
  /// no length to divide.
  static func linear(_ low: Double, _ high: Double, most: Int) -> [Double] {
    let length = high - low
    guard length > 0, length.isFinite, low.isFinite else { return [low] }
    let exponent = Int(length.decimalLogarithm.rounded(.down)) - 2
    for (digits, shift) in [(10, 0), (20, 0), (25, 0), (50, 0), (10, 1), (20, 1), (25, 1), (50, 1), (10, 2), (20, 2)] {
      let step = Double.decimal(digits, exponent: exponent + shift)
      let first = (low / step - 1e-9).rounded(.up)
      let last = (high / step + 1e-9).rounded(.down)
      guard first.magnitude < 1e15, last.magnitude < 1e15, last - first < Double(max(most, 2)) else { continue }
      guard last > first else { break }
      return (Int(first)...Int(last)).map { .decimal($0 * digits, exponent: exponent + shift) }
    }
    return [low, high]
  }

  /// Numbers within two positive ends that are usual on a logarithmic axis, two to so many: round differences where the ends
  /// are near each other, and otherwise powers of two, or 1, 2 and 5 of each decade, or powers of ten.
  static func log(_ low: Double, _ high: Double, most: Int) -> [Double] {
    guard low > 0, high > low, high.isFinite else { return [low] }
    if high / low < 3 { return linear(low, high, most: most) }
    let exponents = Int(low.decimalLogarithm.rounded(.down))...Int(high.decimalLogarithm.rounded(.up))
    func decades(_ digits: [Int]) -> [Double] {
      exponents.flatMap { place in digits.map { .decimal($0, exponent: place) } }
    }
    let doubles = [0.0625, 0.125, 0.25, 0.5, 1, 2, 4, 8, 16]
    let isShort = low >= 0.05 && high <= 20
    for candidate in [isShort ? doubles : [], decades([1, 2, 5]), decades([1, 3]), decades([1])] {
      let within = candidate.filter { $0 >= low * (1 - 1e-9) && $0 <= high * (1 + 1e-9) }
      if (2...max(most, 2)).contains(within.count) { return within }
    }
    let powers = decades([1]).filter { $0 >= low && $0 <= high }
    let step = (powers.count + most - 1) / max(most, 1)
    return powers.count < 2
      ? linear(low, high, most: most) : powers.indices.filter { $0 % step == 0 }.map { powers[$0] }
  }

  /// A number on an axis, with the decimals that it has, in percent where it is a proportion.
  static func label(_ tick: Double, isPercent: Bool = false, rounding: Rounding) -> String {
    let shown = isPercent ? tick * 100 : tick
    let size = shown.magnitude
    guard size != 0, size.isFinite, size < 1e-4 || size >= 1e6 else {
      return rounding.grouped(rounding.upTo(shown, decimals: 6))
    }
    let exponent = Int(size.decimalLogarithm.rounded(.down))
    return "\(rounding.upTo(shown / .decimal(1, exponent: exponent), decimals: 2))e\(exponent)"
  }
}
