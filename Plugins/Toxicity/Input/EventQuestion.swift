import Analyses
import Cohorts

/// The adverse events that a question is about, and the groups of subjects whose they are.
///
/// 1. Rows belong to the subjects of the cohort who are in; a restriction of the cohort takes their rows along.
/// 2. Of those, the rows count for which the condition holds, that are flagged as treatment-emergent where that was asked
///    for, and whose day of onset lies in the window. What is unknown is left out, counted and said.
/// 3. A denominator is the number of subjects of the cohort in a group: those without any row are in it.
struct EventQuestion: Sendable {
  /// The table.
  let events: EventTable
  /// The groups of subjects.
  let groups: SubjectGroups
  /// The rows of the table that count, ascending; `nil` where all do.
  let kept: [Int32]?
  /// The position in the cohort of the subject of each row that counts.
  let subjects: [Int32]
  /// Which events count, and the groups, in full sentences.
  let selection: [String]
  /// What a reader must know of groups and restrictions.
  let cautions: [Caution]
  /// What the events were narrowed to, to stand in a title; empty where all count.
  let narrowing: [String]
  /// The columns by role, as the arguments named them or as they are found.
  private let named: [ColumnRole: String]

  /// Reads a question.
  ///
  /// - Parameters:
  ///   - cohort: The subjects.
  ///   - arguments: Those of an analysis that declares ``EventParameters/question``.
  ///   - groups: By what subjects are grouped; what was asked for without it.
  /// - Throws: ``EventError``, `CohortError` or `ArgumentError`.
  init(_ cohort: Cohort, _ arguments: Arguments, by groups: [ColumnRequest]? = nil) throws {
    let events = try EventTable(arguments[EventParameters.events], of: cohort)
    var named: [ColumnRole: String] = [:]
    for (role, parameter) in Self.columns { named[role] = try events.columnName(role, named: arguments[parameter]) }
    var choice = EventChoice(events)
    if let condition = arguments[EventParameters.condition] { try choice.keep(where: condition) }
    if arguments[EventParameters.treatmentEmergent] || arguments[EventParameters.emergent] != nil {
      try choice.keep(flagged: events.requiredName(.emergent, named: arguments[EventParameters.emergent]))
    }
    if let window = try Self.window(arguments) {
      try choice.keep(from: window, events.requiredName(.onset, named: arguments[EventParameters.onset]))
    }
    let groups = try SubjectGroups(cohort, by: groups ?? arguments[EventParameters.by])
    self.events = events
    self.named = named
    self.groups = groups
    kept = choice.kept
    subjects = choice.kept.map { kept in kept.map { events.subjects[Int($0)] } } ?? events.subjects
    narrowing = choice.narrowing
    selection = choice.methods + groups.methods
    cautions =
      groups.cautions
      + (try LateGroups(cohort, isAcknowledged: arguments[EventParameters.asBaseline]).cautions(for: groups.sources))
  }

  private static let columns: [(ColumnRole, Parameter<String?>)] = [
    (.term, EventParameters.term), (.organClass, EventParameters.organClass), (.grade, EventParameters.grade),
    (.onset, EventParameters.onset), (.emergent, EventParameters.emergent),
  ]

  private static func window(_ arguments: Arguments) throws(ArgumentError) -> ClosedRange<Double>? {
    let days = arguments[EventParameters.window]
    guard !days.isEmpty else { return nil }
    guard days.count == 2, days[0] <= days[1] else {
      throw .invalid(
        analysis: arguments.analysis,
        reason: "argument \"window\" should be the first and the last day, such as { 0, 90 }, found "
          + Argument.list(days.map(Argument.number)).source)
    }
    return days[0]...days[1]
  }

  /// The number of rows that count.
  var count: Int { subjects.count }

  /// What was counted, in full sentences.
  var methods: [String] {
    selection
      + ["Percentages are of the subjects of the cohort, whether or not they had an event; each subject counts once."]
  }
}

// MARK: - Columns of the rows that count

extension EventQuestion {
  /// The name of the column that plays a role, or `nil` where none does.
  ///
  /// - Parameters:
  ///   - role: The role.
  ///   - name: The column that was named, for roles that are not among the question's own.
  /// - Returns: The name, of a column of the table.
  /// - Throws: ``EventError/unknownColumn(_:argument:table:nearest:columns:)``.
  func columnName(_ role: ColumnRole, named name: String? = nil) throws(EventError) -> String? {
    if let known = named[role] { return known }
    return try events.columnName(role, named: name)
  }

  /// The same, where the analysis cannot go without.
  ///
  /// - Throws: ``EventError/noColumn(_:table:columns:)`` as well.
  func requiredName(_ role: ColumnRole, named name: String? = nil) throws(EventError) -> String {
    if let known = named[role] { return known }
    return try events.requiredName(role, named: name)
  }

  /// A column of the rows that count.
  func column(_ name: String) throws(CohortError) -> Column {
    let column = try events.rows.column(name)
    return kept.map(column.gathered) ?? column
  }

  /// Numbers, such as days, of the rows that count.
  ///
  /// - Throws: `CohortError.wrongType` for what is no number.
  func numbers(_ name: String) throws(CohortError) -> (values: [Double], validity: Validity) {
    let (values, validity) = try events.rows.numbers(name)
    guard let kept else { return (values, validity) }
    return (kept.map { values[Int($0)] }, validity.gathered(kept))
  }

  /// Whether something holds for each row that counts: a flag, a number of which 1 is yes, or a text such as `Y` and `N`.
  ///
  /// - Throws: ``EventError/notYesOrNo(_:column:)`` for a column that does not say yes or no.
  func truth(_ name: String) throws -> Truth {
    let truth = try YesOrNo.truth(of: events.rows.column(name), named: name)
    return kept.map(truth.gathered) ?? truth
  }

  /// The levels of a column of the rows that count, and the code of each row; -1 where it is missing.
  func codes(_ name: String) throws(CohortError) -> EventCodes { try EventCodes(column(name)) }

  /// The same of all rows of the table, whether they count or not.
  func codesOfAll(_ name: String) throws(CohortError) -> EventCodes {
    try EventCodes(events.rows.column(name))
  }

  /// The grade of each row that counts; 0 where it is missing.
  ///
  /// - Throws: ``EventError/badGrade(_:column:table:subject:row:range:)`` for the first row with anything else than a whole
  ///   number from 1 to 5.
  func grades(_ name: String) throws -> [Int8] {
    let reading = GradeReading(try column(name), range: 1...5)
    if let row = reading.firstFault {
      let place = place(of: row.row)
      throw EventError.badGrade(
        row.value, column: name, table: events.name, subject: place.subject, row: place.row, range: 1...5)
    }
    return reading.grades
  }

  /// Where a row that counts stands, for messages.
  func place(of row: Int) -> (subject: String, row: Int) { events.place(of: kept.map { Int($0[row]) } ?? row) }
}
