import Cohorts

/// A column read as grades: whole numbers, or texts such as `3`, `Grade 3` and `G3`.
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
    var rest = Substring(text.lowercased())
    for prefix in ["grade", "g"] where rest.hasPrefix(prefix) {
      rest = rest.dropFirst(prefix.count)
      break
    }
    guard let number = Int(rest.drop { $0 == " " }), range.contains(number) else { return nil }
    return Int8(number)
  }
}
