import Analyses
import Cohorts
import Statistics

/// A yes or no by groups as counts: the table of all subjects, and one for each stratum.
struct OutcomeByGroup {
  /// The question.
  let question: ResponseQuestion
  /// Groups in order, each with its subjects with and without the outcome.
  let table: ContingencyTable
  /// The same in each stratum; empty without strata.
  let strata: [ContingencyTable]
  /// The places of the two groups that are compared, where there are two: the one compared, then the reference.
  let pair: (compared: Int, reference: Int)?

  /// Counts the subjects of a question.
  ///
  /// - Parameters:
  ///   - question: The subjects, their outcome, groups and strata.
  ///   - reference: The group that another is compared with; the first of two without it.
  /// - Throws: `CohortError` where there is no such group.
  init(_ question: ResponseQuestion, reference: String? = nil) throws {
    self.question = question
    let levels = question.levels
    if let reference, !levels.contains(reference) {
      throw CohortError.unknownLevel(
        reference, column: question.groups.label, levels: levels,
        nearest: Nearest.name(to: reference, among: levels))
    }
    let stratumCount = question.strata?.grouping.levels.count ?? 1
    var counts = [[[Int]]](
      repeating: [[Int]](repeating: [0, 0], count: levels.count), count: max(stratumCount, 1))
    for (place, responded) in question.responded.enumerated() {
      counts[Int(question.stratumCodes[place])][Int(question.codes[place])][responded ? 0 : 1] += 1
    }
    strata = question.strata == nil ? [] : try counts.map { try ContingencyTable($0) }
    table = try ContingencyTable(question.counts.map { [$0.responders, $0.n - $0.responders] })
    // Two groups with subjects are a pair, whatever levels there are that nobody has.
    let occurring = levels.indices.filter { question.counts[$0].n > 0 }
    let groups = levels.count == 2 ? [0, 1] : occurring
    if groups.count == 2 {
      let base = reference.flatMap { name in groups.first { levels[$0] == name } } ?? groups[0]
      pair = (groups[0] == base ? groups[1] : groups[0], base)
    } else {
      pair = nil
    }
  }

  /// The 2 × 2 table of the group that is compared, then the reference; `nil` where there are not two groups.
  var fourfold: FourfoldTable? { pair.flatMap { fourfold(table, $0) } }

  /// The same in each stratum.
  var fourfoldStrata: [FourfoldTable] { pair.map { pair in strata.compactMap { fourfold($0, pair) } } ?? [] }

  /// What is compared, such as "yes against no".
  var comparison: String? {
    pair.map { "\(question.words(for: question.levels[$0.compared])) against \(question.levels[$0.reference])" }
  }

  /// The same where its variable is named beside it.
  var shortComparison: String? {
    pair.map { "\(question.levels[$0.compared]) against \(question.levels[$0.reference])" }
  }

  /// Why a measure of a 2 × 2 table has no value.
  static func reason(_ table: FourfoldTable) -> String {
    if table.first == 0 || table.second == 0 { return "a group without evaluable subjects" }
    if table.yes == 0 { return "nobody responded" }
    if table.no == 0 { return "everybody responded" }
    return "a count of zero"
  }

  private func fourfold(_ table: ContingencyTable, _ pair: (compared: Int, reference: Int)) -> FourfoldTable? {
    let (first, second) = (table.counts[pair.compared], table.counts[pair.reference])
    return try? FourfoldTable(first[0], first[1], second[0], second[1])
  }
}

// MARK: - Rows

extension OutcomeByGroup {
  static let statistics: [Analysis.Statistic] = [
    .init("n", "The number of evaluable subjects."), .init("responders", "The number of them with the outcome."),
    .init("rate", "The share of them with the outcome."),
    .init("expected", "The number with the outcome to be expected were it independent of the groups."),
    .init("standardised_residual", "Observed less expected, over its standard error: about normal under independence."),
  ]

  /// The numbers of each group.
  var rows: [Row] {
    let tests = IndependenceTests(table)
    var place = -1
    return zip(question.levels, question.counts).flatMap { level, counts in
      if counts.n > 0 { place += 1 }
      // Lines without subjects are not in the table of expected counts, and neither is an outcome that nobody has.
      let isTested = counts.n > 0 && tests.table.columns == 2
      let none = counts.n > 0 ? "all evaluable subjects have the same outcome" : "no evaluable subjects"
      return [
        Row("n", .count(counts.n), group: level, missing: counts.subjects - counts.n),
        Row("responders", .count(counts.responders), group: level, n: counts.n),
        Row(
          "rate",
          Quantity(
            counts.n > 0 ? Double(counts.responders) / Double(counts.n) : nil, otherwise: "no evaluable subjects"),
          group: level, n: counts.n),
        Row("expected", Quantity(isTested ? tests.expected[place][0] : nil, otherwise: none), group: level),
        Row(
          "standardised_residual", Quantity(isTested ? tests.standardisedResiduals[place][0] : nil, otherwise: none),
          group: level),
      ]
    }
  }

  /// The groups with their numbers.
  var groupTable: TableLayout {
    TableLayout(
      title: "\(question.outcome.label) by \(question.groups.label)", rowHeader: question.groups.label,
      lines: question.levels.map { .init($0, group: $0) },
      columns: [
        .init("Evaluable", .value("n"), .count), .init("With the outcome", .value("responders"), .count),
        .init("Rate", .value("rate"), .proportion), .init("Expected", .value("expected"), .statistic),
        .init("Standardised residual", .value("standardised_residual"), .statistic),
      ])
  }
}
