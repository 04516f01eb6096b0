import ArgumentParser
import Workbench

/// `workbench new NAME`.
struct NewCommand: ParsableCommand {
  /// What can be begun.
  enum Kind: String, CaseIterable, ExpressibleByArgument {
    case analysis, plugin
  }

  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Write a script with its header and its test, or a plugin, to begin from.",
    discussion: """
      An analysis is a script, NAME.lua, with its test, NAME_test.lua. A plugin is a folder: plugin.toml, init.lua with an analysis of \
      its own, tests and README.md; its NAME is team/name. What is written runs as it is, on the demonstration cohort. Nothing is \
      overwritten.
      """)

  @Argument(help: "The name: my_question, or team/name of a plugin.")
  var name: String

  @Option(help: "What to begin: analysis or plugin.")
  var kind: Kind = .analysis

  @Option(
    name: .customLong("in"), help: "The folder to write to; Scripts for an analysis, the working folder for a plugin.")
  var folder: String?

  func run() throws {
    try reportingFailures {
      do {
        let files =
          switch kind {
          case .analysis: try NewFiles.script(name, in: folder ?? "Scripts")
          case .plugin: try NewFiles.plugin(name, in: folder ?? ".")
          }
        let paths = try files.write()
        Console.note("wrote \(paths.joined(separator: ", "))")
      } catch let fault as NewFiles.NameFault {
        throw UsageFailure(description: fault.description)
      } catch let fault as ProjectFiles.Fault {
        throw UsageFailure(description: fault.description)
      }
    }
  }
}
