import Analyses
import Cohorts
import Statistics

extension OutcomeByGroup {
  /// Whether an outcome goes with groups, as scripts ask for it.
  static let analysis = Analysis(
    "response.association",
    "Whether an outcome is associated with groups: counts, test, odds ratio, and the same within strata.",
    details: """
      Counts the subjects with and without an outcome in each group, and tests whether the two are independent. The test is \
      Pearson's chi-square without correction unless another is named: R's chisq.test corrects a table of two groups, which \
      test = "chi_square_corrected" does, and SAS's PROC FREQ shows both. Where an expected count is below five a caution \
      recommends Fisher's test; the test is never changed silently. Barnard's and Boschloo's tests are exact without \
      giving the number of responders, and as a rule more powerful than Fisher's.

      Two groups also have odds ratios: that of the counts, and the conditional maximum likelihood estimate with an exact \
      interval, as R's fisher.test has them, only more precisely. They compare the second group with the first, or \
      with the group that reference names.

      With strata the association is asked within them: Cochran-Mantel-Haenszel, common odds ratio, ratio and difference, and \
      whether the strata have one odds ratio (Breslow-Day, better with Tarone's correction). Groups that form after day 0 are \
      flagged.
      """,
    parameters: [
      ResponseParameters.outcome.any, ResponseParameters.countsAs.any, ResponseParameters.missing.any, by.any, test.any,
      reference.any, ResponseParameters.strata.any, ResponseParameters.level.any, ResponseParameters.asBaseline.any,
    ],
    statistics: statistics + AssociationMeasures.statistics + AssociationRows.statistics
      + StratifiedAssociation.statistics,
    example: [.init("outcome", .text("responder")), .init("by", .text("diagnosis")), .init("strata", .text("trial"))],
    terms: ["CMH": "Cochran-Mantel-Haenszel test", "OR": "odds ratio"]
  ) { cohort, arguments in
    let question = try ResponseQuestion(
      cohort, arguments, by: arguments[by], strata: arguments[ResponseParameters.strata])
    let counts = try OutcomeByGroup(question, reference: arguments[reference])
    return try counts.result(arguments)
  }

  private static let by = Parameter.groups(fallback: .required)

  private static let test = Parameter<AssociationTest>.choice(
    "test", "The test of independence.", default: .chiSquare)

  private static let reference = Parameter.optionalText(
    "reference", "The group that the other is compared with, of two; the first without it.")

  private func result(_ arguments: Arguments) throws -> AnalysisResult {
    let level = arguments[ResponseParameters.level]
    let test = arguments[Self.test]
    let answer = test.answer(table, seed: arguments.surroundings.seed)
    let measures = fourfold.map {
      AssociationMeasures(
        table: $0, variable: question.groups.label, comparison: shortComparison ?? "", level: level)
    }
    let stratified = question.strata == nil ? nil : StratifiedAssociation(counts: self, level: level)
    var result = AnalysisResult(
      title: "\(question.outcome.label) by \(question.groups.label)",
      methods: question.methods + ["Independence is tested by \(test.words)."])
    if let comparison {
      result.methods.append(
        "Odds ratio of the counts with Woolf's interval, and conditional maximum likelihood estimate with an exact interval: "
          + "\(comparison).")
    }
    result.methods += stratified?.methods ?? []
    result.methods += [answer.note].compactMap { $0 }
    result.rows = rows + testRows(test, answer) + (measures?.rows ?? []) + (stratified?.rows ?? [])
    result.tables =
      [groupTable] + [measures?.layout].compactMap { $0 } + (stratified?.tables ?? [])
      + [
        AssociationRows.table(
          [.init(AssociationWords.capitalised(test.words), variable: test.rawValue)] + (stratified?.testLines ?? []),
          areExact: answer.chiSquared == nil && stratified == nil)
      ]
    result.figures = [stratified?.figure].compactMap { $0 }
    let guarding = LateGroups(question: question, isAcknowledged: arguments[ResponseParameters.asBaseline])
    result.cautions = try guarding.cautions() + question.cautions + cautions(test) + (stratified?.cautions ?? [])
    return result
  }

  private func testRows(_ test: AssociationTest, _ answer: AssociationTest.Answer) -> [Row] {
    let name = test.rawValue
    let p = Row("p_value", answer.pValue, variable: name, method: test.words, n: table.total, note: answer.note)
    guard let chiSquared = answer.chiSquared else { return [p] }
    return [
      Row("chi_squared", .number(chiSquared.statistic), variable: name, method: test.words),
      Row("df", .count(chiSquared.degreesOfFreedom), variable: name), p,
    ]
  }

  private func cautions(_ test: AssociationTest) -> [Caution] {
    let tests = IndependenceTests(table)
    guard test.isAsymptotic, tests.degreesOfFreedom > 0, let smallest = tests.smallestExpected, smallest < 5 else {
      return []
    }
    let cells = tests.table.rows * tests.table.columns
    return [
      Caution(
        .smallGroup,
        "\(tests.fewExpected) of the \(cells) expected counts \(tests.fewExpected == 1 ? "is" : "are") below 5: the chi-squared "
          + "distribution may not hold.",
        remedy: "Ask for test = \"fisher\", which is exact.")
    ]
  }
}
