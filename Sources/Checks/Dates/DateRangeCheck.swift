import Cohorts

/// Finds dates before 1900 and after 2100.
struct DateRangeCheck: DataCheck {
  let name = "date_range"
  let summary = "a date is before 1900 or after 2100"

  /// 1900-01-01 and 2100-12-31, in days since 1970-01-01.
  private static let range = -25_567.0...47_846.0

  func findings(in cohort: Cohort) -> [Finding] {
    cohort.checkedTables.flatMap { table in
      table.variables.compactMap { name, column in
        guard let days = DayColumn(name, column), days.axis == .calendar else { return nil }
        var rows = ConcernedRows()
        for row in days.earliest.indices
        where days.latest[row] < Self.range.lowerBound || days.earliest[row] > Self.range.upperBound {
          rows.add(row, days.words(row))
        }
        guard !rows.isEmpty else { return nil }
        return table.finding(.warning, self.name, "\"\(name)\" is before 1900 or after 2100", column: name, rows)
      }
    }
  }
}

/// Counts dates of which the day, or the month too, is left out.
struct PartialDatesCheck: DataCheck {
  let name = "partial_dates"
  let summary = "dates are partly given"

  func findings(in cohort: Cohort) -> [Finding] {
    cohort.checkedTables.flatMap { table in
      table.variables.compactMap { name, column in
        guard let dates = ISODates(column), dates.isMostlyDates, dates.partial > 0,
          let first = (0..<column.count).first(where: { (dates[$0]?.precision.rawValue ?? 3) < 2 })
        else { return nil }
        let counts = [("the year", 0), ("the month", 1)].filter { dates.counts[$0.1] > 0 }
          .map { "\(dates.counts[$0.1]) to \($0.0)" }.joined(separator: ", ")
        let total = dates.counts.reduce(0, +)
        return Finding(
          .note, check: self.name,
          "\"\(name)\": of \(total) dates \(dates.partial) are given in part (\(counts)); they are kept as written, and "
            + "impute_date(\(name), 'first') completes them where a script asks for it",
          table: table.name, row: first + 1, subject: table.subject(first), column: name, count: dates.partial)
      }
    }
  }
}
