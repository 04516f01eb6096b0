import Analyses
import Cohorts

/// What a survival analysis is asked, read from a cohort: the follow-up of the subjects of whom everything is known
/// that the question needs, their groups and their strata.
struct SurvivalQuestion {
  /// The subjects of the cohort.
  let cohort: Cohort
  /// The endpoint.
  let endpoint: EndpointDefinition
  /// The position in the cohort of each subject who is in the analysis.
  let positions: [Int32]
  /// Their times, events and weights.
  let followUp: FollowUp
  /// What they are grouped by.
  let groups: ResolvedGroups
  /// The group of each of them; never negative.
  let codes: [Int32]
  /// Their strata; `nil` where there are none.
  let strata: Strata?
  /// Why subjects were left out, and how many, frequency weights counted.
  let left: [(reason: String, count: Int)]
  /// The number of subjects of the cohort, frequency weights counted.
  let subjects: Int

  /// Strata of the subjects in an analysis.
  struct Strata {
    let label: String
    let sources: [ResolvedGroups.Source]
    let codes: [Int32]
    let levels: [String]
  }

  /// The number of subjects left out because something was missing.
  var missing: Int { left.reduce(0) { $0 + $1.count } }

  /// Reads a question from a cohort.
  ///
  /// A subject is left out for the first thing that is missing of: the endpoint, a group, a stratum, the weight,
  /// any other column asked for, the origin from which the day of an exposure counts.
  init(
    _ cohort: Cohort, endpoint request: EndpointRequest, by: [ColumnRequest] = [], strata: [ColumnRequest] = [],
    weights: String? = nil, alsoPresent: [(label: String, validity: Validity)] = [], exposure: String? = nil
  ) throws {
    let times = try cohort.times(of: request)
    let groups = try cohort.groups(by: by)
    let strataGroups = strata.isEmpty ? nil : try cohort.groups(by: strata)
    let counts = try weights.map { try cohort.frequencies($0) }
    func size(_ positions: some Collection<Int>) -> Int {
      guard let counts else { return positions.count }
      return positions.reduce(0) { $0 + (counts.validity[$1] ? Int(counts.values[$1]) : 1) }
    }
    let subjects = size(0..<cohort.count)
    var left: [(reason: String, count: Int)] = []
    func note(_ reason: String, _ count: Int) { if count > 0 { left.append((reason, count)) } }
    if times.missing > 0 {
      note("without \(times.definition.label)", subjects - size(times.positions.map { Int($0) }))
    }
    var rows = times.positions.indices.map { $0 }
    func keep(_ reason: String, _ isPresent: (Int) -> Bool) {
      note(reason, size(rows.map { Int(times.positions[$0]) }.filter { !isPresent($0) }))
      rows = rows.filter { isPresent(Int(times.positions[$0])) }
    }
    if groups.grouping.missing > 0 { keep("without \(groups.label)") { groups.grouping.codes[$0] >= 0 } }
    if let strataGroups, strataGroups.grouping.missing > 0 {
      keep("without \(strataGroups.label)") { strataGroups.grouping.codes[$0] >= 0 }
    }
    if let counts, let name = weights { keep("without a weight in \(name)") { counts.validity[$0] } }
    for column in alsoPresent where !column.validity.isComplete {
      keep("without \(column.label)") { column.validity[$0] }
    }
    if let exposure, let originDay = times.definition.originDay {
      let (day, origin) = (try cohort.column(exposure).validity, try cohort.column(originDay).validity)
      keep("without \(cohort.dictionary.label(of: originDay))") { origin[$0] || !day[$0] }
    }
    let all = rows.count == times.count
    let positions = all ? times.positions : rows.map { times.positions[$0] }
    let frequency = try counts.map { counts in try FrequencyWeights(positions.map { counts.values[Int($0)] }) }
    self.cohort = cohort
    self.endpoint = times.definition
    self.positions = positions
    self.groups = groups
    self.left = left
    self.subjects = subjects
    followUp = try FollowUp(
      time: all ? times.time : rows.map { times.time[$0] }, event: all ? times.event : rows.map { times.event[$0] },
      entry: times.entry.map { entry in all ? entry : rows.map { entry[$0] } },
      weights: frequency.map(Weights.frequency) ?? .none)
    let everybody = all && positions.count == cohort.count
    codes = everybody ? groups.grouping.codes : positions.map { groups.grouping.codes[Int($0)] }
    self.strata = strataGroups.map { resolved in
      Strata(
        label: resolved.label, sources: resolved.sources,
        codes: everybody ? resolved.grouping.codes : positions.map { resolved.grouping.codes[Int($0)] },
        levels: resolved.grouping.levels)
    }
  }

  /// The number of subjects in each group, frequency weights counted.
  var sizes: [Double] {
    var sizes = [Double](repeating: 0, count: levels.count)
    for (row, code) in codes.enumerated() { sizes[Int(code)] += followUp.weights.values?[row] ?? 1 }
    return sizes
  }

  /// The names of the groups.
  var levels: [String] { groups.grouping.levels }

  /// The words for a group where it stands alone: those of a flag are only "yes" and "no".
  func label(of level: String) -> String? {
    levels == ["no", "yes"] ? "\(groups.label): \(level)" : nil
  }

  /// The number of strata: at least one, be there anybody in it or not.
  var stratumCount: Int { max(strata?.levels.count ?? 1, 1) }

  /// The unit of the endpoint's times, as a word.
  var unit: String { endpoint.unit.rawValue }

  /// The cautions that concern who is in the analysis: subjects left out, groups without anybody.
  var cautions: [Caution] {
    var cautions: [Caution] = []
    if missing > 0 {
      let reasons = left.map { "\($0.count) \($0.reason)" }.joined(separator: ", then ")
      cautions.append(
        Caution(
          .missingValues,
          "\(missing) of \(subjects) subjects are left out: \(reasons)."))
    }
    for (level, size) in zip(levels, sizes) where size == 0 {
      cautions.append(Caution(.emptyGroup, "Group \"\(level)\" has no subjects with a time."))
    }
    return cautions
  }
}

extension Cohort {
  /// A column of frequency weights.
  ///
  /// - Throws: `CohortError.invalidWeight` for a weight that is negative or not whole.
  fileprivate func frequencies(_ name: String) throws(CohortError) -> (values: [Double], validity: Validity) {
    let (values, validity) = try numbers(name)
    for position in 0..<count where validity[position] {
      guard values[position] >= 0, values[position] == values[position].rounded() else {
        throw .invalidWeight(column: name, subject: subject(position), value: values[position])
      }
    }
    return (values, validity)
  }
}
