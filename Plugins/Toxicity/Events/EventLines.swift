import Analyses
import Cohorts

/// The worst grades of subjects by term, by organ class and by any event, counted by group: the lines that tables show.
struct EventLines: Sendable {
  /// One line: any event, a class, or a term.
  struct Line: Sendable, Hashable {
    /// The words for it.
    let label: String
    /// The name by which its rows are told from those of other lines.
    let variable: String
    /// How deeply it stands under others.
    var indent: Int
    /// The subjects of each group and of all together, in that order.
    let cells: [GradeTally.Cell]

    /// The subjects of all groups together.
    var all: GradeTally.Cell { cells.last ?? GradeTally.Cell() }
  }

  /// How lines are chosen and ordered.
  struct Choice {
    var levels = EventLevels.classAndTerm
    var order = EventOrder.frequency
    /// The grade from which on events count for the order and the least incidence; 0 for any grade, and where it is missing.
    var fromGrade = 0
    /// The least incidence of a term in any group, or of all subjects together, in percent.
    var minimum = 0.0
    var includingAbsent = false
    /// The terms that may be shown; `nil` for all.
    var terms: Set<String>?
  }

  /// The groups.
  let groups: SubjectGroups
  /// Whether grades are recorded.
  let isGraded: Bool
  /// Whether they are words, such as mild and severe.
  let isInWords: Bool
  /// Whether organ classes are.
  let isClassed: Bool
  /// The line of any event.
  let any: Line
  /// The other lines, in order.
  let lines: [Line]
  /// The number of terms that were too rare to be shown.
  let rare: Int
  /// The grade from which on events count for the order and the least incidence; 0 for any.
  let fromGrade: Int

  /// The name of the first line.
  static let anyEvent = "Any event"

  /// Counts the events of a question.
  ///
  /// - Throws: ``EventError`` for a column that is none or a grade that cannot be, and `CohortError`.
  init(_ question: EventQuestion, _ choice: Choice) throws {
    var choice = choice
    choice.terms = question.terms
    let grade = try question.columnName(.grade)
    let organClass = try question.columnName(.organClass)
    let keys = EventKeys(
      terms: try question.codesOfAll(question.requiredName(.term)),
      classes: choice.levels == .term ? nil : try organClass.map { try question.codesOfAll($0) }, kept: question.kept,
      includingAbsent: choice.includingAbsent)
    let grades = try grade.map { try question.grades($0) } ?? []
    let worst = WorstGrades(
      subjects: question.subjects, keys: keys.codes, grades: grades, subjectCount: question.groups.codes.count,
      keyCount: keys.keys.count)
    self.init(
      keys, worst, groups: question.groups, isGraded: grade != nil,
      isInWords: !question.gradeMethods.isEmpty, choice)
  }

  /// Counts worst grades.
  init(
    _ keys: EventKeys, _ worst: WorstGrades, groups: SubjectGroups, isGraded: Bool, isInWords: Bool = false,
    _ choice: Choice
  ) {
    func tally(_ worst: WorstGrades, _ count: Int) -> GradeTally {
      GradeTally(worst, keyCount: count, groups: groups.codes, groupCount: groups.names.count)
    }
    let overall = worst.gathered(by: [Int32](repeating: 0, count: keys.keys.count), count: 1)
    let (terms, classCount) = (tally(worst, keys.keys.count), keys.classNames.count)
    any = Line(label: Self.anyEvent, variable: Self.anyEvent, indent: 0, cells: tally(overall, 1).cells[0])
    self.groups = groups
    self.isGraded = isGraded
    self.isInWords = isInWords
    isClassed = classCount > 0
    let names = LineNames(keys)
    fromGrade = choice.fromGrade
    let ordering = LineOrder(choice.order, fromGrade: choice.fromGrade)
    func isShown(_ cells: [GradeTally.Cell]) -> Bool {
      (choice.includingAbsent || (cells.last?.any ?? 0) > 0)
        && groups.reaches(choice.minimum, cells, fromGrade: choice.fromGrade)
    }
    let shown = keys.keys.indices.filter {
      isShown(terms.cells[$0]) && choice.terms?.contains(keys.termName($0)) ?? true
    }
    rare = keys.keys.indices.count { (terms.cells[$0].last?.any ?? 0) > 0 } - shown.count { terms.all($0).any > 0 }
    func line(_ key: Int, indent: Int) -> Line {
      Line(label: keys.termName(key), variable: names.term(key), indent: indent, cells: terms.cells[key])
    }
    func ordered(_ those: [Int], indent: Int) -> [Line] {
      ordering.sorted(those, terms.all, keys.termName, isLast: keys.isWithoutTerm).map { line($0, indent: indent) }
    }
    guard isClassed, choice.levels != .term else {
      lines = ordered(shown, indent: 0)
      return
    }
    let classes = tally(worst.gathered(by: keys.keys.map(\.organClass), count: classCount), classCount)
    let withTerms = choice.levels == .classAndTerm
    var members = [[Int]](repeating: [], count: classCount)
    for key in shown { members[Int(keys.keys[key].organClass)].append(key) }
    let shownClasses = (0..<classCount).filter { withTerms ? !members[$0].isEmpty : isShown(classes.cells[$0]) }
    lines = ordering.sorted(shownClasses, classes.all, { keys.classNames[$0] }, isLast: keys.isWithoutClass).flatMap {
      let heading = Line(
        label: keys.classNames[$0], variable: names.organClass($0), indent: 0, cells: classes.cells[$0])
      return [heading] + (withTerms ? ordered(members[$0], indent: 1) : [])
    }
  }
}

extension SubjectGroups {
  /// Whether an incidence in any group, or of all subjects together, is at least this, in percent.
  fileprivate func reaches(_ minimum: Double, _ cells: [GradeTally.Cell], fromGrade: Int) -> Bool {
    minimum == 0
      || zip(cells, sizes + [subjects]).contains {
        $1 > 0 && Double($0.count(from: fromGrade)) * 100 >= minimum * Double($1)
      }
  }
}

/// Names of lines, each once.
private struct LineNames {
  private let keys: EventKeys
  private let isUnique: Bool
  private let classes: Set<String>

  init(_ keys: EventKeys) {
    self.keys = keys
    isUnique = keys.termsAreUnique
    classes = Set(keys.classNames)
  }

  /// The name of a term: its own, and that of its class before it where that is not enough.
  func term(_ key: Int) -> String {
    let name = keys.termName(key)
    let isTaken = name == EventLines.anyEvent || classes.contains(name)
    guard !isUnique || isTaken else { return name }
    return keys.classNames.isEmpty ? "Term: \(name)" : "\(keys.classNames[Int(keys.keys[key].organClass)]): \(name)"
  }

  /// The name of a class.
  func organClass(_ place: Int) -> String {
    let name = keys.classNames[place]
    return name == EventLines.anyEvent ? "Organ class: \(name)" : name
  }
}

/// The order in which lines stand among their like.
private struct LineOrder {
  private let order: EventOrder
  private let fromGrade: Int

  init(_ order: EventOrder, fromGrade: Int) { (self.order, self.fromGrade) = (order, fromGrade) }

  func sorted(
    _ places: [Int], _ cell: (Int) -> GradeTally.Cell, _ name: (Int) -> String, isLast: (Int) -> Bool
  ) -> [Int] {
    let entries = places.map {
      place -> (isLast: Bool, count: Int, severe: Int, folded: String, name: String, place: Int) in
      let (cell, name) = (cell(place), name(place))
      let counts = order == .frequency ? (cell.count(from: fromGrade), cell.atLeast(3)) : (0, 0)
      return (isLast(place), counts.0, counts.1, name.lowercased(), name, place)
    }
    return entries.sorted { left, right in
      if left.isLast != right.isLast { return right.isLast }
      if left.count != right.count { return left.count > right.count }
      if left.severe != right.severe { return left.severe > right.severe }
      return (left.folded, left.name, left.place) < (right.folded, right.name, right.place)
    }.map(\.place)
  }
}
