import Analyses
import Cohorts
import Lua
import OrderedCollections

/// A toxicity scale as a script declares it: for each grade the condition under which it is that one or a higher one.
///
/// The grade is the highest whose condition holds; 0 where none does, and missing where it is unknown whether a higher one holds.
struct ToxicityScale {
  static let function = "workbench.toxicity_scale"

  let name: String
  private let label: String?
  private let table: String?
  private let column: String
  private let grades: [String]

  init(_ value: LuaValue) throws {
    let fields = try Fields(
      value, at: Self.function, known: ["name", "label", "table", "column", "grades"],
      such: "{ name = \"neutropenia\", grades = { \"neutrophils < 1.5\", \"neutrophils < 1\" } }")
    name = try fields.text("name", "what it is called.")
    label = try fields.text("label")
    table = try fields.text("table")
    column = try fields.text("column") ?? name
    grades = try fields.texts("grades")
    guard !grades.isEmpty else {
      throw fields.missing(
        "grades", "the condition of grade 1, of grade 2 and so on, such as { \"neutrophils < 1.5\" }.")
    }
    guard grades.count <= 5 else {
      throw fields.fault("\"grades\" has \(grades.count) conditions, where 5 are the most")
    }
  }

  /// The cohort with a column of the grades.
  func added(to cohort: Cohort) throws -> Cohort {
    let taken = table.map { cohort.linked[$0]?.table.columns[column] != nil } ?? cohort.columnNames.contains(column)
    if taken {
      throw CallError.rowNameTaken(
        "toxicity scale \"\(name)\"", column, holder: table.map { "table \"\($0)\"" } ?? "cohort \"\(cohort.name)\"")
    }
    let label = label ?? name
    guard let table else { return try cohort.deriving(column, from: expression, label: label) }
    return try cohort.derivingRows(table: table, definitions: [column: expression], labels: [column: label])
  }

  private var expression: String {
    grades.enumerated().reduce("0") { lower, grade in "if_else(\(grade.element), \(grade.offset + 1), \(lower))" }
  }
}
