import Analyses
import Cohorts

/// The syndromes that a question is about, and what each subject of the cohort had of them.
struct SyndromeQuestion {
  /// One syndrome.
  struct Syndrome {
    /// The words under which it is shown.
    let name: String
    /// What each subject had of it.
    let courses: [SyndromeCourse]
    /// Whether days of onset are recorded at all.
    let hasOnsets: Bool
    /// Whether days of end are recorded at all.
    let hasEnds: Bool
  }

  /// The syndromes, in the order in which they were asked for.
  let syndromes: [Syndrome]
  /// The groups of subjects.
  let groups: SubjectGroups
  /// What was counted, in full sentences.
  let methods: [String]
  /// What a reader must know.
  let cautions: [Caution]
  /// What the events were narrowed to, to stand in a title.
  let narrowing: [String]

  /// The names that CRS and ICANS go by among terms, in lower case.
  private static let usualTerms: Set<String> = [
    "cytokine release syndrome", "crs", "icans", "immune effector cell-associated neurotoxicity syndrome",
    "neurotoxicity",
  ]

  /// Reads a question.
  ///
  /// - Parameters:
  ///   - cohort: The subjects.
  ///   - arguments: Those of an analysis that declares ``SyndromeParameters/question``.
  ///   - by: By what subjects are grouped; what was asked for without it.
  /// - Throws: ``EventError``, `CohortError` or `ArgumentError`.
  init(_ cohort: Cohort, _ arguments: Arguments, by: [ColumnRequest]? = nil) throws {
    let prefixes = arguments[SyndromeParameters.derived]
    let terms = arguments[SyndromeParameters.terms]
    var syndromes: [Syndrome] = []
    var methods: [String] = []
    var cautions: [Caution] = []
    var scales = ScalesInUse(cohort, arguments)
    if prefixes.isEmpty || !terms.isEmpty {
      let by = by ?? arguments[EventParameters.by]
      let question = try EventQuestion(cohort, arguments, by: by, countsAllTerms: true)
      let read = try Self.read(question, terms, cohort, arguments)
      syndromes = read.syndromes
      (groups, narrowing) = (question.groups, question.narrowing)
      methods = question.methods + question.gradeMethods
      cautions = question.cautions + read.cautions
      try scales.take(question, terms: read.rows)
    } else {
      groups = try SubjectGroups(cohort, by: by ?? arguments[EventParameters.by])
      narrowing = []
      methods =
        groups.methods + ["Percentages are of the subjects of the cohort, whether or not they had the syndrome."]
      cautions =
        groups.cautions
        + (try LateGroups(cohort, isAcknowledged: arguments[EventParameters.asBaseline]).cautions(for: groups.sources))
    }
    for prefix in prefixes {
      let syndrome = try Self.derived(prefix, cohort, arguments)
      scales.takeDerived(prefix, as: syndrome)
      syndromes.append(syndrome)
    }
    if !prefixes.isEmpty {
      methods.append(
        "\(prefixes.map { "\"\($0)\"" }.joined(separator: " and ")): grades are variables of the subjects; days are those of the linked "
          + "table of the course, and without one the duration is from the first to the last day, and episodes are not told apart."
      )
    }
    let open = syndromes.map { ($0.name, $0.courses.filter { $0.grade == nil }.count) }.filter { $0.1 > 0 }
    cautions += open.map { name, count in
      Caution(
        .missingValues,
        "The worst grade of \(name) is missing in \(count) of \(cohort.count) subjects; they are counted only where what is known "
          + "settles it.")
    }
    self.syndromes = syndromes
    self.methods = methods + scales.methods
    self.cautions = cautions + scales.cautions
  }

  /// The title's beginning: the syndromes.
  var title: String {
    let names = syndromes.map(\.name)
    guard names.count > 2, let last = names.last else { return names.joined(separator: " and ") }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }

  /// The title's end: groups, and what the events were narrowed to.
  var titleEnd: String {
    (groups.isSplit ? " by \(groups.label)" : "") + narrowing.map { ", \($0)" }.joined()
  }
}

// MARK: - From adverse events

extension SyndromeQuestion {
  private typealias Read = (syndromes: [Syndrome], cautions: [Caution], rows: [(name: String, rows: [Int])])

  private static func read(
    _ question: EventQuestion, _ asked: [String], _ cohort: Cohort, _ arguments: Arguments
  ) throws -> Read {
    let terms = try question.codes(question.requiredName(.term))
    let grades = try question.columnName(.grade).map { try question.grades($0) }
    let onsets = try question.columnName(.onset).map { try question.days($0) }
    let ends = try question.columnName(.end, named: arguments[EventParameters.end]).map { try question.days($0) }
    var cautions: [Caution] = []
    let names = try chosen(asked, among: terms.levels, arguments)
    let codes = names.map { name -> Int32 in
      let place = terms.levels.firstIndex(of: name) ?? terms.levels.firstIndex { $0.lowercased() == name.lowercased() }
      if place == nil { cautions.append(absent(name, among: terms.levels)) }
      return place.map { Int32($0) } ?? -2
    }
    var places = [Int](repeating: -1, count: terms.levels.count)
    for (place, code) in codes.enumerated() where code >= 0 { places[Int(code)] = place }
    var events = [[SyndromeEvent]](repeating: [], count: names.count)
    var rows = [[Int]](repeating: [], count: names.count)
    for (row, code) in terms.codes.enumerated() where code >= 0 && places[Int(code)] >= 0 {
      let (onset, end) = (onsets?[row] ?? .nan, ends?[row] ?? .nan)
      if end < onset {
        let place = question.place(of: row)
        throw EventError.endBeforeOnset(
          onset: onset, end: end, table: question.events.name, subject: place.subject, row: place.row)
      }
      events[places[Int(code)]].append(
        SyndromeEvent(subject: question.subjects[row], onset: onset, end: end, grade: Int(grades?[row] ?? 0)))
      rows[places[Int(code)]].append(row)
    }
    let gap = arguments[SyndromeParameters.gap]
    let syndromes = zip(names, events).map { name, events in
      Syndrome(
        name: name,
        courses: SyndromeCourse.courses(of: events, subjects: cohort.count, gap: gap, hasEnds: ends != nil),
        hasOnsets: onsets != nil, hasEnds: ends != nil)
    }
    return (syndromes, cautions, Array(zip(names, rows)))
  }

  /// The terms that are asked for, or those of CRS and ICANS.
  private static func chosen(_ asked: [String], among levels: [String], _ arguments: Arguments) throws -> [String] {
    var seen: Set<String> = []
    if !asked.isEmpty { return asked.filter { seen.insert($0).inserted } }
    let usual = levels.filter { usualTerms.contains($0.lowercased()) }
    guard usual.isEmpty else { return usual }
    // Where nobody has any event there is nothing to be found; the syndromes are named all the same.
    guard levels.isEmpty else {
      throw ArgumentError.invalid(
        analysis: arguments.analysis,
        reason: "no term of the events is known as CRS or ICANS; name the terms, such as terms = { "
          + levels.prefix(3).map { "\"\($0)\"" }.joined(separator: ", ") + " }")
    }
    return ["Cytokine release syndrome", "ICANS"]
  }

  private static func absent(_ name: String, among levels: [String]) -> Caution {
    let nearest = Nearest.name(to: name, among: levels)
    return Caution(
      .emptyGroup, "No event that counts has the term \"\(name)\"." + (nearest.map { " Did you mean \"\($0)\"?" } ?? "")
    )
  }
}

extension EventQuestion {
  /// Days of the rows that count; NaN where they are missing.
  func days(_ name: String) throws(CohortError) -> [Double] {
    let (values, validity) = try numbers(name)
    return values.indices.map { validity[$0] ? values[$0] : .nan }
  }
}

// MARK: - From variables of the subjects

extension SyndromeQuestion {
  /// That there is no variable of grades by the name that is looked for, and how to make it.
  private static func without(_ prefix: String, _ cohort: Cohort, _ arguments: Arguments) -> ArgumentError {
    let name = "\(prefix)_grade"
    let nearest =
      cohort.columnNames.contains(prefix) ? prefix : Nearest.name(to: name, among: cohort.columnNames)
    let source = nearest ?? "…"
    let isName = source.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    let derived = prefix.filter { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "_" }
    let short = prefix == nearest ? prefix.split(separator: " ").first.map(String.init) ?? prefix : derived
    return .invalid(
      analysis: arguments.analysis,
      reason:
        "\"derived\" is the beginning of the names of variables of the subjects: \"\(prefix)\" looks for \(name) (0 to 5), and where "
        + "there are any for \(prefix)_onset_day, \(prefix)_end_day and \(prefix)_grade_at_least; there is no \"\(name)\"; make it of "
        + (nearest.map { "\"\($0)\"" } ?? "the column of grades")
        + " in cohort.toml: [columns.\(short)_grade] derive = \"\(isName ? source : "`\(source)`")\", then derived = \"\(short)\""
    )
  }

  /// A syndrome whose grades are variables of the subjects.
  private static func derived(_ prefix: String, _ cohort: Cohort, _ arguments: Arguments) throws -> Syndrome {
    guard cohort.columnNames.contains("\(prefix)_grade") else { throw without(prefix, cohort, arguments) }
    let grade = try cohort.column("\(prefix)_grade")
    let reading = GradeReading(grade, range: 0...5)
    if let fault = reading.firstFault {
      throw ArgumentError.invalid(
        analysis: arguments.analysis,
        reason:
          "\"\(prefix)_grade\" should be a whole number from 0 to 5, or missing; subject \"\(cohort.subject(fault.row))\" has "
          + "\"\(fault.value)\"")
    }
    func days(_ name: String) throws -> [Double?]? {
      guard cohort.columnNames.contains("\(prefix)_\(name)") else { return nil }
      let (values, validity) = try cohort.numbers("\(prefix)_\(name)")
      return values.indices.map { validity[$0] ? values[$0] : nil }
    }
    // A column of ends in which none of the whole cohort stands says as little as none.
    let hasEnds = (try? cohort.stored.column("\(prefix)_end_day")).map { $0.missingCount < $0.count } ?? false
    let (onsets, ends) = (try days("onset_day"), hasEnds ? try days("end_day") : nil)
    let certain = try days("grade_at_least")
    let (told, hasCourse) = try stretches(prefix, cohort, gap: arguments[SyndromeParameters.gap])
    let courses = reading.grades.enumerated().map { subject, grade in
      SyndromeCourse(
        told[subject], hasCourse: hasCourse, grade: grade < 0 ? nil : Int(grade),
        atLeast: certain?[subject].map { $0 >= 1 ? Int(min($0, 5)) : 0 } ?? 0,
        onset: onsets?[subject], end: ends?[subject], hasEnds: ends != nil)
    }
    let label = cohort.dictionary.label(of: "\(prefix)_grade")
    let beginning = DerivedSyndrome.gradeLabel("")
    let name = label.hasPrefix(beginning) ? String(label.dropFirst(beginning.count)) : prefix
    return Syndrome(name: name, courses: courses, hasOnsets: onsets != nil, hasEnds: ends != nil || hasCourse)
  }
}

extension SyndromeQuestion {
  /// What each subject had by the linked table of stretches of days, where there is one.
  private static func stretches(
    _ prefix: String, _ cohort: Cohort, gap: Double
  ) throws -> (courses: [SyndromeCourse], isThere: Bool) {
    guard cohort.linked.contains(where: { $0.key == "\(prefix)_course" }) else {
      return ([SyndromeCourse](repeating: SyndromeCourse(), count: cohort.count), false)
    }
    let (rows, subjects) = try cohort.rows(ofTable: "\(prefix)_course")
    func numbers(_ name: String) throws -> [Double] {
      let (values, validity) = try rows.numbers(name)
      return values.indices.map { validity[$0] ? values[$0] : .nan }
    }
    let (grades, onsets, ends) = (try numbers("grade"), try numbers("onset_day"), try numbers("end_day"))
    let events = subjects.indices.map { row in
      SyndromeEvent(
        subject: subjects[row], onset: onsets[row], end: max(ends[row], onsets[row]),
        grade: (1...5).contains(grades[row]) ? Int(grades[row]) : 0)
    }
    return (SyndromeCourse.courses(of: events, subjects: cohort.count, gap: gap, hasEnds: true), true)
  }
}

extension SyndromeCourse {
  /// A subject of whom the worst grade, the first and the last day are known, and, where there is a table of them, the days between.
  fileprivate init(
    _ told: SyndromeCourse, hasCourse: Bool, grade: Int?, atLeast: Int, onset: Double?, end: Double?, hasEnds: Bool
  ) {
    self = told
    self.grade = grade
    gradeAtLeast = grade ?? atLeast
    happened = gradeAtLeast > 0 ? true : grade == nil ? nil : false
    guard !hasCourse else { return }
    episodes = happened == false ? 0 : nil
    guard happened == true else { return }
    self.onset = onset
    self.end = end
    isOngoing = hasEnds && end == nil
    if let onset, let end, end >= onset {
      duration = end - onset + 1
      days = duration
    }
  }
}
