import ArgumentParser
import Readers
import Workbench

/// `workbench data`.
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data",
    abstract: "Describe and check a cohort, declare or convert it, or write the demonstration cohort.",
    subcommands: [DescribeData.self, InitData.self, ConvertData.self, ExportDemonstration.self],
    defaultSubcommand: DescribeData.self)
}

/// `workbench data export-demo DIR`.
struct ExportDemonstration: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export-demo", abstract: "Write the demonstration cohort as CSV files with their cohort.toml.")

  @Argument(help: "The folder to write to.")
  var directory: String

  @Flag(help: "Replace files that are there already.")
  var overwrite = false

  func run() throws {
    try reportingFailures {
      do { try CohortFolderWriter.write(DemonstrationCohort.make(), to: directory, overwrite: overwrite) } catch let
        WriteError.exists(paths)
      {
        throw UsageFailure(
          description: "\(paths.joined(separator: ", ")): there already; --overwrite replaces what is there")
      }
      Console.note("wrote the demonstration cohort to \(directory)")
    }
  }
}
