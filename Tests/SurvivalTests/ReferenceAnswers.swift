import Foundation
import Statistics
import Survival
import TestSupport

/// Why an analysis of the reference is not answered.
struct Unanswered: Error {
  let reason: String
}

/// Our answers, in the form of the reference.
enum ReferenceAnswers {
  static func answer(_ analysis: ReferenceAnalysis, _ table: ReferenceTable) throws -> JSONValue {
    let rows = ReferenceRows(analysis, table)
    return switch analysis.kind {
    case "km", "reverse_km": try kaplanMeier(analysis, rows)
    case "reverse_km_events_first": try reverseEventsFirst(rows)
    case "logrank": try logRank(analysis, rows)
    case "logrank_weighted": try weightedLogRank(rows)
    case "logrank_trend": try trend(analysis, rows)
    case "cox": try cox(analysis, rows)
    case "cox_zph": try proportionalHazards(analysis, rows)
    case "cox_basehaz": try baselineHazard(analysis, rows)
    case "cox_curve": try predictedCurves(analysis, rows)
    case "cox_predict": try predictions(analysis, rows)
    case "cox_residuals": try residuals(analysis, rows)
    case "landmark": try landmark(analysis, table)
    case "mantel_byar": try mantelByar(analysis, rows)
    case "aalen_johansen": try aalenJohansen(analysis, rows)
    case "gray": try gray(analysis, rows)
    case "fine_gray_crr", "fine_gray_coxph": try fineGray(analysis, rows)
    default: throw Unanswered(reason: "kind \(analysis.kind)")
    }
  }

  private static func reverseEventsFirst(_ rows: ReferenceRows) throws -> JSONValue {
    let table = try EventTable(try rows.followUp(weights: .none))
    let curve = KaplanMeier(table.reversed(ties: .eventsFirst))
    return .object([
      "n": .number(table.count),
      "table": .object([
        "time": .column(table.times), "n_risk": .column(table.atRisk), "n_lost": .column(table.censored),
        "n_event": .column(table.events), "surv": .column(curve.survival),
      ]),
    ])
  }

  // MARK: Log-rank

  private static func logRank(_ analysis: ReferenceAnalysis, _ rows: ReferenceRows) throws -> JSONValue {
    guard let group = rows.codes("group") else { throw Unanswered(reason: "no group") }
    let strata = rows.codes("strata")
    let rho = analysis.options["rho"]?.number ?? 0
    let test = try LogRank(
      try rows.followUp(weights: .none), groups: group.codes, groupCount: group.levels.count, strata: strata?.codes,
      stratumCount: strata?.levels.count ?? 1, weight: .survival(rho: rho))
    return logRank(test, group.levels, strata?.levels)
  }

  static func logRank(_ test: LogRank, _ groups: [String], _ strata: [String]?) -> JSONValue {
    // R leaves out levels that do not occur.
    let present = groups.indices.filter { test.counts[$0] > 0 }
    var fields: [String: JSONValue] = [
      "n": .number(test.counts.reduce(0, +)), "groups": .array(present.map { .text(groups[$0]) }),
      "group_n": .column(present.map { test.counts[$0] }), "observed": .column(present.map { test.observed[$0] }),
      "expected": .column(present.map { test.expected[$0] }),
      "variance": matrix(test.variance.restricted(to: present)), "chisq": .optional(test.statistic),
      "df": .number(Double(test.degreesOfFreedom)), "p": .optional(test.pValue),
    ]
    if let strata {
      let used = strata.indices.filter { test.strata[$0].counts.contains { $0 > 0 } }
      fields["strata"] = .array(used.map { .text(strata[$0]) })
      fields["strata_n"] = .column(used.map { test.strata[$0].counts.reduce(0, +) })
      fields["observed_by_group_and_stratum"] = .array(
        present.map { g in .column(used.map { test.strata[$0].observed[g] }) })
      fields["expected_by_group_and_stratum"] = .array(
        present.map { g in .column(used.map { test.strata[$0].expected[g] }) })
    }
    return .object(fields)
  }

  private static let weights: [(String, LogRankWeight)] = [
    ("unweighted", .equal), ("gehan_wilcoxon", .atRisk), ("tarone_ware", .rootAtRisk), ("peto_peto", .peto),
    ("fleming_harrington_1_0", .survival(rho: 1)), ("fleming_harrington_0_1", .survival(rho: 0, gamma: 1)),
    ("fleming_harrington_1_1", .survival(rho: 1, gamma: 1)),
  ]

  private static func weightedLogRank(_ rows: ReferenceRows) throws -> JSONValue {
    guard let group = rows.occurringCodes("group") else { throw Unanswered(reason: "no group") }
    let followUp = try rows.followUp(weights: .none)
    var fields: [String: JSONValue] = ["n": .number(Double(followUp.count))]
    for (name, weight) in weights {
      let test = try LogRank(followUp, groups: group.codes, groupCount: group.count, weight: weight)
      fields[name] = chiSquared(test.statistic, test.degreesOfFreedom, test.pValue)
    }
    return .object(fields)
  }

  private static func trend(_ analysis: ReferenceAnalysis, _ rows: ReferenceRows) throws -> JSONValue {
    guard let group = rows.codes("group"), let scores = analysis.inputs["group"]?["scores"]?.numbers else {
      throw Unanswered(reason: "no group")
    }
    let strata = rows.codes("strata")
    let followUp = try rows.followUp(weights: .none)
    let test = try LogRank(
      followUp, groups: group.codes, groupCount: group.levels.count, strata: strata?.codes,
      stratumCount: strata?.levels.count ?? 1)
    let trend = test.trend(scores: scores)
    var fields: [String: JSONValue] = [
      "n": .number(Double(followUp.count)), "score_test_exact": chiSquared(trend?.statistic, 1, trend?.pValue),
    ]
    let column = try CovariateMatrix(columns: [group.codes.map { scores[Int($0)] }])
    for ties in CoxTies.allCases {
      let model = try CoxModel(
        followUp, column, strata: strata?.codes, stratumCount: strata?.levels.count ?? 1, ties: ties)
      fields["score_test_\(ties.rawValue)"] = chiSquared(model.scoreTest)
    }
    return .object(fields)
  }

  private static func mantelByar(_ analysis: ReferenceAnalysis, _ rows: ReferenceRows) throws -> JSONValue {
    guard let group = rows.codes("group") else { throw Unanswered(reason: "no group") }
    let followUp = try rows.followUp(weights: .none)
    let test = try LogRank(followUp, groups: group.codes, groupCount: 2)
    var fields: [String: JSONValue] = [
      "n_rows": .number(Double(followUp.count)), "groups": .array(group.levels.map(JSONValue.text)),
      "observed": .column(test.observed), "expected": .column(test.expected),
      "mantel_haenszel": chiSquared(test.statistic, 1, test.pValue),
      "score_test_exact": chiSquared(test.statistic, 1, test.pValue),
      "variance_hypergeometric": .number(test.variance[1, 1]),
    ]
    let column = try CovariateMatrix(columns: [group.codes.map(Double.init)])
    for ties in CoxTies.allCases {
      fields["score_test_\(ties.rawValue)"] = chiSquared(try CoxModel(followUp, column, ties: ties).scoreTest)
    }
    return .object(fields)
  }

  // MARK: Landmark

  private static func landmark(_ analysis: ReferenceAnalysis, _ table: ReferenceTable) throws -> JSONValue {
    let inputs = analysis.inputs
    let rows = (0..<table.count).filter { ReferenceRows.passes(analysis, table, $0) }
    let time = table.numbers(inputs["time"]?.text ?? "")
    let status = table.texts(inputs["event"]?["column"]?.text ?? "")
    let values = inputs["event"]?["values"]?.elements ?? []
    let when = table.numbers(inputs["response_time"]?.text ?? "")
    let responded = inputs["response"].flatMap { $0["column"]?.text }.map(table.texts)
    let responses = inputs["response"]?["values"]?.elements ?? []
    let followUp = try FollowUp(
      time: rows.map { time[$0] },
      event: rows.map { row in values.contains { ReferenceRows.isEqual(status[row] ?? "", $0) } })
    let switches = rows.map { row -> Double? in
      let isResponse =
        responded.map { column in responses.contains { ReferenceRows.isEqual(column[row] ?? "", $0) } } ?? true
      return when[row].isNaN || !isResponse ? nil : when[row]
    }
    let landmark = try Landmark(
      at: analysis.options["landmark"]?.number ?? 0, followUp, switchTime: switches,
      rule: analysis.options["at_risk_rule"]?.text == "time>L" ? .after : .atOrAfter)
    let test = try LogRank(landmark.followUp, groups: landmark.exposed, groupCount: 2)
    let column = try CovariateMatrix(columns: [landmark.exposed.map(Double.init)])
    let model = try CoxModel(landmark.followUp, column, ties: .efron)
    let concordance = try Concordance(landmark.followUp, scores: model.linearPredictor(column))
    let tables = try EventTable.tables(of: landmark.followUp, groups: landmark.exposed, count: 2)
    let exposed = Double(landmark.exposed.filter { $0 == 1 }.count)
    return .object([
      "n_total": .number(Double(rows.count)), "n_excluded": .number(Double(rows.count - landmark.subjects.count)),
      "n": .number(Double(landmark.subjects.count)), "n_responder": .number(exposed),
      "n_nonresponder": .number(Double(landmark.subjects.count) - exposed),
      "curves": .array(
        zip(["no", "yes"], tables).map { curve(analysis, $0, $1, origin: 0, atRisk: true) }),
      "logrank": logRank(test, ["no", "yes"], nil),
      "cox": cox(analysis, model, ["responder"], column, .none, concordance),
    ])
  }
}
