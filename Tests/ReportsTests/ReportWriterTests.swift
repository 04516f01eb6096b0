import Foundation
import Reports
import Testing

@Suite("Writing files")
struct ReportWriterTests {
  private func inFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "reports-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  @Test("All formats and figures are written, into a folder that is made, and nothing else is left")
  func all() throws {
    try inFolder { folder in
      let path = folder.appending(path: "a/b").path()
      let written = try ReportWriter.write(
        SmallReport.document, formats: ReportFormat.allCases + [.json], to: path, name: "six")
      let names = ["six.txt", "six.md", "six.html", "six.json", "six.csv", "six-figure-1.svg"]
      #expect(written == names.map { "\(path)/\($0)" })
      #expect(try FileManager.default.contentsOfDirectory(atPath: path).sorted() == names.sorted())
      #expect(try String(contentsOfFile: "\(path)/six.json", encoding: .utf8) == SmallReport.document.json())
      let markdown = try String(contentsOfFile: "\(path)/six.md", encoding: .utf8)
      #expect(markdown.contains("![Survival of six](<six-figure-1.svg>)"))
    }
  }

  @Test("What had the name before is replaced")
  func replaces() throws {
    try inFolder { folder in
      for _ in 0..<2 { try ReportWriter.write(SmallReport.document, formats: [.csv], to: folder.path(), name: "six") }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path()) == ["six.csv"])
    }
  }

  @Test("Where one file cannot take its name, no part of any is left behind")
  func failure() throws {
    try inFolder { folder in
      try FileManager.default.createDirectory(
        at: folder.appending(path: "six.csv/inside"), withIntermediateDirectories: true)
      let error = #expect(throws: ReportWriterError.self) {
        try ReportWriter.write(SmallReport.document, formats: [.csv, .json], to: folder.path(), name: "six")
      }
      #expect(error?.description.hasPrefix("cannot write \(folder.path())") == true)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path()) == ["six.csv"])
    }
  }

  @Test("A file in place of the folder is said")
  func notAFolder() throws {
    try inFolder { folder in
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let file = folder.appending(path: "file").path()
      try "x".write(toFile: file, atomically: true, encoding: .utf8)
      #expect(throws: ReportWriterError.notAFolder(file)) {
        try ReportWriter.write(SmallReport.document, formats: [.csv], to: file, name: "six")
      }
    }
  }

  @Test("A name that leads elsewhere is refused", arguments: ["", ".", "..", "../six", "a/b", "a\u{1B}b", "a\nb"])
  func names(name: String) {
    let error = #expect(throws: ReportWriterError.self) {
      try ReportWriter.files(SmallReport.document, formats: [.csv], name: name)
    }
    #expect(error == .invalidName(name))
  }

  @Test("Errors say what was expected")
  func wording() {
    #expect(
      ReportWriterError.invalidName("a/\u{1B}b").description
        == "a report cannot be named \"a/␛b\": expected the name of a file, without folders or control characters")
    #expect(
      ReportWriterError.cannotWrite("x", reason: "No space left on device").description
        == "cannot write x: No space left on device")
    #expect(ReportWriterError.notAFolder("x").description == "expected a folder at x, but something else is there")
    #expect(
      ReportWriterError.cannotCreateFolder("x", reason: "Permission denied").description
        == "cannot create the folder x: Permission denied")
  }
}
