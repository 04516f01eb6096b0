import Testing

@testable import Analyses

@Suite("Rows that can be read on their own") struct RowCompletingTests {
  @Test("A group's count stands beside all of its rows, with those left out") func sizes() {
    let rows = [
      Row("n", .count(40), group: "A", missing: 3), Row("events", .count(7), group: "A"),
      Row("survival", .number(0.5), group: "A", time: 90), Row("chi_squared", .number(1)),
      Row("rate", .number(0.5), group: "B"),
    ].completed
    #expect(rows.map(\.n) == [40, 40, 40, nil, nil])
    #expect(rows.map(\.missing) == [3, 3, 3, nil, nil])
  }

  @Test("A row that names its own number keeps it, and is not said to leave out as many") func ownSize() {
    let rows = [
      Row("n", .count(40), missing: 3), Row("subjects", .count(43), n: 43),
      Row("rate", .number(0.5), n: 40, missing: 1),
    ].completed
    #expect(rows.map(\.n) == [40, 43, 40])
    #expect(rows.map(\.missing) == [3, nil, 1])
  }

  @Test("Another variable's count is none of a row's") func otherVariable() {
    let rows = [Row("n", .count(40)), Row("hazard_ratio", .number(2), variable: "Sex: male")].completed
    #expect(rows[1].n == nil)
  }

  @Test("Limits and standard errors have the method of their statistic, and never the other way round") func methods() {
    let rows = [
      Row("ratio", .number(2), method: "Model"), Row("ratio_lower", .number(1)),
      Row("ratio_upper", .number(4), method: "Profile"), Row("ratio_se", .number(0.1)),
      Row("rate", .number(0.5)), Row("rate_lower", .number(0.4), method: "Wilson"),
      Row("ratio_lower", .number(1), group: "B"),
    ].completed
    #expect(rows.map(\.method) == ["Model", "Model", "Profile", "Model", nil, "Wilson", nil])
  }

  @Test("Rows of a model rest on its subjects where they do not say on how many") func resting() {
    let rows = [Row("a", .number(1)), Row("b", .number(1), n: 5)].resting(on: 9, missing: 2)
    #expect(rows.map(\.n) == [9, 5])
    #expect(rows.map(\.missing) == [2, nil])
  }
}
