import Packages
import Testing

/// Each of these was built to write outside its folder, to take the place of another file, or to fill the memory.
@Suite("Hostile packs are refused, and nothing is written")
struct HostilePackTests {
  /// A block of a tar archive, made here by hand from POSIX.1-1988 with a checksum that holds.
  private func entry(
    _ path: String, _ content: String = "", type: Character = "0", size: String? = nil, mode: String = "0000644",
    link: String = ""
  ) -> [UInt8] {
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ text: String, _ offset: Int) {
      for (index, byte) in text.utf8.enumerated() { header[offset + index] = byte }
    }
    put(path, 0)
    put(mode, 100)
    put("0000000", 108)
    put("0000000", 116)
    let digits = String(content.utf8.count, radix: 8)
    put(size ?? String(repeating: "0", count: 11 - digits.count) + digits, 124)
    put("00000000000", 136)
    put("        ", 148)
    put(String(type), 156)
    put(link, 157)
    put("ustar\u{0}00", 257)
    let sum = String(header.reduce(0) { $0 + Int($1) }, radix: 8)
    put(String(repeating: "0", count: 6 - sum.count) + sum + "\u{0} ", 148)
    let padding = (512 - content.utf8.count % 512) % 512
    return header + Array(content.utf8) + [UInt8](repeating: 0, count: padding)
  }

  private let end = [UInt8](repeating: 0, count: 1024)

  private func said(_ bytes: [UInt8]) -> String { fault { _ = try Pack.unpack(bytes, named: "x.wbplugin") } }

  @Test("The archive that this suite makes is a pack where nothing is wrong with it")
  func sound() throws {
    let bytes = entry("init.lua", "return {}\n") + entry("plugin.toml", "") + end
    #expect(try Pack.pack(Pack.unpack(bytes, named: "x")) == bytes)
  }

  @Test(
    "Paths that lead out, or that are not plain",
    arguments: [
      ("../evil.lua", "leads out of the plugin's folder"), ("/etc/evil.lua", "leads out of the plugin's folder"),
      ("a/../../evil.lua", "leads out of the plugin's folder"), ("./a.lua", "leads out of the plugin's folder"),
      ("a//b.lua", "leads out of the plugin's folder"), ("a\\..\\evil.lua", "'\\' (U+005C) is not allowed"),
      ("C:/evil.lua", "':' (U+003A) is not allowed"), ("\u{430}.lua", "'\u{430}' (U+0430) is not allowed"),
      ("a\u{202E}aul.lua", "U+202E is not allowed"), (".hidden.lua", "a name of a file begins with"),
      ("-rf.lua", "a name of a file begins with"), ("a b.lua", "U+0020 is not allowed"),
      ("a\n.lua", "U+000A is not allowed"), ("evil.so", "does not belong to a plugin"),
    ])
  func paths(_ path: String, _ words: String) {
    #expect(said(entry(path) + end).contains(words), "\(said(entry(path) + end))")
  }

  @Test(
    "Links, devices, folders and what nobody knows",
    arguments: [
      ("1", "is a hard link"), ("2", "is a link"), ("3", "is a device"), ("5", "is a folder"), ("6", "is a pipe"),
      ("L", "is of an unknown type"), ("x", "is of an unknown type"), ("g", "is of an unknown type"),
      ("7", "is of an unknown type"), ("\u{0}", "is of an unknown type"),
    ])
  func types(_ type: String, _ words: String) {
    let bytes = entry("init.lua", type: Character(type), link: "/etc/passwd") + end
    #expect(said(bytes) == "x.wbplugin: \"init.lua\" \(words); a pack holds files alone")
  }

  @Test("A file twice, or in another order, or two that clash")
  func twice() {
    #expect(said(entry("a.lua", "1") + entry("a.lua", "2") + end) == "x.wbplugin: \"a.lua\" is there twice")
    #expect(said(entry("a.lua") + entry("A.lua") + end).contains("are one file"))
    #expect(said(entry("b.lua") + entry("a.lua") + end) == "x.wbplugin: was not written by \"workbench plugin pack\"")
  }

  @Test("Sizes that are no numbers, that are huge, or beyond the end")
  func sizes() {
    #expect(
      said(entry("a.lua", size: "77777777777") + end)
        == "x.wbplugin: \"a.lua\" has 8589934591 bytes; it may have 262144")
    #expect(said(entry("a.lua", size: "-0000000001") + end).contains("has no size that can be read"))
    #expect(said(entry("a.lua", size: "\u{1}0000000000") + end).contains("has no size that can be read"))
    #expect(said(entry("a.lua", size: "00000002000") + end + end).contains("was not written") == false)
    #expect(said(entry("a.lua", size: "00000004000") + end) == "x.wbplugin: is cut short in \"a.lua\"")
    // As many full files as would go over the bound of all.
    let full = String(repeating: "x", count: 4 << 20)
    let bomb = (0..<9).flatMap { entry("tests/\($0).txt", full) }
    #expect(said(bomb + end) == "x.wbplugin: the files have more than 33554432 bytes, which a plugin may have")
    #expect(
      said((0..<501).flatMap { entry("a\($0).lua") } + end)
        == "x.wbplugin: has more than 500 files, which a plugin may have")
  }

  @Test("What comes after the end, what is missing before it, and what hides beside the names")
  func ends() {
    let file = entry("a.lua", "x")
    #expect(said(file + end + [0]) == "x.wbplugin: does not end after its last file, as a pack does")
    #expect(said(file + end + file) == "x.wbplugin: does not end after its last file, as a pack does")
    #expect(
      said(file + [UInt8](repeating: 0, count: 512)) == "x.wbplugin: does not end after its last file, as a pack does")
    #expect(said(file) == "x.wbplugin: is cut short, or is no pack of a plugin")
    #expect(said([]) == "x.wbplugin: is cut short, or is no pack of a plugin")
    #expect(said(Array(repeating: 0x50, count: 4096)).contains("is no pack of a plugin"))
    let setuid = entry("a.lua", "x", mode: "0004755")
    #expect(said(setuid + end) == "x.wbplugin: \"a.lua\" has a header that \"workbench plugin pack\" does not write")
    var hidden = file
    hidden[700] = 65
    #expect(said(hidden + end) == "x.wbplugin: was not written by \"workbench plugin pack\"")
  }

  @Test("A pack with any byte of it changed gives other files, or none")
  func tampered() throws {
    let tree = try plugin(sample()).tree
    let bytes = Pack.pack(tree)
    for index in bytes.indices {
      var damaged = bytes
      damaged[index] ^= 1 << (index % 8)
      guard let read = try? Pack.unpack(damaged, named: "x") else { continue }
      #expect(read.sha256 != tree.sha256)
    }
  }
}
