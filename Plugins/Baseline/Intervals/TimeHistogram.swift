import Analyses

/// How often times fall into bins of one round width.
struct TimeHistogram {
  /// The middle of each bin.
  let middles: [Double]
  /// How many times fall into each group's bins.
  let counts: [[Int]]

  /// About how many bins there are.
  private static let wantedBins = 20.0

  /// Counts the times of several groups over the same bins; `nil` where there are none.
  init?(_ groups: [[Double]]) {
    let all = groups.joined()
    guard let least = all.min(), let greatest = all.max(), (greatest - least).isFinite else { return nil }
    guard greatest > least else {
      middles = [least]
      counts = groups.map { [$0.count] }
      return
    }
    let width = Self.roundWidth((greatest - least) / Self.wantedBins)
    let first = (least / width).rounded(.down)
    let last = (greatest / width).rounded(.down)
    let bins = Int(min(max(last - first, 0), 4 * Self.wantedBins)) + 1
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
    let panels = names.indices.map { place -> Figure.Chart.Panel in
      let bars = Figure.Chart.Mark(
        .bars(
          .vertical, at: middles, from: middles.map { _ in 0 }, to: counts[place].map(Double.init)), series: 0)
      let median = medians[place].map { [Figure.Chart.Mark(.reference(.vertical, at: $0, label: "median"))] } ?? []
      return .init(
        title: names.count > 1 ? names[place] : "", x: .init("Time", unit: unit),
        y: .init("Subjects", format: .count), marks: [bars] + median)
    }
    return Figure(title: title, .chart(.init(panels: panels)))
  }
}
