import Cohorts

/// A column read as grades: whole numbers, texts such as `3`, `Grade 3` and `G3`, or severity in words.
///
/// Words are read as the grades that CTCAE gives them: mild 1, moderate 2, severe 3, life-threatening 4, fatal 5, in any case.
///
/// National Cancer Institute (2017), Common Terminology Criteria for Adverse Events, version 5.0.
struct GradeReading {
  /// The grade of each row; ``missing`` where it is missing.
  private(set) var grades: [Int8]
  /// The first row that holds something else, and what.
  private(set) var firstFault: (row: Int, value: String)?

  /// What stands for a grade that is missing: less than any other, so that the worst of several is their greatest.
  let missing: Int8

  /// Reads a column.
  ///
  /// - Parameters:
  ///   - column: Numbers, texts or categories.
  ///   - range: The grades that there are; from 1, missing is 0, and from 0, missing is -1.
  init(_ column: Column, range: ClosedRange<Int>) {
    let missing = Int8(clamping: range.lowerBound - 1)
    self.missing = missing
    grades = [Int8](repeating: missing, count: column.count)
    switch column.storage {
    case .integer(let values):
      read(column) { range.contains(Int(values[$0])) ? Int8(clamping: values[$0]) : nil }
    case .number(let values):
      let (low, high) = (Double(range.lowerBound), Double(range.upperBound))
      read(column) { row in
        let value = values[row]
        guard value >= low, value <= high else { return nil }
        let grade = Int8(value)
        return Double(grade) == value ? grade : nil
      }
    case .category(let values):
      let levels = values.levels.map { Self.grade($0, range) }
      read(column) { levels[Int(values.codes[$0])] }
    case .text(let values): read(column) { values.range($0).isEmpty ? missing : Self.grade(values[$0], range) }
    default: read(column) { _ in nil }
    }
  }

  @inline(__always)
  private mutating func read(_ column: Column, _ grade: (Int) -> Int8?) {
    for row in 0..<grades.count where column.validity[row] {
      guard let grade = grade(row) else {
        firstFault = (row, column[row].description)
        return
      }
      grades[row] = grade
    }
  }

  private static func grade(_ text: String, _ range: ClosedRange<Int>) -> Int8? {
    let text = text.lowercased()
    if let grade = gradesInWords[plain(text)] { return range.contains(Int(grade)) ? grade : nil }
    var rest = Substring(text)
    for prefix in ["grade", "g"] where rest.hasPrefix(prefix) {
      rest = rest.dropFirst(prefix.count)
      break
    }
    guard let number = Int(rest.drop { $0 == " " }), range.contains(number) else { return nil }
    return Int8(number)
  }
}

// MARK: - Severity in words

extension GradeReading {
  private static let gradesInWords: [String: Int8] = [
    "mild": 1, "moderate": 2, "severe": 3, "life threatening": 4, "lifethreatening": 4, "fatal": 5, "death": 5,
  ]

  private static func plain(_ text: String) -> String {
    text.split { $0 == " " || $0 == "-" || $0 == "_" }.joined(separator: " ")
  }

  /// Whether any grade of a column is a word.
  static func isInWords(_ column: Column) -> Bool {
    func isWord(_ text: String) -> Bool { gradesInWords[plain(text.lowercased())] != nil }
    return switch column.storage {
    case .category(let values): values.levels.contains(where: isWord)
    case .text(let values): (0..<values.count).contains { column.validity[$0] && isWord(values[$0]) }
    default: false
    }
  }

  /// How words are read, as a sentence.
  static func wording(of column: String) -> String {
    "\"\(column)\" gives severity in words, which are read as grades: mild as 1, moderate as 2, severe as 3, life-threatening as 4, "
      + "fatal as 5."
  }
}
