public import Testing

/// Expects two numbers to agree within a tolerance that has a reason.
///
/// They agree where they differ by at most `relative` times the expected number, or by at most `absolute`; or where both are
/// NaN, or both the same infinity.
///
/// - Parameters:
///   - actual: what was computed.
///   - expected: what is true.
///   - relative: the tolerance, as a share of what is true.
///   - absolute: the tolerance near zero.
///   - reason: why the tolerance is what it is, or what the number is.
///   - sourceLocation: where to report a difference.
public func expectClose(
  _ actual: Double?, _ expected: Double, relative: Double = 1e-9, absolute: Double = 1e-12, because reason: String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard let actual else {
    Issue.record("got nothing, expected \(expected). \(reason)", sourceLocation: sourceLocation)
    return
  }
  #expect(
    isClose(actual, expected, relative: relative, absolute: absolute),
    "got \(actual), expected \(expected): \(abs(actual - expected)) apart. \(reason)", sourceLocation: sourceLocation)
}

/// Expects two columns of numbers to agree, one by one, within a tolerance.
///
/// - Parameters:
///   - actual: what was computed.
///   - expected: what is true.
///   - relative: the tolerance, as a share of what is true.
///   - absolute: the tolerance near zero.
///   - reason: why the tolerance is what it is, or what the numbers are.
///   - sourceLocation: where to report a difference.
public func expectClose(
  _ actual: [Double], _ expected: [Double], relative: Double = 1e-9, absolute: Double = 1e-12,
  because reason: String = "", sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(actual.count == expected.count, "\(reason)", sourceLocation: sourceLocation)
  for (a, e) in zip(actual, expected) {
    expectClose(a, e, relative: relative, absolute: absolute, because: reason, sourceLocation: sourceLocation)
  }
}

/// Whether two numbers agree within a tolerance.
///
/// - Parameters:
///   - actual: what was computed.
///   - expected: what is true.
///   - relative: the tolerance, as a share of what is true.
///   - absolute: the tolerance near zero.
/// - Returns: true also where both are NaN, or the same infinity.
public func isClose(_ actual: Double, _ expected: Double, relative: Double, absolute: Double) -> Bool {
  if actual.isNaN || expected.isNaN { return actual.isNaN && expected.isNaN }
  if actual.isInfinite || expected.isInfinite { return actual == expected }
  return abs(actual - expected) <= max(relative * abs(expected), absolute)
}
