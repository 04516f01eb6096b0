import RealModule

/// Walks the event times of one stratum, all its groups in step.
struct RiskWalk {
  /// Of each group at the current event time: those at risk.
  private(set) var atRisk: [Double]
  /// Of each group at the current event time: the events.
  private(set) var events: [Double]
  /// The events of all groups.
  private(set) var died = 0.0
  /// Those at risk in all groups.
  private(set) var total = 0.0
  /// S just before the current event time, of all groups together.
  private(set) var survival = 1.0
  /// ∏ (1 − d/(n + 1)) up to and including the current event time, of all groups together.
  private(set) var peto = 1.0

  private let groups: [EventTable]
  private let hasEntries: Bool
  /// The place in each group's table of the first time that is still to come.
  private var next: [Int]

  init(_ groups: [EventTable]) {
    self.groups = groups
    hasEntries = groups.contains { $0.movements != nil }
    atRisk = Array(repeating: 0, count: groups.count)
    events = atRisk
    next = Array(repeating: 0, count: groups.count)
  }

  /// Moves on to the next time at which somebody has the event; false at the end.
  mutating func advance() -> Bool {
    if total > 0 { survival *= (total - died) / total }
    while let time = advanceOneTime() {
      guard died > 0 else { continue }
      if hasEntries { recount(at: time) }
      total = 0
      for count in atRisk { total += count }
      peto *= 1 - died / (total + 1)
      return true
    }
    return false
  }

  /// Moves on to the next time of any group, and takes its counts; nil at the end.
  private mutating func advanceOneTime() -> Double? {
    var time = Double.infinity
    for group in groups.indices where next[group] < groups[group].times.count {
      time = min(time, groups[group].times[next[group]])
    }
    guard time < .infinity else { return nil }
    died = 0
    for group in groups.indices {
      let place = next[group]
      guard place < groups[group].times.count else {
        atRisk[group] = 0
        events[group] = 0
        continue
      }
      atRisk[group] = groups[group].atRisk[place]
      let isNow = groups[group].times[place] == time
      events[group] = isNow ? groups[group].events[place] : 0
      died += events[group]
      if isNow { next[group] += 1 }
    }
    return time
  }

  /// With late entries a group's number at risk changes between its own times.
  private mutating func recount(at time: Double) {
    for group in groups.indices { atRisk[group] = groups[group].atRisk(at: time) }
  }
}

extension LogRankWeight {
  /// How much the current event time of a walk counts.
  func factor(_ walk: RiskWalk) -> Double {
    switch self {
    case .equal: 1
    case .survival(let rho, let gamma):
      Self.power(walk.survival, rho) * Self.power(max(1 - walk.survival, 0), gamma)
    case .peto: walk.peto
    case .atRisk: walk.total
    case .rootAtRisk: walk.total.squareRoot()
    }
  }

  /// A power, quickly where it is one of the usual ones.
  private static func power(_ base: Double, _ exponent: Double) -> Double {
    switch exponent {
    case 0: 1
    case 1: base
    case 0.5: base.squareRoot()
    default: .pow(base, exponent)
    }
  }
}
