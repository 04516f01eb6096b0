/// The decimal digits of a number: `0.d₁d₂d₃… × 10^point`, without sign.
///
/// They are the shortest digits that read back as the same number, so that 16.1255 is 16.1255 and not
/// 16.12549999999999883. A number that a computation left a hair beside a decimal (16.125499999999997) is first brought to
/// 14 digits, which is more than any report shows.
struct DecimalDigits: Sendable, Hashable {
  /// The digits, most significant first, without leading or trailing zeros.
  var digits: [UInt8] = []
  /// The place of the decimal point, counted from before the first digit.
  var point = 0

  /// The digits of a finite number, its sign left aside.
  init(_ value: Double) {
    var seenPoint = false
    var exponent = 0
    var exponentSign = 1
    var inExponent = false
    for byte in value.magnitude.description.utf8 {
      switch byte {
      case UInt8(ascii: "."): seenPoint = true
      case UInt8(ascii: "e"), UInt8(ascii: "E"): inExponent = true
      case UInt8(ascii: "-"): exponentSign = -1
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let digit = byte - UInt8(ascii: "0")
        if inExponent {
          exponent = exponent * 10 + Int(digit)
        } else {
          digits.append(digit)
          if !seenPoint { point += 1 }
        }
      default: break
      }
    }
    point += exponentSign * exponent
    trim()
    if digits.count > 14 { keep(14) }
  }

  /// Whether the number is zero.
  var isZero: Bool { digits.isEmpty }

  /// The same number to so many decimals, a half going away from zero.
  func rounded(toDecimals decimals: Int) -> DecimalDigits {
    var rounded = self
    rounded.keep(point + decimals)
    return rounded
  }

  /// The number with exactly so many decimals, of which it must not have more.
  func written(decimals: Int) -> String {
    func digit(_ place: Int) -> Character {
      let value = digits.indices.contains(place) ? digits[place] : 0
      return Character(Unicode.Scalar(value + UInt8(ascii: "0")))
    }
    var text = ""
    if point <= 0 { text = "0" } else { for place in 0..<point { text.append(digit(place)) } }
    guard decimals > 0 else { return text }
    text.append(".")
    for place in point..<point + decimals { text.append(digit(place)) }
    return text
  }

  /// The number to so many digits with a power of ten, such as `2.65e-9`.
  func scientific(digits count: Int) -> String {
    var mantissa = rounded(toDecimals: count - point)
    let exponent = mantissa.point - 1
    mantissa.point = 1
    return "\(mantissa.written(decimals: count - 1))e\(exponent)"
  }

  /// How many decimals the number has.
  var decimals: Int { max(digits.count - point, 0) }

  /// Rounds to the first `count` digits, a half going up.
  private mutating func keep(_ count: Int) {
    guard count < digits.count else { return }
    guard count >= 0 else {
      digits = []
      point = 0
      return
    }
    let up = digits[count] >= 5
    digits.removeSubrange(count...)
    if up {
      var place = count - 1
      while place >= 0, digits[place] == 9 {
        digits[place] = 0
        place -= 1
      }
      if place >= 0 {
        digits[place] += 1
      } else {
        digits.insert(1, at: 0)
        point += 1
      }
    }
    trim()
  }

  /// Leaves out zeros that carry no information.
  private mutating func trim() {
    let leading = digits.prefix { $0 == 0 }.count
    digits.removeFirst(leading)
    point -= leading
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { point = 0 }
  }
}
