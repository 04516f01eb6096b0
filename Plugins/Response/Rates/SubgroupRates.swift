import Analyses
import Cohorts
import RealModule
import Statistics

/// Responses of the levels of a factor, in one group or in two that are compared, and whether the levels differ.
struct SubgroupRates {
  /// The subjects of one level, or all.
  struct Level {
    /// The level; nil for all subjects.
    let name: String?
    /// The words for it.
    let label: String
    /// All of its subjects who are in the analysis.
    let all: ResponseQuestion.Counts
    /// Those of each of the two groups, the reference first; empty where none are compared.
    let arms: [ResponseQuestion.Counts]
  }

  /// A test over the levels.
  struct Interaction {
    let statistic: Double?
    let degreesOfFreedom: Int
    let pValue: Double?
    /// Why there is none.
    let reason: String
  }

  /// The factor as it was written; nil for all subjects.
  let source: ResolvedGroups.Source?
  /// The words under which it is shown.
  let label: String
  /// The levels that somebody has, in order.
  let levels: [Level]
  /// Whether the levels differ.
  let interaction: Interaction
  /// The number of subjects of the analysis whose factor is missing.
  let missing: Int

  /// The number of subjects in the test whether levels differ: the evaluable ones at levels that it compares.
  var tested: Int {
    levels.reduce(0) { sum, level in
      guard let pair = level.pair else { return sum + level.all.n }
      return sum + (pair.isComparable ? pair.first.n + pair.second.n : 0)
    }
  }

  /// All subjects.
  init(overall question: ResponseQuestion, arms: [Int]) {
    source = nil
    label = "All subjects"
    levels = [Level(name: nil, label: "", all: question.total, arms: arms.map { question.counts[$0] })]
    interaction = Interaction(statistic: nil, degreesOfFreedom: 0, pValue: nil, reason: "one level")
    missing = 0
  }

  /// The levels of a factor.
  ///
  /// - Parameters:
  ///   - factor: The factor.
  ///   - question: The outcome of all, and their groups.
  ///   - arms: The places of the two groups that are compared, the reference first; empty for none.
  ///   - test: How it is tested whether levels differ.
  /// - Throws: `CohortError` where there is no such column.
  init(
    _ factor: SubgroupRequest, _ question: ResponseQuestion, arms: [Int], test: InteractionTest
  ) throws(CohortError) {
    let (column, source) = try question.cohort.resolve(factor.variable)
    let factors = try Grouping(column, named: source.source)
    let places = question.levels.indices.map { arms.firstIndex(of: $0) }
    var all = [ResponseQuestion.Counts](repeating: .init(), count: factors.levels.count)
    var parts = arms.map { _ in all }
    var missing = 0
    for (position, code) in question.groups.grouping.codes.enumerated() where code >= 0 {
      let level = Int(factors.codes[position])
      guard level >= 0 else {
        missing += 1
        continue
      }
      let answer = question.outcome.answers[position]
      all[level].add(answer, question.missing)
      if let arm = places[Int(code)] { parts[arm][level].add(answer, question.missing) }
    }
    self.source = source
    label = factor.name ?? source.label
    levels = factors.levels.indices.filter { all[$0].subjects > 0 }.map { level in
      Level(
        name: factors.levels[level], label: source.words(for: factors.levels[level]), all: all[level],
        arms: parts.map { $0[level] })
    }
    interaction = arms.isEmpty ? Self.heterogeneity(levels) : test.test(levels.compactMap(\.table))
    self.missing = missing
  }

  /// Whether the rate is the same at all levels: the likelihood ratio test of independence.
  private static func heterogeneity(_ levels: [Level]) -> Interaction {
    let proportions = levels.map(\.all.proportion).filter { $0.n > 0 }
    let likelihood = proportions.reduce(0) { $0 + $1.maximalLogLikelihood }
    let total = Proportion(
      proportions.reduce(0) { $0 + $1.responders }, of: proportions.reduce(0) { $0 + $1.n })
    guard proportions.count > 1, total.responders > 0, total.responders < total.n else {
      return Interaction(
        statistic: nil, degreesOfFreedom: max(proportions.count - 1, 0), pValue: nil,
        reason: proportions.count > 1 ? RateRows.reason(total) : "fewer than two levels with evaluable subjects")
    }
    return Interaction(2 * (likelihood - total.maximalLogLikelihood), proportions.count - 1)
  }
}

extension SubgroupRates.Interaction {
  init(_ statistic: Double, _ degreesOfFreedom: Int) {
    self.statistic = max(0, statistic)
    self.degreesOfFreedom = degreesOfFreedom
    pValue = ChiSquared(degreesOfFreedom: Double(degreesOfFreedom)).upperTail(max(0, statistic))
    reason = ""
  }
}

extension SubgroupRates.Level {
  /// The two groups as a pair, the second of them compared with the reference; nil where none are compared.
  var pair: ProportionPair? {
    arms.count == 2 ? ProportionPair(arms[1].proportion, against: arms[0].proportion) : nil
  }

  /// The same as a table, where somebody is in both.
  fileprivate var table: FourfoldTable? { pair.flatMap { $0.isComparable ? $0.table : nil } }
}

extension ResponseQuestion.Counts {
  /// Counts a subject.
  fileprivate mutating func add(_ answer: Int8, _ missing: MissingOutcome) {
    subjects += 1
    if answer < 0 {
      notEvaluable += 1
      if missing == .exclude { return }
    }
    n += 1
    if answer == 1 { responders += 1 }
  }
}

/// How it is tested whether two groups differ alike at all levels of a factor, as scripts name it.
enum InteractionTest: String, Choice {
  case likelihoodRatio = "likelihood_ratio"
  case breslowDay = "breslow_day"

  /// The test in a few words.
  var summary: String {
    switch self {
    case .likelihoodRatio: "the likelihood ratio of logistic models with and without the interaction"
    case .breslowDay: "Breslow and Day's, with Tarone's correction"
    }
  }

  /// The test of the tables of the levels in which both groups have somebody.
  func test(_ tables: [FourfoldTable]) -> SubgroupRates.Interaction {
    let freedom = max(tables.count - 1, 0)
    func none(_ reason: String) -> SubgroupRates.Interaction {
      .init(statistic: nil, degreesOfFreedom: freedom, pValue: nil, reason: reason)
    }
    guard tables.count > 1 else { return none("fewer than two levels with both groups") }
    switch self {
    case .breslowDay:
      guard let test = BreslowDay(tables).tarone else {
        return none("no common odds ratio, or fewer than two levels with responders and others in both groups together")
      }
      return .init(test.statistic, test.degreesOfFreedom)
    case .likelihoodRatio:
      guard let common = Self.additiveLogLikelihood(tables) else { return none("the logistic model was not found") }
      let saturated = tables.reduce(0) { sum, table in
        sum + Proportion(table.a, of: table.first).maximalLogLikelihood
          + Proportion(table.c, of: table.second).maximalLogLikelihood
      }
      return .init(2 * (saturated - common), freedom)
    }
  }

  /// The log likelihood of the logistic model in which the groups differ alike at all levels.
  private static func additiveLogLikelihood(_ tables: [FourfoldTable]) -> Double? {
    var (responses, weights): ([Bool], [Double]) = ([], [])
    var columns = tables.map { _ in [Double]() }
    for (level, table) in tables.enumerated() {
      for (isFirst, isResponse, count) in [
        (true, true, table.a), (true, false, table.b), (false, true, table.c), (false, false, table.d),
      ] where count > 0 {
        responses.append(isResponse)
        weights.append(Double(count))
        columns[0].append(isFirst ? 1 : 0)
        for other in tables.indices.dropFirst() { columns[other].append(other == level ? 1 : 0) }
      }
    }
    guard let design = try? DesignMatrix(columns: columns, rows: responses.count) else { return nil }
    return try? LogisticModel(responses, design, weights: weights).logLikelihood
  }
}

extension Proportion {
  /// x log p + (n − x) log(1 − p) at p = x / n.
  fileprivate var maximalLogLikelihood: Double {
    func part(_ count: Int) -> Double { count > 0 ? Double(count) * .log(Double(count) / Double(n)) : 0 }
    return part(responders) + part(n - responders)
  }
}
