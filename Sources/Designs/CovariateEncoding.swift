import Analyses
import Cohorts
import Statistics

/// How one variable of a model becomes columns of numbers, as learned from the subjects of an analysis.
///
/// Learned once, it can be applied to other values: the profiles for which a model predicts.
public struct CovariateEncoding: Sendable {
  /// One column of a variable.
  struct Part {
    let name: String
    let label: String
    /// The level that it is compared with, for a category.
    let reference: String?
    /// The words for that level.
    var referenceLabel: String?
    /// Which of the columns it is.
    fileprivate let place: Int
  }

  private enum Form {
    case number
    case flag
    /// The levels that occur, and the place of the reference among them.
    case levels([String], base: Int)
    case powers(Int)
    case polynomials(OrthogonalPolynomials)
    /// `nil` where there are too few values for knots: x itself, and so many columns of nothing.
    case spline(RestrictedCubicSpline?, columns: Int)
    case exposure
  }

  private let variable: Covariates.Variable
  private let form: Form
  /// Levels that nobody has.
  private(set) var cautions: [Caution] = []

  /// Learns from the subjects of a question.
  ///
  /// - Throws: `CohortError` for a reference that is no level.
  init(_ variable: Covariates.Variable, reference: String?, of column: Column?, frequencies: [Double]?) throws {
    self.variable = variable
    guard let column else {
      form = .exposure
      return
    }
    let numbers = variable.basis == .factor ? nil : column.asNumbers
    switch (variable.basis, numbers) {
    case (.polynomial(let degree, let isRaw), let values?):
      form = isRaw ? .powers(degree) : .polynomials(OrthogonalPolynomials(values, weights: frequencies, degree: degree))
    case (.spline(let count), let values?):
      form = .spline(RestrictedCubicSpline(harrell: values, weights: frequencies, count: count), columns: count - 1)
    case (.splineAt(let knots), .some):
      form = .spline(RestrictedCubicSpline(knots: knots), columns: knots.count - 1)
    case (.plain, .some) where column.type != .flag: form = .number
    case (.plain, .some) where reference == nil: form = .flag
    default:
      let grouping = try Grouping(column, named: variable.name)
      let (occurring, base) = try Self.levels(grouping, variable, reference, frequencies, &cautions)
      form = .levels(occurring, base: base)
    }
  }

  private static func levels(
    _ grouping: Grouping, _ variable: Covariates.Variable, _ reference: String?, _ frequencies: [Double]?,
    _ cautions: inout [Caution]
  ) throws -> (levels: [String], base: Int) {
    if let reference, !grouping.levels.contains(reference) {
      throw CohortError.unknownLevel(
        reference, column: variable.name, levels: grouping.levels,
        nearest: Nearest.name(to: reference, among: grouping.levels))
    }
    var sizes = [Double](repeating: 0, count: grouping.levels.count)
    for (row, code) in grouping.codes.enumerated() where code >= 0 { sizes[Int(code)] += frequencies?[row] ?? 1 }
    for empty in grouping.levels.indices where sizes[empty] == 0 && !grouping.codes.isEmpty {
      let isReference = grouping.levels[empty] == reference
      cautions.append(
        Caution(
          .emptyGroup,
          "\(variable.label): nobody has the level \"\(grouping.levels[empty])\"; "
            + (isReference ? "another is the reference." : "it has no term.")))
    }
    let occurring = grouping.levels.indices.filter { sizes[$0] > 0 }.map { grouping.levels[$0] }
    return (occurring, reference.flatMap(occurring.firstIndex) ?? 0)
  }

  /// The knots of a spline, where it is one that has any.
  public var knots: [Double]? { if case .spline(let spline?, _) = form { spline.knots } else { nil } }

  /// The levels that occur, the reference first; `nil` for what is no category.
  public var levels: [String]? {
    switch form {
    case .levels(let levels, let base): levels.isEmpty ? [] : [levels[base]] + levels.filter { $0 != levels[base] }
    case .flag: ["no", "yes"]
    case .number, .powers, .polynomials, .spline, .exposure: nil
    }
  }

  /// The columns of the variable.
  ///
  /// - Parameter isComplete: Whether a category has an indicator of every level, rather than of all but the reference.
  /// - Returns: One part for each column.
  func parts(isComplete: Bool) -> [Part] {
    let (name, label) = (variable.name, variable.label)
    func numbered(_ count: Int, _ what: String) -> [Part] {
      (0..<count).map {
        Part(name: "\(name): \($0 + 1)", label: "\(label), \(what) \($0 + 1) of \(count)", reference: nil, place: $0)
      }
    }
    switch form {
    case .number, .exposure: return [Part(name: name, label: label, reference: nil, place: 0)]
    case .flag:
      guard isComplete else { return [Part(name: name, label: label, reference: "no", place: 1)] }
      return ["no", "yes"].enumerated().map { place, level in
        Part(name: "\(name): \(level)", label: "\(label): \(level)", reference: nil, place: place)
      }
    case .levels(let levels, let base):
      return levels.enumerated().compactMap { place, level in
        guard isComplete || place != base else { return nil }
        return Part(
          name: "\(name): \(level)", label: "\(label): \(variable.words(for: level))",
          reference: isComplete ? nil : levels[base],
          referenceLabel: isComplete ? nil : variable.words(for: levels[base]), place: place)
      }
    case .powers(let degree): return numbered(degree, "power")
    case .polynomials(let polynomials): return numbered(polynomials.degree, "polynomial")
    case .spline(_, let columns): return numbered(columns, "spline part")
    }
  }

  /// The values of some columns.
  ///
  /// - Parameters:
  ///   - parts: Which columns, of those that ``parts(isComplete:)`` gives.
  ///   - column: The variable's values; for an exposure whether it has begun.
  /// - Returns: `nil` where a value is a level that did not occur.
  /// - Throws: `CohortError` where the values are too many to be groups.
  func values(_ parts: [Part], of column: Column) throws -> [[Double]]? {
    switch form {
    case .number, .exposure: return [column.asNumbers ?? []]
    case .powers(let degree):
      let x = column.asNumbers ?? []
      var powers = [x]
      for _ in 1..<max(degree, 1) { powers.append(zip(powers[powers.count - 1], x).map { $0 * $1 }) }
      return powers
    case .polynomials(let polynomials): return polynomials.columns(column.asNumbers ?? [])
    case .spline(let spline, let count):
      let x = column.asNumbers ?? []
      let nothing = [Double](repeating: 0, count: x.count)
      let columns = spline?.columns(x) ?? [x]
      return columns + Array(repeating: nothing, count: max(count - columns.count, 0))
    case .flag:
      let values = column.asNumbers ?? []
      return parts.map { part in values.map { $0 == Double(part.place) ? 1 : 0 } }
    case .levels(let levels, _):
      let grouping = try Grouping(column, named: variable.name)
      let places = grouping.levels.map { levels.firstIndex(of: $0).map(Int32.init) ?? -1 }
      let codes = grouping.codes.map { $0 < 0 ? -1 : places[Int($0)] }
      guard !codes.contains(-1) else { return nil }
      return parts.map { part in codes.map { $0 == Int32(part.place) ? 1 : 0 } }
    }
  }
}
