/// Bold and colour, where the terminal shows them; the text alone says the same.
struct TerminalStyle {
  /// Whether the terminal shows them.
  let isOn: Bool

  /// The text in bold.
  func bold(_ text: String) -> String { wrap(text, "1") }

  /// The text in the colour of a caution.
  func warning(_ text: String) -> String { wrap(text, "1;33") }

  /// The text less prominent.
  func faint(_ text: String) -> String { wrap(text, "2") }

  /// The text in the colour of a group.
  func group(_ place: Int, _ text: String) -> String {
    let colours = ["34", "33", "32", "35", "36", "31", "94", "92"]
    return wrap(text, colours[max(place, 0) % colours.count])
  }

  private func wrap(_ text: String, _ code: String) -> String {
    isOn && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
