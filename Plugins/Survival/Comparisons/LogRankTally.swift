import RealModule
import Statistics

/// Walks the event times of one stratum, all its groups in step.
struct LogRankTally {
  private(set) var observed: [Double]
  private(set) var expected: [Double]

  private let groups: [EventTable]
  private let weight: LogRankWeight
  /// The place in each group's table of the first time that is still to come.
  private var next: [Int]
  /// Of each group at the current time: those at risk, and the events.
  private var atRisk: [Double]
  private var events: [Double]

  init(_ groups: [EventTable], weight: LogRankWeight) {
    self.groups = groups
    self.weight = weight
    observed = Array(repeating: 0, count: groups.count)
    expected = observed
    atRisk = observed
    events = observed
    next = Array(repeating: 0, count: groups.count)
  }

  mutating func run(adding variance: inout SymmetricMatrix) {
    var survival = 1.0
    var peto = 1.0
    while let time = advance() {
      let died = events.reduce(0, +)
      guard died > 0 else { continue }
      if groups.contains(where: { $0.movements != nil }) { recount(at: time) }
      let total = atRisk.reduce(0, +)
      peto *= 1 - died / (total + 1)
      add(died, total, factor(total, survival, peto), to: &variance)
      survival *= (total - died) / total
    }
  }

  /// Moves on to the next time of any group, and takes its counts; nil at the end.
  private mutating func advance() -> Double? {
    var time = Double.infinity
    for (group, table) in groups.enumerated() where next[group] < table.times.count {
      time = min(time, table.times[next[group]])
    }
    guard time < .infinity else { return nil }
    for (group, table) in groups.enumerated() {
      let place = next[group]
      guard place < table.times.count else {
        atRisk[group] = 0
        events[group] = 0
        continue
      }
      atRisk[group] = table.atRisk[place]
      let isNow = table.times[place] == time
      events[group] = isNow ? table.events[place] : 0
      if isNow { next[group] += 1 }
    }
    return time
  }

  /// With late entries a group's number at risk changes between its own times.
  private mutating func recount(at time: Double) {
    for (group, table) in groups.enumerated() { atRisk[group] = table.atRisk(at: time) }
  }

  private func factor(_ total: Double, _ survival: Double, _ peto: Double) -> Double {
    switch weight {
    case .equal: 1
    case .survival(let rho, let gamma):
      (rho == 0 ? 1 : .pow(survival, rho)) * (gamma == 0 ? 1 : .pow(max(1 - survival, 0), gamma))
    case .peto: peto
    case .atRisk: total
    case .rootAtRisk: total.squareRoot()
    }
  }

  private mutating func add(_ died: Double, _ total: Double, _ factor: Double, to variance: inout SymmetricMatrix) {
    let hypergeometric = total > 1 ? factor * factor * died * (total - died) / (total - 1) : 0
    for group in groups.indices {
      observed[group] += factor * events[group]
      let share = atRisk[group] / total
      expected[group] += factor * died * share
      guard hypergeometric > 0, share > 0 else { continue }
      for other in 0...group {
        variance[group, other] += hypergeometric * share * ((group == other ? 1 : 0) - atRisk[other] / total)
      }
    }
  }
}
