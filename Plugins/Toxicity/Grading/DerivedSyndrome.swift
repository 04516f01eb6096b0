import Analyses
import Cohorts
import OrderedCollections

/// What a syndrome graded from findings becomes in the cohort: variables of the subjects, and the endpoint of its onset.
struct DerivedSyndrome {
  /// How the syndrome is called, such as "CRS".
  let label: String
  /// What the names of the variables begin with, such as `crs`.
  let prefix: String
  /// The course of each subject.
  let courses: [GradeCourse]
  /// Where it comes from, and by which rule, a line for each statement.
  let source: String

  /// Adds it to a cohort.
  ///
  /// 1. A subject who had it, at whatever grade, has its onset; the event is then "CRS", on the first day with a grade of 1 or more.
  /// 2. A subject who did not have it, and died, has the event "Death" on the day of death.
  /// 3. Any other is censored on the last day of follow-up.
  /// 4. Of a subject of whom it is not known whether they had it, the endpoint is missing.
  ///
  /// - Parameters:
  ///   - cohort: The subjects.
  ///   - followUp: The endpoint that says until when they were observed and whether they died.
  /// - Returns: The same subjects, with more known of them.
  /// - Throws: `CohortError` where there is no such endpoint, or its times are no times in days.
  func added(to cohort: Cohort, followUp: String) throws -> Cohort {
    let request = EndpointRequest(.named(followUp))
    let onset = OnsetTimes(
      try cohort.times(of: request), happened: courses.map(\.happened), onset: courses.map(\.onset))
    try onset.check(label: label)
    var derived = cohort
    func add(
      _ column: Column, _ name: String, _ label: String, known: String, unit: String? = nil, reads: [String] = []
    )
      throws
    {
      derived = try derived.deriving(
        column, as: "\(prefix)_\(name)",
        description: ColumnDescription(
          label: label, unit: unit, knownAt: .onDay(["\(prefix)_\(known)"]), derivation: source, reads: reads))
    }
    try add(Column(integers: courses.map(\.worst.grade)), "grade", Self.gradeLabel(label), known: "end_day")
    try add(
      Column(integers: courses.map(\.worst.lower)), "grade_at_least", "Grade of \(label) that is certain",
      known: "end_day")
    try add(
      Column(numbers: courses.map(\.onset)), "onset_day", "Day of onset of \(label)", known: "onset_day", unit: "days")
    try add(
      Column(numbers: courses.map(\.end)), "end_day", "Last day with \(label)", known: "end_day", unit: "days")
    let reads = try cohort.definition(of: request).outcomeColumns
    try add(
      Column(numbers: onset.time), "onset_time", "Time to \(label), death or last contact", known: "onset_time",
      unit: "days", reads: reads)
    try add(
      Column(
        categories: onset.isOnset.map { $0.map { $0 ? label : OnsetTimes.death } }, levels: [label, OnsetTimes.death]),
      "onset_outcome",
      "\(label) or death before it", known: "onset_time", reads: reads)
    try add(Column(flags: onset.event), "onset_event", "\(label) or death before it", known: "onset_time", reads: reads)
    return try linkingStretches(to: derived).declaring(
      EndpointDefinition(
        name: "\(prefix)_onset", label: "Time to \(label)", time: "\(prefix)_onset_time",
        event: .indicator(column: "\(prefix)_onset_event"), unit: .days, origin: onset.origin,
        outcome: "\(prefix)_onset_outcome"))
  }

  /// The days with the syndrome as a linked table: a row for each stretch of days at one grade.
  private func linkingStretches(to cohort: Cohort) throws(CohortError) -> Cohort {
    var subjects: [Int32] = []
    var stretches: [GradeCourse.Stretch] = []
    for (subject, course) in courses.enumerated() {
      stretches += course.stretches
      subjects += course.stretches.map { _ in Int32(subject) }
    }
    let table = try Table(name: "\(prefix)_course", columns: [:])
      .adding(cohort.column(cohort.dictionary.subjectID).gathered(subjects), as: cohort.dictionary.subjectID)
      .adding(Column(integers: stretches.map(\.grade.grade)), as: "grade")
      .adding(Column(numbers: stretches.map(\.onset)), as: "onset_day")
      .adding(Column(numbers: stretches.map(\.end)), as: "end_day")
    return cohort.linking(table, of: subjects, as: table.name, descriptions: [:])
  }

  /// The words under which the worst grade of a syndrome is shown.
  static func gradeLabel(_ syndrome: String) -> String { "Worst grade of \(syndrome)" }

  /// What a derivation gives, by its usual names.
  static func given(_ label: String, prefix: String) -> [Derivation.Given] {
    [
      .init(
        "\(prefix)_grade", "The worst grade; 0 without \(label), missing where findings that are missing leave it open."
      ),
      .init(
        "\(prefix)_grade_at_least", "The grade that is certain, whatever the findings that are missing would have been."
      ),
      .init("\(prefix)_onset_day", "The first day with a grade of 1 or more; missing without \(label)."),
      .init("\(prefix)_end_day", "The last day with a grade of 1 or more; missing without \(label)."),
      .init("\(prefix)_onset_time", "The time to \(label), to death before it, or to last contact."),
      .init("\(prefix)_onset_outcome", "Which of \(label) and death came first; missing for those censored."),
      .init("\(prefix)_onset_event", "Whether either came."),
      .init(
        "\(prefix)_course",
        "The days with \(label): a row for each stretch of days at one grade, with its first and last day.",
        .table),
      .init("\(prefix)_onset", "The time to \(label), with death competing.", .endpoint),
    ]
  }
}

/// The time to the onset of something, with death competing.
struct OnsetTimes {
  /// The outcome of those who die before.
  static let death = "Death"

  /// The time of each subject; `nil` where it is not known.
  private(set) var time: [Double?]
  /// Whether an event ended it.
  private(set) var event: [Bool?]
  /// Whether the event was the onset; `nil` where it was not, or there was none.
  private(set) var isOnset: [Bool?]
  /// What the time is counted from.
  let origin: String
  private let unit: TimeUnit
  private let label: String

  /// Sets the onset of each subject against their follow-up.
  ///
  /// - Parameters:
  ///   - followUp: Until when they were observed; its event is death.
  ///   - happened: Whether each had it; `nil` where that is not known.
  ///   - onset: The day on which it began; `nil` where it did not, or that is not known.
  init(_ followUp: EndpointTimes, happened: [Bool?], onset: [Double?]) {
    time = onset
    event = happened.enumerated().map { $1 == true && onset[$0] != nil ? true : nil }
    isOnset = event
    for (place, position) in followUp.positions.enumerated() where happened[Int(position)] == false {
      time[Int(position)] = followUp.time[place]
      event[Int(position)] = followUp.event[place]
      isOnset[Int(position)] = followUp.event[place] ? false : nil
    }
    origin = followUp.definition.origin
    unit = followUp.definition.unit
    label = followUp.definition.label
  }

  /// Ends the follow-up of everybody on a day: what came later is not seen.
  mutating func end(on day: Double) {
    for place in time.indices {
      guard let own = time[place], own > day else { continue }
      (time[place], event[place], isOnset[place]) = (day, false, nil)
    }
  }

  /// - Throws: `CohortError.unitsDiffer` where follow-up is not in days, as the assessments are.
  func check(label: String) throws(CohortError) {
    guard unit != .days else { return }
    throw .unitsDiffer(column: "onset of \(label)", unit: .days, endpoint: self.label, needed: unit)
  }
}

extension DerivedSyndrome {
  /// The courses of a cohort, those of subjects without any assessment as they were asked to count.
  static func courses(_ courses: [GradeCourse], unassessed: Unassessed) -> [GradeCourse] {
    guard unassessed == .missing else { return courses }
    return courses.map { $0.assessments == 0 ? .unknown : $0 }
  }

  /// Where the variables come from, and the rule, a line for each statement.
  static func source(
    _ function: String, _ label: String, _ table: FindingTable, _ order: AssessmentOrder, _ courses: [GradeCourse],
    unrecorded: [String], rule: [String]
  ) -> String {
    let assessed = courses.filter { $0.assessments > 0 }.count
    var words =
      "\(function): \(label) graded by the ASTCT consensus (Lee et al. 2019) from \(order.rows.count) assessments of \(assessed) of "
      + "\(courses.count) subjects in \"\(table.name)\""
    if order.withoutDay > 0 { words += "; \(order.withoutDay) without a day are left out" }
    if order.beforeOrigin > 0 { words += "; \(order.beforeOrigin) before day 0 are left out" }
    if !unrecorded.isEmpty {
      words += "; it has no column of \(unrecorded.joined(separator: ", ")), taken as absent"
    }
    let open = courses.filter { $0.worst.grade == nil }.count
    if open > 0 {
      words += "; in \(open) \(open == 1 ? "subject" : "subjects") missing findings leave the worst grade open"
    }
    return ([words] + rule).joined(separator: "\n")
  }
}
