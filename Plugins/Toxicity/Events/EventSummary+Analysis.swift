import Analyses
import Cohorts
import Statistics

/// The overview of adverse events: how many subjects had any, a severe, a serious, a related or a fatal one.
enum EventSummary {
  /// The overview, as scripts ask for it.
  static let analysis = Analysis(
    "toxicity.summary", "Overview of adverse events: any, severe, serious, related, leading to death.",
    details: """
      One line for each kind of event that the table of events records: any event, grade 3 or more, grade 5, treatment-emergent, \
      related, related with grade 3 or more, serious, related and serious, leading to death. Each line counts the subjects of each \
      group with at least one such event, and the events. One event must be of the whole kind: a subject with a related event and \
      another that is serious has no related and serious one.

      Percentages are of all subjects of the cohort in the group. Events of which it is not recorded whether they are of a kind are \
      not counted in its line, and said.
      """,
    parameters: EventParameters.question + [
      EventParameters.serious.any, EventParameters.related.any, EventParameters.relatedLevels.any,
      EventParameters.fatal.any, EventShowing.overall.any,
      intervals.any, level.any,
    ],
    statistics: [
      .init("subjects", "The number of subjects in the group: the denominator of all shares."),
      .init("count", "The number of subjects with at least one event of the kind."),
      .init(
        "proportion", "The share of subjects with at least one event of the kind.",
        estimated: .on(.logit, standardError: "standard_error", isEffect: false)),
      .init("lower", "The lower limit of that share."), .init("upper", "The upper limit of that share."),
      .init("standard_error", "The standard error of the logit of that share."),
      .init("events", "The number of events of the kind."),
    ],
    example: [.init("by", .text("dose_level"))],
    terms: ["AE": "adverse event", "TEAE": "treatment-emergent adverse event", "SAE": "serious adverse event"]
  ) { cohort, arguments in
    let question = try EventQuestion(cohort, arguments)
    let kinds = try EventKinds(question, arguments)
    let columns = EventStatistics(question.groups, isGraded: false, overall: arguments[EventShowing.overall])
    let level = arguments[level]
    let title = EventWords.title("Overview of adverse events", question)
    let counting =
      "Each line counts subjects with at least one event that is of the whole kind, and the number of such events."
    return AnalysisResult(
      title: title,
      methods: question.methods + [counting] + (arguments[intervals] ? ["Intervals: \(method(level))."] : [])
        + kinds.methods,
      rows: columns.sizes + kinds.kinds.flatMap { rows($0, cells(of: $0, question), columns.columns, level: level) },
      tables: [table(title: title, kinds.kinds, columns.columns, level: arguments[intervals] ? level : nil)],
      cautions: question.cautions + kinds.kinds.compactMap(caution))
  }

  /// The table, with intervals where there is a level.
  private static func table(
    title: String, _ kinds: [EventKinds.Kind], _ columns: [GroupColumn], level: Double?
  ) -> TableLayout {
    TableLayout(
      title: title, rowHeader: "Subjects with", lines: kinds.map { .init($0.label, variable: $0.name) },
      columns: columns.flatMap { column -> [TableLayout.Column] in
        func shown(
          _ header: String, _ cell: TableLayout.Cell, _ format: TableLayout.Format
        ) -> TableLayout.Column {
          .init(header, cell, format, group: column.group, over: column.heading)
        }
        let interval = level.map {
          shown("\(Argument.percent($0)) CI", .interval(lower: "lower", upper: "upper"), .proportion)
        }
        return [
          shown("Subjects", .share(count: "count", of: nil, proportion: "proportion"), .proportion), interval,
          shown("Events", .value("events"), .count),
        ].compactMap(\.self)
      })
  }

  private static let intervals = Parameter<Bool>.flag(
    "intervals", "Show the exact confidence interval of each share.", default: false)
  private static let level = Parameter<Double>.level()

  private static func method(_ level: Double) -> String {
    "Clopper and Pearson's exact interval (\(Argument.percent(level)))"
  }

  /// The subjects of each group, and of all together, with an event of a kind.
  private static func cells(of kind: EventKinds.Kind, _ question: EventQuestion) -> [GradeTally.Cell] {
    let worst = WorstGrades(
      subjects: question.subjects, keys: kind.truth.values.map { $0 == Truth.yes ? 0 : -1 }, grades: [],
      subjectCount: question.groups.codes.count, keyCount: 1)
    return GradeTally(
      worst, keyCount: 1, groups: question.groups.codes, groupCount: question.groups.names.count
    ).cells[0]
  }

  private static func rows(
    _ kind: EventKinds.Kind, _ cells: [GradeTally.Cell], _ columns: [GroupColumn], level: Double
  ) -> [Row] {
    columns.flatMap { column -> [Row] in
      let (count, size) = (cells[column.place].any, column.size)
      let limits = Proportion(count, of: size).limits(.clopperPearson, level: level)
      func row(_ name: String, _ value: Quantity, _ method: String? = nil) -> Row {
        Row(name, value, group: column.group, variable: kind.name, method: method, n: size)
      }
      func limit(_ name: String, _ value: Double?) -> Row {
        row(name, Quantity(value, otherwise: "nobody is in this group"), method(level))
      }
      return [
        row("count", .count(count)), row("proportion", EventStatistics.share(count, of: size)),
        limit("lower", limits?.lower), limit("upper", limits?.upper),
        row("standard_error", EventStatistics.logitError(count, of: size)),
        row("events", .count(cells[column.place].events)),
      ]
    }
  }

  private static func caution(_ kind: EventKinds.Kind) -> Caution? {
    guard kind.unknown > 0 else { return nil }
    let (events, are) = kind.unknown == 1 ? ("event", "it is") : ("events", "they are")
    return Caution(
      .missingValues,
      "Of \(kind.unknown) \(events) it is not recorded whether \(are) of the kind \"\(kind.label)\"; they are not counted in it."
    )
  }
}
