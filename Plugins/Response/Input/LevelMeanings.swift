import Analyses
import Cohorts

/// What the levels of a category mean for a yes or no: which count, and which say that nothing could be evaluated.
///
/// 1. Where the dictionary declares a vocabulary for the column, "response" and "complete" are what it says, categories are
///    matched by any of their spellings, and it says which cannot be evaluated. Without `counts_as` its responses count.
/// 2. Where it declares none, `counts_as` names the levels, and a level is not evaluable if its words say so.
/// 3. A category of yes and no needs neither.
struct LevelMeanings {
  /// As ``SubjectOutcome/answers``.
  let answers: [Int8]
  /// The levels that cannot be evaluated, and "missing".
  let reasons: [String]
  /// The levels that count, in order.
  let counted: [String]

  /// Words for a response that could not be evaluated, where no vocabulary says so; CDISC's among them.
  fileprivate static let notEvaluableWords: Set = [
    "ne", "not evaluable", "inevaluable", "non-evaluable", "unevaluable", "not evaluated", "not assessed",
  ]

  init(
    _ column: Column, _ source: ResolvedGroups.Source, countsAs: [String], in cohort: Cohort, for analysis: String
  ) throws {
    let grouping = try Grouping(column, named: source.source)
    // A level that nobody here has is no mistake where somebody of the whole cohort has it.
    let stored = (try? cohort.stored.column(source.source)) ?? column
    let vocabulary = cohort.vocabulary(of: source.source)
    let counting = Counting(
      levels: try Grouping(stored, named: source.source).levels, vocabulary: vocabulary, asked: countsAs)
    try counting.check(source, for: analysis)
    let counted = grouping.levels.filter(counting.counts)
    let without = grouping.levels.filter { level in
      let isEvaluable = vocabulary?.level(of: level)?.isEvaluable
      return !counted.contains(level) && !(isEvaluable ?? !Self.notEvaluableWords.contains(level.lowercased()))
    }
    reasons = without + ["missing"]
    self.counted = counting.isYesOrNo ? [] : counted
    let missing = -1 - Int8(clamping: without.count)
    let meaning = grouping.levels.map { level -> Int8 in
      if counted.contains(level) { return 1 }
      return without.firstIndex(of: level).map { -1 - Int8(clamping: $0) } ?? 0
    }
    answers = grouping.codes.map { $0 < 0 ? missing : meaning[Int($0)] }
  }
}

/// Which levels of a category count as a response.
private struct Counting {
  /// The levels that somebody of the whole cohort may have.
  let levels: [String]
  let vocabulary: ResponseVocabulary?
  /// The levels asked for; "response" or "complete" for those of the vocabulary.
  let asked: [String]

  private static let yesWords: Set = ["y", "yes"]
  private static let noWords: Set = ["n", "no"]

  /// Whether the category is a yes or no already.
  var isYesOrNo: Bool {
    asked.isEmpty && vocabulary == nil
      && levels.allSatisfy { Self.yesWords.contains($0.lowercased()) || Self.noWords.contains($0.lowercased()) }
  }

  func counts(_ level: String) -> Bool {
    if isYesOrNo { return Self.yesWords.contains(level.lowercased()) }
    if asked.contains(level) { return true }
    guard let vocabulary, let meaning = vocabulary.level(of: level) else { return false }
    if asked.isEmpty { return meaning.isResponse }
    return asked.contains { word in
      switch word {
      case "response": meaning.isResponse
      case "complete": meaning.isComplete
      default: vocabulary.position(of: word) == vocabulary.position(of: level)
      }
    }
  }

  /// - Throws: `ArgumentError` where it is not said which levels count, `CohortError` for a level that there is not.
  func check(_ source: ResolvedGroups.Source, for analysis: String) throws {
    let listed = levels.map { "\"\($0)\"" }.joined(separator: ", ")
    if asked.isEmpty, vocabulary == nil, !isYesOrNo {
      let likely = levels.filter { !LevelMeanings.notEvaluableWords.contains($0.lowercased()) }
      throw ArgumentError.invalid(
        analysis: analysis,
        reason: "\"\(source.source)\" is a category: say which of its levels count as a response, as in counts_as = "
          + "{ \(likely.prefix(2).map { "\"\($0)\"" }.joined(separator: ", ")) }; its levels: \(listed)")
    }
    guard !levels.isEmpty else { return }
    for word in asked where !levels.contains(word) && vocabulary?.position(of: word) == nil {
      let isMeaning = ResponseVocabulary.meanings.contains(word)
      if isMeaning, vocabulary != nil { continue }
      if isMeaning {
        throw ArgumentError.invalid(
          analysis: analysis,
          reason:
            "\"\(source.source)\" has no level \"\(word)\", and the dictionary declares no vocabulary for it that would "
            + "say which levels it means; its levels: \(listed)")
      }
      throw CohortError.unknownLevel(
        word, column: source.source, levels: levels, nearest: Nearest.name(to: word, among: levels))
    }
  }
}
