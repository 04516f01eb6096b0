import Cohorts
import OrderedCollections

/// Finds what ends before it begins: adverse events, treatments, times to event.
///
/// The two columns are told by their roles, or by names that differ as those of a start and an end do: `ASTDT` and `AENDT`,
/// `TRTSDT` and `TRTEDT`, `onset_day` and `end_day`.
struct EndBeforeStartCheck: DataCheck {
  let name = "end_before_start"
  let summary = "an end is before its start"

  func findings(in cohort: Cohort) -> [Finding] {
    cohort.checkedTables.flatMap { table in
      var isTold = [Bool](repeating: false, count: table.table.count)
      return pairs(table, cohort).compactMap { finding(table, $0.start, $0.end, &isTold) }
    }
  }

  private func pairs(_ table: CheckedTable, _ cohort: Cohort) -> [(start: String, end: String)] {
    var pairs: [(start: String, end: String)] = []
    for start in table.table.columns.keys {
      for (begin, end) in Self.endings where start.hasSuffix(begin) {
        let partner = start.dropLast(begin.count) + end
        if table.table.columns[String(partner)] != nil { pairs.append((start, String(partner))) }
      }
      for (begin, end) in Self.beginnings where start.hasPrefix(begin) {
        let partner = end + start.dropFirst(begin.count)
        if table.table.columns[partner] != nil { pairs.append((start, partner)) }
      }
    }
    if table.table.columns["STARTDT"] != nil, table.table.columns["ADT"] != nil { pairs.append(("STARTDT", "ADT")) }
    if let start = cohort.column(playing: .onset, inTable: table.name),
      let end = cohort.column(playing: .end, inTable: table.name), !pairs.contains(where: { $0 == (start, end) })
    {
      pairs.append((start, end))
    }
    return pairs
  }

  private static let endings = [
    ("STDT", "ENDT"), ("STDTC", "ENDTC"), ("STDTM", "ENDTM"), ("STDY", "ENDY"), ("SDT", "EDT"), ("SDTM", "EDTM"),
    ("_start", "_end"), ("_start_date", "_end_date"), ("_start_day", "_end_day"),
  ]

  private static let beginnings = [("start_", "end_"), ("onset_", "end_")]

  private func finding(
    _ table: CheckedTable, _ start: String, _ end: String, _ isTold: inout [Bool]
  ) -> Finding? {
    guard let starts = table.table.columns[start].flatMap({ DayColumn(start, $0) }),
      let ends = table.table.columns[end].flatMap({ DayColumn(end, $0) }), starts.axis == ends.axis
    else { return nil }
    var rows = ConcernedRows()
    for row in isTold.indices where ends.latest[row] < starts.earliest[row] && !isTold[row] {
      isTold[row] = true
      rows.add(row, "\(starts.words(row)) to \(ends.words(row))")
    }
    guard !rows.isEmpty else { return nil }
    return table.finding(.error, name, "\"\(end)\" is before \"\(start)\"", column: end, rows)
  }
}
