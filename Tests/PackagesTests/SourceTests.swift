import Foundation
import Packages
import Testing

@Suite("Where plugins come from")
struct SourceTests {
  @Test(
    "Addresses that could run programs, or be changed on their way, are not fetched",
    arguments: [
      "ext::sh -c touch% x", "http://example.org/a.git", "git://example.org/a.git", "ftp://example.org/a.git",
      "fd::17/foo", "file:/etc", "-oProxyCommand=x@h:a.git",
    ])
  func protocols(_ address: String) {
    let said = fault { _ = try PluginSource(address) }
    #expect(!said.isEmpty && !said.contains("PluginSource"), "\(said)")
  }

  @Test("An address may name a version, and no host begins with a dash")
  func addresses() throws {
    func read(_ text: String) throws -> PluginSource { try PluginSource(text) }
    #expect(try read("https://example.org/acme/grfs.git").description == "https://example.org/acme/grfs.git")
    #expect(try read("https://example.org/acme/grfs@1.2.0").description == "https://example.org/acme/grfs")
    for (text, url, folder, version) in [
      ("git@example.org:grfs.git@v1.2.0", "git@example.org:grfs.git", nil, "1.2.0"),
      ("git@example.org:acme/grfs.git", "git@example.org:acme/grfs.git", nil, nil),
      ("https://example.org/a/all.git//grfs@1.2.0", "https://example.org/a/all.git", "grfs", "1.2.0"),
      ("git@example.org:a/all.git//r/grfs", "git@example.org:a/all.git", "r/grfs", nil),
      ("file:///a/all.git//grfs", "file:///a/all.git", "grfs", nil),
    ] as [(String, String, String?, String?)] {
      guard case .git(let repository, let asked) = try read(text) else { Issue.record("\(text)"); continue }
      #expect(repository.url == url && repository.folder == folder && asked?.description == version)
      #expect(repository.description == url + (folder.map { "//\($0)" } ?? ""))
    }
    for folder in ["..", "a/../b", ".git", "-a", "", "a//b", "a:b", "a b", "a\u{301}", "a/", "HEAD^{tree}"] {
      #expect(
        fault { _ = try read("https://example.org/a.git//\(folder)") }.contains("plain names with / between them"),
        "\(folder)")
    }
    #expect(try read("x.wbplugin") == .pack("x.wbplugin"))
    #expect(fault { _ = try read("ssh://-oProxyCommand=x/a") }.hasSuffix("a host cannot begin with \"-\""))
    #expect(fault { _ = try read("git@-oProxyCommand=x:a/b") }.hasSuffix("a host cannot begin with \"-\""))
    #expect(fault { _ = try read("https://example.org/a.git@one") }.hasPrefix("\"one\" is no version"))
    #expect(fault { _ = try read("https://me:secret@example.org/a.git") }.hasSuffix("leave it out"))
    #expect(fault { _ = try read("nowhere") }.hasPrefix("\"nowhere\": there is no such folder; a plugin is a folder"))
    #expect(fault { _ = try read("--upload-pack=x") } == "\"--upload-pack=x\" is neither a path nor an address")
  }

  /// A repository with two versions.
  private func repository(_ scratch: Scratch) throws -> String {
    try scratch.write(sample("acme/grfs", "1.0.0").merging([".gitignore": "x"]) { $1 }, in: "repository")
    for arguments in [["init", "-q"], ["add", "-A"], ["commit", "-qm", "one"], ["tag", "1.0.0"]] {
      try scratch.run(["git"] + arguments, in: "repository")
    }
    try scratch.write(sample("acme/grfs", "1.10.0"), in: "repository")
    for arguments in [["commit", "-qam", "two"], ["tag", "-a", "-m", "x", "v1.10.0"], ["tag", "latest"]] {
      try scratch.run(["git"] + arguments, in: "repository")
    }
    return "file://\(scratch.file("repository"))"
  }

  @Test("A plugin in a folder of a repository is had by that folder, and by tags of its own where there are such")
  func folder() throws {
    let scratch = try Scratch()
    try scratch.write(sample("acme/grfs", "1.0.0"), in: "repository/r/grfs")
    try scratch.write(sample("acme/other", "2.0.0"), in: "repository/other")
    try scratch.write(["README.md": "Two plugins."], in: "repository")
    for arguments in [
      ["init", "-q"], ["add", "-A"], ["commit", "-qm", "one"], ["tag", "v1.0.0"], ["tag", "other/v2.0.0"],
    ] {
      try scratch.run(["git"] + arguments, in: "repository")
    }
    let url = "file://\(scratch.file("repository"))"
    let grfs = try PluginSource(url + "//r/grfs").fetch()
    #expect(grfs.plugin.manifest.key.words == "acme/grfs 1.0.0" && grfs.source == url + "//r/grfs")
    #expect(grfs.plugin.sha256 == (try plugin(sample("acme/grfs", "1.0.0"))).sha256)
    #expect(try PluginSource(locked: grfs.source, in: "/x", version: Version("1.0.0")).fetch().commit == grfs.commit)
    #expect(try PluginSource(url + "//other").fetch().plugin.manifest.key.words == "acme/other 2.0.0")
    #expect(
      fault { _ = try PluginSource(url).fetch() }
        == "\(url): has no plugin.toml at its top, at tag \"v1.0.0\"; there is a plugin.toml in other, r/grfs: write \(url)//other"
    )
    #expect(
      fault { _ = try PluginSource(url + "//grsf").fetch() }
        == "\(url): has no folder \"grsf\" at tag \"v1.0.0\"; there is a plugin.toml in other, r/grfs")
    #expect(fault { _ = try PluginSource(url + "//other@1.0.0").fetch() }.contains("has no tag \"v1.0.0\""))
  }

  @Test("A repository gives the version that is asked for, or the newest; the commit is kept; nothing stays behind")
  func git() throws {
    let scratch = try Scratch()
    let url = try repository(scratch)
    let newest = try PluginSource(url).fetch()
    #expect(newest.plugin.manifest.key.words == "acme/grfs 1.10.0" && newest.source == url)
    #expect(newest.leftOut == [".gitignore"])
    let old = try PluginSource(url + "@1.0.0").fetch()
    #expect(old.plugin.manifest.key.words == "acme/grfs 1.0.0")
    #expect(old.plugin.sha256 == (try plugin(sample("acme/grfs", "1.0.0"))).sha256)
    #expect(old.commit?.count == 40 && old.commit != newest.commit)
    #expect(
      fault { _ = try PluginSource(url + "@2.0.0").fetch() }
        == "\(url): has no tag \"v2.0.0\" or \"2.0.0\"; its last ones: 1.0.0, v1.10.0")
  }

  @Test("A tag that holds another version than it says, a link, a submodule: refused")
  func hostileRepositories() throws {
    let scratch = try Scratch()
    let url = try repository(scratch)
    try scratch.run(["git", "tag", "v3.0.0"], in: "repository")
    #expect(
      fault { _ = try PluginSource(url).fetch() } == "\(url): tag \"v3.0.0\" holds version 1.10.0 by its plugin.toml")
    try FileManager.default.createSymbolicLink(
      atPath: scratch.file("repository/evil.lua"), withDestinationPath: "/etc/passwd")
    for arguments in [["add", "-A"], ["commit", "-qm", "three"], ["tag", "v4.0.0"]] {
      try scratch.run(["git"] + arguments, in: "repository")
    }
    #expect(fault { _ = try PluginSource(url).fetch() } == "\(url): \"evil.lua\" is a link; a plugin holds files alone")
  }

  @Test("A hook, a filter and an attribute of a repository run nothing")
  func hooks() throws {
    let scratch = try Scratch()
    let url = try repository(scratch)
    let mark = scratch.file("ran")
    let hook = "#!/bin/sh\ntouch \(mark)\n"
    for name in ["post-checkout", "post-update", "pre-receive", "reference-transaction"] {
      try scratch.write([".git/hooks/\(name)": hook], in: "repository")
      try scratch.run(["chmod", "+x", ".git/hooks/\(name)"], in: "repository")
    }
    try scratch.write([".gitattributes": "*.lua filter=evil\n"], in: "repository")
    try scratch.run(["git", "config", "filter.evil.smudge", "touch \(mark)"], in: "repository")
    #expect(try PluginSource(url + "@1.10.0").fetch().plugin.manifest.version.description == "1.10.0")
    #expect(!FileManager.default.fileExists(atPath: mark))
  }

  @Test("A repository that there is not is told in git's words")
  func nowhere() throws {
    let said = fault { _ = try PluginSource("file:///nowhere/grfs.git").fetch() }
    #expect(said.hasPrefix("file:///nowhere/grfs.git: cannot be fetched: "), "\(said)")
  }
}
