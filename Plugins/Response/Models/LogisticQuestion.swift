import Analyses
import Cohorts
import Designs
import Statistics

/// What a logistic regression is asked, read from a cohort: the subjects, their outcome, covariates and offset.
struct LogisticQuestion {
  /// The subjects and their outcome.
  let question: ResponseQuestion
  /// The columns of the model.
  let design: CovariateDesign
  /// The same as a matrix.
  let matrix: DesignMatrix
  /// The known part of the log odds of each subject; `nil` without one.
  let offset: [Double]?
  /// What is added to the log likelihood.
  let penalty: LogisticModel.Penalty

  /// Reads a question.
  ///
  /// - Throws: `ArgumentError`, `CohortError` or `CannotAnalyse` for a question that cannot be asked.
  init(_ cohort: Cohort, _ arguments: Arguments, covariates: [ColumnRequest], references: [String: String]) throws {
    let asked = try Covariates(covariates, references: references, in: cohort, for: arguments.analysis)
    for (term, isAsked) in [("strata", !asked.strata.isEmpty), ("cluster", asked.cluster != nil)] where isAsked {
      throw ArgumentError.invalid(
        analysis: arguments.analysis,
        reason: "a logistic regression takes no \(term)(): give the variable as a covariate")
    }
    guard !asked.isEmpty else {
      throw ArgumentError.invalid(analysis: arguments.analysis, reason: "name at least one covariate")
    }
    question = try ResponseQuestion(cohort, arguments, alsoPresent: asked.presence)
    design = try CovariateDesign(asked, positions: question.positions)
    penalty = arguments[LogisticPenalty.parameter].penalty
    let positions = question.positions
    let offsets = asked.offsets.map { $0.column.gathered(positions).asNumbers ?? [] }
    offset =
      offsets.isEmpty
      ? nil : positions.indices.map { row in offsets.reduce(0) { $0 + $1[row] } }
    do { matrix = try DesignMatrix(columns: design.terms.map(\.values), rows: positions.count) } catch {
      throw CannotAnalyse(error.description)
    }
  }

  /// Fits the model, or the model without some of its columns.
  ///
  /// - Throws: `CannotAnalyse` where a covariate or an offset is not a finite number.
  func fit(without left: Set<Int> = []) throws -> LogisticModel {
    let part = left.isEmpty ? matrix : try matrix(without: left)
    do {
      return try LogisticModel(question.responded, part, offset: offset, penalty: penalty)
    } catch { throw CannotAnalyse(error.description) }
  }

  private func matrix(without left: Set<Int>) throws -> DesignMatrix {
    let kept = (0..<matrix.columns).filter { !left.contains($0) }
    return try DesignMatrix(columns: kept.map { Array(matrix.column($0)) }, rows: matrix.rows)
  }

  /// Why there is no model; `nil` where both outcomes occur.
  var reason: String? {
    let total = question.total
    if total.n == 0 { return "no evaluable subjects" }
    if total.responders == 0 { return "nobody responded" }
    if total.responders == total.n { return "everybody responded" }
    return nil
  }
}

/// A penalty on the likelihood of a logistic regression.
enum LogisticPenalty: String, Choice {
  case none
  case firth

  /// The penalty in a few words.
  var summary: String {
    switch self {
    case .none: "the likelihood as it is"
    case .firth: "Firth's, with finite odds ratios under separation, and less bias where outcomes are few"
    }
  }

  var penalty: LogisticModel.Penalty {
    switch self {
    case .none: .none
    case .firth: .firth
    }
  }

  static let parameter = Parameter<LogisticPenalty>.choice(
    "penalty", "A penalty on the likelihood; Firth's where covariates separate the outcomes.", default: .none)
}

/// The interval of an odds ratio.
enum LogisticInterval: String, Choice {
  case profile
  case wald

  /// The interval in a few words.
  var summary: String {
    switch self {
    case .profile:
      "by the profile of the likelihood, as R's confint, which interpolates it and may differ in the fifth digit"
    case .wald: "by the standard error, as SAS's PROC LOGISTIC"
    }
  }

  /// The interval as it stands in a sentence.
  var words: String {
    switch self {
    case .profile: "profile likelihood interval"
    case .wald: "Wald interval"
    }
  }
}
