import Analyses
import Cohorts
import Designs
import Statistics

/// The hazard ratio of one contrast, in all subjects and within the levels of a factor.
///
/// Within a level the model is fitted to its subjects alone, so that all else that it adjusts for, and the baseline hazard, may
/// differ between levels. Whether the hazard ratio differs is tested in all subjects by the likelihood ratio of a model
/// with the interaction against one without it.
struct SubgroupEffect {
  /// The subjects of one level, or all.
  struct Level {
    /// The level; `nil` for all subjects.
    let name: String?
    /// The words for it.
    var label = ""
    /// Subjects and events, in all and in each arm; frequency weights counted.
    let subjects: Double
    let events: Double
    let arms: [(subjects: Double, events: Double)]
    /// The coefficient of the contrast; `nil` with its reason where there is none.
    let estimate: RegressionCoefficient?
    let reason: String
  }

  /// The factor as it was written; `nil` for all subjects.
  let source: String?
  /// The words under which it is shown.
  let label: String
  /// The levels that somebody has, in order.
  let levels: [Level]
  /// Whether the hazard ratio differs between levels.
  let interaction: LikelihoodTest?
  /// What was asked.
  let asked: CoxQuestion

  /// The contrast in all subjects.
  init(overall asked: CoxQuestion, _ contrast: SubgroupContrast, minimumEvents: Int) throws {
    self.asked = asked
    source = nil
    label = "All subjects"
    interaction = nil
    levels = [
      try Self.level(
        nil, rows: Array(asked.followUp.time.indices), asked, contrast, asked.design.effects.indices, minimumEvents)
    ]
  }

  /// The contrast within the levels of a factor.
  ///
  /// - Parameters:
  ///   - factor: The factor.
  ///   - asked: A model of the contrast, the factor, their interaction and whatever is adjusted for.
  ///   - contrast: The contrast.
  ///   - minimumEvents: With fewer events a level has no hazard ratio.
  /// - Throws: `CohortError`, or `CannotAnalyse` for what cannot be had with exact ties.
  init(
    _ factor: SubgroupRequest, _ asked: CoxQuestion, _ contrast: SubgroupContrast, minimumEvents: Int
  ) throws {
    self.asked = asked
    let (column, source) = try asked.question.cohort.resolve(factor.variable)
    let grouping = try Grouping(column, named: source.source).gathered(asked.question.positions)
    self.source = source.source
    label = factor.name ?? source.label
    let variables = asked.design.covariates.variables
    let factorName = FormulaTerm.Variable(source.source, .factor).name
    let place = variables.firstIndex { $0.name == factorName }
    let isOfFactor = { (effect: CovariateDesign.Effect) in place.map(effect.variables.contains) ?? false }
    let effects = asked.design.effects
    let adjusting = effects.indices.filter { !isOfFactor(effects[$0]) }
    levels = try grouping.levels.indices.compactMap { code in
      let rows = grouping.codes.indices.filter { grouping.codes[$0] == Int32(code) }
      guard !rows.isEmpty else { return nil }
      var level = try Self.level(grouping.levels[code], rows: rows, asked, contrast, adjusting, minimumEvents)
      level.label = source.words(for: grouping.levels[code])
      return level
    }
    let isInteraction = { (effect: CovariateDesign.Effect) in effect.variables.count > 1 && isOfFactor(effect) }
    let without = effects.indices.filter { !isInteraction(effects[$0]) }
    interaction =
      asked.likelihoodObjection == nil ? try asked.fit().test(against: asked.fit(asked.matrix(of: without))) : nil
  }

  private static func level(
    _ name: String?, rows: [Int], _ asked: CoxQuestion, _ contrast: SubgroupContrast, _ effects: some Collection<Int>,
    _ minimumEvents: Int
  ) throws -> Level {
    let followUp = asked.followUp.selecting(rows)
    let codes = contrast.codes(asked)
    let weights = followUp.weights.values
    var arms = [(subjects: Double, events: Double)](repeating: (0, 0), count: contrast.levels.count)
    var (subjects, events) = (0.0, 0.0)
    for (place, row) in rows.enumerated() {
      let weight = weights?[place] ?? 1
      let event = followUp.event[place] ? weight : 0
      subjects += weight
      events += event
      guard let codes else { continue }
      arms[Int(codes[row])].subjects += weight
      arms[Int(codes[row])].events += event
    }
    var estimate: RegressionCoefficient?
    let isCompared =
      contrast.objection == nil && asked.design.effects.first?.columns.count == 1
      && effects.contains(0)
    var reason =
      isCompared
      ? "\(Int(events)) \(events == 1 ? "event" : "events"), fewer than minimum_events = \(minimumEvents)"
      : contrast.objection ?? "\(contrast.source.label) has fewer than two groups"
    if isCompared, events >= Double(minimumEvents), events > 0 {
      let columns = effects.flatMap { asked.design.effects[$0].columns.map { asked.design.terms[$0].values } }
      let fit = try asked.fit(CovariateMatrix(columns: columns.map { column in rows.map { column[$0] } }), rows: rows)
      estimate = fit.coefficients.first.flatMap { $0.state == .estimated ? $0 : nil }
      reason = fit.coefficients.first.map(CoxStatistics.reason) ?? "nothing to compare"
    }
    return Level(name: name, subjects: subjects, events: events, arms: arms, estimate: estimate, reason: reason)
  }
}

/// The contrast whose hazard ratio is shown in subgroups: two groups, or one unit of a number.
struct SubgroupContrast {
  /// The column or expression.
  let request: ColumnRequest
  let source: ResolvedGroups.Source
  /// The term by which it enters a model.
  let term: String
  /// The two groups, the reference first; empty for a number.
  let levels: [String]
  /// Why there is nothing to compare.
  let objection: String?
  private let grouping: Grouping?

  /// Reads the contrast.
  ///
  /// - Throws: `ArgumentError` for more than two groups.
  init(
    _ request: ColumnRequest, reference: String?, in cohort: Cohort, _ question: SurvivalQuestion, for analysis: String
  )
    throws
  {
    self.request = request
    let (column, source) = try cohort.resolve(request)
    self.source = source
    guard !Self.isNumber(column) else {
      term = FormulaTerm.Variable(source.source).name
      (levels, grouping, objection) = ([], nil, nil)
      return
    }
    term = FormulaTerm.Variable(source.source, .factor).name
    let grouping = try Grouping(column, named: source.source)
    if let reference, !grouping.levels.contains(reference) {
      throw CohortError.unknownLevel(
        reference, column: source.source, levels: grouping.levels,
        nearest: Nearest.name(to: reference, among: grouping.levels))
    }
    let present = Set(question.positions.map { grouping.codes[Int($0)] })
    let occurring = grouping.levels.indices.filter { present.contains(Int32($0)) }.map { grouping.levels[$0] }
    guard occurring.count <= 2 else {
      throw ArgumentError.invalid(
        analysis: analysis,
        reason: "\"by\" should be two groups or a number; \"\(source.source)\" has \(occurring.count): "
          + "\(occurring.map { "\"\($0)\"" }.joined(separator: ", ")); name two by an expression, or restrict the cohort"
      )
    }
    let base = reference.flatMap { occurring.contains($0) ? $0 : nil } ?? occurring.first
    levels = base.map { base in [base] + occurring.filter { $0 != base } } ?? []
    self.grouping = grouping
    objection = occurring.count == 2 ? nil : "\(source.label) has fewer than two groups"
  }

  /// Whether a column is compared by its unit; whole numbers of which only two occur, one apart, are two groups.
  static func isNumber(_ column: Column) -> Bool {
    guard case .integer(let values) = column.storage else { return column.type.isNumeric }
    let present = Set(values.indices.lazy.filter { column.validity[$0] }.map { values[$0] })
    guard present.count == 2, let least = present.min(), let most = present.max() else { return true }
    return most - least != 1
  }

  /// The group of each subject of a question, 0 for the reference; `nil` for a number.
  func codes(_ asked: CoxQuestion) -> [Int32]? {
    guard let grouping, !levels.isEmpty else { return nil }
    let places = grouping.levels.map { level in Int32(levels.firstIndex(of: level) ?? 0) }
    return asked.question.positions.map { places[Int(grouping.codes[Int($0)])] }
  }

  /// The words for a group where it stands alone: those of a flag are only "yes" and "no", those of a number digits.
  func words(for level: String) -> String {
    Set(levels).isSubset(of: ["no", "yes"]) || levels.allSatisfy({ Double($0) != nil })
      ? "\(source.label): \(level)" : level
  }
}
