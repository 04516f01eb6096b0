import Analyses
import Cohorts
import Designs

/// The table of characteristics, "table one".
enum Characteristics {
  private static let numbers = Parameter<[SummaryKind]>.choices(
    "numbers", "How numbers are summarised, each way on a line of its own.", default: [.medianRange])

  private static let summaries = Parameter<[OfVariable<[SummaryKind]>]>.choicesByVariable(
    "summaries",
    "How single variables are summarised, in the place of what is usual for their type; \"levels\" counts each value of a number, "
      + "and both values of a flag.",
    such: "{ age = { \"median_range\", \"mean_sd\" } }")

  private static let percentOf = Parameter<CharacteristicCounting.Denominator>.choice(
    "percent_of", "What percentages are of.", default: .known)

  private static let percentages = Parameter<[OfVariable<CharacteristicCounting.Denominator>]>.choiceByVariable(
    "percentages", "What the percentages of single variables are of, in the place of what percent_of says.",
    such: "{ response = \"known\" }")

  private static let missing = Parameter<CharacteristicTable.MissingLine>.choice(
    "missing", "Where those without a value have a line of their own.", default: .whenPresent)

  private static let denominators = Parameter<CharacteristicTable.DenominatorShown>.choice(
    "denominators", "Where the number is shown that a count is of.", default: .whenMissing)

  /// The analysis, as scripts ask for it.
  static let analysis = Analysis(
    "baseline.characteristics", "Table of characteristics (\"table one\"): each variable by group and in all subjects.",
    details: """
      Categories are counted with percentages, a level that nobody has as 0; of a flag, a \
      category of yes and no, or a condition such as "marrow_blasts >= 20" those are shown for whom it holds, out of those for \
      whom it is known. Numbers are summarised by \
      their median and range unless something else is asked for, dates by their range. Who has no value stands on a line of \
      its own and in no percentage, unless percentages of all are asked for.

      Groups are compared by standardised differences, which do not depend on their size, or by tests where those are \
      asked for. Of subjects who were randomised, tests of their baseline say nothing but whether chance was at work, which is known.
      """,
    parameters: [
      BaselineParameters.variables.any, BaselineParameters.by.any, BaselineParameters.overall.any, numbers.any,
      summaries.any, BaselineParameters.labels.any, percentOf.any, percentages.any, missing.any, denominators.any,
      BaselineParameters.quantiles.any,
    ] + CharacteristicComparisons.parameters,
    statistics: statistics,
    example: [
      .init("variables", .list(["age", "diagnosis", "response"].map(Argument.text))), .init("by", .text("trial")),
      .init("differences", .flag(true)),
    ],
    terms: ["Table 1": "table of characteristics", "SMD": "standardised mean difference"]
  ) { cohort, arguments in
    let by = arguments[BaselineParameters.by]
    let columns = try GroupColumns(cohort, by: by, overall: arguments[BaselineParameters.overall])
    let variables = try Self.variables(cohort, by, arguments)
    let quantiles = arguments[BaselineParameters.quantiles]
    let counting = CharacteristicCounting(
      percentOf: arguments[percentOf],
      percentages: try arguments.byVariable(arguments[percentages], "percentages", among: variables.map(\.name)),
      quantiles: quantiles)
    let comparisons = try CharacteristicComparisons(variables, columns, arguments)
    let table = CharacteristicTable(
      variables: variables, columns: columns, beside: comparisons.tableColumns, missing: arguments[missing],
      denominators: arguments[denominators], counting: counting)
    var result = AnalysisResult(
      title: "Characteristics of the subjects" + (by.isEmpty ? "" : ", by \(columns.groups.label)"),
      methods: Self.methods(variables, counting) + table.missingStatements + comparisons.methods)
    result.rows =
      columns.rows
      + variables.flatMap { variable in
        columns.columns.flatMap { variable.rows(of: $0, counting) } + comparisons.rows(of: variable)
      }
    result.tables = [table.layout]
    result.cautions = columns.cautions + comparisons.cautions
    return result
  }

  /// The variables that are asked for, each once.
  private static func variables(
    _ cohort: Cohort, _ by: [ColumnRequest], _ arguments: Arguments
  ) throws -> [Characteristic] {
    let asked = arguments[BaselineParameters.variables]
    var seen: Set<String> = []
    let requests = (asked.isEmpty ? cohort.baselineVariables(but: by) : asked).filter {
      seen.insert($0.source).inserted
    }
    let names = requests.map(\.source)
    let kinds = try arguments.byVariable(arguments[summaries], "summaries", among: names)
    let labels = try arguments.byVariable(arguments[BaselineParameters.labels], "labels", among: names)
    return try requests.map {
      try Characteristic(
        $0, in: cohort, asked: kinds[$0.source] ?? [], numbers: arguments[numbers], label: labels[$0.source],
        for: arguments.analysis)
    }
  }

  private static func methods(_ variables: [Characteristic], _ counting: CharacteristicCounting) -> [String] {
    var methods: [String] = []
    let kinds = Set(variables.flatMap(\.summaries))
    if kinds.contains(.levels) {
      let others = variables.filter { counting.denominator(of: $0) != counting.percentOf }
      let words = others.map { "those of \($0.label) are of \(counting.denominator(of: $0).summary)" }
      methods.append((["Percentages are of \(counting.percentOf.summary)"] + words).joined(separator: "; ") + ".")
    }
    if !kinds.isDisjoint(with: [.medianRange, .medianQuartiles]) { methods.append(counting.quantiles.method) }
    if kinds.contains(.meanSD) { methods.append("The variance of the standard deviation divides by n - 1.") }
    let late = variables.filter { $0.knownAt != nil && $0.knownAt != .baseline }
    if !late.isEmpty {
      methods.append("Known only after the baseline: \(late.map(\.label).joined(separator: ", ")).")
    }
    return methods
  }

  private static let statistics: [Analysis.Statistic] =
    [
      .init("n", "The number of subjects."), .init("known", "How many of them have a value."),
      .init("missing", "How many of them have none."),
      .init("missing_share", "Their share of all subjects of the group."),
      .init("count", "How many have this value, or for how many the condition holds."),
      .init("of", "The number that the count is of."),
      .init(
        "share", "The count over that number.",
        estimated: .on(.logit, standardError: "share_logit_standard_error", isEffect: false)),
      .init("share_logit_standard_error", "The standard error of the share on the scale of the logit."),
      .init("median", "The median."), .init("lower_quartile", "The lower quartile."),
      .init("upper_quartile", "The upper quartile."), .init("minimum", "The least value."),
      .init("maximum", "The greatest value."),
      .init("mean", "The mean.", estimated: .on(.plain, standardError: "mean_standard_error", isEffect: false)),
      .init("mean_standard_error", "The standard error of the mean."),
      .init("standard_deviation", "The standard deviation."), .init("first_date", "The first date."),
      .init("last_date", "The last date."),
    ] + CharacteristicComparisons.statistics
}

extension Arguments {
  /// What is said of single variables, by their names.
  ///
  /// - Throws: ``ArgumentError/unknown(_:analysis:known:nearest:)`` where a name is none of the variables.
  func byVariable<Value>(
    _ said: [OfVariable<Value>], _ parameter: String, among names: [String]
  ) throws -> [String: Value] {
    for item in said where !names.contains(item.variable) {
      throw ArgumentError.unknown(
        "\(parameter).\(item.variable)", analysis: analysis, known: names.map { "\(parameter).\($0)" },
        nearest: Nearest.name(to: item.variable, among: names).map { "\(parameter).\($0)" })
    }
    return Dictionary(said.map { ($0.variable, $0.value) }) { $1 }
  }
}
