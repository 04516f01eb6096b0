import Statistics

/// The probability of not having been censored before each time, by group of subjects.
///
///     G(t−) = ∏ (1 − cᵢ / nᵢ)   over times tᵢ < t
///
/// Of the nᵢ at risk those who have an event at tᵢ are counted by cmprsk's convention, and not by survival's. Beyond the last time of
/// a group it is zero: whoever belongs to it has been censored by then.
struct CensoringCurve {
  /// The number of distinct times.
  private let places: Int
  private let values: [Double]
  /// For each group and time, those at risk and those censored: by weight.
  private(set) var atRisk: [Double]
  private(set) var censored: [Double]

  /// - Parameters:
  ///   - outcomes: the rows.
  ///   - axis: their times.
  ///   - groups: for each row the number of its group, from 0.
  ///   - count: the number of groups.
  ///   - convention: whether who has an event could still be censored at the same time.
  init(
    _ outcomes: CompetingOutcomes, _ axis: TimeAxis, groups: [Int32]?, count: Int, _ convention: FineGrayConvention
  ) {
    let places = axis.times.count
    var censored = [Double](repeating: 0, count: places * count)
    var ends = censored
    // As in R, case weights do not enter here: subjects are censored one by one.
    let weights = outcomes.followUp.weights.replicates ? outcomes.followUp.weights.values : nil
    for row in outcomes.codes.indices {
      let cell = Int(groups?[row] ?? 0) * places + Int(axis.exits[row])
      let weight = weights?[row] ?? 1
      ends[cell] += weight
      if outcomes.codes[row] == 0 { censored[cell] += weight }
    }
    var atRisk = ends
    var values = ends
    for group in 0..<count {
      let range = (group * places)..<((group + 1) * places)
      var sum = 0.0
      for cell in range.reversed() {
        sum += ends[cell]
        atRisk[cell] = sum
      }
      var product = 1.0
      for cell in range {
        values[cell] = atRisk[cell] > 0 ? product : 0
        guard censored[cell] > 0 else { continue }
        let couldBe = convention == .cmprsk ? atRisk[cell] : atRisk[cell] - (ends[cell] - censored[cell])
        product *= 1 - censored[cell] / couldBe
      }
    }
    self.places = places
    self.values = values
    self.atRisk = atRisk
    self.censored = censored
  }

  /// G just before a time, for a group.
  func before(_ place: Int, group: Int) -> Double { values[group * places + place] }

  /// The place of a group's number at a time in ``atRisk`` and ``censored``.
  func cell(_ place: Int, group: Int) -> Int { group * places + place }
}
