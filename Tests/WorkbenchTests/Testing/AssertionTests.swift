import Foundation
import Testing

/// What tests assert, and what a failure says: place, what was expected, what was found.
@Suite("Assertions of tests")
struct AssertionTests {
  private let bench: TestBench

  init() throws { bench = try TestBench() }

  @Test("that hold pass, and the last line alone says how many")
  func pass() throws {
    let end = try bench.test(
      """
      testing.test("sums", function()
        testing.equal(1 + 1, 2)
        testing.equal({ 1, { a = "x" } }, { 1.0, { a = "x" } })
        testing.close(0.1 + 0.2, 0.3)
        testing.close({ 1, missing, 3 }, { 1 + 1e-12, missing, 3 })
        testing.close(100, 101, { absolute = 1 })
        testing.close({ math.huge, -math.huge }, { math.huge, -math.huge })
        testing.equal(2^53, 9007199254740992)
        testing.close(workbench.column { 1, 2 }, { 1, 2 })
        testing.is_true(2 > 1)
        testing.raises(function() error("no such luck") end, "such luck")
      end)
      """)
    #expect(end.status == 0)
    #expect(end.verdict == "1 passed, 0 failed")
    #expect(end.output.hasPrefix("a_test.lua: 1 passed\n"))
  }

  @Test(
    "that fail name the line, what was expected and what was found",
    arguments: [
      ("testing.equal(1, 2)", "expected 2, found 1 (difference -1, relative 0.5)"),
      ("testing.equal(\"a\", \"b\")", "expected \"b\", found \"a\""),
      ("testing.close(5, math.huge)", "expected inf, found 5"),
      ("testing.close(math.huge, -math.huge, { absolute = 1 })", "expected -inf, found inf"),
      (
        "testing.equal(2^53, 9007199254740993)",
        "expected 9007199254740993, found 9007199254740992.0 (difference -1, relative 1.1e-16)"
      ),
      (
        "testing.equal({ rows = { 1, { median = 3 } } }, { rows = { 1, { median = 4 } } })",
        "expected 4, found 3 at .rows[2].median (difference -1, relative 0.25)"
      ),
      ("testing.equal({ 1, 2 }, { 1 })", "expected a list of 1, found a list of 2 (the first 1 are the same)"),
      ("testing.equal({ a = 1 }, {})", "expected nothing, found 1 at .a"),
      ("testing.equal({}, { [\"a b\"] = 1 })", "expected 1, found nothing at [\"a b\"]"),
      (
        "testing.close({ 1, 2.5 }, { 1, 2 })",
        "expected 2, found 2.5 at [2] (difference 0.5, relative 0.25; allowed relative 1e-09)"
      ),
      ("testing.close(0 / 0, 1)", "expected 1, found nan (not a number)"),
      ("testing.close(missing, 1)", "expected 1, found a missing value"),
      ("testing.is_true(nil, \"has a median\")", "has a median: expected true, found nothing"),
      (
        "testing.raises(function() end, \"negative\")",
        "expected an error with \"negative\", found none: nothing was raised"
      ),
    ])
  func fail(assertion: String, message: String) throws {
    let end = try bench.test("testing.test(\"one\", function()\n  \(assertion)\nend)")
    #expect(end.status == 1)
    #expect(end.failures == ["a_test.lua:6: FAILED \"one\": \(message)"])
    #expect(end.verdict == "0 passed, 1 failed")
  }

  @Test("are counted: a test without any fails, and one that swallows a failure too")
  func asserts() throws {
    let end = try bench.test(
      """
      testing.test("nothing", function() end)
      testing.test("swallowed", function() pcall(testing.equal, 1, 2) end)
      """)
    #expect(
      end.failures == [
        "a_test.lua: FAILED \"nothing\": asserts nothing",
        "a_test.lua: FAILED \"swallowed\": expected 2, found 1 (difference -1, relative 0.5)",
      ])
  }

  @Test("stand inside tests, whose names differ, and which do not stand in each other")
  func places() throws {
    let outside = try bench.test("testing.equal(1, 1)")
    #expect(
      outside.failures.first?.contains(
        "a_test.lua:5: FAILED \"the file as a whole\": testing.equal belongs inside a test") == true)
    let twice = try bench.test("testing.test(\"a\", function() end)\ntesting.test(\"a\", function() end)")
    #expect(twice.failures.first?.contains("a_test.lua:6") == true)
    #expect(twice.failures.first?.contains("there is a test \"a\" already") == true)
    let nested = try bench.test("testing.test(\"a\", function()\n  testing.test(\"b\", function() end)\nend)")
    #expect(nested.failures.first?.contains("a test cannot stand inside a test") == true)
  }

  @Test("in a module beside the test name the module's line, and the test's")
  func helper() throws {
    try bench.write("checks.lua", "local testing = require \"testing\"\nreturn function(x) testing.equal(x, 1)\nend\n")
    let end = try bench.test("local is_one = require \"checks\"\ntesting.test(\"a\", function()\n  is_one(2)\nend)")
    #expect(
      end.failures == [
        "checks.lua:2: FAILED \"a\": expected 1, found 2 (difference 1, relative 1) (called in a_test.lua:7)"
      ])
  }

  @Test("are lent to tests alone")
  func scripts() throws {
    try bench.write("s.lua", "local testing = require \"testing\"\nreturn nil\n")
    let end = try bench.run("run", "s.lua")
    #expect(end.status == 1)
    #expect(end.errors.contains("\"testing\" is lent to tests alone"))
    let help = try bench.run("help", "testing")
    #expect(help.status == 0)
    #expect(help.output.contains("testing.close(found, expected, tolerance?)"))
  }
}
