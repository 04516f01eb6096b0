import Cohorts

/// How values say yes or no, in the ways in which data do.
struct YesOrNo: Sendable {
  /// The texts that say yes, in lower case, words parted by one blank.
  let yes: Set<String>
  /// Those that say no; `nil` where everything else does.
  let no: Set<String>?
  /// Those that say neither.
  let open: Set<String>

  /// Plainly: `Y` and `N`, `yes` and `no`, `true` and `false`, `1` and `0`.
  static let plain = YesOrNo(
    yes: ["y", "yes", "true", "1", "related"], no: ["n", "no", "false", "0", "not related", "unrelated"], open: [])

  /// Whether an event is related to the treatment, as causality is judged: what is at least possible is related.
  static let relatedness = YesOrNo(
    yes: plain.yes.union([
      "possible", "possibly related", "possibly", "probable", "probably related", "probably", "probable/likely",
      "likely",
      "likely related", "definite", "definitely related", "definitely", "certain", "suspected",
    ]),
    no: (plain.no ?? []).union([
      "none", "remote", "unlikely", "unlikely related", "unlikely to be related", "doubtful", "not suspected",
      "definitely not related", "probably not related",
    ]), open: unknown)

  /// Whether an event led to death, by a flag or by its outcome.
  static let fatality = YesOrNo(
    yes: plain.yes.union(["fatal", "death"]),
    no: (plain.no ?? []).union([
      "recovered/resolved", "recovered/resolved with sequelae", "recovering/resolving", "not recovered/not resolved",
      "recovered", "resolved", "recovering", "resolving", "not recovered", "not resolved", "ongoing",
    ]), open: unknown)

  private static let unknown: Set<String> = [
    "unknown", "u", "unassessable", "not assessable", "not assessed", "unclassified", "conditional",
    "conditional/unclassified", "unassessable/unclassifiable", "not applicable",
  ]

  /// Some values, which say yes; all others say no.
  static func oneOf(_ values: [String]) -> YesOrNo {
    YesOrNo(yes: Set(values.map(folded)), no: nil, open: [])
  }

  /// Whether something holds for each row: a flag, a number of which 1 is yes and 0 no, or a text.
  ///
  /// - Throws: ``EventError/notYesOrNo(_:column:)`` for a column with anything else in it.
  func truth(of column: Column, named name: String) throws(EventError) -> Truth {
    func values(_ answer: (Int) -> UInt8?) throws(EventError) -> Truth {
      var values = [UInt8](repeating: Truth.unknown, count: column.count)
      for row in values.indices where column.validity[row] {
        guard let answer = answer(row) else { throw .notYesOrNo(column[row].description, column: name) }
        values[row] = answer
      }
      return Truth(values)
    }
    switch column.storage {
    case .flag(let flags): return try values { flags[$0] ? Truth.yes : Truth.no }
    case .integer(let numbers):
      let (one, zero) = (answer("1"), answer("0"))
      return try values { numbers[$0] == 1 ? one : numbers[$0] == 0 ? zero : answer("\(numbers[$0])") }
    case .number(let numbers):
      let (one, zero) = (answer("1"), answer("0"))
      return try values { numbers[$0] == 1 ? one : numbers[$0] == 0 ? zero : answer(column[$0].description) }
    case .category(let categories):
      let levels = categories.levels.map(answer)
      return try values { levels[Int(categories.codes[$0])] }
    case .text(let texts): return try values { answer(texts[$0]) }
    default: return try values { _ in nil }
    }
  }

  /// What a text says; nothing but blanks says neither.
  private func answer(_ text: String) -> UInt8? {
    let text = Self.folded(text)
    if text.isEmpty || open.contains(text) { return Truth.unknown }
    if yes.contains(text) { return Truth.yes }
    guard let no else { return Truth.no }
    return no.contains(text) ? Truth.no : nil
  }

  /// A text in lower case, its words parted by one blank.
  static func folded(_ text: String) -> String {
    text.lowercased().split { $0 == " " || $0 == "_" || $0 == "-" }.joined(separator: " ")
  }
}

extension Truth {
  /// Whether it holds for some rows and is nowhere said not to: a box that is ticked or left blank, such as ADaM's flags.
  var isTicked: Bool { values.contains(Truth.yes) && !values.contains(Truth.no) }
}
