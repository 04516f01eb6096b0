import Cohorts
import OrderedCollections

extension CohortFolder {
  /// The texts that are declared as missing and never occur, each with the nearest that does.
  ///
  /// - Parameter tables: The tables as they were read, the subjects first.
  func findingsOfMissing(_ tables: [ReadTable]) -> [Finding] {
    var met: Set<String> = []
    var findings: [Finding] = []
    for read in tables {
      let entries = read.table.name == subjects.name ? columns : linkedColumns[read.table.name] ?? []
      for (name, column) in read.table.columns {
        let own = Set(column.reasons?.counts.map(\.reason) ?? [])
        met.formUnion(own)
        guard let entry = entries.first(where: { $0.name == name }) else { continue }
        findings += entry.request.missing.filter { Self.isUnmet($0, own) }.map { text in
          let nearest = Nearest.name(to: text, among: column.categoryLevels ?? [])
          return Self.unmet("\"\(text)\" is declared as missing in \"\(name)\"", nearest, table: read.table.name, name)
        }
      }
    }
    let unmet = (missing?.texts ?? []).filter { Self.isUnmet($0, met) }
    return findings + unmet.map { Self.unmet("\"\($0)\" is declared as missing in all columns", nil) }
  }

  /// Whether a text does not occur; what is missing in any file of text says nothing.
  private static func isUnmet(_ text: String, _ met: Set<String>) -> Bool {
    !met.contains(text) && !MissingToken.isToken(text)
  }

  private static func unmet(_ words: String, _ nearest: String?, table: String? = nil, _ column: String? = nil)
    -> Finding
  {
    Finding(
      .warning, check: "declared_missing",
      "\(words), and never occurs" + (nearest.map { "; did you mean \"\($0)\"?" } ?? ""), table: table, column: column)
  }
}
