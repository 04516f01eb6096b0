public import Analyses
public import Cohorts
public import Testing

extension Argument: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  /// A text, as a script writes it.
  public init(stringLiteral value: String) { self = .text(value) }
  /// A whole number, as a script writes it.
  public init(integerLiteral value: Int) { self = .integer(value) }
  /// A number, as a script writes it.
  public init(floatLiteral value: Double) { self = .number(value) }
  /// True or false, as a script writes it.
  public init(booleanLiteral value: Bool) { self = .flag(value) }
  /// A list, as a script writes it.
  public init(arrayLiteral elements: Argument...) { self = .list(elements) }
  /// Named values, as a script writes it.
  public init(dictionaryLiteral elements: (String, Argument)...) {
    self = .map(elements.map { Argument.Entry($0.0, $0.1) })
  }
}

extension Cohort {
  /// Asks an analysis of a plugin as a script would.
  public func ask(
    _ function: String, of plugin: any Plugin, _ arguments: KeyValuePairs<String, Argument>, profile: Profile = .r
  ) throws -> AnalysisResult {
    let registry = try Registry([plugin])
    let analysis = try #require(registry.analysis("\(plugin.name).\(function)"))
    return try analysis.perform(
      on: self, with: arguments.map { Argument.Entry($0.key, $0.value) }, defaults: Defaults(profile: profile))
  }

  /// What is said against a question.
  public func complaint(
    _ function: String, of plugin: any Plugin, _ arguments: KeyValuePairs<String, Argument>
  ) -> String? {
    do {
      _ = try ask(function, of: plugin, arguments)
      return nil
    } catch { return "\(error)" }
  }
}

extension AnalysisResult {
  /// The number of a row; records an issue where there is no such row.
  public func number(
    _ statistic: String, group: String? = nil, variable: String? = nil, time: Double? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) -> Double? {
    value(statistic, group: group, variable: variable, time: time, sourceLocation: sourceLocation)?.double
  }

  /// The value of a row; records an issue where there is no such row.
  public func value(
    _ statistic: String, group: String? = nil, variable: String? = nil, time: Double? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) -> Quantity? {
    let row = row(statistic, group: group, variable: variable, time: time)
    if row == nil {
      let name = [statistic, group, variable, time.map { "\($0)" }].compactMap { $0 }.joined(separator: ", ")
      Issue.record("\(analysis) has no row \(name)", sourceLocation: sourceLocation)
    }
    return row?.value
  }

  /// The kinds of its cautions, in order.
  public var kinds: [Caution.Kind] { cautions.map(\.kind) }

  /// The first caution of a kind.
  public func caution(_ kind: Caution.Kind) -> Caution? { cautions.first { $0.kind == kind } }
}
