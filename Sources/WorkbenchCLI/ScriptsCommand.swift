import ArgumentParser
import Scripting
import Workbench

/// `workbench scripts`.
struct ScriptsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scripts", abstract: "List the scripts that can be run by name, with what each answers.")

  func run() throws {
    try reportingFailures {
      for script in ScriptLibrary.all() {
        let place = script.folder == nil ? "shipped" : "Scripts/"
        do {
          let header = try ScriptLibrary.header(of: script)
          Console.write(Manual.script(script.name, header, place: place) + "\n\n")
        } catch {
          Console.write("\(script.name) (\(place))\n  its header cannot be read: \(error)\n\n")
        }
      }
    }
  }
}
