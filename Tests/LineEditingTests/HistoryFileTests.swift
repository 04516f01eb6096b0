import Foundation
import LineEditing
import Testing

@Suite("The file of a history")
struct HistoryFileTests {
  @Test("is made with its folders, is its user's alone, and is read as it was written")
  func roundTrip() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("history-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = HistoryFile(path: folder.appendingPathComponent("deep/er/history").path)
    #expect(file.load() == History())
    var history = History()
    history.add("one\ntwo")
    #expect(file.save(history))
    #expect(file.load() == history)
    let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("deep/er").path) == ["history"])
  }

  @Test("that cannot be written is no error")
  func unwritable() { #expect(!HistoryFile(path: "/dev/null/history").save(History())) }
}
