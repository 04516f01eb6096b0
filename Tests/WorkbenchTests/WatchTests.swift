import Foundation
import Testing

/// A run that is run again on every save.
@Suite("The command run with --watch", .timeLimit(.minutes(5)))
struct WatchTests {
  /// Waits until a command has written something, for longer than it can take even on a busy machine.
  private func wait(for words: String, times: Int = 1, in text: () -> String) throws {
    let end = Date().addingTimeInterval(90)
    while text().components(separatedBy: words).count - 1 < times {
      guard Date() < end else {
        Issue.record("\"\(words)\" was not written \(times) times: \(text())")
        throw Command.StillRunning()
      }
      Thread.sleep(forTimeInterval: 0.05)
    }
  }

  private func script(_ word: String) -> String {
    "print(\"\(word)\", require(\"beside\"))\nreturn require(\"workbench\").report \"Report\"\n"
  }

  private static let done = "waiting for changes, Ctrl-C ends"

  @Test(
    "runs again when the script, a module beside it or the data change, and after a run that failed; Ctrl-C ends it")
  func again() throws {
    let scratch = try Scratch()
    try scratch.write("a.lua", script("first"))
    try scratch.write("beside.lua", "return \"one\"\n")
    try scratch.write("data.csv", "id,age\n1,30\n")
    let command = try Command(["run", "a.lua", "--watch", "--data", "data.csv"], in: scratch.url)
    try wait(for: Self.done) { command.errorsSoFar }
    #expect(command.outputSoFar.contains("first\tone\n"))
    try scratch.write("a.lua", script("second"))
    try wait(for: "second\tone\n") { command.outputSoFar }
    try wait(for: Self.done, times: 2) { command.errorsSoFar }
    #expect(command.errorsSoFar.contains("── a.lua changed ─"))
    try scratch.write("beside.lua", "return \"other\"\n")
    try wait(for: "second\tother\n") { command.outputSoFar }
    try wait(for: Self.done, times: 3) { command.errorsSoFar }
    try scratch.write("data.csv", "id,age\n1,\"30\n")
    try wait(for: "data.csv:2") { command.errorsSoFar }
    try wait(for: Self.done, times: 4) { command.errorsSoFar }
    try scratch.write("data.csv", "id,age\n1,30\n2,31\n3,32\n")
    try wait(for: "second\tother\n", times: 2) { command.outputSoFar }
    try wait(for: Self.done, times: 5) { command.errorsSoFar }
    kill(command.id, SIGINT)
    #expect(try command.end().status == 130)
  }

  @Test("runs again when a plugin is added, trusted, changed and had again")
  func plugins() throws {
    let desk = try PluginDesk()
    let source = try desk.plugin()
    try desk.script(says: "require(\"acme/grfs\").words()")
    let state = try desk.scratch.folder("state-anna").path
    let command = try Command(
      ["run", "a.lua", "--watch"], in: desk.project, environment: ["XDG_STATE_HOME": state, "HOME": state])
    try wait(for: Self.done) { command.errorsSoFar }
    _ = try desk.run("plugin", "add", source)
    try wait(for: "is not trusted; look at it") { command.errorsSoFar }
    try wait(for: Self.done, times: 2) { command.errorsSoFar }
    #expect(command.errorsSoFar.contains("and 2 more changed ─"))
    _ = try desk.run("plugin", "trust", "acme/grfs", "--sha256", desk.locked()[0].1)
    try wait(for: "from grfs") { command.outputSoFar }
    try wait(for: Self.done, times: 3) { command.errorsSoFar }
    try desk.write(["Plugins/acme/grfs/init.lua": "return {}\n"])
    try wait(for: "\"init.lua\" is changed; to have it again") { command.errorsSoFar }
    try wait(for: Self.done, times: 4) { command.errorsSoFar }
    _ = try desk.run("plugin", "restore")
    try wait(for: "from grfs", times: 2) { command.outputSoFar }
    kill(command.id, SIGINT)
    _ = try command.end()
  }

  @Test("a change while it runs stops that run, and starts the next")
  func during() throws {
    let scratch = try Scratch()
    try scratch.write("a.lua", "print \"begun\"\nlocal n = 0\nwhile true do n = n + 1 end")
    let command = try Command(["run", "a.lua", "--watch", "--time-limit", "3600"], in: scratch.url)
    try wait(for: "begun") { command.outputSoFar }
    try scratch.write("a.lua", "print \"later\"\nreturn require(\"workbench\").report \"Report\"\n")
    try wait(for: "later") { command.outputSoFar }
    try wait(for: Self.done) { command.errorsSoFar }
    #expect(command.errorsSoFar.contains("── stopped after "))
    #expect(command.errorsSoFar.contains("── a.lua changed ─"))
    kill(command.id, SIGINT)
    #expect(try command.end().status == 130)
  }

  @Test("Ctrl-C while a script runs ends it, too")
  func interrupted() throws {
    let scratch = try Scratch()
    try scratch.write("a.lua", "print \"begun\"\nwhile true do end")
    let command = try Command(["run", "a.lua", "--watch"], in: scratch.url)
    try wait(for: "begun") { command.outputSoFar }
    kill(command.id, SIGINT)
    #expect(try command.end().status == 130)
  }

  @Test("needs a file that can change")
  func shipped() throws {
    let end = try Command.run(["run", "table_one", "--watch"])
    #expect(end.status == 64)
    #expect(
      end.errors
        == "workbench: --watch needs a file that can change; \"table_one.lua\" is shipped with the workbench\n")
  }
}

/// A run that says where its time went.
@Suite("The command run with --profile")
struct ProfileTests {
  @Test("names each analysis with its calls, beside the report and after it, and changes nothing in it")
  func analyses() throws {
    let scratch = try Scratch()
    try scratch.write(
      "a.lua",
      """
      local workbench, survival = require "workbench", require "survival"
      local cohort, report = workbench.cohort(), workbench.report "Report"
      for _ = 1, 3 do report:add(survival.kaplan_meier(cohort, { endpoint = "pfs" })) end
      report:add(survival.follow_up(cohort, { endpoint = "pfs" }))
      return report
      """)
    let end = try Command.run(["run", "a.lua", "--profile"], in: scratch.url)
    #expect(end.status == 0)
    #expect(try Command.run(["run", "a.lua"], in: scratch.url).output == end.output)
    let lines = end.errors.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    #expect(end.errors.hasPrefix("Where the time went: "))
    #expect(lines.contains { $0.starts(with: ["survival.kaplan_meier", "3"]) })
    #expect(lines.contains { $0.starts(with: ["survival.follow_up", "1"]) })
    #expect(lines.contains { $0.first == "a.lua:3" && $0.contains("report:add(survival.kaplan_meier(cohort,") })
  }

  @Test("is told of a script that fails, too")
  func failing() throws {
    let scratch = try Scratch()
    try scratch.write("a.lua", "error \"no\"")
    let end = try Command.run(["run", "a.lua", "--profile"], in: scratch.url)
    #expect(end.status == 1)
    #expect(end.errors.contains("Where the time went: "))
    #expect(end.errors.contains("workbench: a.lua:1: no\n"))
  }
}
