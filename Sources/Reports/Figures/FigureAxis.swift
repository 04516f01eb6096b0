internal import Analyses
internal import Cohorts

/// The horizontal axis of a figure: how far it goes, and where and how it is labelled.
struct FigureAxis {
  /// The last time shown, in the unit of the figure.
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
    /// Which column of the number-at-risk table belongs to it.
    var place: Int
  }

  /// The axis of a figure.
  init(_ figure: CurvesPanel, rounding: Rounding) {
    let times = figure.riskTable.times
    end = max(figure.curves.map(\.end).max() ?? 0, times.last ?? 0, .leastNormalMagnitude)
    ticks = times.enumerated().map { place, time in
      let shown = figure.unit.convert(time, to: figure.axisUnit)
      return Tick(time: time, label: rounding.upTo(shown, decimals: 2), place: place)
    }
    let unit = figure.axisUnit.rawValue
    let name = unit.prefix(1).uppercased() + unit.dropFirst()
    label = figure.origin.isEmpty ? name : "\(name) since \(figure.origin.neutralised)"
  }

  /// How far along the axis a time is, from 0 to 1.
  func fraction(_ time: Double) -> Double { min(max(time / end, 0), 1) }
}

extension Figure.Curve {
  /// The height at a time, which must not lie before the start.
  func height(at time: Double) -> Double {
    var low = 0
    var high = self.time.count
    while low < high {
      let middle = (low + high) / 2
      if self.time[middle] <= time { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? 1 : estimate.indices.contains(low - 1) ? estimate[low - 1] : 1
  }
}

extension Figure.Annotation {
  /// The statement in words, such as "Log-rank test: p = 0.034".
  func words(_ rounding: Rounding) -> String {
    let label = label.neutralised
    guard let text = rounding.written(value, as: format) else {
      return "\(label): not estimable (\((value.reason ?? "").neutralised))"
    }
    guard format == .pValue else { return "\(label): \(text)" }
    return "\(label): p "
      + (text.first == "<" || text.first == ">" ? "\(text.prefix(1)) \(text.dropFirst())" : "= \(text)")
  }
}
