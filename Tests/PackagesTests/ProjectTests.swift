import Foundation
import Names
import Packages
import Testing

@Suite("The plugins of a project")
struct ProjectTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.write(["project/readme.txt": ""])
  }

  private func project() throws -> PluginProject {
    try PluginProject(root: scratch.file("project"), workbench: "0.1.0")
  }

  private func source(_ files: [String: String], at name: String) throws -> PluginSource {
    try? FileManager.default.removeItem(atPath: scratch.file(name))
    return try PluginSource(try scratch.write(files, in: name))
  }

  private func add(_ plugins: [[String: String]]) throws {
    let fetched = try plugins.enumerated().map { try source($1, at: "source\($0)").fetch() }
    try ProjectChange(adding: fetched, in: project()).commit()
  }

  private var lock: String { (try? scratch.text("project/workbench.lock")) ?? "" }

  private var files: [String] {
    scratch.contents.filter { $0.value != "(a folder)" && $0.key.hasPrefix("project/Plugins/acme") }.keys.sorted()
  }

  @Test("One whose modules are no Lua is broken, with file, line and column, and so is what needs it; others are not")
  func noLua() throws {
    try add([
      sample(entry: "return {\n"), sample("acme/other"), sample("acme/user", needs: ["acme/grfs": ">= 1"]),
    ])
    let words = "acme/grfs 1.2.0: init.lua:2:1: expected an expression, found the end of the text"
    let faults = try project().members.map(\.fault)
    #expect(faults == [words, nil, "acme/user 1.2.0 needs acme/grfs 1.2.0, which is broken: \(words)"])
    #expect(try project().faults.count == 2)
  }

  @Test("A plugin is vendored under its id, and the lock file says exactly what it is")
  func added() throws {
    try add([sample(capabilities: ["print"])])
    #expect(
      files == ["init.lua", "README.md", "plugin.toml"].map { "project/Plugins/acme/grfs/\($0)" }.sorted())
    let tree = try plugin(sample(capabilities: ["print"])).tree
    #expect(
      lock == """
        # The plugins of this project, exactly. Written by "workbench plugin"; keep it with the project.
        form = "1"

        [plugins."acme/grfs@1.2.0"]
        source = "\(scratch.file("source0"))"
        sha256 = "\(tree.sha256)"
        capabilities = ["print"]

        [plugins."acme/grfs@1.2.0".files]
        "README.md" = "\(tree.files[0].sha256)"
        "init.lua" = "\(tree.files[1].sha256)"
        "plugin.toml" = "\(tree.files[2].sha256)"

        """)
    let read = try LockFile(Array(lock.utf8))
    #expect(read.text == lock)
    #expect(try project().members.map(\.fault) == [nil])
    try project().checkFrozen()
    // The same again changes nothing.
    #expect(
      try ProjectChange(adding: [source(sample(capabilities: ["print"]), at: "source0").fetch()], in: project()).isEmpty
    )
  }

  @Test("A byte that is changed, a file that is new or gone: the first that differs is named, and what to do")
  func tampered() throws {
    try add([sample()])
    let place = "project/Plugins/acme/grfs"
    let restore = "; to have it again as it was: workbench plugin restore acme/grfs"
    func faulty() throws -> String? { try project().members.first?.fault }
    try scratch.write(["init.lua": "return {x=1}\n"], in: place)
    let words = "acme/grfs 1.2.0: Plugins/acme/grfs does not hold what workbench.lock says: "
    #expect(try faulty() == words + "\"init.lua\" is changed" + restore)
    try scratch.write(["init.lua": "return {}\n", "evil.lua": ""], in: place)
    #expect(try faulty() == words + "\"evil.lua\" is new" + restore)
    try FileManager.default.removeItem(atPath: scratch.file(place + "/evil.lua"))
    #expect(try faulty() == nil)
    try FileManager.default.removeItem(atPath: scratch.file(place + "/README.md"))
    #expect(try faulty() == words + "\"README.md\" is removed" + restore)
    #expect(fault { try project().checkFrozen() } == "--frozen: " + words + "\"README.md\" is removed" + restore)
    try FileManager.default.createSymbolicLink(
      atPath: scratch.file(place + "/README.md"), withDestinationPath: "/etc/passwd")
    #expect(try faulty() == "Plugins/acme/grfs: \"README.md\" is a link; a plugin holds files alone" + restore)
    // What the message says mends it.
    let again = try PluginSource(locked: project().members[0].locked.source, in: project().root).fetch()
    try ProjectChange(restoring: [again], in: project()).commit()
    #expect(try faulty() == nil)
    try FileManager.default.removeItem(atPath: scratch.file(place))
    #expect(try faulty() == "acme/grfs 1.2.0: Plugins/acme/grfs is not there" + restore)
  }

  @Test("A capability that the lock file does not approve keeps a plugin from being used")
  func unapproved() throws {
    try add([sample(capabilities: ["random"])])
    try scratch.write(["project/workbench.lock": lock.replacing("[\"random\"]", with: "[]")])
    let said = try project().members.first?.fault ?? ""
    #expect(
      said
        == "acme/grfs 1.2.0 asks for the capability \"random\", which workbench.lock does not approve; to approve it: "
        + "workbench plugin update acme/grfs --allow random")
    // To add it again is to ask for it again.
    let again = try PluginSource(scratch.file("source0")).fetch()
    #expect(try ProjectChange(adding: [again], in: project()).steps.map { $0.grown.map(\.rawValue) } == [["random"]])
  }

  @Test("What was changed is had again only as the lock file says; a source that changed meanwhile is refused")
  func restored() throws {
    try add([sample()])
    let before = lock
    try FileManager.default.removeItem(atPath: scratch.file("project/Plugins"))
    let other = try source(sample(entry: "return { evil = 1 }\n"), at: "source0").fetch()
    #expect(
      fault { _ = try ProjectChange(restoring: [other], in: project()) }
        == "\(scratch.file("source0")): holds acme/grfs 1.2.0 with other files now than workbench.lock says; to have it as it is "
        + "there: workbench plugin update acme/grfs")
    let same = try source(sample(), at: "source0").fetch()
    let change = try ProjectChange(restoring: [same], in: project())
    #expect(change.steps.map { $0.new?.words } == ["acme/grfs 1.2.0"])
    try change.commit()
    #expect(try project().members.map(\.fault) == [nil])
    #expect(lock == before)
  }

  @Test("A plugin that comes from elsewhere now says so")
  func moved() throws {
    try add([sample()])
    let change = try ProjectChange(
      adding: [source(sample("acme/grfs", "1.3.0"), at: "elsewhere").fetch()], in: project())
    #expect(change.steps.first?.moved?.old == scratch.file("source0"))
    #expect(change.steps.first?.moved?.new == scratch.file("elsewhere"))
  }

  @Test("Whatever single byte of a plugin is changed, cut off or added, it is broken, and its file is named")
  func everyByte() throws {
    try add([sample()])
    for (name, text) in sample() {
      let bytes = Array(text.utf8)
      let url = URL(fileURLWithPath: scratch.file("project/Plugins/acme/grfs/\(name)"))
      for index in bytes.indices {
        var changed = bytes
        if index % 3 == 1 { changed.remove(at: index) } else { changed[index] ^= 1 << (index % 8) }
        if index % 3 == 2 { changed.insert(32, at: index) }
        guard changed != bytes else { continue }
        try Data(changed).write(to: url)
        let fault = try project().members[0].fault
        #expect(fault?.contains(": \"\(name)\" is changed; to have it again as it was: ") == true, "\(name) \(index)")
      }
      try Data(bytes).write(to: url)
    }
    // Neither its time nor who may read it is part of what it holds.
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1), .posixPermissions: 0o400],
      ofItemAtPath: scratch.file("project/Plugins/acme/grfs/init.lua"))
    #expect(try project().members[0].fault == nil)
  }

  @Test(
    "A lock file that was changed by hand is told, whether or not anything is gained by it",
    arguments: [("capabilities = []", "capabilities = [\"random\"]"), ("\"init.lua\" = \"", "\"init.lua\" = \"0")])
  func changedByHand(_ was: String, _ becomes: String) throws {
    try add([sample()])
    let changed = lock.replacing(was, with: becomes)
    try #require(changed != lock)
    let start = try #require(changed.range(of: becomes)).lowerBound
    let line = changed[start...].prefix { $0 != "\n" }
    // A digest stays as long as one is.
    let whole = line.count > 60 ? String(line.dropLast(2)) + "\"" : String(line)
    try scratch.write(["project/workbench.lock": changed.replacing(line, with: whole)])
    #expect(
      try project().members.map(\.fault) == [
        "acme/grfs 1.2.0: workbench.lock says other files or capabilities of it than those with its SHA-256: it was changed by hand; to "
          + "have it written anew: workbench plugin update acme/grfs"
      ])
    #expect(throws: PackageFault.self) { try project().checkFrozen() }
    try add([sample()])
    #expect(try project().members.map(\.fault) == [nil])
  }

  @Test("Line ends that git changed are told as that, and git is kept from it")
  func lineEnds() throws {
    try add([sample()])
    #expect(try scratch.text("project/Plugins/.gitattributes").hasSuffix("\n* -text\n"))
    for (name, text) in sample() {
      try scratch.write([name: text.replacing("\n", with: "\r\n")], in: "project/Plugins/acme/grfs")
    }
    #expect(
      try project().members[0].fault
        == "acme/grfs 1.2.0: Plugins/acme/grfs has other line ends than workbench.lock says, as git makes them where "
        + "core.autocrlf is set; to have it again as it was: workbench plugin restore acme/grfs")
  }

  @Test("What somebody changed in a plugin's folder is told before it goes")
  func edited() throws {
    try add([sample()])
    try scratch.write(["init.lua": "return { mine = 1 }\n"], in: "project/Plugins/acme/grfs")
    for version in ["1.2.0", "1.3.0"] {
      let change = try ProjectChange(
        adding: [source(sample("acme/grfs", version), at: "source0").fetch()], in: project())
      #expect(
        change.steps.map(\.edited)
          == ["acme/grfs 1.2.0: Plugins/acme/grfs does not hold what workbench.lock says: \"init.lua\" is changed"])
    }
  }

  @Test(
    "The project's own copy of a plugin that came from elsewhere is no source of it; where it came from nowhere else, it is"
  )
  func ownCopy() throws {
    try add([sample()])
    let before = scratch.contents
    try scratch.write(["init.lua": "return { mine = 1 }\n"], in: "project/Plugins/acme/grfs")
    func own() throws -> PluginSource.Fetched {
      try PluginSource(scratch.file("project/Plugins/acme/grfs")).fetch(for: scratch.file("project"))
    }
    #expect(
      fault { _ = try ProjectChange(adding: [own()], in: project()) }
        == "Plugins/acme/grfs is this project's own copy of acme/grfs 1.2.0, which came from \(scratch.file("source0")); to have it "
        + "again as it was: workbench plugin restore acme/grfs; to keep what was changed in it, copy the folder to another place and "
        + "add that")
    #expect(scratch.contents["project/workbench.lock"] == before["project/workbench.lock"])
    // Written where it lies, it is taken as it lies, again and again, and nothing of it goes.
    try FileManager.default.removeItem(atPath: scratch.file("project/workbench.lock"))
    try ProjectChange(adding: [own()], in: project()).commit()
    try scratch.write(["init.lua": "return { mine = 2 }\n"], in: "project/Plugins/acme/grfs")
    let change = try ProjectChange(adding: [own()], in: project())
    #expect(change.steps.map(\.edited) == [nil])
    try change.commit()
    #expect(try scratch.text("project/Plugins/acme/grfs/init.lua") == "return { mine = 2 }\n")
  }

  @Test("A lock file in which plugins require each other in a circle breaks those, with the way round, and no others")
  func lockedCircle() throws {
    try add([sample("acme/a", needs: ["acme/b": ">= 1"]), sample("acme/b"), sample("acme/c")])
    try scratch.write([
      "project/workbench.lock": lock.replacing(
        "[plugins.\"acme/b@1.2.0\".files]",
        with: "[plugins.\"acme/b@1.2.0\".dependencies]\n\"acme/a\" = \"1.2.0\"\n[plugins.\"acme/b@1.2.0\".files]")
    ])
    let words =
      "plugins require each other in a circle: acme/a 1.2.0 → acme/b 1.2.0 → acme/a 1.2.0; remove \"acme/a\" from "
    #expect(try project().members.map { $0.fault?.hasPrefix(words) } == [true, true, nil])
  }

  // MARK: Two at once

  @Test("A change that was planned before another was made is refused, and nothing is lost")
  func outdated() throws {
    let first = try source(sample("acme/one"), at: "one").fetch()
    let second = try source(sample("acme/two"), at: "two").fetch()
    let project = try project()
    let planned = try ProjectChange(adding: [second], in: project)
    try ProjectChange(adding: [first], in: project).commit()
    let before = scratch.contents
    #expect(
      fault { try planned.commit() }
        == "another command has changed workbench.lock in the meantime; nothing was changed: give this command again")
    #expect(scratch.contents == before)
    // Planned anew, both are there.
    _ = try project.changed { try ProjectChange(adding: [second], in: $0) }
    #expect(try self.project().lock.keys.map(\.words) == ["acme/one 1.2.0", "acme/two 1.2.0"])
  }

  @Test("Many that add at once all find their plugin in the lock file afterwards")
  func atOnce() async throws {
    let sources = try (0..<8).map { try source(sample("acme/p\($0)"), at: "at-once-\($0)").fetch() }
    let root = scratch.file("project")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for source in sources {
        group.addTask {
          _ = try PluginProject(root: root, workbench: "0.1.0").changed { try ProjectChange(adding: [source], in: $0) }
        }
      }
      try await group.waitForAll()
    }
    #expect(try project().lock.keys.map(\.words) == (0..<8).map { "acme/p\($0) 1.2.0" })
    #expect(try project().members.allSatisfy { $0.fault == nil })
    #expect(!scratch.contents.keys.contains { $0.contains("busy") || $0.contains("staging") })
  }

  @Test("Whoever waits for another is told for whom, and gives up with nothing changed")
  func held() throws {
    let path = scratch.file("x.busy")
    var heard: [String] = []
    do {
      let first = try Hold(path, changing: "the plugins of this project") { _ in }
      let said = fault {
        _ = try Hold(path, changing: "the plugins of this project", patience: .init(seconds: 1, silence: 0.1)) {
          heard.append($0)
        }
      }
      let words =
        "another \"workbench plugin\" command (process \(ProcessInfo.processInfo.processIdentifier)) is changing the plugins "
        + "of this project"
      #expect(heard == [words + "; waiting for it to end"])
      #expect(
        said == words + ", and has not ended in 1 s; nothing was changed: try again when it has ended")
      _ = consume first
    }
    // Let go, it is gone, and free for others; what a process that died left behind is in nobody's way.
    #expect(!FileManager.default.fileExists(atPath: path))
    try scratch.write(["x.busy": "1"])
    _ = try Hold(path, changing: "x") { _ in }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test("A newer version takes the place of an older one, and says what it may do that the older might not")
  func grown() throws {
    try add([sample()])
    let new = sample("acme/grfs", "1.3.0", capabilities: ["random", "print"], entry: "return { 1 }\n")
    let change = try ProjectChange(adding: [source(new, at: "source0").fetch()], in: project())
    let step = try #require(change.steps.first)
    #expect(change.steps.count == 1 && step.old?.words == "acme/grfs 1.2.0" && step.new?.words == "acme/grfs 1.3.0")
    #expect(step.grown.map(\.rawValue) == ["random", "print"])
    #expect(step.files.map { "\($0.path) \($0.change)" } == ["init.lua changed", "plugin.toml changed"])
    #expect(
      step.lines.map { "\($0.path)" } == ["plugin.toml", "init.lua"]
        && step.lines[1].lines == ["- return {}", "+ return { 1 }"])
    #expect(
      step.lines.first?.lines == [
        "- version = \"1.2.0\"", "- capabilities = []", "+ version = \"1.3.0\"",
        "+ capabilities = [\"random\", \"print\"]",
      ])
    // Of much only the beginning is shown, and of what is too much to compare, that.
    for (count, last) in [
      (50, "… and 31 more lines that go or come"), (5000, "(too long to be compared here: 1 lines, now 5000)"),
    ] {
      let long = sample("acme/grfs", "1.3.0", entry: String(repeating: "-- x\n", count: count))
      let change = try ProjectChange(adding: [source(long, at: "long").fetch()], in: project())
      #expect(change.steps.first?.lines.last?.lines.last == last)
    }
    // Nothing has happened yet.
    #expect(try project().lock.keys.map(\.words) == ["acme/grfs 1.2.0"])
    try change.commit()
    #expect(try project().lock.keys.map(\.words) == ["acme/grfs 1.3.0"])
    #expect(try scratch.text("project/Plugins/acme/grfs/init.lua") == "return { 1 }\n")
  }

  @Test("An older version is refused where nothing needs it")
  func downgrade() throws {
    try add([sample("acme/grfs", "2.0.0")])
    let before = scratch.contents.filter { $0.key.hasPrefix("project") }
    #expect(
      fault { try add([sample("acme/grfs", "1.9.0")]) }
        == "acme/grfs 1.9.0 is older than 2.0.0, which is here, and nothing needs it; to go back to it, remove the newer one "
        + "first: workbench plugin remove acme/grfs")
    #expect(scratch.contents.filter { $0.key.hasPrefix("project") } == before)
  }

  @Test("Two that need different versions of a third each get theirs, and it goes when nobody needs it")
  func versions() throws {
    try add([
      sample("acme/base", "1.4.0"), sample("acme/old", needs: ["acme/base": ">= 1, < 2"]),
    ])
    #expect(files.contains("project/Plugins/acme/base/init.lua"))
    try add([sample("acme/base", "2.1.0"), sample("acme/new", needs: ["acme/base": ">= 2"])])
    #expect(
      try project().members.map(\.key.words) == [
        "acme/base 1.4.0", "acme/base 2.1.0", "acme/new 1.2.0", "acme/old 1.2.0",
      ])
    #expect(
      try project().members.map(\.folder) == [
        "Plugins/acme/base@1.4.0", "Plugins/acme/base", "Plugins/acme/new", "Plugins/acme/old",
      ])
    #expect(try project().members.allSatisfy { $0.fault == nil })
    let given = try project().members.map { $0.locked.dependencies.map { "\($0) \($1)" } }
    #expect(given == [[], [], ["acme/base 2.1.0"], ["acme/base 1.4.0"]])
    #expect(
      fault { try ProjectChange(removing: [PluginID("acme/base")], in: project()).commit() }
        == "acme/base is needed by acme/new 1.2.0; remove that first, or both at once")
    try ProjectChange(removing: [PluginID("acme/old")], in: project()).commit()
    #expect(try project().members.map(\.key.words) == ["acme/base 2.1.0", "acme/new 1.2.0"])
    #expect(!files.contains { $0.contains("@1.4.0") })
    try ProjectChange(removing: [PluginID("acme/base"), PluginID("acme/new")], in: project()).commit()
    #expect(files.isEmpty && !scratch.contents.keys.contains("project/Plugins"))
    #expect(try project().lock.entries.isEmpty)
  }

  @Test("A plugin that is missing, or there in another version, is named")
  func missing() throws {
    let need = sample("acme/new", needs: ["acme/base": ">= 2"])
    let remedy = "; add it together with it: workbench plugin add … …"
    #expect(fault { try add([need]) } == "acme/new 1.2.0 needs acme/base >= 2, which is not here" + remedy)
    #expect(
      fault { try add([need, sample("acme/base", "1.0.0")]) }
        == "acme/new 1.2.0 needs acme/base >= 2, here is 1.0.0" + remedy)
    #expect(!scratch.contents.keys.contains { $0.hasPrefix("project/Plugins") || $0.hasPrefix("project/workbench") })
  }

  @Test("A cycle is shown as a path, with what to remove")
  func cycle() throws {
    #expect(
      fault {
        try add([
          sample("acme/a", needs: ["acme/b": ">= 1"]), sample("acme/b", needs: ["acme/c": ">= 1"]),
          sample("acme/c", needs: ["acme/a": ">= 1"]),
        ])
      }
        == "plugins require each other in a circle: acme/a 1.2.0 → acme/b 1.2.0 → acme/c 1.2.0 → acme/a 1.2.0; remove "
        + "\"acme/a\" from the [dependencies] of acme/c")
  }

  @Test("A broken plugin breaks those that need it, with its reason, and no others")
  func broken() throws {
    try add([
      sample("acme/base", "1.0.0"), sample("acme/user", needs: ["acme/base": ">= 1"]), sample("acme/other"),
    ])
    try FileManager.default.removeItem(atPath: scratch.file("project/Plugins/acme/base/init.lua"))
    let members = try project().members
    #expect(members.map { $0.fault == nil } == [false, true, false])
    #expect(
      members.last?.fault?.hasPrefix("acme/user 1.2.0 needs acme/base 1.0.0, which is broken: acme/base 1.0.0: ")
        == true)
  }

  @Test("Two ids that look alike are not both in one project")
  func lookAlikes() throws {
    try add([sample("acme/modern1")])
    for id in ["acme/modernl", "acme/moderni", "acrne/modern1", "acme/modem1", "acme/m0dern1", "acme/mod-ern_1"] {
      let said = fault { try add([sample(id)]) }
      #expect(said.contains(" looks like ") && said.contains(id) && said.contains("acme/modern1"), "\(said)")
    }
    try add([sample("acme/modern2")])
    #expect(try project().lock.keys.count == 2)
  }

  @Test("A folder that is not in the lock file is told, is no reason to stop, and is not written over")
  func unlocked() throws {
    try scratch.write(sample(), in: "project/Plugins/acme/grfs")
    #expect(try project().members.isEmpty)
    #expect(try project().unlocked == ["Plugins/acme/grfs"])
    #expect(
      fault { try project().checkFrozen() }
        == "--frozen: Plugins/acme/grfs is not in workbench.lock; to add it: workbench plugin add Plugins/acme/grfs")
    let before = scratch.contents.filter { $0.key.hasPrefix("project") }
    #expect(
      fault { try add([sample("acme/grfs", "1.3.0")]) }
        == "Plugins/acme/grfs is there already, but not in workbench.lock: move it away, or add it where it is: workbench "
        + "plugin add Plugins/acme/grfs")
    #expect(scratch.contents.filter { $0.key.hasPrefix("project") } == before)
    let inPlace = try PluginSource(scratch.file("project/Plugins/acme/grfs")).fetch()
    try ProjectChange(adding: [inPlace], in: project()).commit()
    #expect(try project().unlocked.isEmpty && project().members.map(\.fault) == [nil])
  }

  @Test("Where a link leads out of the project, nothing is read behind it, and nothing removed")
  func linkedFolders() throws {
    try add([sample()])
    try FileManager.default.moveItem(atPath: scratch.file("project/Plugins/acme"), toPath: scratch.file("elsewhere"))
    try FileManager.default.createSymbolicLink(
      atPath: scratch.file("project/Plugins/acme"), withDestinationPath: scratch.file("elsewhere"))
    let words = "Plugins/acme is a link; the plugins of a project lie in the project"
    #expect(try project().members.map(\.fault) == [words])
    let before = scratch.contents
    #expect(fault { try ProjectChange(removing: [PluginID("acme/grfs")], in: project()).commit() } == words)
    #expect(fault { try add([sample("acme/other")]) } == words)
    #expect(scratch.contents.filter { !$0.key.hasPrefix("source") } == before.filter { !$0.key.hasPrefix("source") })
  }

  @Test("A plugin that needs a newer workbench than this is broken here, and the others are not")
  func newerWorkbench() throws {
    var files = sample("acme/new")
    files["plugin.toml"] = files["plugin.toml"]?.replacing(">= 0.1", with: ">= 0.2")
    try scratch.write(files, in: "new")
    let there = try PluginProject(root: scratch.file("project"), workbench: "0.2.0")
    try ProjectChange(
      adding: [PluginSource(scratch.file("new")).fetch(), source(sample(), at: "source0").fetch()], in: there
    ).commit()
    #expect(try PluginProject(root: scratch.file("project"), workbench: "0.2.0").faults.isEmpty)
    let faults = try project().members.map(\.fault)
    #expect(faults.count == 2 && faults[0] == nil)
    #expect(
      faults[1]
        == "acme/new 1.2.0 needs workbench >= 0.2; this is 0.1.0: take another version of the plugin, or of the workbench"
    )
  }

  @Test("A file whose name is no text does not hide among those of a plugin")
  func noText() throws {
    try add([sample()])
    let path = (Array("\(scratch.file("project/Plugins/acme/grfs"))/".utf8) + [0xFF, 0xFE, 0]).map(
      CChar.init(bitPattern:))
    let file = open(path, O_WRONLY | O_CREAT, 0o600)
    // Some systems do not make such a file; then there is nothing to find.
    guard file >= 0 else { return }
    close(file)
    #expect(
      try project().members.first?.fault?.hasPrefix("Plugins/acme/grfs: holds a file whose name is no text; ") == true)
  }

  @Test("All that is wrong is listed, and a folder that is none of a plugin's is not made part of a command")
  func faults() throws {
    try add([sample("acme/one"), sample("acme/two")])
    for name in ["one", "two"] {
      try scratch.write(["init.lua": "return { evil = 1 }\n"], in: "project/Plugins/acme/\(name)")
    }
    try scratch.write(sample(), in: "project/Plugins/x; touch y/grfs")
    let faults = try project().faults
    #expect(faults.count == 3)
    #expect(
      faults.last
        == "Plugins/x; touch y/grfs is not in workbench.lock; its name is none of a plugin: move it away")
    #expect(fault { try project().checkFrozen() } == "--frozen: " + faults.joined(separator: "\n"))
  }

  @Test("A lock file that is damaged is told with its line, and nothing is used")
  func damagedLock() throws {
    func said(_ text: String) throws -> String {
      try scratch.write(["project/workbench.lock": text])
      return fault { _ = try project() }
    }
    #expect(try said("form = \"2\"\n").hasPrefix("workbench.lock:1:8: the lock file is of another form than \"1\""))
    #expect(
      try said("form = \"1\"\n[plugins.\"../evil@1.0.0\"]\nsource = \"x\"\nsha256 = \"y\"\n")
        .hasPrefix("workbench.lock:2:10: \"../evil\" is no id of a plugin"))
    #expect(
      try said("form = \"1\"\n[plugins.\"a/b@1.0.0\"]\nsource = \"x\"\n")
        .hasPrefix("workbench.lock:2:10: [plugins.\"a/b@1.0.0\"] needs the key \"sha256\""))
    #expect(
      try said("form = \"1\"\n[plugins.\"a/b@1.0.0\".files]\n\"../x.lua\" = \"y\"\n").contains(
        "leads out of the plugin's folder"))
    #expect(try said("<<<<<<< ours\n").hasPrefix("workbench.lock:1:1: expected a key"))
  }

  @Test("Whatever bytes stand in a lock file or a manifest, they end in a plugin or in a fault")
  func anyBytes() throws {
    try add([sample(capabilities: ["print"], needs: ["acme/base": ">= 1"]), sample("acme/base", "1.0.0")])
    for text in [lock, sample()["plugin.toml"] ?? ""] {
      let bytes = Array(text.utf8)
      for index in bytes.indices {
        var damaged = bytes
        damaged[index] ^= 1 << (index % 8)
        for bytes in [damaged, Array(bytes[..<index])] {
          for said in [fault { _ = try LockFile(bytes) }, fault { _ = try PluginManifest(bytes) }] {
            #expect(!said.contains("PackageFault("))
          }
        }
      }
    }
  }

  @Test("Trust is kept by content, in the user's folder, and of a damaged file nothing is trusted")
  func trust() throws {
    let path = scratch.file("state/workbench/trust.toml")
    var store = try TrustStore(path: path)
    let (old, new) = (try plugin(sample()), try plugin(sample(entry: "return { 1 }\n")))
    #expect(!store.trusts(old.sha256))
    try store.trust(old.manifest.key, sha256: old.sha256)
    #expect(try TrustStore(path: path).trusts(old.sha256) && !TrustStore(path: path).trusts(new.sha256))
    #expect(
      try scratch.text("state/workbench/trust.toml") == """
        # The plugins that this user has looked at and trusts, by the SHA-256 of their files.

        [trusted]
        \(old.sha256) = "acme/grfs 1.2.0"

        """)
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    #expect(try store.distrust(PluginID("acme/grfs")) == ["acme/grfs 1.2.0"])
    #expect(try !TrustStore(path: path).trusts(old.sha256))
    try scratch.write(["state/workbench/trust.toml": "trusted = yes\n"])
    #expect(fault { _ = try TrustStore(path: path) }.hasPrefix("\(path):1:11: \"yes\" is no value"))
  }
}
