/// Levels of a category, bound to the columns that they are read from: a code for each row of a block, -1 where it is
/// missing.
struct Codes: Sendable {
  /// The codes of a block.
  let block: @Sendable (Range<Int>) -> [Int32]

  /// The stored codes of a column, whose missing rows hold anything.
  let stored: (codes: [Int32], validity: Validity)?

  /// The levels, in order.
  let levels: [String]

  /// Whether it is known that they stand in order, so that one is higher than another.
  let hasOrder: Bool

  /// A column.
  init(_ categories: Categories, _ validity: Validity) {
    stored = (categories.codes, validity)
    levels = categories.levels
    hasOrder = categories.hasOrder
    block = { rows in
      var codes = Array(categories.codes[rows])
      Rows.mark(&codes, rows, without: validity, as: -1)
      return codes
    }
  }

  init(levels: [String], hasOrder: Bool, _ block: @escaping @Sendable (Range<Int>) -> [Int32]) {
    self.block = block
    self.levels = levels
    self.hasOrder = Categories(codes: [], levels: levels, isOrderDeclared: hasOrder).hasOrder
    stored = nil
  }

  /// One level for every row.
  init(one code: Int32, levels: [String]) {
    self.init(levels: levels, hasOrder: false) { rows in [Int32](repeating: code, count: rows.count) }
  }

  /// The other's where these are missing.
  func otherwise(_ other: Codes) -> Codes {
    Codes(levels: levels, hasOrder: hasOrder) { rows in Rows.map(block(rows), other.block(rows)) { $0 == -1 ? $1 : $0 }
    }
  }

  /// The same in the levels of another; -2 for a level that the other does not have.
  func translated(to others: [String]) -> Codes {
    if levels == others { return self }
    let codes = levels.map { level in others.firstIndex(of: level).map(Int32.init) ?? -2 }
    return Codes(levels: others, hasOrder: false) { rows in
      Rows.map(block(rows), 0..<rows.count) { $0 >= 0 && $0 < codes.count ? codes[Int($0)] : $0 }
    }
  }

  /// A number for each level, by the bytes of its name; NaN where it is missing.
  func numbers(_ number: (UnsafeRawBufferPointer) -> Double) -> Numbers {
    let numbers = levels.map { $0.withBytes(number) }
    return Numbers(reckoned: { rows in
      .each(Rows.map(block(rows), 0..<rows.count) { numbers.indices.contains(Int($0)) ? numbers[Int($0)] : .nan })
    })
  }

  /// The same under other names; levels that get one name become one, in the place of the first of them.
  func renamed(_ name: (String) -> String) -> Codes {
    let names = levels.map(name)
    var levels: [String] = []
    for name in names where !levels.contains(name) { levels.append(name) }
    let codes = names.map { name in levels.firstIndex(of: name).map(Int32.init) ?? -1 }
    return Codes(levels: levels, hasOrder: hasOrder) { rows in
      Rows.map(block(rows), 0..<rows.count) { codes.indices.contains(Int($0)) ? codes[Int($0)] : -1 }
    }
  }

  /// The names of the levels.
  var texts: Texts {
    Texts { rows in
      let codes = block(rows)
      return TextBlock(
        storage: TextStorage(codes.map { $0 < 0 ? "" : levels[Int($0)] }), rows: 0..<rows.count,
        missing: codes.map { $0 < 0 ? Truth.unknown : 0 })
    }
  }
}

// MARK: - Conditions

extension Condition {
  /// A comparison of two categories of the same levels, or of any two by the names of their levels for equality.
  static func codes(_ comparison: Comparison, _ left: Codes, _ right: Codes) -> Condition {
    let right = right.translated(to: left.levels)
    return Condition { rows in
      let (first, second) = (left.block(rows), right.block(rows))
      let missing = Rows.map(first, second) { $0 == -1 || $1 == -1 }
      return Rows.map(comparison.outcomes(first, second), missing) { $1 ? Truth.unknown : $0 }
    }
  }

  /// Whether the level is one of those for which `holds` is true, a flag for each level.
  static func codes(_ codes: Codes, holds: [Bool]) -> Condition {
    let chosen = holds.indices.filter { holds[$0] }
    // The levels between two, or all others, take one comparison: below the range the difference wraps round.
    let isRun = chosen.count == (chosen.last ?? 0) - (chosen.first ?? 0) + 1
    let others = holds.indices.filter { !holds[$0] }
    if isRun { return inRun(codes, chosen, isNegated: false) }
    if others.count == (others.last ?? 0) - (others.first ?? 0) + 1 { return inRun(codes, others, isNegated: true) }
    let byLevel = holds.map { Kleene.outcome($0) }
    return Condition { rows in
      Rows.map(codes.block(rows), 0..<rows.count) { code in
        byLevel.indices.contains(Int(code)) ? byLevel[Int(code)] : Truth.unknown
      }
    }
  }

  private static func inRun(_ codes: Codes, _ run: [Int], isNegated: Bool) -> Condition {
    let first = Int32(run.first ?? 0)
    let count = UInt32(run.count)
    let flip: UInt8 = isNegated ? 1 : 0
    if let stored = codes.stored {
      return Condition { rows in
        Rows.map(stored.codes, rows) { Kleene.outcome(UInt32(bitPattern: $0 &- first) < count) ^ flip }
      }.unknown(without: stored.validity)
    }
    return Condition { rows in
      Rows.map(codes.block(rows), 0..<rows.count) { code in
        let outcome = Kleene.outcome(UInt32(bitPattern: code &- first) < count) ^ flip
        return code == -1 ? Truth.unknown : outcome
      }
    }
  }

  /// Whether a level is missing.
  static func isMissing(_ codes: Codes) -> Condition {
    Condition { rows in Rows.map(codes.block(rows), 0..<rows.count) { Kleene.outcome($0 == -1) } }
  }
}
