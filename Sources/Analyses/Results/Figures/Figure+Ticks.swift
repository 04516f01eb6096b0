public import Cohorts

extension Figure {
  /// The times at which an axis is labelled: from 0, evenly, at the intervals that are usual for the unit.
  ///
  /// - Parameters:
  ///   - end: The last time shown, in `unit`.
  ///   - unit: The unit of the times.
  ///   - axisUnit: The unit in which the axis is labelled.
  /// - Returns: Two to nine times in `unit`, the first 0 and none beyond the end; 0 and one axis unit where there is no length
  ///   to divide.
  public static func ticks(to end: Double, unit: TimeUnit, axisUnit: TimeUnit) -> [Double] {
    let length = unit.convert(end, to: axisUnit)
    guard length > 1e-9, length.isFinite else { return [0, axisUnit.convert(1, to: unit)] }
    let width = tickWidth(length, axisUnit)
    let count = Int((length / width + 1e-9).rounded(.down))
    return (0...count).map { min(axisUnit.convert(Double($0) * width, to: unit), end) }
  }

  /// The smallest usual interval of which at most eight fit into the length of an axis; at least one does.
  private static func tickWidth(_ length: Double, _ unit: TimeUnit) -> Double {
    let usual: [Double] =
      switch unit {
      case .months: [1, 2, 3, 6, 12, 24, 36, 60, 120]
      case .weeks: [1, 2, 4, 8, 12, 26, 52, 104]
      case .days, .years: []
      }
    if let width = usual.first(where: { length / $0 <= 8 }), width <= length { return width }
    var decade = 1.0
    while length / decade > 8 { decade *= 10 }
    while length / decade <= 0.8 { decade /= 10 }
    // Of 8 or fewer decades, more than 0.8: a fifth or a half of one may still do.
    return [decade / 10, decade / 5, decade / 2].first { length / $0 <= 8 } ?? decade
  }
}
