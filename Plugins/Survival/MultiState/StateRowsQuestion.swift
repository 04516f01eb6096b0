import Analyses
import Cohorts

/// The states of a cohort's subjects, read from (start, stop] rows of a linked table.
struct StateRowsQuestion {
  let endpoint: EndpointDefinition
  let groups: ResolvedGroups
  /// The rows of each group's subjects.
  let histories: [StateHistory]
  private let columns: StateRows.Columns
  private let names: StateNames
  /// Why subjects were left out, and how many, frequency weights counted.
  private let left: [(reason: String, count: Int)]
  /// The number of subjects of the cohort, frequency weights counted.
  private let subjects: Int

  private static let analysis = "survival.multi_state"

  /// Reads the rows of a call.
  ///
  /// - Throws: `ArgumentError` for a name that is no state; `CohortError` for a table or a column that is none;
  ///   ``StateRowsError`` for rows that cannot be.
  init(
    _ cohort: Cohort, endpoint request: EndpointRequest, rows columns: StateRows.Columns, by: [ColumnRequest],
    weights: String?, initial: String?, order: [String], absorbing: [String]?
  ) throws {
    let definition = try cohort.definition(of: request)
    _ = try cohort.column(definition.time)
    try Self.refuse(request, columns, initial: initial)
    let groups = try cohort.groups(by: by)
    let measure = try SurvivalQuestion.Measure(.init(frequency: weights), in: cohort)
    let origin = try definition.originDay.map { try cohort.numbers($0) }
    let rows = try StateRows(columns, of: cohort, unit: (definition.label, definition.unit)) { table in
      try StateNames(
        table, state: columns.state, event: columns.event, initial: initial ?? "initial", order: order,
        absorbing: absorbing
      ) { parameter, name, known in
        let nearest = Nearest.name(to: name, among: known).map { "; did you mean \"\($0)\"?" } ?? ""
        return ArgumentError.invalid(
          analysis: Self.analysis, reason: "\"\(parameter)\" names \"\(name)\", which is no state\(nearest)")
      }
    }
    var kept = KeptSubjects(cohort.count, counts: measure.counts?.values, validity: measure.validity)
    var hasRows = [Bool](repeating: false, count: cohort.count)
    for subject in rows.subjects { hasRows[Int(subject)] = true }
    kept.keep("without rows in \"\(columns.table)\"") { hasRows[$0] }
    kept.keep("without \(groups.label)") { groups.grouping.codes[$0] >= 0 }
    if let weights { kept.keep("without a weight in \(weights)") { measure.validity[$0] } }
    if let origin, let day = definition.originDay {
      kept.keep("without \(cohort.dictionary.label(of: day))") { origin.validity[$0] }
    }
    let codes = groups.grouping.codes
    var sizes = [Int32](repeating: 0, count: groups.grouping.levels.count)
    var numbers = [Int32](repeating: -1, count: cohort.count)
    for position in numbers.indices where kept.isIn[position] {
      numbers[position] = sizes[Int(codes[position])]
      sizes[Int(codes[position])] += 1
    }
    var parts = [[Int]](repeating: [], count: sizes.count)
    for (row, subject) in rows.subjects.enumerated() where kept.isIn[Int(subject)] {
      parts[Int(codes[Int(subject)])].append(row)
    }
    histories = try parts.map { part in
      try rows.history(
        of: part, numbers: numbers, origin: origin?.values,
        weights: measure.weights(at: part.map { rows.subjects[$0] }))
    }
    self.endpoint = definition
    self.groups = groups
    self.columns = columns
    names = rows.names
    left = kept.left
    subjects = kept.total
  }

  /// Refuses arguments that say something of days, where rows say it.
  private static func refuse(_ request: EndpointRequest, _ columns: StateRows.Columns, initial: String?) throws {
    if initial != nil, let state = columns.state {
      throw ArgumentError.invalid(
        analysis: analysis,
        reason:
          "\"initial\" is for rows without a column of states, but \"state\" names \"\(state)\": leave one of them out")
    }
    if !request.intercurrent.isEmpty {
      throw ArgumentError.invalid(
        analysis: analysis,
        reason:
          "\"intercurrent\" changes the times of the endpoint, but the rows of \"table\" say when follow-up ends: leave "
          + "it out, or make it a state")
    }
  }

  /// How subjects become rows, as sentences.
  var methods: [String] {
    let final = names.absorbing.sorted().map { names.names[Int($0)] }.joined(separator: ", ")
    let spent =
      columns.state.map { "is spent in the state that \($0) names" }
      ?? "is spent in the state into which the one before it led, the first in \"\(names.names[Int(names.initial)])\","
    return [
      "Aalen-Johansen estimate of the probability of being in each state, with infinitesimal jackknife standard errors by "
        + "subject. States: \(names.names.joined(separator: ", "))\(final.isEmpty ? "" : "; nobody leaves \(final)").",
      "States are read from the rows of \(columns.table): each, from \(columns.start), exclusive, to \(columns.stop), \(spent) and "
        + "ends in the state that \(columns.event) names, or in a censoring where it names none.",
    ] + (columns.state == nil ? [] : [Self.initialProbabilities])
  }

  private static let initialProbabilities =
    "The initial probabilities are the shares of the states among those under observation just before the first transition; the "
    + "standard errors count them as estimates."

  /// What a reader must know of who is in the analysis.
  var cautions: [Caution] {
    var cautions: [Caution] = []
    let missing = left.reduce(0) { $0 + $1.count }
    if missing > 0 {
      let reasons = left.map { "\($0.count) \($0.reason)" }.joined(separator: ", then ")
      cautions.append(Caution(.missingValues, "\(missing) of \(subjects) subjects are left out: \(reasons)."))
    }
    for (level, history) in zip(groups.grouping.levels, histories) where history.count == 0 {
      cautions.append(Caution(.emptyGroup, "Group \"\(level)\" has no subjects with rows in \"\(columns.table)\"."))
    }
    return cautions
  }
}

/// The subjects of a cohort who stay in an analysis, as one thing after another is found missing.
private struct KeptSubjects {
  private(set) var isIn: [Bool]
  /// Why subjects were left out, and how many, frequency weights counted.
  private(set) var left: [(reason: String, count: Int)] = []
  private let counts: [Double]?
  private let validity: Validity

  init(_ count: Int, counts: [Double]?, validity: Validity) {
    isIn = Array(repeating: true, count: count)
    self.counts = counts
    self.validity = validity
  }

  private func size(_ position: Int) -> Int { validity[position] ? counts.map { Int($0[position]) } ?? 1 : 1 }

  /// The number of subjects, whether or not they stay.
  var total: Int { isIn.indices.reduce(0) { $0 + size($1) } }

  /// Keeps those of whom something holds.
  mutating func keep(_ reason: String, _ holds: (Int) -> Bool) {
    var lost = 0
    for position in isIn.indices where isIn[position] && !holds(position) {
      isIn[position] = false
      lost += size(position)
    }
    if lost > 0 { left.append((reason, lost)) }
  }
}
