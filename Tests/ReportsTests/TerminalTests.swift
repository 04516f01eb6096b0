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
