import Terminals

extension String {
  /// The text as it may be shown line by line: new lines and tabs stay, and nothing in it can command a terminal.
  package var withoutCommands: String {
    guard unicodeScalars.contains(where: \.isUnsafeToShow) else { return self }
    var safe = UnicodeScalarView()
    for scalar in unicodeScalars {
      let isKept = scalar == "\n" || scalar == "\t" || !scalar.isUnsafeToShow
      safe.append(isKept ? scalar : scalar.picture)
    }
    return String(safe)
  }
}

extension StringProtocol {
  /// The text with every character that could command a terminal, or turn a line around, made visible.
  ///
  /// Control characters become their pictures (`␛` for escape, `␊` for a new line); those without a picture, and the marks
  /// that reverse or hide what follows them, become `�`.
  package var neutralised: String {
    guard unicodeScalars.contains(where: \.isUnsafeToShow) else { return String(self) }
    var safe = String.UnicodeScalarView()
    for scalar in unicodeScalars { safe.append(scalar.isUnsafeToShow ? scalar.picture : scalar) }
    return String(safe)
  }
}

/// The paragraphs of a text: parted by empty lines, their own line ends and tabs made blanks, and nothing in them unsafe.
func paragraphs(of text: String) -> [String] {
  var paragraphs: [String] = []
  var words: [String] = []
  func end() {
    if !words.isEmpty { paragraphs.append(words.joined(separator: " ")) }
    words = []
  }
  for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
    let found = line.split { $0 == " " || $0 == "\t" }
    if found.isEmpty { end() } else { words += found.map(\.neutralised) }
  }
  end()
  return paragraphs
}
