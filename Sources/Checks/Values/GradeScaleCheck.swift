import Cohorts
import OrderedCollections

/// Finds grades of adverse events that are on no scale: not whole numbers from 1 to 5, nor severity in words.
struct GradeScaleCheck: DataCheck {
  let name = "grade_scale"
  let summary = "a grade is outside its scale"

  func findings(in cohort: Cohort) -> [Finding] {
    cohort.checkedLinked.flatMap { table -> [Finding] in
      guard let name = cohort.column(playing: .grade, inTable: table.name), let column = table.table.columns[name]
      else {
        return []
      }
      var outside = ConcernedRows()
      var none = ConcernedRows()
      var written = ConcernedRows()
      for row in 0..<column.count where column.validity[row] {
        switch Self.kind(column, row) {
        case .grade: break
        case .none: none.add(row)
        case .written: written.add(row, column[row].description)
        case .outside: outside.add(row, column[row].description)
        }
      }
      return [
        outside.isEmpty
          ? nil
          : table.finding(.error, self.name, "\"\(name)\" is not a whole grade from 1 to 5", column: name, outside),
        none.isEmpty
          ? nil
          : table.finding(
            .warning, self.name, "\"\(name)\" is 0, which is no event", column: name, none,
            advice: "analyses of adverse events take grades from 1 to 5"),
        written.isEmpty
          ? nil
          : table.finding(
            .note, self.name, "\"\(name)\" is written in words around a number", column: name, written,
            advice: "it is read as that number"),
      ].compactMap(\.self)
    }
  }

  private enum Kind {
    case grade, none, written, outside
  }

  private static func kind(_ column: Column, _ row: Int) -> Kind {
    switch column.storage {
    case .integer(let values): kind(Double(values[row]))
    case .number(let values): kind(values[row])
    case .category(let values): kind(values.levels[Int(values.codes[row])])
    case .text(let values): values.range(row).isEmpty ? .grade : kind(values[row])
    default: .outside
    }
  }

  private static func kind(_ grade: Double) -> Kind {
    grade == 0 ? .none : grade >= 1 && grade <= 5 && grade == grade.rounded() ? .grade : .outside
  }

  private static func kind(_ text: String) -> Kind {
    let text = text.lowercased()
    if let number = Double(text) { return kind(number) }
    let words = text.filter { $0.isLetter }
    if ["mild", "moderate", "severe", "lifethreatening", "fatal", "death"].contains(words) { return .grade }
    let isPrefixed = text.hasPrefix("grade") || text.hasPrefix("g")
    guard isPrefixed, let number = Int(text.drop { $0.isLetter || $0 == " " }) else { return .outside }
    return kind(Double(number)) == .grade ? .written : kind(Double(number))
  }
}
