/// What grades are called where they stand: by their numbers, or in the words in which severity is recorded.
struct GradeWords: Sendable, Hashable {
  /// Whether severity is recorded in words.
  let isInWords: Bool

  /// The name of a grade.
  func name(_ grade: Int) -> String {
    isInWords ? ["Mild", "Moderate", "Severe", "Life-threatening", "Fatal"][grade - 1] : "Grade \(grade)"
  }

  /// The names of all grades.
  var names: [String] { (1...5).map(name) }

  /// What grade 3 or more is called.
  var severe: String { isInWords ? "Severe or worse" : "Grade 3 or more" }

  /// What a grade below 3 is called.
  var belowSevere: String { isInWords ? "Mild, moderate or missing" : "Below grade 3, or missing" }
}

extension EventLines {
  /// What grades are called in tables and figures of the lines.
  var words: GradeWords { GradeWords(isInWords: isInWords) }
}
