import Analyses
import Cohorts

/// What is asked of a yes or no, read from a cohort: the subjects who are in the analysis, whether each of them responded,
/// their groups and their strata; and who is left out, and why.
struct ResponseQuestion {
  /// The subjects of the cohort.
  let cohort: Cohort
  /// Who responded.
  let outcome: SubjectOutcome
  /// What became of those who are not evaluable.
  let missing: MissingOutcome
  /// What subjects are grouped by.
  let groups: ResolvedGroups
  /// What they are stratified by; `nil` where nobody asked.
  let strata: ResolvedGroups?
  /// The position in the cohort of each subject who is in the analysis.
  let positions: [Int32]
  /// Whether each of them responded.
  let responded: [Bool]
  /// The group of each of them; never negative.
  let codes: [Int32]
  /// The stratum of each of them, all 0 without strata; never negative.
  let stratumCodes: [Int32]
  /// Each group's numbers, in order.
  let counts: [Counts]
  /// Why subjects are in no group and no denominator, and how many.
  let left: [(reason: String, count: Int)]
  /// Why it cannot be told of subjects whether they responded, and of how many, among those not ``left``.
  let notEvaluable: [(reason: String, count: Int)]

  /// The numbers of a group.
  struct Counts: Hashable {
    /// All of its subjects.
    var subjects = 0
    /// Those of them of whom it cannot be told whether they responded.
    var notEvaluable = 0
    /// Those who are in the denominator.
    var n = 0
    /// Those who responded.
    var responders = 0

    /// Those of whom it can be told whether they responded.
    var evaluable: Int { subjects - notEvaluable }
  }

  /// Reads a question.
  ///
  /// - Parameters:
  ///   - cohort: The subjects.
  ///   - outcome: Who responded.
  ///   - missing: What becomes of those who are not evaluable.
  ///   - by: What subjects are grouped by.
  ///   - strata: What they are stratified by.
  ///   - alsoPresent: Other columns without whose value a subject is left out, each with the words for it.
  /// - Throws: `CohortError` where there is no such column or an expression is wrong.
  init(
    _ cohort: Cohort, _ outcome: SubjectOutcome, missing: MissingOutcome, by: [ColumnRequest] = [],
    strata: [ColumnRequest] = [], alsoPresent: [(label: String, validity: Validity)] = []
  ) throws(CohortError) {
    let groups = try cohort.groups(by: by)
    let stratified = strata.isEmpty ? nil : try cohort.groups(by: strata)
    var sieve = Sieve(cohort.count)
    sieve.keep("without \(groups.label)") { groups.grouping.codes[$0] >= 0 }
    if let stratified { sieve.keep("without \(stratified.label)") { stratified.grouping.codes[$0] >= 0 } }
    for column in alsoPresent { sieve.keep("without \(column.label)") { column.validity[$0] } }
    left = sieve.left
    var counts = [Counts](repeating: Counts(), count: groups.grouping.levels.count)
    var reasons = [Int](repeating: 0, count: outcome.reasons.count)
    var positions: [Int32] = []
    for position in sieve.kept {
      let code = Int(groups.grouping.codes[Int(position)])
      let answer = outcome.answers[Int(position)]
      counts[code].subjects += 1
      if answer < 0 {
        counts[code].notEvaluable += 1
        reasons[-1 - Int(answer)] += 1
        if missing == .exclude { continue }
      }
      counts[code].n += 1
      if answer == 1 { counts[code].responders += 1 }
      positions.append(position)
    }
    self.cohort = cohort
    self.outcome = outcome
    self.missing = missing
    self.groups = groups
    self.strata = stratified
    self.counts = counts
    self.positions = positions
    responded = positions.map { outcome.answers[Int($0)] == 1 }
    codes = positions.map { groups.grouping.codes[Int($0)] }
    stratumCodes = positions.map { stratified?.grouping.codes[Int($0)] ?? 0 }
    notEvaluable = zip(outcome.reasons, reasons).filter { $0.1 > 0 }.map { ($0.0, $0.1) }
  }

  /// Reads a question from the parameters that analyses of a response share.
  ///
  /// - Throws: `ArgumentError` or `CohortError`.
  init(
    _ cohort: Cohort, _ arguments: Arguments, by: [ColumnRequest] = [], strata: [ColumnRequest] = [],
    alsoPresent: [(label: String, validity: Validity)] = []
  ) throws {
    let outcome = try SubjectOutcome(
      arguments[ResponseParameters.outcome], countsAs: arguments[ResponseParameters.countsAs], in: cohort,
      for: arguments.analysis)
    try self.init(
      cohort, outcome, missing: arguments[ResponseParameters.missing], by: by, strata: strata,
      alsoPresent: alsoPresent)
  }
}

extension ResponseQuestion {
  /// The subjects that stay, as one thing after another is found missing.
  private struct Sieve {
    var kept: [Int32]
    var left: [(reason: String, count: Int)] = []

    init(_ count: Int) { kept = Array(0..<Int32(count)) }

    mutating func keep(_ reason: String, _ holds: (Int) -> Bool) {
      let before = kept.count
      kept.removeAll { !holds(Int($0)) }
      if kept.count < before { left.append((reason, before - kept.count)) }
    }
  }

  /// The names of the groups.
  var levels: [String] { groups.grouping.levels }

  /// The words for a group where it stands alone: those of a flag are only "yes" and "no".
  func words(for level: String) -> String { groups.words(for: level) }

  /// The name of all groups together: whoever has no group, or was left out otherwise, is not among them.
  var together: String { AllTogether.name(leavesOut: !left.isEmpty) }

  /// The numbers of all groups together.
  var total: Counts {
    counts.reduce(into: Counts()) { total, group in
      total.subjects += group.subjects
      total.notEvaluable += group.notEvaluable
      total.n += group.n
      total.responders += group.responders
    }
  }

  /// The number of subjects left out of every denominator.
  var excluded: Int { cohort.count - positions.count }

  /// Who responded, and who is in the denominators, as sentences.
  var methods: [String] {
    let total = total
    guard total.notEvaluable > 0 else {
      return [outcome.definition, "All \(total.subjects) subjects are evaluable and in the denominators."]
    }
    let reasons = notEvaluable.map { "\($0.reason) \($0.count)" }.joined(separator: ", ")
    let rule =
      missing == .exclude
      ? "the others (\(reasons)) are left out of the denominators"
      : "the others (\(reasons)) count as \(outcome.words.without) and are in the denominators"
    return [outcome.definition, "Evaluable: \(total.evaluable) of \(total.subjects) subjects; \(rule)."]
  }

  /// The cautions that concern who is in the analysis: subjects left out, groups without anybody.
  var cautions: [Caution] {
    var cautions: [Caution] = []
    let gone = left.reduce(0) { $0 + $1.count }
    if gone > 0 {
      let reasons = left.map { "\($0.count) \($0.reason)" }.joined(separator: ", then ")
      let what = left.map(\.reason) == ["without \(groups.label)"] ? "in no group" : "left out"
      cautions.append(Caution(.missingValues, "\(gone) of \(cohort.count) subjects are \(what): \(reasons)."))
    }
    let unknown = total.notEvaluable
    if unknown > 0 {
      let reasons = notEvaluable.map { "\($0.reason) \($0.count)" }.joined(separator: ", ")
      cautions.append(
        Caution(
          .missingValues,
          "\(unknown) of \(total.subjects) subjects are not evaluable (\(reasons)); they "
            + (missing == .exclude ? "are in no denominator." : "count as \(outcome.words.without)."),
          remedy: missing == .exclude && outcome.isResponse
            ? "Show the rates with missing = \"failure\" beside these: whoever could not be evaluated seldom responded."
            : nil))
    }
    cautions += outcome.readings.compactMap { $0.caution(positions, responded, outcome.words) }
    for (level, group) in zip(levels, counts) where group.n == 0 {
      cautions.append(Caution(.emptyGroup, "Group \"\(level)\" has no evaluable subjects."))
    }
    return cautions
  }
}
