import RealModule
public import Statistics

/// Survival had everybody been in one group, and then everybody in another: direct standardisation from a Cox model.
///
///     S_g(t) = mean over subjects i of exp(−H₀(t) exp(γ_g + x_i β))
///
/// where γ_g is the coefficient of group g, and H₀ the baseline hazard of Breslow or Efron, as ties enter the model. The mean is
/// over all subjects, or over those of one group. Its variance comes from the influence of each subject,
///
///     φ_i = (S_i − S_g)/n − A φ_H,i(t) − Bᵀ φ_β,i,   A = mean of S r,   B = mean of S H₀ r x,   r = exp(γ_g + xβ)
///
/// through the sample of covariates, the coefficients and the baseline hazard; var = Σ φ². Coefficients that are infinite
/// stand at a very large value, and there is no variance then. Rests on proportional hazards, and on the model being right.
///
/// - Complexity: O(*n* *p*²) for the model, O(*n* *k* *p*) for each time.
///
/// Makuch (1982), *Journal of Chronic Diseases* 35, 437-443, doi:10.1016/0021-9681(82)90058-3. Ozenne, Scheike, Stærk &
/// Gerds (2020), *Biometrical Journal* 62, 751-763, doi:10.1002/bimj.201800298.
public struct StandardisedSurvival: Sendable {
  /// The curves at one time.
  public struct Point: Sendable {
    /// The time.
    public let time: Double
    /// S of each group.
    public let survival: [Double]
    /// The covariance of these; nil where a coefficient is infinite.
    public let covariance: SymmetricMatrix?
  }

  /// The model: an indicator for each group but the first, then the covariates.
  public let fit: CoxModel
  /// The event times, ascending.
  public let eventTimes: [Double]
  /// The last time observed.
  public let lastTime: Double
  let groupCount: Int

  /// H₀ at each event time, at the mean of the covariates.
  private let hazards: [Double]
  private let influence: HazardInfluence
  /// exp(xβ) of each sorted row, without its group.
  private let risks: [Double]
  /// exp(γ) of each group.
  private let groupRisks: [Double]
  /// The scaled indicators of each group.
  private let groupColumns: [[Double]]
  /// Whether each sorted row is among those over whom the mean is taken.
  private let isTarget: [Bool]
  private let targetCount: Double
  private let hasVariance: Bool

  /// Fits the model.
  ///
  /// - Parameters:
  ///   - followUp: the rows, one a subject, each counted once.
  ///   - groups: the group of each, from 0; each group should have somebody.
  ///   - groupCount: the number of groups.
  ///   - covariates: the columns besides the group.
  ///   - target: the group over whose subjects the mean is taken; nil for everybody.
  ///   - ties: how tied events enter the model and its baseline hazard.
  /// - Throws: ``FollowUpError``.
  public init(
    _ followUp: FollowUp, groups: [Int32], groupCount: Int, covariates: [[Double]], target: Int? = nil,
    ties: CoxTies = .efron
  ) throws {
    let indicators = (1..<max(groupCount, 1)).map { group in groups.map { $0 == Int32(group) ? 1.0 : 0 } }
    let matrix = try CovariateMatrix(columns: indicators + covariates)
    let fit = try CoxModel(followUp, matrix, ties: ties)
    let data = try CoxData(followUp, matrix, strata: nil, stratumCount: 1)
    let likelihood = CoxLikelihood(data, ties: ties)
    let beta = Self.scaled(fit, data)
    self.fit = fit
    self.groupCount = groupCount
    lastTime = followUp.time.max() ?? 0
    influence = HazardInfluence(likelihood, beta, followUp)
    eventTimes = influence.times
    hazards = influence.hazards
    hasVariance = !fit.coefficients.contains { $0.state == .infinite }
    let columns = indicators.count
    risks = (0..<data.rowCount).map { row in
      var sum = 0.0
      for place in columns..<data.covariates { sum += beta[place] * data.x[row * data.lanes + place / 4][place % 4] }
      return .exp(sum)
    }
    let groupColumns = (0..<groupCount).map { group in
      (0..<columns).map { ((group == $0 + 1 ? 1 : 0) - data.means[$0]) / data.scales[$0] }
    }
    self.groupColumns = groupColumns
    groupRisks = groupColumns.map { .exp(zip($0, beta).reduce(0) { $0 + $1.0 * $1.1 }) }
    let isTarget = data.source.map { row in target.map { groups[Int(row)] == Int32($0) } ?? true }
    self.isTarget = isTarget
    targetCount = Double(isTarget.count { $0 })
  }

  /// The coefficients of the scaled covariates, those that are infinite at a value beyond which nothing changes.
  private static func scaled(_ fit: CoxModel, _ data: CoxData) -> [Double] {
    fit.coefficients.enumerated().map { place, coefficient in
      guard let value = coefficient.value else { return 0 }
      return value.isFinite ? value * data.scales[place] : (value < 0 ? -30 : 30) / max(data.spans[place], 1e-300)
    }
  }

  /// S of a group at a time.
  ///
  /// - Complexity: O(*n*).
  public func survival(of group: Int, at time: Double) -> Double {
    let place = eventTimes.partitionPoint { $0 <= time }
    guard place > 0 else { return 1 }
    let hazard = hazards[place - 1] * groupRisks[group]
    var sum = 0.0
    for row in risks.indices where isTarget[row] { sum += .exp(-hazard * risks[row]) }
    return sum / targetCount
  }

  /// The first event time by which a group's curve has fallen to a height; nil where it does not.
  ///
  /// - Complexity: O(*n* log *T*).
  public func time(of group: Int, at height: Double) -> Double? {
    let place = eventTimes.partitionPoint { survival(of: group, at: $0) > height }
    return place < eventTimes.count ? eventTimes[place] : nil
  }

  /// All groups at a time, with the covariance of their estimates.
  ///
  /// - Complexity: O(*n* *k* *p*).
  public func point(at time: Double) -> Point {
    let place = eventTimes.partitionPoint { $0 <= time }
    let hazard = place > 0 ? hazards[place - 1] : 0
    var survival: [Double] = []
    var parts: [[Double]] = []
    for group in 0..<groupCount {
      let shares = self.shares(of: group, hazard)
      survival.append(shares.mean)
      if hasVariance { parts.append(self.parts(of: group, shares, place, hazard)) }
    }
    guard hasVariance else { return Point(time: time, survival: survival, covariance: nil) }
    var covariance = SymmetricMatrix(size: groupCount)
    for g in 0..<groupCount {
      for h in 0...g {
        var sum = 0.0
        for row in parts[g].indices { sum += parts[g][row] * parts[h][row] }
        covariance[g, h] = sum
      }
    }
    return Point(time: time, survival: survival, covariance: covariance)
  }

  /// Each subject's survival in a group, and how the mean follows the hazard and the coefficients.
  private struct Shares {
    var survival: [Double]
    var mean: Double
    /// A: the mean of S r.
    var slope: Double
    /// B / H₀: the mean of S r x.
    var slopes: [Double]
  }

  private func shares(of group: Int, _ hazard: Double) -> Shares {
    let risk = groupRisks[group]
    var survival = [Double](repeating: 1, count: risks.count)
    var mean = 0.0
    var slope = 0.0
    var slopes = [SIMD4<Double>](repeating: .zero, count: influence.lanes)
    for row in risks.indices {
      let r = risk * risks[row]
      let s = Double.exp(-hazard * r)
      survival[row] = s
      guard isTarget[row] else { continue }
      mean += s
      slope += s * r
      for lane in slopes.indices { slopes[lane] += influence.x[row &* slopes.count &+ lane] * (s * r) }
    }
    var columns = (0..<influence.columns).map { slopes[$0 / 4][$0 % 4] / targetCount }
    for (place, value) in groupColumns[group].enumerated() { columns[place] = value * slope / targetCount }
    return Shares(survival: survival, mean: mean / targetCount, slope: slope / targetCount, slopes: columns)
  }

  /// φ of each sorted row.
  private func parts(of group: Int, _ shares: Shares, _ place: Int, _ hazard: Double) -> [Double] {
    let means = influence.means(place)
    let direction = shares.slopes.indices.map { shares.slope * means[$0] - hazard * shares.slopes[$0] }
    return influence.combined(place, hazard: -shares.slope, coefficients: direction) { row in
      isTarget[row] ? (shares.survival[row] - shares.mean) / targetCount : 0
    }
  }
}
