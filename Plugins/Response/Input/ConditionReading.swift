import Analyses
import Cohorts

/// What a condition makes of a column whose vocabulary says more of its levels than the condition does.
///
/// `response in {'CR', 'PR'}` is false, not unknown, for whoever is NE, and for a CR that was written `Complete Response`. It is a
/// condition like any other and stays so; what the vocabulary says otherwise is told.
struct ConditionReading {
  private let column: String
  private let label: String
  private let grouping: Grouping
  private let vocabulary: ResponseVocabulary
  /// Whether the condition reads nothing else.
  private let isAlone: Bool

  /// What the condition of an outcome reads that has a vocabulary.
  ///
  /// - Throws: `CohortError`.
  static func readings(of source: String, in cohort: Cohort) throws(CohortError) -> [ConditionReading] {
    let columns = try cohort.columns(readBy: source)
    var readings: [ConditionReading] = []
    for name in columns {
      guard let vocabulary = cohort.vocabulary(of: name) else { continue }
      readings.append(
        ConditionReading(
          column: name, label: cohort.dictionary.label(of: name), grouping: try cohort.grouping(name),
          vocabulary: vocabulary, isAlone: columns.count == 1))
    }
    return readings
  }

  /// What a reader has to know of it; `nil` where the condition agrees with the vocabulary.
  ///
  /// - Parameters:
  ///   - positions: The subjects in the denominators.
  ///   - responded: Whether the condition holds for each of them.
  ///   - words: How the outcome is spoken of.
  /// - Returns: A caution.
  func caution(_ positions: [Int32], _ responded: [Bool], _ words: OutcomeWords) -> Caution? {
    var (yes, no) = (
      [Int](repeating: 0, count: grouping.levels.count), [Int](repeating: 0, count: grouping.levels.count)
    )
    for (place, position) in positions.enumerated() {
      let code = grouping.codes[Int(position)]
      if code < 0 { continue }
      if responded[place] { yes[Int(code)] += 1 } else { no[Int(code)] += 1 }
    }
    let levels = grouping.levels
    let counted = levels.indices.filter { yes[$0] > 0 }
    let meant = Set(counted.compactMap { vocabulary.position(of: levels[$0]) })
    let inevaluable = levels.indices.filter { no[$0] > 0 && vocabulary.level(of: levels[$0])?.isEvaluable == false }
    let spelled = levels.indices.filter { level in
      no[level] > 0 && yes[level] == 0 && vocabulary.position(of: levels[level]).map(meant.contains) == true
    }
    func sentence(_ places: [Int], _ what: String) -> String? {
      let count = places.reduce(0) { $0 + no[$1] }
      guard count > 0 else { return nil }
      let listed = places.map { "\"\(levels[$0])\" \(no[$0])" }.joined(separator: ", ")
      return
        "\(count) of \(positions.count) subjects \(what) (\(listed)) \(count == 1 ? "counts" : "count") as \(words.without)."
    }
    let sentences = [
      sentence(inevaluable, "whose \(label) is not evaluable"),
      sentence(spelled, "whose \(label) is another spelling of what counts"),
    ].compactMap(\.self)
    guard !sentences.isEmpty else { return nil }
    return Caution(
      .missingValues, "By the condition, \(sentences.joined(separator: " "))",
      remedy: remedy(
        counted.sorted {
          (vocabulary.position(of: levels[$0]) ?? 0, $0) < (vocabulary.position(of: levels[$1]) ?? 0, $1)
        }))
  }

  private func remedy(_ counted: [Int]) -> String {
    guard isAlone, !counted.isEmpty else {
      return
        "The vocabulary of \"\(column)\" says who is not evaluable, and knows other spellings: outcome = \"\(column)\" with "
        + "counts_as goes by it."
    }
    var seen: Set<Int> = []
    let codes = counted.compactMap { vocabulary.position(of: grouping.levels[$0]) }.filter { seen.insert($0).inserted }
    let listed = codes.map { "\"\(vocabulary.levels[$0].code)\"" }.joined(separator: ", ")
    return
      "Write outcome = \"\(column)\", counts_as = { \(listed) }: by its vocabulary, who is not evaluable is left out, and other "
      + "spellings are known."
  }
}
