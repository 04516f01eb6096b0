internal import Analyses

extension Rounding {
  /// A value as it stands in a table.
  ///
  /// - Parameters:
  ///   - quantity: The value.
  ///   - format: How it is written.
  /// - Returns: The text; `nil` where the value is not estimable.
  func written(_ quantity: Quantity, as format: TableLayout.Format) -> String? {
    switch quantity {
    case .notEstimable: nil
    case .text(let text): text.neutralised
    case .count(let count):
      format == .proportion || format == .ratio || format == .pValue
        ? written(Double(count), as: format) : grouped(String(count))
    case .number(let number): written(number, as: format)
    }
  }

  /// A number as it stands in a table.
  func written(_ value: Double, as format: TableLayout.Format) -> String {
    switch format {
    case .count: grouped(upTo(value, decimals: 2))
    case .duration: grouped(keepsDecimal ? fixed(value, decimals: 1) : upTo(value, decimals: 1))
    case .proportion: percent(value)
    case .ratio: ratio(value)
    case .statistic, .text: statistic(value)
    case .pValue: pValue(value)
    }
  }

  /// A p-value: `<0.001`, and otherwise three decimals, but with as many more as it takes that no other value than 0.05
  /// itself reads `0.050`.
  func pValue(_ value: Double) -> String {
    if value < 0.001 { return "<0.001" }
    if value < 1, value > 0.999 { return ">0.999" }
    let text = fixed(value, decimals: 3)
    guard text == "0.050", value != 0.05 else { return text }
    for decimals in 4...8 {
      let longer = fixed(value, decimals: decimals)
      if longer.utf8.dropFirst(4).contains(where: { $0 != UInt8(ascii: "0") }) { return longer }
    }
    return text
  }

  /// A proportion in percent with one decimal; 0% and 100% are those alone, and their neighbours `<0.1%` and `>99.9%`.
  func percent(_ value: Double) -> String {
    if value == 0 { return keepsDecimal ? "0.0%" : "0%" }
    if value == 1 { return keepsDecimal ? "100.0%" : "100%" }
    let text = fixed(value * 100, decimals: 1)
    if value > 0, text == "0.0" { return "<0.1%" }
    if value < 1, text == "100.0" { return ">99.9%" }
    return text + "%"
  }

  /// A ratio with two decimals, and with three where two would make it 1; `<0.01` and `>999.99` beyond.
  func ratio(_ value: Double) -> String {
    if value >= 0, value < 0.01 { return value == 0 ? "0" : "<0.01" }
    if value > 999.99 { return ">999.99" }
    if keepsThirdDecimal { return fixed(value, decimals: 3) }
    let text = fixed(value, decimals: 2)
    guard text == "1.00", value != 1 else { return text }
    let longer = fixed(value, decimals: 3)
    return longer == "1.000" ? text : longer
  }

  /// A test statistic or coefficient: one decimal from 100 on, two from 10, three from 0.1, and below as many as show three
  /// digits, with a power of ten for what is below a millionth.
  func statistic(_ value: Double) -> String {
    let size = value.magnitude
    if value == 0 { return "0" }
    if let decimals = statisticDecimals, DecimalDigits(size).rounded(toDecimals: decimals).isZero {
      let bound = "0." + String(repeating: "0", count: max(decimals - 1, 0)) + "1"
      return value < 0 ? ">\u{2212}" + bound : "<" + bound
    }
    if size < 1e-6 { return (value < 0 ? "\u{2212}" : "") + DecimalDigits(value).scientific(digits: 3) }
    if size >= 1e15 { return value.description }
    return grouped(fixed(value, decimals: statisticDecimals ?? decimals(ofStatistic: value)))
  }

  /// How many decimals a test statistic or coefficient has.
  func decimals(ofStatistic value: Double) -> Int {
    let size = value.magnitude
    guard size < 0.1 else { return size < 10 ? 3 : size < 100 ? 2 : 1 }
    guard size >= 1e-6 else { return 3 }
    let digits = DecimalDigits(value)
    let decimals = 3 - digits.point
    return digits.rounded(toDecimals: decimals).point > digits.point ? decimals - 1 : decimals
  }

  /// The number with its thousands marked, from five digits on, or from four where others about it have theirs marked.
  func grouped(_ text: String) -> String {
    let sign = text.hasPrefix("\u{2212}") ? "\u{2212}" : text.hasPrefix("-") ? "-" : ""
    let unsigned = text.dropFirst(sign.count)
    let whole = unsigned.prefix { $0 != "." }
    let shown = sign.isEmpty ? "" : "\u{2212}"
    guard whole.utf8.count > (marksAllThousands ? 3 : 4) else { return shown + unsigned }
    var marked = ""
    for (place, digit) in whole.enumerated() {
      if place > 0, (whole.utf8.count - place) % 3 == 0 { marked.append(",") }
      marked.append(digit)
    }
    return shown + marked + unsigned.dropFirst(whole.count)
  }
}
