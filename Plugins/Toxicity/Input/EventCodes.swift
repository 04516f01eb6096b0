import Cohorts

/// A column of events as codes: the levels that there are, and which of them each row has.
///
/// Unlike groups, there may be thousands of levels: terms are many.
struct EventCodes: Sendable, Hashable {
  /// The level of each row, from 0; -1 where it is missing.
  private(set) var codes: [Int32]
  /// The levels: those of a category in their order, anything else in the order of the alphabet.
  let levels: [String]

  /// Codes that are known.
  init(codes: [Int32], levels: [String]) {
    self.codes = codes
    self.levels = levels
  }

  /// The codes of a column; an empty text is missing.
  init(_ column: Column) {
    switch column.storage {
    case .category(let values):
      self.init(codes: values.codes, levels: values.levels)
      guard !column.validity.isComplete else { return }
      for row in codes.indices where !column.validity[row] { codes[row] = -1 }
    case .text(let values): self.init(texts: values, column.validity)
    default:
      self.init(texts: TextStorage((0..<column.count).lazy.map { column[$0].description }), column.validity)
    }
  }

  private init(texts: TextStorage, _ validity: Validity) {
    var code: [String: Int32] = [:]
    var codes = [Int32](repeating: -1, count: texts.count)
    for row in codes.indices where validity[row] && !texts.range(row).isEmpty {
      let text = texts[row]
      if let known = code[text] {
        codes[row] = known
      } else {
        codes[row] = Int32(code.count)
        code[text] = codes[row]
      }
    }
    let levels = code.keys.sorted()
    var place = [Int32](repeating: 0, count: levels.count)
    for (order, level) in levels.enumerated() { place[Int(code[level] ?? 0)] = Int32(order) }
    self.init(codes: codes.map { $0 < 0 ? -1 : place[Int($0)] }, levels: levels)
  }
}

extension EventCodes {
  /// The levels that any row has.
  var occurring: [String] {
    var isThere = [Bool](repeating: false, count: levels.count)
    for code in codes where code >= 0 { isThere[Int(code)] = true }
    return levels.indices.filter { isThere[$0] }.map { levels[$0] }
  }
}
