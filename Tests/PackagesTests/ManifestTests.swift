import Names
import Packages
import TOML
import Testing

@Suite("plugin.toml")
struct ManifestTests {
  private let whole = """
    id = "acme/grfs"
    version = "1.2.0"
    workbench = ">= 0.1"
    summary = "GVHD-free, relapse-free survival."
    entry = "grfs.lua"
    authors = ["Anna Autor", "Bo"]
    licence = "MIT"
    citation = "doi:10.1016/j.bbmt.2015.02.018"
    homepage = "https://example.org/grfs"
    capabilities = ["random", "cohort"]

    [contributions]
    endpoint = ["grfs"]
    analysis = ["grfs_by_group", "grfs_rate"]

    [needs]
    columns = ["gvhd_day"]
    endpoints = ["os"]
    tables = ["adverse_events"]

    [validation]
    status = "reviewed"
    by = ["Cleo Critic"]

    [dependencies]
    "acme/composite" = ">= 1.0, < 2"

    """

  private func read(_ text: String) throws -> PluginManifest { try PluginManifest(Array(text.utf8)) }

  @Test("All that a plugin says of itself")
  func everything() throws {
    let manifest = try read(whole)
    #expect(manifest.key.description == "acme/grfs@1.2.0")
    #expect(manifest.workbench.description == ">= 0.1" && manifest.entry.description == "grfs.lua")
    #expect(manifest.contributions == [.endpoint: ["grfs"], .analysis: ["grfs_by_group", "grfs_rate"]])
    #expect(
      manifest.needs
        == CohortNeeds(columns: [.init("gvhd_day")], endpoints: ["os"], tables: [.init("adverse_events")]))
    #expect(manifest.capabilities == [.cohort, .random])
    #expect(manifest.authors == ["Anna Autor", "Bo"] && manifest.licence == "MIT")
    #expect(manifest.citation == "doi:10.1016/j.bbmt.2015.02.018" && manifest.homepage == "https://example.org/grfs")
    #expect(manifest.validation == .reviewed && manifest.validatedBy == ["Cleo Critic"])
    #expect(manifest.needed.map(\.description) == ["acme/composite"])
  }

  @Test("What it needs of a cohort may say of which kind: columns, and columns of tables")
  func typedNeeds() throws {
    let needs = """
      [needs]
      columns = { gvhd_day = "number", "best response" = "category" }
      tables = { assessments = { day = "integer", response = "category" }, visits = ["day"], doses = [] }
      """
    let text = whole.replacing(
      "[needs]\ncolumns = [\"gvhd_day\"]\nendpoints = [\"os\"]\ntables = [\"adverse_events\"]", with: needs)
    let manifest = try read(text)
    #expect(
      manifest.needs.words == [
        "column gvhd_day (number)", "column best response (category)",
        "table assessments (column day (integer), column response (category))", "table visits (column day)",
        "table doses",
      ])
    let wrong = fault { _ = try read(text.replacing("\"integer\"", with: "\"intger\"")) }
    #expect(wrong.contains("day \"intger\" is not known; did you mean \"integer\"?"), "\(wrong)")
    #expect(
      fault { _ = try read(text.replacing("[\"day\"]", with: "3")) }.contains(
        "\"visits\" should be a text in quotes, found a number"))
  }

  @Test("The least: no capabilities, a draft, init.lua")
  func least() throws {
    let manifest = try plugin(sample()).manifest
    #expect(manifest.entry.description == "init.lua" && manifest.capabilities.isEmpty)
    #expect(manifest.validation == .draft && manifest.dependencies.isEmpty && manifest.contributions.isEmpty)
  }

  @Test(
    "What is wrong is told with its line and column, and the nearest right thing",
    arguments: [
      ("version = \"1.2.0\"", "version = \"1.2\"", "2:11: \"1.2\" is no version; a version is three numbers"),
      ("workbench = ", "workbnch = ", "3:1: plugin.toml has no key \"workbnch\"; did you mean \"workbench\"?"),
      (
        "\"random\"", "\"network\"",
        "10:17: capability \"network\" is not known; choose one of: cohort, defaults, random, print"
      ),
      ("\"random\"", "\"randm\"", "10:17: capability \"randm\" is not known; did you mean \"random\"?"),
      ("\"random\"", "\"cohort\"", "10:27: \"cohort\" is there twice"),
      (
        "endpoint = [\"grfs\"]", "endpont = [\"grfs\"]",
        "13:1: [contributions] has no key \"endpont\"; did you mean \"endpoint\"?"
      ),
      ("columns = [\"gvhd_day\"]", "columns = 3", "17:11: \"columns\" should be a text in quotes, found a number"),
      (
        "status = \"reviewed\"", "status = \"checked\"",
        "22:10: status \"checked\" is not known; choose one of: draft, reviewed, validated"
      ),
      ("by = [\"Cleo Critic\"]", "", "22:10: a plugin that is reviewed says by whom: by = [\"…\"]"),
      (
        "\"acme/composite\"", "\"acme/Composite\"",
        "26:1: \"acme/Composite\" is no id of a plugin: 'C' (U+0043) is not allowed"
      ),
      ("\"acme/composite\"", "\"acme/grfs\"", "26:1: acme/grfs depends on itself"),
      (">= 1.0, < 2", "~1.0", "26:20: \"~1.0\" does not say which versions will do"),
      ("grfs.lua", "../grfs.lua", "5:9: \"../grfs.lua\" leads out of the plugin's folder"),
      ("grfs.lua", "tests/grfs.lua", "5:9: \"tests/grfs.lua\" cannot be the entry"),
      (
        "id = \"acme/grfs\"", "id = \"\u{430}cme/grfs\"",
        "1:6: \"\u{430}cme/grfs\" is no id of a plugin: '\u{430}' (U+0430) is not allowed"
      ),
      (
        "summary = \"GVHD-free, relapse-free survival.\"", "summary = \" \"",
        "4:11: \"summary\" should be a line of text"
      ),
    ])
  func faults(_ old: String, _ new: String, _ expected: String) {
    let said = fault { _ = try read(whole.replacing(old, with: new)) }
    #expect(said.contains("plugin.toml:\(expected)"), "\(said)")
  }

  @Test("What is missing is told all at once")
  func missing() {
    #expect(
      fault { _ = try read("version = \"1.0.0\"\n") }
        == ["id", "workbench", "summary", "authors", "licence"].map {
          "plugin.toml: plugin.toml needs the key \"\($0)\""
        }
        .joined(separator: "\n"))
  }

  @Test("Contributions that no Lua file speaks of are told")
  func missingContributions() throws {
    var files = sample(
      entry: "local workbench = require \"workbench\"\nreturn { workbench.endpoint { name = \"grfs\" } }\n")
    files["plugin.toml", default: ""] += "[contributions]\nendpoint = [\"grfs\", \"crfs\"]\n"
    #expect(try plugin(files).missingContributions.map(\.name) == ["crfs"])
  }

  @Test("An entry that is not there is told with the nearest file")
  func missingEntry() {
    var files = sample()
    files["plugin.toml", default: ""] += "entry = \"inti.lua\"\n"
    #expect(
      fault { _ = try plugin(files) }
        == "sample: the entry \"inti.lua\" is not among the files; did you mean \"init.lua\"?")
  }

  @Test("A plugin that needs another workbench says so")
  func otherWorkbench() throws {
    let plugin = try plugin(sample())
    try plugin.check(workbench: "0.1.0")
    #expect(
      fault { try plugin.check(workbench: "0.0.9") }
        == "acme/grfs 1.2.0 needs workbench >= 0.1; this is 0.0.9: take another version of the plugin, or of the workbench"
    )
  }
}
