internal import Analyses

/// A caution in words.
struct FormattedCaution: Sendable, Hashable {
  /// What it is about, such as "immortal time".
  let kind: String
  let message: String
  let remedy: String?
  /// What later sections call it by; `nil` in a document that says none twice.
  let number: Int?

  init(_ caution: Caution, number: Int?) {
    kind = caution.kind.rawValue.split(separator: "_").joined(separator: " ").replacing("non ", with: "non-")
    message = paragraphs(of: caution.message).joined(separator: " ")
    remedy = caution.remedy.map { paragraphs(of: $0).joined(separator: " ") }
    self.number = number
  }

  /// Its number, where it has one.
  var numeral: String { number.map(String.init) ?? "" }

  /// The words above it: "Caution: few events", or "Caution 2: few events".
  var name: String { "Caution\(number == nil ? "" : " ")\(numeral): \(kind)" }

  /// The sentence that refers to cautions that stand in full further above.
  ///
  /// - Parameters:
  ///   - cautions: The cautions.
  ///   - kind: How a format writes what they are about.
  ///   - numeral: How it writes their numbers.
  /// - Returns: The sentence, such as "Caution 2 (few events) holds here, too."
  static func reference(
    to cautions: [FormattedCaution], kind: (String) -> String = { $0 }, numeral: (String) -> String = { $0 }
  ) -> String {
    let names = cautions.map { "\(numeral($0.numeral)) (\(kind($0.kind)))" }
    guard let last = names.last, names.count > 1 else { return "Caution \(names.joined()) holds here, too." }
    return "Cautions \(names.dropLast().joined(separator: ", ")) and \(last) hold here, too."
  }
}

/// The cautions that a document has said.
///
/// Each is said in full where it is met first, and by its number in what comes after: a reader of one section misses none, and a
/// reader of all is not told the same under every heading.
struct SaidCautions {
  private var numbers: [Caution: Int] = [:]
  /// Whether any is met twice, without which numbers would say nothing.
  private let isNumbered: Bool

  /// The cautions of items of which none is shown yet.
  init(of items: [Report.Item]) {
    var met: Set<Caution> = []
    isNumbered = items.contains { item in
      guard case .result(let result) = item else { return false }
      defer { met.formUnion(result.cautions) }
      return !met.isDisjoint(with: result.cautions)
    }
  }

  /// Those of a result that are new, in its order, and those that were said before, in that of their numbers.
  mutating func say(_ cautions: [Caution]) -> (new: [FormattedCaution], again: [FormattedCaution]) {
    let said = numbers
    var new: [FormattedCaution] = []
    for caution in cautions where numbers[caution] == nil {
      numbers[caution] = numbers.count + 1
      new.append(FormattedCaution(caution, number: isNumbered ? numbers.count : nil))
    }
    let again = Set(cautions).compactMap { caution in
      said[caution].map { (number: $0, words: FormattedCaution(caution, number: $0)) }
    }
    return (new, again.sorted { $0.number < $1.number }.map(\.words))
  }
}
