import Analyses
import Foundation
import Testing

@testable import Reports

/// The report that is checked by eye, as each format shows it.
///
/// `RECORD_SNAPSHOTS=1 swift test` writes the snapshots anew.
@Suite("Snapshots")
struct SnapshotTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Snapshots")

  private func check(_ text: String, _ name: String) throws {
    let file = Self.folder.appending(path: name)
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    let expected = try String(contentsOf: file, encoding: .utf8)
    #expect(text == expected, "\(name) differs from its snapshot")
  }

  @Test("Each format is as it was when it was looked at", arguments: ReportFormat.allCases)
  func format(format: ReportFormat) throws {
    try check(SmallReport.document.text(as: format, width: 80), "six.\(format.fileExtension)")
  }

  @Test("Tables with heads over heads and lines set in are as they were when they were looked at")
  func tables() throws {
    for format in ReportFormat.allCases {
      try check(SampleTables.document.text(as: format, width: 100), "tables.\(format.fileExtension)")
    }
    try check(SampleTables.document.terminal(width: 60), "tables-60.txt")
  }

  @Test("A terminal of 40 columns stacks what does not fit")
  func narrow() throws { try check(SmallReport.document.terminal(width: 40), "six-40.txt") }

  @Test("A figure stands alone in a file")
  func figure() throws { try check(#require(SmallReport.document.figures().first), "six.svg") }

  @Test("Each kind of figure is as it was when it was looked at", arguments: SampleFigures.all.indices)
  func kinds(place: Int) throws {
    let (name, figure) = SampleFigures.all[place]
    try check(FigureDrawing.file(figure, rounding: Rounding()), "figure-\(name).svg")
  }

  @Test("Each kind of course is as it was when it was looked at", arguments: SampleCourses.all.indices)
  func courses(place: Int) throws {
    let (name, figure) = SampleCourses.all[place]
    try check(FigureDrawing.file(figure, rounding: Rounding()), "figure-\(name).svg")
  }

  @Test("Courses as text are as they were when they were looked at")
  func texts() throws {
    try check(SampleCourses.document.terminal(width: 80), "courses.txt")
    try check(SampleCourses.document.terminal(width: 40), "courses-40.txt")
    try check(SampleCourses.document.markdown(), "courses.md")
  }

  @Test("Each kind of figure in a terminal is as it was when it was looked at")
  func terminal() throws { try check(SampleFigures.document.terminal(width: 80), "figures.txt") }

  @Test("Numbers that are not finite stop no report", arguments: ReportFormat.allCases)
  func endless(format: ReportFormat) {
    let result = AnalysisResult(title: "", figures: HostileReport.endless)
    let document = ReportDocument(Report(title: "", items: [.result(result)]), provenance: SmallReport.provenance)
    #expect(!document.text(as: format, width: 44).isEmpty)
    #expect(document.figures().allSatisfy { $0.hasSuffix("</svg>\n") })
  }

  @Test("The same document gives the same bytes", arguments: ReportFormat.allCases)
  func deterministic(format: ReportFormat) {
    #expect(SampleReport.document.text(as: format) == SampleReport.document.text(as: format))
  }
}
