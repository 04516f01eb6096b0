import Analyses
import Cohorts

extension CohortFlow {
  private static let by = Parameter.groups(
    "What the subjects who remain are split by at the end: a column, an expression, or a list of them, crossed.")

  private static let endpoints = Parameter.texts(
    "endpoints", "Endpoints for which it is counted for how many of those who remain they are known.")

  private static let labels = Parameter.textsByVariable(
    "labels", "Words under which restrictions are shown, by their conditions.",
    such: "{ [\"age >= 18\"] = \"Adults\" }")

  private static let startLabel = Parameter.optionalText(
    "start", "The words for the subjects before any restriction; \"Subjects in the data\" without it.")

  /// The analysis, as scripts ask for it.
  static let analysis = Analysis(
    "baseline.flow", "Cohort flow: who was left out by each restriction, and who remains.",
    details: """
      Follows the restrictions that the script made, in their order. Those for whom a condition does not hold are counted apart \
      from those for whom it cannot be told, because a value is missing. At the end those who remain may be split by trial or \
      group, with the number for whom each endpoint is known. The figure has the form of CONSORT's (Schulz, Altman and Moher \
      2010, doi:10.1136/bmj.c332).
      """,
    parameters: [by.any, endpoints.any, labels.any, startLabel.any],
    statistics: [
      .init("before", "The number of subjects before a restriction."),
      .init("excluded", "How many of them were left out because its condition does not hold."),
      .init("unknown", "How many were left out because a missing value leaves it unknown."),
      .init("after", "The number of subjects after it."), .init("n", "The number of subjects who remain."),
      .init("with_endpoint", "For how many of them an endpoint is known."),
      .init("events", "How many of them had its event."),
    ],
    example: [.init("by", .text("trial")), .init("endpoints", .text("pfs"))],
    terms: ["CONSORT": "flow of subjects"]
  ) { cohort, arguments in
    let asked = arguments[endpoints]
    let requests = try asked.map { text in
      do throws(Formula.Fault) { return try Formula.request(text) } catch {
        throw ArgumentError.formula(text, analysis: arguments.analysis, reason: error.reason)
      }
    }
    let flow = try CohortFlow(
      cohort, by: arguments[by], endpoints: requests,
      labels: try arguments.byVariable(arguments[labels], "labels", among: cohort.flow.map(\.condition)))
    let start = arguments[startLabel] ?? "Subjects in the data"
    var result = AnalysisResult(
      title: "Cohort flow",
      methods: [
        "Each restriction counts those for whom its condition does not hold apart from those for whom a missing value leaves it "
          + "unknown; both are left out."
      ])
    result.rows = flow.rows
    result.tables = flow.tables(start)
    result.figures = [flow.figure(start)]
    result.cautions = flow.columns.cautions
    return result
  }

  private var rows: [Row] {
    let restricting = steps.flatMap { step in
      [("before", step.before), ("excluded", step.excluded), ("unknown", step.unknown), ("after", step.after)].map {
        Row($0.0, .count($0.1), variable: step.name)
      }
    }
    let known = columns.columns.flatMap { column in
      endpoints.flatMap { endpoint in
        [("with_endpoint", endpoint.isKnown), ("events", endpoint.hasEvent)].map { statistic, flags in
          Row(statistic, .count(count(flags, in: column)), group: column.name, variable: endpoint.name, n: column.count)
        }
      }
    }
    return [Row("after", .count(start))] + restricting + columns.rows + known
  }

  private func tables(_ startLabel: String) -> [TableLayout] {
    let restricting = TableLayout(
      title: "Restrictions", rowHeader: "Restriction",
      lines: [.init(startLabel)] + steps.map { .init($0.label, variable: $0.name) },
      columns: (steps.isEmpty
        ? []
        : [
          .init("Before", .value("before"), .count), .init("Does not hold", .value("excluded"), .count),
          .init("Unknown", .value("unknown"), .count),
        ]) + [.init("Remaining", .value("after"), .count)])
    guard !columns.compared.isEmpty || !endpoints.isEmpty else { return [restricting] }
    let known = endpoints.flatMap { endpoint -> [TableLayout.Column] in
      [
        .init("Known", .value("with_endpoint"), .count, variable: endpoint.name, over: endpoint.label),
        .init("Events", .value("events"), .count, variable: endpoint.name, over: endpoint.label),
      ]
    }
    return [
      restricting,
      TableLayout(
        title: "Subjects who remain", rowHeader: columns.groups.label,
        lines: columns.columns.map { .init($0.label, group: $0.name) },
        columns: [.init("Subjects", .value("n"), .count)] + known),
    ]
  }

  private func figure(_ startLabel: String) -> Figure {
    var boxes = [Figure.Flow.Step(.init(startLabel, count: start))]
    for step in steps {
      let reasons: [Figure.Flow.Item] = [
        .init("Does not hold: \(step.label)", count: step.excluded),
        .init("Not known: \(step.label)", count: step.unknown),
      ].filter { $0.count > 0 }
      if !reasons.isEmpty {
        boxes[boxes.count - 1].leaving = .init("Left out", count: step.excluded + step.unknown, items: reasons)
      }
      boxes.append(.init(.init(step.label, count: step.after)))
    }
    let groups = columns.compared.map { Figure.Flow.Box($0.header, count: $0.count, items: items(in: $0)) }
    if groups.isEmpty, let all = columns.columns.first { boxes[boxes.count - 1].box.items = items(in: all) }
    let unknown = columns.groups.grouping.missing
    let others: [Figure.Flow.Box] =
      unknown > 0 && !groups.isEmpty ? [.init("\(columns.groups.label) not known", count: unknown)] : []
    return Figure(title: "Cohort flow", .flow(.init(steps: boxes, groups: groups + others)))
  }

  private func items(in column: GroupColumns.Column) -> [Figure.Flow.Item] {
    endpoints.map { .init("\($0.label) known", count: count($0.isKnown, in: column)) }
  }
}
