import Analyses
import Testing

@testable import Reports

@Suite("CSV")
struct CSVTests {
  /// Reads RFC 4180.
  private func read(_ text: String) -> [[String]] {
    var lines: [[String]] = []
    var line: [String] = []
    var field = ""
    var quoted = false
    var scalars = Array(text.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      switch (scalar, quoted) {
      case ("\"", true):
        if scalars.first == "\"" { field.unicodeScalars.append(scalars.removeFirst()) } else { quoted = false }
      case ("\"", false): quoted = true
      case (",", false):
        line.append(field)
        field = ""
      case ("\r", false):
        scalars.removeFirst()
        lines.append(line + [field])
        line = []
        field = ""
      default: field.unicodeScalars.append(scalar)
      }
    }
    return lines
  }

  @Test("Each row of each result is one line, at full precision")
  func rows() throws {
    let lines = read(SampleReport.document.csv())
    #expect(lines[0] == ReportDocument.csvColumns)
    let rows = SampleReport.report.results.flatMap(\.rows)
    #expect(lines.count == rows.count + 1)
    for (line, row) in zip(lines.dropFirst(), rows) {
      #expect(line.count == 14)
      #expect(line[6] == row.statistic)
      #expect(Double(line[7]) == row.value.double)
    }
  }

  @Test("Commas, quotes and line ends are quoted; control characters are made visible")
  func escapes() {
    let lines = read(HostileReport.document.csv())
    #expect(lines.count == 3)
    #expect(lines[1][2].hasPrefix("␛[31mred␛[0m ␇\u{FFFD}2J <script>alert(\"1\")</script>"))
    #expect(lines[1][2].unicodeScalars.suffix(6).elementsEqual("\r\nnext".unicodeScalars))
    #expect(!HostileReport.document.csv().unicodeScalars.contains("\u{1B}"))
  }

  @Test("The item is the place in the report, counted from 1")
  func items() { #expect(read(SmallReport.document.csv()).dropFirst().allSatisfy { $0[0] == "3" }) }
}
