/// Walks the times of a group and keeps the sums over clusters of their squared influence on each incidence.
///
/// The influence of a row's weight on log S grows by the same A for all at risk, that on Fₖ by A dFₖ − dFₖ/n, and after a row
/// has left by its last influence on log S times dFₖ:
///
///     ∂ log S(t) = b + r A(t),   ∂ Fₖ(t) = gₖ + b Fₖ(t) + r Bₖ(t)
///
/// of which g, b and r change only where a row of the cluster comes or goes. The sum of squares at every time then follows from
/// the six sums of their products, three of them for each outcome.
///
/// - Complexity: O(*n* *K*), for *K* outcomes.
struct IncidenceInfluence {
  private let outcomes: CompetingOutcomes
  private let axis: TimeAxis
  private var exits: ArraySlice<Int32>
  private var entries: ArraySlice<Int32>?
  private let clusters: [Int32]?
  /// A, and for each outcome Fₖ and Bₖ.
  private var level = 0.0
  private var incidence: [Double]
  private var growth: [Double]
  /// For each cluster b and r, and gₖ outcome by outcome.
  private var offset: [Double]
  private var present: [Double]
  private var gathered: [Double]
  /// The sums over clusters of b², b r and r²; and for each outcome of g², g b and g r.
  private var offsetSquared = 0.0
  private var offsetPresent = 0.0
  private var presentSquared = 0.0
  private var products: [Products]

  private struct Products {
    var square = 0.0
    var offset = 0.0
    var present = 0.0
  }

  init(
    _ outcomes: CompetingOutcomes, _ axis: TimeAxis, exits: ArraySlice<Int32>, entries: ArraySlice<Int32>?,
    clusters: [Int32]?
  ) {
    self.outcomes = outcomes
    self.axis = axis
    self.exits = exits
    self.entries = entries
    self.clusters = clusters
    let kinds = outcomes.names.count
    let count = clusters.map { Int($0.max() ?? -1) + 1 } ?? outcomes.count
    incidence = Array(repeating: 0, count: kinds)
    growth = incidence
    offset = Array(repeating: 0, count: count)
    present = offset
    gathered = Array(repeating: 0, count: count * kinds)
    products = Array(repeating: Products(), count: kinds)
    if entries == nil {
      for row in exits { join(Int(row)) }
    }
  }

  /// A row of a frequency weight is so many rows, each with an influence of its own.
  private func weigh(_ row: Int) -> (amount: Double, copies: Double) {
    let weight = outcomes.followUp.weights.values?[row] ?? 1
    return clusters == nil && outcomes.followUp.weights.replicates ? (1, weight) : (weight, 1)
  }

  private mutating func join(_ row: Int) {
    let (amount, copies) = weigh(row)
    change(row, copies, offset: -amount * level, present: amount) { influence, outcome in
      -amount * (influence.growth[outcome] - influence.level * influence.incidence[outcome])
    }
  }

  /// The next time of the table.
  mutating func step(_ table: OutcomeTable, _ place: Int, eventFreeBefore before: Double) {
    guard let first = exits.first else { return }
    let time = axis.exits[Int(first)]
    while let row = entries?.first, let starts = axis.entries, starts[Int(row)] < time {
      join(Int(row))
      entries = entries?.dropFirst()
    }
    let (atRisk, all) = (table.atRisk[place], table.allEvents[place])
    for outcome in incidence.indices where table.events[outcome][place] > 0 {
      let rise = before * table.events[outcome][place] / atRisk
      incidence[outcome] += rise
      growth[outcome] += rise * (level - 1 / atRisk)
    }
    // Where nobody is left S is zero, and nothing can change it.
    let isLast = all >= atRisk
    if all > 0, !isLast { level += all / (atRisk * (atRisk - all)) }
    let loss = isLast ? 0 : 1 / (atRisk - all)
    while let row = exits.first, axis.exits[Int(row)] == time {
      leave(Int(row), loss: loss, gain: before / atRisk)
      exits = exits.dropFirst()
    }
  }

  /// A row takes with it what it gathered; one with an event lowers S and raises its outcome's incidence.
  private mutating func leave(_ row: Int, loss: Double, gain: Double) {
    let (amount, copies) = weigh(row)
    let code = Int(outcomes.codes[row])
    let kept = level - (code > 0 ? loss : 0)
    change(row, copies, offset: amount * kept, present: -amount) { influence, outcome in
      amount
        * (influence.growth[outcome] - kept * influence.incidence[outcome] + (code == outcome + 1 ? gain : 0))
    }
  }

  private mutating func change(
    _ row: Int, _ copies: Double, offset: Double, present: Double,
    gathering gain: (IncidenceInfluence, Int) -> Double
  ) {
    let cluster = clusters.map { Int($0[row]) } ?? row
    let (b, r) = (self.offset[cluster], self.present[cluster])
    let (nextB, nextR) = (b + offset, r + present)
    offsetSquared += copies * offset * (2 * b + offset)
    offsetPresent += copies * (nextB * nextR - b * r)
    presentSquared += copies * present * (2 * r + present)
    let kinds = products.count
    for outcome in 0..<kinds {
      let step = gain(self, outcome)
      let g = gathered[cluster * kinds + outcome]
      products[outcome].square += copies * step * (2 * g + step)
      products[outcome].offset += copies * ((g + step) * nextB - g * b)
      products[outcome].present += copies * ((g + step) * nextR - g * r)
      gathered[cluster * kinds + outcome] = g + step
    }
    self.offset[cluster] = nextB
    self.present[cluster] = nextR
  }

  /// The standard error of an outcome's incidence at the last time.
  func error(of outcome: Int) -> Double {
    let (f, b, sums) = (incidence[outcome], growth[outcome], products[outcome])
    let squares = sums.square + f * f * offsetSquared + b * b * presentSquared
    let variance = squares + 2 * (f * sums.offset + b * sums.present + f * b * offsetPresent)
    // What is left of terms that cancel is a rounding error.
    return variance > 1e-14 * squares ? variance.squareRoot() : 0
  }

  /// The standard error of the probability of being free of all outcomes.
  func eventFreeError(_ eventFree: Double) -> Double {
    let squares = offsetSquared + level * level * presentSquared
    let variance = squares + 2 * level * offsetPresent
    return variance > 1e-14 * squares ? eventFree * variance.squareRoot() : 0
  }
}
