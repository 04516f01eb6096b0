import Analyses

/// Invented subjects of one group, and their Kaplan-Meier curve.
struct SampleCurve {
  let group: String
  let times: [Double]
  let events: [Bool]

  var subjects: Int { times.count }

  /// Subjects of whom a share never has an event, the others exponentially, observed for up to four years.
  init(_ group: String, subjects: Int, median: Double, cure: Double, seed: UInt64, years: Double = 4) {
    self.group = group
    var state = seed
    func uniform() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 33) / Double(1 << 31)
    }
    func draw(_ mean: Double) -> Double {
      // A sum of uniforms in place of a logarithm, so that the bytes do not hang on the mathematics library.
      var sum = 0.0
      let share = uniform()
      for _ in 0..<3 { sum += uniform() }
      return (share * share * sum * mean * 1.6).rounded() + 3
    }
    var observed: [(Double, Bool)] = []
    for _ in 0..<subjects {
      let limit = (365.25 * (0.4 + (years - 0.4) * uniform())).rounded()
      let event = uniform() < cure ? .infinity : draw(median / 0.35)
      observed.append((min(event, limit), event <= limit))
    }
    observed.sort { $0.0 < $1.0 }
    times = observed.map(\.0)
    events = observed.map(\.1)
  }

  func atRisk(_ ticks: [Double], start: Double) -> [Double] {
    ticks.map { tick in tick < start ? 0 : Double(times.count { $0 + start >= tick }) }
  }

  /// The curve, its times counted from `start`.
  func curve(from start: Double) -> Figure.Curve {
    var curve = Figure.Curve(group: group, time: [], estimate: [], start: start, end: (times.last ?? 0) + start)
    var survival = 1.0
    var sum = 0.0
    var place = 0
    while place < times.count {
      let time = times[place]
      let atRisk = Double(times.count - place)
      var deaths = 0.0
      while place < times.count, times[place] == time {
        if events[place] { deaths += 1 } else { curve.censored.append(time + start) }
        place += 1
      }
      guard deaths > 0 else { continue }
      survival *= 1 - deaths / atRisk
      sum += deaths / (atRisk * max(atRisk - deaths, 1))
      let half = 1.96 * survival * sum.squareRoot()
      curve.time.append(time + start)
      curve.estimate.append(survival)
      curve.lower.append(survival > 0 ? max(survival - half, 0) : nil)
      curve.upper.append(survival > 0 ? min(survival + half, 1) : nil)
      if survival <= 0.5, curve.median == nil { curve.median = time + start }
    }
    return curve
  }
}
