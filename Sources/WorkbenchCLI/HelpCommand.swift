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
      TOPIC is a module (survival), a plugin of the project (house/grfs), an analysis that a script in Scripts/ declares, a function (survival.cox, or cox), an argument (survival.cox.ties, or ties: where it occurs), what \
      scripts are lent (cohort:where, report), a statistic (hazard_ratio: which analyses give it), a type of column (category), a kind \
      of error (unknown-argument; errors lists all) or its message in quotes, expressions, script header, cohort.toml, exit \
      status, a script, or a command. Of any other words it lists the topics in which they stand.
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
      let plugins = try ProjectPlugins()
      let scripts = try ScriptDeclarations()
      let book = try Self.book(with: [], scripts)
      if all { return try write(whole(Self.book(with: plugins.declarations.known, scripts))) }
      guard !topic.isEmpty else {
        return Console.write(
          WorkbenchCommand.helpMessage() + "\n\n" + Self.overview(of: book) + Self.overview(of: plugins)
            + Self.overview(of: scripts))
      }
      let topic = topic.joined(separator: " ")
      if let text = try Self.text(on: topic, in: book) { return Console.write(text) }
      Console.write(try Self.text(on: topic, of: plugins, scripts))
    }
  }

  private static func book(
    with plugins: [PluginDeclaration], _ scripts: ScriptDeclarations
  ) throws -> ManualBook {
    .workbench(
      commands: .commands, modules: try BuiltIn.registry().declarations, plugins: plugins, scripts: scripts)
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

  /// The plugins of the project, a line each; none of them is run for it.
  private static func overview(of plugins: ProjectPlugins) -> String {
    let pairs = plugins.listed.map { ($0.id, $0.refusal ?? $0.summary) }
    return pairs.isEmpty
      ? "" : "  Plugins of this project\n" + Manual.aligned(pairs, indent: 4).joined(separator: "\n") + "\n"
  }

  /// The analyses that scripts of the project declare, a line each.
  private static func overview(of scripts: ScriptDeclarations) -> String {
    let pairs = scripts.analyses.map { ($0.function.name, "\($0.function.summary) (\($0.script))") }
    return pairs.isEmpty
      ? "" : "  Analyses of your scripts\n" + Manual.aligned(pairs, indent: 4).joined(separator: "\n") + "\n"
  }

  /// The text on a topic; `nil` where the manual has nothing on it.
  private static func text(on topic: String, in book: ManualBook) throws -> String? {
    if let script = try? ScriptLibrary.find(topic), script.folder != nil {
      return Manual.script(script.name, try ScriptLibrary.header(of: script)) + "\n"
    }
    let found = ManualIndex(book).articles(on: topic)
    return found.isEmpty ? nil : found.map { $0.text + "\n" }.joined(separator: "\n")
  }

  /// The text on a topic that only a plugin of the project can have something on.
  private static func text(on topic: String, of plugins: ProjectPlugins, _ scripts: ScriptDeclarations) throws -> String
  {
    if let refusal = plugins.listed.first(where: { $0.id == topic || $0.offers.contains(topic) })?.refusal {
      throw UsageFailure(description: refusal)
    }
    let (declared, unknown) = plugins.declarations
    if let plugin = unknown.first(where: { $0.id == topic }) {
      throw UsageFailure(description: "what \(plugin.id) offers is not known: \(plugin.reason)")
    }
    let book = try book(with: declared, scripts)
    if let text = try text(on: topic, in: book) { return text }
    let index = ManualIndex(book)
    if let listing = index.listing(of: topic) { return listing + "\n" }
    throw UsageFailure(
      description: "there is no help on \"\(topic)\""
        + (index.nearest(to: topic).map { "; did you mean \"\($0)\"?" }
          ?? "; \"workbench help\" lists the topics"))
  }
}
