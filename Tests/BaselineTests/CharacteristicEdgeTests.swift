import Analyses
import Cohorts
import OrderedCollections
import TestSupport
import Testing

@testable import Baseline

@Suite("Characteristics of few subjects and odd variables") struct CharacteristicEdgeTests {
  @Test("of nobody are counts of 0 and reasons") func nobody() throws {
    let result = try SmallTrials.make().part([]).ask("characteristics", ["variables": ["age", "diagnosis"]])
    #expect(result.value("n", group: "All subjects") == .count(0))
    #expect(result.value("median", group: "All subjects", variable: "age") == .notEstimable("no subjects"))
    #expect(result.value("share", group: "All subjects", variable: "diagnosis: AML") == .notEstimable("no subjects"))
  }

  @Test("of one subject have a mean and no standard deviation") func one() throws {
    let result = try SmallTrials.make().part([3]).ask("characteristics", ["variables": "age", "numbers": "mean_sd"])
    #expect(result.value("mean", group: "All subjects", variable: "age") == .number(70))
    #expect(
      result.value("standard_deviation", group: "All subjects", variable: "age")
        == .notEstimable("one subject has a value"))
  }

  @Test("that are all missing have a reason, and their missing are all") func allMissing() throws {
    let cohort = try SmallTrials.make { $0["age"] = Column(integers: Array(repeating: nil, count: 16)) }
    let result = try cohort.ask(
      "characteristics", ["variables": ["age", "age >= 40"], "by": "trial", "differences": true, "tests": true])
    #expect(result.value("median", group: "ADAM", variable: "age") == .notEstimable("no subject has a value"))
    #expect(result.value("missing_share", group: "ADAM", variable: "age") == .number(1))
    #expect(
      result.value("p_value", variable: "age") == .notEstimable("fewer than two groups have a value"))
    #expect(result.value("count", group: "All subjects", variable: "age >= 40") == .count(0))
  }

  @Test("that do not vary within three groups, of which one differs, have no largest difference") func apart() throws {
    let cohort = try SmallTrials.make {
      $0["part"] = Column(categories: (0..<16).map { ["A", "B", "C"][$0 % 3] }, levels: ["A", "B", "C"])
      $0["age"] = Column(integers: (0..<16).map { $0 % 3 == 0 ? 40 : 30 })
    }
    for variable in ["age", "age >= 35"] {
      let result = try cohort.ask(
        "characteristics", ["variables": .list([.text(variable)]), "by": "part", "differences": true])
      #expect(
        result.value("standardised_difference", variable: variable)
          == .notEstimable("too few values, or groups that differ and do not vary"), "B and C differ by 0, A from both")
    }
  }

  @Test("that are constant differ by nothing, or by what cannot be standardised") func constant() throws {
    let same = try SmallTrials.make { $0["age"] = Column(integers: Array(repeating: 30, count: 16)) }
    let asked: KeyValuePairs<String, Argument> = [
      "variables": "age", "by": "trial", "differences": true, "tests": true,
    ]
    let result = try same.ask("characteristics", asked)
    #expect(result.value("standardised_difference", variable: "age") == .number(0))
    #expect(result.value("p_value", variable: "age") == .notEstimable("nothing varies"))
    let apart = try SmallTrials.make { $0["age"] = Column(integers: (0..<16).map { $0 % 3 == 0 ? 30 : 40 }) }
    #expect(
      try apart.ask("characteristics", asked).value("standardised_difference", variable: "age")
        == .notEstimable("too few values, or groups that differ and do not vary"))
  }

  @Test("of texts are counted by value, and refused where there are too many of them") func texts() throws {
    let cohort = try SmallTrials.make { columns in
      columns["centre"] = Column(texts: (0..<16).map { ["Zürich", "Łódź", "北京"][$0 % 3] })
    }
    let result = try cohort.ask("characteristics", ["variables": "centre"])
    #expect(result.value("count", group: "All subjects", variable: "centre: 北京") == .count(5))
    let many = Column(categories: (0..<200).map { "level \($0)" })
    let wide = try Cohort(
      name: "wide",
      subjects: Table(name: "subjects", columns: ["id": Column(integers: (0..<200).map { $0 }), "site": many]),
      dictionary: DataDictionary(subjectID: "id", columns: ["site": ColumnDescription(knownAt: .baseline)]))
    #expect(
      try wide.complaint("characteristics", ["variables": "site"])
        == "column \"site\" has more than 50 different values, too many for groups; derive a column with fewer")
    #expect(try wide.ask("characteristics", [:]).rows.count == 1)
  }

  @Test("are by default what the dictionary says is known at baseline, without ids, dates and the groups")
  func defaults() throws {
    let result = try SmallTrials.make().ask("characteristics", ["by": "trial"])
    let variables = Set(result.rows.filter { $0.statistic == "known" }.compactMap(\.variable))
    #expect(variables == ["age", "sex", "diagnosis", "marrow_blasts", "relapse_after_transplant_day"])
    let byAge = try SmallTrials.make().ask("characteristics", ["by": "age >= 40 or sex == 'male'"])
    let others = Set(byAge.rows.filter { $0.statistic == "known" }.compactMap(\.variable))
    #expect(others == ["trial", "diagnosis", "marrow_blasts", "relapse_after_transplant_day"])
  }

  @Test("without a group are in no column, and all groups together are not called all subjects") func unknownGroup()
    throws
  {
    let result = try SmallTrials.make().ask("characteristics", ["variables": "age", "by": "response"])
    #expect(
      result.caution(.missingValues)?.message
        == "2 of 16 subjects are in no group, because Best response is missing: they are left out.")
    let ns = result.rows.filter { $0.statistic == "n" }.compactMap(\.value.double)
    #expect(ns == [6, 3, 3, 2, 14])
    #expect(result.value("n", group: "All groups") == .count(14))
    #expect(result.tables.first?.columns.map(\.header).contains("All groups") == true)
  }

  @Test("do not depend on the order of the subjects") func order() throws {
    let cohort = try SmallTrials.make()
    let turned = try SmallTrials.make { $0 = $0.mapValues { $0.gathered((0..<16).reversed().map { Int32($0) }) } }
    let asked: KeyValuePairs<String, Argument> = [
      "by": "trial", "tests": true, "differences": true, "numbers": ["mean_sd", "median_quartiles"],
    ]
    let (one, other) = (try cohort.ask("characteristics", asked), try turned.ask("characteristics", asked))
    #expect(one.rows.count == other.rows.count)
    for (row, same) in zip(one.rows, other.rows) {
      #expect(row.statistic == same.statistic && row.variable == same.variable && row.group == same.group)
      if let number = row.value.double {
        expectClose(same.value.double, number, relative: 1e-12, because: row.statistic)
      } else {
        #expect(row.value == same.value)
      }
    }
  }

  @Test("of a date are its first and last day") func dates() throws {
    let result = try SmallTrials.make().ask("characteristics", ["variables": "infusion_date"])
    #expect(result.value("first_date", group: "All subjects", variable: "infusion_date") == .text("2020-12-04"))
    #expect(result.value("last_date", group: "All subjects", variable: "infusion_date") == .text("2022-02-27"))
  }

  @Test("of yes and no, whatever their order and spelling, are those who say yes") func answers() throws {
    let cohort = try SmallTrials.make { columns in
      columns["fit"] = Column(categories: (0..<16).map { [nil, "Y", "N", "N"][$0 % 4] }, levels: ["Y", "N"])
      columns["seen"] = Column(texts: (0..<16).map { $0 % 4 == 0 ? "yes" : "no" })
    }
    let result = try cohort.ask("characteristics", ["variables": ["fit", "seen"]])
    #expect(result.value("count", group: "All subjects", variable: "fit") == .count(4))
    #expect(result.value("of", group: "All subjects", variable: "fit") == .count(12))
    #expect(result.value("count", group: "All subjects", variable: "seen") == .count(4))
    let both = try cohort.ask("characteristics", ["variables": "fit", "summaries": ["fit": "levels"]])
    #expect(both.value("count", group: "All subjects", variable: "fit: N") == .count(8))
  }

  @Test("are not compared without groups, and it is said") func noGroups() throws {
    #expect(
      try SmallTrials.make().complaint("characteristics", ["tests": true])
        == "baseline.characteristics: \"tests\" compares groups; say what they are formed by, as in by = \"trial\"")
  }

  @Test("by crossed groups stand under the value of the first") func crossed() throws {
    let result = try SmallTrials.make().ask("characteristics", ["variables": "age", "by": ["trial", "sex"]])
    let columns = try #require(result.tables.first?.columns)
    #expect(columns.map(\.header) == ["male", "female", "male", "female", "All subjects"])
    #expect(columns.map(\.over) == ["ADAM", "ADAM", "EVE", "EVE", ""])
    #expect(columns.map(\.group) == ["ADAM, male", "ADAM, female", "EVE, male", "EVE, female", "All subjects"])
    // By hand: places 0, 3, 6, 9, 12, 15 are of ADAM, and of these only 9 is a woman.
    #expect(result.value("n", group: "ADAM, female") == .count(1))
    #expect(result.value("median", group: "ADAM, female", variable: "age") == .number(33))
  }
}
