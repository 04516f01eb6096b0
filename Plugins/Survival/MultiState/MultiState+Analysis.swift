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
      """,
    parameters: [
      SurvivalParameters.endpoint.any, states.any, initial.any, absorbing.any, order.any, SurvivalParameters.by.any,
      SurvivalParameters.weights.any, SurvivalParameters.times.any, horizon.any, SurvivalParameters.level.any,
      SurvivalParameters.displayUnit.any, SurvivalParameters.asBaseline.any,
    ],
    statistics: MultiStateStatistics.declared,
    example: [
      .init("endpoint", .text("pfs")), .init("states", .map([.init("transplant", .text("transplant_day"))])),
      .init("times", .list([.integer(90)])), .init("horizon", .number(180)),
    ]
  ) { cohort, arguments in
    let asked = try MultiStateQuestion(
      cohort, endpoint: arguments[SurvivalParameters.endpoint], by: arguments[SurvivalParameters.by],
      weights: arguments[SurvivalParameters.weights], initial: arguments[initial] ?? "initial",
      states: arguments[states], order: arguments[order].map(\.source),
      absorbing: arguments[absorbing].isEmpty ? nil : arguments[absorbing].map(\.source))
    let question = asked.question
    let groups = try zip(question.levels, asked.groups).map { level, days in
      MultiStateStatistics(
        group: level, label: question.label(of: level), model: try MultiState(days.history),
        times: arguments[SurvivalParameters.times].distinct, horizons: arguments[horizon].distinct,
        level: arguments[SurvivalParameters.level], unit: question.unit)
    }
    var result = AnalysisResult(
      title: "\(question.endpoint.label): states"
        + (question.groups.sources.isEmpty ? "" : " by \(question.groups.label)"), methods: asked.methods)
    result.rows = groups.flatMap(\.rows)
    result.tables = MultiStateStatistics.tables(
      of: groups, rowHeader: question.groups.sources.isEmpty ? "" : question.groups.label)
    result.figures = MultiStateStatistics.figures(
      of: groups, title: result.title, endpoint: question.endpoint,
      axisUnit: arguments[SurvivalParameters.displayUnit])
    let guarding = ImmortalTime(
      cohort: cohort, endpoint: question.endpoint, isAcknowledged: arguments[SurvivalParameters.asBaseline])
    result.cautions = try guarding.cautions(for: question) + asked.cautions
    return result
  }

  private static let states = Parameter.exposures(
    "states",
    "The states other than the initial one: for each its name, and the column of the day on which it is entered.")

  private static let initial = Parameter.optionalText(
    "initial", "The name of the state in which everybody begins; \"initial\" without it.")

  private static let absorbing = Parameter.columns(
    "absorbing", "The states that nobody leaves; \"death\", where there is a state of that name, without it.")

  private static let order = Parameter.columns(
    "order", "The order of states, in which they are shown, and in which those entered on one day follow one another.")

  private static let horizon = Parameter.numbers(
    "horizon", "The times up to which the expected time in each state is counted.", unit: "the endpoint's unit")
}
