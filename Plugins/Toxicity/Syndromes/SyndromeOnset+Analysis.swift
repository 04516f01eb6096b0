import Analyses
import Cohorts

/// The time to the onset of a syndrome, with death competing.
enum SyndromeOnset {
  /// The cumulative incidence of onset, as scripts ask for it.
  static let analysis = Analysis(
    "toxicity.onset", "Cumulative incidence of the onset of a syndrome over time, with death competing.",
    details: """
      The probability of having had the syndrome by each day, from day 0 on, death without it competing (Aalen-Johansen), by group \
      with Gray's test. Subjects without the syndrome are followed until death or last contact, as the endpoint of follow-up has it. \
      With "minimum_grade" only events of that grade or more count, from the day on which the first of them began.

      One less Kaplan-Meier would treat those who died as if they could still have the syndrome; it is given beside the incidence, \
      for comparison. The work is done by survival.cumulative_incidence.
      """,
    parameters: [
      syndrome.any, minimumGrade.any, EventParameters.events.any, EventParameters.condition.any,
      EventParameters.treatmentEmergent.any, EventParameters.window.any, EventParameters.by.any,
      EventParameters.term.any, EventParameters.organClass.any, EventParameters.grade.any, EventParameters.onset.any,
      EventParameters.emergent.any, EventParameters.asBaseline.any, followUp.any, times.any, until.any,
      SyndromeDescription.level.any,
    ],
    statistics: declared,
    example: [
      .init("syndrome", .text("Cytokine release syndrome")), .init("by", .text("dose_level")),
      .init("times", .list([.integer(7), .integer(28)])), .init("until", .integer(30)),
    ],
    terms: ["CRS": "cytokine release syndrome", "ICANS": "immune effector cell-associated neurotoxicity syndrome"]
  ) { cohort, arguments in
    let question = try EventQuestion(cohort, arguments, by: [], countsAllTerms: true)
    guard let name = arguments[syndrome] else {
      throw ArgumentError.missing("syndrome", analysis: arguments.analysis, prose: syndrome.declaration.prose)
    }
    let least = arguments[minimumGrade]
    let label = least > 1 ? "\(name) of grade \(least)\(least < 5 ? " or more" : "")" : name
    let first = try FirstOnsets(question, term: name, minimumGrade: least)
    let follow = try cohort.times(of: EndpointRequest(.named(arguments[followUp] ?? "os")))
    var times = OnsetTimes(follow, happened: first.happened, onset: first.onset)
    if let last = arguments[until] { times.end(on: Double(last)) }
    try times.check(label: label)
    let derived = try times.added(to: cohort, label: label)
    var given: [Argument.Entry] = [.init("endpoint", .text(OnsetTimes.endpoint))]
    given += arguments.given.filter { ["by", "times", "level", "as_baseline"].contains($0.name) }
    let call = try arguments.call("survival.cumulative_incidence", with: given)
    var result = try call.perform(on: derived)
    if arguments[until] == nil, let horizon = times.horizon(beyond: arguments[Self.times].max()) {
      // Nobody has it later, so that the curves up to the horizon are what they would be without it.
      times.end(on: horizon)
      let shown = try call.perform(on: times.added(to: cohort, label: label))
      let day = Argument.number(horizon).source
      result.figures = shown.figures.map { figure in
        var figure = figure
        figure.notes.append("Shown to day \(day); later there is no onset.")
        return figure
      }
    }
    result.title =
      "Onset of \(label): cumulative incidence" + (try cohort.groups(by: arguments[EventParameters.by])).titleEnd
      + question.narrowing.map { ", \($0)" }.joined()
    result.methods =
      question.methods.filter { !$0.hasPrefix("Percentages") } + [
        "Time to \(label) from day 0, death without it competing; subjects without it are followed as in "
          + "\(follow.definition.label)."
          + (arguments[until].map { " Follow-up is cut off after day \($0)." } ?? "")
      ] + first.methods + result.methods
    result.cautions = first.cautions(label) + result.cautions
    return result
  }

  private static let syndrome = Parameter.optionalText(
    "syndrome", "The term of the syndrome among the adverse events, such as \"Cytokine release syndrome\".")

  private static let minimumGrade = Parameter.wholeNumber(
    "minimum_grade", "Events of this grade or more count; 1 for all, those without a grade too.", in: 1...5,
    default: 1)

  private static let followUp = FindingColumns.followUp

  private static let times = Parameter.numbers(
    "times", "The days at which the cumulative incidence is given.", unit: "days")

  private static let until = Parameter.optionalWholeNumber(
    "until",
    "The day after which follow-up is cut off, such as 30 where the syndrome comes early; estimates up to it stay as they are. Without "
      + "it subjects are followed to their end, and the figure shows the weeks in which it begins.", in: 1...1_000_000)

  /// What survival.cumulative_incidence gives.
  private static let declared: [Analysis.Statistic] = [
    .init("n", "The number of subjects."), .init("events", "The number of events of the outcome."),
    .init("censored", "The number of subjects censored."),
    .init(
      "cumulative_incidence", "The probability of having had the outcome by a time, the others competing.",
      estimated: .delta(.complementaryLogLog, standardError: "cumulative_incidence_se")),
    .init("cumulative_incidence_se", "The standard error of that probability."),
    .init("cumulative_incidence_lower", "The lower limit of that probability."),
    .init("cumulative_incidence_upper", "The upper limit of that probability."),
    .init(
      "one_minus_kaplan_meier",
      "One less Kaplan-Meier with the other outcomes censored: what the incidence would be were there no other outcomes."
    ),
    .init("event_free", "The probability of being free of all outcomes at a time."),
    .init("event_free_lower", "The lower limit of that probability."),
    .init("event_free_upper", "The upper limit of that probability."),
    .init("at_risk", "The number at risk at a time: under observation before it, and still at it."),
    .init("cumulative_events", "The number of events of the outcome up to and including a time."),
    .init("chi_squared", "The statistic of Gray's test."), .init("df", "Its degrees of freedom."),
    .init("p_value", "Its p-value, two-sided."),
  ]
}

/// The first onset of a term in each subject.
struct FirstOnsets {
  /// Whether each subject had it; `nil` where the grade or the day is missing that would tell.
  private(set) var happened: [Bool?]
  /// The first day.
  private(set) var onset: [Double?]
  private var isKnown = true
  private var before = 0

  /// Reads the events of a term.
  ///
  /// - Throws: ``EventError`` where the table has no term, or no day of onset.
  init(_ question: EventQuestion, term: String, minimumGrade: Int) throws {
    let terms = try question.codes(question.requiredName(.term))
    let days = try question.days(question.requiredName(.onset))
    let grades =
      minimumGrade > 1
      ? try question.grades(question.requiredName(.grade)) : [Int8](repeating: 5, count: question.count)
    let count = question.groups.codes.count
    happened = [Bool?](repeating: false, count: count)
    onset = [Double?](repeating: nil, count: count)
    let code =
      terms.levels.firstIndex(of: term) ?? terms.levels.firstIndex { $0.lowercased() == term.lowercased() } ?? -2
    isKnown = code >= 0
    for (row, found) in terms.codes.enumerated() where Int(found) == code {
      let subject = Int(question.subjects[row])
      let day = days[row]
      if day < 0 {
        before += 1
      } else if grades[row] == 0 || (!day.isFinite && grades[row] >= minimumGrade) {
        if happened[subject] == false { happened[subject] = nil }
      } else if grades[row] >= minimumGrade {
        happened[subject] = true
        onset[subject] = min(onset[subject] ?? day, day)
      }
    }
  }

  var methods: [String] {
    before > 0 ? ["\(before) events that began before day 0 are left out."] : []
  }

  func cautions(_ label: String) -> [Caution] {
    let open = happened.filter { $0 == nil }.count
    var cautions: [Caution] = []
    if !isKnown { cautions.append(Caution(.emptyGroup, "No event that counts is one of \(label).")) }
    if open > 0 {
      cautions.append(
        Caution(
          .missingValues,
          "\(open) subjects had events of which the day or the grade is missing that would tell when \(label) began; they are left "
            + "out."))
    }
    return cautions
  }
}

extension OnsetTimes {
  /// The name of the endpoint while the analysis is done.
  static let endpoint = "time_to_onset"

  /// The day to which a figure shows all there is to see: a quarter beyond the last onset, in whole weeks; `nil` where follow-up is
  /// not longer, or nobody has an onset.
  fileprivate func horizon(beyond last: Double?) -> Double? {
    let onsets = time.indices.filter { isOnset[$0] == true }.compactMap { time[$0] }
    guard let latest = onsets.max(), let end = time.compactMap({ $0 }).max() else { return nil }
    let horizon = max((latest * 1.25 / 7).rounded(.up) * 7, 7, last ?? 0)
    return horizon < end ? horizon : nil
  }

  /// The cohort with the endpoint.
  fileprivate func added(to cohort: Cohort, label: String) throws(CohortError) -> Cohort {
    let names = (time: "\(Self.endpoint)_days", event: "\(Self.endpoint)_event", outcome: "\(Self.endpoint)_outcome")
    func description(_ label: String) -> ColumnDescription {
      ColumnDescription(label: label, unit: "days", knownAt: .onDay([names.time]), derivation: "toxicity.onset")
    }
    return
      try cohort
      .deriving(Column(numbers: time), as: names.time, description: description("Time to \(label)"))
      .deriving(Column(flags: event), as: names.event, description: description(label))
      .deriving(
        Column(categories: isOnset.map { $0.map { $0 ? label : Self.death } }, levels: [label, Self.death]),
        as: names.outcome, description: description(label)
      )
      .declaring(
        EndpointDefinition(
          name: Self.endpoint, label: "Time to \(label)", time: names.time, event: .indicator(column: names.event),
          unit: .days, origin: origin, outcome: names.outcome))
  }
}

extension ResolvedGroups {
  /// The end of a title: by what the groups are.
  fileprivate var titleEnd: String { sources.isEmpty ? "" : " by \(label)" }
}
