import Cohorts

/// What can be wrong with the arguments of an analysis.
public enum ArgumentError: Error, Sendable, Hashable {
  /// The analysis has no such parameter.
  case unknown(String, analysis: String, known: [String], nearest: String?)
  /// A parameter without a default was left out.
  case missing(String, analysis: String, prose: String)
  /// The value is of the wrong kind.
  case wrongKind(String, analysis: String, expected: String, found: String)
  /// The value is none of the choices.
  case notAChoice(String, analysis: String, found: String, choices: [String], nearest: String?)
  /// The number is outside of its range.
  case outOfRange(String, analysis: String, expected: String, found: String)
  /// The formula cannot be read, or does not fit the analysis.
  case formula(String, analysis: String, reason: String)
  /// There is no analysis of that name to be called by another.
  case unknownAnalysis(String, analysis: String, nearest: String?)
  /// An analysis would call itself, directly or through others.
  case recursion(String, analysis: String)
  /// Something about the arguments together is wrong.
  case invalid(analysis: String, reason: String)
}

extension ArgumentError {
  /// What others call parameters of the house, where a function has them.
  private static let elsewhere = ["group": "by", "groups": "by", "grouping": "by", "arm": "by", "alpha": "level"]

  /// There is no such parameter among those that there are.
  public static func unknownParameter(_ name: String, analysis: String, known: [String]) -> ArgumentError {
    let meant = elsewhere[name].flatMap { known.contains($0) ? $0 : nil }
    return .unknown(name, analysis: analysis, known: known, nearest: meant ?? Nearest.name(to: name, among: known))
  }
}

extension ArgumentError: CustomStringConvertible {
  /// The argument that others call by a name.
  private static func meant(by name: String, among known: [String]) -> String? {
    let names = [
      "group": "by", "groups": "by", "group_by": "by", "class": "by", "formula": "endpoint", "event": "endpoint",
      "status": "endpoint", "alpha": "level", "conf_level": "level",
    ]
    return names[name].flatMap { known.contains($0) ? $0 : nil }
  }

  /// What was expected, what was found, and the nearest right thing.
  public var description: String {
    switch self {
    case .unknown(let name, let analysis, let known, let nearest):
      "\(analysis): unknown argument \"\(name)\""
        + ((Self.meant(by: name, among: known) ?? nearest).map { "; did you mean \"\($0)\"?" }
          ?? "; it takes: \(known.joined(separator: ", "))")
    case .missing(let name, let analysis, let prose): "\(analysis): argument \"\(name)\" is missing: \(prose)"
    case .wrongKind(let name, let analysis, let expected, let found):
      "\(analysis): argument \"\(name)\" should be \(expected), found \(found)"
    case .notAChoice(let name, let analysis, let found, let choices, let nearest):
      "\(analysis): argument \"\(name)\" is \"\(found)\""
        + (nearest.map { "; did you mean \"\($0)\"?" } ?? "")
        + (nearest == nil ? "; choose one of: " : " Choices: ") + choices.map { "\"\($0)\"" }.joined(separator: ", ")
    case .outOfRange(let name, let analysis, let expected, let found):
      "\(analysis): argument \"\(name)\" should be \(expected), found \(found)"
    case .formula(let formula, let analysis, let reason): "\(analysis): formula \"\(formula)\": \(reason)"
    case .unknownAnalysis(let name, let analysis, let nearest):
      "\(analysis): there is no analysis \"\(name)\""
        + (nearest.map { "; did you mean \"\($0)\"?" } ?? "; \"workbench help\" lists those that there are")
    case .recursion(let name, let analysis):
      "\(analysis): \"\(name)\" would call itself; name another analysis"
    case .invalid(let analysis, let reason): "\(analysis): \(reason)"
    }
  }
}

/// An analysis that cannot be done on these data, and why.
public struct CannotAnalyse: Error, Sendable, Hashable, CustomStringConvertible {
  /// The reason, as a sentence.
  public let description: String

  /// A reason.
  public init(_ reason: String) { description = reason }
}
