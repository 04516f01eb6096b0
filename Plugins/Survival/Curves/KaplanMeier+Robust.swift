extension KaplanMeier {
  /// The curve with standard errors that hold under case weights, and where rows of a cluster depend on each other.
  ///
  ///     var(log S(t)) = Σ over clusters (Σ over rows wᵢ ∂ log S(t)/∂wᵢ)²
  ///
  /// the infinitesimal jackknife; without weights and clusters it is Greenwood's variance. Greenwood's takes a weight for a
  /// number of subjects, which a sampling or inverse-probability weight is not. NaN where S is zero.
  ///
  /// - Parameters:
  ///   - followUp: the rows of one group.
  ///   - clusters: for each row the number of its cluster, from 0; nil where each row stands alone.
  ///   - origin: where the curve begins.
  /// - Returns: the product limit and the Nelson-Aalen hazard, with robust errors.
  /// - Throws: ``FollowUpError``.
  /// - Complexity: O(*n*).
  ///
  /// Therneau, Crowson & Atkinson (2024), *Multi-state models and competing risks*, vignette of R's survival.
  public static func robust(
    _ followUp: FollowUp, clusters: [Int32]? = nil, origin: Double = 0
  ) throws -> KaplanMeier {
    let clusters = clusters ?? (0..<Int32(followUp.count)).map { $0 }
    try EventTable.checkClusters(clusters, of: followUp)
    let curve = KaplanMeier(try EventTable(followUp), origin: origin)
    var influence = CurveInfluence(try TimeAxis(followUp), followUp, clusters)
    let errors = curve.table.times.indices.map { influence.step(curve.table.events[$0], curve.table.atRisk[$0]) }
    return KaplanMeier(
      curve, standardErrorOfLog: zip(curve.survival, errors).map { $0 > 0 ? $1.log : .nan },
      standardErrorOfHazard: errors.map(\.hazard))
  }
}

extension EventTable {
  static func checkClusters(_ clusters: [Int32], of followUp: FollowUp) throws {
    guard clusters.count == followUp.count else {
      throw FollowUpError.lengths(column: "clusters", expected: followUp.count, found: clusters.count)
    }
    if let row = clusters.firstIndex(where: { $0 < 0 }) {
      throw FollowUpError.badCluster(row: row, code: Int(clusters[row]))
    }
  }
}

/// Walks the times and keeps the sum over clusters of their squared influence on log S and on the hazard.
private struct CurveInfluence {
  private let axis: TimeAxis
  private let followUp: FollowUp
  private let clusters: [Int32]
  private var logSums: ClusterSums
  private var hazardSums: ClusterSums
  private var nextExit = 0
  private var nextEntry = 0

  init(_ axis: TimeAxis, _ followUp: FollowUp, _ clusters: [Int32]) {
    self.axis = axis
    self.followUp = followUp
    self.clusters = clusters
    logSums = ClusterSums(count: Int(clusters.max() ?? -1) + 1)
    hazardSums = logSums
    if axis.entryOrder == nil {
      for row in followUp.time.indices { join(row) }
    }
  }

  private func weight(_ row: Int) -> Double { followUp.weights.values?[row] ?? 1 }

  private mutating func join(_ row: Int) {
    logSums.join(Int(clusters[row]), weight(row))
    hazardSums.join(Int(clusters[row]), weight(row))
  }

  /// The next time of the table: events and number at risk there.
  mutating func step(_ events: Double, _ atRisk: Double) -> (log: Double, hazard: Double) {
    let place = axis.exits[Int(axis.exitOrder[nextExit])]
    while let order = axis.entryOrder, nextEntry < order.count, let entries = axis.entries,
      entries[Int(order[nextEntry])] < place
    {
      join(Int(order[nextEntry]))
      nextEntry += 1
    }
    var leaving: [Int] = []
    while nextExit < axis.exitOrder.count, axis.exits[Int(axis.exitOrder[nextExit])] == place {
      leaving.append(Int(axis.exitOrder[nextExit]))
      nextExit += 1
    }
    // ∂ log(1 − d/n)/∂w is −1/n for one with the event, and d/(n(n − d)) for the others at risk.
    for row in leaving where followUp.event[row] {
      logSums.leave(Int(clusters[row]), weight(row), with: -1 / atRisk)
    }
    if events > 0, events < atRisk { logSums.level += events / (atRisk * (atRisk - events)) }
    // ∂ (d/n)/∂w is −d/n² for all at risk, and 1/n more for one with the event.
    if events > 0 { hazardSums.level -= events / (atRisk * atRisk) }
    for row in leaving {
      if !followUp.event[row] { logSums.leave(Int(clusters[row]), weight(row), with: 0) }
      hazardSums.leave(Int(clusters[row]), weight(row), with: followUp.event[row] ? 1 / atRisk : 0)
    }
    return (logSums.norm, hazardSums.norm)
  }
}

/// Per cluster c + level · w, of which only c and w change, one row at a time; the sum of squares follows from three sums.
private struct ClusterSums {
  /// What every unit of weight at risk has gathered so far.
  var level = 0.0
  private var gathered: [Double]
  private var weight: [Double]
  private var gatheredSquared = 0.0
  private var product = 0.0
  private var weightSquared = 0.0

  init(count: Int) {
    gathered = Array(repeating: 0, count: count)
    weight = gathered
  }

  /// The root of the sum of squares.
  var norm: Double {
    max(gatheredSquared + level * (2 * product + level * weightSquared), 0).squareRoot()
  }

  /// A row owes nothing of what was gathered before it came.
  mutating func join(_ cluster: Int, _ amount: Double) { change(cluster, by: amount, -level * amount) }

  /// A row takes with it what it gathered, and `part` for each unit of its weight.
  mutating func leave(_ cluster: Int, _ amount: Double, with part: Double) {
    change(cluster, by: -amount, (level + part) * amount)
  }

  private mutating func change(_ cluster: Int, by amount: Double, _ gain: Double) {
    let c = gathered[cluster]
    let w = weight[cluster]
    gatheredSquared += gain * (2 * c + gain)
    product += (c + gain) * (w + amount) - c * w
    weightSquared += amount * (2 * w + amount)
    gathered[cluster] = c + gain
    weight[cluster] = w + amount
  }
}
