import ArgumentParser
import LineEditing
import Workbench

/// `workbench repl`.
struct ReplCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repl", abstract: "Try analyses on a cohort, line by line.",
    discussion: """
      An expression shows its value, a statement runs; variables stay, with and without "local". Tab completes, Ctrl-R \
      searches what was entered before, Ctrl-C stops an entry, Ctrl-D ends; ":help" tells more. Entries can be piped in: \
      then only results are shown, and the exit status is 1 where an entry failed.
      """)

  @Option(
    help: """
      A file of tables, or a folder of them; the demonstration cohort without it. May be repeated, once a trial: they are \
      pooled.
      """)
  var data: [String] = []

  @Option(help: "The seed of the random generator.")
  var seed: UInt64 = 1

  @Option(help: "The seconds that an entry may take.")
  var timeLimit: Double = 60

  @Option(help: "The memory that the session may use, such as 512MiB or 4GiB.")
  var memoryLimit = MemorySize(gibibytes: 4)

  @Flag(help: "Refuse to begin where a plugin of the project is not exactly as workbench.lock says, or not in it.")
  var frozen = false

  func validate() throws {
    guard timeLimit > 0, timeLimit <= 1e6 else { throw ValidationError("--time-limit should be seconds above 0") }
  }

  func run() throws {
    try reportingFailures {
      let plugins = try ProjectPlugins(isFrozen: frozen)
      for note in plugins.notes { Console.error(note) }
      let request = SessionRequest(
        data: data, seed: seed, timeLimit: timeLimit, memoryLimit: memoryLimit.bytes, plugins: plugins.environments)
      let hasFailed = try Repl(request).run()
      if hasFailed { throw Status.failed }
    }
  }
}
