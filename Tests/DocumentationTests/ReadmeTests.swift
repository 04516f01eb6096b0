import Foundation
import TestSupport
import Testing

/// Everything that the README shows is run.
@Suite("The README")
struct ReadmeTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  private let workbench = BuiltCommand("workbench")

  /// The blocks of a kind in the README, each as its lines.
  private func blocks(_ kind: String) throws -> [[String]] {
    let text = try String(contentsOf: Self.root.appendingPathComponent("README.md"), encoding: .utf8)
    var blocks: [[String]] = []
    var current: [String]?
    for line in text.components(separatedBy: "\n") {
      if let block = current {
        if line == "```" {
          blocks.append(block)
          current = nil
        } else {
          current = block + [line]
        }
      } else if line == "```\(kind)" {
        current = []
      }
    }
    return blocks
  }

  @Test("a transcript shows what the command prints; … stands for lines left out")
  func transcripts() throws {
    let transcripts = try blocks("console")
    #expect(!transcripts.isEmpty)
    for transcript in transcripts {
      let command = try #require(transcript.first)
      #expect(command.hasPrefix("$ workbench "))
      let words = command.split(separator: " ").dropFirst(2).map(String.init)
      let run = try workbench.run(words, in: FileManager.default.temporaryDirectory)
      #expect(run.status == 0, "\(run.errors)")
      var printed = run.output.components(separatedBy: "\n")[...]
      for part in transcript.dropFirst().split(separator: "…") {
        let shown = Array(part)
        let place = printed.indices.first { start in printed[start...].starts(with: shown) }
        guard let place else {
          Issue.record("not printed, or not in this order:\n\(shown.joined(separator: "\n"))")
          return
        }
        printed = printed[(place + shown.count)...]
      }
    }
  }

  @Test("its scripts run, and are clean")
  func script() throws {
    let scripts = try blocks("lua")
    let told = ["Hazard ratio of one year of age: ", "Events over person-years."]
    #expect(scripts.count == told.count)
    for (number, (script, told)) in zip(scripts, told).enumerated() {
      let file = FileManager.default.temporaryDirectory.appendingPathComponent(
        "readme-\(UUID().uuidString)-\(number).lua")
      try script.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
      defer { try? FileManager.default.removeItem(at: file) }
      let run = try workbench.run(["run", file.path])
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.output.contains(told))
      let check = try workbench.run(["check", file.path, "--demo"])
      #expect(check.status == 0 && check.output.contains("nothing found"), "\(check.output)")
    }
  }

  @Test("its table names every command that help lists")
  func commands() throws {
    let help = try workbench.run(["--help"])
    let text = try String(contentsOf: Self.root.appendingPathComponent("README.md"), encoding: .utf8)
    let listed = help.output.components(separatedBy: "SUBCOMMANDS:").last?.components(separatedBy: "\n") ?? []
    let names = listed.filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
      .compactMap { $0.split(separator: " ").first.map(String.init) }.filter { $0 != "See" }
    #expect(names.count >= 5)
    for name in names { #expect(text.contains("`workbench \(name)"), "\(name) is not in the table") }
  }

  @Test("every dependency of the package is in its table, with a reason")
  func dependencies() throws {
    let manifest = try String(contentsOf: Self.root.appendingPathComponent("Package.swift"), encoding: .utf8)
    let text = try String(contentsOf: Self.root.appendingPathComponent("README.md"), encoding: .utf8)
    let urls = manifest.components(separatedBy: "package(url: \"").dropFirst()
      .compactMap { $0.components(separatedBy: "\"").first }
    #expect(!urls.isEmpty)
    for url in urls { #expect(text.contains("](\(url)) |"), "\(url) is not in the table") }
  }
}
