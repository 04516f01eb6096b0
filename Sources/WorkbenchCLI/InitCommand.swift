import ArgumentParser
import Workbench

/// `workbench init [DIR]`.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make a folder ready to write scripts in: editor stubs, the editor's settings, a folder for scripts.",
    discussion: """
      Editors with the Lua language server then complete functions, arguments and options, and underline what is misspelt. Run it \
      again after an update of the workbench: the stubs are written anew, and nothing else is touched.
      """)

  @Argument(help: "The folder; the working folder without it.")
  var directory = "."

  func run() throws {
    try reportingFailures {
      for step in try ProjectSetup(in: directory).steps { Console.note(step) }
    }
  }
}
