import CLuaShim

/// A known defect of some releases of Lua 5.4, and a script that shows whether the linked one has it.
///
/// Distributions patch Lua without changing its version, so the version does not tell.
public struct LuaProbe: Sendable {
  /// What a probe found.
  public enum Outcome: Equatable, Sendable {
    /// The linked Lua does the right thing.
    case sound
    /// It does a wrong thing; what it gave instead.
    case defective(found: String)
    /// The probe could not run.
    case failed
  }

  /// A short name that stays: `concat`.
  public let id: String
  /// The defect, in a few words.
  public let title: String
  /// What it means for those who run scripts.
  public let meaning: String
  let source: String
  let expected: String
  /// How often it runs, each time in a fresh state: results that differ show a defect.
  let repetitions: Int

  init(_ id: String, _ title: String, meaning: String, expected: String, repetitions: Int = 1, source: String) {
    self.id = id
    self.title = title
    self.meaning = meaning
    self.expected = expected
    self.repetitions = repetitions
    self.source = source
  }

  /// The probe with this name.
  public static func named(_ id: String) -> LuaProbe? {
    all.first { $0.id == id }
  }

  /// Runs the probe in a fresh state of its own, outside of any sandbox.
  ///
  /// Where Lua is defective, this may crash the process: call it in a child process, and count a crash as defective.
  ///
  /// - Returns: What was found.
  public func run() -> Outcome {
    var seen: Set<String> = []
    for _ in 0..<repetitions {
      var room = [CChar](repeating: 0, count: 256)
      let outcome = wb_probe(source, expected, &room, room.count)
      let found = String(decoding: room.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      switch outcome {
      case WB_PROBE_SOUND: return .sound
      case WB_PROBE_DEFECTIVE: seen.insert(found)
      default: return .failed
      }
    }
    guard repetitions > 1 else { return .defective(found: seen.first ?? "") }
    return seen.count == 1 ? .sound : .defective(found: "\(seen.count) orders in \(repetitions) runs")
  }
}

extension LuaProbe {
  /// Each known defect, crashes first.
  public static let all: [LuaProbe] = [
    LuaProbe(
      "concat", "concatenation after the stack has moved",
      meaning: "Four lines of a script can crash Lua. Here, __concat is closed to scripts.",
      expected: "true aaR",
      source: """
        local mt = { __concat = function()
          local function r(n) if n == 0 then return 0 end return r(n - 1) + 1 end
          r(2000)
          return "R"
        end }
        local o = setmetatable({}, mt)
        local ok, x = pcall(coroutine.wrap(function() local s = "a"; local x = s .. s .. o .. s; return x end))
        return tostring(ok) .. " " .. tostring(x)
        """),
    LuaProbe(
      "close", "nested coroutine.close",
      meaning: "A script can crash Lua. Here, coroutine.close is closed to scripts.",
      expected: "refused",
      source: """
        local previous = false
        for i = 1, 20000 do
          local p = previous
          previous = coroutine.create(function()
            local c <close> = setmetatable({}, { __close = function() if p then assert(coroutine.close(p)) end end })
            coroutine.yield()
          end)
          assert(coroutine.resume(previous))
        end
        return coroutine.close(previous) and "closed" or "refused"
        """),
    LuaProbe(
      "names", "error texts about long chains of fields",
      meaning: "A script can crash Lua. Here, long chains are refused before they are parsed.",
      expected: "false",
      source: """
        local chain = "local t = {} t.x = t; return t" .. (".x"):rep(100000) .. " + 1"
        return (pcall(load(chain)))
        """),
    LuaProbe(
      "bits", "bit operations in functions with many constants",
      meaning: "1 ~ (2 or 3) and the like can give wrong integers, without a word.",
      expected: "3",
      source: """
        local c = { "local x = {" }
        for i = 1, 257 do c[#c + 1] = i .. ".1," end
        c[#c + 1] = "}; return (1 ~ (2 or 3))"
        return load(table.concat(c))()
        """),
    LuaProbe(
      "break", "leaving a loop that has something to close",
      meaning:
        "Such a value may stay open, or the loop may end in a strange error. Scripts here have nothing to close.",
      expected: "true",
      source: """
        local ok, seen = false, nil
        local o = setmetatable({}, { __close = function() ok = true end })
        local function f() for k in next, {}, nil, o do local function g() return k end break end seen = ok end
        f()
        return seen
        """),
    LuaProbe(
      "index", "a comparison as an index",
      meaning: "t[a < b] can fail with a strange error. A variable in between avoids it.",
      expected: "true 10",
      source: """
        _ENV[true] = 10
        local ok, x = pcall(function() return _ENV[1 < 2] end)
        return tostring(ok) .. " " .. tostring(x)
        """),
    LuaProbe(
      "sort", "the order of ties in table.sort",
      meaning: "Equal elements come in another order on each run. Here, table.sort is another one, and stable.",
      expected: "", repetitions: 5,
      source: """
        local n, u = 100000, {}
        for i = 1, n do u[i] = { k = i <= n // 2 and i or n - i, id = i } end
        table.sort(u, function(a, b) return a.k < b.k end)
        local h = 0
        for i = 1, n do h = (h * 31 + u[i].id) % 2147483647 end
        return h
        """),
  ]
}
