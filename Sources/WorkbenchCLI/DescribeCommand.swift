import ArgumentParser
import Checks
import Cohorts
import Readers
import Workbench

/// `workbench data describe [PATH …]`, and `workbench data [PATH …]`.
struct DescribeData: ParsableCommand {
  /// How a description is written.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json
  }

  static let configuration = CommandConfiguration(
    commandName: "describe",
    abstract: "Show a cohort's tables, columns and endpoints, and check it: what contradicts itself, what looks wrong.",
    discussion: """
      What is found has a grade: an error where the data contradict themselves, a warning where they are likely to \
      mislead, a note of what is worth knowing. Rows that keep the data from being used in a run, such as those of \
      unknown subjects, are left out here, and told as errors.

      Exit status: 0 no errors; 2 errors, with --strict warnings too, or the data are not usable; 64 wrong usage.

      The checks: \(BuiltInChecks.all.map(\.name).joined(separator: ", ")); and, of what is left out, \
      missing_subject, duplicate_subject, unknown_subject.

      --format json writes one object: form ("workbench-data/1"), name, subjects, subject_id, notice, trials (name, \
      subjects), tables (name, kind, rows, columns: name, type, label, unit, format, role, known_at, derived_from, rows, \
      missing, values), populations (name, label, condition, subjects), endpoints (name, label, time, event, unit, \
      origin, subjects, events, missing, median_follow_up, or problem), files (table, name, rows, sha256), notes, \
      findings (grade, check, message, table, row, subject, column, count) and counts (errors, warnings, notes). A key \
      may be added; another meaning gets another form. Of data that are not usable it writes form ("workbench-data-faults/1"), \
      faults (message, file, line, row, column: the first ten) and total.
      """)

  @Argument(
    help: "Files of tables, or folders of them; several are pooled, each a trial. The demonstration cohort without any."
  )
  var path: [String] = []

  @Flag(help: "Take warnings for errors.")
  var strict = false

  @Option(help: "How it is written: text or json.")
  var format: Format = .text

  /// What is to be said of the cohort; where the data are not usable, what is wrong stands on standard output too, if JSON was
  /// asked for.
  private func overview() throws -> CohortOverview {
    do {
      let loaded = try CohortSource(paths: path).load(faultyRows: .leftOut, progress: Console.progress)
      Console.endProgress()
      let overview = CohortOverview(loaded)
      try loaded.cohort.provenance.confirm()
      return overview
    } catch let faults as DataFaults where format == .json {
      Console.write(CohortOverview.json(of: faults))
      throw faults
    }
  }

  func run() throws {
    try reportingFailures {
      let overview = try self.overview()
      Console.write(format == .json ? overview.json : overview.text(width: Console.width))
      let isFaulty = overview.count(of: .error) > 0 || strict && overview.count(of: .warning) > 0
      if isFaulty { throw Status.data }
    }
  }
}
