import Checks
import Cohorts
import OrderedCollections
import Testing

@Suite("The checks, all together")
struct ContractTests {
  @Test("names are lower-case words and unique; summaries are phrases without a full stop")
  func names() {
    let names = BuiltInChecks.all.map(\.name)
    #expect(Set(names).count == names.count)
    for check in BuiltInChecks.all {
      #expect(check.name.allSatisfy { $0.isLowercase || $0 == "_" }, "\(check.name)")
      #expect(!check.summary.isEmpty && !check.summary.hasSuffix("."), "\(check.name)")
    }
  }
}

@Suite("The checks, on the smallest and the emptiest")
struct EdgeTests {
  @Test("no rows, one row, all missing: no check stumbles, and nothing is an error", arguments: [0, 1, 2])
  func small(_ count: Int) throws {
    func none<T>(_ type: T.Type) -> [T?] { Array(repeating: nil, count: count) }
    let columns: OrderedDictionary<String, Column> = [
      "age": Column(integers: none(Int.self)), "os_days": Column(numbers: none(Double.self)),
      "os_event": Column(integers: none(Int.self)), "DTHFL": Column(categories: none(String.self)),
      "DTHDT": Column(dates: none(CalendarDate.self)), "TRTSDT": Column(dates: none(CalendarDate.self)),
      "RFSTDTC": Column(texts: none(String.self)), "trial": Column(categories: none(String.self), levels: []),
    ]
    let rows = Array(1..<count + 1)
    let cohort = try TestedCohort(count, columns)
      .endpoint("os", time: "os_days", event: .indicator(column: "os_event"))
      .linking(
        "ae", of: rows,
        [
          "term": Column(texts: none(String.self)), "grade": Column(integers: none(Int.self)),
          "onset_day": Column(integers: none(Int.self)), "end_day": Column(integers: none(Int.self)),
          "AESTDTC": Column(texts: none(String.self)), "response": Column(categories: none(String.self)),
          "CNSR": Column(integers: none(Int.self)), "EVNTDESC": Column(categories: none(String.self)),
          "TRTEMFL": Column(flags: none(Bool.self)), "day": Column(integers: none(Int.self)),
        ]
      ).describing { $0.trial = "trial" }.make()
    let findings = BuiltInChecks.findings(in: cohort)
    #expect(findings.filter { $0.grade == .error }.map(\.line) == [])
    #expect(findings == BuiltInChecks.findings(in: cohort))
  }
}
