import Foundation
import Lua
import LuaSyntax
import Testing

/// The parser accepts a text exactly where Lua's own accepts it.
@Suite struct AgreementTests {
  /// Whether Lua itself reads a text.
  private func isRead(_ text: String, by lua: LuaState) throws -> Bool {
    do {
      _ = try lua.load(LuaSource(name: "test.lua", text: text))
      return true
    } catch let error as LuaError where error.kind == .syntax {
      return false
    } catch {
      Issue.record("\(error): \(text.prefix(100))")
      return false
    }
  }

  private func openState() throws -> LuaState {
    var options = LuaOptions()
    options.lineLimit = 1 << 20
    return try LuaState(options: options)
  }

  private func fault(of text: String) -> LuaSyntaxError? {
    do throws(LuaSyntaxError) {
      _ = try LuaChunk(text)
      return nil
    } catch { return error }
  }

  @Test func validTextsAreAccepted() throws {
    let lua = try openState()
    for text in Snippets.valid + Snippets.largest() {
      #expect(try isRead(text, by: lua), "Lua refuses \(text.prefix(200))")
      let fault = fault(of: text)
      #expect(fault == nil, "\(text.prefix(200))")
    }
  }

  @Test func invalidTextsAreRefused() throws {
    let lua = try openState()
    for text in Snippets.invalid + Snippets.tooLarge() {
      #expect(try !isRead(text, by: lua), "Lua accepts \(text.prefix(200))")
      #expect(fault(of: text) != nil, "\(text.prefix(200))")
    }
  }

  @Test func everyShippedScriptIsAccepted() throws {
    let lua = try openState()
    var scripts = 0
    for text in try shippedScripts() {
      #expect(try isRead(text, by: lua))
      #expect(fault(of: text) == nil)
      scripts += 1
    }
    #expect(scripts > 10)
  }

  @Test func aTextThatIsCutShortAnywhereIsJudgedAsLuaDoes() throws {
    let lua = try openState()
    let bytes = Array(Snippets.dense.utf8)
    for length in 0...bytes.count {
      let text = String(decoding: bytes[..<length], as: UTF8.self)
      #expect(try isRead(text, by: lua) == (fault(of: text) == nil), "cut at \(length)")
    }
  }

  @Test(arguments: [0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0xFF] as [UInt8])
  func aTextWithOneByteFlippedIsJudgedAsLuaDoes(_ mask: UInt8) throws {
    let lua = try openState()
    var bytes = Array(Snippets.dense.utf8)
    for place in bytes.indices {
      bytes[place] ^= mask
      let text = String(decoding: bytes, as: UTF8.self)
      let isAccepted = fault(of: text) == nil
      #expect(try isRead(text, by: lua) == isAccepted, "byte \(place) of \(text)")
      bytes[place] ^= mask
    }
  }

  @Test func aTextWithOneByteLeftOutIsJudgedAsLuaDoes() throws {
    let lua = try openState()
    let bytes = Array(Snippets.dense.utf8)
    for place in bytes.indices {
      let text = String(decoding: bytes[..<place] + bytes[(place + 1)...], as: UTF8.self)
      let isAccepted = fault(of: text) == nil
      #expect(try isRead(text, by: lua) == isAccepted, "without byte \(place): \(text)")
    }
  }

  /// Tokens in any order: a generator with a fixed seed, so that a failure can be repeated.
  @Test func wordsInAnyOrderAreJudgedAsLuaDoes() throws {
    let words = [
      "a", "b", "f", "1", "'s'", "=", "==", ",", "(", ")", "(", ")", "{", "}", "[", "]", ";", ".", ":", "..", "...",
      "+", "-", "not", "and",
      "local", "function", "end", "end", "if", "then", "else", "for", "in", "do", "while", "repeat", "until", "return",
      "break", "goto l",
      "::l::", "nil", "<const>", "#", "~",
    ]
    let lua = try openState()
    var state: UInt64 = 42
    var accepted = 0
    for _ in 0..<20_000 {
      var text = ""
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      for _ in 0...(state >> 33) % 7 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += words[Int((state >> 33) % UInt64(words.count))] + " "
      }
      let isAccepted = fault(of: text) == nil
      if isAccepted { accepted += 1 }
      #expect(try isRead(text, by: lua) == isAccepted, "\(text)")
    }
    #expect(accepted > 20)
  }

  /// How deep brackets can be nested before Lua gives up, less some, since who calls Lua takes part of it.
  @Test func nestingIsFollowedAsDeepAsLuaFollowsIt() throws {
    let lua = try openState()
    func deepest(_ isAccepted: (String) throws -> Bool) rethrows -> Int {
      try (1...220).last { depth in
        try isAccepted("return " + String(repeating: "(", count: depth) + "a" + String(repeating: ")", count: depth))
      } ?? 0
    }
    let (luas, own) = (try deepest { try isRead($0, by: lua) }, deepest { fault(of: $0) == nil })
    #expect(abs(luas - own) <= 3, "Lua follows \(luas), the parser \(own)")
  }

  /// What a numeral or a string means, as Lua itself has it.
  @Test(arguments: [
    "0", "3.", ".5", "0xA23p-4", "0X1.921FB54442D18P+1", "0x.1E", "9223372036854775808", "0xffffffffffffffffff",
    "1e400", "0x1p-1074", "0x1p-1080",
    "0x123456789abcdef01.8p0", "314.16e-2", "'\\x41\\65\\u{48}\\z  b'", "'a\\\nb'", "[==[\n]]]==]",
    "'\\u{20AC}\\u{10FFFF}'", "\"\\\"\\'\\a\\v\"",
  ])
  func literalsHaveLuasValues(_ literal: String) throws {
    let chunk = try LuaChunk("return \(literal)")
    guard case .return(let values)? = chunk.block.statements.first?.form, let value = values.first else {
      Issue.record("no value")
      return
    }
    let truth = try LuaState().run(LuaSource(name: "test.lua", text: "return \(literal)"))
    switch value.form {
    case .integer(let integer): #expect(truth == [.integer(Int(integer))])
    case .float(let number): #expect(truth == [.number(number)])
    case .string(let text): #expect(truth == [.string(text)])
    default: Issue.record("no literal")
    }
  }
}

/// The texts of the scripts of this repository, and of their editor stubs.
func shippedScripts() throws -> [String] {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Scripts")
  let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
  return try names.filter { $0.hasSuffix(".lua") }.map {
    try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8)
  }
}
