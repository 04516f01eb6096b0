import Analyses
import Cohorts

/// One number that an analysis gives, or the difference or ratio of two, as a function of how often each subject counts.
struct ResampledScalar: Sendable {
  /// How two rows become one number.
  enum Combination: Sendable {
    /// The first row alone.
    case first
    /// The first less the second.
    case difference(RowRequest)
    /// The first divided by the second.
    case ratio(RowRequest)

    /// The second row, where there is one.
    var second: RowRequest? {
      switch self {
      case .first: nil
      case .difference(let row), .ratio(let row): row
      }
    }
  }

  /// How it is computed.
  private enum Way: Sendable {
    /// By what the analysis has prepared for each of the rows.
    case prepared([any Replication])
    /// By the analysis, with the counts as its frequency weights.
    case weighted(AnalysisCall, column: String)
    /// By the analysis, on a cohort that holds each subject so often.
    case repeated(AnalysisCall)
  }

  private let cohort: Cohort
  private let first: RowRequest
  private let combination: Combination
  private let way: Way

  /// Prepares the statistic of a cohort.
  ///
  /// - Parameters:
  ///   - call: The analysis that gives it.
  ///   - first: The row of its result.
  ///   - combination: Whether a second row comes in.
  ///   - cohort: The subjects that are drawn from.
  ///   - prefersPrepared: Whether a fast way of the analysis is taken where it has one.
  /// - Throws: What the analysis says of its arguments or of the cohort.
  init(
    _ call: AnalysisCall, _ first: RowRequest, _ combination: Combination, on cohort: Cohort,
    prefersPrepared: Bool = true
  ) throws {
    self.cohort = cohort
    self.first = first
    self.combination = combination
    let rows = [first] + (combination.second.map { [$0] } ?? [])
    let prepared = prefersPrepared ? try rows.compactMap { try call.replication(of: $0, on: cohort) } : []
    if prepared.count == rows.count {
      way = .prepared(prepared)
    } else if call.takes("weights"), call.argument("case_weights") == nil {
      let column = Self.unusedName(in: cohort)
      way = .weighted(try call.giving(.text(column), as: "weights"), column: column)
    } else {
      way = .repeated(call)
    }
  }

  /// Whether one value takes microseconds.
  var isFast: Bool { if case .prepared = way { true } else { false } }

  /// Whether it may be computed only on the thread that asks for it.
  var isConfined: Bool {
    switch way {
    case .prepared: false
    case .weighted(let call, _), .repeated(let call): call.isConfined
    }
  }

  /// Room for one thread's computation.
  var scratch: [Double] {
    guard case .prepared(let replications) = way else { return [] }
    return [Double](repeating: 0, count: replications.map(\.scratchCount).max() ?? 0)
  }

  /// The number where each subject counts so many times.
  func value(counts: [Int32], scratch: inout [Double]) -> Quantity {
    switch way {
    case .prepared(let replications):
      let one = replications[0].value(counts: counts, scratch: &scratch)
      guard replications.count > 1 else { return one }
      return combined(one, replications[1].value(counts: counts, scratch: &scratch))
    case .weighted(let call, let column):
      return value { try call.perform(on: try weighted(counts, column)) }
    case .repeated(let call):
      return value { try call.perform(on: cohort.resampled(counts)) }
    }
  }

  /// The number in a result.
  func value(in result: AnalysisResult) -> Quantity {
    let one = first.value(in: result)
    return combination.second.map { combined(one, $0.value(in: result)) } ?? one
  }

  private func value(_ perform: () throws -> AnalysisResult) -> Quantity {
    do { return value(in: try perform()) } catch { return .notEstimable("\(error)") }
  }

  private func combined(_ one: Quantity, _ other: Quantity) -> Quantity {
    guard let first = one.double else { return one }
    guard let second = other.double else { return other }
    switch combination {
    case .first: return one
    case .difference: return Quantity(first - second, otherwise: "the difference is no finite number")
    case .ratio: return Quantity(second == 0 ? nil : first / second, otherwise: "the divisor is 0")
    }
  }

  /// The subjects who count at all, with a column of how often.
  private func weighted(_ counts: [Int32], _ column: String) throws -> Cohort {
    let drawn = counts.indices.filter { counts[$0] > 0 }
    return try cohort.part(drawn.map { Int32($0) }).deriving(
      Column(.integer(drawn.map { Int64(counts[$0]) })), as: column, description: ColumnDescription(knownAt: .baseline))
  }

  private static func unusedName(in cohort: Cohort) -> String {
    var name = "times_drawn"
    while cohort.columnNames.contains(name) { name += "_" }
    return name
  }
}
