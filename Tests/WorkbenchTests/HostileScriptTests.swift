import Foundation
import TestSupport
import Testing

/// Scripts that mean harm, or do it: each ends within its time with a message that says why, and leaves nothing behind.
///
/// They lie in `Hostile/`. The time limit of those without end is two seconds, after which a script that is deep in C is
/// ended from outside; the others have as long as a busy machine may need to see what they do.
@Suite("Hostile scripts")
struct HostileScriptTests {
  /// A script, and how it must end.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let status: Int32
    /// What the last line of standard error must hold.
    let message: String

    var testDescription: String { name }

    init(_ name: String, _ status: Int32, _ message: String) {
      self.name = name
      self.status = status
      self.message = message
    }
  }

  private static let outOfTime = "stopped: the script was still running after its time limit of 2 s"
  private static let outOfMemory = "stopped: the script went over its memory limit of 256 MiB"

  static let cases = [
    Case("endless_loop", 124, "endless_loop.lua:2: \(outOfTime)"),
    Case("endless_loop_in_pcall", 124, outOfTime),
    Case("endless_loop_in_coroutines", 124, outOfTime),
    Case("raising_metatable", 124, "raising_metatable.lua:2: \(outOfTime)"),
    Case("string_growth_in_pcall", 124, outOfTime),
    Case("pattern_backtracking", 124, "pattern_backtracking.lua: \(outOfTime)"),
    Case("string_growth", 124, outOfMemory),
    Case("table_growth", 124, outOfMemory),
    Case("empty_string_repeated", 1, "the script should return its report, but it returns a text"),
    Case(
      "table_move", 1, "table_move.lua:2: table.move: a range from 1 to 1099511627776 is over the limit of 67108864"),
    Case("finalizers", 1, "finalizers.lua:3: setmetatable: \"__gc\" is not available to scripts"),
    Case("deep_recursion", 1, "deep_recursion.lua:2: stack overflow"),
    Case("deep_recursion_in_c", 1, "deep_recursion_in_c.lua:2: C stack overflow"),
    Case("nested_coroutine_close", 1, "setmetatable: \"__close\" is not available to scripts"),
    Case("concat_crash", 1, "concat_crash.lua:2: setmetatable: \"__concat\" is not available to scripts"),
    Case("long_field_chain", 1, "long_field_chain.lua:2: line 1 has 200034 bytes; the limit is 4096"),
    Case("bytecode", 1, "bytecode.lua:2: compiled Lua is refused: give source text"),
    Case("bytecode_made_here", 1, "bytecode_made_here.lua:2: attempt to call a nil value (field 'dump')"),
    Case("require_outside", 1, "require: \"../../etc/passwd\" is not the name of a module"),
    Case("cyclic_result", 1, "cyclic_result.lua: the table contains itself, and cannot be read as a value"),
    Case("raising_index", 1, "raising_index.lua: the script should return its report, but it returns a table"),
    Case("million_keys", 1, "million_keys.lua: the value has more than 500000 entries, which is the limit"),
    Case(
      "print_flood", 1, "print_flood.lua:2: print: more than 16777216 bytes, which is the limit of a run or an entry"),
  ]

  private static var folder: URL {
    get throws {
      try #require(Bundle.module.resourceURL).appendingPathComponent("Hostile")
    }
  }

  @Test("end in time, with their reason", arguments: cases)
  func ends(_ hostile: Case) throws {
    let isEndless = hostile.message.contains(Self.outOfTime)
    let end = try run(Self.folder.appendingPathComponent("\(hostile.name).lua").path, seconds: isEndless ? 2 : 30)
    #expect(end.status == hostile.status)
    let last = end.errors.split(separator: "\n").last.map(String.init) ?? ""
    #expect(last.hasPrefix("workbench: \(hostile.name).lua:"))
    #expect(last.contains(hostile.message))
  }

  @Test("are all tried")
  func complete() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).filter { $0.hasSuffix(".lua") }
    let tried = Self.cases.map { "\($0.name).lua" } + ["report_without_end.lua"]
    #expect(files.sorted() == tried.sorted())
  }

  @Test("a report without end ends at its own bound")
  func report() throws {
    let end = try run(Self.folder.appendingPathComponent("report_without_end.lua").path)
    #expect(end.status == 124)
    #expect(
      end.errors.contains(
        "report_without_end.lua:3: stopped: the report is full: it may have 10000 pieces, and 16 MiB of notes and headings"
      ))
  }

  @Test("a script of 20 MB is refused before it is read")
  func large() throws {
    let scratch = try Scratch()
    let file = try scratch.write("large.lua", String(repeating: "local x = 1\n", count: 20_000_000 / 12))
    let end = try run(file.path)
    #expect(end.status == 64)
    #expect(end.errors == "workbench: script \"\(file.path)\" has 19999992 bytes; a script may have 262144\n")
  }

  /// Runs a script, and sees that it ends and leaves no file behind.
  ///
  /// The time limit counts from when the cohort is loaded, which on a busy machine may take long; so the wait is bounded
  /// generously. That the clock is kept is proven by the tests of the worker.
  private func run(_ path: String, seconds: Int = 2) throws -> Command.End {
    let scratch = try Scratch()
    let command = try Command(
      ["run", path, "--time-limit", "\(seconds)", "--memory-limit", "256MiB", "--out", "out"], in: scratch.url)
    let end = try command.end(within: 60)
    #expect(end.output == "")
    #expect(scratch.names == [])
    return end
  }
}
