import Analyses
import Cohorts
import Statistics

extension MeanCumulativeCount {
  /// The mean cumulative count, as scripts ask for it.
  static let analysis = Analysis(
    "toxicity.mean_cumulative_count",
    "Mean cumulative count of recurrent adverse events, by group, with death in the way.",
    details: """
      How many events a subject has had on average by each day: infections, fevers, transfusions, or any events that come again. A \
      cumulative incidence stops at the first; the mean count goes on. It is no probability, and may exceed 1.

      Where until names an endpoint, nobody has events after its event, such as death: the increments are then weighted with the \
      probability of being alive (Ghosh and Lin; Dong and colleagues), and treating the dead as censored, which overstates the count, \
      is avoided. With until a column, or terminal = false, it is Nelson's mean cumulative function. The standard error allows for \
      any dependence among events of one subject (Lawless and Nadeau).

      The test of groups compares the rates of events among those alive and under observation; it is the robust score test of the \
      Andersen-Gill model. Groups that differ in dying can differ in mean count while their rates agree, and the reverse.
      """,
    parameters: EventParameters.question + [
      ExposureParameters.until.any, terminal.any, times.any, displayUnit.any, ExposureParameters.level.any,
    ],
    statistics: MeanCountGroup.declared,
    example: [
      .init("by", .text("age >= 40")), .init("times", .list([.integer(30), .integer(90), .integer(180)])),
    ],
    terms: ["MCC": "mean cumulative count", "MCF": "mean cumulative function"]
  ) { cohort, arguments in
    let question = try EventQuestion(cohort, arguments)
    let (observation, events) = try ExposureParameters.read(question, cohort, arguments)
    let isTerminal = arguments[terminal] && observation.terminal != nil
    let split = MeanCountSplit(question.groups, observation, events, isTerminal: isTerminal)
    let groups = split.histories.enumerated().map { place, entry in
      MeanCountGroup(
        name: entry.name, label: question.groups.isSplit ? question.groups.title(place) : entry.name,
        history: entry.history, curve: MeanCumulativeCount(entry.history),
        level: arguments[ExposureParameters.level], times: Set(arguments[times]).sorted())
    }
    let report = MeanCountReport(
      groups: groups, question: question, observation: observation, test: question.groups.isSplit ? split.test : nil,
      times: TimeWords(observation.unit, shown: arguments[displayUnit]))
    let title = EventWords.title("Mean cumulative count of adverse events", question)
    var result = AnalysisResult(
      title: title,
      methods: question.selection + [observation.statement]
        + report.methods(isTerminal: isTerminal, level: arguments[ExposureParameters.level]))
    result.rows = groups.flatMap(\.rows) + report.testRows
    result.tables = report.tables
    result.figures = report.figures(title: title, axisUnit: arguments[displayUnit])
    result.cautions = question.cautions + observation.cautions + events.cautions + report.cautions
    return result
  }

  private static let terminal = Parameter.flag(
    "terminal",
    "Whether the endpoint's event, such as death, rules out any further events; otherwise it only ends observation.",
    default: true)
  private static let times = Parameter.numbers("times", "The days by which the mean is given.", unit: "days")
  private static let displayUnit = Parameter<TimeUnit?>.displayUnit(
    "display_unit",
    "The unit of the figure's axis and of times in the table, there with the recorded time in brackets; that of the days of events without it."
  )
}

/// The histories of groups, and the test between them.
struct MeanCountSplit {
  /// The history of each group, or of everybody.
  let histories: [(name: String, history: RecurrentHistory)]
  /// The test that groups have the same rate; `nil` where it cannot be done.
  let test: RecurrentRateTest?

  init(_ groups: SubjectGroups, _ observation: Observation, _ events: PlacedEvents, isTerminal: Bool) {
    var members = [[Int]](repeating: [], count: groups.names.count)
    var place = [Int32](repeating: -1, count: groups.codes.count)
    var together: [Int] = []
    var order = [Int32](repeating: -1, count: groups.codes.count)
    for (subject, group) in groups.codes.enumerated() where group >= 0 && observation.observes(subject) {
      place[subject] = Int32(members[Int(group)].count)
      members[Int(group)].append(subject)
      order[subject] = Int32(together.count)
      together.append(subject)
    }
    var days = [[Double]](repeating: [], count: members.count)
    var owners = [[Int32]](repeating: [], count: members.count)
    for (day, subject) in zip(events.days, events.subjects) where place[Int(subject)] >= 0 {
      let group = Int(groups.codes[Int(subject)])
      days[group].append(day)
      owners[group].append(place[Int(subject)])
    }
    func ended(_ subjects: [Int]) -> [Bool] { subjects.map { isTerminal && observation.isTerminal[$0] } }
    histories = members.indices.map { group in
      (
        groups.isSplit ? groups.names[group] : groups.together,
        RecurrentHistory(
          ends: members[group].map { observation.ends[$0] }, isTerminal: ended(members[group]), eventTimes: days[group],
          eventSubjects: owners[group])
      )
    }
    let all = RecurrentHistory(
      ends: together.map { observation.ends[$0] }, eventTimes: events.days,
      eventSubjects: events.subjects.map { order[Int($0)] })
    test = RecurrentRateTest(all, groups: together.map { groups.codes[$0] }, count: groups.names.count)
  }
}
