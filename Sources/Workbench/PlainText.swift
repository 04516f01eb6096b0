extension String {
  /// The text with nothing in it that could command a terminal: new lines and tabs stay, other control characters
  /// become their pictures (`␛` for escape), and those without a picture, and the marks that turn a line around, `�`.
  var plain: String {
    guard unicodeScalars.contains(where: \.commands) else { return self }
    var plain = UnicodeScalarView()
    for scalar in unicodeScalars { plain.append(scalar.commands ? scalar.shown : scalar) }
    return String(plain)
  }
}

extension Unicode.Scalar {
  fileprivate var commands: Bool {
    switch value {
    case 0x09, 0x0A: false
    case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  fileprivate var shown: Unicode.Scalar {
    switch value {
    case 0x00...0x1F: Unicode.Scalar(0x2400 + value) ?? "\u{FFFD}"
    case 0x7F: "\u{2421}"
    default: "\u{FFFD}"
    }
  }
}
