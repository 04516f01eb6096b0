import Cohorts
import OrderedCollections

/// Finds subject ids with spaces around them, and ids that only spaces, case or hyphens tell apart.
struct IDSpellingCheck: DataCheck {
  let name = "id_spelling"
  let summary = "subject ids are written in two ways"

  func findings(in cohort: Cohort) -> [Finding] {
    let table = cohort.checkedSubjects
    guard let ids = table.table.columns[table.subjectID], case .text(let texts) = ids.storage else { return [] }
    var spaced = ConcernedRows()
    var alike = ConcernedRows()
    var first: [String: Int] = [:]
    first.reserveCapacity(texts.count)
    for row in 0..<texts.count where ids.validity[row] {
      let bytes = texts.bytes[texts.range(row)]
      if bytes.first == UInt8(ascii: " ") || bytes.last == UInt8(ascii: " ") {
        spaced.add(row, "written \"\(texts[row])\"")
      }
      if let other = first.updateValue(row, forKey: Spelling.plain(texts[row])) {
        alike.add(row, "beside \(texts[other])")
      }
    }
    var findings: [Finding] = []
    if !spaced.isEmpty {
      findings.append(
        table.finding(.warning, name, "the id has spaces before or after it", column: table.subjectID, spaced))
    }
    if !alike.isEmpty {
      findings.append(
        table.finding(
          .warning, name, "the id is like another one but for case, spaces or hyphens", column: table.subjectID, alike))
    }
    return findings
  }
}
