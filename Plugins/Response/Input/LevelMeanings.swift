import Analyses
import Cohorts

/// What the levels of a category mean for a yes or no: which count, and which say that nothing could be evaluated.
struct LevelMeanings {
  /// As ``SubjectOutcome/answers``.
  let answers: [Int8]
  /// The levels that cannot be evaluated, and "missing".
  let reasons: [String]
  /// The levels that count, in order.
  let counted: [String]

  /// Words for a response that could not be evaluated, where no vocabulary says so; CDISC's among them.
  private static let notEvaluableWords: Set = [
    "ne", "not evaluable", "inevaluable", "non-evaluable", "unevaluable", "not evaluated", "not assessed",
  ]

  /// Words of a category that is a yes or no already.
  private static let yesWords: Set = ["y", "yes"]
  private static let noWords: Set = ["n", "no"]

  init(
    _ column: Column, _ source: ResolvedGroups.Source, countsAs: [String], in cohort: Cohort, for analysis: String
  ) throws {
    let grouping = try Grouping(column, named: source.source)
    // A level that nobody here has is no mistake where somebody of the whole cohort has it.
    let stored = (try? cohort.stored.column(source.source)) ?? column
    let known = try Grouping(stored, named: source.source).levels
    let isNotEvaluable = { (level: String) in Self.notEvaluableWords.contains(level.lowercased()) }
    let counted = try Self.counted(countsAs, of: known, source, analysis)
    let without = grouping.levels.filter { isNotEvaluable($0) && !counted.contains($0) }
    reasons = without + ["missing"]
    self.counted = counted
    let missing = -1 - Int8(clamping: without.count)
    let meaning = grouping.levels.map { level -> Int8 in
      if counted.contains(level) { return 1 }
      return without.firstIndex(of: level).map { -1 - Int8(clamping: $0) } ?? 0
    }
    answers = grouping.codes.map { $0 < 0 ? missing : meaning[Int($0)] }
  }

  private static func counted(
    _ asked: [String], of levels: [String], _ source: ResolvedGroups.Source, _ analysis: String
  ) throws -> [String] {
    guard !asked.isEmpty else {
      let yes = levels.filter { yesWords.contains($0.lowercased()) }
      if levels.isEmpty || (!yes.isEmpty && levels.allSatisfy { yes.contains($0) || noWords.contains($0.lowercased()) })
      {
        return yes
      }
      throw ArgumentError.invalid(
        analysis: analysis,
        reason: "\"\(source.source)\" is a category: say which of its levels count as a response, as in counts_as = "
          + "{ \(levels.prefix(2).map { "\"\($0)\"" }.joined(separator: ", ")) }; its levels: "
          + levels.map { "\"\($0)\"" }.joined(separator: ", "))
    }
    guard !levels.isEmpty else { return asked }
    for level in asked where !levels.contains(level) {
      throw CohortError.unknownLevel(
        level, column: source.source, levels: levels, nearest: Nearest.name(to: level, among: levels))
    }
    return levels.filter(asked.contains)
  }
}
