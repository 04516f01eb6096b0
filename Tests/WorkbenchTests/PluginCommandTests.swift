import Foundation
import Testing

/// Plugins as people use them: added, looked at, trusted, required, updated, removed.
@Suite("Plugins, from the command line")
struct PluginCommandTests {
  private let desk: PluginDesk

  init() throws { desk = try PluginDesk() }

  private func digest(_ name: String) throws -> String { try desk.locked().first { $0.0 == name }?.1 ?? "" }

  // MARK: Trust

  @Test(
    "Nothing of a plugin runs before it is trusted; the message is the command; trust is the user's and no one else's")
  func trust() throws {
    let source = try desk.plugin()
    try desk.script(says: "require \"acme/grfs\".words()")
    let added = try desk.run("plugin", "add", source)
    #expect(added.status == 0 && added.output == "added acme/grfs 1.2.0\n")
    // Nobody can be asked here, so that the command says which files are meant.
    let digest = try digest("acme/grfs@1.2.0")
    let command = "workbench plugin trust acme/grfs --sha256 \(digest)"
    #expect(added.errors == "acme/grfs 1.2.0 is not trusted yet; look at it, and trust it: \(command)\n")
    let refused = try desk.run("run", "a.lua")
    #expect(
      refused
        == .init(
          status: 64, output: "",
          errors: "workbench: plugin acme/grfs 1.2.0 is not trusted; look at it, and trust it: \(command)\n"))
    let looked = try desk.run("plugin", "trust", "acme/grfs")
    #expect(looked.status == 64)
    #expect(
      looked.errors
        == "workbench: not trusted, for nobody can be asked here; to trust exactly these files: workbench plugin "
        + "trust acme/grfs --sha256 \(digest)\n")
    for words in [
      "acme/grfs 1.2.0: What the sample says.", "Anna Autor", "nothing but compute from what it is handed",
      "README.md begins:",
      "| # acme/grfs", "in Plugins/acme/grfs", digest,
    ] { #expect(looked.output.contains(words), "\(words)") }
    let wrong = try desk.run("plugin", "trust", "acme/grfs", "--sha256", "0000")
    #expect(wrong.status == 64 && wrong.errors.contains("the SHA-256 of its files is \(digest), not 0000"))
    #expect(try desk.run("run", "a.lua").status == 64)
    #expect(try desk.run("plugin", "trust", "acme/grfs", "--sha256", digest).status == 0)
    let end = try desk.run("run", "a.lua")
    #expect(end.status == 0 && end.output.contains("from grfs"), "\(end)")
    #expect(end.output.contains("acme/grfs") && end.output.contains("1.2.0"), "provenance names the plugin")
    // Who gets the project does not get the trust.
    #expect(try desk.run("run", "a.lua", as: "bo").status == 64)
    // Whoever trusts no more runs no more.
    #expect(try desk.run("plugin", "distrust", "acme/grfs").errors == "no longer trusted: acme/grfs 1.2.0\n")
    #expect(try desk.run("run", "a.lua").status == 64)
  }

  @Test("The report names each plugin that was used, with its version and the digest of its files")
  func provenance() throws {
    try desk.have(desk.plugin(), desk.plugin("acme/unused"))
    try desk.script(says: "require \"acme/grfs\".words()")
    #expect(try desk.run("run", "a.lua", "--out", "out", "--format", "json").status == 0)
    let json = try desk.text("out/a.json")
    #expect(try json.contains("plugin acme/grfs") && json.contains(digest("acme/grfs@1.2.0")))
    #expect(!json.contains("acme/unused"))
  }

  // MARK: The lock file

  @Test("A byte that is changed stops the scripts that need the plugin, and no others")
  func tampered() throws {
    try desk.have(desk.plugin(), desk.plugin("acme/other", lua: "return { words = function() return \"other\" end }"))
    try desk.script("a.lua", says: "require(\"acme/grfs\").words()")
    try desk.script("b.lua", says: "require 'acme/other'.words()")
    try desk.write(["Plugins/acme/grfs/init.lua": "return { words = function() return \"evil\" end }\n"])
    let end = try desk.run("run", "a.lua")
    #expect(end.status == 64 && end.output.isEmpty)
    #expect(
      end.errors.hasPrefix(
        "workbench: plugin acme/grfs is broken: acme/grfs 1.2.0: Plugins/acme/grfs does not hold what workbench.lock says: "
          + "\"init.lua\" is changed; to have it again as it was: workbench plugin restore acme/grfs\n"),
      "\(end.errors)")
    #expect(try desk.run("run", "b.lua").output.contains("other"))
    let frozen = try desk.run("run", "b.lua", "--frozen")
    #expect(frozen.status == 64 && frozen.errors.hasPrefix("workbench: --frozen: acme/grfs 1.2.0: "))
    let list = try desk.run("plugin", "list")
    #expect(list.output.hasPrefix("broken: acme/grfs 1.2.0: Plugins/acme/grfs does not hold"))
    #expect(list.output.hasSuffix("acme/other 1.2.0 | draft | trusted | no capabilities | What the sample says.\n"))
    let check = try desk.run("plugin", "check")
    #expect(check.status == 1 && check.errors.hasPrefix("workbench: acme/grfs 1.2.0: Plugins/acme/grfs does not hold"))
    // Its own tests are not run either: what lies there is not what was trusted.
    try desk.write(["tests/a_test.lua": "error \"run\"\n"], to: "Plugins/acme/grfs")
    #expect(try desk.run("test", "Plugins/acme/grfs").errors.contains("run") == false)
    try FileManager.default.removeItem(at: desk.project.appendingPathComponent("Plugins/acme/grfs/tests"))
    // A name that is put together is refused where it is required.
    try desk.script("c.lua", says: "require(\"acme/\" .. \"grfs\").words()")
    let late = try desk.run("run", "c.lua")
    defer { _ = try? desk.run("plugin", "restore") }
    #expect(
      late.status == 64 && late.errors.hasPrefix("workbench: c.lua:5: plugin acme/grfs is broken: "), "\(late.errors)")
  }

  @Test("One whose files are no Lua is not added; check finds that, and names that there are not")
  func noLua() throws {
    let source = try desk.plugin(lua: "return {\n")
    let words = "init.lua:2:1: expected an expression, found the end of the text\n"
    #expect(
      try desk.run("plugin", "add", source)
        == .init(status: 64, output: "", errors: "workbench: acme/grfs 1.2.0: \(words)"))
    #expect(!desk.files.contains("workbench.lock"))
    let checked = try desk.run("plugin", "check", source)
    #expect(checked.status == 1 && checked.errors == "workbench: \(words)")
    try desk.plugin(lua: "local lib = require \"lib\"\nreturn lib\n")
    try desk.write(["lib.lua": "return { f = undefined() }\n"], to: source)
    let undefined = try desk.run("plugin", "check", source)
    #expect(undefined.status == 1)
    #expect(undefined.errors.hasPrefix("workbench: lib.lua:1:14: unknown name \"undefined\""), "\(undefined)")
  }

  @Test("An error in a plugin names it, its version, its file and the line, while it loads and later")
  func places() throws {
    try desk.have(
      desk.plugin(lua: "error \"load fails\"\n"),
      desk.plugin("acme/late", lua: "return function() error \"late\" end\n"))
    try desk.script("a.lua", says: "require \"acme/grfs\".words()")
    try desk.script("b.lua", says: "require \"acme/late\"()")
    try desk.script("c.lua", says: "1")
    let first = try desk.run("run", "a.lua")
    #expect(
      first
        == .init(
          status: 1, output: "", errors: "workbench: acme/grfs/init.lua:1: load fails (in plugin acme/grfs 1.2.0)\n"))
    let second = try desk.run("run", "b.lua")
    #expect(second.errors == "workbench: acme/late/init.lua:1: late (in plugin acme/late 1.2.0)\n")
    #expect(try desk.run("run", "c.lua").status == 0)
  }

  @Test("What the message says mends it: from the source, and from a folder of the project as well")
  func restored() throws {
    try desk.have(desk.plugin())
    try desk.script(says: "require \"acme/grfs\".words()")
    try desk.write(["Plugins/acme/grfs/init.lua": "return {}\n", "deep/er/x.txt": ""])
    let below = desk.project.appendingPathComponent("deep/er")
    let state = try desk.scratch.folder("state-anna").path
    let environment = ["XDG_STATE_HOME": state, "HOME": state]
    let end = try Command.run(["plugin", "restore", "acme/grfs"], in: below, environment: environment)
    #expect(end == .init(status: 0, output: "written again, as workbench.lock says: acme/grfs 1.2.0\n", errors: ""))
    // A script is run with the plugins of its own project, wherever the command is given.
    let elsewhere = try desk.scratch.folder("elsewhere")
    let run = try Command.run(["run", "../project/a.lua"], in: elsewhere, environment: environment)
    #expect(run.status == 0 && run.output.contains("from grfs"), "\(run)")
    #expect(try Command.run(["run", "../../a.lua"], in: below, environment: environment).status == 0)
    #expect(try desk.run("plugin", "restore").errors == "nothing to do: all plugins are as workbench.lock says\n")
  }

  @Test(
    "--frozen refuses to test, to begin a session and to check where a plugin is changed or not in the lock file, and nothing else",
    arguments: [["test", "Scripts"], ["repl"], ["check", "a.lua"]])
  func frozen(_ command: [String]) throws {
    let environment = try desk.environment()
    func run(_ arguments: [String]) throws -> Command.End {
      try Command.run(command + arguments, in: desk.project, environment: environment, input: "1 + 1\n")
    }
    try desk.have(desk.plugin())
    try desk.script(says: "require \"acme/grfs\".words()")
    try desk.write([
      "Scripts/a_test.lua":
        "local testing = require \"testing\"\ntesting.test(\"one\", function() testing.equal(1, 1) end)\n"
    ])
    #expect(try run(["--frozen"]).status == 0)
    // Another plugin lies there that nobody has added.
    try desk.plugin("acme/other", in: "project/Plugins/acme/other")
    #expect(try run([]).status == 0)
    let unlocked = try run(["--frozen"])
    #expect(unlocked.status == 64 && unlocked.output.isEmpty)
    #expect(unlocked.errors.hasPrefix("workbench: --frozen: Plugins/acme/other is not in workbench.lock; "))
    try FileManager.default.removeItem(at: desk.project.appendingPathComponent("Plugins/acme/other"))
    try desk.write(["Plugins/acme/grfs/README.md": "changed\n"])
    let changed = try run(["--frozen"])
    #expect(changed.status == 64 && changed.output.isEmpty)
    #expect(
      changed.errors.hasPrefix(
        "workbench: --frozen: acme/grfs 1.2.0: Plugins/acme/grfs does not hold what workbench.lock says: "),
      "\(changed.errors)")
  }

  @Test("A plugin that lies there but is not in the lock file is not used, and that is said")
  func unlocked() throws {
    try desk.plugin(in: "project/Plugins/acme/grfs")
    try desk.script(says: "1")
    let words =
      "Plugins/acme/grfs is not in workbench.lock, and is not used; to add it: workbench plugin add Plugins/acme/grfs"
    let end = try desk.run("run", "a.lua")
    #expect(end.status == 0 && end.errors == "workbench: \(words)\n")
    let frozen = try desk.run("run", "a.lua", "--frozen")
    #expect(
      frozen.status == 64
        && frozen.errors
          == "workbench: --frozen: Plugins/acme/grfs is not in workbench.lock; to add it: workbench plugin add Plugins/acme/grfs\n"
    )
    try desk.script("b.lua", says: "require \"acme/grfs\".words()")
    let missing = try desk.run("run", "b.lua")
    #expect(missing.status == 64)
    #expect(
      missing.errors.hasSuffix(
        "workbench: b.lua:5: there is no module \"acme/grfs\", and no plugin of that name in this project; a plugin is added from "
          + "where it is: workbench plugin add PATH, FILE.wbplugin or GIT-URL\n"), "\(missing.errors)")
  }

  @Test("What fails leaves nothing behind, and what is there as it was")
  func failedAdd() throws {
    let sound = try desk.plugin()
    let broken = try desk.plugin("acme/broken")
    try desk.write(["plugin.toml": "id = \"\u{430}cme/broken\"\n"], to: broken)
    let end = try desk.run("plugin", "add", sound, broken)
    #expect(
      end.status == 64
        && end.errors.contains("plugin.toml:1:6: \"\u{430}cme/broken\" is no id of a plugin: '\u{430}' (U+0430)"))
    #expect(desk.files.isEmpty)
    try desk.have(sound)
    let before = try (desk.files, desk.text("workbench.lock"))
    #expect(try desk.run("plugin", "add", "../nowhere").status == 64)
    #expect(try desk.run("plugin", "add", desk.plugin("acme/needy", needs: ["acme/none": ">= 1"])).status == 64)
    let newer = try desk.plugin("acme/newer")
    try desk.write(
      ["plugin.toml": desk.text(newer + "/plugin.toml").replacing(">= 0.1", with: ">= 99")], to: newer)
    #expect(try desk.run("plugin", "add", newer).errors.contains("acme/newer 1.2.0 needs workbench >= 99; this is "))
    #expect(try desk.run("plugin", "remove", "acme/gfrs").errors.contains("did you mean \"acme/grfs\"?"))
    let after = try (desk.files, desk.text("workbench.lock"))
    #expect(after == before)
    #expect(try desk.run("plugin", "remove", "acme/grfs").output == "removed acme/grfs 1.2.0\n")
    #expect(desk.files == ["workbench.lock"])
  }

  // MARK: Updates

  @Test("An update is shown before it is made; where nobody can be asked, the message is the command")
  func update() throws {
    let source = try desk.plugin(in: "grfs")
    try desk.have(source)
    #expect(try desk.text("workbench.lock").contains("source = \"../grfs\"\n"), "whoever has the project can read it")
    #expect(try desk.run("plugin", "update").errors == "nothing to do: 1 plugin is as at its source\n")
    try desk.plugin("acme/grfs", "1.3.0", in: "grfs", lua: "return { words = function() return \"newer\" end }\n")
    let asked = try desk.run("plugin", "update")
    #expect(
      asked.status == 64
        && asked.errors == "workbench: nothing was changed; to have it so: workbench plugin update --yes\n")
    #expect(
      asked.output == """
        acme/grfs 1.2.0 → 1.3.0
          changed  init.lua
          changed  plugin.toml
          plugin.toml:
            - version = "1.2.0"
            + version = "1.3.0"
          init.lua:
            - return { words = function() return "from grfs" end }
            + return { words = function() return "newer" end }

        """)
    #expect(try desk.text("Plugins/acme/grfs/init.lua").contains("from grfs"))
    let done = try desk.run("plugin", "update", "acme/grfs", "--yes")
    #expect(done.status == 0 && done.errors.hasPrefix("updated\nacme/grfs 1.3.0 is not trusted yet; "))
    #expect(try desk.text("Plugins/acme/grfs/init.lua").contains("newer"))
    try desk.plugin("acme/grfs", "1.3.0", in: "grfs", lua: "return {}\n")
    let sly = try desk.run("plugin", "update")
    #expect(sly.status == 64)
    #expect(
      sly.output == """
        acme/grfs 1.3.0, with other files under the same version
          changed  init.lua
          init.lua:
            - return { words = function() return "newer" end }
            + return {}

        """)
    // Other files are other trust.
    try desk.script(says: "require \"acme/grfs\".words()")
    #expect(try desk.run("run", "a.lua").status == 64)
  }

  @Test("A capability that grew needs a yes of its own")
  func grown() throws {
    let source = try desk.plugin(in: "grfs")
    try desk.have(source)
    try desk.plugin("acme/grfs", "1.3.0", capabilities: ["print", "random"], in: "grfs")
    let asked = try desk.run("plugin", "update", "--yes")
    #expect(asked.status == 64)
    #expect(asked.output.contains("  NEW CAPABILITY random: it may draw random numbers\n"))
    #expect(
      asked.errors
        == "workbench: nothing was changed; to have it so: workbench plugin update --yes --allow random --allow print\n"
    )
    #expect(try desk.run("plugin", "update", "--yes", "--allow", "random").status == 64)
    #expect(
      try desk.run("plugin", "add", source).errors.contains("asks for more than you have approved: random, print"))
    #expect(try desk.run("plugin", "update", "--yes", "--allow", "random", "--allow", "print").status == 0)
    #expect(try desk.text("workbench.lock").contains("capabilities = [\"random\", \"print\"]"))
  }

  @Test("An older version is refused, and a source that holds one is left alone")
  func downgrade() throws {
    try desk.plugin("acme/grfs", "2.0.0", in: "grfs")
    try desk.have("../grfs")
    try desk.plugin("acme/grfs", "1.0.0", in: "grfs")
    let end = try desk.run("plugin", "add", "../grfs")
    #expect(end.status == 64 && end.errors.contains("acme/grfs 1.0.0 is older than 2.0.0, which is here"))
    let update = try desk.run("plugin", "update", "--yes")
    #expect(update.status == 0 && update.errors.contains("its source holds 1.0.0, which is older; left as it is"))
    #expect(try desk.text("Plugins/acme/grfs/plugin.toml").contains("2.0.0"))
  }

  @Test("Another source is shown where a newer version comes from it; words that a shell would take apart are quoted")
  func moved() throws {
    try desk.have(desk.plugin(in: "grfs"))
    try desk.plugin("acme/grfs", "1.3.0", capabilities: ["print"], in: "it's; touch x")
    let asked = try desk.run("plugin", "add", "../it's; touch x")
    #expect(
      asked.output.hasPrefix(
        "acme/grfs 1.2.0 → 1.3.0\n  NEW SOURCE ../it's; touch x, before it was ../grfs\n"), "\(asked.output)")
    #expect(
      asked.errors.hasSuffix("to approve it: workbench plugin add '../it'\\''s; touch x' --allow print\n"),
      "\(asked.errors)")
  }

  @Test("Two people at one project lose nothing of one another: each adds, and each is there")
  func atOnce() throws {
    let sources = try (0..<4).map { try desk.plugin("acme/p\($0)", in: "p\($0)") }
    let state = try desk.scratch.folder("state-anna").path
    let commands = try sources.map {
      try Command(["plugin", "add", $0], in: desk.project, environment: ["XDG_STATE_HOME": state, "HOME": state])
    }
    for command in commands { #expect(try command.end().status == 0) }
    let keys = try desk.locked().map(\.0)
    #expect(keys == (0..<4).map { "acme/p\($0)@1.2.0" })
    let trusting = try desk.locked().map {
      try Command(
        ["plugin", "trust", $0.0, "--sha256", $0.1], in: desk.project,
        environment: ["XDG_STATE_HOME": state, "HOME": state])
    }
    for command in trusting { #expect(try command.end().status == 0) }
    #expect(try desk.run("plugin", "list").output.components(separatedBy: "| trusted |").count == 5)
    #expect(!desk.files.contains { $0.contains("busy") || $0.contains("staging") })
  }

  @Test("What was recorded with another plugin is not from the same, even where the numbers are")
  func verified() throws {
    let source = try desk.plugin(in: "grfs")
    try desk.have(source)
    try desk.script(says: "require \"acme/grfs\".words()")
    #expect(try desk.run("run", "a.lua", "--record").status == 0)
    let old = try digest("acme/grfs@1.2.0")
    #expect(
      try desk.run("verify", "a.lua", "--frozen").output.contains("a.lua, on cohort \"CAR-T demonstration\": identical")
    )
    try desk.plugin("acme/grfs", "1.3.0", in: "grfs")
    #expect(try desk.run("plugin", "update", "--yes").status == 0)
    let new = try digest("acme/grfs@1.3.0")
    #expect(try desk.run("plugin", "trust", "acme/grfs", "--sha256", new).status == 0)
    let end = try desk.run("verify", "a.lua")
    #expect(end.status == 1)
    #expect(
      end.output.contains(
        ", but not from the same\n  other plugin acme/grfs: 1.3.0, SHA-256 \(new), recorded 1.2.0, SHA-256 \(old)\n"
      ),
      "\(end.output)")
  }

  // MARK: Packs

  @Test("A plugin of which a test fails is not packed, unless its author says so; of one that passes it is told")
  func packTested() throws {
    let source = try desk.plugin()
    func test(expects words: String) throws {
      try desk.write(
        [
          "words_test.lua": """
          local testing = require "testing"
          testing.test("words", function() testing.equal(require "acme/grfs".words(), "\(words)") end)

          """
        ], to: source + "/tests")
    }
    try test(expects: "from elsewhere")
    let end = try desk.run("plugin", "pack", source)
    #expect(end.status == 1)
    #expect(
      end.output.contains("words_test.lua:2: FAILED \"words\": expected \"from elsewhere\", found \"from grfs\""),
      "\(end.output)")
    #expect(
      end.errors
        == "workbench: acme/grfs 1.2.0 is not packed: 1 of its 2 tests fails; --skip-tests packs it all the same\n")
    #expect(desk.files.isEmpty)
    #expect(try desk.run("plugin", "pack", source, "--skip-tests").errors == "wrote acme-grfs-1.2.0.wbplugin\n")
    try test(expects: "from grfs")
    #expect(try desk.run("plugin", "pack", source).errors == "2 tests passed\nwrote acme-grfs-1.2.0.wbplugin\n")
  }

  @Test("A pack has the same bytes wherever it is made, and gives the same plugin")
  func pack() throws {
    let source = try desk.plugin()
    #expect(try desk.run("plugin", "pack", source).errors == "1 test passed\nwrote acme-grfs-1.2.0.wbplugin\n")
    try desk.plugin(in: "copy")
    #expect(try desk.run("plugin", "pack", "../copy", "--out", "b.wbplugin").status == 0)
    let (one, two) = try (desk.text("acme-grfs-1.2.0.wbplugin"), desk.text("b.wbplugin"))
    #expect(one == two && one.utf8.count % 512 == 0)
    #expect(
      try desk.run("plugin", "check", "b.wbplugin").output.contains("acme/grfs 1.2.0 is sound: 3 files, SHA-256 "))
    try desk.have("b.wbplugin")
    #expect(
      try desk.run("plugin", "update").errors == """
        nothing to do: 1 plugin is as at its source
        a pack is one version, under a file name of its own: workbench plugin add of the newer pack updates acme/grfs

        """)
    try desk.script(says: "require \"acme/grfs\".words()")
    #expect(try desk.run("run", "a.lua").output.contains("from grfs"))
    // Nor does it matter when, by whom, under which mask, in which order and in which language its files were written.
    try desk.plugin(in: "third")
    for (name, mode) in [("plugin.toml", 0o600), ("init.lua", 0o755), ("README.md", 0o444)] {
      let file = desk.project.appendingPathComponent("../third/\(name)").standardizedFileURL
      let text = try Data(contentsOf: file)
      try FileManager.default.removeItem(at: file)
      try text.write(to: file)
      try FileManager.default.setAttributes(
        [.posixPermissions: mode, .modificationDate: Date(timeIntervalSince1970: Double(mode) * 1e6)],
        ofItemAtPath: file.path)
    }
    let third = try Command.run(
      ["plugin", "pack", "../third", "--out", "c.wbplugin"], in: desk.project,
      environment: ["LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Asia/Kathmandu"])
    #expect(try third.status == 0 && desk.text("c.wbplugin") == one)
    #expect(
      try desk.run("plugin", "pack", source, "--out", "c.zip").errors
        == "workbench: --out: the name of a pack ends with .wbplugin, so that others can add it\n")
    // Cut short, it is refused.
    let bytes = try Data(contentsOf: desk.project.appendingPathComponent("b.wbplugin"))
    try bytes.prefix(1000).write(to: desk.project.appendingPathComponent("c.wbplugin"))
    let end = try desk.run("plugin", "add", "c.wbplugin")
    #expect(end.status == 64 && end.errors.contains("c.wbplugin: is cut short"))
  }

  @Test("A check reads the Lua, and finds what is declared and not there; its exit status is 1")
  func check() throws {
    let source = try desk.plugin(lua: "local x = = 1\n")
    let end = try desk.run("plugin", "check", source)
    #expect(end.status == 1 && end.errors.contains("init.lua:1:11: "), "\(end.errors)")
    try desk.write(["init.lua": "return {}\n"], to: source)
    let manifest = try desk.text(source + "/plugin.toml")
    try desk.write(["plugin.toml": manifest + "[contributions]\nendpoint = [\"grfs\"]\n"], to: source)
    let declared = try desk.run("plugin", "check", source)
    #expect(
      declared.status == 1
        && declared.errors
          == "workbench: plugin.toml: endpoint \"grfs\" is declared, but no Lua file speaks of it\n"
    )
    #expect(try desk.run("plugin", "pack", source).status == 1)
    try FileManager.default.createSymbolicLink(
      atPath: desk.project.appendingPathComponent(source).path + "/evil.lua", withDestinationPath: "/etc/passwd")
    #expect(
      try desk.run("plugin", "check", source).errors.contains("\"evil.lua\" is a link; a plugin holds files alone"))
  }
}
