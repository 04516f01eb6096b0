import RealModule
import Statistics

/// Walks the times of one stratum, all its groups in step, and gathers the scores of Gray's test and their variance.
///
/// The score is a martingale of the counts of each group. Its variance is that of Σ over times of D(t) = a(t) − t₄ c(t), where a is
/// what a jump of the outcome's incidence in one group does to the scores at once, c what it has done up to the end, and t₄
/// how much it lowers the chance of the outcome later. c at the end is known only there, so that the terms in c² and c are
/// gathered apart (in `tail` and `cross`) and added last.
struct GrayTally {
  private let groups: [OutcomeTable]
  private let outcome: Int
  private let rho: Double
  private(set) var scores: [Double]

  /// The place in each group's table of the first time that is still to come.
  private var next: [Int]
  /// Of each group at the current time.
  private var now: [Group]
  /// The incidence in all groups together, before the current time.
  private var pooled = 0.0
  private var instant: [Double]
  private var cumulative: [Double]
  private var tail: [Double]
  private var cross: [Double]
  private var variance: SymmetricMatrix
  /// The effects of one group at one time.
  private var effects: [Double]

  private struct Group {
    var atRisk = 0.0
    var events = 0.0
    var others = 0.0
    /// S and F before the current time, and after it.
    var freeBefore = 1.0
    var free = 1.0
    var incidenceBefore = 0.0
    var incidence = 0.0
    /// n/S: those at risk had nobody been censored or had another outcome.
    var reach: Double { atRisk / freeBefore }
  }

  init(_ groups: [OutcomeTable], outcome: Int, rho: Double) {
    self.groups = groups
    self.outcome = outcome
    self.rho = rho
    let count = groups.count
    scores = Array(repeating: 0, count: count)
    next = Array(repeating: 0, count: count)
    now = Array(repeating: Group(), count: count)
    instant = Array(repeating: 0, count: count * count)
    cumulative = instant
    cross = instant
    tail = scores
    effects = scores
    variance = SymmetricMatrix(size: count)
  }

  /// Walks all times.
  ///
  /// - Returns: the variance of the scores.
  mutating func run() -> SymmetricMatrix {
    while advance() {
      let events = now.reduce(0) { $0 + $1.events }
      guard events > 0 || now.contains(where: { $0.others > 0 }) else { continue }
      let reach = now.reduce(0) { $0 + ($1.atRisk > 0 ? $1.reach : 0) }
      let after = pooled + events / reach
      addScores(events, reach)
      if events > 0 { addOutcome(events, reach, after) }
      addOthers(after)
      pooled = after
    }
    addTails()
    return variance
  }

  /// Moves on to the next time of any group, and takes its counts; false at the end.
  private mutating func advance() -> Bool {
    var time = Double.infinity
    for (group, table) in groups.enumerated() where next[group] < table.times.count {
      time = min(time, table.times[next[group]])
    }
    guard time < .infinity else { return false }
    for (group, table) in groups.enumerated() {
      now[group].freeBefore = now[group].free
      now[group].incidenceBefore = now[group].incidence
      let place = next[group]
      now[group].atRisk = place < table.times.count ? table.atRisk[place] : 0
      let isNow = place < table.times.count && table.times[place] == time
      now[group].events = isNow ? table.events[outcome][place] : 0
      now[group].others = isNow ? table.allEvents[place] - table.events[outcome][place] : 0
      if isNow { next[group] += 1 }
      guard now[group].atRisk > 0 else { continue }
      let share = 1 / now[group].atRisk
      now[group].free *= (now[group].atRisk - now[group].events - now[group].others) * share
      now[group].incidence += now[group].freeBefore * now[group].events * share
    }
    return true
  }

  /// d − E of each group, and what a jump in one group does to the score of another: now, and so far.
  private mutating func addScores(_ events: Double, _ reach: Double) {
    let weight = rho == 0 ? 1 : Double.pow(1 - pooled, rho)
    let expected = now.reduce(0) { $0 + ($1.atRisk > 0 ? $1.reach * (1 - $1.incidenceBefore) : 0) }
    let rise = events / (reach * (1 - pooled))
    for i in now.indices where now[i].atRisk > 0 {
      if events > 0 {
        scores[i] += weight * (now[i].events - events * now[i].reach * (1 - now[i].incidenceBefore) / expected)
      }
      for j in now.indices where now[j].atRisk > 0 {
        let part = weight * now[i].reach * ((i == j ? 1 : 0) - now[j].reach / reach)
        instant[i * now.count + j] = part
        cumulative[i * now.count + j] += part * rise
      }
    }
    for i in now.indices where now[i].atRisk <= 0 {
      for j in now.indices {
        instant[i * now.count + j] = 0
        instant[j * now.count + i] = 0
      }
    }
  }

  /// The outcome's own events vary as though all groups shared the pooled incidence.
  private mutating func addOutcome(_ events: Double, _ reach: Double, _ after: Double) {
    for k in now.indices where now[k].atRisk > 0 {
      let lost = now[k].free > 0 ? 1 - (1 - after) / now[k].free : 1
      let untied = events > 1 ? 1 - (events - 1) / (reach * now[k].freeBefore - 1) : 1
      let scale = untied * now[k].freeBefore * events / (reach * now[k].atRisk)
      add(k, lost, scale) { instant, cumulative in instant - lost * cumulative }
    }
  }

  /// The other outcomes' events vary within each group by itself.
  private mutating func addOthers(_ after: Double) {
    for k in now.indices where now[k].free > 0 && now[k].others > 0 {
      let kept = (1 - after) / now[k].free
      let (others, atRisk) = (now[k].others, now[k].atRisk)
      let untied = others > 1 ? 1 - (others - 1) / (atRisk - 1) : 1
      let scale = untied * now[k].freeBefore * now[k].freeBefore * others / (atRisk * atRisk)
      add(k, kept, scale) { _, cumulative in -kept * cumulative }
    }
  }

  /// Adds `scale` times the outer product of the effects of group k on the scores.
  private mutating func add(_ k: Int, _ factor: Double, _ scale: Double, _ effect: (Double, Double) -> Double) {
    let count = now.count
    for i in 0..<count { effects[i] = effect(instant[i * count + k], cumulative[i * count + k]) }
    tail[k] += factor * factor * scale
    for i in 0..<count {
      cross[i * count + k] += effects[i] * factor * scale
      for j in 0...i { variance[i, j] += effects[i] * effects[j] * scale }
    }
  }

  private mutating func addTails() {
    let count = now.count
    for i in 0..<count {
      for j in 0...i {
        var sum = 0.0
        for k in 0..<count {
          let (left, right) = (cumulative[i * count + k], cumulative[j * count + k])
          sum += left * right * tail[k] + left * cross[j * count + k] + right * cross[i * count + k]
        }
        variance[i, j] += sum
      }
    }
  }
}
