import Analyses
import Scripting
import Survival
import Testing

/// What a plugin is found to offer when it is loaded, and what a check makes of it.
@Suite("What plugins declare")
struct PluginDeclarationTests {
  private static let share = """
    local workbench, survival = require "workbench", require "survival"
    local share = workbench.analysis {
      name = "shares.share", summary = "Share of subjects.",
      parameters = { { name = "by", type = "groups", prose = "The groups." } },
      statistics = { { "share", "The share." } },
      compute = function() return workbench.result { methods = "Counted.", rows = {} } end,
    }

    """

  private func declaration(_ lua: String) throws -> PluginDeclaration {
    let host = try Script.host()
    let bundle = PluginBundle(
      key: "acme/shares@1.0.0", id: "acme/shares", version: "1.0.0", sha256: "", summary: "Shares.", capabilities: [],
      entry: "init", files: ["init": Self.share + lua], dependencies: [:])
    host.plugins.bundles[bundle.key] = bundle
    host.plugins.forScript[bundle.id] = bundle.key
    return try host.declaration(of: bundle)
  }

  @Test("the analyses under their names in its table, and what else stands there")
  func members() throws {
    let found = try declaration("return { of = share, cox = survival.cox, words = 'x', f = function() end, [1] = 2 }")
    guard case .members(let members, let isOpen) = found.content else {
      Issue.record("\(found.content)")
      return
    }
    #expect(members.map(\.name).sorted() == ["cox", "f", "of", "words"])
    #expect(members.first { $0.name == "of" }?.function?.name == "shares.share")
    #expect(members.first { $0.name == "of" }?.function?.parameters.map(\.name) == ["by", "title"])
    #expect(members.first { $0.name == "cox" }?.function?.name == "survival.cox")
    #expect(!isOpen)
    #expect(found.analyses.map(\.name) == ["shares.share"])
    #expect(found.summary == "Shares.")
    let open = try declaration("return setmetatable({}, { __index = { x = 1 } })")
    #expect(open.content == .members([], isOpen: true))
  }

  @Test("a function where it gives one, and nothing where it gives neither")
  func others() throws {
    guard case .function(let function) = try declaration("return share").content else {
      Issue.record("no function")
      return
    }
    #expect(function.name == "shares.share")
    #expect(try declaration("return 3").content == .other)
    #expect(try declaration("return function() end").content == .other)
    #expect(throws: ScriptFailure.self) { try declaration("error 'no'") }
  }

  @Test("its functions are checked like those of the workbench")
  func checked() throws {
    let check = ScriptCheck(
      registry: try Registry([SurvivalPlugin()]), plugins: [try declaration("return { of = share, words = {} }")],
      otherModules: ["acme/odd"])
    let head = """
      --- What?
      local workbench, shares = require "workbench", require "acme/shares"
      local report, cohort = workbench.report "A", workbench.cohort()

      """
    func found(_ line: String) -> [String] {
      check.findings(in: head + line + "\nreturn report", file: "a.lua").filter { $0.code != .missingNeed }.map {
        "\($0.line):\($0.column) \($0.code.rawValue): \($0.message)"
      }
    }
    #expect(found("report:add(shares.of(cohort, { by = 'arm' })) print(shares.words.x, shares.more)") == [])
    #expect(
      found("report:add(shares.of(cohort, { yb = 'arm' }))")
        == [#"4:32 unknown_argument: shares.share: unknown argument "yb"; did you mean "by"?"#])
    #expect(
      found("report:add(shares.off(cohort))")
        == [#"4:19 unknown_function: module acme/shares has no function "off"; did you mean "of"?"#])
    #expect(found("shares.of(cohort, { by = 'arm' })").count == 1)
  }

  @Test("the editor's stub has them under the names of its table")
  func stub() throws {
    let stub = EditorStubs.plugin(try declaration("return { of = share, words = {} }"))
    #expect(
      stub == """
        ---@meta

        --- Shares.
        ---@class acme.shares
        ---@field words any
        local shares = {}

        ---@class shares.share.arguments
        ---@field by string|string[] The groups.
        ---@field title? string The title under which the result is shown; made from the question without it.

        --- Share of subjects.
        ---
        ---
        ---
        --- Example: `shares.share(cohort)`
        ---@param cohort workbench.Cohort The subjects.
        ---@param arguments shares.share.arguments
        ---@return workbench.Result
        ---@nodiscard
        function shares.of(cohort, arguments) end

        return shares

        """)
    #expect(
      EditorStubs.plugin(try declaration("return share")).contains("\nlocal function shares(cohort, arguments) end\n"))
  }
}
