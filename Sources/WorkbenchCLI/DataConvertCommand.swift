import ArgumentParser
import Readers

/// `workbench data convert PATH OUT`.
struct ConvertData: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert", abstract: "Convert the tables of a file or a folder into another format.",
    discussion: """
      Values are written exactly, or not at all: what the format cannot hold is listed, and nothing is written then (exit \
      status 1). Into a folder every table becomes a file; a cohort.toml beside them holds what the format has no place for.
      """)

  @Argument(help: "The file, or the folder.")
  var path: String

  @Argument(help: "The file to write, whose ending tells the format, or a folder.")
  var out: String

  @Option(help: "The format: \(ConversionFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
  var to: ConversionFormat?

  @Flag(help: "Replace files that are there already.")
  var overwrite = false

  func run() throws {
    try reportingFailures {
      do {
        let outcome = try TableConversion.convert(path, to: out, as: to, overwrite: overwrite)
        for note in outcome.notes { Console.note(note) }
        Console.note("wrote \(outcome.files.joined(separator: ", "))")
      } catch let fault as TableConversion.Fault {
        throw UsageFailure(description: fault.description)
      } catch WriteError.exists(let paths) {
        throw UsageFailure(
          description: "\(paths.joined(separator: ", ")): there already; --overwrite replaces what is there")
      }
    }
  }
}
