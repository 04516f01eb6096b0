public import Analyses
import Cohorts
import Survival
import TestSupport
import Testing

extension Argument: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  public init(stringLiteral value: String) { self = .text(value) }
  public init(integerLiteral value: Int) { self = .integer(value) }
  public init(floatLiteral value: Double) { self = .number(value) }
  public init(booleanLiteral value: Bool) { self = .flag(value) }
  public init(arrayLiteral elements: Argument...) { self = .list(elements) }
  public init(dictionaryLiteral elements: (String, Argument)...) {
    self = .map(elements.map { Argument.Entry($0.0, $0.1) })
  }
}

extension Cohort {
  /// Asks an analysis of the plugin as a script would.
  func ask(
    _ function: String, _ arguments: KeyValuePairs<String, Argument>, profile: Profile = .r
  ) throws -> AnalysisResult {
    let registry = try Registry([SurvivalPlugin()])
    let analysis = try #require(registry.analysis("survival.\(function)"))
    return try analysis.perform(
      on: self, with: arguments.map { Argument.Entry($0.key, $0.value) }, defaults: Defaults(profile: profile))
  }

  /// What is said against a question.
  func complaint(_ function: String, _ arguments: KeyValuePairs<String, Argument>) throws -> String? {
    do {
      _ = try ask(function, arguments)
      return nil
    } catch let error as any Error & CustomStringConvertible {
      return error.description
    }
  }
}

extension AnalysisResult {
  /// The number of a row; records an issue where there is no such row.
  func number(
    _ statistic: String, group: String? = nil, variable: String? = nil, time: Double? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) -> Double? {
    value(statistic, group: group, variable: variable, time: time, sourceLocation: sourceLocation)?.double
  }

  /// The value of a row; records an issue where there is no such row.
  func value(
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
  var kinds: [Caution.Kind] { cautions.map(\.kind) }

  /// The first caution of a kind.
  func caution(_ kind: Caution.Kind) -> Caution? { cautions.first { $0.kind == kind } }

  /// Expects a row to hold a reference value, or a reason where the reference has none.
  func expect(
    _ statistic: String, _ expected: JSONValue?, group: String? = nil, variable: String? = nil, time: Double? = nil,
    relative: Double = 1e-9, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    guard let value = value(statistic, group: group, variable: variable, time: time, sourceLocation: sourceLocation)
    else { return }
    guard let expected else {
      Issue.record("the reference has no \(statistic)", sourceLocation: sourceLocation)
      return
    }
    let what = [statistic, group, variable, time.map { "\($0)" }].compactMap { $0 }.joined(separator: ", ")
    if let number = expected.number {
      expectClose(
        value.double, number, relative: relative, absolute: 1e-10, because: what, sourceLocation: sourceLocation)
    } else if case .notEstimable = value {
      // Neither has it.
    } else {
      Issue.record("\(what) is \(value), but the reference has none", sourceLocation: sourceLocation)
    }
  }
}
