import Testing

@testable import Reports

@Suite("Markdown")
struct MarkdownTests {
  private let note = "Figures are drawn when the report is written to files with"

  @Test("Without files for the figures, one line says how they are made")
  func withoutFiles() {
    #expect(SampleReport.document.figures().count == 2)
    #expect(SampleReport.document.markdown().split(separator: "\n").filter { $0.contains(note) }.count == 1)
    #expect(!SampleReport.document.markdown(figures: ["a.svg", "b.svg"]).contains(note))
  }
}
