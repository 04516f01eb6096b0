import Foundation
import Statistics
import TestSupport
import Testing

/// Every number of R's `glm` for the data in `Reference/logistic`.
@Suite("Logistic regression gives the numbers of R's glm") struct LogisticReferenceTests {
  @Test("all that glm and its profile limits say of five models") func matchesR() throws {
    let bundled = try #require(Bundle.module.url(forResource: "Reference", withExtension: nil))
    let folder = bundled.appending(path: "logistic")
    let analyses = try ReferenceAnalysis.all(in: folder)
    #expect(analyses.count == 5)
    for analysis in analyses {
      let table = try ReferenceTable(folder.appending(path: "\(try #require(analysis.dataset)).csv"))
      let comparison = ReferenceComparison(try answer(analysis, table), with: analysis)
      #expect(comparison.differences == [], "\(analysis.id)")
      #expect(comparison.unanswered == [], "\(analysis.id)")
      #expect(comparison.agreed > 15)
    }
  }

  private func answer(_ analysis: ReferenceAnalysis, _ table: ReferenceTable) throws -> JSONValue {
    let columns = LogisticColumns(analysis, table)
    let model = try LogisticModel(columns.response, DesignMatrix(columns: columns.values, rows: columns.response.count))
    let coefficients = model.coefficients
    let level = analysis.options["conf_level"]?.number ?? 0.95
    let test = model.likelihoodRatioTest
    var fields: [String: JSONValue] = [
      "n": .number(model.count), "n_response": .number(model.eventCount), "names": analysis.results["names"] ?? .null,
      "coef": .array(coefficients.map { .optional($0.value) }),
      "se": .array(coefficients.map { .optional($0.standardError) }), "z": .array(coefficients.map { .optional($0.z) }),
      "p": .array(coefficients.map { .optional($0.pValue) }),
      "odds_ratio": .array(coefficients.map { .optional($0.ratio) }),
      "wald_lower": .array(coefficients.map { .optional($0.limits(level: level)?.lower) }),
      "wald_upper": .array(coefficients.map { .optional($0.limits(level: level)?.upper) }),
      "var": .array(model.variance.rows.map(JSONValue.column)), "deviance": .number(model.deviance),
      "null_deviance": .number(model.nullDeviance), "df_residual": .number(Double(model.residualDegreesOfFreedom)),
      "df_null": .number(Double(model.nullDegreesOfFreedom)), "loglik": .number(model.logLikelihood),
      "aic": .number(model.akaike),
      "lr_test": .object([
        "chisq": .number(test.statistic), "df": .number(Double(test.degreesOfFreedom)), "p": .number(test.pValue ?? 1),
      ]),
    ]
    if analysis.options["profile"]?.flag == true {
      let limits = coefficients.indices.map { model.profileLimits(of: $0, level: level) }
      fields["profile_lower"] = .array(limits.map { .optional($0?.lower) })
      fields["profile_upper"] = .array(limits.map { .optional($0?.upper) })
    }
    return .object(fields)
  }
}

/// The columns that an analysis of the reference uses.
private struct LogisticColumns {
  var response: [Bool]
  var values: [[Double]] = []

  init(_ analysis: ReferenceAnalysis, _ table: ReferenceTable) {
    let inputs = analysis.inputs
    let column = inputs["response"]?["column"]?.text ?? ""
    let yes = inputs["response"]?["values"]?.numbers ?? []
    let names = (inputs["terms"]?.elements ?? []).compactMap { $0["column"]?.text }
    let rows = (0..<table.count).filter { row in names.allSatisfy { table.texts($0)[row] != nil } }
    response = rows.map { yes.contains(table.numbers(column)[$0]) }
    for term in inputs["terms"]?.elements ?? [] {
      if let pair = term["interaction"]?.texts {
        let (left, right) = (table.numbers(pair[0]), table.numbers(pair[1]))
        values.append(rows.map { left[$0] * right[$0] })
      } else if let name = term["column"]?.text, let levels = term["levels"]?.texts {
        for level in levels.dropFirst() { values.append(rows.map { table.texts(name)[$0] == level ? 1 : 0 }) }
      } else if let name = term["column"]?.text {
        values.append(rows.map { table.numbers(name)[$0] })
      }
    }
  }
}
