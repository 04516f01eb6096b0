internal import Analyses

extension TableFormatting {
  /// A formatting for each column and each format in it, by which its numbers are written as those about them are:
  /// thousands are marked throughout a table, and a decimal that one number of a column has, all of that format have.
  func alike(_ layout: TableLayout) -> [[TableLayout.Format: TableFormatting]] {
    let texts = layout.columns.map { column in
      var texts: [TableLayout.Format: [(text: String, keepsDecimal: Bool)]] = [:]
      for line in layout.lines {
        let place = Place(line, column)
        for (statistic, format) in place.cell.formats(place.format) {
          guard let row = row(statistic, at: place), !row.value.isText else { continue }
          guard let text = rounding.written(row.value, as: format) else { continue }
          texts[place.format, default: []].append((text, place.cell.keepsDecimal(format)))
        }
      }
      return texts
    }
    let together = rounding.together(texts.flatMap(\.values).joined().map(\.text))
    return texts.map { texts in
      texts.mapValues { texts in
        var formatting = self
        formatting.rounding = together
        formatting.rounding.keepsDecimal = texts.contains { $0.keepsDecimal && $0.text.contains(".") }
        return formatting
      }
    }
  }
}

extension TableLayout.Cell {
  /// Whether whole numbers of a format have a decimal here where others have: percentages, and durations with intervals.
  fileprivate func keepsDecimal(_ format: TableLayout.Format) -> Bool {
    if case .value = self { format == .proportion } else { format == .proportion || format == .duration }
  }

  /// The statistics that the cell shows, each with how it is written.
  fileprivate func formats(_ format: TableLayout.Format) -> [(String, TableLayout.Format)] {
    guard case .share(_, _, let proportion) = self else { return statistics.map { ($0, format) } }
    return statistics.map { ($0, $0 == proportion ? .proportion : .count) }
  }
}
