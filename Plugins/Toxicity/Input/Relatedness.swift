import Analyses
import Cohorts

/// Which values of a column of causality count as related to the treatment.
struct Relatedness {
  /// How the values say yes or no.
  let words: YesOrNo
  /// Which of the values that occur count as related, in full sentences; nothing where they plainly say yes or no.
  let methods: [String]

  /// Reads what was asked for.
  ///
  /// - Throws: ``EventError`` for a value that no event has, or a column that is none.
  init(_ question: EventQuestion, _ arguments: Arguments) throws {
    let asked = arguments[EventParameters.relatedLevels]
    words = asked.isEmpty ? .relatedness : .oneOf(asked)
    guard let name = try question.columnName(.related, named: arguments[EventParameters.related]),
      let column = question.events.storedColumn(name)
    else {
      methods = []
      return
    }
    let values = column.type == .flag ? ["Y", "N"] : EventCodes(column).occurring.sorted()
    let folded = Set(values.map(YesOrNo.folded))
    if !values.isEmpty, let unknown = asked.first(where: { !folded.contains(YesOrNo.folded($0)) }) {
      throw EventError.unknownValue(
        unknown, argument: "related_levels", column: name, table: question.events.name,
        nearest: Nearest.name(to: unknown, among: values), values: values)
    }
    methods = Self.methods(name, values, words)
  }

  private static func methods(_ name: String, _ values: [String], _ words: YesOrNo) -> [String] {
    let plain = (YesOrNo.plain.no ?? []).union(YesOrNo.plain.yes)
    guard values.contains(where: { !plain.contains(YesOrNo.folded($0)) }) else { return [] }
    func listed(_ isIn: (String) -> Bool) -> [String] { values.filter { isIn(YesOrNo.folded($0)) } }
    let related = listed { words.yes.contains($0) }
    let open = listed { words.open.contains($0) }
    let not = listed { !words.yes.contains($0) && !words.open.contains($0) }
    return [
      "Events are related where \"\(name)\" is \(related.isEmpty ? "none of its values" : related.joined(separator: " or "))"
        + (not.isEmpty ? "" : "; not related where it is \(not.joined(separator: " or "))")
        + (open.isEmpty ? "" : "; unknown where it is \(open.joined(separator: " or "))") + "."
    ]
  }
}
