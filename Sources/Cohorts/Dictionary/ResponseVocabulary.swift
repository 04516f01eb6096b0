/// The categories in which response to treatment is assessed, best to worst, and what each counts as.
///
/// A vocabulary is declared once for a disease and named by the columns that are written in it: from it follow which
/// categories are responses, which of two assessments is the better one, and who can be evaluated. Categories in data are
/// matched by code, label or usual spelling, without regard to case, and to spaces and punctuation where these alone do not
/// tell two apart: `CRi`, `cri` and `CR-i` are one.
public struct ResponseVocabulary: Sendable, Hashable {
  /// One category of response.
  public struct Level: Sendable, Hashable {
    /// The code by which data and tables name it, such as `CRi`.
    public let code: String

    /// The words under which it is shown, such as "Complete remission with incomplete recovery".
    public let label: String

    /// Whether it counts as response.
    public let isResponse: Bool

    /// Whether it counts as complete response.
    public let isComplete: Bool

    /// Whether it says how the disease answered; not so where the assessment could not be evaluated.
    public let isEvaluable: Bool

    /// Whether the disease has progressed.
    public let isProgression: Bool

    /// Other spellings that data use.
    public let spellings: [String]

    /// Whether the disease neither answered nor progressed, such as stable disease.
    public var isStable: Bool { isEvaluable && !isResponse && !isProgression }

    fileprivate var allSpellings: [String] { [code, label] + spellings }
  }

  /// Words that stand for all levels of a meaning: those of a response, and of a complete one.
  public static let meanings: Set = ["response", "complete"]

  /// The name by which columns refer to it, such as `leukaemia`.
  public let name: String

  /// The words under which it is shown, and its source, such as "Lugano 2014".
  public let label: String

  /// The categories, best to worst; those that could not be evaluated stand where they were declared, by custom last.
  public let levels: [Level]

  /// The position of each spelling in lower case, and of what is left of it without spaces and punctuation.
  private var exact: [String: Int] = [:]
  private var bare: [String: Int] = [:]

  /// A vocabulary.
  ///
  /// - Parameters:
  ///   - name: The name by which columns refer to it.
  ///   - label: The words under which it is shown; its name where left out.
  ///   - levels: The codes, best to worst, each once.
  ///   - response: Those that count as response.
  ///   - complete: Those of the responses that count as complete.
  ///   - notEvaluable: Those that say nothing of the disease.
  ///   - progression: Those with which the disease has progressed.
  ///   - labels: Words for codes; a code without is shown as itself.
  ///   - spellings: Other spellings that data use, by code.
  /// - Throws: ``Fault`` where the lists do not fit each other.
  public init(
    name: String, label: String? = nil, levels: [String], response: [String], complete: [String] = [],
    notEvaluable: [String] = [], progression: [String] = [], labels: [String: String] = [:],
    spellings: [String: [String]] = [:]
  ) throws(Fault) {
    guard !levels.isEmpty else { throw .noLevels }
    let lists = [
      ("response", response), ("complete", complete), ("not_evaluable", notEvaluable), ("progression", progression),
      ("labels", labels.keys.sorted()), ("spellings", spellings.keys.sorted()),
    ]
    for (key, codes) in lists {
      for code in codes where !levels.contains(code) {
        throw .unknownLevel(code, key: key, levels: levels, nearest: Nearest.name(to: code, among: levels))
      }
    }
    for code in complete where !response.contains(code) { throw .completeWithoutResponse(code) }
    for code in levels {
      let kinds = [("response", response), ("not_evaluable", notEvaluable), ("progression", progression)]
        .filter { $0.1.contains(code) }.map(\.0)
      if kinds.count > 1 { throw .contradiction(code, kinds[0], kinds[1]) }
    }
    self.init(
      trusted: name, label: label ?? name, levels: levels, response: response, complete: complete,
      notEvaluable: notEvaluable, progression: progression, labels: labels, spellings: spellings)
    var spelt: [String: String] = [:]
    for level in self.levels {
      for spelling in Set(level.allSpellings.map { $0.lowercased() }) {
        guard let other = spelt.updateValue(level.code, forKey: spelling) else { continue }
        throw other == level.code ? .duplicateLevel(other) : .sameSpelling(spelling, other, level.code)
      }
    }
  }

  /// A vocabulary whose lists are known to fit each other.
  init(
    trusted name: String, label: String, levels: [String], response: [String], complete: [String],
    notEvaluable: [String], progression: [String], labels: [String: String], spellings: [String: [String]]
  ) {
    self.name = name
    self.label = label
    self.levels = levels.map { code in
      Level(
        code: code, label: labels[code] ?? code, isResponse: response.contains(code),
        isComplete: complete.contains(code), isEvaluable: !notEvaluable.contains(code),
        isProgression: progression.contains(code), spellings: spellings[code] ?? [])
    }
    for (position, level) in self.levels.enumerated() {
      for spelling in level.allSpellings {
        exact[spelling.lowercased()] = position
        let other = bare.updateValue(position, forKey: Self.bare(spelling))
        if let other, other != position { bare[Self.bare(spelling)] = Self.ambiguous }
      }
    }
  }

  /// The position of a category among the levels, by its code, label or a usual spelling; `nil` where it is none of them.
  public func position(of text: String) -> Int? {
    exact[text.lowercased()] ?? bare[Self.bare(text)].flatMap { $0 == Self.ambiguous ? nil : $0 }
  }

  /// The category that a text stands for; `nil` where it is none of them.
  public func level(of text: String) -> Level? { position(of: text).map { levels[$0] } }

  /// The codes, best to worst.
  public var codes: [String] { levels.map(\.code) }

  /// What is left of a spelling without case, spaces and punctuation; all of it where nothing would be.
  private static func bare(_ text: String) -> String {
    let bare = text.lowercased().filter { $0.isLetter || $0.isNumber }
    return bare.isEmpty ? text : bare
  }

  /// Stands for spellings that only their punctuation tells apart, such as `CR MRD+` and `CR MRD-`.
  private static let ambiguous = -1
}

// MARK: - Faults

extension ResponseVocabulary {
  /// What keeps a declaration from being a vocabulary.
  public enum Fault: Error, Sendable, Hashable, CustomStringConvertible {
    /// There are no levels.
    case noLevels
    /// A level is declared twice.
    case duplicateLevel(String)
    /// Two levels are written alike.
    case sameSpelling(String, String, String)
    /// A list names what is none of the levels.
    case unknownLevel(String, key: String, levels: [String], nearest: String?)
    /// A complete response is none of the responses.
    case completeWithoutResponse(String)
    /// A level is counted as two things that exclude each other.
    case contradiction(String, String, String)

    /// What was expected, what was found, and the nearest right thing.
    public var description: String {
      switch self {
      case .noLevels: "a vocabulary needs at least one level"
      case .duplicateLevel(let code): "level \"\(code)\" is declared twice"
      case .sameSpelling(let spelling, let first, let second):
        "\"\(spelling)\" would stand for \"\(first)\" and for \"\(second)\"; case does not tell levels apart"
      case .unknownLevel(let code, let key, let levels, let nearest):
        "\"\(code)\" in \(key) is none of the levels"
          + (nearest.map { "; did you mean \"\($0)\"?" }
            ?? "; they are: \(levels.map { "\"\($0)\"" }.joined(separator: ", "))")
      case .completeWithoutResponse(let code): "\"\(code)\" is in complete, and must be in response too"
      case .contradiction(let code, let first, let second): "\"\(code)\" cannot be in both \(first) and \(second)"
      }
    }

    /// The list in which the fault is, and the level, for messages that point at the place.
    public var place: (key: String, level: String?) {
      switch self {
      case .noLevels: ("levels", nil)
      case .duplicateLevel(let code), .sameSpelling(_, _, let code): ("levels", code)
      case .unknownLevel(let code, let key, _, _): (key, code)
      case .completeWithoutResponse(let code): ("complete", code)
      case .contradiction(let code, _, let second): (second, code)
      }
    }
  }
}
