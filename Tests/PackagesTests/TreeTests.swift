import Foundation
import Packages
import Testing

@Suite("The files of a plugin, and its pack")
struct TreeTests {
  private func tree(_ files: [(String, String)]) throws -> PackageTree {
    try PackageTree(files.map { .init(try PackagePath($0.0), Array($0.1.utf8)) }, of: "x")
  }

  @Test("The digest is that of paths, lengths and contents, as sha256sum computes it")
  func digest() throws {
    // printf 'workbench-tree/1\ninit.lua\n10\nreturn {}\nplugin.toml\n0\n' | sha256sum
    let tree = try tree([("plugin.toml", ""), ("init.lua", "return {}\n")])
    #expect(tree.sha256 == "dd79f43dc161d8e06fb945f7ed09e271b9dc02975aa59a10b10579728d51b693")
    #expect(tree.files.map(\.path.description) == ["init.lua", "plugin.toml"])
  }

  @Test("Whatever changes in a tree, its digest does")
  func everyChange() throws {
    let digests = try [
      [("a.lua", "12"), ("b.lua", "3")], [("a.lua", "1"), ("b.lua", "23")], [("a.lua", "123"), ("b.lua", "")],
      [("a.lua", "12"), ("c.lua", "3")], [("a.lua", "12")], [], [("a.lua", "12\nb.lua\n1\n3")],
    ].map { try tree($0).sha256 }
    #expect(Set(digests).count == digests.count)
  }

  @Test(
    "A folder's files that do not belong are left out where somebody works, and refused where only the workbench writes"
  )
  func belonging() throws {
    let scratch = try Scratch()
    let files = [
      "plugin.toml": "", "lib/a.lua": "", "tests/a b.txt": "", ".gitignore": "", ".git/x": "", "logo é.png": "",
    ]
    try scratch.write(files)
    #expect(
      fault { _ = try PackageFolder.read(scratch.path, named: "p", strictly: false) }
        == "p: \"tests/a b.txt\": U+0020 is not allowed in the name of a file; ASCII letters, digits, \"_\", \"-\" and \".\" are"
    )
    try FileManager.default.removeItem(atPath: scratch.file("tests/a b.txt"))
    let reading = try PackageFolder.read(scratch.path, named: "p", strictly: false)
    #expect(reading.tree.files.map(\.path.description) == ["lib/a.lua", "plugin.toml"])
    #expect(reading.leftOut == [".git", ".gitignore", "logo é.png"])
    #expect(
      fault { _ = try PackageFolder.read(scratch.path, named: "p", strictly: true) }
        .hasPrefix("p: \".git/x\": a name of a file begins with a letter, a digit or \"_\""))
  }

  @Test("Links are refused, to files and to folders, and so is what is neither")
  func links() throws {
    let scratch = try Scratch()
    try scratch.write(sample(), in: "p")
    let link = scratch.file("p/a.lua")
    for target in ["/etc/passwd", "init.lua", "/nowhere", "/etc"] {
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
      for strictly in [true, false] {
        #expect(
          fault { _ = try PackageFolder.read(scratch.file("p"), named: "p", strictly: strictly) }
            == "p: \"a.lua\" is a link; a plugin holds files alone")
      }
      try FileManager.default.removeItem(atPath: link)
    }
    #expect(mkfifo(link, 0o600) == 0)
    #expect(
      fault { _ = try PackageFolder.read(scratch.file("p"), named: "p", strictly: false) }
        == "p: \"a.lua\" is no file; a plugin holds files alone")
  }

  @Test("What clashes where capitals do not count is refused")
  func clashes() {
    let words = "are one file, or lie in one folder, where capitals do not count"
    #expect(fault { _ = try tree([("a.lua", ""), ("A.lua", "")]) } == "x: \"a.lua\" and \"A.lua\" \(words)")
    #expect(
      fault { _ = try tree([("lib/a.lua", ""), ("Lib/b.lua", "")]) } == "x: \"lib/a.lua\" and \"Lib/b.lua\" \(words)")
    #expect(fault { _ = try tree([("a.lua", ""), ("a.lua/b.lua", "")]) }.hasSuffix(words))
    #expect(fault { _ = try tree([("a.lua", ""), ("a.lua", "")]) } == "x: \"a.lua\" is there twice")
    #expect(fault { _ = try tree([("lib/a.lua", ""), ("lib/b.lua", ""), ("lib/c/d.lua", "")]) } == "")
  }

  @Test("Bounds hold: of a Lua file, of the manifest, of the number of files")
  func bounds() {
    #expect(
      fault { _ = try tree([("a.lua", String(repeating: " ", count: 262_145))]) }
        == "x: \"a.lua\" has 262145 bytes; it may have 262144")
    #expect(
      fault { _ = try tree([("plugin.toml", String(repeating: "#", count: 65_537))]) }
        == "x: \"plugin.toml\" has 65537 bytes; it may have 65536")
    #expect(
      fault { _ = try tree((0...500).map { ("a\($0).lua", "") }) } == "x: has 501 files; a plugin may have 500")
    let large = String(repeating: "x", count: 4 << 20)
    #expect(
      fault { _ = try tree((0...8).map { ("tests/a\($0).txt", large) }) }
        == "x: the files have more than 33554432 bytes, which a plugin may have")
  }

  @Test("A pack gives back its files, is the same however they are given, and tar lists it")
  func pack() throws {
    let files = sample().merging(["tests/a_test.lua": "return {}", "lib/empty.lua": ""]) { $1 }
    let whole = try plugin(files)
    let bytes = Pack.pack(whole.tree)
    #expect(bytes == Pack.pack(try tree(files.sorted { $0.key > $1.key }.map { ($0.key, $0.value) })))
    #expect(try Pack.unpack(bytes, named: "x") == whole.tree)
    let scratch = try Scratch()
    try Data(bytes).write(to: URL(fileURLWithPath: scratch.file("x.wbplugin")))
    try scratch.run(["mkdir", "out"], in: "")
    try scratch.run(["tar", "-xf", "../x.wbplugin"], in: "out")
    #expect(try PackageFolder.read(scratch.file("out"), strictly: true).tree == whole.tree)
  }
}
