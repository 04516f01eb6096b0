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
  /// The cluster that each of them belongs to; `nil` where nobody asked.
  let clusters: [Int32]?
  /// Which outcome each of them had; `nil` unless ``Event/each`` was asked for.
  let outcomes: Outcomes?
  /// Why subjects were left out, and how many, frequency weights counted.
  let left: [(reason: String, count: Int)]
  /// The number of subjects of the cohort, frequency weights counted.
  let subjects: Int

  /// What counts as the event of an endpoint that has several outcomes.
  enum Event {
    /// Any of them; a competing event is refused, since a single curve of survival has no place for it.
    case any
    /// The outcome of that name, the others as censorings: a hazard. Without a name the endpoint's own event, competing
    /// events as censorings.
    case cause(String?)
    /// Each of them, told apart.
    case each
  }

  /// The columns that say how much each subject counts, and with whom.
  struct Weighting {
    /// How many identical subjects a row stands for.
    var frequency: String?
    /// How much a row counts.
    var cases: String?
    /// Which subjects depend on each other.
    var cluster: String?
  }

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
  /// A subject is left out for the first thing that is missing of: the endpoint, which outcome it was, a group, a
  /// stratum, the weight, the cluster, any other column asked for, the origin from which the day of an exposure counts.
  init(
    _ cohort: Cohort, endpoint request: EndpointRequest, event: Event = .any, by: [ColumnRequest] = [],
    strata: [ColumnRequest] = [], weighting: Weighting, alsoPresent: [(label: String, validity: Validity)] = [],
    exposures: [String] = []
  ) throws {
    let times = try cohort.times(of: request)
    let groups = try cohort.groups(by: by)
    let strataGroups = strata.isEmpty ? nil : try cohort.groups(by: strata)
    let clusterGroups = try weighting.cluster.map { try Clusters($0, in: cohort) }
    let measure = try Measure(weighting, in: cohort)
    let outcomes = try Self.outcomes(event, of: times)
    var rows = AnalysedRows(times, counts: measure.counts, subjects: cohort.count)
    if case .each = event { rows.keep("without an outcome") { outcomes.codes[$0] >= 0 } }
    if case .cause(.some) = event { rows.keep("without an outcome") { outcomes.codes[$0] >= 0 } }
    rows.keep("without \(groups.label)", where: groups.grouping)
    if let strataGroups { rows.keep("without \(strataGroups.label)", where: strataGroups.grouping) }
    if let name = weighting.frequency ?? weighting.cases {
      rows.keep("without a weight in \(name)", where: measure.validity)
    }
    if let clusterGroups {
      rows.keep("without \(clusterGroups.label)") { clusterGroups.codes[times.position($0)] >= 0 }
    }
    for column in alsoPresent { rows.keep("without \(column.label)", where: column.validity) }
    if !exposures.isEmpty, let originDay = times.definition.originDay {
      let origin = try cohort.column(originDay).validity
      for exposure in exposures {
        let day = try cohort.column(exposure).validity
        rows.keep("without \(cohort.dictionary.label(of: originDay))") {
          origin[times.position($0)] || !day[times.position($0)]
        }
      }
    }
    let kept = rows.kept
    let positions = kept.map { kept in kept.map { times.positions[$0] } } ?? times.positions
    self.cohort = cohort
    self.endpoint = times.definition
    self.positions = positions
    self.groups = groups
    self.left = rows.left
    self.subjects = rows.subjects
    let isEvent = try Self.events(event, of: times, outcomes)
    followUp = try FollowUp(
      time: times.time.at(kept), event: isEvent.at(kept), entry: times.entry.map { $0.at(kept) },
      weights: measure.weights(at: positions))
    codes = groups.grouping.codes.at(positions, of: cohort.count)
    clusters = clusterGroups.map { $0.codes.at(positions, of: cohort.count) }
    if case .each = event {
      self.outcomes = Outcomes(names: outcomes.names, codes: outcomes.codes.at(kept))
    } else {
      self.outcomes = nil
    }
    self.strata = strataGroups.map { resolved in
      Strata(
        label: resolved.label, sources: resolved.sources,
        codes: resolved.grouping.codes.at(positions, of: cohort.count),
        levels: resolved.grouping.levels)
    }
  }

  /// Reads a question in which rows may stand for several subjects, and no more is said of how much they count.
  init(
    _ cohort: Cohort, endpoint request: EndpointRequest, event: Event = .any, by: [ColumnRequest] = [],
    strata: [ColumnRequest] = [], weights: String? = nil, alsoPresent: [(label: String, validity: Validity)] = [],
    exposure: String? = nil
  ) throws {
    try self.init(
      cohort, endpoint: request, event: event, by: by, strata: strata, weighting: Weighting(frequency: weights),
      alsoPresent: alsoPresent, exposures: exposure.map { [$0] } ?? [])
  }

  /// The number of subjects in each group, frequency weights counted.
  var sizes: [Double] {
    let counts = followUp.weights.replicates ? followUp.weights.values : nil
    var sizes = [Double](repeating: 0, count: levels.count)
    for (row, code) in codes.enumerated() { sizes[Int(code)] += counts?[row] ?? 1 }
    return sizes
  }

  /// The number of subjects in all groups, frequency weights counted.
  var size: Int { Int(sizes.reduce(0, +)) }

  /// The names of the groups.
  var levels: [String] { groups.grouping.levels }

  /// The words for a group where it stands alone: those of a flag are only "yes" and "no".
  func label(of level: String) -> String? { groups.label(of: level) }

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

extension [Row] {
  /// The rows, such as those of a test, as resting on the subjects of all groups of a question, where they do not say on how many.
  func resting(onAllOf question: SurvivalQuestion) -> [Row] { resting(on: question.size, missing: question.missing) }
}
