import Analyses
import Foundation
import Testing

@testable import Reports

@Suite("Outlines")
struct OutlineTests {
  private func text(_ items: [Report.Item]) -> String {
    ReportDocument(Report(title: "R", items: items), provenance: SmallReport.provenance).markdown()
  }

  private func result(_ title: String, cautions: [Caution] = []) -> AnalysisResult {
    let layout = TableLayout(
      title: "Survival of six", rowHeader: "", lines: [.init("A")], columns: [.init("n", .value("n"), .count)])
    var figure = SmallReport.figure
    figure.title = "Survival of six"
    return AnalysisResult(
      title: title, rows: [Row("n", .count(6))], tables: [layout], figures: [figure], cautions: cautions)
  }

  @Test(
    "Every figure and table has its title, be it that of the heading above, so that it can stand in another document")
  func titles() {
    for heading in ["Survival of six", "Something else"] {
      let text = text([.result(result(heading))])
      #expect(text.contains("## \(heading)\n\n**Figure 1. Survival of six**\n"))
      #expect(text.contains("**Table 1. Survival of six**"))
    }
  }

  @Test("A result under a heading of its own name has no second one")
  func headedOnce() {
    let text = text([.heading("Survival"), .result(result("Survival")), .result(result("More"))])
    #expect(text.contains("## Survival\n\n**Figure 1. Survival of six**"))
    #expect(text.contains("### More\n"))
  }

  @Test("A caution is said in full where it is met first, and by its number under every later result")
  func cautionsSaidOnce() {
    let few = Caution(.fewEvents, "Few events.", remedy: "Wait.")
    let missing = Caution(.missingValues, "3 of 6 have no value.")
    let text = text([
      .result(result("A", cautions: [few, few])), .result(result("B", cautions: [missing, few])),
      .result(result("C", cautions: [missing, few])),
    ])
    #expect(text.components(separatedBy: "Few events.").count == 2)
    #expect(text.contains("> **\u{26A0} Caution 1: few events.** Few events.\n>\n> **What to do:** Wait.\n"))
    #expect(
      text.contains(
        "> **\u{26A0} Caution 2: missing values.** 3 of 6 have no value.\n\n> \u{26A0} Caution 1 (few events) holds here, too.\n"
      ))
    #expect(
      text.contains(
        "## C\n\n> \u{26A0} Cautions 1 (few events) and 2 (missing values) hold here, too.\n"))
  }

  @Test("Every format refers to a caution further above, a page by a link, and data hold it in full")
  func cautionsInEveryFormat() {
    let few = Caution(.fewEvents, "Few events.", remedy: "Wait.")
    let document = ReportDocument(
      Report(title: "R", items: [.result(result("A", cautions: [few])), .result(result("B", cautions: [few]))]),
      provenance: SmallReport.provenance)
    #expect(document.terminal().contains("\n! Caution 1 (few events) holds here, too.\n"))
    #expect(document.html().contains("<aside id=\"caution-1\" class=\"box caution\">"))
    #expect(document.html().contains("Caution <a href=\"#caution-1\">1</a> (few events) holds here, too."))
    #expect(document.json().components(separatedBy: "Few events.").count == 3)
  }

  @Test("Where no caution is met twice, none has a number")
  func cautionsUnnumbered() {
    let text = text([
      .result(result("A", cautions: [Caution(.fewEvents, "Few.")])),
      .result(result("B", cautions: [Caution(.fewEvents, "Fewer.")])),
    ])
    #expect(text.contains("Caution: few events.** Few."))
    #expect(text.contains("Caution: few events.** Fewer."))
  }

  @Test(
    "Arguments that were given stand before those left at their defaults, and a title that is the heading not at all")
  func settings() {
    var result = result("Survival")
    result.analysis = "survival.kaplan_meier"
    result.settings = [
      .init(name: "level", value: "0.95", isDefault: true), .init(name: "by", value: "\"group\"", isDefault: false),
      .init(name: "title", value: "\"Survival\"", isDefault: false),
    ]
    #expect(
      text([.result(result)]).contains(
        "*Arguments of survival.kaplan_meier.* by = \"group\". *By default:* level = 0.95\n"))
  }

  @Test("Versions are named once, in one line")
  func versions() {
    var provenance = SmallReport.provenance
    provenance.versions = [.init("workbench", "1.2.3"), .init("Lua", "Lua 5.4.4")]
    let document = ReportDocument(Report(title: "R"), provenance: provenance, programVersion: "1.2.3")
    #expect(document.markdown().contains("- Made by: workbench 1.2.3, Lua 5.4.4\n"))
  }

  @Test("Panels are pictures of their own in a page, and one in a file")
  func parts() {
    #expect(FigureDrawing.parts(of: SampleFigures.landmarks) == 0..<3)
    #expect(FigureDrawing.parts(of: SampleFigures.incidence) == nil)
    let result = AnalysisResult(title: "R", figures: [SampleFigures.landmarks])
    let document = ReportDocument(
      Report(title: "R", items: [.result(result)]), provenance: SmallReport.provenance)
    let pictures = document.html().components(separatedBy: "role=\"img\"").count - 1
    #expect(pictures == 6)
    #expect(document.figures().map { $0.components(separatedBy: "role=\"img\"").count - 1 } == [1])
  }
}
