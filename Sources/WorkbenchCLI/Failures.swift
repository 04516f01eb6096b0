import Analyses
import ArgumentParser
import Cohorts
import Packages
import Readers
import Reports
import Scripting
import TOML
import Workbench

/// Does some work, and turns what goes wrong into a message on standard error and an exit status.
func reportingFailures(_ work: () throws -> Void) throws {
  do {
    try work()
  } catch let code as ExitCode {
    throw code
  } catch {
    Console.endProgress()
    Console.error("\(error)")
    throw status(of: error)
  }
}

private func status(of error: any Error) -> ExitCode {
  switch error {
  case let failure as WorkerFailure:
    switch failure.kind {
    case .script: Status.failed
    case .data: Status.data
    case .usage: Status.usage
    case .bound: Status.bound
    }
  case let failure as RunFailure: ExitCode(failure.status)
  case is DataFaults, is CohortError, is UnmetNeeds: Status.data
  case is ScriptParameterError, is ScriptLibrary.Fault, is UsageFailure, is NoTests, is ExpectationsFault,
    is PackageFault, is TOMLFaults,
    is PluginRefusal:
    Status.usage
  default: Status.failed
  }
}

/// Wrong usage that the argument parser cannot see.
struct UsageFailure: Error, CustomStringConvertible {
  let description: String
}
