/// A test that groups have the same rate of events while under observation, whatever the dependence among events of one subject.
///
///     Uⱼ = Σ (dNⱼ − Yⱼ/Y dN),   χ² = Uᵀ B⁻¹ U,   B = Σᵢ UᵢUᵢᵀ,   Uᵢⱼ = Σ (1{i in j} − Yⱼ/Y)(dNᵢ − Yᵢ dN/Y)
///
/// over event times, with the last group left out: the robust score test of Andersen and Gill's model, ties by Breslow's method.
/// Chi-squared with one degree of freedom fewer than there are groups. Death only ends observation here: the test compares rates
/// among those alive. Undefined (nil) with fewer than two groups of subjects, or without events.
///
/// - Complexity: O(*n* log *n* · *k*²) for *k* groups.
///
/// Lawless & Nadeau (1995), *Technometrics* 37, 158-168, doi:10.1080/00401706.1995.10484300; Lin, Wei, Yang & Ying (2000),
/// *JRSS B* 62, 711-730, doi:10.1111/1467-9868.00259.
public struct RecurrentRateTest: Sendable, Equatable {
  /// χ².
  public let statistic: Double
  /// The degrees of freedom.
  public let degreesOfFreedom: Int

  /// The p-value.
  public var pValue: Double { ChiSquared(degreesOfFreedom: Double(degreesOfFreedom)).upperTail(statistic) }

  /// Compares groups.
  ///
  /// - Parameters:
  ///   - history: the events of all.
  ///   - groups: the group of each subject, from 0; a subject below 0 is in none.
  ///   - count: how many groups there are; those without subjects are left out.
  public init?(_ history: RecurrentHistory, groups: [Int32], count: Int) {
    var sizes = Array(repeating: 0, count: count)
    for group in groups where group >= 0 { sizes[Int(group)] += 1 }
    let occupied = sizes.indices.filter { sizes[$0] > 0 }
    guard occupied.count > 1, groups.count == history.ends.count else { return nil }
    var place = Array(repeating: -1, count: count)
    for (order, group) in occupied.enumerated() { place[group] = order }
    let codes = groups.map { $0 < 0 ? -1 : place[Int($0)] }
    let residuals = Self.residuals(history, codes, occupied.count)
    let width = occupied.count - 1
    var score = Array(repeating: 0.0, count: width)
    var spread = SymmetricMatrix(size: width)
    for subject in codes.indices where codes[subject] >= 0 {
      let own = residuals[(subject * width)..<((subject + 1) * width)]
      let first = own.startIndex
      for i in 0..<width {
        score[i] += own[first + i]
        for j in 0...i { spread[i, j] += own[first + i] * own[first + j] }
      }
    }
    let factors = LDLDecomposition(spread)
    guard factors.rank > 0 else { return nil }
    statistic = factors.inverseQuadraticForm(score)
    degreesOfFreedom = factors.rank
  }

  /// Uᵢⱼ of each subject, row by row.
  private static func residuals(_ history: RecurrentHistory, _ codes: [Int], _ count: Int) -> [Double] {
    let width = count - 1
    var present = Array(repeating: 0, count: count)
    for code in codes where code >= 0 { present[code] += 1 }
    var result = Array(repeating: 0.0, count: codes.count * width)
    /// ∫ dN/Y, and ∫ Yⱼ/Y dN/Y.
    var hazard = 0.0
    var weighted = Array(repeating: 0.0, count: width)
    let leaving = history.leaving
    var left = 0
    func leave(before time: Double) {
      while left < leaving.count, history.ends[leaving[left]] < time {
        let subject = leaving[left]
        left += 1
        guard codes[subject] >= 0 else { continue }
        present[codes[subject]] -= 1
        for j in 0..<width {
          result[subject * width + j] -= (codes[subject] == j ? hazard : 0) - weighted[j]
        }
      }
    }
    var event = 0
    while event < history.eventTimes.count {
      let time = history.eventTimes[event]
      leave(before: time)
      let total = Double(present.reduce(0, +))
      let shares = (0..<width).map { Double(present[$0]) / total }
      var events = 0.0
      while event < history.eventTimes.count, history.eventTimes[event] == time {
        let subject = Int(history.eventSubjects[event])
        event += 1
        guard codes[subject] >= 0 else { continue }
        events += 1
        for j in 0..<width { result[subject * width + j] += (codes[subject] == j ? 1 : 0) - shares[j] }
      }
      guard events > 0 else { continue }
      hazard += events / total
      for j in 0..<width { weighted[j] += shares[j] * events / total }
    }
    leave(before: .infinity)
    return result
  }
}
