import Foundation
import Testing

@Suite struct OneDoorTests {
  private static var root: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  }

  private static func texts(under folder: String, ending: String) throws -> [(name: String, text: String)] {
    let base = root.appending(path: folder)
    guard let found = FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil) else { return [] }
    return try found.compactMap { $0 as? URL }.filter { $0.pathExtension == ending }.map {
      ($0.lastPathComponent, try String(contentsOf: $0, encoding: .utf8))
    }
  }

  @Test func noSwiftFileNamesAFunctionOfLua() throws {
    let files = try Self.texts(under: "Sources", ending: "swift") + Self.texts(under: "Plugins", ending: "swift")
    #expect(!files.isEmpty)
    for file in files {
      #expect(!file.text.contains(/\b(lua_[a-z]|luaL_|luaopen_)/), "\(file.name)")
      #expect(!file.text.contains(/import CLua\b/), "\(file.name)")
    }
  }

  @Test func thePublicHeaderDoesNotShowLua() throws {
    let headers = try Self.texts(under: "Sources/CLuaShim/include", ending: "h")
    #expect(headers.map(\.name) == ["CLuaShim.h"])
    #expect(headers.allSatisfy { !$0.text.contains(/lua_State \*|#include <l/) })
  }
}
