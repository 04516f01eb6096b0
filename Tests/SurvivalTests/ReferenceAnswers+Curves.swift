import Statistics
import Survival
import TestSupport

extension ReferenceAnswers {
  static func kaplanMeier(_ analysis: ReferenceAnalysis, _ rows: ReferenceRows) throws -> JSONValue {
    let start = analysis.options["start_time"]?.number
    var followUp = try rows.followUp(weights: try rows.caseWeights())
    var group = rows.codes("group")
    if let start {
      let kept = followUp.time.indices.filter { followUp.time[$0] >= start }
      followUp = followUp.selecting(kept)
      group = group.map { pair in (kept.map { pair.codes[$0] }, pair.levels) }
    }
    if analysis.options["robust"]?.flag == true {
      guard group == nil else { throw Unanswered(reason: "robust standard error of curves by group") }
      let robust = try KaplanMeier.robust(followUp, clusters: analysis.inputs["cluster"]?.text.map(rows.clusterCodes))
      return .object([
        "n": .number(Double(followUp.count)),
        "curves": .array([curve(analysis, nil, robust.table, origin: 0, atRisk: true, robust: robust)]),
      ])
    }
    let levels = group?.levels ?? [""]
    let tables = try EventTable.tables(of: followUp, groups: group?.codes, count: levels.count)
    let curves = zip(levels, tables).filter { $0.1.rows > 0 }.map { level, table in
      curve(analysis, group == nil ? nil : level, table, origin: start ?? 0, atRisk: followUp.entry == nil)
    }
    return .object(["n": .number(Double(followUp.count)), "curves": .array(curves)])
  }

  private static let transforms: [String: IntervalTransform] = [
    "log": .log, "log-log": .logLog, "plain": .plain, "logit": .logit, "arcsin": .arcsine,
  ]

  static func curve(
    _ analysis: ReferenceAnalysis, _ group: String?, _ table: EventTable, origin: Double, atRisk: Bool,
    robust: KaplanMeier? = nil
  ) -> JSONValue {
    let options = analysis.options
    let curve =
      robust
      ?? KaplanMeier(
        table, origin: origin, estimator: options["stype"]?.number == 2 ? .exponential : .product,
        hazard: options["ctype"]?.number == 2 ? .flemingHarrington : .nelsonAalen)
    let level = options["conf_level"]?.number ?? 0.95
    let kinds = (options["conf_types"]?.texts ?? []).compactMap { name in transforms[name].map { (name, $0) } }
    let bands = kinds.map { ($0.0, curve.band($0.1, level: level)) }
    var fields: [String: JSONValue] = [
      "group": group.map(JSONValue.text) ?? .null, "n": .number(Double(table.rows)),
      "events": .number(table.eventCount),
      "median_printed": median(curve, bands),
    ]
    fields["table"] = columns(curve, bands, censorings: !(analysis.inputs["id"] != nil && group != nil))
    if let probabilities = options["quantile_probs"]?.numbers {
      fields["quantiles"] = quantiles(curve, bands, probabilities)
    }
    if let times = options["times"]?.numbers { fields["at_times"] = milestones(curve, kinds, level, times, atRisk) }
    if let horizons = options["rmst_tau"]?.numbers {
      let means = horizons.map { curve.restrictedMean(to: $0) }
      fields["rmst"] = .object([
        "tau": .column(horizons), "estimate": .column(means.map(\.mean)),
        "std_err": .column(means.map(\.standardError)),
      ])
    }
    return .object(fields)
  }

  /// The table of a curve, without censorings where R 3.5-3 misplaces them.
  ///
  /// With an id and groups, of two subjects that change group on one day it counts one as censored.
  private static func columns(
    _ curve: KaplanMeier, _ bands: [(String, ConfidenceBand)], censorings: Bool
  ) -> JSONValue {
    let table = curve.table
    var fields: [String: JSONValue] = [
      "time": .column(table.times), "n_risk": .column(table.atRisk), "n_event": .column(table.events),
      "surv": .column(curve.survival), "std_err": .column(curve.standardError),
      "std_err_log": .column(curve.standardErrorOfLog), "cumhaz": .column(curve.cumulativeHazard),
      "std_err_cumhaz": .column(curve.standardErrorOfHazard),
      "ci": named(bands) { .object(["lower": .column($0.lower), "upper": .column($0.upper)]) },
    ]
    if censorings { fields["n_censor"] = .column(table.censored) }
    return .object(fields)
  }

  private static func named(
    _ bands: [(String, ConfidenceBand)], _ value: (ConfidenceBand) -> JSONValue
  ) -> JSONValue {
    .object(Dictionary(uniqueKeysWithValues: bands.map { ($0.0, value($0.1)) }))
  }

  private static func quantiles(
    _ curve: KaplanMeier, _ bands: [(String, ConfidenceBand)], _ probabilities: [Double]
  ) -> JSONValue {
    .object([
      "prob": .column(probabilities),
      "estimate": .array(probabilities.map { .optional(curve.quantile($0).estimate) }),
      "ci": named(bands) { band in
        let limits = probabilities.map { curve.quantile($0, band: band) }
        return .object([
          "lower": limit(limits.map(\.lower), of: band.lower, curve, probabilities),
          "upper": limit(limits.map(\.upper), of: band.upper, curve, probabilities),
        ])
      },
    ])
  }

  /// The quantiles of a limit.
  ///
  /// Where it rises again, we take its first crossing, as R's `print()` does. R's `quantile()` sorts the limit first: it takes
  /// the point nearest below the height, wherever that lies.
  private static func limit(
    _ ours: [Double?], of heights: [Double], _ curve: KaplanMeier, _ probabilities: [Double]
  ) -> JSONValue {
    let defined = heights.indices.filter { !heights[$0].isNaN }
    guard zip(defined, defined.dropFirst()).contains(where: { heights[$1] > heights[$0] }) else {
      return .array(ours.map(JSONValue.optional))
    }
    return .array(
      probabilities.map { probability in
        let below = defined.filter { heights[$0] <= 1 - probability }
        return .optional(below.max { heights[$0] < heights[$1] }.map { curve.table.times[$0] })
      })
  }

  private static func median(_ curve: KaplanMeier, _ bands: [(String, ConfidenceBand)]) -> JSONValue {
    .object([
      "estimate": .optional(curve.median(rule: .midpointElseStart).estimate),
      "ci": named(bands) { band in
        let median = curve.median(band: band, rule: .midpointElseStart)
        return .object(["lower": .optional(median.lower), "upper": .optional(median.upper)])
      },
    ])
  }

  private static func milestones(
    _ curve: KaplanMeier, _ kinds: [(String, IntervalTransform)], _ level: Double, _ times: [Double], _ atRisk: Bool
  ) -> JSONValue {
    let points = times.map { curve.milestone(at: $0, level: level) }
    var fields: [String: JSONValue] = [
      "time": .column(times), "surv": .array(points.map { .optional($0.survival) }),
      "std_err": .array(points.map { .optional($0.standardError) }),
      "cumhaz": .array(points.map { .optional($0.cumulativeHazard) }),
      "ci": .object(
        Dictionary(
          uniqueKeysWithValues: kinds.map { name, transform in
            let points = times.map { curve.milestone(at: $0, transform, level: level) }
            return (
              name,
              .object([
                "lower": .array(points.map { .optional($0.lower) }),
                "upper": .array(points.map { .optional($0.upper) }),
              ])
            )
          })),
    ]
    if atRisk { fields["n_risk"] = .column(points.map(\.atRisk)) }
    return .object(fields)
  }
}
