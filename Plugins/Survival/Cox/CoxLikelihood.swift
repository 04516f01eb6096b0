import RealModule
import Statistics

/// How tied events enter the partial likelihood.
public enum CoxTies: String, Sendable, CaseIterable {
  /// As though tied events came one by one, in no known order: each in turn leaves a share of itself. R's default.
  ///
  /// Efron (1977), *JASA* 72, 557-565, doi:10.2307/2286217.
  case efron
  /// Each tied event against the whole risk set. SAS's default.
  ///
  /// Breslow (1974), *Biometrics* 30, 89-99, doi:10.2307/2529620.
  case breslow
  /// Each set of tied events against all sets of as many at risk, as though time were discrete: conditional logistic
  /// regression. The most work, and no case weights; worth it where ties are many.
  ///
  /// Cox (1972), *JRSS B* 34, 187-220; computed as Gail, Lubin & Rubinstein (1981), *Biometrika* 68, 703-707,
  /// doi:10.1093/biomet/68.3.703.
  case exact
}

/// The log partial likelihood at one β, with its slope and curvature.
struct CoxPoint {
  var logLikelihood: Double
  var score: [Double]
  var information: SymmetricMatrix

  /// Nothing yet.
  init(size: Int) {
    self.init(
      logLikelihood: 0, score: Array(repeating: 0, count: size), information: SymmetricMatrix(size: size))
  }

  init(logLikelihood: Double, score: [Double], information: SymmetricMatrix) {
    self.logLikelihood = logLikelihood
    self.score = score
    self.information = information
  }
}

/// The partial likelihood of a Cox model, in standardised covariates.
///
///     ℓ(β) = Σ over events  xβ − log Σ over the risk set  exp(xβ)
///
/// where xβ includes the offset, if there is one.
///
/// - Complexity: O(*n* *p*²) for each β.
struct CoxLikelihood {
  let data: CoxData
  let ties: CoxTies
  /// Σ w x over events, which does not depend on β.
  private let eventSum: [Double]
  /// Σ w times the offset over events.
  private let eventOffset: Double

  init(_ data: CoxData, ties: CoxTies) {
    self.data = data
    self.ties = ties
    var sum = [SIMD4<Double>](repeating: .zero, count: data.lanes)
    for block in data.blocks {
      for lane in 0..<data.lanes {
        sum[lane] += (block.firstEvent..<block.end).reduce(.zero) {
          $0 + data.x[$1 * data.lanes + lane] * data.weights[$1]
        }
      }
    }
    eventOffset =
      data.offsets.map { offsets in
        data.blocks.reduce(0) { sum, block in
          (block.firstEvent..<block.end).reduce(sum) { $0 + data.weights[$1] * offsets[$1] }
        }
      } ?? 0
    eventSum = (0..<data.covariates).map { sum[$0 / 4][$0 % 4] }
  }

  /// w exp(xβ) of each row.
  func risks(_ beta: [Double]) -> [Double] {
    let lanes = data.lanes
    let packed = (0..<lanes).map { lane in
      SIMD4((0..<4).map { 4 * lane + $0 < beta.count ? beta[4 * lane + $0] : 0 })
    }
    return data.x.withUnsafeBufferPointer { x in
      [Double](unsafeUninitializedCapacity: data.rowCount) { risks, count in
        // One number for each row, and `lanes` vectors of x for each.
        for row in 0..<data.rowCount {
          var product = SIMD4<Double>.zero
          for lane in 0..<lanes { product += x[row &* lanes &+ lane] * packed[lane] }
          risks[row] = product.sum()
        }
        if let offsets = data.offsets {
          for row in 0..<data.rowCount { risks[row] += offsets[row] }
        }
        for row in 0..<data.rowCount { risks[row] = data.weights[row] * .exp(risks[row]) }
        count = data.rowCount
      }
    }
  }

  /// The likelihood and its derivatives.
  func evaluate(_ beta: [Double]) -> CoxPoint {
    if countsSubsets { return evaluateExactly(beta) }
    var point = start(beta)
    var tally = CoxTally(covariates: data.covariates, lanes: data.lanes)
    forEachRiskSet(risks(beta)) { block, atRisk, died in
      let terms = CoxTieTerms(block, ties, atRisk: atRisk.zeroth, died: died?.zeroth ?? 0)
      tally.add(terms, atRisk, died)
    }
    tally.finish(into: &point)
    return point
  }

  /// What events contribute, whatever else is at risk.
  func start(_ beta: [Double]) -> CoxPoint {
    CoxPoint(
      logLikelihood: zip(beta, eventSum).reduce(eventOffset) { $0 + $1.0 * $1.1 }, score: eventSum,
      information: SymmetricMatrix(size: data.covariates))
  }

  /// Whether ties are treated exactly, and there are any.
  var countsSubsets: Bool { ties == .exact && data.blocks.contains { $0.tied > 1 } }

  /// Visits event times in order, each with the sums over its risk set and, where events are tied, over them.
  func forEachRiskSet(_ risks: [Double], _ visit: (CoxData.Block, RiskSums, RiskSums?) -> Void) {
    data.x.withUnsafeBufferPointer { x in
      risks.withUnsafeBufferPointer { risks in
        if data.hasLateEntries {
          withLateEntries(x, risks, visit)
        } else {
          withoutLateEntries(x, risks, visit)
        }
      }
    }
  }

  private func hasTies(_ block: CoxData.Block) -> Bool { ties == .efron && block.tied > 1 }

  private func withoutLateEntries(
    _ x: UnsafeBufferPointer<SIMD4<Double>>, _ risks: UnsafeBufferPointer<Double>,
    _ visit: (CoxData.Block, RiskSums, RiskSums?) -> Void
  ) {
    var atRisk = RiskSums(lanes: data.lanes)
    var died = RiskSums(lanes: data.lanes)
    for block in data.blocks {
      if block.opensStratum { atRisk.clear() }
      guard hasTies(block) else {
        atRisk.add(block.first..<block.end, x, risks)
        visit(block, atRisk, nil)
        continue
      }
      atRisk.add(block.first..<block.firstEvent, x, risks)
      died.clear()
      died.add(block.firstEvent..<block.end, x, risks)
      atRisk.add(died)
      visit(block, atRisk, died)
    }
  }

  private func withLateEntries(
    _ x: UnsafeBufferPointer<SIMD4<Double>>, _ risks: UnsafeBufferPointer<Double>,
    _ visit: (CoxData.Block, RiskSums, RiskSums?) -> Void
  ) {
    var total = CompensatedRiskSums(lanes: data.lanes)
    var step = RiskSums(lanes: data.lanes)
    var died = RiskSums(lanes: data.lanes)
    var atRisk = RiskSums(lanes: data.lanes)
    data.leavers.withUnsafeBufferPointer { leavers in
      for block in data.blocks {
        if block.opensStratum { total.clear() }
        step.clear()
        step.add(block.first..<block.firstEvent, x, risks)
        step.remove(UnsafeBufferPointer(rebasing: leavers[block.leavers]), x, risks)
        died.clear()
        died.add(block.firstEvent..<block.end, x, risks)
        total.add(step)
        total.add(died)
        total.corrected(into: &atRisk)
        visit(block, atRisk, hasTies(block) ? died : nil)
      }
    }
  }
}
