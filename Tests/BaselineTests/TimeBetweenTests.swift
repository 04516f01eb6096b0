import Analyses
import Cohorts
import OrderedCollections
import TestSupport
import Testing

@testable import Baseline

@Suite("Time between two events") struct TimeBetweenTests {
  /// Five subjects by hand: two have both days, one each lacks the first, the second, and both.
  private static func five(first: [Int?], second: [Int?], unit: String? = nil) throws -> Cohort {
    try Cohort(
      name: "five",
      subjects: Table(
        name: "subjects",
        columns: [
          "id": Column(integers: first.indices.map { $0 + 1 }), "relapse": Column(integers: first),
          "transplant": Column(integers: second), "note": Column(texts: first.map { _ in "x" }),
        ]),
      dictionary: DataDictionary(
        subjectID: "id",
        columns: [
          "relapse": ColumnDescription(label: "Relapse", unit: "days"),
          "transplant": ColumnDescription(label: "Transplant", unit: unit),
        ]))
  }

  @Test("is of those who have both; the others are counted by what they lack") func counted() throws {
    let cohort = try Self.five(first: [10, 20, nil, 40, nil], second: [15, 50, 60, nil, nil])
    let result = try cohort.ask("time_between", ["from": "relapse", "to": "transplant"])
    func number(_ statistic: String) -> Double? { result.number(statistic, group: "All subjects") }
    #expect(number("n") == 5 && number("with_both") == 2)
    #expect(number("without_first") == 2 && number("without_second") == 1 && number("negative") == 0)
    #expect(number("minimum") == 5 && number("maximum") == 30 && number("median") == 17.5)
    // R: quantile(c(5, 30), c(0.25, 0.75))
    #expect(number("lower_quartile") == 11.25 && number("upper_quartile") == 23.75)
    #expect(result.title == "Time from Relapse to Transplant")
    #expect(result.row("median", group: "All subjects")?.unit == "days")
    #expect(result.row("median", group: "All subjects")?.n == 2)
    #expect(result.row("median", group: "All subjects")?.missing == 3)
  }

  @Test("from 0 is the day itself, and SAS's quartiles are its own") func origin() throws {
    let result = try SmallTrials.make().ask("time_between", ["to": "relapse_after_transplant_day"], profile: .sas)
    // Days 31, 191, 351, 511; R: quantile(x, c(0.25, 0.5, 0.75), type = 2)
    #expect(result.number("lower_quartile", group: "All subjects") == 111)
    #expect(result.number("median", group: "All subjects") == 271)
    #expect(result.number("upper_quartile", group: "All subjects") == 431)
    #expect(result.title == "Time from last prior transplant to relapse")
  }

  @Test("between dates is in days, the same as from the days themselves") func dates() throws {
    let cohort = try SmallTrials.make()
    let byDate = try cohort.ask(
      "time_between", ["from": "infusion_date", "to": "transplant_date", "by": "trial"])
    let byDay = try cohort.ask("time_between", ["to": "transplant_day", "by": "trial"])
    for group in ["ADAM", "EVE", "All subjects"] {
      for statistic in ["with_both", "median", "lower_quartile", "upper_quartile", "minimum", "maximum"] {
        #expect(byDate.number(statistic, group: group) == byDay.number(statistic, group: group))
      }
    }
  }

  @Test("below 0 stops the analysis with the subject named, unless it is kept or left out") func negative() throws {
    let cohort = try Self.five(first: [10, 20, 50, nil, nil], second: [15, 50, 20, nil, nil])
    let asked: KeyValuePairs<String, Argument> = ["from": "relapse", "to": "transplant"]
    #expect(
      try cohort.complaint("time_between", asked)
        == "subject \"3\": \"transplant\" comes 30 days before \"relapse\"; correct the data, or say negative = \"keep\" or "
        + "\"leave_out\"")
    let kept = try cohort.ask("time_between", ["from": "relapse", "to": "transplant", "negative": "keep"])
    #expect(kept.number("minimum", group: "All subjects") == -30)
    #expect(kept.number("negative", group: "All subjects") == 1)
    #expect(
      kept.caution(.missingValues)?.message == "1 of 5 subjects have Transplant before Relapse; they are kept.")
    let left = try cohort.ask("time_between", ["from": "relapse", "to": "transplant", "negative": "leave_out"])
    #expect(left.number("minimum", group: "All subjects") == 5)
    #expect(left.number("with_both", group: "All subjects") == 2)
  }

  @Test("of what has no days, or days of two kinds, is refused in words") func refused() throws {
    let cohort = try SmallTrials.make()
    func complaint(_ arguments: KeyValuePairs<String, Argument>) throws -> String? {
      try cohort.complaint("time_between", arguments)
    }
    #expect(
      try complaint(["to": "infusion_date"])
        == "baseline.time_between: \"infusion_date\" is a date; name the date that it is counted from as \"from\"")
    #expect(
      try complaint(["from": "transplant_day", "to": "infusion_date"])
        == "baseline.time_between: \"transplant_day\" is a day counted from day 0 and \"infusion_date\" a date; both must be "
        + "of one kind")
    #expect(
      try complaint(["to": "transplanted"])
        == "column \"transplanted\" says whether something happened, but the day is needed on which it did, missing for those "
        + "to whom it did not")
    #expect(try complaint(["to": "sex"]) == "column \"sex\" should be a day or a date, but is category")
    #expect(
      try complaint(["from": 3, "to": "transplant_day"])
        == "baseline.time_between: argument \"from\" should be the name of a column of days or dates, or 0, found 3")
    let months = try Self.five(first: [1], second: [2], unit: "months")
    #expect(
      try months.complaint("time_between", ["from": "relapse", "to": "transplant"])
        == "\"relapse\" is recorded in days, but \"transplant\" in months; derive one in the unit of the other")
  }

  @Test("of nobody is a reason, and has no figure") func nobody() throws {
    let result = try SmallTrials.make().part([]).ask("time_between", ["to": "transplant_day"])
    #expect(result.value("median", group: "All subjects") == .notEstimable("no subjects"))
    #expect(result.figures == [])
  }

  @Test("falls into bins of a round width, each time into one") func bins() throws {
    let histogram = try #require(TimeHistogram([[0, 5, 7, 99], [50, 100]]))
    // Six times make five bins, the width of 20 being a round one: from 0, 20, ..., 100.
    #expect(histogram.middles == [10, 30, 50, 70, 90, 110])
    #expect(histogram.counts == [[3, 0, 0, 0, 1, 0], [0, 0, 1, 0, 0, 1]])
    #expect(try #require(TimeHistogram([[7, 7]])).counts == [[2]])
    #expect(TimeHistogram([[]]) == nil)
    let vast = try #require(TimeHistogram([[-1e300, 1e300, 0]]))
    #expect(vast.counts.joined().reduce(0, +) == 3)
    let near = try #require(TimeHistogram([[1e15, 1e15 + 1]]))
    #expect(near.counts.joined().reduce(0, +) == 2)
  }
}
