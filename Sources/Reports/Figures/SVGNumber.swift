import Terminals

extension Double {
  /// The number with no more than two decimals, as a coordinate of a drawing; what lies far outside of any is cut off.
  var coordinate: String {
    let hundredths = isFinite ? Int((Swift.min(Swift.max(self, -1e7), 1e7) * 100).rounded()) : 0
    let whole = hundredths.magnitude / 100
    let rest = hundredths.magnitude % 100
    let sign = hundredths < 0 ? "-" : ""
    if rest == 0 { return "\(sign)\(whole)" }
    if rest % 10 == 0 { return "\(sign)\(whole).\(rest / 10)" }
    return "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }
}

/// How wide texts are, about, in a sans-serif of the system, of which no measures are at hand.
enum TextMeasure {
  /// The width of a text in a size.
  static func width(_ text: String, size: Double) -> Double {
    text.reduce(0) { $0 + width($1) } * size
  }

  /// The text, cut so that it fits, with an ellipsis where something is cut.
  static func fitted(_ text: String, size: Double, into room: Double) -> String {
    guard width(text, size: size) > room else { return text }
    var kept = ""
    var used = width("…", size: size)
    for character in text {
      used += width(character) * size
      guard used <= room else { break }
      kept.append(character)
    }
    while kept.last == " " { kept.removeLast() }
    return kept + "…"
  }

  /// The text in lines that fit, broken at blanks.
  static func lines(_ text: String, size: Double, room: Double) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, width(last + " " + word, size: size) <= room {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(fitted(String(word), size: size, into: room))
      }
    }
    return lines
  }

  private static func width(_ character: Character) -> Double {
    switch character {
    case "i", "j", "l", "'", "|", "!", ".", ",", ":", ";", "I": 0.28
    case " ", "f", "t", "r", "(", ")", "[", "]", "/", "-", "\"": 0.35
    case "m", "M", "W", "@", "%", "w", "…": 0.88
    case "A"..."Z", "&", "<", ">", "=", "+", "≥", "≤", "~": 0.69
    default: character.displayWidth == 0 ? 0 : character.displayWidth == 2 ? 1 : 0.56
    }
  }
}
