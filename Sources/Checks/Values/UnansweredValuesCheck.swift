import Cohorts
import OrderedCollections

/// Finds texts such as `unknown` and `not done` that count as values: in denominators, and as groups of their own.
///
/// Not so where somebody has declared the levels, or a vocabulary that knows the text. Of a linked table those columns are looked at
/// that analyses find by what they are for.
struct UnansweredValuesCheck: DataCheck {
  let name = "unanswered_values"
  let summary = "texts such as unknown count as values"
  let altersNumbers = true

  func findings(in cohort: Cohort) -> [Finding] {
    cohort.checkedTables.flatMap { table in
      table.variables.compactMap { name, column in
        guard name != cohort.dictionary.trial, table.descriptions[name]?.derivation == nil,
          table.isSubjects || cohort.hasRole(name, in: table.name)
        else { return nil }
        let vocabulary = table.descriptions[name]?.vocabulary.flatMap(cohort.dictionary.vocabulary)
        let found = column.unansweredValues.filter { vocabulary?.level(of: $0.text) == nil }
        guard let first = found.first else { return nil }
        let words = found.map { "\"\($0.text)\" in \(table.counted($0.rows))" }.joined(separator: ", ")
        let list = found.map { Self.quoted($0.text) }.joined(separator: ", ")
        let path = (table.isSubjects ? ["columns"] : ["linked", table.name]) + [name]
        let section = path.map(Self.key).joined(separator: ".")
        let total = found.reduce(0) { $0 + $1.rows }
        return Finding(
          .warning, check: self.name,
          "\"\(name)\" holds \(words), which \(found.count == 1 ? "counts as a value" : "count as values"): declare "
            + "missing = [\(list)] under [\(section)] in cohort.toml, or name \(found.count == 1 ? "it" : "them") in levels",
          table: table.name, row: first.row + 1, subject: table.subject(first.row), column: name, count: total)
      }
    }
  }

  private static func key(_ name: String) -> String {
    let isBare = name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }
    return isBare && !name.isEmpty ? name : quoted(name)
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}

extension Cohort {
  /// Whether analyses find a column of a linked table by what it is for.
  fileprivate func hasRole(_ column: String, in table: String) -> Bool {
    ColumnRole.allCases.contains { self.column(playing: $0, inTable: table) == column }
  }
}
