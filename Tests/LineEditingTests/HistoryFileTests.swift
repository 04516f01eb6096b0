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
    #expect(file.add("one\ntwo"))
    #expect(file.load().entries == ["one\ntwo"])
    let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("deep/er").path) == ["history"])
  }

  @Test("takes an entry in without losing what another program has added meanwhile")
  func shared() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("history-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let (one, other) = (HistoryFile(path: "\(folder.path)/history"), HistoryFile(path: "\(folder.path)/history"))
    for (file, entry) in [(one, "a"), (other, "b"), (one, "c")] { #expect(file.add(entry)) }
    #expect(one.load().entries == ["a", "b", "c"])
  }

  @Test("that cannot be written is no error, and one that cannot be read is not overwritten")
  func unwritable() throws {
    #expect(!HistoryFile(path: "/dev/null/history").add("a"))
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("history-\(UUID().uuidString)/history")
    defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    #expect(!HistoryFile(path: folder.path).add("a"))
    #expect(HistoryFile(path: folder.path).load() == History())
  }
}
