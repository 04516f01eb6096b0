/// Compares an answer with a reference, field by field.
public struct ReferenceComparison: Sendable {
  /// How many numbers and texts agreed.
  public private(set) var agreed = 0
  /// What differed, with its path.
  public private(set) var differences: [String] = []
  /// Fields of the reference that the answer leaves out.
  public private(set) var unanswered: [String] = []

  private let tolerance: Double
  private let fieldTolerance: [String: Double]

  /// Compares all that the reference holds.
  ///
  /// - Parameters:
  ///   - answer: what was computed, in the form of the reference; fields that it lacks count as unanswered.
  ///   - analysis: the reference.
  public init(_ answer: JSONValue, with analysis: ReferenceAnalysis) {
    tolerance = analysis.tolerance
    fieldTolerance = analysis.fieldTolerance
    compare(answer, analysis.results, "")
  }

  private mutating func compare(_ actual: JSONValue, _ expected: JSONValue, _ path: String) {
    switch (actual, expected) {
    case (.object(let actual), .object(let expected)):
      for (name, value) in expected.sorted(by: { $0.key < $1.key }) {
        let inner = path.isEmpty ? name : "\(path).\(name)"
        guard let mine = actual[name] else {
          unanswered.append(inner)
          continue
        }
        compare(mine, value, inner)
      }
    case (.array(let actual), .array(let expected)):
      guard actual.count == expected.count else {
        differences.append("\(path): \(actual.count) values, expected \(expected.count)")
        return
      }
      for (place, pair) in zip(actual, expected).enumerated() { compare(pair.0, pair.1, "\(path)[\(place)]") }
    case (.number(let actual), .number(let expected)):
      note(isClose(actual, expected, relative: tolerance(of: path), absolute: 1e-10), actual, expected, path)
    default:
      note(actual == expected, actual, expected, path)
    }
  }

  private mutating func note(_ agrees: Bool, _ actual: Any, _ expected: Any, _ path: String) {
    if agrees { agreed += 1 } else { differences.append("\(path): \(actual), expected \(expected)") }
  }

  private func tolerance(of path: String) -> Double {
    let plain = path.split(separator: "[").map { $0.split(separator: "]").last.map(String.init) ?? "" }.joined()
    return fieldTolerance.first { plain == $0.key || plain.hasSuffix("." + $0.key) }?.value ?? tolerance
  }
}
