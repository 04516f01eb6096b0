import Analyses
import Foundation
import Lua
import Baseline
import Kernels
import Pooling
import Resampling
import Response
import Scripting
import Survival
import TestSupport
import Testing
import Toxicity

/// The stubs in `Scripts/meta` are those that are generated; run the tests with `WORKBENCH_RECORD=1` to write them anew.
@Suite("Editor stubs")
struct EditorStubTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Scripts/meta")

  private static let plugins: [any Plugin] = [
    SurvivalPlugin(), ResponsePlugin(), ToxicityPlugin(), BaselinePlugin(), PoolingPlugin(), ResamplingPlugin(),
    NumericsPlugin(),
  ]
  private static let stubs = plugins.reduce(
    into: ["workbench": EditorStubs.host(), "testing": EditorStubs.testing()]
  ) {
    $0[$1.name] = EditorStubs.module($1.declaration)
  }

  @Test("are the ones that the declarations give", arguments: stubs.keys.sorted())
  func committed(name: String) throws {
    let file = Self.folder.appendingPathComponent("\(name).lua")
    let generated = try #require(Self.stubs[name])
    if ProcessInfo.processInfo.environment["WORKBENCH_RECORD"] == "1" {
      try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
      try Data(generated.utf8).write(to: file)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == generated, "WORKBENCH_RECORD=1 writes it anew")
  }

  @Test("are the only ones")
  func complete() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(files.sorted() == Self.stubs.keys.sorted().map { "\($0).lua" })
  }

  @Test("are Lua, in lines of ASCII that end in no space", arguments: stubs.keys.sorted())
  func parses(name: String) throws {
    let stub = try #require(Self.stubs[name])
    _ = try LuaState().load(LuaSource(name: "\(name).lua", text: stub))
    #expect(stub.hasPrefix("---@meta \(name)\n"))
    #expect(stub.hasSuffix("\nreturn \(name)\n"))
    for line in stub.split(separator: "\n") { #expect(!line.hasSuffix(" "), "\(line)") }
  }

  @Test("give every function of a plugin its arguments, with defaults")
  func plugin() throws {
    let stub = try #require(Self.stubs["survival"])
    let plugin = SurvivalPlugin()
    for analysis in plugin.functions {
      #expect(stub.contains("\nfunction survival.\(analysis.function)(cohort, arguments) end\n"))
    }
    #expect(stub.contains("\n---@field level? number The level of confidence intervals. Default: 0.95.\n"))
    #expect(stub.contains("\n---@field endpoint string The endpoint: "))
  }

  @Test("give every object its methods with a colon, and the module its functions with a dot")
  func host() throws {
    let stub = try #require(Self.stubs["workbench"])
    #expect(
      stub.contains(
        "\n---@param condition string|(fun(subject: table): boolean?) An expression (workbench help expressions), or a function of one subject.\n"
      ))
    #expect(stub.contains("\n---@return workbench.Cohort\nfunction Cohort:where(condition) end\n"))
    #expect(stub.contains("\n---@return workbench.Report\nfunction workbench.report(title) end\n"))
  }
}
