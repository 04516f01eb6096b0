import Analyses
import ArgumentParser
import Scripting
import Workbench

/// `workbench help [TOPIC]`.
struct HelpCommand: ParsableCommand {
  /// How the whole manual is written.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, markdown, html
  }

  static let configuration = CommandConfiguration(
    commandName: "help",
    abstract:
      "Explain a function, an argument, a statistic, a type, an error, a script or a command; or write the manual.",
    discussion: """
      TOPIC is a module (survival), a function (survival.cox, or cox), an argument (survival.cox.ties, or ties: where it occurs), what \
      scripts are lent (cohort:where, report), a statistic (hazard_ratio: which analyses give it), a type of column (category), a kind \
      of error (unknown-argument; errors lists all) or its message in quotes, expressions, script header, cohort.toml, exit \
      status, a script, or a command.
      """)

  @ArgumentParser.Argument(help: "What to explain; several words are one topic.")
  var topic: [String] = []

  @Flag(help: "The whole manual.")
  var all = false

  @Option(help: "How it is written: text, markdown or html; the last two with --all.")
  var format: Format = .text

  @Option(help: "The file to write it to.")
  var out: String?

  func validate() throws {
    guard all || format == .text else { throw ValidationError("--format goes with --all") }
    guard all || out == nil else { throw ValidationError("--out goes with --all") }
    guard !all || topic.isEmpty else { throw ValidationError("--all takes no topic") }
  }

  func run() throws {
    try reportingFailures {
      let book = ManualBook.workbench(commands: .commands, modules: try BuiltIn.registry().declarations)
      if all { return try write(whole(book)) }
      guard !topic.isEmpty else {
        return Console.write(WorkbenchCommand.helpMessage() + "\n\n" + Self.overview(of: book))
      }
      Console.write(try Self.text(on: topic.joined(separator: " "), in: book))
    }
  }

  private func whole(_ book: ManualBook) -> String {
    switch format {
    case .text: book.text
    case .markdown: book.markdown
    case .html: book.html
    }
  }

  private func write(_ text: String) throws {
    guard let out else { return Console.write(text) }
    try ProjectFiles([out: text]).write(replacing: true)
    Console.note("wrote \(out)")
  }

  /// The topics to begin with, a line each.
  private static func overview(of book: ManualBook) -> String {
    "TOPICS (workbench help TOPIC explains one; any argument, statistic, type or error is one, too)\n" + book.overview
  }

  private static func text(on topic: String, in book: ManualBook) throws -> String {
    if let script = try? ScriptLibrary.find(topic), script.folder != nil {
      return Manual.script(script.name, try ScriptLibrary.header(of: script)) + "\n"
    }
    let found = book.articles(on: topic)
    guard found.isEmpty else { return found.map { $0.text + "\n" }.joined(separator: "\n") }
    throw UsageFailure(
      description: "there is no help on \"\(topic)\""
        + (book.nearest(to: topic).map { "; did you mean \"\($0)\"?" } ?? "; \"workbench help\" lists the topics"))
  }
}
