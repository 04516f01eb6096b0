import Analyses
import Cohorts
import Designs

/// What an adjusted comparison of groups is asked, read from a cohort.
///
/// A row that stands for several subjects is repeated as often, so that each row counts once: the sizes that weights and
/// variances rest on are then those of subjects.
struct AdjustedQuestion {
  /// A covariate, or a level of one, as balance is judged by it.
  struct BalanceVariable {
    let name: String
    let label: String
    let values: [Double]
  }

  /// The subjects, with their groups.
  let question: SurvivalQuestion
  /// The times and events, each row once.
  let followUp: FollowUp
  /// The groups that have somebody, the one that others are compared with first.
  let levels: [String]
  /// The group of each row, as a place among these.
  let codes: [Int32]
  /// The terms of a model.
  let design: CovariateDesign
  /// Their values, one for each row.
  let columns: [[Double]]
  /// The covariates level by level.
  let balance: [BalanceVariable]

  /// The most subjects that rows may stand for.
  private static let mostSubjects = 20_000_000.0

  /// Reads a question.
  ///
  /// - Throws: `CohortError`, `ArgumentError`, or `CannotAnalyse` where rows stand for too many subjects.
  init(
    _ cohort: Cohort, endpoint: EndpointRequest, by: [ColumnRequest], covariates: [ColumnRequest],
    references: [String: String], weights: String?
  ) throws {
    let name = "survival.adjusted_curves"
    let groupNames = Set(by.map(\.source))
    if let both = covariates.first(where: { groupNames.contains($0.source) }) {
      throw ArgumentError.invalid(
        analysis: name,
        reason: "\"\(both.source)\" stands in \"by\" and in \"covariates\"; groups are not adjusted for themselves")
    }
    let asked = try Covariates(
      covariates, references: references.filter { !groupNames.contains($0.key) }, in: cohort, for: name)
    guard asked.offsets.isEmpty, asked.strata.isEmpty, asked.cluster == nil else {
      throw ArgumentError.invalid(
        analysis: name,
        reason:
          "offset(), strata() and cluster() have no place among its covariates; name what they name as a covariate")
    }
    let question = try SurvivalQuestion(
      cohort, endpoint: endpoint, by: by, weights: weights, alsoPresent: asked.presence)
    let rows = try Self.rows(question)
    self.question = question
    (levels, codes) = try Self.groups(question, rows, base: by.count == 1 ? references[by[0].source] : nil)
    followUp = try FollowUp(
      time: rows.map { question.followUp.time[$0] }, event: rows.map { question.followUp.event[$0] },
      entry: question.followUp.entry.map { entry in rows.map { entry[$0] } })
    design = try CovariateDesign(asked, for: question)
    columns = design.terms.map { term in rows.map { term.values[$0] } }
    balance = try asked.sources.flatMap { try Self.variables($0, question, rows) }
    sources = asked.sources
  }

  /// What the covariates were read from.
  let sources: [ResolvedGroups.Source]

  private static func rows(_ question: SurvivalQuestion) throws -> [Int] {
    guard let counts = question.followUp.weights.values else { return Array(0..<question.followUp.count) }
    let total = counts.reduce(0, +)
    guard total <= mostSubjects else {
      throw CannotAnalyse(
        "the rows stand for \(Int(total)) subjects; adjusted curves take at most \(Int(mostSubjects))")
    }
    return counts.indices.flatMap { Array(repeating: $0, count: Int(counts[$0])) }
  }

  private static func groups(
    _ question: SurvivalQuestion, _ rows: [Int], base: String?
  ) throws -> (levels: [String], codes: [Int32]) {
    let levels = question.levels
    if let base, !levels.contains(base) {
      throw CohortError.unknownLevel(
        base, column: question.groups.label, levels: levels, nearest: Nearest.name(to: base, among: levels))
    }
    let sizes = question.sizes
    var present = levels.indices.filter { sizes[$0] > 0 }
    if let first = present.firstIndex(where: { levels[$0] == base }) {
      present.insert(present.remove(at: first), at: 0)
    }
    var place = [Int32](repeating: -1, count: levels.count)
    for (index, level) in present.enumerated() { place[level] = Int32(index) }
    return (present.map { levels[$0] }, rows.map { place[Int(question.codes[$0])] })
  }

  /// A number as it is, and of a flag or category the share of each level.
  private static func variables(
    _ source: ResolvedGroups.Source, _ question: SurvivalQuestion, _ rows: [Int]
  ) throws -> [BalanceVariable] {
    let column = try question.cohort.resolve(ColumnRequest(source.source)).column.gathered(question.positions)
    func variable(_ values: [Double]) -> [BalanceVariable] {
      [BalanceVariable(name: source.source, label: source.label, values: rows.map { values[$0] })]
    }
    switch column.storage {
    case .number(let values): return variable(values)
    case .integer(let values): return variable(values.map(Double.init))
    case .flag(let values): return variable(values.map { $0 ? 1 : 0 })
    default:
      let grouping = try Grouping(column, named: source.source)
      let codes = rows.map { grouping.codes[$0] }
      let occurring = Set(codes)
      return grouping.levels.indices.filter { occurring.contains(Int32($0)) }.map { level in
        BalanceVariable(
          name: "\(source.source): \(grouping.levels[level])", label: "\(source.label): \(grouping.levels[level])",
          values: codes.map { $0 == Int32(level) ? 1 : 0 })
      }
    }
  }

  /// Whether there is anything to compare.
  var isComparable: Bool { levels.count > 1 }

  /// The rows of one group.
  func rows(of group: Int) -> [Int] { codes.indices.filter { codes[$0] == Int32(group) } }

  /// The name of a comparison with the first group.
  func comparison(_ group: Int) -> String { "\(levels[group]) against \(levels[0])" }
}
