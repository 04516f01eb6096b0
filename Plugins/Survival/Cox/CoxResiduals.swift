import RealModule
import Statistics

/// Residuals of rows with events, one for each, from the first time of each stratum to its last.
public struct SchoenfeldResiduals: Sendable {
  /// The row of each event.
  public let rows: [Int]
  /// When it happened, near ties merged.
  public let times: [Double]
  /// For each covariate a number for each event.
  public let columns: [[Double]]
}

extension FittedCox {
  /// The martingale residual of each row: events less events expected; NaN for rows that were left out.
  ///
  /// Sums to zero over the rows by weight. Near 1 is an event that came sooner than expected, far below 0 a row that outlived
  /// expectation. Rows of one subject may be added up.
  ///
  /// Therneau, Grambsch & Fleming (1990), *Biometrika* 77, 147-160, doi:10.1093/biomet/77.1.147.
  public func martingaleResiduals() -> [Double] {
    var result = [Double](repeating: .nan, count: strata.count)
    for (sorted, row) in data.source.enumerated() {
      result[Int(row)] = (followUp.event[Int(row)] ? 1 : 0) - gathered.expected[sorted] / data.weights[sorted]
    }
    return result
  }

  /// The martingale residuals, made more nearly symmetric.
  ///
  ///     d = sign(m) √(−2 [m + δ log(δ − m)])
  ///
  /// Therneau, Grambsch & Fleming (1990), as above.
  public func devianceResiduals() -> [Double] {
    zip(martingaleResiduals(), followUp.event).map { Self.deviance(martingale: $0, events: $1 ? 1 : 0) }
  }

  /// The deviance residual of a martingale residual, of a row or of all rows of a subject with so many events.
  static func deviance(martingale residual: Double, events: Double) -> Double {
    let log = events > 0 ? events * .log(max(events - residual, .leastNormalMagnitude)) : 0
    let size = max(-2 * (residual + log), 0).squareRoot()
    return residual.isNaN ? .nan : residual < 0 ? -size : size
  }

  /// Each row's part in the score, by covariate; NaN for rows that were left out.
  ///
  /// - Returns: for each covariate a number for each row.
  /// - Throws: ``FollowUpError/exactTiesUnsupported(method:)``.
  public func scoreResiduals() throws -> [[Double]] {
    try refuseExact("The score residual")
    return unsorted { sorted, i in
      gathered.scores[sorted * data.lanes + i / 4][i % 4] * data.scales[i] / data.weights[sorted]
    }
  }

  /// How much each coefficient would change, nearly, were the row left out; NaN for rows that were.
  ///
  /// The score residual times the inverse information. A case weight multiplies it; of a row that stands for several
  /// subjects by its frequency it is the influence of one of them.
  ///
  /// - Parameter standardized: in units of the coefficient's standard error (from the inverse information).
  /// - Returns: for each covariate a number for each row.
  /// - Throws: ``FollowUpError/exactTiesUnsupported(method:)``.
  public func coefficientChanges(standardized: Bool = false) throws -> [[Double]] {
    try refuseExact("The change of a coefficient")
    let size = covariates.columns
    let replicates = followUp.weights.replicates
    let factors = (0..<size).map { i in
      let error = standardized ? model.variance[i, i].squareRoot() : 1
      return (0..<size).map { error > 0 ? model.variance[i, $0] * data.scales[$0] / error : 0 }
    }
    return unsorted { sorted, i in
      var sum = 0.0
      for j in 0..<size { sum += factors[i][j] * gathered.scores[sorted * data.lanes + j / 4][j % 4] }
      return replicates ? sum / data.weights[sorted] : sum
    }
  }

  /// For each event, its covariates less their mean over its risk set.
  ///
  /// Schoenfeld (1982), *Biometrika* 69, 239-241, doi:10.1093/biomet/69.1.239.
  ///
  /// - Returns: one for each row with the event.
  /// - Throws: ``FollowUpError/exactTiesUnsupported(method:)``.
  public func schoenfeldResiduals() throws -> SchoenfeldResiduals {
    try refuseExact("The Schoenfeld residual")
    let places = gathered.eventRows.indices
    let times = data.blocks.flatMap { Array(repeating: $0.time, count: $0.end - $0.firstEvent) }
    let order = forwardOrder()
    let columns = (0..<covariates.columns).map { i in
      let residuals = places.map { place -> Double in
        let row = gathered.eventRows[place]
        return (data.x[row * data.lanes + i / 4][i % 4] - gathered.eventMeans[place * data.lanes + i / 4][i % 4])
          * data.scales[i]
      }
      return order.map { residuals[$0] }
    }
    return SchoenfeldResiduals(
      rows: order.map { Int(data.source[gathered.eventRows[$0]]) }, times: order.map { times[$0] }, columns: columns)
  }

  /// The Schoenfeld residuals in the units of the coefficients: β plus d V times the residual, for d events.
  ///
  /// Their smoothed course over time is that of a coefficient that changes.
  ///
  /// Grambsch & Therneau (1994), *Biometrika* 81, 515-526, doi:10.1093/biomet/81.3.515.
  ///
  /// - Returns: one for each row with the event.
  /// - Throws: ``FollowUpError/exactTiesUnsupported(method:)``.
  public func scaledSchoenfeldResiduals() throws -> SchoenfeldResiduals {
    let plain = try schoenfeldResiduals()
    let columns = model.coefficients.indices.map { i -> [Double] in
      guard model.coefficients[i].state == .estimated else {
        return Array(repeating: .nan, count: plain.rows.count)
      }
      return plain.rows.indices.map { place in
        let sum = model.coefficients.indices.reduce(0) { $0 + model.variance[i, $1] * plain.columns[$1][place] }
        return model.reached[i] + model.eventCount * sum
      }
    }
    return SchoenfeldResiduals(rows: plain.rows, times: plain.times, columns: columns)
  }

  private func refuseExact(_ what: String) throws {
    if model.ties == .exact { throw FollowUpError.exactTiesUnsupported(method: what) }
  }

  /// Places of events stratum by stratum, in each from the first time to the last.
  private func forwardOrder() -> [Int] {
    var result: [Int] = []
    result.reserveCapacity(gathered.eventRows.count)
    var (stratum, place) = ([Int](), 0)
    for block in data.blocks {
      if block.opensStratum {
        result += stratum.reversed()
        stratum = []
      }
      for _ in block.firstEvent..<block.end {
        stratum.append(place)
        place += 1
      }
    }
    return result + stratum.reversed()
  }

  private func unsorted(_ value: (Int, Int) -> Double) -> [[Double]] {
    (0..<covariates.columns).map { i in
      var column = [Double](repeating: .nan, count: strata.count)
      for (sorted, row) in data.source.enumerated() { column[Int(row)] = value(sorted, i) }
      return column
    }
  }
}
