/// How numbers are rounded where they are shown.
///
/// Results are never rounded; this is the one place where a number becomes text.
public struct Rounding: Sendable, Hashable {
  /// What becomes of a number half-way between two.
  public enum Rule: String, Sendable, Hashable, CaseIterable {
    /// Away from zero, on the decimal value: 16.1255 becomes 16.126, and 12.5 becomes 13. As SAS and publications round.
    case halfAwayFromZero = "half_away_from_zero"
    /// To the nearer of the two decimals in binary, and to the even one from half-way: 12.5 becomes 12. As R 4 rounds.
    case halfEven = "half_even"
  }

  /// The rule in force.
  public var rule: Rule

  /// Whether thousands are marked from 1,000 on, and not only from 10,000 on.
  var marksAllThousands = false

  /// Whether whole durations, and all and none in percent, have a decimal as the numbers about them.
  var keepsDecimal = false

  /// The decimals that test statistics and coefficients have, where those about them have as many.
  var statisticDecimals: Int?

  /// The decimals that estimates of coefficients or rates have, with their limits, where those about them have as many.
  var estimateDecimals: Int?

  /// Whether ratios have three decimals, as those about them that lie near 1.
  var keepsThirdDecimal = false

  /// A policy.
  public init(_ rule: Rule = .halfAwayFromZero) { self.rule = rule }

  /// The policy that belongs to a profile of defaults: half to even for `R`, and half away from zero for any other.
  public init(profile: String) { self.init(profile.uppercased() == "R" ? .halfEven : .halfAwayFromZero) }

  /// A number with a fixed number of decimals.
  ///
  /// - Parameters:
  ///   - value: A number.
  ///   - decimals: The number of decimals, 0 or more.
  /// - Returns: The text, with a true minus sign, and none before a zero; empty where the number is not finite.
  public func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return "" }
    let text = magnitude(value, decimals: decimals)
    let isZero = text.utf8.allSatisfy { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: ".") }
    return value < 0 && !isZero ? "\u{2212}" + text : text
  }

  /// A number with no more than so many decimals.
  ///
  /// - Parameters:
  ///   - value: A number.
  ///   - decimals: The greatest number of decimals, 0 or more.
  /// - Returns: The text, the zeros at its end left out; empty where the number is not finite.
  public func upTo(_ value: Double, decimals: Int) -> String {
    let text = fixed(value, decimals: decimals)
    guard text.contains(".") else { return text }
    let trimmed = text.reversed().drop { $0 == "0" }
    return String(trimmed.drop { $0 == "." }.reversed())
  }

  /// The number without its sign.
  private func magnitude(_ value: Double, decimals: Int) -> String {
    if rule == .halfEven, let text = nearest(value.magnitude, decimals: decimals) { return text }
    return DecimalDigits(value).rounded(toDecimals: decimals).written(decimals: decimals)
  }

  /// The nearer of the two decimals that enclose the number, as R 4 does; `nil` where the number is too
  /// large to have so many decimals.
  private func nearest(_ value: Double, decimals: Int) -> String? {
    var power = 1.0
    for _ in 0..<decimals { power *= 10 }
    let scaled = value * power
    guard scaled < 0x1p52 else { return nil }
    let below = scaled.rounded(.down)
    let above = scaled.rounded(.up)
    let distance = (value - below / power) - (above / power - value)
    let isEven = below.truncatingRemainder(dividingBy: 2) == 0
    let digits = String(Int64(distance < 0 || (distance == 0 && isEven) ? below : above))
    guard decimals > 0 else { return digits }
    let padded = String(repeating: "0", count: max(decimals + 1 - digits.utf8.count, 0)) + digits
    return padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }
}
