import ArgumentParser
import Workbench

/// `workbench init [DIR]`.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make a folder ready to write scripts in: editor stubs, the editor's settings, a folder for scripts.",
    discussion: """
      Editors with the Lua language server then complete functions, arguments and options, and underline what is misspelt. Run it \
      again after an update of the workbench, or when plugins came or went: the stubs are written anew, and nothing else is touched. \
      Plugins that you trust have stubs, too, and analyses that scripts in Scripts/ declare have types: above the local that holds \
      mine.crude_rate write ---@type mine.crude_rate.
      """)

  @Argument(help: "The folder; the working folder without it.")
  var directory = "."

  func run() throws {
    try reportingFailures {
      let project = try ProjectPlugins(around: directory)
      let (known, unknown) = project.declarations
      let scripts = try ScriptDeclarations(
        in: directory == "." ? ScriptLibrary.folder : "\(directory)/\(ScriptLibrary.folder)")
      for step in try ProjectSetup(in: directory, plugins: known, scripts: scripts).steps { Console.note(step) }
      for plugin in project.listed {
        if let refusal = plugin.refusal { Console.note("no stub of \(plugin.id): \(refusal)") }
      }
      for plugin in unknown { Console.note("no stub of \(plugin.id): \(plugin.reason)") }
    }
  }
}
