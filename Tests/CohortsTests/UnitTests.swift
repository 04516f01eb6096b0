import Cohorts
import OrderedCollections
import Testing

@Suite struct UnitTests {
  /// A subject with durations in all units, a dose, a weight, and a number without a unit.
  private func cohort() throws -> Cohort {
    var dictionary = DataDictionary(subjectID: "id")
    for (name, unit) in [
      ("pfs", "days"), ("transplant", "Day"), ("os", "months"), ("cycle", "wk"), ("age", "yrs"), ("dose", "mg"),
      ("weight", "kg"), ("cells", "cells/kg"),
    ] { dictionary.columns[name] = ColumnDescription(unit: unit) }
    return try Cohort(
      name: "demo",
      subjects: Table(
        name: "subjects",
        columns: [
          "id": Column(integers: [1, 2]), "pfs": Column(integers: [61, nil]), "transplant": Column(integers: [30, 31]),
          "os": Column(numbers: [2, 24]), "cycle": Column(integers: [3, 1]), "age": Column(numbers: [2, 0.5]),
          "dose": Column(numbers: [10, 20]), "weight": Column(numbers: [50, 80]), "cells": Column(numbers: [2, 3]),
          "bare": Column(numbers: [60, 40]),
          "infused": Column(dates: [
            CalendarDate(year: 2020, month: 2, day: 28), CalendarDate(year: 2021, month: 1, day: 1),
          ]),
          "seen": Column(dates: [CalendarDate(year: 2020, month: 3, day: 1), nil]),
        ]), dictionary: dictionary)
  }

  private func message(_ source: String) throws -> String {
    try #require(throws: CohortError.self) { try cohort().evaluate(source) }.description
  }

  @Test(
    "numbers of one unit go together, and bare numbers with all",
    arguments: [
      "pfs > transplant", "pfs - transplant > 7", "pfs > 30", "bare > pfs", "bare + pfs > bare",
      "pfs / transplant > os / os",
      "pfs * 2 > os", "max(pfs, transplant, 3) > 5", "pfs in {30, transplant}", "if_missing(pfs, transplant) > 3",
      "in_days(os) > pfs", "os * 30.4375 > pfs", "cells * weight > 3", "dose / weight > 0.2", "pfs % 28 < 7",
      "if_else(pfs > 3, pfs, transplant) > 3", "between(pfs, 3, transplant)", "seen - infused < transplant",
      "days_between(infused, seen) < pfs", "infused + transplant > seen", "round(os) < os", "abs(os - os) < os",
    ])
  func together(_ source: String) throws {
    #expect(throws: Never.self) { try cohort().truth(of: source) }
  }

  @Test("days and months do not, and the message says how to convert them")
  func apart() throws {
    #expect(
      try message("pfs > os") == """
        pfs is in days, but os in months; convert it with in_days(os), which is os * 30.4375
          pfs > os
          ^^^^^^^^
        """)
    #expect(
      try message("os + pfs") == """
        os is in months, but pfs in days; convert it with in_months(pfs), which is pfs / 30.4375
          os + pfs
          ^^^^^^^^
        """)
  }

  @Test(
    "nor do others, wherever they meet",
    arguments: [
      ("age - os", "age is in years, but os in months; convert it with in_years(os), which is os / 12"),
      ("os < age", "os is in months, but age in years; convert it with in_months(age), which is age * 12"),
      ("pfs < cycle", "pfs is in days, but cycle in weeks; convert it with in_days(cycle), which is cycle * 7"),
      ("cycle < os", "cycle is in weeks, but os in months; convert it with in_weeks(os), which is os * 30.4375 / 7"),
      ("dose > weight", "dose is in mg, but weight in kg; numbers are compared and added in one unit"),
      ("dose > pfs", "dose is in mg, but pfs in days; numbers are compared and added in one unit"),
      ("pfs in {3, os}", "pfs is in days, but os in months; convert it with in_days(os), which is os * 30.4375"),
      ("max(3, pfs, os)", "pfs is in days, but os in months; convert it with in_days(os), which is os * 30.4375"),
      ("if_missing(pfs, os)", "pfs is in days, but os in months; convert it with in_days(os), which is os * 30.4375"),
      (
        "if_else(pfs > 3, pfs, os)",
        "pfs is in days, but os in months; convert it with in_days(os), which is os * 30.4375"
      ),
      ("between(pfs, 3, os)", "pfs is in days, but os in months; convert it with in_days(os), which is os * 30.4375"),
      (
        "pfs > (os + 1)",
        "pfs is in days, but (os + 1) in months; convert it with in_days((os + 1)), which is ((os + 1)) * 30.4375"
      ),
      ("pfs % os", "pfs is in days, but os in months; convert it with in_days(os), which is os * 30.4375"),
      (
        "seen - infused < os",
        "seen - infused is in days, but os in months; convert it with in_days(os), which is os * 30.4375"
      ),
      ("infused + os", "infused is in days, but os in months; convert it with in_days(os), which is os * 30.4375"),
      (
        "cells * weight > dose",
        "cells * weight is in cells, but dose in mg; numbers are compared and added in one unit"
      ),
      (
        "dose / weight > cells",
        "dose / weight is in mg/kg, but cells in cells/kg; numbers are compared and added in one unit"
      ),
      (
        "in_days(bare)",
        "in_days converts a duration from the unit that is declared for it, but none is declared for bare"
      ),
      ("in_days(dose)", "in_days needs a duration, but dose is in mg"),
    ])
  func faults(_ source: String, _ message: String) throws {
    #expect(try self.message(source).split(separator: "\n").first.map(String.init) == message)
  }

  @Test("durations are converted, a month being 30.4375 days, and keep whole days where nothing is to be done")
  func conversion() throws {
    let cohort = try cohort()
    #expect(try cohort.evaluate("in_days(os)").column == Column(numbers: [60.875, 730.5]))
    #expect(try cohort.evaluate("in_months(age)").column == Column(numbers: [24, 6]))
    #expect(try cohort.evaluate("in_years(os)").column == Column(numbers: [2 / 12.0, 2]))
    #expect(try cohort.evaluate("in_months(pfs)").column == Column(numbers: [61 / 30.4375, nil]))
    #expect(try cohort.evaluate("in_days(pfs)").column == cohort.column("pfs"))
    #expect(try cohort.evaluate("in_weeks(transplant)").column == Column(numbers: [30 / 7.0, 31 / 7.0]))
  }

  @Test(
    "a derived column inherits the unit",
    arguments: [
      ("pfs - transplant", "days"), ("in_months(pfs)", "months"), ("max(3, os)", "months"), ("pfs", "days"),
      ("-os", "months"),
      ("pfs / transplant", nil), ("dose / weight", "mg/kg"), ("dose / weight * weight", "mg"), ("os * 2", nil),
      ("os ^ 2", nil),
      ("seen - infused", "days"), ("days_between(infused, seen)", "days"), ("if_missing(bare, os)", "months"),
      ("floor(os)", "months"), ("log(os)", nil), ("pfs > 3", nil),
    ])
  func inherited(_ source: String, _ unit: String?) throws {
    #expect(try cohort().deriving("x", from: source).dictionary.unit(of: "x") == unit)
  }

  @Test("dates and days make dates and days")
  func dates() throws {
    let cohort = try cohort()
    func texts(_ source: String) throws -> [String] {
      let column = try cohort.evaluate(source).column
      return (0..<column.count).map { column[$0].description }
    }
    #expect(try texts("seen - infused") == ["2", ""])
    #expect(try texts("infused - '2020-01-01'") == ["58", "366"])
    #expect(try texts("'2021-01-01' - infused") == ["308", "0"])
    #expect(try texts("infused + 2") == ["2020-03-01", "2021-01-03"])
    #expect(try texts("transplant + infused") == ["2020-03-29", "2021-02-01"])
    #expect(try texts("infused - transplant") == ["2020-01-29", "2020-12-01"])
    #expect(try texts("infused + 2900000") == ["9960-02-03", "9960-12-07"])
    #expect(try texts("infused + 9000000000") == ["", ""])
  }

  @Test("a unit of time is known by the words in which it is written")
  func words() {
    #expect(["d", "Day", "DAYS"].map { TimeUnit(named: $0) } == [.days, .days, .days])
    #expect(
      ["mo", "Months", "wk", "yr", "year"].map { TimeUnit(named: $0) } == [.months, .months, .weeks, .years, .years])
    #expect(TimeUnit(named: "m") == nil, "it may be minutes")
    var dictionary = DataDictionary(subjectID: "id")
    dictionary.columns["x"] = ColumnDescription(unit: "Months")
    #expect(dictionary.timeUnit(of: "x") == .months)
  }
}
