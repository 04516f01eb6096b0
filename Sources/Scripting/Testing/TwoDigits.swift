import Analyses

extension Double {
  /// A relative difference, or another number from 0 on of which the size alone counts, in two digits: `0.25`, `3.1e-5`.
  public var inTwoDigits: String {
    guard self > 0, isFinite else { return Argument.number(self).source }
    var exponent = 0
    var digits = self
    while digits >= 10 { (digits, exponent) = (digits / 10, exponent + 1) }
    while digits < 1 { (digits, exponent) = (digits * 10, exponent - 1) }
    var tenths = Int((digits * 10).rounded())
    if tenths == 100 { (tenths, exponent) = (10, exponent + 1) }
    guard (-3...3).contains(exponent) else { return "\(tenths / 10).\(tenths % 10)e\(exponent)" }
    let scale = [1e4, 1e3, 1e2, 1e1, 1, 1e-1, 1e-2][exponent + 3]
    return Argument.number(scale >= 1 ? Double(tenths) / scale : Double(tenths) * (1 / scale)).source
  }
}
