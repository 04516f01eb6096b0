import Statistics

/// What each row of a Cox model has gathered: the events expected of it, and its part in the score; in sorted order.
///
///     eᵢ = exp(xᵢβ) Λ over the times at risk
///     sᵢ = wᵢ [ δᵢ (xᵢ − x̄(tᵢ)) − Σ over times at risk (xᵢ − x̄(t)) exp(xᵢβ) dΛ(t) ]
///
/// With Efron's ties a row with the event leaves its own denominators bit by bit.
///
/// - Complexity: O(*n* *p*²).
struct CoxScoreResiduals {
  /// w e of each sorted row.
  private(set) var expected: [Double]
  /// The parts in the score, in standardised covariates; those of a row begin at vector `row · lanes`.
  private(set) var scores: [SIMD4<Double>]
  /// For rows with the event, the mean of the covariates over their risk set; of event i at vector `i · lanes`.
  private(set) var eventMeans: [SIMD4<Double>] = []
  /// The sorted rows with the event, as ``eventMeans`` has them.
  private(set) var eventRows: [Int] = []
  /// The hazard from which they come.
  private(set) var hazards: CoxHazards

  init(_ likelihood: CoxLikelihood, _ beta: [Double]) {
    let data = likelihood.data
    let lanes = data.lanes
    let risks = likelihood.risks(beta)
    var expected = [Double](repeating: 0, count: data.rowCount)
    var scores = [SIMD4<Double>](repeating: .zero, count: data.rowCount * lanes)
    var eventMeans: [SIMD4<Double>] = []
    var eventRows: [Int] = []
    hazards = CoxHazards(likelihood, risks: risks) { block, own in
      for row in block.firstEvent..<block.end {
        eventRows.append(row)
        expected[row] = -risks[row] * own.spared
        for lane in 0..<lanes {
          let place = row * lanes + lane
          let x = data.x[place]
          eventMeans.append(own.mean[lane])
          // Its own time will be counted in full: give back what had left by then.
          scores[place] =
            data.weights[row] * (x - own.mean[lane]) + risks[row] * (x * own.spared - own.sparedMean[lane])
        }
      }
    }
    self.eventMeans = eventMeans
    self.eventRows = eventRows
    for (row, times) in data.stays().enumerated() where !times.isEmpty {
      let isLate = hazards.earlier(times, data)
      let hazard = hazards.hazard(times, data)
      expected[row] += risks[row] * hazard
      for lane in 0..<lanes {
        var mean = hazards.means[times.lowerBound * lanes + lane]
        if isLate { mean -= hazards.means[times.upperBound * lanes + lane] }
        scores[row * lanes + lane] -= risks[row] * (data.x[row * lanes + lane] * hazard - mean)
      }
    }
    self.expected = expected
    self.scores = scores
  }
}
