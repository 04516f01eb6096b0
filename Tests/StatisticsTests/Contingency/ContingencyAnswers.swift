import Statistics
import TestSupport
import Testing

/// What the library says to a reference analysis of a contingency table, in the form of the reference.
enum ContingencyAnswers {
  static func answer(_ analysis: ReferenceAnalysis) throws -> JSONValue? {
    let inputs = analysis.inputs
    let level = analysis.options["conf_level"]?.number ?? 0.95
    switch analysis.kind {
    case "chisq_test": return independence(try table(inputs))
    case "fisher":
      let table = try table(inputs)
      guard table.rows == 2, table.columns == 2 else {
        return .object(["p": .optional(FisherExactTable(table).pValue())])
      }
      return fisher(try fourfold(table), level)
    case "conditional_odds_ratio": return conditional(try fourfold(try table(inputs)), level)
    case "barnard_boschloo": return unconditional(try fourfold(try table(inputs)))
    case "table_2x2": return ratios(try fourfold(try table(inputs)), level)
    case "mantel_haenszel": return try mantelHaenszel(inputs, level)
    case "stratified_tables": return try stratified(inputs, level)
    case "cochran_armitage": return try trend(inputs)
    case "mcnemar": return paired(try fourfold(try table(inputs)))
    case "kappa": return try kappa(try table(inputs))
    default: return nil
    }
  }

  static func table(_ inputs: JSONValue) throws -> ContingencyTable {
    try ContingencyTable((inputs["table"]?.elements ?? []).map { $0.numbers.map { Int($0) } })
  }

  static func fourfold(_ table: ContingencyTable) throws -> FourfoldTable {
    let counts = table.counts
    return try FourfoldTable(counts[0][0], counts[0][1], counts[1][0], counts[1][1])
  }

  static func test(_ test: ChiSquaredTest?, withFreedom: Bool = true) -> JSONValue {
    guard let test else { return .null }
    var fields: [String: JSONValue] = ["chisq": .number(test.statistic), "p": .number(test.pValue)]
    if withFreedom { fields["df"] = .number(Double(test.degreesOfFreedom)) }
    return .object(fields)
  }

  private static func independence(_ table: ContingencyTable) -> JSONValue {
    let tests = IndependenceTests(table)
    return .object([
      "uncorrected": test(tests.pearson), "yates": test(tests.yates),
      "expected": .array(tests.expected.map(JSONValue.column)),
      "pearson_residuals": .array(tests.pearsonResiduals.map(JSONValue.column)),
    ])
  }

  private static func fisher(_ table: FourfoldTable, _ level: Double) -> JSONValue {
    let exact = ExactOddsRatio(table)
    func side(_ alternative: ExactOddsRatio.Alternative) -> JSONValue {
      let limits = exact.interval(level: level, alternative)
      return .object([
        "p": .number(exact.pValue(alternative)),
        // R calls the odds ratio of a table without a response 0; nothing is known of it.
        "odds_ratio": .number(exact.oddsRatio ?? 0),
        "lower": .number(limits.lower), "upper": .number(limits.upper),
      ])
    }
    return .object(["two.sided": side(.twoSided), "less": side(.less), "greater": side(.greater)])
  }

  private static func conditional(_ table: FourfoldTable, _ level: Double) -> JSONValue {
    let exact = ExactOddsRatio(table)
    let limits = exact.interval(level: level)
    return .object([
      "odds_ratio": .optional(exact.oddsRatio), "lower": .number(limits.lower), "upper": .number(limits.upper),
      "p": .object([
        "two-sided": .number(exact.pValue()), "less": .number(exact.pValue(.less)),
        "greater": .number(exact.pValue(.greater)),
      ]),
    ])
  }
}
