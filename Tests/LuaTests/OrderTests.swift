import Lua
import Testing

@Suite struct OrderTests {
  @Test func pairsVisitsNumbersThenTextsThenBooleansThenTheRestAsMade() throws {
    let values = try evaluate(
      """
      local first, second = {}, {}
      local t = { b = 1, a = 2, [true] = 3, [false] = 4, [10] = 5, [2.5] = 6, [-1] = 7, [second] = 8, [first] = 9, B = 10 }
      local seen = {}
      for k in pairs(t) do seen[#seen + 1] = k == first and 'first' or k == second and 'second' or tostring(k) end
      local again = {}
      for k in next, t do again[#again + 1] = k == first and 'first' or k == second and 'second' or tostring(k) end
      return table.concat(seen, ' '), table.concat(seen, ' ') == table.concat(again, ' ')
      """)
    #expect(values == ["-1 2.5 10 B a b false true first second", true])
  }

  @Test func eachStateGivesTheSame() throws {
    let text = """
      local t = {}
      for i = 1, 200 do
        t['key' .. i] = i
        t[{ i }] = i
        t[function() return i end] = i
        t[coroutine.create(print)] = i
        t[i / 3] = i
      end
      local texts = {}
      for k, v in pairs(t) do texts[#texts + 1] = tostring(k) .. '=' .. v end
      local u = {}
      for i = 1, 2000 do u[i] = { key = i <= 1000 and i or 2000 - i, id = i } end
      table.sort(u, function(a, b) return a.key < b.key end)
      for i = 1, #u do texts[#texts + 1] = u[i].id end
      for i = 1, 10 do texts[#texts + 1] = math.random() end
      return table.concat(texts, ' ')
      """
    let first = try evaluate(text)
    for _ in 0..<10 { #expect(try evaluate(text) == first) }
  }

  @Test func pairsHonoursItsMetamethod() throws {
    let values = try evaluate(
      """
      local o = setmetatable({}, { __pairs = function(t) return function(_, k) if not k then return 1, 'one' end end, t, nil end })
      for k, v in pairs(o) do return k, v end
      """)
    #expect(values == [1, "one"])
  }

  @Test func entriesMayBeClearedWhileTheyAreVisited() throws {
    let values = try evaluate(
      """
      local t, n = { a = 1, b = 2, c = 3, 1, 2, 3 }, 0
      for k in pairs(t) do t[k] = nil; n = n + 1 end
      local u = { a = 1, b = 2 }
      local k = next(u) u[k] = nil
      return n, next(t), k, next(u), next({})
      """)
    #expect(values == [6, nil, "a", "b", nil])
  }

  @Test func sortIsStableAndRefusesABadComparator() throws {
    let values = try evaluate(
      """
      local t = {}
      for i = 1, 1000 do t[i] = { key = i % 7, place = i } end
      table.sort(t, function(a, b) return a.key < b.key end)
      for i = 2, #t do
        if t[i].key < t[i - 1].key or (t[i].key == t[i - 1].key and t[i].place < t[i - 1].place) then return false end
      end
      local u = { 3, 1, 2 } table.sort(u)
      local v = { 'b', 'a', 'C' } table.sort(v, function(a, b) return a > b end)
      return true, table.concat(u), table.concat(v)
      """)
    #expect(values == [true, "123", "baC"])
    let bad = try failure("table.sort({ 1, 1, 2 }, function(a, b) return a <= b end)")
    #expect(bad.message.hasPrefix("invalid order function for sorting"))
    #expect(try failure("table.sort({ 1, 'x' })").message == "attempt to compare string with number")
    #expect(try failure("table.sort({ 1, 2 }, 5)").message.contains("function expected, got number"))
  }

  @Test func textsHaveNoAddresses() throws {
    let text = "local a, b = {}, {} return tostring(a), tostring(b), tostring(a), tostring(print), ('%s'):format(b)"
    let values = try evaluate(text)
    #expect(values == ["table#1", "table#2", "table#1", "function: builtin", "table#2"])
    #expect(try failure("return ('%p'):format({})").message.contains("'%p' would show an address"))
    #expect(
      try evaluate("return tostring(0/0), tostring(-(0/0)), tostring(1e15), 0.1 + 0.2 .. ''") == [
        "nan", "nan", "1e+15", "0.3",
      ])
  }

  // splitmix64(0) begins e220a8397b1dcdaf, 6e789e6aa1b965f4, 06c45d188009454f, f88bb8a8724c81ec (Vigna's reference
  // code); xoshiro256** of that state begins rotl(s1 * 5, 7) * 9.
  @Test func theGeneratorIsXoshiroSeededBySplitmix() throws {
    let s1: UInt64 = 0x6e78_9e6a_a1b9_65f4
    let product = s1 &* 5
    let expected = ((product << 7) | (product >> 57)) &* 9
    #expect(try evaluate("return math.random(0)") == [.integer(Int(Int64(bitPattern: expected)))])
    #expect(try evaluate("math.randomseed(0) return math.random(0)") == evaluate("return math.random(0)"))
    #expect(try failure("math.randomseed()").message.contains("could not be repeated"))
    #expect(try failure("math.random(2, 1)").message.contains("interval is empty"))
    let inside = try evaluate("for i = 1, 1000 do local x = math.random(3, 5) if x < 3 or x > 5 then return x end end")
    #expect(inside == [])
  }

  @Test func datesComeFromNumbersAlone() throws {
    #expect(
      try evaluate("return os.date('%Y-%m-%d', 0), os.time { year = 1970, month = 1, day = 2, hour = 0 }") == [
        "1970-01-01", 86400,
      ])
    // The last second of the last year that the C library can hold.
    #expect(try evaluate("return os.date('*t', 67768036191676799).year") == [2_147_485_547])
    #expect(try failure("return os.date()").message.hasPrefix("os.date needs a time"))
    #expect(try failure("return os.time()").message.hasPrefix("os.time needs a table"))
  }
}
