import Analyses
import Testing

@testable import Reports

@Suite("Step curves in panels")
struct CurvesTests {
  private func panels(_ figure: Figure) -> [CurvesPanel] { CurvesPanel.all(of: figure) }

  private func drawing(_ panel: CurvesPanel) -> CurvesPanelDrawing {
    CurvesPanelDrawing(panel, form: .wide, top: 0, rounding: Rounding())
  }

  @Test("A curve that rises begins at 0, one that falls at 1, and one with a height of its own there")
  func beginnings() throws {
    let rising = try #require(panels(SampleFigures.incidence).first)
    let falling = try #require(panels(SampleFigures.landmarks).first)
    var curve = rising.curves[0]
    #expect(rising.initial(curve) == 0 && falling.initial(falling.curves[0]) == 1)
    curve.initial = 0.4
    #expect(rising.initial(curve) == 0.4 && rising.height(curve, at: 0) == 0.4)
    let svg = drawing(rising)
    #expect(svg.markup.text.contains("class=\"curve g0\" d=\"M\(svg.x(0).coordinate) \(svg.layout.bottom.coordinate)H"))
  }

  @Test("Heights that are no proportions are labelled as they are, up to a round number above them")
  func heights() throws {
    let hazard = HeightAxis(try #require(SampleFigures.hazard.curves), rounding: Rounding())
    #expect(hazard.labels == ["0", "0.5", "1", "1.5", "2", "2.5", "3"] && hazard.top == 3)
    #expect(hazard.label == "Cumulative hazard")
    var incidence = try #require(SampleFigures.incidence.curves)
    #expect(HeightAxis(incidence, rounding: Rounding()).labels == ["0", "25", "50", "75", "100"])
    incidence.top = 0.3
    let low = HeightAxis(incidence, rounding: Rounding())
    #expect(low.labels == ["0", "5", "10", "15", "20", "25", "30"] || low.labels == ["0", "10", "20", "30"])
  }

  @Test("An unsteady tail is drawn pale from its time on, and the rest is not")
  func tail() throws {
    var panel = try #require(panels(SampleFigures.incidence).first)
    let svg = drawing(panel).markup.text
    #expect(svg.split(separator: "class=\"curve pale g1\"").count == 2 && !svg.contains("pale g0"))
    panel.panel.curves[1].unstableFrom = nil
    #expect(!drawing(panel).markup.text.contains("pale"))
    #expect(FigureRemarks(SampleFigures.incidence).lines.contains { $0.hasPrefix("A curve is pale") })
  }

  @Test("Events and censorings stand under the numbers at risk where they are given")
  func blocks() throws {
    let panel = try #require(panels(SampleFigures.incidence).first)
    let blocks = panel.blocks(Rounding())
    #expect(blocks.map(\.head) == ["Number at risk", "Cumulative events", "Cumulative censored"])
    #expect(blocks.allSatisfy { $0.rows.count == 2 && $0.rows[0].count == panel.riskTable.times.count })
    #expect(panels(SampleFigures.landmarks)[0].blocks(Rounding()).map(\.head) == ["Number at risk"])
    #expect(panels(SampleFigures.hazard)[0].blocks(Rounding()).isEmpty)
  }

  @Test("Numbers under the axis have their thousands marked together")
  func thousands() throws {
    var panel = try #require(panels(SmallReport.figure).first)
    panel.panel.riskTable = .init(times: [0, 1], atRisk: [[99941, 8564], [7000, 12]])
    #expect(panel.blocks(Rounding())[0].rows == [["99,941", "8,564"], ["7,000", "12"]])
  }

  @Test("Panels of the same groups share one legend and one scale of time")
  func shared() {
    let panels = panels(SampleFigures.landmarks)
    let drawings = panels.map(drawing)
    #expect(drawings.map { $0.layout.legend.count } == [2, 0, 0])
    #expect(Set(drawings.map(\.axis.end)).count == 1)
    #expect(drawings.allSatisfy { $0.markup.text.contains("class=\"from\"") }, "the landmark is marked")
  }

  @Test("The level of the bands is said, and that of those for all times together")
  func remarks() {
    #expect(
      FigureRemarks(SampleFigures.hazard).lines == [
        "Bands are 95% confidence intervals at each time; the paler ones about them hold for all times together."
      ])
    #expect(FigureRemarks(SmallReport.figure).lines.isEmpty)
  }

  @Test("An annotation may have an interval")
  func interval() {
    let annotation = Figure.Annotation(
      "Hazard ratio", .number(0.7214), .ratio, interval: .init(.number(0.5031), .number(1.0344), level: 0.95))
    #expect(annotation.words(Rounding()) == "Hazard ratio: 0.72 (95% CI 0.50 to 1.03)")
    let open = Figure.Annotation("Median", .number(4), .duration, interval: .init(.number(2), .notEstimable("none")))
    #expect(open.words(Rounding()) == "Median: 4 (2 to NE)")
  }
}
