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
          // Whole percentages and durations have a decimal where others have.
          texts[place.format, default: []].append((text, format == .proportion || format == .duration))
        }
      }
      return texts
    }
    let together = rounding.together(texts.flatMap(\.values).joined().map(\.text))
    return zip(layout.columns, texts).map { column, texts in
      let statistics = statistics(of: column, in: layout)
      let ratios = estimates(of: column, in: layout, .ratio)
      let estimates = estimates(of: column, in: layout, .statistic)
      return texts.mapValues { texts in
        var formatting = self
        formatting.rounding = ratios.isEmpty ? together : together.together(ratios: ratios)
        formatting.rounding.keepsDecimal = texts.contains { $0.keepsDecimal && $0.text.contains(".") }
        formatting.rounding.statisticDecimals = rounding.decimals(ofStatistics: statistics)
        formatting.rounding.estimateDecimals = rounding.decimals(ofEstimates: estimates)
        return formatting
      }
    }
  }

  /// The estimates of a column that are written so, each with its limits; of statistics that stand alone none, which have a rule of
  /// their own.
  private func estimates(
    of column: TableLayout.Column, in layout: TableLayout, _ format: TableLayout.Format
  ) -> [[Double]] {
    layout.lines.compactMap { line in
      let place = Place(line, column)
      let statistics = place.cell.formats(format)
      guard place.format == format, format == .ratio || statistics.count > 1 else { return nil }
      return statistics.compactMap { row($0.0, at: place)?.value.double }
    }
  }

  /// The values of a column that holds one statistic throughout; none where it holds several.
  private func statistics(of column: TableLayout.Column, in layout: TableLayout) -> [Double] {
    guard column.format == .statistic, case .value(let statistic) = column.cell,
      column.keepsOwn || layout.lines.allSatisfy({ $0.cell == nil && $0.format == nil })
    else { return [] }
    return layout.lines.compactMap { line in
      guard case .number(let number) = row(statistic, at: Place(line, column))?.value else { return nil }
      return number
    }
  }
}

extension TableLayout.Cell {
  /// The statistics that the cell shows, each with how it is written.
  fileprivate func formats(_ format: TableLayout.Format) -> [(String, TableLayout.Format)] {
    guard case .share(_, _, let proportion) = self else { return statistics.map { ($0, format) } }
    return statistics.map { ($0, $0 == proportion ? .proportion : .count) }
  }
}
