import Analyses
import Cohorts
import Testing

@testable import Reports

@Suite("Lanes and flows")
struct LanesTests {
  private func figure(_ lanes: [Figure.Lanes.Lane]) -> Figure.Lanes {
    .init(origin: "infusion", unit: .days, axisUnit: .days, series: ["CR"], events: ["Death"], lanes: lanes)
  }

  private func svg(_ content: Figure.Content, _ form: FigureForm = .wide) -> String {
    FigureDrawing.svg(Figure(title: "", content), form: form, id: "f", rounding: Rounding())
  }

  @Test("Times go from the origin, or what lies before it, to the last that is known")
  func axis() {
    let lane = Figure.Lanes.Lane("1", segments: [.init(from: -30, to: 40)], marks: [.init(at: 90, event: 0)])
    let axis = LanesAxis(figure([lane]), rounding: Rounding())
    #expect(axis.low == -30 && axis.end == 90)
    #expect(axis.fraction(30) == 0.5 && axis.fraction(.nan) == nil)
    #expect(axis.ticks.map(\.time) == [-20, 0, 20, 40, 60, 80])
    #expect(axis.label == "Days since infusion")
  }

  @Test("A segment is as long as its time, and one of no length can still be seen")
  func segments() {
    let lanes = figure([.init(segments: [.init(from: 0, to: 50, series: 0), .init(from: 100, to: 100, series: 0)])])
    let drawing = svg(.lanes(lanes))
    // Without labels lanes go from 10 to 696.
    #expect(drawing.contains("d=\"M10 ") && drawing.contains("h343v"))
    #expect(drawing.contains("d=\"M696 ") && drawing.contains("h1v"))
  }

  @Test("Marks at one time stand side by side")
  func marks() {
    let both = [Figure.Lanes.Mark(at: 50, event: 0), Figure.Lanes.Mark(at: 50, event: 0)]
    let drawing = svg(.lanes(figure([.init(segments: [.init(from: 0, to: 100)], marks: both)])))
    #expect(drawing.contains("d=\"M349.8 ") && drawing.contains("d=\"M356.8 "))
  }

  @Test("Many lanes get narrower down to a bound, and lose their labels where these could not be read")
  func many() {
    func lanes(_ count: Int) -> Figure.Content {
      .lanes(figure((0..<count).map { .init("S\($0)", segments: [.init(from: 0, to: Double($0))]) }))
    }
    #expect(svg(lanes(100)).contains(">S99</text>"))
    #expect(!svg(lanes(300)).contains(">S99</text>"))
  }

  @Test("One lane, and one without anything, are drawn", arguments: [FigureForm.wide, .narrow, .file])
  func few(form: FigureForm) {
    #expect(svg(.lanes(figure([.init(segments: [])])), form).contains("class=\"axis\""))
    #expect(svg(.lanes(figure([.init("1", segments: [.init(from: 0, to: 0)])])), form).contains(">1</text>"))
  }

  @Test("Lanes in words say how many have what")
  func words() {
    let lanes = figure([
      .init("1", segments: [.init(from: 0, to: 9, series: 0)], marks: [.init(at: 9, event: 0)]),
      .init("2", segments: [.init(from: 0, to: 4)], isOngoing: true),
    ])
    #expect(
      lanes.description(Rounding()) == "2 lanes over days since infusion. Of them, CR in 1, Death in 1. Ongoing: 1.")
    #expect(lanes.course(of: lanes.lanes[0], Rounding()) == "CR 0 to 9; Death at 9")
    #expect(lanes.course(of: lanes.lanes[1], Rounding()) == "0 to 4; ongoing")
  }

  @Test("A flow in words keeps numbers with what they count")
  func flow() {
    let leaving = Figure.Flow.Box("Left out", count: 45, items: [.init("Too old", count: 45)])
    let flow = Figure.Flow(
      steps: [.init(.init("Enrolled", count: 12_345), leaving: leaving), .init(.init("Infused", count: 12_300))])
    #expect(
      flow.words(Rounding()).map { $0.split(separator: "\u{A0}").joined(separator: " ") } == [
        "Enrolled (n = 12,345).", "Left out (n = 45): Too old (n = 45).", "Infused (n = 12,300).",
      ])
  }

  @Test("A flow of groups alone, and of one box, is drawn")
  func boxes() {
    #expect(svg(.flow(.init(steps: [], groups: [.init("A", count: 1)]))).contains("class=\"frame\""))
    #expect(svg(.flow(.init(steps: [.init(.init("", count: 0))]))).contains("(n\u{A0}=\u{A0}0)"))
    #expect(TerminalFlow(.init(steps: []), width: 40, rounding: Rounding()).lines.isEmpty)
  }

  @Test("Bars of no length have their labels on the side of the others")
  func sides() throws {
    let panel = Figure.Chart.Panel.backToBack(
      rows: ["A", "B"], sides: .init("l", "r"), left: [[0], [5]], right: [[5], [0]], axis: .init("n", format: .count))
    let drawing = svg(.chart(.init(panels: [panel])))
    let zeros = drawing.split(separator: "\n").filter { $0.hasSuffix(">0</text>") && $0.contains("said") }
    try #require(zeros.count == 2)
    #expect(zeros[0].contains("text-anchor=\"end\"") && !zeros[1].contains("anchor"))
  }
}
