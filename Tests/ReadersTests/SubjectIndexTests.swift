import Cohorts
import Testing

@testable import Readers

@Suite("Subjects are found by their ids")
struct SubjectIndexTests {
  /// The same on every run.
  private func drawn(_ count: Int, below limit: Int) -> [Int] {
    var state: UInt64 = 20_261_122
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
  }

  /// The ids as whole numbers, and as texts of 1 to 20 bytes.
  private func columns(_ numbers: [Int]) -> [Column] {
    [
      Column(integers: numbers.map { $0 * 1_000_003 - 7 }),
      Column(.text(TextStorage(numbers.map { String(repeating: "x", count: $0 % 14) + String($0) }))),
    ]
  }

  @Test("as a dictionary finds them, thousands and none at all", arguments: [0, 1, 2, 300, 200_000])
  func found(count: Int) {
    let ids = Array(Set(drawn(count, below: 1_000_000))).sorted { $0 % 1013 < $1 % 1013 }
    let keys = drawn(3 * count, below: 1_000_000)
    var rows: [Int: Int32] = [:]
    for (row, id) in ids.enumerated() { rows[id] = Int32(row) }
    for (subjects, events) in zip(columns(ids), columns(keys)) {
      let index = SubjectIndex(subjects)
      #expect(index.duplicateCount == 0)
      #expect(index.rows(of: events, asText: false) == keys.map { rows[$0] ?? -1 })
    }
  }

  @Test("where ids stand twice, the first row is meant and the others are told")
  func duplicates() {
    let ids = drawn(100_000, below: 50_000)
    var first: [Int: Int] = [:]
    var expected: [[Int]] = []
    for (row, id) in ids.enumerated() {
      if let earlier = first[id] { expected.append([row, earlier]) } else { first[id] = row }
    }
    for column in columns(ids) {
      let index = SubjectIndex(column)
      #expect(index.duplicateCount == expected.count)
      #expect(index.duplicates.map { [$0.row, $0.first] } == Array(expected.prefix(DataFaults.most)))
      #expect(index.rows(of: column, asText: false) == ids.map { Int32(first[$0] ?? -1) })
      #expect(!SubjectIndex.isUnique(column))
    }
  }

  @Test("a row without an id is nobody's")
  func missing() {
    let ids = Column(.integer([5, 0, 9]), validity: Validity([true, false, true]))
    #expect(!SubjectIndex.isUnique(ids))
    let keys = Column(.integer([9, 0, 5, 0]), validity: Validity([true, true, true, false]))
    #expect(SubjectIndex(ids).rows(of: keys, asText: false) == [2, -1, 0, -1])
  }

  @Test("whole numbers and texts are compared as texts")
  func mixed() {
    let ids = Column(integers: [1, 20, 300])
    let keys = Column(.text(TextStorage(["300", "1", "01", ""])))
    #expect(SubjectIndex(ids, asText: true).rows(of: keys, asText: true) == [2, 0, -1, -1])
  }

  @Test("ascending ids are unique, and equal neighbours are not", arguments: [1, 65_536, 65_537, 140_000])
  func ascending(count: Int) {
    for column in [
      Column(integers: Array(0..<count)), Column(.text(TextStorage((0..<count).map { String($0 + 1_000_000) }))),
    ] {
      #expect(SubjectIndex.isUnique(column))
      let twice = column.gathered((0..<Int32(count)).map { max($0, 1) - ($0 == 0 ? 1 : 0) } + [Int32(count - 1)])
      #expect(!SubjectIndex.isUnique(twice))
    }
  }
}
