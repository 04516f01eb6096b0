extension String {
  /// A text of a script's making as a terminal may be given it: line ends and tabs as they are, and every other
  /// character that could command the terminal, or turn a line around, made visible.
  ///
  /// Control characters become their pictures (`␛` for escape), the others `�`.
  var withoutCommands: String {
    let isPlain = utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F || $0 == 0x0A || $0 == 0x09 }
    guard !isPlain else { return self }
    var safe = UnicodeScalarView()
    for scalar in unicodeScalars {
      let picture = scalar.value < 0x20 ? Unicode.Scalar(0x2400 + scalar.value) : nil
      safe.append(scalar.commands ? picture ?? "\u{FFFD}" : scalar)
    }
    return String(safe)
  }
}

extension Unicode.Scalar {
  /// Whether it is a control character, or one of those that reverse the direction of a line or hide in it.
  fileprivate var commands: Bool {
    switch value {
    case 0x09, 0x0A: false
    case 0x00...0x1F, 0x7F...0x9F: true
    case 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F: true
    default: false
    }
  }
}
