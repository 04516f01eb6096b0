internal import Analyses
internal import Cohorts

/// The axis of time under lanes: how far it goes, and where and how it is labelled.
struct LanesAxis {
  /// The first and the last time shown, in the unit of the figure.
  let low: Double
  let end: Double
  let ticks: [(time: Double, label: String)]
  /// What the axis shows, such as "Months since CAR-T infusion".
  let label: String

  /// The axis of all lanes.
  init(_ lanes: Figure.Lanes, rounding: Rounding) {
    let times = lanes.lanes.flatMap { lane in
      lane.segments.flatMap { [$0.from, $0.to] } + lane.marks.map(\.at)
    }.filter { $0.isFinite && $0.magnitude < 1e15 }
    let low = min(times.min() ?? 0, 0)
    let greatest = times.max() ?? 0
    let end = max(greatest, low + (greatest > low ? 0 : lanes.axisUnit.convert(1, to: lanes.unit)))
    let positive = Figure.ticks(to: max(end, -low), unit: lanes.unit, axisUnit: lanes.axisUnit)
    let negative = low < 0 ? positive.dropFirst().reversed().map { -$0 } : []
    ticks = (negative + positive).filter { $0 >= low && $0 <= end }.map { time in
      (time, rounding.upTo(lanes.unit.convert(time, to: lanes.axisUnit), decimals: 2))
    }
    (self.low, self.end) = (low, end)
    let unit = lanes.axisUnit.rawValue
    let name = unit.prefix(1).uppercased() + unit.dropFirst()
    label = lanes.origin.isEmpty ? name : "\(name) since \(lanes.origin.neutralised)"
  }

  /// How far along the axis a time is, from 0 to 1; `nil` for what has no place.
  func fraction(_ time: Double) -> Double? {
    time.isFinite ? min(max((time - low) / (end - low), 0), 1) : nil
  }
}

extension Figure.Lanes.Lane {
  /// The last time of which it knows; `nil` where it knows none.
  var end: Double? { (segments.map(\.to) + marks.map(\.at)).filter(\.isFinite).max() }
}

extension Figure.Lanes {
  /// What the lanes show, in words, for those who do not see them.
  func description(_ rounding: Rounding) -> String {
    func number(_ count: Int) -> String { rounding.grouped(String(count)) }
    var parts = ["\(number(lanes.count)) lanes over \(LanesAxis(self, rounding: rounding).label.lowercasedFirst)."]
    let with = series.enumerated().map { place, name in
      "\(name.neutralised) in \(number(lanes.count { $0.segments.contains { $0.series == place } }))"
    }
    let marked = events.enumerated().map { place, name in
      "\(name.neutralised) in \(number(lanes.count { $0.marks.contains { $0.event == place } }))"
    }
    if !with.isEmpty || !marked.isEmpty { parts.append("Of them, \((with + marked).joined(separator: ", ")).") }
    let ongoing = lanes.count(where: \.isOngoing)
    if ongoing > 0 { parts.append("Ongoing: \(number(ongoing)).") }
    return parts.joined(separator: " ")
  }

  /// The course of a lane in words, such as "Remission day 0 to 90; relapse day 90; ongoing".
  func course(of lane: Lane, _ rounding: Rounding) -> String {
    func time(_ time: Double) -> String { rounding.upTo(unit.convert(time, to: axisUnit), decimals: 1) }
    func name(_ names: [String], _ place: Int) -> String {
      names.indices.contains(place) ? names[place].neutralised : "\(place + 1)"
    }
    let segments = lane.segments.map { segment in
      let range = "\(time(segment.from)) to \(time(segment.to))"
      return segment.series.map { "\(name(series, $0)) \(range)" } ?? range
    }
    let marks = lane.marks.map { "\(name(events, $0.event)) at \(time($0.at))" }
    return (segments + marks + (lane.isOngoing ? ["ongoing"] : [])).joined(separator: "; ")
  }
}

extension String {
  /// The text with its first letter small.
  fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
