import Foundation
import TestSupport
import Testing

/// A run that fails says why on standard error alone, and its exit status says of what kind the failure is.
@Suite("The command, failing")
struct EndToEndFailureTests {
  /// Runs a script of these lines, and gives how it ended.
  private func run(_ lines: String, _ more: String...) throws -> Command.End {
    let scratch = try Scratch()
    try scratch.write("a.lua", lines)
    let end = try Command.run(["run", "a.lua", "--out", "out"] + more, in: scratch.url)
    if end.status != 0 { #expect(scratch.names == ["a.lua"], "a failing run left files behind") }
    return end
  }

  private func expect(
    _ end: Command.End, _ status: Int32, _ message: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(end == .init(status: status, output: "", errors: "workbench: \(message)\n"), sourceLocation: sourceLocation)
  }

  // MARK: Wrong usage, 64

  @Test("64: a script that there is not, with the nearest name")
  func unknownScript() throws {
    expect(
      try Command.run(["run", "pfs_by_transplnt"]), 64,
      "there is no script \"pfs_by_transplnt\": not as a file, not in Scripts/, not among the shipped ones; "
        + "did you mean \"pfs_by_transplant\"?")
  }

  @Test(
    "64: options that there are not, or that make no sense",
    arguments: [
      (["x"], "unexpected \"x\" after the script; data are given as --data x, a parameter as --param name=value"),
      (["--dta", "x"], "Unknown option '--dta'. Did you mean '--data'?"),
      (["--format", "jsn"], "The value 'jsn' is invalid for '--format <format>'."),
      (["--format", "json", "--format", "csv"], "several formats need a folder to be written to: give --out DIR"),
      (["--time-limit", "0"], "--time-limit should be seconds above 0"),
      (["--memory-limit", "3"], "The value '3' is invalid for '--memory-limit <memory-limit>'"),
      (["--conventions", "stata"], "The value 'stata' is invalid for '--conventions <conventions>'."),
    ])
  func options(arguments: [String], message: String) throws {
    let end = try Command.run(["run", "pfs_by_transplant"] + arguments)
    #expect(end.status == 64)
    #expect(end.output == "")
    #expect(end.errors.hasPrefix("Error: \(message)"))
  }

  @Test(
    "64: parameters that the script does not have, or of the wrong kind",
    arguments: [
      ("endpoit=os", "pfs_by_transplant.lua has no parameter \"endpoit\"; did you mean \"endpoint\"?"),
      ("landmarks=soon", "parameter \"landmarks\" should be a number of 0 or more, found \"soon\""),
      ("endpoint", "--param should be name=value, found \"endpoint\""),
    ])
  func parameters(given: String, message: String) throws {
    expect(try Command.run(["run", "pfs_by_transplant", "--param", given]), 64, message)
  }

  @Test("64: a script that is not there, with the file beside it whose name is near")
  func missingScript() throws {
    let scratch = try Scratch()
    try scratch.write("resp.lua", "return 1")
    let end = try Command.run(["run", "respp.lua"], in: scratch.url)
    #expect(end.status == 64)
    #expect(end.errors.contains("did you mean \"resp.lua\"?"), "\(end.errors)")
  }

  @Test("64: a script that is too large, or no text")
  func unusableScript() throws {
    let scratch = try Scratch()
    try scratch.write("large.lua", String(repeating: "-- \n", count: 5_000_000))
    expect(
      try Command.run(["run", "large.lua"], in: scratch.url), 64,
      "script \"large.lua\" has 20000000 bytes; a script may have 262144")
    try Data([0x72, 0xFF, 0xFE]).write(to: scratch.url.appendingPathComponent("binary.lua"))
    expect(try Command.run(["run", "binary.lua"], in: scratch.url), 64, "script \"binary.lua\" is not UTF-8 text")
  }

  // MARK: Unusable data, 2

  @Test("2: data that there are not")
  func missingData() throws {
    expect(try Command.run(["run", "pfs_by_transplant", "--data", "nowhere"]), 2, "nowhere: there is no such file")
  }

  @Test("2: data that lack what the script's header says it needs, before any of it runs")
  func lackingData() throws {
    expect(
      try Command.run(["run", "pfs_by_transplant", "--param", "endpoint=psf"]), 2,
      "pfs_by_transplant.lua needs endpoint psf, which cohort \"CAR-T demonstration\" does not have: endpoint \"psf\" is "
        + "not declared in cohort \"CAR-T demonstration\"; did you mean \"pfs\"?\n"
        + "\"workbench help pfs_by_transplant.lua\" lists its parameters\n"
        + "without --data a script runs on the demonstration cohort; give your own with --data PATH")
    let end = try run("--- T\n--- Needs:\n---   table visits\nprint \"ran\"")
    #expect(end.status == 2)
    #expect(!end.errors.contains("ran\n"))
    #expect(
      end.errors.hasPrefix("workbench: a.lua needs table visits, which cohort \"CAR-T demonstration\" does not have"))
  }

  // MARK: Failing scripts, 1

  @Test("1: an error of the script, with its line")
  func error() throws {
    expect(
      try run("local x\n\nprint(x.y)"), 1,
      "a.lua:3: attempt to index a nil value (local 'x'); x, declared in line 1, was given no value")
    expect(try run("error \"no such luck\""), 1, "a.lua:1: no such luck")
  }

  @Test("1: an error of an analysis, with the line that called it")
  func analysisError() throws {
    expect(
      try run(
        """
        local workbench, survival = require "workbench", require "survival"
        return survival.kaplan_meier(workbench.cohort(), { endpoint = "pfs", by = "diagnossis" })
        """), 1,
      "a.lua:2: column \"diagnossis\" is not in \"CAR-T demonstration\"; did you mean \"diagnosis\"?")
  }

  @Test("1: nothing that a script prints or raises can command the terminal")
  func terminal() throws {
    let scratch = try Scratch()
    try scratch.write("a.lua", #"print("a\27[2J\tb\7\u{202e}c") error("\27]0;d\7")"#)
    #expect(
      try Command.run(["run", "a.lua"], in: scratch.url)
        == .init(status: 1, output: "a␛[2J\tb␇\u{FFFD}c\n", errors: "workbench: a.lua:1: ␛]0;d␇\n"))
  }

  @Test("1: a syntax error, with its line")
  func syntax() throws {
    expect(
      try run("\n\nlocal = 2"), 1,
      "a.lua:3:7: expected the name of a variable, found \"=\"; a local has a name, as in local n = 1")
  }

  @Test("1: a header that cannot be read, with its line")
  func header() throws {
    let end = try run("--- T\n--- Parameters:\n---   x (numbr): p.\n")
    #expect(end.status == 1)
    #expect(end.errors.hasPrefix("workbench: a.lua:3: a parameter's type should be one of endpoint, column, "))
  }

  @Test("1: an error in a module beside the script, with the module's line")
  func module() throws {
    let scratch = try Scratch()
    try scratch.write("shared.lua", "local shared = {}\nfunction shared.fail() error \"deep down\" end\nreturn shared")
    try scratch.write("a.lua", "require(\"shared\").fail()")
    expect(try Command.run(["run", "a.lua"], in: scratch.url), 1, "shared.lua:2: deep down")
  }

  @Test("--trace shows the calls that were under way")
  func trace() throws {
    let lines = "local function inner() error \"no\" end\nlocal function outer() inner() end\nouter()"
    expect(try run(lines), 1, "a.lua:1: no")
    expect(
      try run(lines, "--trace"), 1, "a.lua:1: no\n  a.lua:1: in inner\n  a.lua:2: in outer\n  a.lua:3: in main chunk")
  }

  // MARK: Over a bound, 124

  @Test("124: over the time limit, with the line that was running and the limit")
  func timeLimit() throws {
    expect(
      try run("local n = 0\nwhile true do n = n + 1 end", "--time-limit", "1.5"), 124,
      "a.lua:2: stopped: the script was still running after its time limit of 1.5 s")
  }

  @Test("124: over the memory limit, with the limit")
  func memoryLimit() throws {
    let end = try run("local all = {}\nfor i = 1, 1e9 do all[i] = i end", "--memory-limit", "64MiB")
    #expect(end.status == 124)
    #expect(end.errors.hasSuffix("stopped: the script went over its memory limit of 64 MiB\n"))
    #expect(end.errors.hasPrefix("workbench: a.lua:"))
  }

  @Test(
    "124: over the memory limit with small blocks, of which the system needs more than Lua asks for",
    arguments: ["t = { t }", "t = { n = t }"])
  func smallBlocks(_ step: String) throws {
    let end = try run("local t = {}\nwhile true do \(step) end", "--memory-limit", "768MiB")
    #expect(end.status == 124, "\(end.errors)")
    #expect(end.errors.hasSuffix("stopped: the script went over its memory limit of 768 MiB\n"))
  }

  @Test("1: what is nested deeper than Lua follows, told as an error of the text at its place, here and in a module")
  func nestedTooDeep() throws {
    let deep = "return " + String(repeating: "(", count: 250) + "1" + String(repeating: ")", count: 250)
    expect(try run(deep), 1, "a.lua:1:205: nested too deep: Lua follows 198 levels")
    let scratch = try Scratch()
    try scratch.write("a.lua", "return require \"m\"\n")
    try scratch.write("m.lua", deep)
    expect(
      try Command.run(["run", "a.lua"], in: scratch.url), 1,
      "a.lua:1: require: module \"m\" does not parse: m.lua:1:205: nested too deep: Lua follows 198 levels")
  }

  @Test("1: standard output that takes nothing is told, whatever was to be written")
  func fullOutput() throws {
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    for arguments in [["scripts"], ["help", "survival.cox"], ["run", "table_one"], ["data"]] {
      let process = Process()
      process.executableURL = BuiltCommand("workbench").path
      process.arguments = arguments
      process.standardOutput = FileHandle(forWritingAtPath: "/dev/full")
      let errors = Pipe()
      process.standardError = errors
      try process.run()
      let said = String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
      process.waitUntilExit()
      #expect(process.terminationStatus == 1, "\(arguments)")
      #expect(said == "workbench: standard output cannot be written: No space left on device\n", "\(arguments)")
    }
  }

  // MARK: Stopped, 130

  @Test("130: stopped with Ctrl-C, at once, with no process left behind", arguments: [SIGINT, SIGTERM])
  func interrupt(signal: Int32) throws {
    let scratch = try Scratch()
    try scratch.write("a.lua", "print \"running\"\nwhile true do end")
    let command = try Command(["run", "a.lua"], in: scratch.url)
    for _ in 0..<600 where command.outputSoFar.isEmpty { usleep(100_000) }
    try #require(command.outputSoFar == "running\n")
    let workers = Self.children(of: command.id)
    kill(command.id, signal)
    #expect(
      try command.end() == .init(status: 128 + signal, output: "running\n", errors: "workbench: a.lua: stopped\n"))
    #if os(Linux)
      #expect(workers.count == 1)
    #endif
    for worker in workers { #expect(kill(worker, 0) == -1 && errno == ESRCH, "the worker is still there") }
    #expect(scratch.names == ["a.lua"])
  }

  /// The processes that a process has started, where the system tells.
  private static func children(of id: Int32) -> [Int32] {
    let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(id)/task")) ?? []
    return tasks.flatMap { task in
      let text = (try? String(contentsOfFile: "/proc/\(id)/task/\(task)/children", encoding: .utf8)) ?? ""
      return text.split(separator: " ").compactMap { Int32($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
    }
  }
}
