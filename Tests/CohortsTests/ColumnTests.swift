import Cohorts
import Testing

@Suite struct ValidityTests {
  @Test("a validity counts, answers and combines as flags would", arguments: [0, 1, 63, 64, 65, 127, 128, 129, 200])
  func flags(_ count: Int) {
    let some = (0..<count).map { $0 % 3 != 0 }
    let others = (0..<count).map { $0 % 5 != 4 }
    let validity = Validity(some)
    #expect(validity.count == count)
    #expect(validity.missingCount == some.filter { !$0 }.count)
    #expect((0..<count).map { validity[$0] } == some)
    let both = validity.intersection(Validity(others))
    #expect((0..<count).map { both[$0] } == zip(some, others).map { $0 && $1 })
    let rows = (0..<Int32(count)).reversed().filter { $0 % 2 == 0 }
    let gathered = validity.gathered(rows)
    #expect((0..<rows.count).map { gathered[$0] } == rows.map { some[Int($0)] })
  }

  @Test("where every row is present there are no bits", arguments: [0, 1, 63, 64, 65])
  func complete(_ count: Int) {
    #expect(Validity([Bool](repeating: true, count: count)) == Validity(allPresent: count))
    #expect(Validity([Bool](repeating: true, count: count)).words == nil)
    #expect(Validity(words: [.max, .max], count: count).isComplete)
    #expect(Validity(allMissing: count).missingCount == count)
    #expect(Validity(allMissing: count).isComplete == (count == 0))
    #expect(Validity(allPresent: count).intersection(Validity(allMissing: count)) == Validity(allMissing: count))
  }

  @Test("bits past the last row are cleared")
  func cleared() { #expect(Validity(words: [6, UInt64.max], count: 65).words == [6, 1] as [UInt64]) }
}

@Suite struct ColumnTests {
  @Test("a column tells its type, its length and its missing values")
  func kinds() {
    let date = CalendarDate(year: 2020, month: 2, day: 29)
    let columns: [(Column, ColumnType, Value)] = [
      (Column(numbers: [1.5, nil]), .number, .number(1.5)), (Column(integers: [3, nil]), .integer, .integer(3)),
      (Column(flags: [true, nil]), .flag, .flag(true)), (Column(texts: ["a", nil]), .text, .text("a")),
      (Column(categories: ["b", nil]), .category, .text("b")),
      (Column(dates: [date, nil]), .date, date.map(Value.date) ?? .missing),
      (Column(.dateTime([5, 0]), validity: Validity([true, false])), .dateTime, .dateTime(5)),
    ]
    for (column, type, value) in columns {
      #expect(column.type == type)
      #expect(column.count == 2 && column.missingCount == 1)
      #expect(column[0] == value && column[1] == .missing)
      let turned = column.gathered([1, 0, 0])
      #expect(turned.count == 3 && turned.missingCount == 1)
      #expect(turned[0] == .missing && turned[1] == value && turned[2] == value)
      #expect(turned.type == type)
      #expect(column.gathered([]).count == 0)
    }
    #expect(ColumnType.allCases.filter(\.isNumeric) == [.number, .integer])
    #expect(ColumnType.dateTime.rawValue == "date-time")
  }

  @Test("equality looks at values alone, not at what stands in missing rows")
  func equality() {
    #expect(Column(numbers: [1, nil]) == Column(numbers: [1, nil]))
    #expect(
      Column(.number([1, 9]), validity: Validity([true, false]))
        == Column(.number([1, 8]), validity: Validity([true, false])))
    #expect(Column(numbers: [1, nil]) != Column(numbers: [2, nil]))
    #expect(Column(numbers: [1, nil]) != Column(numbers: [nil, 1]))
    #expect(Column(numbers: [1]) != Column(integers: [1]))
    #expect(Column(categories: ["a", nil], levels: ["a"]) != Column(categories: ["a", nil], levels: ["a", "b"]))
    #expect(
      Column(numbers: [1, nil]).hashValue == Column(.number([1, 7]), validity: Validity([true, false])).hashValue)
  }

  @Test("what is not a number is missing")
  func notANumber() { #expect(Column(numbers: [.nan, 1]).missingCount == 1) }

  @Test("levels come in the order given, or in that of their first occurrence")
  func levels() {
    guard case .category(let free) = Column(categories: ["b", "a", nil, "b"]).storage,
      case .category(let given) = Column(categories: ["b", "a", "z"], levels: ["a", "b", "c"]).storage
    else { return #expect(Bool(false)) }
    #expect(free.levels == ["b", "a"] && free.codes == [0, 1, 0, 0])
    #expect(given.levels == ["a", "b", "c"] && given.code(of: "c") == 2 && given.code(of: "z") == nil)
    #expect(Column(categories: ["b", "z"], levels: ["a", "b"]).missingCount == 1)
    #expect(Column(categories: ["b"], levels: ["a", "a", "b"])[0] == .text("b"))
  }

  @Test("texts stand in one run of bytes")
  func texts() {
    var storage = TextStorage(["ä", "", "xyz"])
    #expect(storage.bytes == Array("äxyz".utf8) && storage.ends == [2, 2, 5])
    storage.append("!".utf8)
    #expect((0..<storage.count).map { storage[$0] } == ["ä", "", "xyz", "!"])
    #expect(storage.gathered([3, 1, 0]) == TextStorage(["!", "", "ä"]))
    #expect(TextStorage(bytes: storage.bytes, ends: storage.ends) == storage)
  }

  @Test(
    "a value is shown as plain text",
    arguments: [
      (Value.missing, ""), (.number(3), "3"), (.number(-0.1), "-0.1"), (.number(1e15), "1000000000000000"),
      (.number(1e16), "1e+16"),
      (.number(1e-7), "1e-07"),
      (.number(0.1 + 0.2), "0.30000000000000004"), (.integer(-7), "-7"), (.flag(true), "yes"), (.flag(false), "no"),
      (.text("a b"), "a b"), (.date(CalendarDate(daysSince1970: 0)), "1970-01-01"),
      (.dateTime(0), "1970-01-01T00:00:00"),
      (.dateTime(-1), "1969-12-31T23:59:59.999"), (.dateTime(86_399_050), "1970-01-01T23:59:59.050"),
      (.dateTime(951_782_400_000), "2000-02-29T00:00:00"),
      (.dateTime(9_007_199_254_740_993), "287396-10-12T08:59:00.993"),
    ])
  func description(_ value: Value, _ text: String) { #expect(value.description == text) }

  @Test("no moment is too far to be written")
  func extremes() {
    #expect(Value.dateTime(.min).description.hasSuffix("T16:47:04.192"))
    #expect(Value.dateTime(.max).description.hasSuffix("T07:12:55.807"))
  }
}
