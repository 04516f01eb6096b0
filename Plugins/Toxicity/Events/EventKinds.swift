import Analyses
import Cohorts

/// The kinds of events that an overview counts, as far as a table of events records them.
struct EventKinds {
  /// One kind, and whether each event is of it.
  struct Kind {
    let name: String
    /// The words for it, in which severity is called as it is recorded.
    let label: String
    let truth: Truth

    /// The number of events of which it is not known.
    var unknown: Int { truth.values.count { $0 == Truth.unknown } }
  }

  /// The kinds, in the order of the table.
  let kinds: [Kind]
  /// What is said of columns that were found, but do not say yes or no.
  private(set) var methods: [String] = []

  /// - Throws: ``EventError`` for a column that is none or a grade that cannot be, and `CohortError`.
  init(_ question: EventQuestion, _ arguments: Arguments) throws {
    var said: [String] = []
    func truth(_ role: ColumnRole, _ name: String?, _ words: YesOrNo = .plain) throws -> Truth? {
      guard let column = try question.columnName(role, named: name) else { return nil }
      do {
        let (truth, isTicked) = try question.truth(column, as: words)
        if isTicked { said.append("\"\(column)\" says yes or nothing: blank counts as no.") }
        return truth
      } catch EventError.notYesOrNo(let value, _) where name == nil {
        said.append(
          "\"\(column)\" does not say yes or no (found \"\(value)\"): no line tells \(role.words)"
            + (role == .related ? "; name the values that count as related (related_levels)." : "."))
        return nil
      }
    }
    let grades = try question.columnName(.grade).map { try question.grades($0) }
    func atLeast(_ grade: Int8) -> Truth? {
      grades.map { Truth($0.map { $0 == 0 ? Truth.unknown : $0 >= grade ? Truth.yes : Truth.no }) }
    }
    let severe = atLeast(3)
    let judged = try Relatedness(question, arguments)
    let related = try truth(.related, arguments[EventParameters.related], judged.words)
    let serious = try truth(.serious, arguments[EventParameters.serious])
    let words = GradeWords(isInWords: !question.gradeMethods.isEmpty)
    let relatedAndSevere = words.isInWords ? "Related, severe or worse" : "Related, grade 3 or more"
    // Words for severity often end with severe: death is then told by a column of its own alone.
    let tellsFatal = !words.isInWords || grades?.contains(5) == true
    let labels = [
      "Grade 3 or more": words.severe, "Grade 5": words.name(5), "Related, grade 3 or more": relatedAndSevere,
    ]
    let found: [(String, Truth?)] = [
      (EventLines.anyEvent, Truth([UInt8](repeating: Truth.yes, count: question.count))), ("Grade 3 or more", severe),
      ("Grade 5", tellsFatal ? atLeast(5) : nil),
      ("Treatment-emergent", try truth(.emergent, arguments[EventParameters.emergent])),
      ("Related", related),
      ("Related, grade 3 or more", Self.both(related, severe)), ("Serious", serious),
      ("Related and serious", Self.both(related, serious)),
      ("Leading to death", try truth(.fatal, arguments[EventParameters.fatal], .fatality)),
    ]
    methods = question.gradeMethods + judged.methods + said
    kinds = found.compactMap { name, truth in truth.map { Kind(name: name, label: labels[name] ?? name, truth: $0) } }
  }

  /// Whether both hold: not where either does not, and unknown where it depends on what is unknown.
  private static func both(_ first: Truth?, _ second: Truth?) -> Truth? {
    guard let first, let second else { return nil }
    return Truth(
      zip(first.values, second.values).map { first, second in
        if first == Truth.no || second == Truth.no { return Truth.no }
        return first == Truth.unknown || second == Truth.unknown ? Truth.unknown : Truth.yes
      })
  }
}
