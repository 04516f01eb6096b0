import Analyses

/// How often times fall into bins of one round width.
struct TimeHistogram {
  /// The middle of each bin.
  let middles: [Double]
  /// How many times fall into each group's bins.
  let counts: [[Int]]

  /// The most bins that the width aims at.
  private static let mostBins = 25.0

  /// Counts the times of several groups over the same bins; `nil` where there are none.
  init?(_ groups: [[Double]]) {
    let all = groups.joined()
    guard let least = all.min(), let greatest = all.max(), (greatest - least).isFinite else { return nil }
    guard greatest > least else {
      middles = [least]
      counts = groups.map { [$0.count] }
      return
    }
    // As many bins as the root of the number of times: few of few.
    let wanted = min(max(Double(groups.reduce(0) { $0 + $1.count }).squareRoot().rounded(.up), 5), Self.mostBins)
    let width = Self.roundWidth((greatest - least) / wanted)
    let first = (least / width).rounded(.down)
    let last = (greatest / width).rounded(.down)
    let bins = Int(min(max(last - first, 0), 4 * Self.mostBins)) + 1
    middles = (0..<bins).map { (first + Double($0) + 0.5) * width }
    counts = groups.map { times in
      var counts = [Int](repeating: 0, count: bins)
      for time in times {
        let bin = (time / width).rounded(.down) - first
        counts[Int(min(max(bin, 0), Double(bins - 1)))] += 1
      }
      return counts
    }
  }

  /// The least of 1, 2 and 5 times a power of ten that is no smaller.
  private static func roundWidth(_ width: Double) -> Double {
    var decade = 1.0
    while decade < width { decade *= 10 }
    while decade / 10 >= width, decade / 10 > 0 { decade /= 10 }
    return [decade / 5, decade / 2].first { $0 >= width } ?? decade
  }

  /// A panel for each group, its median marked.
  func figure(title: String, unit: String, names: [String], medians: [Double?]) -> Figure {
    let most = counts.joined().max() ?? 0
    let step = max(Int(Self.roundWidth(Double(most) / 5)), 1)
    let ticks = stride(from: 0, through: most, by: step).map(Double.init)
    let panels = names.indices.map { place -> Figure.Chart.Panel in
      let bars = Figure.Chart.Mark(
        .bars(
          .vertical, at: middles, from: middles.map { _ in 0 }, to: counts[place].map(Double.init)), series: 0)
      let median = medians[place].map { [Figure.Chart.Mark(.reference(.vertical, at: $0, label: "median"))] } ?? []
      return .init(
        title: names.count > 1 ? names[place] : "", x: .init("Time", unit: unit),
        y: .init("Subjects", format: .count, ticks: ticks), marks: [bars] + median)
    }
    return Figure(title: title, .chart(.init(panels: panels)))
  }
}
