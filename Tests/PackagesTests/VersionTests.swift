import Packages
import Testing

@Suite("Versions and ids")
struct VersionTests {
  @Test("Versions are ordered as Semantic Versioning 2.0.0 orders them, section 11")
  func order() throws {
    let ordered = [
      "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1",
      "1.0.0", "2.0.0", "2.1.0", "2.1.1", "2.10.0",
    ]
    let versions = try ordered.map(Version.init)
    #expect(versions.shuffled().sorted() == versions)
    for (left, right) in zip(versions, versions.dropFirst()) { #expect(left < right && !(right < left)) }
    #expect(versions.map(\.description) == ordered)
  }

  @Test(
    "What is no version",
    arguments: [
      "", "1", "1.2", "1.2.3.4", "01.2.3", "1.2.x", "v1.2.3", "1.2.3-", "1.2.3-a..b", "1.2.3-01", "1.2.3+b", "١.2.3",
    ])
  func noVersion(_ text: String) {
    #expect(
      fault { _ = try Version(text) }
        == "\"\(text)\" is no version; a version is three numbers, such as \"1.2.0\" or \"1.2.0-beta.1\"")
  }

  @Test("Requirements bound versions on either side")
  func requirements() throws {
    func admitted(_ requirement: String) throws -> [String] {
      let requirement = try VersionRequirement(requirement)
      return try ["0.9.0", "1.0.0-rc.1", "1.0.0", "1.2.0", "1.10.0", "2.0.0"].filter {
        requirement.admits(try Version($0))
      }
    }
    #expect(try admitted(">= 1.2") == ["1.2.0", "1.10.0", "2.0.0"])
    #expect(try admitted(">= 1, < 2") == ["1.0.0", "1.2.0", "1.10.0"])
    #expect(try admitted("= 1.2") == ["1.2.0"])
    #expect(try admitted("> 1.2,<=2.0.0") == ["1.10.0", "2.0.0"])
    #expect(try admitted(">= 1.0.0-rc.1, < 1.0.1") == ["1.0.0-rc.1", "1.0.0"])
    #expect(
      fault { _ = try VersionRequirement("^1.2") }
        == "\"^1.2\" does not say which versions will do; write it as \">= 1.2\", \">= 1.2, < 2\" or \"= 1.2.0\"")
  }

  @Test("Ids are lower-case ASCII, and what looks alike is named by its number")
  func ids() throws {
    // Each of these is another id than it seems to be.
    for text in [
      "acme/gr\u{200B}fs", "acme/\u{202E}sfrg", "acme/grfs\u{200F}", "acme/gr\u{2060}fs", "\u{FEFF}acme/grfs",
      "acme/gr\u{0307}fs", "ac\u{FF4D}e/grfs", "acme/gr\u{017F}s", "\u{0251}cme/grfs", "acme/grf\u{0455}",
      "acme/\u{1D420}rfs", "acme\u{2215}grfs", "acme/grfs\u{00A0}", "acme/gr\u{FB01}s", "acme\\grfs", "acme/grfs\u{0}",
    ] {
      #expect(fault { _ = try PluginID(text) }.contains("U+"), "\(text.unicodeScalars.map(\.value))")
    }
    #expect(try PluginID("acme/win-ratio_2").description == "acme/win-ratio_2")
    let form = "an id is team/name, of lower-case ASCII letters, digits, \"_\" and \"-\", such as \"acme/grfs\""
    let said = { (text: String) in fault { _ = try PluginID(text) } }
    // A Cyrillic а, a full-width slash, a zero-width joiner, a combining accent.
    #expect(
      said("\u{430}cme/grfs") == "\"\u{430}cme/grfs\" is no id of a plugin: '\u{430}' (U+0430) is not allowed; \(form)")
    #expect(said("acme\u{FF0F}grfs").contains("(U+FF0F) is not allowed"))
    #expect(said("acme/gr\u{200D}fs").contains(": U+200D is not allowed"))
    #expect(said("acme/grfs\u{301}").contains("(U+0301) is not allowed"))
    #expect(said("Acme/grfs").contains("'A' (U+0041) is not allowed"))
    for text in ["acme", "/grfs", "acme/", "a/b/c", "-a/b", "1a/b", ""] {
      #expect(said(text) == "\"\(text)\" is no id of a plugin; \(form), both beginning with a letter")
    }
    #expect(said("../grfs").contains("'.' (U+002E) is not allowed"))
    #expect(said(String(repeating: "a", count: 41) + "/b").contains("each part may have 40 characters"))
  }
}
