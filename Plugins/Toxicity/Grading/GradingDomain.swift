/// One kind of finding, such as hypoxia, and the grade that each of its forms is worth on its own.
///
/// The grades, the words by which data name the forms, and the prose of the rule all come from these levels.
public struct GradingDomain: Sendable {
  /// One form of a finding.
  public struct Level: Sendable, Hashable {
    /// The words by which data name it.
    public let name: String
    /// The grade that it is worth: one, or several where the words leave it open, as "nasal cannula" does without a flow.
    public let grade: GradeRange
    /// The form as it stands in the rule, such as "hypotension not requiring vasopressors".
    public let meaning: String
    /// Other words by which data name it.
    public let synonyms: [String]

    init(_ name: String, _ grade: GradeRange, _ meaning: String, also synonyms: [String] = []) {
      self.name = name
      self.grade = grade
      self.meaning = meaning
      self.synonyms = synonyms
    }

    init(_ name: String, _ grade: Int, _ meaning: String, also synonyms: [String] = []) {
      self.init(name, GradeRange(grade), meaning, also: synonyms)
    }
  }

  /// The name of the finding, which is also the usual name of its column.
  public let name: String
  /// The forms, from none to the worst.
  public let levels: [Level]

  private let byWords: [String: Level]

  init(_ name: String, _ levels: [Level]) {
    self.name = name
    self.levels = levels
    var byWords: [String: Level] = [:]
    for level in levels {
      for words in [level.name] + level.synonyms { byWords[Self.plain(words)] = level }
    }
    self.byWords = byWords
  }

  /// The form that some words name, whatever their case and punctuation; `nil` where they name none.
  public func level(named words: String) -> Level? { byWords[Self.plain(words)] }

  /// The names of the forms, for messages.
  public var names: [String] { levels.map(\.name) }

  /// Every word that is understood.
  var vocabulary: [String] { levels.flatMap { [$0.name] + $0.synonyms } }

  /// What is possible where nothing is recorded.
  public var unknown: GradeRange { GradeRange(0, levels.map(\.grade.upper).max() ?? 0) }

  /// The forms that settle a grade, as they stand in the rule.
  func meanings(ofGrade grade: Int) -> [String] {
    levels.filter { $0.grade.grade == grade }.map(\.meaning)
  }

  /// Lower-case words with single spaces between them.
  private static func plain(_ words: String) -> String {
    words.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != ">" && $0 != "<" && $0 != "≤" }.joined(
      separator: " ")
  }
}

/// Scores of a test and the grade that each is worth, such as the ICE score.
public struct GradingScore: Sendable {
  /// Neighbouring scores of one grade.
  public struct Band: Sendable, Hashable {
    /// The scores.
    public let scores: ClosedRange<Int>
    /// The grade that they are worth.
    public let grade: Int
  }

  /// The name of the score, such as "ICE score".
  public let name: String
  /// All scores, band by band.
  public let bands: [Band]

  /// The scores that there are.
  public var range: ClosedRange<Int> {
    (bands.map(\.scores.lowerBound).min() ?? 0)...(bands.map(\.scores.upperBound).max() ?? 0)
  }

  /// The grade of a score; `nil` outside of ``range``.
  public func grade(of score: Int) -> Int? { bands.first { $0.scores.contains(score) }?.grade }

  /// What is possible where no score is recorded.
  public var unknown: GradeRange { GradeRange(0, bands.map(\.grade).max() ?? 0) }

  /// The scores of a grade, as they stand in the rule: "ICE score 7 to 9".
  func meanings(ofGrade grade: Int) -> [String] {
    bands.filter { $0.grade == grade }.map { band in
      let (first, last) = (band.scores.lowerBound, band.scores.upperBound)
      return first == last ? "\(name) \(first)" : "\(name) \(first) to \(last)"
    }
  }
}
