import Foundation
import TestSupport
import Testing

/// Every shipped script is documented; that each runs from any folder, see the tests of the same bytes.
@Suite("The shipped scripts")
struct ShippedScriptTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Scripts")
  private let workbench = BuiltCommand("workbench")

  private static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".lua") }.sorted()
  }()

  @Test("are found in the repository")
  func some() { #expect(Self.names.contains("pfs_by_transplant.lua")) }

  @Test("that are plugins pass their own tests, and conform as the built-in analyses do")
  func plugins() throws {
    let tests = try workbench.run(["test", Self.folder.appendingPathComponent("plugins").path], in: Self.folder)
    #expect(tests.status == 0, "\(tests.output)\(tests.errors)")
    for name in ["grfs", "swimmer_by_depth", "win_ratio"] {
      #expect(tests.output.contains("plugins/\(name): 1 passed"), "\(tests.output)")
      let folder = Self.folder.appendingPathComponent("plugins/\(name)").path
      #expect(try workbench.run(["plugin", "check", folder], in: Self.folder).status == 0)
    }
  }

  @Test("are listed with a title and every parameter explained", arguments: names)
  func documented(name: String) throws {
    let help = try workbench.run(["help", String(name.dropLast(4))], in: FileManager.default.temporaryDirectory)
    #expect(help.status == 0)
    let lines = help.output.components(separatedBy: "\n")
    #expect(lines.count > 2 && !lines[1].trimmingCharacters(in: .whitespaces).isEmpty, "no title")
    let source = try String(contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
    #expect(source.contains("\n--- Needs:"), "its header does not say what it needs")
    #expect(source.contains("\n--- Sample:"), "its header shows no sample")
    for parameter in lines where parameter.contains("--param ") {
      #expect(parameter.contains("default") || parameter.contains("must be given"))
    }
  }
}
