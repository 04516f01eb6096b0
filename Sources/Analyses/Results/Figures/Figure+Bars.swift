extension Figure.Chart.Panel {
  /// Bars that fill 100 % each: how the subjects of each group are shared out among the series.
  ///
  /// A group of nobody has no bar.
  ///
  /// - Parameters:
  ///   - counts: For each group, how many subjects each series has.
  ///   - groups: The names of the groups, in order.
  ///   - direction: Along what the bars lie.
  ///   - title: What tells the panel from others.
  ///   - label: What the shares are of, such as "Subjects".
  ///   - groupLabel: What the groups are, such as "Trial".
  ///   - annotations: Statements that stand above the bars.
  /// - Returns: The panel; its series are those of the counts, and its bars have their shares written in them.
  public static func shares(
    of counts: [[Int]], groups: [String], direction: Figure.Chart.Direction = .horizontal, title: String = "",
    label: String = "Subjects", groupLabel: String = "", annotations: [Figure.Annotation] = []
  ) -> Figure.Chart.Panel {
    let rows = counts.enumerated().map { (place: Double($0), counts: $1, total: $1.reduce(0, +)) }
    let shown = rows.filter { $0.total > 0 }
    let series = counts.map(\.count).max() ?? 0
    let marks = (0..<series).map { place -> Figure.Chart.Mark in
      let parts = shown.filter { place < $0.counts.count && $0.counts[place] > 0 }
      func share(_ count: Int, _ total: Int) -> Double { Double(count) / Double(total) }
      let shape = Figure.Chart.Shape.bars(
        direction, at: parts.map(\.place), from: parts.map { share($0.counts[..<place].reduce(0, +), $0.total) },
        to: parts.map { share($0.counts[...place].reduce(0, +), $0.total) },
        labels: .init(parts.map { .number(share($0.counts[place], $0.total)) }, .proportion, at: .middle))
      return .init(shape, series: place)
    }
    let shares = Figure.Axis(label, limits: .init(0, 1), format: .proportion)
    let names = Figure.Axis(groupLabel, scale: .categories(groups))
    return direction == .horizontal
      ? .init(title: title, x: shares, y: names, marks: marks, annotations: annotations)
      : .init(title: title, x: names, y: shares, marks: marks, annotations: annotations)
  }

  /// Bars back to back: two groups on the two sides of 0, row by row, the sum of each side written at its end.
  ///
  /// With one series the two sides take the first two colours. With several, such as grades, bars are stacked outwards from 0 and
  /// both sides take the colours of the series.
  ///
  /// - Parameters:
  ///   - rows: The names of the rows, from top to bottom.
  ///   - sides: The names of the two sides.
  ///   - left: For each row, the number of each series on the left; none below 0.
  ///   - right: For each row, the number of each series on the right.
  ///   - axis: What the numbers are; its format is that of the sums, too.
  ///   - title: What tells the panel from others.
  ///   - annotations: Statements that stand above the bars.
  /// - Returns: The panel.
  public static func backToBack(
    rows: [String], sides: Figure.Axis.Sides, left: [[Double]], right: [[Double]], axis: Figure.Axis,
    title: String = "", annotations: [Figure.Annotation] = []
  ) -> Figure.Chart.Panel {
    var axis = axis
    axis.sides = sides
    let series = max(left.map(\.count).max() ?? 0, right.map(\.count).max() ?? 0)
    let marks = [(left, -1.0), (right, 1.0)].enumerated().flatMap { side, values in
      (0..<series).map { place -> Figure.Chart.Mark in
        let (numbers, sign) = values
        let present = numbers.indices.filter { place < numbers[$0].count }
        func sum(_ row: Int, below end: Int) -> Double { numbers[row][..<end].reduce(0, +) }
        // The sum stands at the end of the outermost part.
        let isLast = place == series - 1
        let sums = present.map { Quantity.number(sum($0, below: numbers[$0].count)) }
        let shape = Figure.Chart.Shape.bars(
          .horizontal, at: present.map { Double($0) }, from: present.map { sign * sum($0, below: place) },
          to: present.map { sign * sum($0, below: place + 1) },
          labels: isLast ? .init(sums, axis.format, at: .end) : nil)
        return .init(shape, series: series > 1 ? place : side)
      }
    }
    return .init(
      title: title, x: axis, y: .init("", scale: .categories(rows)), marks: marks, annotations: annotations)
  }
}
