import Cohorts
import Testing

@testable import Readers

@Suite("Columns of several tables, stacked")
struct ColumnStackTests {
  private func stack(_ columns: Column?..., counts: [Int] = [], isIdentifier: Bool = false) throws -> Column {
    let parts = columns.enumerated().map { index, column in
      ColumnStack.Part(column: column, count: column?.count ?? counts[index])
    }
    return try ColumnStack(parts, isIdentifier: isIdentifier).column
  }

  @Test("Whole numbers and numbers are numbers")
  func numbers() throws {
    #expect(
      try stack(Column(integers: [1, nil]), Column(numbers: [2.5])) == Column(numbers: [1, nil, 2.5]))
    #expect(try stack(Column(integers: [1]), Column(integers: [nil, 2])) == Column(integers: [1, nil, 2]))
  }

  @Test("A table without the column has it missing")
  func absent() throws {
    #expect(try stack(nil, Column(texts: ["a"]), counts: [2, 1]) == Column(texts: [nil, nil, "a"]))
    #expect(
      try stack(Column(categories: ["x"]), nil, counts: [1, 1]) == Column(categories: ["x", nil], levels: ["x"]))
    #expect(try stack(Column(flags: [true]), nil, counts: [1, 0]) == Column(flags: [true]))
  }

  @Test("A column without a value fits any type")
  func empty() throws {
    #expect(
      try stack(Column(numbers: [nil, nil]), Column(categories: ["a"])) == Column(categories: [nil, nil, "a"]))
    #expect(try stack(Column(texts: []), Column(dates: [nil]), Column(integers: [3])) == Column(integers: [nil, 3]))
    #expect(try stack(Column(numbers: [nil]), Column(texts: [nil])).missingCount == 2)
  }

  @Test("Reasons for missing values, and times of day, stay with their rows")
  func reasons() throws {
    let first = Column(numbers: [1, nil])
    let second = Column(
      .number([0, 2]), validity: Validity([false, true]), reasons: MissingReasons(codes: [UInt8(ascii: "B"), 0]))
    let column = try stack(first, second)
    #expect(column.reasons == MissingReasons(codes: [0, 0, UInt8(ascii: "B"), 0]))
    #expect(try stack(Column(.time([5])), nil, counts: [1, 1]).storage == .time([5, 0]))
  }

  @Test("Levels are united in order")
  func levels() throws {
    func united(_ lists: [String]...) -> [String] { LevelUnion(lists).levels }
    #expect(
      united(["CR", "PR", "SD", "PD"], ["CR", "CRi", "PR", "PD", "NE"]) == ["CR", "CRi", "PR", "SD", "PD", "NE"])
    #expect(united(["CR", "PR"], ["sCR", "CR"]) == ["sCR", "CR", "PR"])
    #expect(united(["Grade 2", "Grade 10"], ["Grade 1", "Grade 3"]) == ["Grade 1", "Grade 2", "Grade 3", "Grade 10"])
    #expect(united(["low", "high"], ["one", "a"]) == ["low", "high", "one", "a"])
    #expect(united([], ["b", "a"], []) == ["b", "a"])
    #expect(LevelUnion([["low", "high"], ["high", "low"]]).reordered == [1])
    let column = try stack(
      Column(categories: ["b", nil], levels: ["b", "a"]), Column(categories: ["c", "a"], levels: ["c", "a"]))
    #expect(column == Column(categories: ["b", nil, "c", "a"], levels: ["c", "b", "a"]))
  }

  @Test("Categories and texts are categories where they are few, and texts otherwise")
  func words() throws {
    let few = try stack(Column(categories: ["b", "b"], levels: ["b", "a"]), Column(texts: ["c", "a", "a"]))
    #expect(few == Column(categories: ["b", "b", "c", "a", "a"], levels: ["b", "a", "c"]))
    let many = try stack(Column(categories: ["b", "b"]), Column(texts: (0..<600).map { "t\($0)" }))
    #expect(many.type == .text && many.count == 602)
  }

  @Test("Flags, and what reads as flags, are flags")
  func flags() throws {
    let flags = Column(flags: [true, false])
    #expect(try stack(flags, Column(categories: ["N", "Y", nil])) == Column(flags: [true, false, false, true, nil]))
    #expect(try stack(Column(integers: [1, 0, nil]), flags) == Column(flags: [true, false, nil, true, false]))
    #expect(try stack(flags, Column(numbers: [0])) == Column(flags: [true, false, false]))
    #expect(throws: ColumnStack.Misfit.self) { try stack(flags, Column(integers: [2])) }
    #expect(
      try stack(flags, Column(categories: ["N", "U", "Y"]))
        == Column(categories: ["Y", "N", "N", "U", "Y"], levels: ["N", "U", "Y"]))
  }

  @Test("Ids of different types are texts; days and numbers are nothing in common")
  func others() throws {
    #expect(
      try stack(Column(integers: [7]), Column(texts: ["B-1"]), isIdentifier: true) == Column(texts: ["7", "B-1"]))
    #expect(throws: ColumnStack.Misfit.self) {
      try stack(Column(dates: [CalendarDate(daysSince1970: 1)]), Column(integers: [7]))
    }
    let moment = Column(.dateTime([0]), validity: Validity([true]))
    #expect(throws: ColumnStack.Misfit.self) { try stack(Column(dates: [CalendarDate(daysSince1970: 1)]), moment) }
  }

  @Test("What is text in one table and something else in another is text, or a category, in all")
  func widened() throws {
    #expect(try stack(Column(integers: [7, nil]), Column(texts: ["B-1"])) == Column(texts: ["7", nil, "B-1"]))
    let grades = try stack(Column(integers: [1, 3]), Column(categories: ["3", "NE"]))
    #expect(grades == Column(categories: ["1", "3", "3", "NE"], levels: ["1", "3", "NE"]))
    let days = try stack(Column(texts: ["2020-01", "x", "y"]), Column(dates: [CalendarDate(daysSince1970: 1)]))
    #expect(days == Column(texts: ["2020-01", "x", "y", "1970-01-02"]))
  }

  @Test("The order of levels is known where it is in each table, and the same")
  func order() throws {
    func isKnown(_ columns: Column...) throws -> Bool {
      let parts = columns.map { ColumnStack.Part(column: $0, count: $0.count) }
      guard case .category(let values) = try ColumnStack(parts).column.storage else { return false }
      return values.isOrderDeclared
    }
    let (first, second) = (
      Column(categories: ["L"], levels: ["L", "H"]), Column(categories: ["H"], levels: ["L", "H"])
    )
    #expect(try isKnown(first, second))
    #expect(try !isKnown(first, Column(categories: ["H", "L"])))
    #expect(try !isKnown(first, Column(categories: ["H"], levels: ["H", "L"])))
  }
}
