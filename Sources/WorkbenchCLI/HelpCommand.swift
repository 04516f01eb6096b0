import Analyses
import ArgumentParser
import Cohorts
import Scripting
import Workbench

/// `workbench help [NAME]`.
struct HelpCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "help", abstract: "Explain an analysis, a plugin, a script or a command.")

  @ArgumentParser.Argument(
    help: "An analysis such as survival.cox, a plugin, what scripts are lent such as cohort, a script, or a command.")
  var name: String?

  func run() throws {
    try reportingFailures {
      guard let name else {
        return Console.write(
          WorkbenchCommand.helpMessage() + "\n\n" + Manual.overview(try BuiltIn.registry().declarations) + "\n")
      }
      Console.write(try Self.text(about: name) + "\n")
    }
  }

  private static func text(about name: String) throws -> String {
    let registry = try BuiltIn.registry()
    if let text = Manual.entry(name, in: registry.declarations) ?? Manual.hostEntry(name) { return text }
    if Manual.expressionTopics.contains(name) { return Manual.expressions }
    if let command = WorkbenchCommand.configuration.subcommands.first(where: { $0._commandName == name }) {
      return WorkbenchCommand.helpMessage(for: command)
    }
    if let script = try? ScriptLibrary.find(name) {
      return Manual.script(script.name, try ScriptLibrary.header(of: script))
    }
    let known =
      registry.names + registry.plugins.map(\.name) + Manual.hostEntries.map(\.name) + Manual.expressionTopics
      + ScriptLibrary.all().map { String($0.name.dropLast(4)) }
    throw UsageFailure(
      description: "there is no help on \"\(name)\""
        + (Nearest.name(to: name, among: known).map { "; did you mean \"\($0)\"?" } ?? ""))
  }
}
