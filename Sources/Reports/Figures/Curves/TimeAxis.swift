internal import Analyses
internal import Cohorts

/// The horizontal axis of step curves: how far it goes, and where and how it is labelled.
struct TimeAxis {
  /// The last time shown, in the unit of the figure: the same in all its panels.
  let end: Double
  /// The labelled times in the unit of the figure, each with the place of its number at risk.
  let ticks: [Tick]
  /// What the axis shows, such as "Months since CAR-T infusion".
  let label: String

  /// A labelled time.
  struct Tick: Sendable, Hashable {
    /// The time in the unit of the figure.
    var time: Double
    /// The time in the unit of the axis, as text.
    var label: String
    /// Which column of the numbers at risk belongs to it.
    var place: Int
  }

  /// The axis of a panel.
  init(_ panel: CurvesPanel, rounding: Rounding) {
    let ends = panel.curves.map(\.end) + panel.riskTable.times
    let others = panel.figure.panels.flatMap { $0.curves.map(\.end) + $0.riskTable.times }
    end = max(ends.max() ?? 0, others.max() ?? 0, .leastNormalMagnitude)
    ticks = panel.riskTable.times.enumerated().map { place, time in
      let shown = panel.unit.convert(time, to: panel.axisUnit)
      return Tick(time: time, label: rounding.upTo(shown, decimals: 2), place: place)
    }
    let unit = panel.axisUnit.rawValue
    let name = unit.prefix(1).uppercased() + unit.dropFirst()
    label = panel.origin.isEmpty ? name : "\(name) since \(panel.origin.neutralised)"
  }

  /// How far along the axis a time is, from 0 to 1.
  func fraction(_ time: Double) -> Double { time.isFinite ? min(max(time / end, 0), 1) : 1 }
}
