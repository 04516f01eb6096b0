import Statistics

/// What the groups of one stratum contribute to a test of the log-rank family.
struct LogRankTally {
  private(set) var observed: [Double]
  private(set) var expected: [Double]

  private var walk: RiskWalk
  private let weight: LogRankWeight

  init(_ groups: [EventTable], weight: LogRankWeight) {
    walk = RiskWalk(groups)
    self.weight = weight
    observed = Array(repeating: 0, count: groups.count)
    expected = observed
  }

  mutating func run(adding variance: inout SymmetricMatrix) {
    while walk.advance() { add(weight.factor(walk), to: &variance) }
  }

  private mutating func add(_ factor: Double, to variance: inout SymmetricMatrix) {
    let (died, total) = (walk.died, walk.total)
    let hypergeometric = total > 1 ? factor * factor * died * (total - died) / (total - 1) : 0
    for group in observed.indices {
      observed[group] += factor * walk.events[group]
      let share = walk.atRisk[group] / total
      expected[group] += factor * died * share
      guard hypergeometric > 0, share > 0 else { continue }
      for other in 0...group {
        variance[group, other] += hypergeometric * share * ((group == other ? 1 : 0) - walk.atRisk[other] / total)
      }
    }
  }
}
