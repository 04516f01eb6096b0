import ArgumentParser
import Readers

/// `workbench data init PATH`.
struct InitData: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a first cohort.toml for a folder, or beside a file, with all that can be inferred.",
    discussion: "What is inferred stands with its reason; what a person must decide is a comment that says so.")

  @Argument(help: "The folder, or the file.")
  var path: String

  @Flag(help: "Show it instead of writing it.")
  var stdout = false

  func run() throws {
    try reportingFailures {
      if stdout {
        let text = try DeclarationDraft.text(for: path)
        return Console.write(text)
      }
      do {
        Console.note("wrote \(try DeclarationDraft.write(for: path)); look for \"decide\" in it")
      } catch WriteError.exists(let paths) {
        throw UsageFailure(description: "\(paths.joined(separator: ", ")): there already, and is not overwritten")
      }
    }
  }
}
