import Foundation
import TestSupport
import Testing

/// Plugins from Git repositories, as somebody adds them whose own Git is set up in many ways.
@Suite("Plugins from Git")
struct PluginGitTests {
  private let desk: PluginDesk

  init() throws { desk = try PluginDesk() }

  /// Runs git in the repository, as its author does.
  @discardableResult
  private func git(_ arguments: String..., in folder: String = "../repository") throws -> Int32 {
    try runAsAuthor(["git"] + arguments, in: desk.project.appendingPathComponent(folder).standardizedFileURL)
  }

  private func commit(_ tag: String) throws {
    try git("add", "-A")
    #expect(try git("commit", "-qm", tag) == 0 && git("tag", tag) == 0)
  }

  /// A repository with a plugin in it, and its address.
  private func repository(_ version: String = "1.0.0", capabilities: [String] = []) throws -> String {
    try desk.plugin("acme/grfs", version, capabilities: capabilities, in: "repository")
    try git("init", "-q")
    try commit("v\(version)")
    return "file://" + desk.project.appendingPathComponent("../repository").standardizedFileURL.path
  }

  private func settings(_ text: String) throws {
    try desk.write([".gitconfig": text], to: "../state-anna")
  }

  @Test(
    "The bytes are those of the repository, whatever its attributes and the user's settings say of line ends and filters"
  )
  func bytes() throws {
    let url = try repository()
    let lua = "-- $Id$ $Format:%H$\nreturn { words = function() return \"kept\" end }\n"
    try desk.write(
      [
        "init.lua": lua,
        ".gitattributes": "* text eol=crlf\n*.lua ident filter=evil export-subst working-tree-encoding=UTF-16\n",
      ], to: "../repository")
    // The author's own git converts nothing: the file is written into the repository as it stands.
    try git("config", "core.attributesFile", "/dev/null")
    let mark = desk.project.appendingPathComponent("../ran").standardizedFileURL.path
    try settings(
      """
      [core]
        autocrlf = true
        eol = crlf
        hooksPath = ../hooks
      [filter "evil"]
        smudge = touch \(mark)
        clean = touch \(mark)
        required = true
      [init]
        templateDir = ../template

      """)
    for name in ["hooks/post-checkout", "hooks/reference-transaction", "template/hooks/reference-transaction"] {
      try desk.write([name: "#!/bin/sh\ntouch \(mark)\n"], to: "..")
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755],
        ofItemAtPath: desk.project.appendingPathComponent("../\(name)").standardizedFileURL.path)
    }
    try git("rm", "-q", "--cached", "init.lua")
    try desk.write([".git/info/attributes": "* -text -ident !filter !working-tree-encoding\n"], to: "../repository")
    try commit("v1.0.1-raw")
    #expect(try desk.run("plugin", "add", url + "@1.0.1-raw").errors.contains("holds version 1.0.0 by its plugin.toml"))
    try git("tag", "-f", "v1.0.0")
    let end = try desk.run("plugin", "add", url)
    #expect(end.status == 0, "\(end)")
    #expect(try desk.text("Plugins/acme/grfs/init.lua") == lua)
    #expect(!FileManager.default.fileExists(atPath: mark), "something of the repository or its attributes was run")
  }

  @Test("The lock file keeps where a plugin is from, and its commit; from then on nothing but the project is needed")
  func offline() throws {
    let url = try repository()
    try desk.have(url)
    let commit = try String(
      contentsOf: desk.project.appendingPathComponent("../repository/.git/refs/tags/v1.0.0").standardizedFileURL,
      encoding: .utf8)
    #expect(
      try desk.text("workbench.lock").contains("source = \"\(url)\"\ncommit = \"\(commit.prefix { $0 != "\n" })\"\n"))
    try FileManager.default.removeItem(at: desk.project.appendingPathComponent("../repository").standardizedFileURL)
    try desk.script(says: "require \"acme/grfs\".words()")
    #expect(try desk.run("run", "a.lua", "--frozen").output.contains("from grfs"))
    #expect(try desk.run("plugin", "check").status == 0 && desk.run("plugin", "list").status == 0)
    let update = try desk.run("plugin", "update")
    #expect(update.status == 64 && update.errors.hasPrefix("workbench: acme/grfs: \(url): cannot be fetched: "))
  }

  @Test("A branch of the name of a tag is not taken for it")
  func branch() throws {
    let url = try repository()
    try git("checkout", "-q", "-b", "v1.0.0")
    try desk.write(["init.lua": "return { words = function() return \"of the branch\" end }\n"], to: "../repository")
    try git("commit", "-qam", "x")
    #expect(try desk.run("plugin", "add", url).status == 0)
    #expect(try desk.text("Plugins/acme/grfs/init.lua").contains("from grfs"))
  }

  @Test("A file that is kept in Git LFS is refused, for only its pointer would be had")
  func pointers() throws {
    let url = try repository()
    try desk.write(
      ["a.csv": "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"],
      to: "../repository/fixtures")
    try git("add", "-A")
    try git("commit", "-qm", "x")
    try git("tag", "-f", "v1.0.0")
    let end = try desk.run("plugin", "add", url)
    #expect(end.status == 64)
    #expect(
      end.errors
        == "workbench: \(url): \"fixtures/a.csv\" is kept in Git LFS, which is not fetched; its author should keep the file "
        + "itself in the repository\n")
  }

  @Test("A repository that says that it lacks objects, and where to get them, runs nothing")
  func promises() throws {
    let url = try repository()
    let mark = desk.project.appendingPathComponent("../ran").standardizedFileURL.path
    try git("config", "core.repositoryFormatVersion", "1")
    try git("config", "extensions.partialClone", "origin")
    try git("config", "remote.origin.promisor", "true")
    try git("config", "remote.origin.url", "ssh://x/y")
    try git("config", "remote.origin.uploadpack", "touch \(mark); false")
    try git("config", "core.sshCommand", "touch \(mark); false")
    try git("config", "core.fsmonitor", "touch \(mark); false")
    try git("config", "uploadpack.packObjectsHook", "touch \(mark); false")
    try git("config", "core.alternateRefsCommand", "touch \(mark); false")
    // One of its objects goes missing.
    let objects = desk.project.appendingPathComponent("../repository/.git/objects").standardizedFileURL
    for name in (try? FileManager.default.subpathsOfDirectory(atPath: objects.path).sorted()) ?? [] {
      let path = objects.appendingPathComponent(name).path
      let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
      if name.count == 41, size < 60 { try FileManager.default.removeItem(atPath: path) }
    }
    let end = try desk.run("plugin", "add", url)
    #expect(end.status == 64 && end.errors.hasPrefix("workbench: \(url): cannot be fetched: "), "\(end)")
    #expect(!FileManager.default.fileExists(atPath: mark), "the repository ran something")
    #expect(desk.files.isEmpty)
  }

  @Test("ssh is asked not to ask, and what to do is said where it is not let in")
  func keys() throws {
    let ssh = desk.project.appendingPathComponent("../ssh").standardizedFileURL.path
    let told = desk.project.appendingPathComponent("../told").standardizedFileURL.path
    try desk.write(
      [
        "ssh":
          "#!/bin/sh\necho \"$@\" > '\(told)'\necho 'git@example.org: Permission denied (publickey).' >&2\nexit 255\n"
      ],
      to: "..")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: ssh)
    let state = try desk.scratch.folder("state-anna").path
    let end = try Command.run(
      ["plugin", "add", "git@example.org:acme/grfs.git"], in: desk.project,
      environment: ["XDG_STATE_HOME": state, "HOME": state, "GIT_SSH_COMMAND": "'\(ssh)'"])
    #expect(end.status == 64)
    #expect(try String(contentsOfFile: told, encoding: .utf8).contains("-oBatchMode=yes"))
    #expect(
      end.errors.contains("Permission denied (publickey).")
        && end.errors.hasSuffix(
          "; the server does not take the keys that ssh has: see that this works without a question, and try again: git "
            + "ls-remote git@example.org:acme/grfs.git\n"),
      "\(end.errors)")
  }

  @Test(
    "A newer version with more capabilities is not had without a yes to them; a source that is gone stops no other update"
  )
  func grown() throws {
    let url = try repository()
    try desk.have(url, desk.plugin("acme/other"))
    try FileManager.default.removeItem(
      at: desk.project.appendingPathComponent("../acme-other-1.2.0").standardizedFileURL)
    try desk.plugin("acme/grfs", "1.1.0", capabilities: ["cohort"], in: "repository")
    try commit("v1.1.0")
    let asked = try desk.run("plugin", "update", "--yes")
    #expect(asked.status == 64)
    #expect(asked.output.contains("  NEW CAPABILITY cohort: it may take the whole cohort itself, "), "\(asked)")
    #expect(asked.errors.hasPrefix("workbench: acme/other: \""), "\(asked.errors)")
    #expect(
      asked.errors.hasSuffix("nothing was changed; to have it so: workbench plugin update --yes --allow cohort\n"))
    #expect(try desk.text("workbench.lock").contains("acme/grfs@1.0.0"))
    let done = try desk.run("plugin", "update", "--yes", "--allow", "cohort")
    #expect(done.status == 64, "one could not be had")
    #expect(try desk.text("workbench.lock").contains("acme/grfs@1.1.0"))
    #expect(try desk.text("workbench.lock").contains("acme/other@1.2.0"))
    // Whatever happens to its tag, a lost plugin is had again as it was: its commit is known.
    try FileManager.default.removeItem(at: desk.project.appendingPathComponent("Plugins/acme/grfs"))
    #expect(
      try desk.run("plugin", "restore", "acme/grfs").output
        == "written again, as workbench.lock says: acme/grfs 1.1.0\n")
    try FileManager.default.removeItem(at: desk.project.appendingPathComponent("Plugins/acme/grfs"))
    try desk.write(["init.lua": "return { evil = true }\n"], to: "../repository")
    try git("commit", "-qam", "x")
    try git("tag", "-f", "v1.1.0")
    #expect(try desk.run("plugin", "restore").status == 0)
    #expect(try desk.run("plugin", "check").status == 0)
    #expect(try desk.text("Plugins/acme/grfs/init.lua").contains("evil") == false)
  }
}
