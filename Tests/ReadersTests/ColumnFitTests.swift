import Cohorts
import Testing

@testable import Readers

/// A table whose columns are there already, as a typed file gives them.
private struct TypedTable: TableSource {
  let name = "typed.bin"
  let header: [String]
  let columns: [Column]
  var rowCount: Int { columns.first?.count ?? 0 }
  var byteCount: Int { 0 }

  init(_ column: Column) {
    header = ["x"]
    columns = [column]
  }

  func read(_ requests: [ColumnRequest], progress: (@Sendable (Int) -> Void)?) throws(DataFaults) -> ReadColumns {
    ReadColumns(columns: try ColumnFit(self).fit(columns, to: requests), notes: [])
  }

  func place(row: Int, column: Int) -> Place { Place(file: name, row: row, column: header[column]) }
  func text(row: Int, column: Int) -> String { columns[column][row].description }
}

struct ColumnFitTests {
  private func fit(_ column: Column, _ request: ColumnRequest) throws -> Column {
    try TypedTable(column).read([request], progress: nil).columns[0]
  }

  private func fault(_ column: Column, _ request: ColumnRequest) -> String {
    do {
      _ = try fit(column, request)
      return "no fault"
    } catch { return "\(error)" }
  }

  private let texts = Column(texts: ["12", nil, "0.5"])

  @Test("what nothing is asked of stays as the file has it")
  func asItIs() throws {
    #expect(try fit(texts, .byContent) == texts)
  }

  @Test("numbers in texts are read where numbers are asked, and a missing one stays missing")
  func numbers() throws {
    #expect(try fit(texts, ColumnRequest(type: .number)) == Column(numbers: [12, nil, 0.5]))
    #expect(try fit(Column(integers: [3, nil]), ColumnRequest(type: .number)) == Column(numbers: [3, nil]))
    #expect(try fit(Column(numbers: [3, nil]), ColumnRequest(type: .integer)) == Column(integers: [3, nil]))
  }

  @Test("a number that is not whole is a fault of its row where whole ones are asked")
  func notWhole() {
    #expect(
      fault(Column(numbers: [1, 2.5]), ColumnRequest(type: .integer))
        == "typed.bin, row 2, column \"x\": column \"x\" should be a whole number, found \"2.5\"")
  }

  @Test("0 and 1, and Y and N, are flags where flags are asked")
  func flags() throws {
    let flags = Column(flags: [true, false, nil])
    #expect(try fit(Column(numbers: [1, 0, nil]), ColumnRequest(type: .flag)) == flags)
    #expect(try fit(Column(texts: ["Y", "N", nil]), ColumnRequest(type: .flag)) == flags)
    #expect(
      fault(Column(integers: [2]), ColumnRequest(type: .flag))
        == "typed.bin, row 1, column \"x\": column \"x\" should be yes or no, found \"2\"")
  }

  @Test("days, moments and times of day are read from texts")
  func calendar() throws {
    let day = Column(dates: [CalendarDate(year: 2013, month: 7, day: 4)])
    #expect(try fit(Column(texts: ["2013-07-04"]), ColumnRequest(type: .date)) == day)
    #expect(
      fault(Column(texts: ["2013-07"]), ColumnRequest(type: .date))
        == "typed.bin, row 1, column \"x\": column \"x\" should be a date, found \"2013-07\"")
    #expect(try fit(day, ColumnRequest(type: .dateTime))[0].description == "2013-07-04T00:00:00")
    #expect(try fit(Column(texts: ["10:30"]), ColumnRequest(type: .time)) == Column(.time([37_800_000])))
    #expect(try fit(Column(numbers: [0.25]), ColumnRequest(type: .time)) == Column(.time([250])))
  }

  @Test("declared levels give their order, and another text is a fault with the nearest level")
  func levels() throws {
    let request = ColumnRequest(type: .category, levels: ["low", "high"])
    let column = Column(categories: ["high", "low", nil])
    guard case .category(let fitted) = try fit(column, request).storage else { return }
    #expect(fitted.levels == ["low", "high"])
    #expect(fitted.codes.prefix(2) == [1, 0])
    #expect(
      fault(Column(texts: ["hihg"]), request)
        == "typed.bin, row 1, column \"x\": column \"x\" has no level \"hihg\"; did you mean \"high\"?")
  }

  @Test("ids are texts or whole numbers, whatever the file made of them")
  func identifiers() throws {
    var request = ColumnRequest.byContent
    request.isIdentifier = true
    #expect(try fit(Column(categories: ["a", "b", "a"]), request) == Column(texts: ["a", "b", "a"]))
    #expect(try fit(Column(integers: [1, 2]), request).type == .integer)
  }
}
