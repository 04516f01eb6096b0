internal import Analyses

/// A forest plot whose numbers have become text, but which is not yet drawn or set as a table.
struct FormattedForest {
  /// A column of texts.
  struct Column: Sendable, Hashable {
    var header: String
    var cells: [String]
    var isNumber: Bool
  }

  /// The columns between the labels and the plot.
  let left: [Column]
  /// The estimates with their intervals.
  let estimates: Column
  /// The columns after the estimates: the weights, where they are shown, and others.
  let right: [Column]
  /// For each line, the statements that stand under it.
  let statements: [[String]]
  /// The statements that stand under all lines.
  let closing: [String]

  /// The texts of a forest plot.
  init(_ forest: Figure.Forest, rounding: Rounding) {
    let lines = forest.lines
    let counts = forest.columns.indices.flatMap { column in
      lines.compactMap { line in line.cell(column).flatMap { rounding.written($0, as: forest.columns[column].format) } }
    }
    let together = rounding.together(counts)
    func column(_ place: Int) -> Column {
      let column = forest.columns[place]
      var policy = together
      // A decimal that one number of a column has, all have.
      policy.keepsDecimal =
        column.format != .count
        && lines.contains { $0.cell(place).flatMap { rounding.written($0, as: column.format) }?.contains(".") == true }
      let cells = lines.map { line in line.cell(place).map { policy.aligned($0, as: column.format) } ?? "" }
      return Column(header: column.header.neutralised, cells: cells, isNumber: column.format != .text)
    }
    func columns(_ side: Figure.Forest.Column.Side) -> [Column] {
      forest.columns.indices.filter { forest.columns[$0].side == side }.map(column)
    }
    left = columns(.left)
    let level = forest.level.map { " (\(rounding.upTo($0 * 100, decimals: 2))%\u{A0}CI)" } ?? ""
    let estimated =
      forest.axis.format == .ratio
      ? rounding.together(
        ratios: lines.map { line in
          [line.estimate, line.interval?.lower, line.interval?.upper].compactMap { $0?.double }
        }) : rounding
    estimates = Column(
      header: forest.axis.label.neutralised + level,
      cells: lines.map { line in
        line.estimate == nil && line.interval == nil
          ? "" : estimated.estimate(line.estimate, line.interval, as: forest.axis.format)
      }, isNumber: true)
    let weights = forest.weightHeader.map { header in
      let shares = forest.shares
      return Column(
        header: header.neutralised, cells: shares.map { $0.map(rounding.percent) ?? "" }, isNumber: true)
    }
    right = [weights].compactMap(\.self) + columns(.right)
    statements = lines.map { $0.annotations.map { $0.words(rounding) } }
    closing = forest.annotations.map { $0.words(rounding) }
  }

  /// All columns beside the labels, in order.
  var columns: [Column] { left + [estimates] + right }
}

extension Rounding {
  /// A value as it stands in a column of others; `NE` where it is not estimable.
  fileprivate func aligned(_ value: Quantity, as format: TableLayout.Format) -> String {
    guard format == .duration, let number = value.double else { return written(value, as: format) ?? "NE" }
    return alike([number], as: format).first ?? "NE"
  }
}

extension Figure.Forest {
  /// The weight of each estimate as a share of them all; `nil` where it has none.
  ///
  /// Pooled estimates have the weight that they are given, or none.
  var shares: [Double?] {
    let sum = lines.reduce(0) { $0 + ($1.kind == .estimate ? $1.weight ?? 0 : 0) }
    return lines.map { line in line.weight.flatMap { sum > 0 ? $0 / sum : nil } }
  }
}

extension Figure.Forest.Line {
  /// How deeply the label is indented, within what can be shown.
  var depth: Int { min(max(indent, 0), 6) }

  /// The value in a column; `nil` for an empty cell.
  func cell(_ column: Int) -> Quantity? { column < cells.count ? cells[column] : nil }
}
