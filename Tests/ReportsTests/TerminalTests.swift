import Analyses
import Foundation
import Terminals
import Testing

@testable import Reports

@Suite("Terminal")
struct TerminalTests {
  @Test("No line is wider than the terminal", arguments: [40, 57, 80, 100, 160])
  func width(width: Int) {
    for document in [SampleReport.document, SmallReport.document, HostileReport.document] {
      for line in document.terminal(width: width).split(separator: "\n") {
        #expect(line.displayWidth <= width, "\(line)")
      }
    }
  }

  @Test("Plain text holds no escape, whatever the data hold; styled text only ours")
  func escapes() {
    for document in [SampleReport.document, HostileReport.document] {
      #expect(!document.terminal(styled: false).unicodeScalars.contains { $0.isUnsafeToShow && $0 != "\n" })
      var styled = document.terminal(styled: true)
      #expect(styled.contains("\u{1B}[1m"))
      for code in ["0", "1", "1;33", "2", "34", "33", "32", "35", "36", "31", "94", "92"] {
        styled = styled.split(separator: "\u{1B}[\(code)m", omittingEmptySubsequences: false).joined()
      }
      #expect(!styled.unicodeScalars.contains { $0.isUnsafeToShow && $0 != "\n" })
    }
  }

  @Test("Style adds nothing but style")
  func sameWords() {
    var styled = SampleReport.document.terminal(styled: true)
    for code in ["0", "1", "1;33", "2", "34", "33", "32", "35", "36", "31", "94", "92"] {
      styled = styled.split(separator: "\u{1B}[\(code)m", omittingEmptySubsequences: false).joined()
    }
    #expect(styled == SampleReport.document.terminal(styled: false))
  }

  @Test("Digests stand under their files where they have no room beside them", arguments: [80, 100])
  func digests(width: Int) {
    let text = SampleReport.document.terminal(width: width)
    #expect(!text.contains("(continued)"))
    #expect(text.contains("\n  SHA-256  9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\n"))
    #expect(text.contains("\ndictionary      cohort.toml\n"))
  }

  @Test("Brackets of intervals stand under each other, one blank after the estimates")
  func brackets() {
    let layout = TableLayout(
      title: "T", rowHeader: "Term", lines: ["a", "b", "c"].map { .init($0, variable: $0) },
      columns: [.init("HR", .estimate("hr", lower: "lower", upper: "upper"), .ratio)])
    let ratios: [(String, [Double])] = [("a", [12.5, 11, 14]), ("b", [1.004, 0.99, 1.02]), ("c", [0.72, 0.5, 1.03])]
    let rows = ratios.flatMap { term, values in
      zip(["hr", "lower", "upper"], values).map { Row($0, .number($1), variable: term) }
    }
    let table = TableFormatting(rows, rounding: Rounding()).table(layout)
    let lines = TerminalTable(table, width: 80, style: TerminalStyle(isOn: false)).lines(prefix: "")
    let brackets = lines.filter { $0.contains("(") }.map { line in Array(line).firstIndex(of: "(") }
    #expect(brackets.count == 3 && Set(brackets).count == 1)
    #expect(lines.filter { $0.contains("(") }.allSatisfy { !$0.contains("  (") })
  }

  @Test("Short brackets in heads stay whole, and a label is broken before a table is parted")
  func whole() throws {
    let text = SampleTables.document.terminal(width: 80)
    #expect(text.contains("All subjects\n"))
    #expect(text.contains("   (n = 334)\n"))
    let layout = TableLayout(
      title: "T", rowHeader: "Syndrome", lines: [.init("Cytokine release syndrome", variable: "a")],
      columns: (1...4).map { .init("Grade \($0) events", .value("n"), .count) })
    let table = TableFormatting([Row("n", .count(1), variable: "a")], rounding: Rounding()).table(layout)
    let lines = TerminalTable(table, width: 48, style: TerminalStyle(isOn: false)).lines(prefix: "")
    #expect(!lines.contains("(continued)"))
    #expect(lines.contains { $0.hasPrefix("syndrome") })
    #expect(lines.allSatisfy { $0.displayWidth <= 48 })
  }

  @Test("Whole numbers stand under whole numbers, where intervals stand in the column too")
  func wholeNumbers() throws {
    let lines = SampleTables.document.terminal(width: 100).split(separator: "\n").map(Array.init)
    func end(of number: String, in label: String) throws -> Int {
      let line = try #require(lines.first { String($0).hasPrefix(label) })
      let text = String(line)
      let range = try #require(text.range(of: number, options: .backwards))
      return text.distance(from: text.startIndex, to: range.upperBound)
    }
    let places = try [
      end(of: "196", in: "CR (complete"), end(of: " 0", in: "MLFS ("), end(of: " 6", in: "PR (partial"),
      end(of: "284/329", in: "Response rate"),
    ]
    #expect(Set(places).count == 1)
  }

  @Test("What signs stand for is written in as few lines as hold it")
  func legend() {
    var legend = TerminalLegend()
    for name in ["CR", "CRi", "PR"] { legend.add("██", name) }
    #expect(legend.lines(width: 30) == ["  ██ CR   ██ CRi   ██ PR"])
    #expect(legend.lines(width: 20) == ["  ██ CR   ██ CRi", "  ██ PR"])
  }

  @Test("A caution has its sign and its word")
  func caution() { #expect(SmallReport.document.terminal().contains("┌─ ! Caution: median not reached ─")) }

  @Test("Numbers at risk stand under the ticks of their times")
  func riskTable() throws {
    let lines = SmallReport.document.terminal(width: 80).split(separator: "\n", omittingEmptySubsequences: false).map(
      Array.init)
    let axis = try #require(lines.first { $0.contains("┬") && $0.contains("└") })
    let ticks = axis.indices.filter { axis[$0] == "┬" }
    let head = try #require(lines.firstIndex { String($0).hasSuffix("Number at risk") })
    for line in [lines[head + 2], lines[head + 4]] { #expect(line.indices.filter { line[$0] != " " } == ticks) }
  }
}
