import Cohorts
import OrderedCollections
import Testing

/// The loops over bytes, and over blocks of many rows, against Swift's own strings.
@Suite struct TextConditionTests {
  private func cohort(_ columns: OrderedDictionary<String, Column>) throws -> Cohort {
    let count = columns.values.first?.count ?? 0
    let ids: OrderedDictionary<String, Column> = ["id": Column(.integer((0..<count).map(Int64.init)))]
    return try Cohort(
      name: "c", subjects: Table(name: "subjects", columns: ids.merging(columns) { $1 }),
      dictionary: DataDictionary(subjectID: "id"))
  }

  private static let texts: [String?] =
    (0...20).flatMap { length -> [String?] in
      let text = String("abcdefghijklmnopqrstuvwxyz".prefix(length))
      return [text, text + "\0", String(text.reversed()), nil, text + "é", "\0"]
    } + ["z"]

  @Test("equality, beginnings, ends and parts of texts of every length, to the last byte of the column")
  func everyLength() throws {
    for count in [0, 1, 2, Self.texts.count] {
      let texts = Array(Self.texts.suffix(count))
      let cohort = try cohort(["t": Column(texts: texts)])
      for wanted in Set(Self.texts.compactMap { $0 }) where !wanted.contains("\0") {
        let literal = "'\(wanted)'"
        let checks: [(String, (String) -> Bool)] = [
          ("t == \(literal)", { $0 == wanted }), ("t ~= \(literal)", { $0 != wanted }),
          ("starts_with(t, \(literal))", { $0.utf8.starts(with: wanted.utf8) }),
          ("ends_with(t, \(literal))", { $0.utf8.reversed().starts(with: wanted.utf8.reversed()) }),
          (
            "contains(t, \(literal))",
            { text in
              (0...text.utf8.count).contains { text.utf8.dropFirst($0).starts(with: wanted.utf8) }
            }
          ),
          ("t < \(literal)", { $0.utf8.lexicographicallyPrecedes(wanted.utf8) }),
        ]
        for (source, holds) in checks {
          let expected = texts.map { $0.map { holds($0) ? Truth.yes : Truth.no } ?? Truth.unknown }
          #expect(try cohort.truth(of: source).values == expected, "\(source)")
        }
      }
    }
  }

  @Test("many rows, which processors share, give what each row by itself gives")
  func manyRows() throws {
    let count = 300_001
    let numbers = (0..<count).map { $0 % 7 == 3 ? nil : $0 * 31 % 1000 }
    let texts = (0..<count).map { $0 % 11 == 5 ? nil : "s\($0 % 13)" }
    let cohort = try cohort(["n": Column(integers: numbers), "t": Column(texts: texts)])
    let truth = try cohort.truth(of: "n * 2 > 900 and not (t == 's4') or is_missing(t)")
    let expected = zip(numbers, texts).map { number, text -> UInt8 in
      guard let text else { return Truth.yes }
      if text == "s4" { return Truth.no }
      return number.map { $0 * 2 > 900 ? Truth.yes : Truth.no } ?? Truth.unknown
    }
    #expect(truth.values == expected)
    let derived = try cohort.evaluate("cut(n, {250, 500})").column
    #expect(derived.missingCount == numbers.count { $0 == nil })
    #expect(
      (0..<count).allSatisfy { row in
        let level = numbers[row].map { $0 < 250 ? "< 250" : $0 < 500 ? "250 to < 500" : ">= 500" }
        return derived[row] == (level.map(Value.text) ?? .missing)
      })
    #expect(try cohort.where("n >= 999").count == numbers.count { $0 == 999 })
  }
}
