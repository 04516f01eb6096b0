/// The text of a drawing, element by element.
struct SVGMarkup {
  private(set) var text = ""

  /// All of another drawing.
  mutating func add(_ other: SVGMarkup) { text += other.text }

  /// A path in a class.
  mutating func path(_ data: String, class name: String, _ attributes: String = "") {
    guard !data.isEmpty else { return }
    text += "<path class=\"\(name)\"\(attributes) d=\"\(data)\"/>\n"
  }

  /// A text whose anchor is at a place; what was cut from it can be seen as its title.
  mutating func text(
    _ words: String, x: Double, y: Double, anchor: String? = nil, class name: String? = nil, size: Double? = nil,
    title: String? = nil
  ) {
    guard !words.isEmpty else { return }
    text += "<text x=\"\(x.coordinate)\" y=\"\(y.coordinate)\""
    if let anchor { text += " text-anchor=\"\(anchor)\"" }
    if let name { text += " class=\"\(name)\"" }
    if let size { text += " font-size=\"\(size.coordinate)\"" }
    text += ">"
    if let title, title.neutralised != words { text += "<title>\(title.neutralised.escapedForMarkup)</title>" }
    text += words.escapedForMarkup + "</text>\n"
  }

  /// A text that reads upwards, its middle at a place.
  mutating func upright(_ words: String, x: Double, y: Double, room: Double, size: Double) {
    let shown = TextMeasure.fitted(words, size: size, into: room)
    guard !shown.isEmpty else { return }
    text += "<text class=\"strong\" text-anchor=\"middle\" "
    text += "transform=\"translate(\(x.coordinate) \(y.coordinate)) rotate(-90)\">\(shown.escapedForMarkup)</text>\n"
  }

  /// A tick's text that reads upwards, its end at a place.
  mutating func rising(_ words: String, x: Double, y: Double, title: String) {
    guard !words.isEmpty else { return }
    text += "<text class=\"tick\" text-anchor=\"end\" "
    text += "transform=\"translate(\(x.coordinate) \(y.coordinate)) rotate(-90)\">"
    if title != words { text += "<title>\(title.escapedForMarkup)</title>" }
    text += "\(words.escapedForMarkup)</text>\n"
  }

  /// Elements that belong together, with what they are.
  mutating func group(_ title: String, _ elements: (inout SVGMarkup) -> Void) {
    text += "<g><title>\(title.neutralised.escapedForMarkup)</title>"
    elements(&self)
    text += "</g>\n"
  }

  /// Elements of which only what lies in a rectangle is seen; their coordinates are counted from its corner.
  mutating func clipped(x: Double, y: Double, width: Double, height: Double, _ elements: (inout SVGMarkup) -> Void) {
    text +=
      "<svg x=\"\(x.coordinate)\" y=\"\(y.coordinate)\" width=\"\(width.coordinate)\" height=\"\(height.coordinate)\">\n"
    elements(&self)
    text += "</svg>\n"
  }
}

extension GroupStyle {
  /// The attribute that gives a line the pattern of a group.
  static func pattern(_ place: Int) -> String { of(place).dashes.map { " stroke-dasharray=\"\($0)\"" } ?? "" }

  /// The number of a group's colour, for the names of classes.
  static func colour(_ place: Int) -> Int { max(place, 0) % all.count }
}
