/// Each row's part in the score of a Fine-Gray model, in sorted order, for one subject of the row.
///
///     ηᵢ = (xᵢ − x̄(Tᵢ)) δᵢ − rᵢ Σ over event times (xᵢ − x̄(t)) wᵢ(t) dΛ(t),   wᵢ(t) = 1 up to Tᵢ, then G(t−)/G(Tᵢ−) for a competing outcome
///     ψᵢ = q(Tᵢ)/π(Tᵢ) [censored] − Σ over censoring times t ≤ Tᵢ  q(t) c(t)/π(t)²
///     q(t) = Σ over competing outcomes j before t  Σ over event times u ≥ t  (xⱼ − x̄(u)) rⱼ wⱼ(u) dΛ(u)
///
/// ψ is what the estimation of G adds, with q, the number at risk π and the censorings c those of the censoring group of i; as in
/// cmprsk, dΛ of q then counts the events of that group alone. With running sums over event times both come in one walk along
/// the rows.
///
/// - Complexity: O(*n* *p* + *T* *C* *p*), for *T* times and *C* censoring groups.
///
/// Fine & Gray (1999), *JASA* 94, 496-509, doi:10.1080/01621459.1999.10474144.
struct FineGrayResiduals {
  /// For each sorted row one number for each covariate.
  private(set) var values: [Double]

  private let likelihood: FineGrayLikelihood
  private let risks: [Double]
  private let size: Int
  /// Of each event time: dΛ, x̄ dΛ; the same for a row with the event there; x̄.
  private var hazard: [Double] = []
  private var mean: [Double] = []
  private var ownHazard: [Double] = []
  private var ownMean: [Double] = []
  private var eventMean: [Double] = []
  /// Of each event time and group: the sums of G dΛ and G x̄ dΛ over the event times after it.
  private var carriedHazard: [Double] = []
  private var carriedMean: [Double] = []

  init(_ likelihood: FineGrayLikelihood, _ beta: [Double]) {
    self.likelihood = likelihood
    risks = likelihood.risks(beta)
    size = likelihood.data.covariates
    values = Array(repeating: 0, count: likelihood.data.rowCount * size)
    gatherTimes()
    gatherCarried()
    addPresent()
    addCarried()
  }

  private mutating func gatherTimes() {
    likelihood.forEachRiskSet(risks) { _, block, atRisk, died in
      let terms = CoxTieTerms(block, likelihood.ties, atRisk: atRisk.zeroth, died: died?.zeroth ?? 0)
      hazard.append(terms.inverse)
      ownHazard.append(terms.inverse - terms.inverseShare)
      for i in 0..<size {
        let s = atRisk.first[i / 4][i % 4]
        let d = died.map { $0.first[i / 4][i % 4] } ?? 0
        mean.append(terms.square * s - terms.squareShare * d)
        ownMean.append(
          (terms.square - terms.squareShare) * s - (terms.squareShare - terms.squareShares) * d)
        eventMean.append((terms.inverse * s - terms.inverseShare * d) / block.eventWeight)
      }
    }
  }

  private mutating func gatherCarried() {
    (carriedHazard, carriedMean) = sums { [likelihood] place, group in
      likelihood.remaining[place * likelihood.groupCount + group]
    }
  }

  /// For each event time and group, the sums of dΛ and x̄ dΛ over the event times after it, each times its share.
  private func sums(_ share: (_ place: Int, _ group: Int) -> Double) -> (hazard: [Double], mean: [Double]) {
    let groups = likelihood.groupCount
    var hazards = [Double](repeating: 0, count: (hazard.count + 1) * groups)
    var means = [Double](repeating: 0, count: (hazard.count + 1) * groups * size)
    for place in hazard.indices {
      for group in 0..<groups {
        let (here, after) = (place * groups + group, (place + 1) * groups + group)
        let share = share(place, group)
        hazards[after] = hazards[here] + share * hazard[place]
        for i in 0..<size { means[after * size + i] = means[here * size + i] + share * mean[place * size + i] }
      }
    }
    return (hazards, means)
  }

  /// The same for q: G, times the share of the events that are of the group.
  private func censoringSums(_ groups: [Int32]?) -> (hazard: [Double], mean: [Double]) {
    let data = likelihood.data
    let count = likelihood.groupCount
    guard let groups, count > 1 else { return (carriedHazard, carriedMean) }
    var shares = [Double](repeating: 0, count: data.blocks.count * count)
    for (place, block) in data.blocks.enumerated() {
      for row in block.firstEvent..<block.end {
        shares[place * count + Int(groups[Int(data.source[row])])] += data.weights[row] / block.eventWeight
      }
    }
    return sums { [likelihood] place, group in
      likelihood.remaining[place * count + group] * shares[place * count + group]
    }
  }

  /// What rows contribute up to their own end: event times from the one at which they come in to the first of all.
  private mutating func addPresent() {
    let data = likelihood.data
    var before = 0.0
    var meanBefore = [Double](repeating: 0, count: size)
    for place in data.blocks.indices.reversed() {
      let block = data.blocks[place]
      before += hazard[place]
      for i in 0..<size { meanBefore[i] += mean[place * size + i] }
      for row in (place > 0 ? data.blocks[place - 1].end : 0)..<block.end {
        let risk = risks[row] / data.weights[row]
        let hasEvent = row >= block.firstEvent
        for i in 0..<size {
          let x = data.x[row * data.lanes + i / 4][i % 4]
          var part = -risk * (x * before - meanBefore[i])
          if hasEvent {
            part += x - eventMean[place * size + i]
            // With Efron's ties a row with the event leaves its own denominators bit by bit.
            part +=
              risk * (x * (hazard[place] - ownHazard[place]) - (mean[place * size + i] - ownMean[place * size + i]))
          }
          values[row * size + i] = part
        }
      }
    }
  }

  /// What rows with a competing outcome contribute beyond their end.
  private mutating func addCarried() {
    let data = likelihood.data
    let groups = likelihood.groupCount
    for (group, competing) in likelihood.competing.enumerated() {
      var place = 0
      for (row, factor) in zip(competing.rows, competing.factors) {
        while place < data.blocks.count && data.blocks[place].end <= row { place += 1 }
        let sums = place * groups + group
        let risk = risks[row] / data.weights[row] * factor
        for i in 0..<size {
          let x = data.x[row * data.lanes + i / 4][i % 4]
          values[row * size + i] -= risk * (x * carriedHazard[sums] - carriedMean[sums * size + i])
        }
      }
    }
  }

  /// Adds ψ, what the estimation of the weights contributes.
  mutating func addCensoring(_ outcomes: CompetingOutcomes, _ curve: CensoringCurve, _ axis: TimeAxis, groups: [Int32]?)
  {
    let data = likelihood.data
    let kinds = likelihood.groupCount
    let (hazards, means) = censoringSums(groups)
    var walk = CompetingWalk(likelihood, risks)
    var drift = [Double](repeating: 0, count: kinds * size)
    var q = drift
    // Event times that are not before the current one.
    var ahead = data.blocks.count
    var end = data.rowCount
    while end > 0 {
      let place = axis.exits[Int(data.source[end - 1])]
      var begin = end
      var isCensoring = false
      while begin > 0, axis.exits[Int(data.source[begin - 1])] == place {
        begin -= 1
        isCensoring = isCensoring || outcomes.codes[Int(data.source[begin])] == 0
      }
      while ahead > 0, data.blocks[ahead - 1].time < axis.times[Int(place)] { ahead -= 1 }
      walk.advance(past: end)
      if isCensoring {
        walk.influence(hazards, means, ahead: ahead, into: &q)
        for group in 0..<kinds {
          let cell = curve.cell(Int(place), group: group)
          guard curve.censored[cell] > 0 else { continue }
          let share = curve.censored[cell] / (curve.atRisk[cell] * curve.atRisk[cell])
          for i in 0..<size { drift[group * size + i] -= q[group * size + i] * share }
        }
      }
      for row in begin..<end {
        let source = Int(data.source[row])
        let group = Int(groups?[source] ?? 0)
        let own = outcomes.codes[source] == 0 ? 1 / curve.atRisk[curve.cell(Int(place), group: group)] : 0
        for i in 0..<size { values[row * size + i] += drift[group * size + i] + own * q[group * size + i] }
      }
      end = begin
    }
  }
}

/// The sums of r/G(T−) and x r/G(T−) over competing outcomes before a time that goes on.
private struct CompetingWalk {
  private let likelihood: FineGrayLikelihood
  private let risks: [Double]
  private let size: Int
  private var next: [Int]
  private var zeroth: [Double]
  private var first: [Double]

  init(_ likelihood: FineGrayLikelihood, _ risks: [Double]) {
    self.likelihood = likelihood
    self.risks = risks
    size = likelihood.data.covariates
    next = likelihood.competing.map { $0.rows.count }
    zeroth = Array(repeating: 0, count: likelihood.groupCount)
    first = Array(repeating: 0, count: likelihood.groupCount * size)
  }

  /// Takes in the rows whose sorted place is `end` or beyond: those before the current time.
  mutating func advance(past end: Int) {
    let data = likelihood.data
    for group in next.indices {
      let competing = likelihood.competing[group]
      while next[group] > 0, competing.rows[next[group] - 1] >= end {
        next[group] -= 1
        let row = competing.rows[next[group]]
        let risk = risks[row] * competing.factors[next[group]]
        zeroth[group] += risk
        for i in 0..<size { first[group * size + i] += risk * data.x[row * data.lanes + i / 4][i % 4] }
      }
    }
  }

  /// q of each group, for the event times that are not before the current one.
  func influence(_ hazard: [Double], _ mean: [Double], ahead: Int, into q: inout [Double]) {
    for group in next.indices {
      let sums = ahead * next.count + group
      for i in 0..<size {
        q[group * size + i] = first[group * size + i] * hazard[sums] - zeroth[group] * mean[sums * size + i]
      }
    }
  }
}
