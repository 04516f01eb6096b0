internal import Analyses
internal import Cohorts

/// One panel of step curves, with what it shares with the others of its figure.
struct CurvesPanel {
  var figure: Figure.Curves
  var panel: Figure.Curves.Panel
  /// The place of the panel among those of its figure.
  let place: Int
  /// Whether it is drawn as a picture of its own.
  var isAlone = false

  var yLabel: String { figure.yLabel }
  var unit: TimeUnit { figure.unit }
  var axisUnit: TimeUnit { figure.axisUnit }
  var origin: String { panel.origin }
  var curves: [Figure.Curve] { panel.curves }
  var riskTable: Figure.RiskTable { panel.riskTable }
  var annotations: [Figure.Annotation] { panel.annotations }

  /// The panels of a figure; none where it shows no curves.
  static func all(of figure: Figure) -> [CurvesPanel] { figure.curves.map(all) ?? [] }

  /// The panels of a figure of curves.
  static func all(of curves: Figure.Curves) -> [CurvesPanel] {
    curves.panels.enumerated().map { CurvesPanel(figure: curves, panel: $1, place: $0) }
  }

  /// Whether the groups are those of the first panel, whose legend then holds for this one too.
  var sharesLegend: Bool {
    !isAlone && place > 0 && figure.panels[0].curves.map(\.group) == curves.map(\.group)
  }

  /// The height of a curve before its first step.
  func initial(_ curve: Figure.Curve) -> Double { curve.initial ?? (figure.direction == .falling ? 1 : 0) }

  /// The height of a curve at a time, which must not lie before its start.
  func height(_ curve: Figure.Curve, at time: Double) -> Double {
    curve.place(of: time).map { curve.estimate[$0] } ?? initial(curve)
  }

  /// A limit of a curve at a time, or the curve itself where it has none.
  func bound(_ curve: Figure.Curve, _ limits: [Double?], at time: Double) -> Double {
    let height = height(curve, at: time)
    guard let place = curve.place(of: time), place < limits.count else { return height }
    return limits[place] ?? height
  }
}

extension CurvesPanel {
  /// One kind of numbers under the axis: a head, and for each curve its numbers as text.
  struct Block: Sendable, Hashable {
    var head: String
    var rows: [[String]]
  }

  /// The numbers under the axis; none where there are none.
  func blocks(_ rounding: Rounding) -> [Block] {
    let table = riskTable
    let parts = [
      ("Number at risk", table.atRisk), ("Cumulative events", table.events), ("Cumulative censored", table.censored),
    ]
    let together = rounding.together(parts.flatMap { $0.1.joined() }.map { rounding.written($0, as: .count) })
    return parts.compactMap { head, numbers in
      guard !curves.isEmpty, numbers.contains(where: { !$0.isEmpty }) else { return nil }
      let rows = zip(curves, numbers).map { curve, numbers in
        zip(table.times, numbers).map { time, number in
          // Before the curve begins nobody was counted.
          time < curve.start && number == 0 ? "\u{2013}" : together.written(number, as: .count)
        }
      }
      return Block(head: head, rows: rows)
    }
  }
}

extension Figure.Curve {
  /// The last step at or before a time; `nil` before the first.
  func place(of time: Double) -> Int? {
    var low = 0
    var high = min(self.time.count, estimate.count)
    while low < high {
      let middle = (low + high) / 2
      if self.time[middle] <= time { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : low - 1
  }
}
