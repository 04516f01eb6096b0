import Analyses
import Cohorts
import Testing

@testable import Reports

@Suite("Charts")
struct ChartTests {
  private func marks(
    _ shapes: [Figure.Chart.Shape], x: Figure.Axis = .init("", limits: .init(0, 10)),
    y: Figure.Axis = .init("", limits: .init(0, 10))
  ) -> String {
    let all = shapes.map { Figure.Chart.Mark($0, series: 0) }
    let extent = ChartExtent(all)
    let marks = ChartMarks(
      x: ChartAxis(x, extent.x, most: 5, rounding: Rounding()),
      y: ChartAxis(y, extent.y, most: 5, rounding: Rounding()), width: 100, height: 100, size: 12, rounding: Rounding(),
      extent: extent)
    var markup = SVGMarkup()
    for mark in all { marks.draw(mark, on: &markup) }
    return markup.text
  }

  @Test("A line goes through its points, upwards for what is greater, and breaks where there is no height")
  func line() {
    #expect(marks([.line(x: [0, 5, 6, 8, 10], y: [0, 5, nil, 2, 10])]).contains("d=\"M0 100L50 50M80 80L100 0\""))
  }

  @Test("A logarithmic axis spreads powers evenly, and leaves out what has no logarithm")
  func log() {
    let x = Figure.Axis("", scale: .log, limits: .init(1, 100))
    #expect(marks([.line(x: [0, 1, 10, 100], y: [5, 5, 5, 5])], x: x).contains("d=\"M0 50L50 50L100 50\""))
  }

  @Test("Of names on a vertical axis the first stands on top, and on a horizontal one on the left")
  func categories() {
    let names = Figure.Axis("", scale: .categories(["A", "B"]))
    #expect(marks([.line(x: [1, 2], y: [0, 1])], y: names).contains("M10 25L20 75"))
    #expect(marks([.line(x: [0, 1], y: [1, 2])], x: names).contains("M25 90L75 80"))
  }

  @Test("Steps are level from one place to the next")
  func steps() { #expect(marks([.steps(x: [0, 5, 10], y: [0, 5, 7])]).contains("d=\"M0 100H50V50H100V30H100\"")) }

  @Test("A ribbon is closed around its two edges, in pieces where one is missing")
  func ribbon() {
    let shape = Figure.Chart.Shape.ribbon(x: [0, 1, 2, 3, 4], lower: [1, 1, nil, 1, 1], upper: [2, 2, 2, 2, 3])
    #expect(marks([shape]).contains("d=\"M0 80L10 80L10 90L0 90ZM30 80L40 70L40 90L30 90Z\""))
  }

  @Test("A limit that is missing runs off the panel")
  func intervals() {
    let svg = marks([.intervals(.vertical, at: [5], lower: [2], upper: [nil])])
    #expect(svg.contains("M50 80V-9"))
    #expect(marks([.intervals(.horizontal, at: [5], lower: [nil], upper: [4])]).contains("M-9 50H40"))
  }

  @Test("Bars stand on others, and an axis of bars begins at 0")
  func bars() {
    let svg = marks([.bars(.vertical, at: [2, 4], from: [0, 1], to: [5, 3])])
    #expect(svg.contains("M12.8 100V50H27.2V100ZM32.8 90V70H47.2V90Z"))
    let extent = ChartExtent([.init(.bars(.vertical, at: [0, 1], from: [0, 0], to: [3, 4]))])
    #expect(ChartAxis(.init(""), extent.y, most: 5, rounding: Rounding()).low == 0)
  }

  @Test("An axis without limits holds all that is drawn", arguments: [Figure.Axis.Scale.linear, .log])
  func extent(scale: Figure.Axis.Scale) throws {
    let numbers = [0.02, 3, 77, 1e4]
    let extent = ChartExtent([.init(.points(x: numbers, y: numbers))])
    let axis = ChartAxis(.init("", scale: scale), extent.x, most: 6, rounding: Rounding())
    for number in numbers { #expect((0...1).contains(try #require(axis.fraction(number)))) }
    #expect(axis.ticks.count >= 2)
  }

  @Test("Of many points those that would cover each other are drawn once")
  func crowd() {
    let numbers = (0..<5000).map { Double($0 % 10) }
    let svg = marks([.points(x: numbers, y: numbers)])
    #expect(svg.count { $0 == "M" } == 10)
  }

  @Test("Points of eight series have eight signs")
  func signs() { #expect(Set((0..<8).map { PointSign.path($0, x: 0, y: 0) }).count == 8) }

  @Test("Empty figures of every kind say so")
  func empty() {
    let contents: [Figure.Content] = [
      .chart(.init(panels: [])), .flow(.init(steps: [])),
      .lanes(.init(origin: "", unit: .days, axisUnit: .days, series: [], lanes: [])),
      .curves(.init(yLabel: "", unit: .days, axisUnit: .days, panels: [])),
    ]
    for content in contents {
      let svg = FigureDrawing.svg(Figure(title: "", content), form: .narrow, id: "f", rounding: Rounding())
      #expect(svg.contains("Nothing to draw.") && svg.hasSuffix("</svg>"))
    }
  }
}
