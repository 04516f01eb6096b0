import Analyses
import Crypto
import Reports

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Expectations {
  /// One figure of a result, known by what it draws.
  public struct Figure: Sendable, Hashable, Codable {
    /// Which result of the report it belongs to, from 1.
    public var result: Int
    /// The full name of the analysis.
    public var analysis: String
    /// Its title.
    public var title: String
    /// The SHA-256 digest of its data, in hexadecimal; numbers count with their first digits, as those of rows may differ in the last.
    public var sha256: String
  }

  /// The figures of a report, in order.
  static func figures(of document: ReportDocument) -> [Figure] {
    document.report.results.enumerated().flatMap { place, result in
      result.figures.map { figure in
        Figure(
          result: place + 1, analysis: result.analysis, title: figure.title,
          sha256: SHA256.hash(data: Array(JSONWriter.text(figure.json.inFirstDigits).utf8)).hexadecimal)
      }
    }
  }
}

extension Expectations.Figure {
  var json: JSONWriter.Value {
    .line(
      .object([
        ("result", .integer(result)), ("analysis", .string(analysis)), ("title", .string(title)),
        ("sha256", .string(sha256)),
      ]))
  }

  /// What tells the figure from all others.
  var key: String { [String(result), analysis, title].joined(separator: "\u{0}") }

  var words: String { "figure \(Argument.text(title).source) of \(analysis), result \(result)" }
}

extension JSONWriter.Value {
  /// The value with its numbers as texts of their first digits.
  fileprivate var inFirstDigits: JSONWriter.Value {
    switch self {
    case .number(let number): .string(number.inFirstDigits)
    case .array(let values): .array(values.map(\.inFirstDigits))
    case .object(let members): .object(members.map { ($0.0, $0.1.inFirstDigits) })
    case .line(let value): .line(value.inFirstDigits)
    case .null, .bool, .integer, .unsigned, .string: self
    }
  }
}

extension Double {
  /// The first ten digits and the power of ten, without zeros at the end: `5e-1`.
  fileprivate var inFirstDigits: String {
    guard isFinite, self != 0 else { return isFinite ? "0" : "\(self)" }
    var power = Int(log10(abs(self)).rounded(.down)) - 9
    // In two steps, for the power of the smallest numbers is beyond what a number can hold.
    var digits = (self * pow(10, Double(-power / 2)) * pow(10, Double(-power - -power / 2))).rounded()
    while digits != 0, (digits / 10).rounded() * 10 == digits { (digits, power) = (digits / 10, power + 1) }
    return "\(Int64(digits))e\(power)"
  }
}
