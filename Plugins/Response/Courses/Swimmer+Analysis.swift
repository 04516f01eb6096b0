import Analyses
import Cohorts

extension SwimmerLanes {
  /// The swimmer plot, as scripts ask for it.
  static let analysis = Analysis(
    "response.swimmer", "The course of each subject as a lane: follow-up, response, transplant, relapse, death.",
    details: """
      A lane for each subject, from day 0 to the last day that is known of them, the longest first; coloured by a category such as \
      best response, or by the response over time from a table of assessments (states), with signs for what happened on the way, and \
      an arrow where follow-up goes on. Lanes may stand under headings, such as the trial.

      A plot of more lanes than can be told apart shows some of them, taken evenly from the longest to the shortest, and says so; the \
      numbers in the table are of all subjects.
      """,
    parameters: [
      end.any, ongoing.any, marks.any, colour.any, states.any, statesUntil.any, heading.any, labelled.any, limit.any,
      displayUnit.any,
    ] + AssessmentTable.columns,
    statistics: [
      .init("n", "The number of subjects."), .init("missing", "The number of subjects whose end is not known."),
      .init("median_end", "The median of the last days."), .init("maximum_end", "The greatest last day."),
      .init("ongoing", "The number of subjects whose follow-up goes on."),
      .init("subjects", "The number of subjects to whom it happened."),
      .init("proportion", "Their share of all subjects."),
    ],
    example: [
      .init("end", .text("os_days")), .init("ongoing", .text("is_missing(death_day)")),
      .init(
        "marks",
        .map([
          .init("Death", .text("death_day")), .init("Relapse", .text("relapse_day")),
          .init("Response", .text("response_day")),
          .init("Transplant", .text("transplant_day")),
        ])), .init("colour", .text("response")),
    ]
  ) { cohort, arguments in
    let headings = try cohort.groups(by: arguments[heading].map { [ColumnRequest($0)] } ?? [])
    let unit = cohort.recordedUnit(of: arguments[end])
    let ends = try lastDays(cohort, arguments)
    let colours = try colours(cohort, arguments, ends: ends, unit: unit)
    let lanes = try SwimmerLanes(
      cohort, arguments, ends: ends, unit: unit, segments: colours.segments, headings: headings)
    let order = lanes.order
    let title = "Course of each subject" + (colours.label.isEmpty ? "" : ", by \(colours.label)")
    var result = AnalysisResult(
      title: title,
      methods: [
        "Lanes run from day 0 to \(cohort.dictionary.label(of: arguments[end])), the longest first"
          + (headings.sources.isEmpty ? "." : " under each \(headings.label).")
          + (arguments[ongoing].map { " Follow-up goes on where \($0)." } ?? "")
      ] + (colours.method.isEmpty ? [] : [colours.method]), rows: rows(lanes, order, unit),
      tables: tables(lanes, unit: arguments[displayUnit] ?? unit, title: title))
    let drawn = drawn(order, most: arguments[limit])
    if !drawn.isEmpty {
      var notes: [String] = []
      if drawn.count < order.count {
        notes.append(
          "\(drawn.count) lanes are drawn of \(order.count), evenly from the longest to the shortest (limit).")
      }
      if !colours.names.isEmpty, drawn.contains(where: { lanes.segments[$0].contains { $0.series == nil } }) {
        notes.append("Grey: \(colours.grey).")
      }
      let origin = try cohort.dictionary.endpointNames.first.map {
        try cohort.definition(of: EndpointRequest(.named($0))).origin
      }
      result.figures = [
        Figure(
          title: title,
          .lanes(
            .init(
              origin: origin ?? "day 0", unit: unit, axisUnit: arguments[displayUnit] ?? unit,
              series: colours.names, isOrdered: colours.isOrdered,
              events: lanes.events.map(\.name),
              lanes: drawn.map { lanes.lane(of: $0, label: arguments[labelled] ? cohort.subject($0) : "") })),
          notes: notes)
      ]
    }
    if order.count < cohort.count {
      result.cautions.append(
        Caution(
          .missingValues,
          "\(cohort.count - order.count) of \(cohort.count) subjects have no lane, because their end is not known."
        ))
    }
    return result
  }

  /// The last day of each subject; NaN where it is not known.
  private static func lastDays(_ cohort: Cohort, _ arguments: Arguments) throws -> [Double] {
    let (ends, validity) = try cohort.numbers(arguments[end])
    return ends.indices.map { validity[$0] ? ends[$0] : .nan }
  }

  private static func colours(
    _ cohort: Cohort, _ arguments: Arguments, ends: [Double], unit: TimeUnit
  ) throws -> LaneColours {
    let category = arguments[colour]
    guard let table = arguments[states] else {
      return LaneColours(try cohort.groups(by: category.map { [ColumnRequest($0)] } ?? []), ends: ends)
    }
    guard category == nil else {
      throw ArgumentError.invalid(
        analysis: arguments.analysis, reason: "colour and states both say what lanes are coloured by; give one of them")
    }
    return try LaneColours(
      AssessmentTable(cohort, arguments, table: table), until: arguments[statesUntil], ends: ends, unit: unit,
      end: arguments[end])
  }

  private init(
    _ cohort: Cohort, _ arguments: Arguments, ends: [Double], unit: TimeUnit, segments: [[Figure.Lanes.Segment]],
    headings: ResolvedGroups
  ) throws {
    self.ends = ends
    self.segments = segments
    isOngoing =
      try arguments[Self.ongoing].map { try cohort.truth(of: $0).values.map { $0 == Truth.yes } }
      ?? ends.map { _ in false }
    events = try arguments[Self.marks].map { mark in
      Event(
        name: mark.name,
        days: try cohort.earliest([mark.day], unit: unit, besides: arguments[Self.end]))
    }
    self.headings = headings.sources.isEmpty ? ends.map { _ in -1 } : headings.grouping.codes
    headingNames = headings.grouping.levels
  }

  private static func rows(_ lanes: SwimmerLanes, _ order: [Int], _ unit: TimeUnit) -> [Row] {
    let ends = order.map { lanes.ends[$0] }.sorted()
    let total = lanes.ends.count
    let middle = ends.isEmpty ? nil : (ends[(ends.count - 1) / 2] + ends[ends.count / 2]) / 2
    var rows = [
      Row("n", .count(total)), Row("missing", .count(total - order.count)),
      Row("median_end", Quantity(middle, otherwise: "no ends"), unit: unit.rawValue, n: ends.count),
      Row("maximum_end", Quantity(ends.last, otherwise: "no ends"), unit: unit.rawValue, n: ends.count),
      Row("ongoing", .count(lanes.isOngoing.filter { $0 }.count)),
    ]
    for event in lanes.events {
      let count = event.days.filter(\.isFinite).count
      rows.append(Row("subjects", .count(count), variable: event.name, n: total))
      rows.append(
        Row(
          "proportion", Quantity(total > 0 ? Double(count) / Double(total) : nil, otherwise: "no subjects"),
          variable: event.name, n: total))
    }
    return rows
  }

  private static func tables(_ lanes: SwimmerLanes, unit: TimeUnit, title: String) -> [TableLayout] {
    let lines: [TableLayout.Line] =
      [
        .init("Subjects", cell: .value("n"), format: .count),
        .init("End not known", cell: .value("missing"), format: .count),
        .init("Median of the last days, \(unit.rawValue)", cell: .value("median_end"), format: .duration),
        .init("Follow-up goes on", cell: .value("ongoing"), format: .count),
      ]
      + lanes.events.map {
        .init($0.name, variable: $0.name, cell: .share(count: "subjects", of: nil, proportion: "proportion"))
      }
    return [
      TableLayout(
        title: title, rowHeader: "", lines: lines,
        columns: [.init("All subjects", .share(count: "subjects", of: nil, proportion: "proportion"), .proportion)],
        durations: unit)
    ]
  }

  private static let end = Parameter.column(
    "end", "The column of the last day that is known of a subject, such as \"os_days\".")
  private static let ongoing = Parameter.optionalVariable(
    "ongoing", "A flag or condition that says whose follow-up goes on beyond it, such as \"os_event == 0\".")
  private static let marks = Parameter.exposures(
    "marks", "What happened on the way, each with the column of its day.")
  private static let colour = Parameter.optionalVariable(
    "colour", "What lanes are coloured by: a column or an expression, such as \"best_response\".")
  private static let states = Parameter.optionalText(
    "states",
    "The linked table of assessments, such as \"assessments\", whose categories lanes are coloured by over time, in place of colour."
  )
  private static let statesUntil = Parameter.texts(
    "states_until",
    "Columns of days, such as that of relapse, from which on the categories of states are not known any more: lanes are grey."
  )
  private static let heading = Parameter.optionalVariable(
    "heading", "What lanes stand under: a column or an expression, such as \"trial\".")
  private static let labelled = Parameter.flag(
    "labelled", "Whether each lane has the id of its subject.", default: false)
  private static let limit = Parameter.wholeNumber(
    "limit", "The most lanes that are drawn; of more subjects they are taken evenly.", in: 2...400, default: 80)
  private static let displayUnit = Parameter.displayUnit(
    "display_unit", "The unit in which times are shown; the recorded one without it.")
}
