internal import Analyses

extension Figure {
  /// What is wrong with it: numbers that are not finite, and lists that belong together but differ in length.
  var faults: [String] {
    var faults: Set<String> = []
    let (numbers, lengths) = content.parts
    if !numbers.allSatisfy(\.isFinite) { faults.insert("a figure holds a number that is not finite") }
    for (name, length, expected) in lengths where length != expected {
      faults.insert("a figure has \(length) \(name), where \(expected) belong")
    }
    return faults.sorted()
  }
}

/// Everything in a part of a figure that can be wrong.
private typealias Parts = (numbers: [Double], lengths: [(name: String, found: Int, expected: Int)])

private func + (left: Parts, right: Parts) -> Parts {
  (left.numbers + right.numbers, left.lengths + right.lengths)
}

extension Figure.Content {
  fileprivate var parts: Parts {
    switch self {
    case .curves(let curves):
      let parts = curves.panels.map { panel in
        panel.curves.map(\.parts).reduce(panel.riskTable.parts(groups: panel.curves.count), +)
          + ([panel.landmark].compactMap(\.self), []) + (panel.annotations.flatMap(\.numbers), [])
      }
      return parts.reduce(([curves.top].compactMap(\.self), []), +)
    case .forest(let forest):
      let lines = forest.lines.map { line -> Parts in
        let numbers =
          [line.weight] + (line.cells + [line.estimate, line.interval?.lower, line.interval?.upper]).map(\.?.double)
        let cells = (
          name: "cells of a line", found: line.cells.count, expected: min(line.cells.count, forest.columns.count)
        )
        return (numbers.compactMap(\.self) + line.annotations.flatMap(\.numbers), [cells])
      }
      return lines.reduce((forest.axis.numbers + forest.annotations.flatMap(\.numbers), []), +)
    case .chart(let chart):
      let panels = chart.panels.map { panel -> Parts in
        let axes: Parts = (panel.x.numbers + panel.y.numbers + panel.annotations.flatMap(\.numbers), [])
        return panel.marks.map(\.shape.parts).reduce(axes + panel.x.names + panel.y.names, +)
      }
      // A chart without a legend has no names for its series.
      let series = chart.panels.flatMap(\.marks).compactMap(\.series)
      let unnamed = series.count { $0 < 0 || (!chart.series.isEmpty && $0 >= chart.series.count) }
      return panels.reduce(
        (chart.ramp?.numbers ?? [], [(name: "marks of a series without a name", found: unnamed, expected: 0)]), +)
    case .flow(let flow): return ([], flow.faults)
    case .lanes(let lanes):
      let times = lanes.lanes.flatMap { $0.segments.flatMap { [$0.from, $0.to] } + $0.marks.map(\.at) }
      return (times, lanes.faults)
    }
  }
}

extension Figure.Axis {
  fileprivate var numbers: [Double] { (ticks ?? []) + (limits.map { [$0.lower, $0.upper] } ?? []) }

  fileprivate var names: Parts {
    ([], tickNames.map { [(name: "names of ticks", found: $0.count, expected: ticks?.count ?? 0)] } ?? [])
  }
}

extension Figure.Annotation {
  fileprivate var numbers: [Double] {
    [value.double, interval?.lower.double, interval?.upper.double].compactMap(\.self)
  }
}

extension Figure.RiskTable {
  fileprivate func parts(groups: Int) -> Parts {
    let blocks = [("numbers at risk", atRisk), ("numbers of events", events), ("numbers censored", censored)]
    return blocks.reduce((times, [])) { parts, block in
      let (name, rows) = block
      let groups = rows.isEmpty ? [] : [(name: "rows of \(name)", found: rows.count, expected: groups)]
      return parts + (rows.flatMap(\.self), groups + rows.map { (name: name, found: $0.count, expected: times.count) })
    }
  }
}

extension Figure.Curve {
  fileprivate var parts: Parts {
    let limits =
      lower + upper + (simultaneous?.lower ?? []) + (simultaneous?.upper ?? []) + [initial, median, unstableFrom]
    let lists = [("lower limits", lower), ("upper limits", upper)]
    let bands =
      lists.filter { !$0.1.isEmpty }
      + (simultaneous.map { [("lower limits", $0.lower), ("upper limits", $0.upper)] } ?? [])
    return (
      time + estimate + censored + [start, end] + limits.compactMap(\.self),
      [(name: "heights of a curve", found: estimate.count, expected: time.count)]
        + bands.map { (name: $0.0, found: $0.1.count, expected: time.count) }
    )
  }
}

extension Figure.Chart.Shape {
  fileprivate var parts: Parts {
    func parts(_ places: [Double], _ others: [Double?]...) -> Parts {
      (places + others.joined().compactMap(\.self), others.map { ("numbers of a shape", $0.count, places.count) })
    }
    return switch self {
    case .points(let x, let y): parts(x, y)
    case .line(let x, let y), .steps(let x, let y): parts(x, y)
    case .ribbon(let x, let lower, let upper), .stepRibbon(let x, let lower, let upper): parts(x, lower, upper)
    case .intervals(_, let places, let lower, let upper): parts(places, lower, upper)
    case .bars(_, let places, let from, let to, let labels):
      parts(places, from, to, labels?.values.map { $0.double ?? 0 } ?? from)
    case .cells(let x, let y, let values, _): parts(x, y, values.map { $0.double ?? 0 })
    case .reference(_, let place, _): parts([place])
    case .values(let x, let y, let values, _): parts(x, y, values.map { $0.double ?? 0 })
    }
  }
}

extension Figure.Flow {
  fileprivate var faults: [(name: String, found: Int, expected: Int)] {
    let boxes = steps.flatMap { [$0.box, $0.leaving].compactMap(\.self) } + groups
    let counts = boxes.flatMap { [$0.count] + $0.items.map(\.count) }
    let remaining = zip(steps, steps.dropFirst()).map { step, next in
      (name: "subjects in a box", found: next.box.count, expected: step.box.count - (step.leaving?.count ?? 0))
    }
    let last = (steps.last?.box.count ?? 0) - (steps.last?.leaving?.count ?? 0)
    let parted = (name: "subjects in the groups", found: groups.reduce(0) { $0 + $1.count }, expected: last)
    let negative = (name: "counts below 0", found: counts.count { $0 < 0 }, expected: 0)
    return remaining + (groups.isEmpty || steps.isEmpty ? [] : [parted]) + [negative]
  }
}

extension Figure.Lanes {
  fileprivate var faults: [(name: String, found: Int, expected: Int)] {
    let segments = lanes.flatMap(\.segments)
    let unnamed = segments.compactMap(\.series).count { !series.indices.contains($0) }
    let marks = lanes.flatMap(\.marks).count { !events.indices.contains($0.event) }
    return [
      (name: "segments that end before they begin", found: segments.count { $0.to < $0.from }, expected: 0),
      (name: "segments of a series without a name", found: unnamed, expected: 0),
      (name: "marks of an event without a name", found: marks, expected: 0),
    ]
  }
}
