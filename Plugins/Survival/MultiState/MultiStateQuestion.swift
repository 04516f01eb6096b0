import Analyses
import Cohorts

/// The states of a cohort's subjects, read from the days on which each entered them.
struct MultiStateQuestion {
  let question: SurvivalQuestion
  /// The states, the initial one first.
  let states: [String]
  let absorbing: Set<String>
  /// The days of each group's subjects.
  let groups: [StateDays]
  /// How many subjects had the endpoint's event but reached no absorbing state.
  let unexplained: Int

  /// Reads the states of a call.
  ///
  /// - Throws: `ArgumentError` for states that are named twice, or not named; `CohortError` for a column that is none.
  init(
    _ cohort: Cohort, endpoint: EndpointRequest, by: [ColumnRequest], weights: String?, initial: String,
    states asked: [ExposureRequest], order: [String], absorbing: [String]?
  ) throws {
    let analysis = "survival.multi_state"
    guard !asked.isEmpty else {
      throw ArgumentError.invalid(
        analysis: analysis,
        reason:
          "name \"states\", each with the column of the day on which it is entered, or \"table\", which holds them as "
          + "(start, stop] rows")
    }
    let names = asked.map(\.name)
    func refuse(_ name: String, _ parameter: String) -> ArgumentError {
      let nearest = Nearest.name(to: name, among: names).map { "; did you mean \"\($0)\"?" } ?? ""
      return .invalid(analysis: analysis, reason: "\"\(parameter)\" names \"\(name)\", which is no state\(nearest)")
    }
    if names.contains(initial) {
      throw ArgumentError.invalid(
        analysis: analysis, reason: "\"\(initial)\" is both the initial state and one of \"states\"")
    }
    for name in order where !names.contains(name) { throw refuse(name, "order") }
    for name in absorbing ?? [] where !names.contains(name) { throw refuse(name, "absorbing") }
    let final = Set(absorbing ?? names.filter { $0 == "death" })
    // Those of which nothing is said keep their place, and absorbing states come last.
    let ranks = Dictionary(zip(order, 0...), uniquingKeysWith: { first, _ in first })
    let sorted = asked.enumerated().sorted { left, right in
      func rank(_ item: (offset: Int, element: ExposureRequest)) -> (Int, Int, Int) {
        (
          final.contains(item.element.name) ? 1 : 0, ranks[item.element.name] ?? ranks.count, item.offset
        )
      }
      return rank(left) < rank(right)
    }.map(\.element)
    let question = try SurvivalQuestion(
      cohort, endpoint: endpoint, event: .cause(nil), by: by, weighting: .init(frequency: weights),
      exposures: sorted.map(\.day))
    let days = try sorted.map { try Self.days($0.day, question) }
    self.question = question
    self.states = [initial] + sorted.map(\.name)
    self.absorbing = final
    var groups: [StateDays] = []
    var unexplained = 0
    for rows in question.codes.rows(ofGroups: question.levels.count) {
      let part = question.followUp.selecting(rows)
      let read = try Self.read(
        initial: initial, states: zip(sorted, days).map { ($0.name, $1.at(rows)) }, absorbing: final, end: part.time,
        entry: part.entry, weights: part.weights)
      unexplained += zip(read.isAbsorbed, part.event).filter { !$0 && $1 }.count
      groups.append(read)
    }
    self.groups = groups
    self.unexplained = final.isEmpty ? 0 : unexplained
  }

  /// The states of a group's subjects.
  ///
  /// - Throws: `CannotAnalyse` for days that cannot be.
  private static func read(
    initial: String, states: [(name: String, day: [Double?])], absorbing: Set<String>, end: [Double], entry: [Double]?,
    weights: Weights
  ) throws -> StateDays {
    do {
      return try StateDays(
        initial: initial, states: states, absorbing: absorbing, end: end, entry: entry, weights: weights)
    } catch let error as FollowUpError {
      throw CannotAnalyse(error.description)
    } catch let error as StateHistoryError { throw CannotAnalyse(error.description) }
  }

  /// The days of a column for the subjects of a question, from the endpoint's origin.
  private static func days(_ column: String, _ question: SurvivalQuestion) throws -> [Double?] {
    if let unit = question.cohort.dictionary.timeUnit(of: column), unit != question.endpoint.unit {
      throw CohortError.unitsDiffer(
        column: column, unit: unit, endpoint: question.endpoint.label, needed: question.endpoint.unit)
    }
    let (values, validity) = try question.cohort.numbers(column)
    let origins = try question.endpoint.originDay.map { try question.cohort.numbers($0) }
    return question.positions.map { position in
      let row = Int(position)
      return validity[row] ? values[row] - (origins?.values[row] ?? 0) : nil
    }
  }

  /// How subjects become rows, as sentences.
  var methods: [String] {
    let final = absorbing.sorted().joined(separator: ", ")
    return [
      "Aalen-Johansen estimate of the probability of being in each state, with infinitesimal jackknife standard errors by "
        + "subject. States: \(states.joined(separator: ", "))\(final.isEmpty ? "" : "; nobody leaves \(final)").",
      "Each subject begins in \"\(states[0])\" and enters the other states on their days, up to the end of follow-up for "
        + "\(question.endpoint.label). Of states entered on one day the last in this order holds"
        + (final.isEmpty ? "." : ", an absorbing one before all."),
    ] + dayRules
  }

  private func count(_ part: (StateDays) -> Int) -> Int { groups.reduce(0) { $0 + part($1) } }

  /// Which days are no visits, as sentences.
  private var dayRules: [String] {
    let (passed, early) = (count(\.passedThrough), count(\.beforeOrigin))
    var rules: [String] = []
    if passed > 0 { rules.append("States entered and left on one day are not counted as visits: \(passed).") }
    if early > 0 { rules.append("States entered before the origin are not counted: \(early).") }
    return rules
  }

  /// What a reader must know of the days that were read.
  var cautions: [Caution] {
    var cautions = question.cautions
    let late = count { $0.afterEnd + $0.afterAbsorbing }
    if late > 0 {
      cautions.append(
        Caution(
          .exposureAfterEnd,
          "\(late) states were entered only after the end of follow-up or an absorbing state, and are not seen."))
    }
    if unexplained > 0 {
      cautions.append(
        Caution(
          .missingValues,
          "\(unexplained) subjects had the event of \(question.endpoint.label) but reached no absorbing state: they count as "
            + "censored then.", remedy: "Give the day of the event as that of an absorbing state."))
    }
    return cautions
  }
}
