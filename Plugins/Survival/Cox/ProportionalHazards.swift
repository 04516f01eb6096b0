import RealModule
public import Statistics

/// The test that hazard ratios do not change with time.
///
/// Each coefficient is let change as β + θ g(t), and the score test of θ = 0 is taken at the fitted model:
///
///     U_θ = Σ over events g(t) (x − x̄(t)),   χ² = (0, U_θ)ᵀ [ I, I_g; I_g, I_gg ]⁻¹ (0, U_θ)
///
/// where I_g and I_gg weigh each event time's part in the information by g and g². g is centred at its mean over events. One test
/// for each term, and one for all together. Aliased and infinite coefficients take no part; a term with none left, or a g
/// that is undefined (log 0), has no test (nil).
///
/// - Complexity: O(*n* *p*²).
///
/// Grambsch & Therneau (1994), *Biometrika* 81, 515-526, doi:10.1093/biomet/81.3.515; as a score test, without their
/// approximation, as in R's survival since version 3.
public struct ProportionalHazards: Sendable {
  /// g, the way in which hazard ratios might change.
  public enum TimeScale: String, Sendable, CaseIterable {
    /// 1 − S(t−), of the Kaplan-Meier curve of all rows: R's default.
    case survival = "km"
    /// t.
    case identity
    /// The rank of t among all times, tied ones sharing their mean rank.
    case rank
    /// log t.
    case log
  }

  /// One for each term.
  public let terms: [LikelihoodTest?]
  /// All terms together.
  public let global: LikelihoodTest?

  /// Tests a fitted model.
  ///
  /// - Parameters:
  ///   - model: fitted to these very rows.
  ///   - followUp: the rows.
  ///   - covariates: their covariates.
  ///   - terms: the columns of each term; nil for one term a column.
  ///   - strata: as the model was fitted with.
  ///   - stratumCount: the number of strata.
  ///   - offset: as the model was fitted with.
  ///   - scale: how hazard ratios might change.
  /// - Throws: ``FollowUpError``.
  public init(
    _ model: CoxModel, _ followUp: FollowUp, _ covariates: CovariateMatrix, terms: [Range<Int>]? = nil,
    strata: [Int32]? = nil, stratumCount: Int = 1, offset: [Double]? = nil, scale: TimeScale = .survival
  ) throws {
    let kept = model.coefficients.indices.filter { model.coefficients[$0].state == .estimated }
    let matrix = try CovariateMatrix(columns: kept.map { Array(covariates.column($0)) })
    let data = try CoxData(followUp, matrix, strata: strata, stratumCount: stratumCount, offset: offset)
    try self.init(model, followUp, data, kept: kept, terms: terms, strata: strata, scale: scale)
  }

  /// Tests a fitted model on rows that are in order already, with the columns that have a finite estimate.
  init(
    _ model: CoxModel, _ followUp: FollowUp, _ data: CoxData, kept: [Int], terms: [Range<Int>]?, strata: [Int32]?,
    scale: TimeScale
  ) throws {
    let clock = try TimeClock(followUp, strata, scale)
    let parts = TimeParts(CoxLikelihood(data, ties: model.ties), kept.map { model.coefficients[$0].value ?? 0 }, clock)
    func test(_ columns: [Int]) -> LikelihoodTest? {
      guard !columns.isEmpty, clock.isDefined else { return nil }
      return LikelihoodTest(parts.statistic(columns), columns.count)
    }
    self.terms = (terms ?? model.coefficients.indices.map { $0..<($0 + 1) }).map { term in
      test(kept.indices.filter { term.contains(kept[$0]) })
    }
    global = test(Array(kept.indices))
  }
}

/// g(t), for the times of events.
struct TimeClock {
  private let table: EventTable
  private let values: [Double]
  let isDefined: Bool

  init(_ followUp: FollowUp, _ strata: [Int32]?, _ scale: ProportionalHazards.TimeScale) throws {
    let rows = followUp.time.indices.filter { (strata?[$0] ?? 0) >= 0 }
    let weights = followUp.weights.replicates ? followUp.weights : .none
    let table = try EventTable(
      FollowUp(
        agreeing: followUp.time, event: followUp.event, entry: followUp.entry, weights: weights, continues: nil
      ).selecting(rows))
    self.table = table
    switch scale {
    case .survival: values = zip([1] + KaplanMeier(table).survival, table.times).map { survival, _ in 1 - survival }
    case .identity: values = table.times
    case .log: values = table.times.map { Double.log($0) }
    case .rank:
      var before = 0.0
      values = table.times.indices.map { place in
        let here = table.events[place] + table.censored[place]
        defer { before += here }
        return before + (here + 1) / 2
      }
    }
    isDefined = zip(values, table.events).allSatisfy { $0.isFinite || $1 == 0 }
  }

  subscript(time: Double) -> Double {
    values[table.times.partitionPoint { $0 < time }]
  }
}

/// The score of θ, and the information weighed by 1, g and g².
private struct TimeParts {
  private var score: [Double]
  private var plain: SymmetricMatrix
  private var weighed: SymmetricMatrix
  private var squared: SymmetricMatrix

  init(_ likelihood: CoxLikelihood, _ coefficients: [Double], _ clock: TimeClock) {
    let data = likelihood.data
    let count = data.blocks.reduce(0) { $0 + $1.tied }
    let mean = data.blocks.reduce(0) { $0 + $1.tied * clock[$1.time] } / count
    var points = Array(repeating: CoxPoint(size: data.covariates), count: 3)
    var events = [Double](repeating: 0, count: data.covariates)
    let beta = zip(coefficients, data.scales).map { $0 * $1 }
    for block in data.blocks {
      let g = clock[block.time] - mean
      for row in block.firstEvent..<block.end {
        for i in 0..<data.covariates { events[i] += g * data.weights[row] * data.x[row * data.lanes + i / 4][i % 4] }
      }
    }
    if likelihood.countsSubsets {
      CoxExact.forEachEventTime(data, risks: likelihood.risks(beta)) { block, subsets in
        let g = clock[block.time] - mean
        for (place, weight) in [1, g, g * g].enumerated() { points[place].subtract(subsets, block, weight: weight) }
      }
    } else {
      var tallies = Array(repeating: CoxTally(covariates: data.covariates, lanes: data.lanes), count: 3)
      likelihood.forEachRiskSet(likelihood.risks(beta)) { block, atRisk, died in
        let g = clock[block.time] - mean
        let terms = CoxTieTerms(block, likelihood.ties, atRisk: atRisk.zeroth, died: died?.zeroth ?? 0)
        for (place, weight) in [1, g, g * g].enumerated() { tallies[place].add(terms.times(weight), atRisk, died) }
      }
      for place in tallies.indices { tallies[place].finish(into: &points[place]) }
    }
    plain = points[0].information
    weighed = points[1].information
    squared = points[2].information
    score = zip(events, points[1].score).map { $0 + $1 }
  }

  /// χ² for these columns.
  func statistic(_ columns: [Int]) -> Double {
    let size = plain.size
    var matrix = SymmetricMatrix(size: size + columns.count)
    for i in 0..<size {
      for j in 0...i { matrix[i, j] = plain[i, j] }
      for (place, column) in columns.enumerated() { matrix[size + place, i] = weighed[column, i] }
    }
    for (place, column) in columns.enumerated() {
      for (other, second) in columns.enumerated() { matrix[size + place, size + other] = squared[column, second] }
    }
    let vector = Array(repeating: 0, count: size) + columns.map { score[$0] }
    return LDLDecomposition(matrix).inverseQuadraticForm(vector)
  }
}
