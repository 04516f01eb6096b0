import Analyses
import Cohorts

extension MultiState {
  /// The probabilities of states, as scripts ask for them.
  static let analysis = Analysis(
    "survival.multi_state", "Probability of being in each of several states, and the expected time in them.",
    details: """
      Subjects begin in an initial state and move to others on the days that are named: transplant, relapse, death. Gives the \
      probability of being in each state by time, how many went from which state to which, and the expected time in \
      each up to a horizon. States may be left again: who relapses after a transplant is no longer in "transplant".

      The endpoint gives the end of follow-up, so that it should be the last thing that can happen, such as overall survival.

      Instead of days the rows of a linked table can say it, as R's survfit(Surv(start, stop, event) ~ 1, id = id, istate = \
      state): each row from when to when a subject was in one state, and the state into which it led. Then the rows give \
      the follow-up, and the endpoint its origin and the unit of its times.
      """,
    parameters: [
      SurvivalParameters.endpoint.any, states.any, table.any, start.any, stop.any, state.any, event.any, initial.any,
      absorbing.any, order.any, SurvivalParameters.by.any, SurvivalParameters.weights.any, SurvivalParameters.times.any,
      horizon.any, SurvivalParameters.level.any,
      SurvivalParameters.displayUnit.any, SurvivalParameters.asBaseline.any,
    ],
    statistics: MultiStateStatistics.declared,
    example: [
      .init("endpoint", .text("pfs")), .init("states", .map([.init("transplant", .text("transplant_day"))])),
      .init("times", .list([.integer(90)])), .init("horizon", .number(180)),
    ],
    terms: ["MSM": "multi-state model"]
  ) { cohort, arguments in
    let read = try reading(of: cohort, arguments)
    let levels = read.groups.grouping.levels
    let groups = try zip(levels, read.histories).map { level, history in
      MultiStateStatistics(
        group: level, label: read.groups.label(of: level), model: try MultiState(history),
        times: arguments[SurvivalParameters.times].distinct, horizons: arguments[horizon].distinct,
        level: arguments[SurvivalParameters.level], unit: read.endpoint.unit.rawValue)
    }
    var result = AnalysisResult(
      title: "\(read.endpoint.label): states"
        + (read.groups.sources.isEmpty ? "" : " by \(read.groups.label)"), methods: read.methods)
    result.rows = groups.flatMap(\.rows)
    result.tables = MultiStateStatistics.tables(
      of: groups, rowHeader: read.groups.sources.isEmpty ? "" : read.groups.label,
      words: arguments.times(in: read.endpoint.unit))
    result.figures = MultiStateStatistics.figures(
      of: groups, title: result.title, endpoint: read.endpoint,
      axisUnit: arguments[SurvivalParameters.displayUnit])
    let guarding = ImmortalTime(
      cohort: cohort, endpoint: read.endpoint, isAcknowledged: arguments[SurvivalParameters.asBaseline])
    result.cautions = try guarding.cautions(for: read.groups.sources) + read.cautions
    return result
  }

  /// The states that are asked for, from days or from rows.
  ///
  /// - Throws: `ArgumentError` where both are named, or not all that rows need.
  private static func reading(of cohort: Cohort, _ arguments: Arguments) throws -> MultiStateReading {
    let order = arguments[Self.order].map(\.source)
    let final = arguments[absorbing].isEmpty ? nil : arguments[absorbing].map(\.source)
    if let columns = try rows(arguments) {
      return try StateRowsQuestion(
        cohort, endpoint: arguments[SurvivalParameters.endpoint], rows: columns, by: arguments[SurvivalParameters.by],
        weights: arguments[SurvivalParameters.weights], initial: arguments[initial], order: order, absorbing: final
      ).reading
    }
    return try MultiStateQuestion(
      cohort, endpoint: arguments[SurvivalParameters.endpoint], by: arguments[SurvivalParameters.by],
      weights: arguments[SurvivalParameters.weights], initial: arguments[initial] ?? "initial",
      states: arguments[states], order: order, absorbing: final
    ).reading
  }

  /// The columns of the rows; nil where no table is named.
  private static func rows(_ arguments: Arguments) throws -> StateRows.Columns? {
    func refuse(_ reason: String) -> ArgumentError { .invalid(analysis: "survival.multi_state", reason: reason) }
    guard let name = arguments[table] else {
      let given = [("start", Self.start), ("stop", Self.stop), ("state", Self.state), ("event", Self.event)].first {
        arguments[$1] != nil
      }
      if let given { throw refuse("\"\(given.0)\" names a column of a linked table: name the table as \"table\" too") }
      return nil
    }
    guard arguments[states].isEmpty else {
      throw refuse(
        "states come from \"states\", days of the subjects, or from \"table\", (start, stop] rows: name one of them")
    }
    guard let start = arguments[Self.start], let stop = arguments[Self.stop], let event = arguments[Self.event] else {
      throw refuse(
        "with \"table\" name its columns: \"start\" and \"stop\", between which each row lies, and \"event\", the state into "
          + "which it leads")
    }
    return StateRows.Columns(table: name, start: start, stop: stop, state: arguments[state], event: event)
  }

  private static let states = Parameter.exposures(
    "states",
    "The states other than the initial one: for each its name, and the column of the day on which it is entered.")

  private static let table = Parameter.optionalText(
    "table",
    "The linked table of (start, stop] rows, in the place of \"states\": each is the time of a subject in one state.",
    names: .table)

  private static let start = Parameter.optionalColumn(
    "start", "The table's column of the time after which each row begins, from the origin in the endpoint's unit.")

  private static let stop = Parameter.optionalColumn(
    "stop", "The table's column of the time at which each row ends, from the origin in the endpoint's unit.")

  private static let state = Parameter.optionalColumn(
    "state",
    "The table's column of the state that each row is spent in; without it everybody begins in \"initial\", and each row is "
      + "spent in the state into which the one before it led.")

  private static let event = Parameter.optionalColumn(
    "event",
    "The table's column of the state into which each row leads; missing, \"censor\" or \"censored\" where it leads nowhere."
  )

  private static let initial = Parameter.optionalText(
    "initial", "The name of the state in which everybody begins; \"initial\" without it.")

  private static let absorbing = Parameter.columns(
    "absorbing", "The states that nobody leaves; \"death\", where there is a state of that name, without it.")

  private static let order = Parameter.columns(
    "order", "The order of states, in which they are shown, and in which those entered on one day follow one another.")

  private static let horizon = Parameter.numbers(
    "horizon", "The times up to which the expected time in each state is counted.", unit: "the endpoint's unit")
}
