import Foundation
import TestSupport
import Testing
import Workbench

/// What `workbench init` makes of a folder.
@Suite("The command init")
struct InitCommandTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  @Test("writes stubs, settings and a folder for scripts, and the same again changes nothing")
  func fresh() throws {
    let scratch = try Scratch()
    let end = try Command.run(["init", "project"], in: scratch.url)
    #expect(end.status == 0, "\(end.errors)")
    for name in ["project/.luarc.json", "project/.workbench/types/survival.lua", "project/Scripts/README.md"] {
      #expect(scratch.names.contains(name))
    }
    let before = try contents(of: scratch)
    #expect(try Command.run(["init"], in: scratch.url.appendingPathComponent("project")).status == 0)
    #expect(try contents(of: scratch) == before)
  }

  private func contents(of scratch: Scratch) throws -> [String: String] {
    var texts: [String: String] = [:]
    for name in scratch.names { texts[name] = (try? scratch.text(name)) ?? "a folder" }
    return texts
  }

  @Test("the stubs are those of the repository, with a line that says who wrote them")
  func stubs() throws {
    let folder = Self.root.appendingPathComponent("Scripts/meta")
    let stubs = try ProjectSetup.stubs()
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == stubs.keys.sorted())
    for (name, stub) in stubs {
      var lines = stub.components(separatedBy: "\n")
      #expect(lines.remove(at: 1) == "-- Written by workbench \(BuiltIn.version); \"workbench init\" writes it anew.")
      let committed = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
      #expect(lines.joined(separator: "\n") == committed)
    }
  }

  @Test("the settings are JSON that names the stubs by a relative path, as those of the repository do theirs")
  func settings() throws {
    let scratch = try Scratch()
    _ = try Command.run(["init"], in: scratch.url)
    let json = try JSONDecoder().decode(JSONValue.self, from: Data(scratch.text(".luarc.json").utf8))
    #expect(json["workspace.library"]?.elements.map(\.text) == [".workbench/types"])
    #expect(json["runtime.version"]?.text == "Lua 5.4")
    let ours = try JSONDecoder().decode(
      JSONValue.self, from: Data(contentsOf: Self.root.appendingPathComponent(".luarc.json")))
    #expect(json["runtime.builtin"] == ours["runtime.builtin"])
  }

  @Test("what the user has is never overwritten; an old stub is")
  func keeps() throws {
    let scratch = try Scratch()
    try scratch.write(".luarc.json", "{}")
    _ = try scratch.folder("Scripts")
    _ = try scratch.folder(".workbench/types")
    try scratch.write(".workbench/types/survival.lua", "---@meta survival\n-- Written by workbench 0.0.1; …\n")
    try scratch.write(".workbench/types/gone.lua", "---@meta gone\n-- Written by workbench 0.0.1; …\n")
    try scratch.write(".workbench/types/mine.lua", "---@meta mine\n")
    let end = try Command.run(["init"], in: scratch.url)
    #expect(end.status == 0)
    #expect(try scratch.text(".luarc.json") == "{}")
    #expect(end.errors.contains("add to it: \"workspace.library\": [\".workbench/types\"]"))
    #expect(try scratch.text(".workbench/types/survival.lua").contains("function survival.cox("))
    #expect(!scratch.names.contains(".workbench/types/gone.lua"))
    #expect(scratch.names.contains(".workbench/types/mine.lua"))
    #expect(!scratch.names.contains("Scripts/README.md"))
  }

  @Test("a folder that cannot be made is said, and nothing is left")
  func impossible() throws {
    let scratch = try Scratch()
    try scratch.write("file", "")
    let end = try Command.run(["init", "file"], in: scratch.url)
    #expect(end.status == 1)
    #expect(end.errors.hasPrefix("workbench: "))
    #expect(scratch.names == ["file"])
  }
}
