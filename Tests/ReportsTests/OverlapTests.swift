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

  /// The boxes of all texts that read from left to right outside of plots.
  private func boxes(_ svg: String, size: Double) -> [Box] {
    svg.split(separator: "\n").filter { $0.hasPrefix("<text") && !$0.contains("transform") }.compactMap { element in
      guard let x = attribute("x", element).flatMap(Double.init), let y = attribute("y", element).flatMap(Double.init),
        let end = element.range(of: "</text>")?.lowerBound
      else { return nil }
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
    for (name, figure) in SampleFigures.all where name != "waterfall" {
      let svg = FigureDrawing.svg(figure, form: form, id: "f", rounding: Rounding())
      let found = boxes(svg, size: form.size)
      #expect(found.count > 5, "\(name)")
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
}
