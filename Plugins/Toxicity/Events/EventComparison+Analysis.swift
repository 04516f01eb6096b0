import Analyses
import Cohorts
import Statistics

/// Two groups against each other, term by term.
enum EventComparison {
  /// The comparison, as scripts ask for it.
  static let analysis = Analysis(
    "toxicity.comparison", "Two groups against each other: incidence of each term with the difference of risks.",
    details: """
      For each term the subjects of both groups with the event, and the difference of their shares, the other group minus the reference, with \
      its interval: Miettinen and Nurminen's score interval, or Newcombe's from Wilson's limits. Both hold where an event is rare or \
      absent in a group, where Wald's interval does not.

      The first figure shows the two groups back to back, the part with grade 3 or more dark; the second the differences. Many terms \
      are many comparisons: intervals tell of each term alone, and p-values, where a test is asked for, are not adjusted.
      """,
    parameters: EventParameters.question + [
      reference.any, levels.any, severity.any, interval.any, level.any, test.any, EventShowing.order.any,
      EventShowing.minimum.any,
      EventShowing.absent.any, EventShowing.most.any,
    ],
    statistics: EventStatistics.declared + [
      .init(
        "difference", "The share in the group compared minus that in the reference.",
        estimated: .on(.plain, standardError: "difference_standard_error")),
      .init("difference_lower", "Its lower limit."), .init("difference_upper", "Its upper limit."),
      .init("difference_standard_error", "The standard error of the difference, each share with its own variance."),
      .init("p_value", "The p-value of the test that both shares are equal, where one was asked for."),
    ],
    example: [.init("by", .text("sex")), .init("minimum_incidence", .number(2))],
    terms: ["AE": "adverse event", "RD": "risk difference"]
  ) { cohort, arguments in
    var question = try EventQuestion(cohort, arguments)
    question.keepTheTwoGroups()
    let place = try place(ofReference: arguments[reference], question.groups, arguments)
    let lines = try EventLines(
      question,
      EventLines.Choice(
        levels: arguments[levels], order: arguments[EventShowing.order], minimum: arguments[EventShowing.minimum],
        includingAbsent: arguments[EventShowing.absent]))
    let contrast = RiskContrast(
      groups: question.groups, reference: place, severity: lines.isGraded ? arguments[severity] : .any,
      interval: arguments[interval],
      level: arguments[level], test: arguments[test])
    let statistics = EventStatistics(question.groups, isGraded: lines.isGraded, overall: false)
    let shown = [lines.any] + lines.lines
    let title = EventWords.title("Adverse events compared", question)
    let butterfly = Butterfly(lines, statistics.columns)
    return AnalysisResult(
      title: title,
      methods: question.methods + EventWords.counting(lines, question) + contrast.methods
        + EventWords.choosing(lines, order: arguments[EventShowing.order], minimum: arguments[EventShowing.minimum]),
      rows: statistics.sizes + shown.flatMap { statistics.rows($0) + contrast.rows($0) },
      tables: [contrast.table(title: title, EventTableLayout(question.groups, statistics, lines))],
      figures: [
        butterfly.figure(title: title, most: arguments[EventShowing.most]),
        contrast.figure(title: contrast.label, lines, most: arguments[EventShowing.most]),
      ],
      cautions: question.cautions + EventWords.cautions(lines) + contrast.cautions(tests: shown.count))
  }

  private static let reference = Parameter<String?>.optionalText(
    "reference", "The group that the other is compared with; the first without it, which of a yes or no is no.")
  private static let levels = Parameter<EventLevels>.choice(
    "lines", "Of what the table has lines; without a column of organ classes, of terms alone.", default: .term)
  private static let severity = Parameter<Severity>.choice("severity", "Which events are compared.", default: .any)
  private static let interval = Parameter<RiskInterval>.choice(
    "interval", "How the confidence interval of a difference is found.", default: .miettinenNurminen)
  private static let level = Parameter<Double>.level()
  private static let test = Parameter<RiskTest>.choice(
    "test", "The test that the shares of both groups are equal.", default: .none)

  /// The place of the group that the other is compared with, of two groups.
  private static func place(
    ofReference name: String?, _ groups: SubjectGroups, _ arguments: Arguments
  ) throws(ArgumentError) -> Int {
    guard groups.isSplit, groups.names.count == 2 else {
      let found =
        groups.isSplit
        ? "\"\(groups.label)\" forms \(groups.names.count): \(groups.names.joined(separator: ", "))" : "by is not given"
      throw .invalid(
        analysis: arguments.analysis,
        reason:
          "two groups are compared, and \(found); give by = an expression that forms two, such as \"age >= 18\", or restrict "
          + "the cohort")
    }
    guard let name else { return 0 }
    guard let place = groups.names.firstIndex(of: name) else {
      throw .notAChoice(
        "reference", analysis: arguments.analysis, found: name, choices: groups.names,
        nearest: Nearest.name(to: name, among: groups.names))
    }
    return place
  }
}

/// How the interval of a difference of risks is found.
enum RiskInterval: String, Choice {
  case miettinenNurminen = "miettinen_nurminen"
  case newcombe

  var summary: String {
    switch self {
    case .miettinenNurminen: "Miettinen and Nurminen's score interval"
    case .newcombe: "Newcombe's, from the Wilson limits of both shares"
    }
  }

  var method: DifferenceMethod {
    switch self {
    case .miettinenNurminen: .miettinenNurminen
    case .newcombe: .newcombe
    }
  }
}

/// The test that two shares are equal.
enum RiskTest: String, Choice {
  case none
  case fisher
  case chiSquared = "chi_squared"

  var summary: String {
    switch self {
    case .none: "no test"
    case .fisher: "Fisher's exact test, two-sided"
    case .chiSquared: "the chi-squared test without correction for continuity"
    }
  }
}
