import Analyses
import Terminals
import Testing

@testable import Reports

@Suite("Forest plots")
struct ForestTests {
  private let forest: Figure.Forest
  private let trials: Figure.Forest

  init() throws {
    forest = try #require(SampleFigures.subgroups.forest)
    trials = try #require(SampleFigures.trials.forest)
  }

  private func axis(_ lines: [Figure.Forest.Line]) -> ForestAxis {
    ForestAxis(
      Figure.Forest(rowHeader: "", lines: lines, axis: .init("Hazard ratio", scale: .log), noEffect: 1), most: 7,
      rounding: Rounding())
  }

  private func line(_ estimate: Double, _ lower: Double?, _ upper: Double?) -> Figure.Forest.Line {
    .init(
      .estimate, "A", estimate: .number(estimate),
      interval: .init(Quantity(lower, otherwise: "none"), Quantity(upper, otherwise: "none")))
  }

  @Test("Numbers become text in one place, estimates with their limits alike")
  func texts() {
    let texts = FormattedForest(forest, rounding: Rounding())
    #expect(texts.left.map(\.header) == ["n", "Events"] && texts.right.map(\.header) == ["p for interaction"])
    #expect(texts.estimates.header == "Hazard ratio (95%\u{A0}CI)")
    #expect(texts.estimates.cells[0] == "0.72 (0.54 to 0.96)" && texts.estimates.cells[1].isEmpty)
    #expect(texts.estimates.cells.last == "NE")
    #expect(texts.right[0].cells[1] == "0.312" && texts.right[0].cells[0].isEmpty)
  }

  @Test("Columns that have no room in a terminal are named once, and their values stand below each label")
  func below() {
    let arm = "Responders, relapsed after a prior transplant"
    let forest = Figure.Forest(
      rowHeader: "Subgroup",
      columns: [.init("\(arm): no", .count), .init("n", .count), .init("\(arm): yes", .count), .init("n", .count)],
      lines: [
        .init(
          .estimate, "T-ALL", cells: [.count(108), .count(119), .count(31), .count(38)], estimate: .number(0.72),
          interval: .init(.number(0.5), .number(1.1)))
      ], axis: .init("Odds ratio", scale: .log, format: .ratio), noEffect: 1)
    let lines = TerminalForest(forest, width: 80, style: TerminalStyle(isOn: false), rounding: Rounding()).lines
    #expect(lines.contains("  108; 119; 31; 38"))
    #expect(lines.filter { $0.hasPrefix("Below each: Responders") }.count == 1)
    #expect(lines.allSatisfy { $0.displayWidth <= 80 })
  }

  @Test("The axis of shares holds every interval, and no more of 0 to 1 than that takes")
  func shares() {
    let lines = [(0.86, 0.71, 0.94), (0.88, 0.81, 0.95)].map { estimate, lower, upper in
      Figure.Forest.Line(
        .estimate, "", estimate: .number(estimate),
        interval: .init(.number(lower), .number(upper)))
    }
    let forest = Figure.Forest(rowHeader: "", lines: lines, axis: .init("Rate", format: .proportion))
    let axis = ForestAxis(forest, most: 6, rounding: Rounding())
    #expect(axis.low < 0.71 && axis.low > 0.6)
    #expect(axis.high > 0.95 && axis.high <= 1)
  }

  @Test("Weights are shares of the trials' sum, and a prediction is an interval alone")
  func weights() {
    let texts = FormattedForest(trials, rounding: Rounding())
    #expect(texts.right[0].header == "Weight")
    #expect(texts.right[0].cells == ["17.4%", "13.2%", "12.7%", "5.3%", "51.4%", "", ""])
    #expect(texts.estimates.cells.last == "(0.52 to 1.02)")
    #expect(texts.statements[5] == ["Heterogeneity: I²: 8.4%", "Cochran's Q: p = 0.342"])
    #expect(texts.closing == ["Test of the pooled effect: p = 0.006"])
  }

  @Test("The axis is logarithmic: halving and doubling are equally far from 1")
  func logarithmic() throws {
    let axis = axis([line(0.5, 0.3, 0.9), line(2, 1.1, 3.3)])
    let half = try #require(axis.fraction(0.5))
    let one = try #require(axis.fraction(1))
    let two = try #require(axis.fraction(2))
    #expect(abs(one - half - (two - one)) < 1e-12)
    #expect(axis.fraction(0) == nil && axis.ticks.contains(1))
  }

  @Test("An estimate that has run off does not squeeze the others, and all others are on the axis")
  func runaway() throws {
    let axis = axis([line(0.5, 0.3, 0.9), line(2.6e9, 0, 1e12), line(1.4, 0.7, 2.9), line(1e-9, nil, nil)])
    #expect(axis.low > 0.05 && axis.high < 20)
    for value in [0.3, 0.5, 0.9, 1.4, 2.9] { #expect((0...1).contains(try #require(axis.fraction(value)))) }
    #expect(try #require(axis.fraction(2.6e9)) > 1)
  }

  @Test("Ratios near 1 have an axis as narrow as they are")
  func narrow() {
    let axis = axis([line(1.019, 1.002, 1.036), line(0.99, 0.95, 1.02)])
    #expect(axis.low > 0.93 && axis.high < 1.06 && axis.ticks.count >= 3)
    let alone = self.axis([line(1, nil, nil)])
    #expect(alone.low < 1 && alone.high > 1 && alone.ticks.count >= 2)
  }

  @Test("A limit beyond the axis becomes an arrow, and one within it an end")
  func arrows() {
    func marks(_ line: Figure.Forest.Line) -> Int {
      let forest = Figure.Forest(
        rowHeader: "", lines: [line], axis: .init("", scale: .log, limits: .init(0.5, 2)), noEffect: 1)
      let svg = ForestDrawing(forest, form: .wide, top: 0, rounding: Rounding()).markup.text
      return svg.split(separator: "\n").filter { $0.contains("class=\"limits\"") }.joined().count { $0 == "L" }
    }
    #expect(marks(line(1, 0.8, 1.2)) == 0)
    #expect(marks(line(1, 0.8, 3)) == 2)
    #expect(marks(line(1, 0.1, 3)) == 4)
    #expect(marks(line(1, nil, 1.2)) == 2, "a limit that is not estimable goes on without end")
    #expect(marks(line(1, nil, nil)) == 0, "without both limits there is no interval")
  }

  @Test("The area of a box is as its weight")
  func boxes() {
    let axis = ForestAxis(trials, most: 7, rounding: Rounding())
    let texts = FormattedForest(trials, rounding: Rounding())
    let layout = ForestLayout(trials, texts, form: .wide, top: 0)
    let marks = ForestMarks(trials, axis: axis, layout: layout)
    var widths: [Double] = []
    for line in trials.lines where line.kind == .estimate {
      var markup = SVGMarkup()
      marks.draw(line, y: 0, on: &markup)
      let side = markup.text.split(separator: "solid b0").last?.split(separator: "h").last?.prefix { $0 != "v" }
      widths.append(Double(side.map(String.init) ?? "") ?? 0)
    }
    let order = trials.lines.prefix(5).map { $0.weight ?? 0 }
    #expect(zip(widths, order).sorted { $0.1 < $1.1 }.map(\.0) == widths.sorted())
  }

  @Test("A terminal shows every label and number, in lines that fit", arguments: [40, 60, 80, 100])
  func terminal(width: Int) {
    for (name, figure) in SampleFigures.all {
      let drawn = TerminalFigure(figure: figure, width: width, style: TerminalStyle(isOn: false), rounding: Rounding())
      #expect(drawn.lines(number: 1).allSatisfy { $0.displayWidth <= width }, "\(name) in \(width)")
    }
    let lines = TerminalForest(trials, width: width, style: TerminalStyle(isOn: false), rounding: Rounding()).lines
    for text in ["0.66 (0.42 to 1.04)", "(0.52 to 1.02)", "8.4%", "Favours transplant"] {
      #expect(lines.contains { $0.contains(text) }, "\(text) in \(width)")
    }
  }

  @Test("Markdown has the lines as a table where there is no picture")
  func markdown() {
    let text = SampleFigures.document.markdown()
    #expect(text.contains("| \u{2003}under 60 years | 141 | 80 | 0.61 (0.40 to 0.94) |  |"))
    #expect(text.contains("NE, not estimable: no events."))
    let files = SampleFigures.all.map { "\($0.name).svg" }
    #expect(!SampleFigures.document.markdown(figures: files).contains("under 60 years"))
  }
}
