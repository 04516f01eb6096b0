internal import Analyses

extension Figure.Annotation {
  /// The statement in words, such as "Log-rank test: p = 0.034" or "Hazard ratio: 0.74 (95% CI 0.52 to 1.05)".
  func words(_ rounding: Rounding) -> String {
    let label = label.neutralised
    guard let text = rounding.written(value, as: format) else {
      return "\(label): not estimable (\((value.reason ?? "").neutralised))"
    }
    if let interval { return "\(label): \(rounding.estimate(value, interval, as: format, named: true))" }
    guard format == .pValue else { return "\(label): \(text)" }
    return "\(label): p "
      + (text.first == "<" || text.first == ">" ? "\(text.prefix(1)) \(text.dropFirst())" : "= \(text)")
  }
}

extension Rounding {
  /// An estimate with its interval in brackets, all written alike; `NE` for what is not estimable.
  ///
  /// - Parameters:
  ///   - value: The estimate; `nil` for an interval alone.
  ///   - interval: The interval; `nil` for an estimate alone.
  ///   - format: How the numbers are written.
  ///   - named: Whether the interval names its level.
  /// - Returns: The text, such as `0.74 (0.52 to 1.05)`.
  func estimate(
    _ value: Quantity?, _ interval: Figure.Interval?, as format: TableLayout.Format, named: Bool = false
  ) -> String {
    let values = [value, interval?.lower, interval?.upper]
    var alike = alike(values.compactMap { $0?.double }, as: format).makeIterator()
    let texts = values.map { value -> String in
      guard let value else { return "" }
      return value.double == nil ? written(value, as: format) ?? "NE" : alike.next() ?? "NE"
    }
    guard interval != nil else { return texts[0] }
    if value?.reason != nil, texts[1] == "NE", texts[2] == "NE" { return "NE" }
    let level = named ? interval?.level.map { "\(upTo($0 * 100, decimals: 2))% CI " } ?? "" : ""
    return (value == nil ? "" : texts[0] + " ") + "(\(level)\(texts[1]) to \(texts[2]))"
  }
}
