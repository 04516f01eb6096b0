import Analyses
import Cohorts
import Foundation
import Testing

@testable import Reports

@Suite("Figures")
struct FigureTests {
  private func panel(_ figure: Figure) throws -> CurvesPanel { try #require(CurvesPanel.all(of: figure).first) }

  private func drawing(_ panel: CurvesPanel, _ form: FigureForm = .wide) -> CurvesPanelDrawing {
    CurvesPanelDrawing(panel, form: form, top: 0, rounding: Rounding())
  }

  private func numbers(_ text: String, before: String, _ pattern: String) -> [String] {
    text.split(separator: "\n").filter { $0.contains(pattern) }.compactMap { line in
      line.split(separator: before).dropFirst().first.map { String($0.prefix { $0 != "\"" }) }
    }
  }

  @Test("Numbers at risk stand under the ticks", arguments: [FigureForm.wide, .narrow, .file])
  func riskTable(form: FigureForm) {
    for figure in (SampleReport.report.results.flatMap(\.figures) + [SmallReport.figure]).flatMap(CurvesPanel.all) {
      let svg = drawing(figure, form).markup.text
      let ticks = numbers(svg, before: "x=\"", "class=\"tick\"")
      let counts = numbers(svg, before: "x=\"", "class=\"risk\"")
      #expect(ticks.count == figure.riskTable.times.count)
      #expect(counts == figure.curves.flatMap { _ in ticks })
    }
  }

  /// On a plot of 100 by 100 units: S falls to 2/3 at 25 and to 1/3 at 50, and is drawn to 75.
  @Test("A curve steps at its times and is level between them")
  func path() {
    let steps = [(0.0, 0.0), (25, 100.0 / 3), (50, 200.0 / 3)].map { StepPath.Step(x: $0.0, y: $0.1) }
    #expect(StepPath(steps, end: 75).path == "M0 0H25V33.33H50V66.67H75")
  }

  @Test("A band is drawn in the pieces where both limits are known")
  func band() {
    let lower = [(0.0, 0.0), (10, 20.0), (20, nil), (30, 40.0)].map { StepPath.Step(x: $0.0, y: $0.1) }
    let upper = [(0.0, 0.0), (10, 10.0), (20, nil), (30, 30.0)].map { StepPath.Step(x: $0.0, y: $0.1) }
    #expect(StepPath.band(lower, upper, end: 40) == "M0 0H10V10H20V20H10V0H0ZM30 30H40V40H30Z")
  }

  @Test("A curve of many points is thinned to two corners for each unit, and stays within one unit of itself")
  func thinned() {
    let steps = (0...200_000).map { StepPath.Step(x: Double($0) / 400, y: Double($0) / 700) }
    let path = StepPath(steps, end: 500)
    #expect(path.steps.count <= 502)
    for (step, next) in zip(path.steps, path.steps.dropFirst()) {
      #expect(next.x - step.x <= 1.01)
      #expect((next.y ?? 0) - (step.y ?? 0) <= 1)
    }
    #expect(path.steps.last == steps.last)
  }

  @Test("A curve that begins at a landmark begins there, at 1")
  func landmark() throws {
    let figure = try #require(SampleReport.landmark.figures.flatMap(CurvesPanel.all).first)
    let drawing = drawing(figure)
    let begin = "M\(drawing.x(90).coordinate) \(drawing.layout.y(1).coordinate)H"
    #expect(drawing.markup.text.split(separator: "class=\"curve g0\" d=\"\(begin)").count == 2)
    #expect(drawing.x(90) > drawing.x(0))
  }

  @Test("A median that is not reached has no line")
  func median() throws {
    var figure = try panel(SmallReport.figure)
    #expect(drawing(figure).markup.text.contains("class=\"half\""))
    figure.panel.curves[0].median = nil
    #expect(!drawing(figure).markup.text.contains("class=\"half\""))
  }

  @Test("The axis is labelled in its own unit, at the times of the numbers at risk")
  func axis() throws {
    let axis = TimeAxis(try panel(SmallReport.figure), rounding: Rounding())
    #expect(axis.ticks.map(\.label) == ["0", "2", "4"])
    #expect(axis.label == "Weeks since entry")
    #expect(axis.end == 40)
  }

  @Test("The words of an annotation read as a sentence does")
  func annotations() {
    func words(_ value: Quantity, _ format: TableLayout.Format) -> String {
      Figure.Annotation("Log-rank test", value, format).words(Rounding())
    }
    #expect(words(.number(0.0504), .pValue) == "Log-rank test: p = 0.0504")
    #expect(words(.number(1e-9), .pValue) == "Log-rank test: p < 0.001")
    #expect(words(.number(0.743), .ratio) == "Log-rank test: 0.74")
    #expect(words(.notEstimable("one group"), .pValue) == "Log-rank test: not estimable (one group)")
  }

  @Test("Annotations stand clear of curves, bands and median lines")
  func free() throws {
    let words = ["Log-rank test: p < 0.001"]
    // The naive figure is free above its curves alone, the landmark below them.
    let high = drawing(try panel(SampleReport.naive.figures[0]))
    #expect(AnnotationPlace(words, in: high)?.anchor == "end")
    let low = drawing(try panel(SampleReport.landmark.figures[0]))
    let place = try #require(AnnotationPlace(words, in: low))
    #expect(place.anchor == "start")
    #expect(place.y > low.layout.y(0.2))
  }

  @Test("Annotations that have no room in the plot stand above it")
  func crowded() throws {
    // Four curves that end level at different heights leave no corner, nor the middle, free.
    var figure = try panel(SmallReport.figure)
    figure.panel.curves = [1, 0.9, 0.5, 0.08].map { .init(group: "\($0)", time: [0.1], estimate: [$0], end: 40) }
    figure.panel.riskTable.atRisk = [[1, 1, 1], [1, 1, 1], [1, 1, 1], [1, 1, 1]]
    let drawing = drawing(figure)
    #expect(AnnotationPlace(["Log-rank test: p < 0.001"], in: drawing) == nil)
    let line = try #require(drawing.markup.text.split(separator: "\n").first { $0.contains("class=\"said\"") })
    #expect(line.contains("y=\"\(drawing.layout.aboveY.coordinate)\""))
    #expect(drawing.layout.aboveY < drawing.layout.top)
  }

  @Test("Censoring marks that would hide their curve are thinned")
  func censoring() throws {
    var figure = try panel(SmallReport.figure)
    figure.panel.curves[0].censored = (0..<30_000).map { Double($0) / 1000 }
    let svg = drawing(figure).markup.text
    let marks = svg.split(separator: "class=\"mark g0\" d=\"").last?.prefix { $0 != "\"" }
    #expect((20...90).contains(marks?.filter { $0 == "M" }.count ?? 0))
  }

  @Test("An empty figure is drawn, with its axis")
  func empty() throws {
    let figure = Figure(
      title: "", yLabel: "", origin: "", unit: .days, axisUnit: .days, curves: [],
      riskTable: .init(times: [], atRisk: []))
    #expect(drawing(try panel(figure)).markup.text.contains("class=\"axis\""))
  }

  @Test("Every colour has a contrast of 4 to 1 with its ground", arguments: GroupStyle.all)
  func contrast(style: GroupStyle) {
    #expect(Self.contrast(style.light, "#FFFFFF") >= 4)
    #expect(Self.contrast(style.dark, "#14171A") >= 4)
  }

  @Test("No two groups of eight are drawn alike")
  func styles() {
    #expect(Set(GroupStyle.all.map(\.light)).count == 8)
    #expect(Set(GroupStyle.all.map { $0.dashes ?? "" }).count == 8)
  }

  @Test("Text has a contrast of 4.5 to 1 with its ground, light and dark")
  func text() {
    for (ink, ground) in [
      ("#1C1E21", "#FFFFFF"), ("#5A6068", "#FFFFFF"), ("#7A4700", "#FFF6E0"), ("#0B5C8F", "#FFFFFF"),
      ("#E8E6E3", "#14171A"), ("#A9B0B8", "#14171A"), ("#F2C879", "#2C2312"), ("#7CC0EE", "#14171A"),
    ] {
      #expect(StyleSheet.text.contains(ink) && StyleSheet.text.contains(ground))
      #expect(Self.contrast(ink, ground) >= 4.5)
    }
  }

  /// The contrast of WCAG 2, section 1.4.3.
  private static func contrast(_ left: String, _ right: String) -> Double {
    func luminance(_ colour: String) -> Double {
      let value = Int(colour.dropFirst(), radix: 16) ?? 0
      let parts = [value >> 16, value >> 8 & 0xFF, value & 0xFF].map { part -> Double in
        let share = Double(part) / 255
        return share <= 0.03928 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
      }
      return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
    let pair = [luminance(left), luminance(right)].sorted()
    return (pair[1] + 0.05) / (pair[0] + 0.05)
  }
}
