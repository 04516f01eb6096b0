import ArgumentParser
import Workbench

/// `workbench form SCRIPT`.
struct FormCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "form",
    abstract: "Write a page with a form of a script's parameters, which gives the command that runs it.",
    discussion: """
      The page offers the endpoints and columns of the cohort, checks what is filled in, and shows the command to run, so that whoever \
      has it need not know the parameters. It is one file, fetches nothing and sends nothing; of the data it holds the names and \
      labels of columns and endpoints alone. Nothing of the script is run.

      Exit status: 0 written; 2 the data are not usable; 64 wrong usage.
      """)

  @Argument(help: "The script: a file, or the name of one in Scripts/ or of a shipped one.")
  var script: String

  @Option(help: "The data, as in run; the demonstration cohort without it. May be repeated, once a trial.")
  var data: [String] = []

  @Option(help: "The file to write; NAME-form.html in the working folder without it.")
  var out: String?

  func run() throws {
    try reportingFailures {
      let found = try ScriptLibrary.find(script)
      let header = try ScriptLibrary.header(of: found)
      let cohort = try CohortSource(paths: data).loadForScripts(progress: Console.progress)
      Console.endProgress()
      let name = found.name.hasSuffix(".lua") ? String(found.name.dropLast(4)) : found.name
      let path = out ?? "\(name)-form.html"
      try ProjectFiles([path: ScriptForm(of: script, header, on: cohort, data: data).html]).write(replacing: true)
      Console.note("wrote \(path)")
    }
  }
}
