import Analyses
import Foundation
import Testing

@testable import Reports

/// Texts of a figure must not lie over each other, nor reach beyond the picture.
@Suite("Texts of figures have room")
struct OverlapTests {
  /// The box of a text, about.
  private struct Box {
    var words: String
    var left: Double
    var right: Double
    var base: Double
    var size: Double
  }

  private func attribute(_ name: String, _ element: Substring) -> String? {
    guard let begin = element.range(of: " \(name)=\"")?.upperBound else { return nil }
    return String(element[begin...].prefix { $0 != "\"" })
  }

  /// The boxes of all texts that read from left to right, those of plots moved to where the plots are.
  private func boxes(_ svg: String, size: Double) -> [Box] {
    var origin = (x: 0.0, y: 0.0)
    return svg.split(separator: "\n").compactMap { element in
      if element.hasPrefix("<svg x=") {
        origin = (Double(attribute("x", element) ?? "") ?? 0, Double(attribute("y", element) ?? "") ?? 0)
      } else if element.hasPrefix("</svg>") {
        origin = (0, 0)
      }
      guard element.hasPrefix("<text"), !element.contains("transform"),
        let anchorX = attribute("x", element).flatMap(Double.init),
        let base = attribute("y", element).flatMap(Double.init),
        let end = element.range(of: "</text>")?.lowerBound
      else { return nil }
      let (x, y) = (anchorX + origin.x, base + origin.y)
      let words = element[..<end].split(separator: ">", omittingEmptySubsequences: false).last.map(String.init) ?? ""
      let size = attribute("font-size", element).flatMap(Double.init) ?? size
      let width = TextMeasure.width(words, size: size)
      let anchor = attribute("text-anchor", element)
      let left = anchor == "end" ? x - width : anchor == "middle" ? x - width / 2 : x
      return Box(words: words, left: left, right: left + width, base: y, size: size)
    }
  }

  @Test("in every kind and form", arguments: [FigureForm.wide, .narrow, .file])
  func overlaps(form: FigureForm) throws {
    for (name, figure) in SampleFigures.all + SampleCourses.all {
      let svg = FigureDrawing.svg(figure, form: form, id: "f", rounding: Rounding())
      let found = boxes(svg, size: form.size)
      #expect(found.count > 2, "\(name)")
      let view = try #require(svg.range(of: "viewBox=\"").map { svg[$0.upperBound...].prefix { $0 != "\"" } })
      let numbers = view.split(separator: " ").compactMap { Double($0) }
      for box in found {
        #expect(box.left >= numbers[0] - 1 && box.right <= numbers[0] + numbers[2] + 4, "\(name) \(form): \(box.words)")
        #expect(box.base <= numbers[1] + numbers[3], "\(name) \(form): \(box.words)")
      }
      for (place, box) in found.enumerated() {
        for other in found[(place + 1)...] {
          let isBeside = box.right <= other.left + 1 || other.right <= box.left + 1
          let isApart = abs(box.base - other.base) >= min(box.size, other.size) * 0.8
          #expect(isBeside || isApart, "\(name) \(form): \(box.words) over \(other.words)")
        }
      }
    }
  }

  /// The rectangles of closed paths in plots or boxes, as far as they are made of straight lines.
  private func rectangles(_ data: String) -> [(left: Double, right: Double, top: Double, bottom: Double)] {
    data.split(separator: "M").compactMap { path in
      let numbers = path.split { !$0.isNumber && $0 != "." && $0 != "-" }.compactMap { Double($0) }
      guard path.hasSuffix("Z"), path.contains("V"), numbers.count == 5 else { return nil }
      return (numbers[0], numbers[3], min(numbers[1], numbers[2]), max(numbers[1], numbers[2]))
    }
  }

  @Test("Labels of reference lines cover no bar", arguments: [FigureForm.wide, .narrow, .file])
  func references(form: FigureForm) throws {
    for figure in [SampleCourses.waterfall, SampleFigures.waterfall] {
      let svg = FigureDrawing.svg(figure, form: form, id: "f", rounding: Rounding())
      let plot = try #require(svg.range(of: "<svg x=").map { svg[$0.lowerBound...] })
      let inside = plot.split(separator: "\n").dropFirst().prefix { !$0.hasPrefix("</svg>") }
      let bars = inside.filter { $0.contains("class=\"ground\"") }.flatMap {
        rectangles(attribute("d", $0) ?? "")
      }
      let labels = boxes(inside.joined(separator: "\n"), size: form.size)
      #expect(bars.count >= 40 && !labels.isEmpty)
      for label in labels {
        for bar in bars {
          let isClear =
            label.right <= bar.left || label.left >= bar.right || label.base <= bar.top
            || label.base - label.size * 0.8 >= bar.bottom
          #expect(isClear, "\(form): \(label.words) over a bar at \(bar.left)")
        }
      }
    }
  }

  @Test("Texts of a flow stay within their boxes", arguments: [FigureForm.wide, .narrow, .file])
  func flow(form: FigureForm) {
    for figure in [SampleCourses.flow, SampleCourses.flowOfTwo] {
      let svg = FigureDrawing.svg(figure, form: form, id: "f", rounding: Rounding())
      let frames = svg.split(separator: "\n").filter { $0.contains("class=\"frame\"") }.compactMap { frame -> Box? in
        let numbers = (attribute("d", frame) ?? "").split { "MhvZ ".contains($0) }.compactMap { Double($0) }
        guard numbers.count == 5 else { return nil }
        return Box(words: "", left: numbers[0], right: numbers[0] + numbers[2], base: numbers[1], size: numbers[3])
      }
      let texts = boxes(svg, size: form.size).filter { form != .file || $0.size != 16 }
      #expect(frames.count >= 3)
      for text in texts {
        let isWithin = frames.contains {
          text.left >= $0.left && text.right <= $0.right && text.base > $0.base && text.base < $0.base + $0.size
        }
        #expect(isWithin, "\(form): \(text.words)")
      }
      for (place, frame) in frames.enumerated() {
        for other in frames[(place + 1)...] {
          let isApart =
            frame.right <= other.left || other.right <= frame.left || frame.base + frame.size <= other.base
            || other.base + other.size <= frame.base
          #expect(isApart)
        }
      }
    }
  }
}
