/// The variance of a cumulative incidence at every time, from the counts of its table, in one walk.
///
///     Greenwood:  Σ (F(t) − F(tᵢ))² dᵢ / (nᵢ (nᵢ − dᵢ)) + S(tᵢ−)² dₖᵢ (nᵢ − dₖᵢ) / nᵢ³ − 2 (F(t) − F(tᵢ)) S(tᵢ−) dₖᵢ / nᵢ²
///     Aalen:      Σ S(tᵢ−)² [ (1 − xᵢ)² cₖᵢ dₖᵢ + xᵢ² c₋ₖᵢ d₋ₖᵢ ] / nᵢ²,   xᵢ = (F(t) − F(tᵢ)) / S(tᵢ)
///
/// over times tᵢ ≤ t, with c = (nᵢ − d) / (nᵢ − 1) for the d tied events of that kind. Both are squares in F(t), so that three
/// sums over times give them for every t.
struct IncidenceVarianceSums {
  /// The sums that F(t) multiplies never, once and twice.
  private var constant = 0.0
  private var linear = 0.0
  private var square = 0.0

  /// The standard errors of one outcome's incidence.
  static func errors(
    _ table: OutcomeTable, _ incidence: [Double], _ outcome: Int, _ eventFree: [Double], _ variance: IncidenceVariance
  ) -> [Double] {
    var sums = IncidenceVarianceSums()
    var before = 1.0
    return table.times.indices.map { place in
      let counts = Counts(
        atRisk: table.atRisk[place], events: table.events[outcome][place], all: table.allEvents[place],
        before: before, after: eventFree[place], incidence: incidence[place])
      before = eventFree[place]
      if counts.all > 0 {
        if variance == .aalen { sums.addAalen(counts) } else { sums.addGreenwood(counts) }
      }
      return sums.error(incidence[place])
    }
  }

  /// The standard errors of the probability of being free of all outcomes: Greenwood's.
  static func eventFreeErrors(_ table: OutcomeTable, _ eventFree: [Double]) -> [Double] {
    var sum = 0.0
    return table.times.indices.map { place in
      let (events, atRisk) = (table.allEvents[place], table.atRisk[place])
      if events > 0, events < atRisk { sum += events / (atRisk * (atRisk - events)) }
      return eventFree[place] * sum.squareRoot()
    }
  }

  /// What happened at one time.
  private struct Counts {
    var atRisk: Double
    var events: Double
    var all: Double
    var before: Double
    var after: Double
    var incidence: Double
  }

  /// Adds (a − F(t) b)² times a factor.
  private mutating func add(_ factor: Double, _ a: Double, _ b: Double) {
    constant += factor * a * a
    linear += factor * a * b
    square += factor * b * b
  }

  private mutating func addGreenwood(_ at: Counts) {
    let n = at.atRisk
    // Once nobody is left F no longer grows: F(t) − F(tᵢ) is zero.
    if at.all < n { add(at.all / (n * (n - at.all)), -at.incidence, -1) }
    constant += at.before * at.before * at.events * (n - at.events) / (n * n * n)
    let cross = at.before * at.events / (n * n)
    constant += 2 * at.incidence * cross
    linear += cross
  }

  private mutating func addAalen(_ at: Counts) {
    let others = at.all - at.events
    let scale = at.before * at.before / (at.atRisk * at.atRisk)
    func untied(_ events: Double) -> Double { events > 1 ? (at.atRisk - events) / (at.atRisk - 1) : 1 }
    let reciprocal = at.after > 0 ? 1 / at.after : 0
    if others > 0, at.after > 0 {
      add(scale * others * untied(others), at.incidence * reciprocal, reciprocal)
    }
    if at.events > 0 {
      add(scale * at.events * untied(at.events), 1 + at.incidence * reciprocal, reciprocal)
    }
  }

  private func error(_ incidence: Double) -> Double {
    let middle = 2 * incidence * linear
    let last = incidence * incidence * square
    let variance = constant - middle + last
    // What is left of terms that cancel is a rounding error.
    return variance > 1e-14 * (constant + last) ? variance.squareRoot() : 0
  }
}
