import Analyses
import RealModule

/// One estimate: as the analysis gives it, and on the scale on which estimates are pooled.
struct TrialEstimate: Sendable {
  /// The trial, or another name for the subjects that it comes from.
  let trial: String
  /// The number of subjects and of events behind it, where the analysis tells.
  let subjects: Int?
  let events: Int?
  /// The estimate, or why there is none that can be pooled.
  let value: Quantity
  /// The estimate and its standard error on the scale; nil where there is none.
  let scaled: (estimate: Double, standardError: Double)?

  /// An estimate that cannot be had.
  init(_ trial: String, subjects: Int?, events: Int? = nil, without reason: String) {
    self.trial = trial
    self.subjects = subjects
    self.events = events
    value = .notEstimable(reason)
    scaled = nil
  }

  /// The estimate of a row of a result.
  ///
  /// - Parameters:
  ///   - trial: The name of the subjects.
  ///   - result: What the analysis gives of them.
  ///   - row: The row.
  ///   - estimation: How it is estimated.
  init(_ trial: String, _ result: AnalysisResult, _ row: RowRequest, _ estimation: Analysis.Estimation) {
    func size(_ name: String) -> Int? {
      let found = result.row(name, group: row.place.group) ?? result.row(name)
      return found?.value.double.flatMap { Int(exactly: $0) }
    }
    let (subjects, events) = (size("n") ?? row.row(in: result)?.n, size("events"))
    func without(_ reason: String) -> TrialEstimate {
      TrialEstimate(trial, subjects: subjects, events: events, without: reason)
    }
    guard let estimate = row.value(in: result).double else {
      guard case .notEstimable(let reason) = row.value(in: result) else {
        self = without("the statistic is no number")
        return
      }
      self = without(reason)
      return
    }
    let error = estimation.standardErrors.lazy.compactMap { RowRequest($0, row.place).row(in: result)?.value.double }
      .first
    guard let error, error > 0, error.isFinite else {
      self = without("no standard error")
      return
    }
    guard let scaled = estimation.scale.transformed(estimate) else {
      self = without("undefined on \(estimation.scale.words) where the estimate is \(Argument.number(estimate).source)")
      return
    }
    let slope = estimation.isErrorOfStatistic ? abs(estimation.scale.slope(estimate)) : 1
    self.trial = trial
    self.subjects = subjects
    self.events = events
    value = .number(estimate)
    self.scaled = (scaled, error * slope)
  }

  /// Why there is no estimate, where there is none.
  var reason: String? { if case .notEstimable(let reason) = value { reason } else { nil } }
}
