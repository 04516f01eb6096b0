import Designs
import RealModule
import Statistics

/// What a Cox model says of each row, with standard errors; NaN for rows that were left out.
public struct CoxPrediction: Sendable {
  /// One for each row.
  public internal(set) var values: [Double]
  /// Their standard errors.
  public internal(set) var standardErrors: [Double]
}

/// What the linear predictor of a row is taken against.
public enum CoxReference: String, Sendable, CaseIterable {
  /// The middle of the sample, ``FittedCox/centre``. For a model without strata.
  case sample
  /// The mean of the covariates in the row's own stratum, since hazards of different strata do not compare.
  case strata
  /// Covariates of zero.
  case zero
}

extension FittedCox {
  /// xβ of each row against a reference: the log of its hazard ratio; an offset counts from its mean.
  ///
  /// As R's `predict(fit, type = "lp")`.
  ///
  /// - Parameter reference: what it is taken against.
  /// - Returns: one for each row.
  public func linearPredictors(_ reference: CoxReference = .strata) -> CoxPrediction {
    let form = RepeatedQuadraticForm(variance)
    let centres = centres(reference)
    var result = blank
    var x = [Double](repeating: 0, count: covariates.columns)
    for row in strata.indices where strata[row] >= 0 {
      let first = reference == .strata ? Int(strata[row]) * x.count : 0
      var value = (offset?[row] ?? 0) - data.meanOffset
      for i in x.indices {
        x[i] = covariates.values[i * covariates.rows + row] - centres[first + i]
        value += x[i] * model.reached[i]
      }
      result.values[row] = value
      result.standardErrors[row] = hasInfinite ? .nan : max(form(x), 0).squareRoot()
    }
    return result
  }

  /// exp(xβ) of each row: its hazard against that of the reference, with the standard error by the delta method.
  ///
  /// The values are those of R's `predict(fit, type = "risk")`. Its standard errors are se(xβ) √risk; these are se(xβ) risk.
  ///
  /// - Parameter reference: what it is taken against.
  /// - Returns: one for each row.
  public func risks(_ reference: CoxReference = .strata) -> CoxPrediction {
    var result = linearPredictors(reference)
    for row in result.values.indices {
      result.values[row] = .exp(result.values[row])
      result.standardErrors[row] *= result.values[row]
    }
    return result
  }

  /// The events expected of each row over its own follow-up: exp(xβ) Λ₀ over (entry, time].
  ///
  /// As R's `predict(fit, type = "expected")`. With entries the variance is that of the increment of Λ; R subtracts the
  /// variances at entry and time instead, though the two are dependent.
  public func expectedEvents() -> CoxPrediction {
    let form = RepeatedQuadraticForm(variance)
    var result = blank
    var distance = [Double](repeating: 0, count: covariates.columns)
    var (reach, before) = (distance, distance)
    let stays = data.stays()
    for (sorted, times) in stays.enumerated() {
      let row = Int(data.source[sorted])
      result.values[row] = gathered.expected[sorted] / data.weights[sorted]
      guard !times.isEmpty else {
        result.standardErrors[row] = 0
        continue
      }
      var predictor = data.offsets?[sorted] ?? 0
      for i in distance.indices {
        distance[i] = covariates.values[i * covariates.rows + row] - data.means[i]
        predictor += distance[i] * model.reached[i]
      }
      fillReach(&reach, times.lowerBound, distance, gathered.hazards.cumulative[times.lowerBound])
      var square = gathered.hazards.squares[times.lowerBound]
      if gathered.hazards.earlier(times, data) {
        fillReach(&before, times.upperBound, distance, gathered.hazards.cumulative[times.upperBound])
        for i in reach.indices { reach[i] -= before[i] }
        square -= gathered.hazards.squares[times.upperBound]
      }
      result.standardErrors[row] = hasInfinite ? .nan : .exp(predictor) * max(square + form(reach), 0).squareRoot()
    }
    return result
  }

  private var blank: CoxPrediction {
    let nothing = [Double](repeating: .nan, count: strata.count)
    return CoxPrediction(values: nothing, standardErrors: nothing)
  }

  /// The covariates of the reference; stratum after stratum where it is that.
  private func centres(_ reference: CoxReference) -> [Double] {
    switch reference {
    case .zero: return Array(repeating: 0, count: covariates.columns)
    case .sample: return centre
    case .strata:
      guard stratumCount > 1 else { return centre }
      var sums = [Double](repeating: 0, count: stratumCount * covariates.columns)
      var totals = [Double](repeating: 0, count: stratumCount)
      let weights = followUp.weights.values
      for row in strata.indices where strata[row] >= 0 {
        let (stratum, weight) = (Int(strata[row]), weights?[row] ?? 1)
        totals[stratum] += weight
        for i in 0..<covariates.columns {
          sums[stratum * covariates.columns + i] += weight * covariates.values[i * covariates.rows + row]
        }
      }
      return sums.indices.map { totals[$0 / covariates.columns] > 0 ? sums[$0] / totals[$0 / covariates.columns] : 0 }
    }
  }
}
