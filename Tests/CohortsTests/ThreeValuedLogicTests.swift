import Cohorts
import OrderedCollections
import Testing

/// The compiled loops against an interpreter that takes one row at a time.
@Suite struct ThreeValuedLogicTests {
  private typealias Outcome = Bool?

  private static func and(_ a: Outcome, _ b: Outcome) -> Outcome {
    if a == false || b == false { return false }
    return a == nil || b == nil ? nil : true
  }

  private static func or(_ a: Outcome, _ b: Outcome) -> Outcome {
    if a == true || b == true { return true }
    return a == nil || b == nil ? nil : false
  }

  private static func same(_ a: Outcome, _ b: Outcome) -> Outcome { a.flatMap { a in b.map { a == $0 } } }

  private static let joins: [(word: String, @Sendable (Outcome, Outcome) -> Outcome)] = [
    ("and", and), ("or", or), ("==", same), ("~=", { same($0, $1).map { !$0 } }),
  ]

  private func cohort(_ columns: OrderedDictionary<String, Column>) throws -> Cohort {
    var all = columns
    all["id"] = Column(integers: Array(0..<(columns.values.first?.count ?? 0)))
    return try Cohort(
      name: "c", subjects: Table(name: "subjects", columns: all), dictionary: DataDictionary(subjectID: "id"))
  }

  private func outcomes(_ cohort: Cohort, _ source: String) throws -> [Outcome] {
    try cohort.truth(of: source).values.map { $0 == Truth.yes ? true : $0 == Truth.no ? false : nil }
  }

  @Test("Kleene's tables for and, or and not")
  func tables() throws {
    let all: [Bool?] = [false, nil, true]
    let cohort = try cohort([
      "a": Column(flags: all.flatMap { [$0, $0, $0] }), "b": Column(flags: all + all + all),
    ])
    #expect(try cohort.truth(of: "a and b").values == [0, 0, 0, 0, 2, 2, 0, 2, 1])
    #expect(try cohort.truth(of: "a or b").values == [0, 2, 1, 2, 2, 1, 1, 1, 1])
    #expect(try cohort.truth(of: "not a").values == [1, 1, 1, 2, 2, 2, 0, 0, 0])
    #expect(try cohort.truth(of: "a == b").values == [1, 2, 0, 2, 2, 2, 0, 2, 1])
  }

  @Test("every formula of three flags, over all 27 rows")
  func flags() throws {
    let all: [Bool?] = [false, nil, true]
    let rows = all.flatMap { a in all.flatMap { b in all.map { c in (a, b, c) } } }
    let cohort = try cohort([
      "a": Column(flags: rows.map(\.0)), "b": Column(flags: rows.map(\.1)), "c": Column(flags: rows.map(\.2)),
    ])
    for (first, one) in Self.joins {
      for (second, two) in Self.joins {
        for signs in 0..<8 {
          let negated = { (place: Int, value: Outcome) in signs >> place & 1 == 1 ? value.map { !$0 } : value }
          let word = { (place: Int, name: String) in signs >> place & 1 == 1 ? "(not \(name))" : name }
          let source = "(\(word(0, "a")) \(first) \(word(1, "b"))) \(second) \(word(2, "c"))"
          let expected = rows.map { two(one(negated(0, $0.0), negated(1, $0.1)), negated(2, $0.2)) }
          #expect(try outcomes(cohort, source) == expected, "\(source)")
        }
      }
    }
  }

  private static let comparisons: [(word: String, @Sendable (Double, Double) -> Bool)] = [
    ("==", { $0 == $1 }), ("~=", { $0 != $1 }), ("<", { $0 < $1 }), ("<=", { $0 <= $1 }), (">", { $0 > $1 }),
    (">=", { $0 >= $1 }),
  ]

  @Test("every comparison of numbers, over all pairs, columns and literals")
  func comparisons() throws {
    let values: [Double?] = [nil, -1, 0, 2.5, 1e300]
    let wholes: [Int?] = [nil, -1, 0, 2, 9_007_199_254_740_993]
    let pairs = values.flatMap { a in wholes.map { (a, $0) } }
    let cohort = try cohort(["x": Column(numbers: pairs.map(\.0)), "n": Column(integers: pairs.map(\.1))])
    for (word, holds) in Self.comparisons {
      let expected = pairs.map { pair in pair.0.flatMap { a in pair.1.map { holds(a, Double($0)) } } }
      #expect(try outcomes(cohort, "x \(word) n") == expected, "x \(word) n")
      for literal in values.compactMap(\.self) {
        let text = "\(literal)".replacing("e+", with: "e")
        #expect(try outcomes(cohort, "x \(word) \(text)") == pairs.map { $0.0.map { holds($0, literal) } })
        #expect(try outcomes(cohort, "\(text) \(word) x") == pairs.map { $0.0.map { holds(literal, $0) } })
        #expect(try outcomes(cohort, "n \(word) \(text)") == pairs.map { $0.1.map { holds(Double($0), literal) } })
      }
    }
  }

  @Test("large whole numbers are compared exactly, which real numbers cannot")
  func largeWholes() throws {
    let cohort = try cohort([
      "n": Column(integers: [9_007_199_254_740_992, 9_007_199_254_740_993, nil]),
      "m": Column(integers: [9_007_199_254_740_993, 9_007_199_254_740_993, 1]),
    ])
    #expect(try outcomes(cohort, "n == 9007199254740993") == [false, true, nil])
    #expect(try outcomes(cohort, "n == m") == [false, true, nil])
    #expect(try outcomes(cohort, "n in {9007199254740993, 1}") == [false, true, nil])
    #expect(
      try outcomes(cohort, "n in {\((1...30).map(String.init).joined(separator: ",")), 9007199254740993}") == [
        false, true, nil,
      ])
  }

  @Test("reckoning row by row gives the same, over all pairs")
  func reckoning() throws {
    let values: [Double?] = [nil, -7, -0.5, 0, 2, 3.25]
    let pairs = values.flatMap { a in values.map { (a, $0) } }
    let cohort = try cohort(["x": Column(numbers: pairs.map(\.0)), "y": Column(numbers: pairs.map(\.1))])
    let operations: [(String, (Double, Double) -> Double)] = [
      ("x + y", { $0 + $1 }), ("x - y", { $0 - $1 }), ("x * y", { $0 * $1 }), ("x / y", { $0 / $1 }),
      ("x // y", { ($0 / $1).rounded(.down) }), ("x % y", { $0 - ($0 / $1).rounded(.down) * $1 }),
      ("min(x, y)", { Swift.min($0, $1) }), ("max(x, y)", { Swift.max($0, $1) }),
    ]
    for (source, operation) in operations {
      let expected = pairs.map { pair -> Double? in
        guard let a = pair.0, let b = pair.1, operation(a, b).isFinite else { return nil }
        return operation(a, b)
      }
      #expect(try cohort.evaluate(source).column == Column(numbers: expected), "\(source)")
    }
  }

  @Test("blocks, words of validity and selections do not show", arguments: [1, 63, 64, 65, 4095, 4096, 4097, 9000])
  func sizes(_ count: Int) throws {
    let numbers = (0..<count).map { $0 % 7 == 3 ? nil : Double($0 * 37 % 101) }
    let levels = (0..<count).map { $0 % 11 == 5 ? nil : ["a", "b", "c"][$0 * 13 % 3] }
    let texts = (0..<count).map { $0 % 13 == 6 ? nil : String(repeating: "x", count: $0 % 5) }
    let cohort = try cohort([
      "x": Column(numbers: numbers), "g": Column(categories: levels, levels: ["a", "b", "c"]),
      "s": Column(texts: texts),
    ])
    let expected = (0..<count).map { row -> Outcome in
      Self.or(
        Self.and(numbers[row].map { $0 + 1 > 40 }, levels[row].map { $0 == "b" }), texts[row].map { $0 == "xxx" })
    }
    let source = "x + 1 > 40 and g == 'b' or s == 'xxx'"
    #expect(try outcomes(cohort, source) == expected)
    for divisor in [2, 3, 20] {
      let rows = (0..<Int32(count)).filter { $0 % Int32(divisor) != 1 || divisor == 20 && $0 % 20 == 1 }
      let few = (0..<Int32(count)).filter { Int($0) % divisor == 0 }
      #expect(try outcomes(cohort.part(rows), source) == rows.map { expected[Int($0)] })
      #expect(try outcomes(cohort.part(few), source) == few.map { expected[Int($0)] })
    }
    let kept = try cohort.where(source)
    #expect(kept.selection.rows ?? Array(0..<Int32(count)) == (0..<Int32(count)).filter { expected[Int($0)] == true })
    #expect(kept.flow.last?.unknown == expected.filter { $0 == nil }.count)
    #expect(kept.flow.last?.excluded == expected.filter { $0 == false }.count)
  }
}
