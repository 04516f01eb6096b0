internal import Analyses

/// A box of a flow with its text in lines, as high as they need.
struct FlowBox {
  let lines: [Line]
  let width: Double
  let height: Double
  private let isCentred: Bool

  /// A line of text within a box.
  struct Line {
    var text: String
    var isStrong: Bool
    var indent: Double
  }

  private static let step = 17.0
  private static let padding = 9.0

  /// A box of a width.
  ///
  /// - Parameters:
  ///   - box: What stands in it.
  ///   - width: Its width.
  ///   - isCentred: Whether its first words stand in its middle.
  ///   - size: The size of the text.
  ///   - rounding: How numbers are written.
  init(_ box: Figure.Flow.Box, width: Double, isCentred: Bool, size: Double, rounding: Rounding) {
    self.width = width
    self.isCentred = isCentred && box.items.isEmpty
    let room = width - 2 * Self.padding
    let head = TextMeasure.lines(box.words(rounding), size: size * 1.05, room: room)
    lines =
      head.map { Line(text: $0, isStrong: true, indent: 0) }
      + box.items.flatMap { item in
        TextMeasure.lines(item.words(rounding), size: size, room: room - 22).enumerated().map {
          Line(text: $1, isStrong: false, indent: $0 == 0 ? 10 : 22)
        }
      }
    height = Double(max(lines.count, 1)) * Self.step + 2 * Self.padding - 3
  }

  /// Draws the box with its corner at a place.
  func draw(x: Double, y: Double, on markup: inout SVGMarkup) {
    markup.path(
      "M\(x.coordinate) \(y.coordinate)h\(width.coordinate)v\(height.coordinate)h\((-width).coordinate)Z",
      class: "frame")
    for (place, line) in lines.enumerated() {
      let base = y + Self.padding + 11 + Double(place) * Self.step
      let name = line.isStrong ? "strong" : nil
      if isCentred {
        markup.text(line.text, x: x + width / 2, y: base, anchor: "middle", class: name)
      } else {
        markup.text(line.text, x: x + Self.padding + line.indent, y: base, class: name)
      }
    }
  }
}

extension Figure.Flow.Box {
  /// What the box says first, such as "Infused (n = 334)", the number never parted from its words.
  func words(_ rounding: Rounding) -> String { Figure.Flow.words(label, count, rounding) }
}

extension Figure.Flow.Item {
  /// What the line says, such as "No infusion date (n = 5)".
  func words(_ rounding: Rounding) -> String { Figure.Flow.words(label, count, rounding) }
}

extension Figure.Flow {
  fileprivate static func words(_ label: String, _ count: Int, _ rounding: Rounding) -> String {
    let number = "(n\u{A0}=\u{A0}\(rounding.grouped(String(count))))"
    return label.isEmpty ? number : "\(label.neutralised) \(number)"
  }

  /// What the flow shows, step by step.
  func words(_ rounding: Rounding) -> [String] {
    func sentence(_ box: Box) -> String {
      let items = box.items.map { $0.words(rounding) }
      return box.words(rounding) + (items.isEmpty ? "" : ": \(items.joined(separator: ", "))") + "."
    }
    return steps.flatMap { step in [step.box, step.leaving].compactMap { $0.map(sentence) } } + groups.map(sentence)
  }
}
