internal import Analyses

/// Numbers that stand together, in a table or in a cell, are written alike.
extension Rounding {
  /// This policy for numbers that are written beside these: where one has its thousands marked, all have.
  func together(_ texts: some Sequence<String>) -> Rounding {
    var policy = self
    policy.marksAllThousands = texts.contains { $0.contains(",") }
    return policy
  }

  /// This policy for ratios that stand below each other: where a third of them take a third decimal, all have it.
  ///
  /// - Parameter cells: The estimates, each with its limits.
  /// - Returns: The policy.
  func together(ratios cells: [[Double]]) -> Rounding {
    var policy = self
    let filled = cells.filter { !$0.isEmpty }
    let long = filled.filter { cell in
      alike(cell, as: .ratio).contains { ($0.split(separator: ".").dropFirst().first?.utf8.count ?? 0) > 2 }
    }
    policy.keepsThirdDecimal = long.count > 1 && long.count * 3 >= filled.count
    return policy
  }

  /// An estimate and the limits of its interval, all with one number of decimals.
  ///
  /// They have as many as the largest of them has alone, and up to four, or two more, where it takes that many to tell a
  /// limit from the estimate. What is too small or too large to be written out stays as it is.
  ///
  /// - Parameters:
  ///   - values: The estimate, where there is one, and the limits.
  ///   - format: How they are written.
  /// - Returns: The texts, in the same order.
  func alike(_ values: [Double], as format: TableLayout.Format) -> [String] {
    let alone = values.map { written($0, as: format) }
    let ordinary = values.indices.filter { isWrittenOut(values[$0], alone[$0], format) }
    let scale = format == .proportion ? 100.0 : 1
    let shown = ordinary.map { values[$0] * scale }
    guard let decimals = decimals(of: shown, format) else {
      // A second decimal of numbers in the hundreds tells nothing, and one of two limits would have it alone.
      let isLarge = format == .count && values.count > 1 && values.contains { $0.magnitude >= 100 }
      return isLarge ? values.map { grouped(upTo($0, decimals: 1)) } : alone
    }
    var texts = alone
    for place in ordinary {
      texts[place] = grouped(fixed(values[place] * scale, decimals: decimals)) + (format == .proportion ? "%" : "")
    }
    return texts
  }

  /// The decimals for test statistics or coefficients of one kind that stand below each other: as many as any of them has
  /// alone, but no more than three, or than it takes to show two digits of the smallest.
  ///
  /// Where that would take more than five for a few that are next to nothing beside the others, these read `<0.001`.
  ///
  /// - Parameter values: The numbers.
  /// - Returns: The number of decimals; `nil` where each is better written by itself.
  func decimals(ofStatistics values: [Double]) -> Int? {
    let sizes = values.map(\.magnitude).filter { $0 > 0 && $0.isFinite }
    guard values.count > 1, let least = sizes.min(), let largest = sizes.max(), largest < 1e15,
      let most = sizes.map(decimals(ofStatistic:)).max()
    else { return nil }
    let twoDigits = decimals(forTwoDigitsOf: least)
    guard twoDigits > 5 else { return min(most, max(3, twoDigits)) }
    if largest >= 0.1 { return 3 }
    return least >= 1e-6 ? twoDigits : nil
  }

  /// The decimals of estimates with their limits that stand below each other, where each by itself would have another number of
  /// them: as many as it takes to show two digits of the smallest estimate.
  ///
  /// - Parameter cells: The estimates, each with its limits.
  /// - Returns: The number of decimals; `nil` where all cells have one number of them already.
  func decimals(ofEstimates cells: [[Double]]) -> Int? {
    let alone = cells.compactMap { decimals(of: $0, .statistic) }
    let estimates = cells.compactMap(\.first?.magnitude).filter { $0 > 0 && $0.isFinite }
    guard let fewest = alone.min(), let most = alone.max(), fewest < most, let least = estimates.min() else {
      return nil
    }
    return min(max(decimals(forTwoDigitsOf: least), fewest), most)
  }

  private func decimals(forTwoDigitsOf value: Double) -> Int {
    let digits = DecimalDigits(value)
    return 2 - digits.rounded(toDecimals: max(2 - digits.point, 0)).point
  }

  /// Whether a number is neither a bound such as `<0.01` nor has a power of ten.
  private func isWrittenOut(_ value: Double, _ text: String, _ format: TableLayout.Format) -> Bool {
    switch format {
    case .ratio: value != 0 && !text.hasPrefix("<") && !text.hasPrefix(">")
    case .proportion: (value != 0 && value != 1 || keepsDecimal) && !text.hasPrefix("<") && !text.hasPrefix(">")
    case .statistic, .text: value.magnitude < 1e15
    case .count, .duration: true
    case .pValue: false
    }
  }

  /// The number of decimals that values have in common; `nil` where the format knows none.
  private func decimals(of values: [Double], _ format: TableLayout.Format) -> Int? {
    guard let largest = values.map(\.magnitude).max() else { return nil }
    let least: Int
    switch format {
    case .ratio where keepsThirdDecimal: least = 3
    case .ratio: least = values.contains { ratio($0).utf8.count > fixed($0, decimals: 2).utf8.count } ? 3 : 2
    case .duration: least = keepsDecimal || values.contains { upTo($0, decimals: 1).contains(".") } ? 1 : 0
    case .proportion: least = 1
    case .statistic, .text:
      guard largest == 0 || largest >= 1e-6 else { return nil }
      least = (format == .statistic ? estimateDecimals : nil) ?? decimals(ofStatistic: largest)
    case .count, .pValue: return nil
    }
    let most = max(4, format == .statistic ? least + 2 : 4)
    return (least..<most).first { areTold(values, decimals: $0) } ?? most
  }

  /// Whether each limit reads otherwise than the estimate, which comes first, and nothing that is not 0 reads as 0.
  private func areTold(_ values: [Double], decimals: Int) -> Bool {
    guard let first = values.first else { return true }
    let text = fixed(first, decimals: decimals)
    let isTold = values.dropFirst().allSatisfy { value in
      DecimalDigits(value) == DecimalDigits(first) && value.sign == first.sign
        || fixed(value, decimals: decimals) != text
    }
    return isTold && values.allSatisfy { $0 == 0 || !DecimalDigits($0).rounded(toDecimals: decimals).isZero }
  }
}
