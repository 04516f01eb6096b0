public import Analyses
public import ArgumentParser
public import Names
public import Readers
public import Reports

extension ReportFormat: ExpressibleByArgument {}

extension Capability: ExpressibleByArgument {}

extension ConversionFormat: ExpressibleByArgument {}

extension Profile: ExpressibleByArgument {
  /// The profile of that name, in any case.
  public init?(argument: String) { self.init(rawValue: argument.uppercased()) }
}
