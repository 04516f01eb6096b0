import Foundation
import Statistics
import Survival
import TestSupport

extension ReferenceAnswers {
  /// A Cox model of the reference, with its rows.
  private static func fitted(
    _ analysis: ReferenceAnalysis, _ rows: ReferenceRows
  ) throws -> (fit: FittedCox, names: [String], strata: [String]?) {
    let (matrix, names) = try rows.covariates()
    let strata = rows.codes("strata")
    let followUp = try rows.followUp(weights: try rows.caseWeights())
    let count = strata?.levels.count ?? 1
    let model = try CoxModel(followUp, matrix, strata: strata?.codes, stratumCount: count, ties: ties(analysis))
    let fit = try FittedCox(model, followUp, matrix, strata: strata?.codes, stratumCount: count)
    return (fit, names, strata?.levels)
  }

  static func baselineHazard(_ analysis: ReferenceAnalysis, _ rows: ReferenceRows) throws -> JSONValue {
    let (fit, _, strata) = try fitted(analysis, rows)
    func hazard(_ profile: [Double]) throws -> JSONValue {
      let curves = try (0..<fit.stratumCount).map { try fit.curve(at: profile, stratum: $0) }
      var fields: [String: JSONValue] = [
        "time": .column(curves.flatMap(\.table.times)), "hazard": .column(curves.flatMap(\.cumulativeHazard)),
      ]
      if let strata {
        fields["stratum"] = .array(
          zip(strata, curves).flatMap { Array(repeating: .text($0), count: $1.table.times.count) })
      }
      return .object(fields)
    }
    return .object([
      "n": .number(Double(fit.model.rows)), "means": .column(fit.centre), "at_means": try hazard(fit.centre),
      "at_zero": try hazard(fit.centre.map { _ in 0 }),
    ])
  }

  static func predictedCurves(_ analysis: ReferenceAnalysis, _ rows: ReferenceRows) throws -> JSONValue {
    let (fit, names, strata) = try fitted(analysis, rows)
    let level = analysis.options["conf_level"]?.number ?? 0.95
    let transforms: [(String, IntervalTransform)] = [("log", .log), ("log-log", .logLog), ("plain", .plain)]
    let curves = try (analysis.inputs["profiles"]?.elements ?? []).map { profile -> JSONValue in
      let stratum = analysis.inputs["strata"]?["column"]?.text.flatMap { profile[$0] }.map(ReferenceRows.level)
      let curve = try fit.curve(
        at: names.map { profile[$0]?.number ?? .nan }, stratum: stratum.flatMap { strata?.firstIndex(of: $0) } ?? 0)
      let bands = transforms.map { name, transform -> (String, JSONValue) in
        let band = curve.band(transform, level: level)
        return (name, .object(["lower": .column(band.lower), "upper": .column(band.upper)]))
      }
      return .object([
        "profile": profile, "time": .column(curve.table.times), "n_risk": .column(curve.table.atRisk),
        "n_event": .column(curve.table.events), "n_censor": .column(curve.table.censored),
        "surv": .column(curve.survival), "std_err": .column(curve.standardError),
        "std_err_log": .column(curve.standardErrorOfHazard), "cumhaz": .column(curve.cumulativeHazard),
        "ci": .object(Dictionary(uniqueKeysWithValues: bands)),
      ])
    }
    return .object(["n": .number(Double(fit.model.rows)), "curves": .array(curves)])
  }

  static func predictions(_ analysis: ReferenceAnalysis, _ rows: ReferenceRows) throws -> JSONValue {
    let fit = try fitted(analysis, rows).fit
    func column(_ prediction: CoxPrediction, _ errors: [Double]? = nil) -> JSONValue {
      .object(["fit": .column(prediction.values), "se": .column(errors ?? prediction.standardErrors)])
    }
    var fields: [String: JSONValue] = [
      "n": .number(Double(fit.model.rows)), "row": .column(rows.rows.map { Double($0 + 1) }),
      "means": .column(fit.centre), "expected": column(fit.expectedEvents()),
    ]
    for reference in CoxReference.allCases {
      fields["lp_\(reference.rawValue)"] = column(fit.linearPredictors(reference))
      let risk = fit.risks(reference)
      // R multiplies with √risk, where the delta method multiplies with risk.
      let errors = zip(risk.values, risk.standardErrors).map { $1 / $0.squareRoot() }
      fields["risk_\(reference.rawValue)"] = column(risk, errors)
    }
    return .object(fields)
  }

  static func residuals(_ analysis: ReferenceAnalysis, _ rows: ReferenceRows) throws -> JSONValue {
    let (fit, names, _) = try fitted(analysis, rows)
    func byRow(_ columns: [[Double]]) -> JSONValue {
      .array((columns.first ?? []).indices.map { row in .column(columns.map { $0[row] }) })
    }
    func schoenfeld(_ residuals: SchoenfeldResiduals, _ name: String) -> JSONValue {
      .object(["time": .column(residuals.times), "value": byRow(inReferenceOrder(residuals, analysis.results[name]))])
    }
    var fields: [String: JSONValue] = [
      "n": .number(Double(fit.model.rows)), "names": .array(names.map(JSONValue.text)),
      "martingale": .column(fit.martingaleResiduals()),
      "deviance": .column(fit.devianceResiduals()), "score": byRow(try fit.scoreResiduals()),
      "schoenfeld": schoenfeld(try fit.schoenfeldResiduals(), "schoenfeld"),
      "scaledsch": schoenfeld(try fit.scaledSchoenfeldResiduals(), "scaledsch"),
      "dfbeta": byRow(try fit.coefficientChanges()), "dfbetas": byRow(try fit.coefficientChanges(standardized: true)),
    ]
    // Where R drops a row that ends as it begins, the list of rows still has it.
    if analysis.results["row"]?.elements.count == rows.rows.count {
      fields["row"] = .column(rows.rows.map { Double($0 + 1) })
    }
    return .object(fields)
  }

  /// The order among tied events means nothing: they are put in the order of the nearest first number.
  private static func inReferenceOrder(_ residuals: SchoenfeldResiduals, _ expected: JSONValue?) -> [[Double]] {
    let wanted = expected?["value"]?.elements.map { $0.elements.map { $0.number ?? .nan } } ?? []
    var free = Set(residuals.times.indices)
    let order = wanted.indices.map { place -> Int in
      func distance(_ other: Int) -> Double {
        residuals.columns.indices.reduce(0) { $0 + abs(residuals.columns[$1][other] - wanted[place][$1]) }
      }
      let tied = free.filter { $0 < residuals.times.count && residuals.times[$0] == residuals.times[place] }
      let best = tied.min { distance($0) < distance($1) } ?? place
      free.remove(best)
      return best
    }
    return residuals.columns.map { column in order.map { column[$0] } }
  }
}
