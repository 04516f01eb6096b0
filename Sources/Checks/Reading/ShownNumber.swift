import Cohorts

extension Double {
  /// The number in a message: six significant digits, and all of a whole number, so that `0.19999999999999996` is `0.2`.
  var shown: String {
    guard self != rounded(), magnitude < 1e15, magnitude > 1e-6 else { return Value.number(self).description }
    var scale = 1.0
    while magnitude * scale < 100_000 { scale *= 10 }
    return Value.number((self * scale).rounded() / scale).description
  }
}
