extension StringProtocol {
  /// The text as it stands between the tags of HTML or SVG, or within an attribute in double quotes.
  package var escapedForMarkup: String {
    guard utf8.contains(where: { "&<>\"'".utf8.contains($0) }) else { return String(self) }
    var text = ""
    for character in unicodeScalars {
      switch character {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "'": text += "&#39;"
      default: text.unicodeScalars.append(character)
      }
    }
    return text
  }
}
