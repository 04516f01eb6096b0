import Analyses
import Cohorts

/// How the subjects of each group are shared out among the categories of response.
struct ResponseCategories {
  /// The subjects, with the response declared to be written in its vocabulary.
  let cohort: Cohort
  /// The column of responses.
  let column: String
  /// Its vocabulary.
  let vocabulary: ResponseVocabulary
  /// Who responded, by group.
  let response: ResponseQuestion
  /// Who responded completely, by group; `nil` where nothing of the vocabulary is complete.
  let complete: ResponseQuestion?
  /// For each group and then all groups together, how many subjects each level has, and last how many are missing.
  let counts: [[Int]]

  /// Counts.
  ///
  /// - Throws: `CohortError` where there is no such column, or a value that is none of the vocabulary; ``AssessmentError`` where
  ///   nobody says in which vocabulary it is written.
  init(
    _ cohort: Cohort, column: String, vocabulary name: String?, by: [ColumnRequest], missing: MissingOutcome
  ) throws {
    var cohort = cohort
    if let name { cohort = try cohort.declaring(column, vocabulary: name) }
    let values = try cohort.column(column)
    guard let vocabulary = cohort.vocabulary(of: column) else {
      let fitting = cohort.dictionary.vocabularyNames.filter { (try? cohort.declaring(column, vocabulary: $0)) != nil }
      throw AssessmentError.noVocabulary(
        column: column, fitting: fitting, nearest: fitting.isEmpty ? .init(to: values, in: cohort) : nil)
    }
    let positions = try vocabulary.positions(in: values, of: column, subject: cohort.subject)
    func question(_ isIn: (ResponseVocabulary.Level) -> Bool) throws -> ResponseQuestion {
      try ResponseQuestion(
        cohort, SubjectOutcome(positions, vocabulary, of: cohort.resolve(ColumnRequest(column)).source, counting: isIn),
        missing: missing, by: by)
    }
    response = try question(\.isResponse)
    complete = vocabulary.levels.contains(where: \.isComplete) ? try question(\.isComplete) : nil
    let codes = response.groups.grouping.codes
    let groups = response.levels.count
    var counts = [[Int]](
      repeating: [Int](repeating: 0, count: vocabulary.levels.count + 1), count: groups + 1)
    for (subject, position) in positions.enumerated() {
      let place = position < 0 ? vocabulary.levels.count : Int(position)
      guard codes[subject] >= 0 else { continue }
      counts[Int(codes[subject])][place] += 1
      counts[groups][place] += 1
    }
    self.counts = counts
    (self.cohort, self.column, self.vocabulary) = (cohort, column, vocabulary)
  }

  /// What stands for subjects without a category.
  static let missingLabel = "Missing"

  /// The categories and what stands for none, as the rows name them.
  var names: [String] { vocabulary.codes + [Self.missingLabel] }

  /// Whether subjects are told apart.
  var isGrouped: Bool { !response.groups.sources.isEmpty }

  /// The groups that are shown, and the place of their counts; all of them together last.
  var columns: [(group: String, place: Int)] {
    (isGrouped ? response.levels.indices.map { (response.levels[$0], $0) } : [])
      + [(response.together, counts.count - 1)]
  }

  /// The number of subjects of a column.
  func size(_ place: Int) -> Int { counts[place].reduce(0, +) }
}

extension SubjectOutcome {
  /// Whether the response of each subject counts, by what the vocabulary says of its level.
  fileprivate init(
    _ positions: [Int32], _ vocabulary: ResponseVocabulary, of source: ResolvedGroups.Source,
    counting isIn: (ResponseVocabulary.Level) -> Bool
  ) {
    let unknown = vocabulary.levels.indices.filter { !vocabulary.levels[$0].isEvaluable }
    self.source = source
    isResponse = true
    reasons = unknown.map { vocabulary.levels[$0].code } + ["missing"]
    counted = vocabulary.levels.filter(isIn).map(\.code)
    let meaning = vocabulary.levels.indices.map { level -> Int8 in
      unknown.firstIndex(of: level).map { -1 - Int8(clamping: $0) } ?? (isIn(vocabulary.levels[level]) ? 1 : 0)
    }
    let missing = -1 - Int8(clamping: unknown.count)
    answers = positions.map { $0 < 0 ? missing : meaning[Int($0)] }
  }
}
