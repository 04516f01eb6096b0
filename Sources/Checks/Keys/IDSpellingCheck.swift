import Cohorts
import OrderedCollections

/// Finds subject ids with spaces around them, and ids that only spaces, case or hyphens tell apart.
struct IDSpellingCheck: DataCheck {
  let name = "id_spelling"
  let summary = "subject ids are written in two ways"
  let altersNumbers = true

  func findings(in cohort: Cohort) -> [Finding] {
    let table = cohort.checkedSubjects
    guard let ids = table.table.columns[table.subjectID], case .text(let texts) = ids.storage else { return [] }
    var spaced = ConcernedRows()
    var alike = ConcernedRows()
    var spellings = EqualRows(count: texts.count)
    var (plain, other): ([UInt8], [UInt8]) = ([], [])
    for row in 0..<texts.count where ids.validity[row] {
      let bytes = texts.bytes[texts.range(row)]
      if bytes.first == UInt8(ascii: " ") || bytes.last == UInt8(ascii: " ") {
        spaced.add(row, "written \"\(texts[row])\"")
      }
      Spelling.plain(bytes, into: &plain)
      let first = spellings.first(row, hash: Spelling.hash(plain)) { earlier in
        Spelling.plain(texts.bytes[texts.range(earlier)], into: &other)
        return plain == other
      }
      if let first { alike.add(row, "beside \(texts[first])") }
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

/// Finds subject ids that stand twice in a table whose rows were numbered as subjects for that reason.
struct RepeatedIDsCheck: DataCheck {
  let name = "repeated_ids"
  let summary = "rows are taken as subjects, and ids stand twice"

  func findings(in cohort: Cohort) -> [Finding] {
    let table = cohort.checkedSubjects
    guard SubjectIDName.place(of: table.subjectID) == nil,
      let name = SubjectIDName.candidates(among: table.table.columns.keys).first,
      let column = table.table.columns[name]
    else { return [] }
    var seen: Set<Value> = []
    var rows = ConcernedRows()
    for row in 0..<column.count where column.validity[row] {
      if !seen.insert(column[row]).inserted { rows.add(row, column[row].description) }
    }
    guard !rows.isEmpty else { return [] }
    return [
      table.finding(
        .warning, self.name, "\"\(name)\" is the same as in an earlier row, and every row is taken as a subject",
        column: name, rows)
    ]
  }
}
