import Crypto
import Foundation
import TestSupport
import Testing

/// What `workbench form` writes.
@Suite("The form of a script")
struct ScriptFormTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func form(_ script: String, _ options: String...) throws -> String {
    let folder = try scratch.folder("here")
    let end = try Command.run(["form", script] + options, in: folder)
    #expect(end.errors == "wrote \(URL(filePath: script).deletingPathExtension().lastPathComponent)-form.html\n")
    #expect(end.status == 0)
    let name = URL(filePath: script).deletingPathExtension().lastPathComponent
    return try String(contentsOf: folder.appending(path: "\(name)-form.html"), encoding: .utf8)
  }

  /// The tag of the field of a parameter.
  private func field(_ name: String, in page: String) throws -> Substring {
    let start = try #require(page.range(of: "id=\"p-\(name)\""))
    let end = try #require(page[start.upperBound...].firstIndex(of: ">"))
    return page[start.lowerBound..<end]
  }

  @Test("has a field for each parameter, with its default and what the cohort has")
  func fields() throws {
    let page = try form("pfs_by_transplant")
    #expect(page.contains("data-command=\"workbench run pfs_by_transplant\""))
    #expect(page.contains("<option value=\"pfs\" selected>pfs – Progression-free survival</option>"))
    #expect(page.contains("<option value=\"os\">os – Overall survival</option>"))
    #expect(try field("transplant_day", in: page).contains("data-kind=\"column\""))
    let landmarks = try field("landmarks", in: page)
    #expect(landmarks.contains("data-usual=\"30, 60, 90, 120\""))
    #expect(landmarks.contains("data-from=\"0\"") && !landmarks.contains("data-to="))
    for unit in ["days", "weeks", "years"] { #expect(page.contains("<option value=\"\(unit)\">\(unit)</option>")) }
    #expect(page.contains("<option value=\"months\" selected>months</option>"))
  }

  @Test("runs one program, which its policy names by digest, and fetches nothing")
  func policy() throws {
    let page = try form("table_one")
    let programs = page.components(separatedBy: "<script>").dropFirst()
    let program = try #require(programs.first?.components(separatedBy: "</script>").first)
    let digest = Data(SHA256.hash(data: Data(program.utf8))).base64EncodedString()
    #expect(programs.count == 1)
    #expect(page.contains("default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-\(digest)'\""))
    for beginning in [" src=", "url(", "@import", "<link", "fetch(", "XMLHttpRequest"] {
      #expect(!page.contains(beginning), "\(beginning)")
    }
  }

  @Test("names of a cohort, a script and a folder are text, whatever is in them")
  func hostileNames() throws {
    let data = try scratch.folder("it's </script><b>")
    try Data("id,\"</script><script>alert(1)</script>\",\"a\"\"b'\"\nx,1,2\ny,3,4\n".utf8).write(
      to: data.appending(path: "t.csv"))
    let script = try scratch.write(
      "<img onload=x>'.lua",
      "--- <b>Bold & \"quoted\"</b>\n---\n--- Parameters:\n---   what (column): </p><script>1</script>\nreturn 1\n")
    let folder = try scratch.folder("here")
    let end = try Command.run(
      ["form", script.path, "--data", data.appending(path: "t.csv").path, "--out", "f.html"], in: folder)
    #expect(end.status == 0, "\(end.errors)")
    let page = try String(contentsOf: folder.appending(path: "f.html"), encoding: .utf8)
    #expect(page.components(separatedBy: "<script").count == 2)
    #expect(page.components(separatedBy: "</script").count == 2)
    #expect(!page.contains("<img") && !page.contains("<b>"))
    #expect(page.contains("<option value=\"a&quot;b&#39;\">"))
    #expect(try field("what", in: page).contains("data-needed=\"true\""))
  }

  @Test("what the cohort does not have can be seen in the list")
  func absent() throws {
    let data = try scratch.write("t.csv", "id,age\nx,1\ny,3\n")
    let page = try form("pooled_by_trial", "--data", data.path)
    #expect(page.contains("<option value=\"pfs\" selected>pfs – not in this cohort</option>"))
  }

  @Test("a script that is not there, and data that cannot be read, end with their errors and no page")
  func faults() throws {
    let folder = try scratch.folder("here")
    let wrong = try Command.run(["form", "pfs_by_transplan"], in: folder)
    #expect(wrong.status == 64 && wrong.errors.contains("did you mean \"pfs_by_transplant\"?"))
    let absent = try Command.run(["form", "swimmer", "--data", "nowhere"], in: folder)
    #expect(absent.status == 2)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }
}
