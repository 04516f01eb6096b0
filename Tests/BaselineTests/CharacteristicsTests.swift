import Analyses
import Cohorts
import OrderedCollections
import TestSupport
import Testing

@testable import Baseline

/// Against R 4.2.2 on `lung` with `sex` a factor: `tapply(lung$age, lung$sex, quantile, type = 7)` and the like.
@Suite("Characteristics of the subjects") struct CharacteristicsTests {
  @Test("are R's medians, ranges, quartiles, means and standard deviations, by group and in all")
  func numbers() throws {
    let result = try LungSubjects.make().ask(
      "characteristics",
      [
        "variables": ["age", "meal_calories", "weight_loss"], "by": "sex",
        "numbers": ["median_range", "median_quartiles", "mean_sd"],
      ])
    func expect(_ variable: String, _ group: String, _ expected: KeyValuePairs<String, Double>) {
      for (statistic, value) in expected {
        expectClose(result.number(statistic, group: group, variable: variable), value, because: "\(variable) \(group)")
      }
    }
    expect(
      "age", "male",
      [
        "known": 138, "missing": 0, "median": 64, "minimum": 39, "maximum": 82, "lower_quartile": 57,
        "upper_quartile": 70, "mean": 63.3405797101449, "standard_deviation": 9.13922833460211,
      ])
    expect(
      "meal_calories", "female",
      [
        "known": 67, "missing": 23, "median": 925, "minimum": 96, "maximum": 2450, "lower_quartile": 588,
        "upper_quartile": 1067.5, "mean": 840.701492537313, "standard_deviation": 369.076201991576,
      ])
    expect(
      "weight_loss", "All subjects",
      [
        "known": 214, "missing": 14, "missing_share": 14.0 / 228, "median": 7, "minimum": -24, "maximum": 68,
        "lower_quartile": 0, "upper_quartile": 15.75, "mean": 9.83177570093458, "standard_deviation": 13.1399015876639,
        "mean_standard_error": 13.1399015876639 / 214.0.squareRoot(),
      ])
    #expect(result.row("median", group: "male", variable: "age")?.unit == "years")
  }

  @Test("have SAS's quartiles under its profile, and any of the nine where asked for, and say which")
  func quantiles() throws {
    let asked: KeyValuePairs<String, Argument> = [
      "variables": "weight_loss", "by": "sex", "numbers": "median_quartiles",
    ]
    let cohort = try LungSubjects.make()
    let sas = try cohort.ask("characteristics", asked, profile: .sas)
    expectClose(sas.number("lower_quartile", group: "male", variable: "weight_loss"), 0.5, because: "type = 2")
    expectClose(sas.number("upper_quartile", group: "male", variable: "weight_loss"), 19, because: "type = 2")
    #expect(
      sas.methods.contains(
        "Quartiles and medians are of Hyndman and Fan's type 2: the same, averaged where it is flat: SAS's default, PCTLDEF 5."
      ))
    let weibull = try cohort.ask(
      "characteristics", ["variables": "weight_loss", "numbers": "median_quartiles", "quantile_type": "type_6"])
    expectClose(
      weibull.number("upper_quartile", group: "All subjects", variable: "weight_loss"), 16, because: "type = 6")
    let r = try cohort.ask("characteristics", asked)
    expectClose(r.number("lower_quartile", group: "male", variable: "weight_loss"), 0.75, because: "type = 7")
  }

  @Test("count levels out of the known, and a level that nobody has as 0")
  func levels() throws {
    let result = try LungSubjects.make().ask("characteristics", ["variables": "ecog", "by": "sex"])
    #expect(result.value("count", group: "male", variable: "ecog: 1") == .count(71))
    expectClose(result.number("share", group: "male", variable: "ecog: 1"), 71.0 / 137)
    #expect(result.value("count", group: "female", variable: "ecog: 3") == .count(0))
    #expect(result.value("count", group: "All subjects", variable: "ecog: 4") == .count(0))
    #expect(result.value("missing", group: "male", variable: "ecog") == .count(1))
    #expect(result.value("missing", group: "female", variable: "ecog") == .count(0))
    // The standard error of a logit: sqrt(1/71 + 1/66).
    expectClose(
      result.number("share_logit_standard_error", group: "male", variable: "ecog: 1"),
      (1.0 / 71 + 1.0 / 66).squareRoot())
    let ofAll = try LungSubjects.make().ask(
      "characteristics", ["variables": "ecog", "by": "sex", "percent_of": "all"])
    expectClose(ofAll.number("share", group: "male", variable: "ecog: 1"), 71.0 / 138)
  }

  @Test("count a condition out of those for whom it is known")
  func conditions() throws {
    let result = try LungSubjects.make().ask("characteristics", ["variables": ["meal_calories >= 1000", "age >= 65"]])
    // R: table(lung$meal.cal >= 1000) gives 92 and 89 of 181.
    let row = try #require(result.row("count", group: "All subjects", variable: "meal_calories >= 1000"))
    #expect(row.n == 181 && row.missing == 47)
    #expect(result.value("of", group: "All subjects", variable: "meal_calories >= 1000") == .count(181))
    #expect(result.value("count", group: "All subjects", variable: "age >= 65") == .count(100))
    let line = try #require(result.tables.first?.lines.first { $0.variable == "meal_calories >= 1000" })
    #expect(line.label.hasSuffix(" ≥ 1000") && !line.label.hasPrefix("meal_calories"))
    #expect(line.cell == .share(count: "count", of: "of", proportion: "share"))
  }

  @Test("levels and groups that are codes are shown by what they mean") func codes() throws {
    let trials = try SmallTrials.make()
    let cohort = try trials.deriving(
      trials.column("sex"), as: "sex",
      description: ColumnDescription(label: "Sex", levelLabels: ["male": "Men", "female": "Women"]))
    let result = try cohort.ask("characteristics", ["variables": "sex", "by": "sex"])
    #expect(result.tables[0].lines.map(\.label) == ["Subjects", "Sex", "Men", "Women"])
    #expect(result.tables[0].columns.prefix(2).map(\.header) == ["Men", "Women"])
    #expect(result.tables[0].columns.prefix(2).map(\.group) == ["male", "female"])
  }
}

/// Against R 4.2.2: `chisq.test`, `fisher.test`, `wilcox.test`, `kruskal.test`, `t.test`, `oneway.test`; standardised
/// differences by their formulas (Austin 2009; Yang & Dalton 2012).
@Suite("Comparisons of characteristics") struct CharacteristicComparisonTests {
  @Test("are standardised differences: of means, of a share, of categories")
  func differences() throws {
    let result = try LungSubjects.make().ask(
      "characteristics",
      ["variables": ["age", "weight_loss", "age >= 65", "ecog"], "by": "sex", "differences": true])
    #expect(result.tables.first?.columns.last?.keepsOwn == true, "a difference beside a share is no percentage")
    func difference(_ variable: String) -> Double? { result.number("standardised_difference", variable: variable) }
    // R: (mean(m) - mean(f)) / sqrt((var(m) + var(f)) / 2)
    expectClose(difference("age"), 0.251577565185634)
    expectClose(difference("weight_loss"), 0.263840075774101)
    expectClose(difference("age >= 65"), 0.242075452391896)
    // R: sqrt(t(d) %*% solve(S) %*% d), S the mean of the two multinomial covariances without the first level.
    expectClose(difference("ecog"), 0.164977598016392)
    let columns = try #require(result.tables.first?.columns)
    #expect(columns.map(\.header) == ["male", "female", "All subjects", "Standardised difference"])
    #expect(columns.map(\.over) == ["Sex", "Sex", "", ""])
  }

  @Test("are the largest of all pairs for more groups, with the pair named")
  func pairs() throws {
    let result = try LungSubjects.make(where: "ecog ~= '3'").ask(
      "characteristics", ["variables": "age", "by": "ecog", "differences": true])
    // R, pairwise: 0 and 1 0.0317, 1 and 2 0.5614, 0 and 2 0.5708.
    let row = try #require(result.row("standardised_difference", variable: "age"))
    expectClose(row.value.double, 0.570795671606833)
    #expect(row.note == "0 and 2")
    #expect(
      result.row("standardised_difference_standard_error", variable: "age")?.value
        == .notEstimable("the largest of several differences"))
  }

  @Test("are tests by type, named in the result: chi-squared, Fisher where expected counts are small, Wilcoxon")
  func tests() throws {
    let result = try LungSubjects.make().ask(
      "characteristics",
      ["variables": ["age", "weight_loss", "age >= 65", "ecog"], "by": "sex", "tests": true])
    func p(_ variable: String) -> Double? { result.number("p_value", variable: variable) }
    // wilcox.test(age ~ sex, exact = FALSE)
    expectClose(p("age"), 0.0570062814517115)
    expectClose(result.number("test_statistic", variable: "age"), 7136.5)
    expectClose(p("weight_loss"), 0.0288873453763402)
    // chisq.test(table(sex, age >= 65), correct = FALSE)
    expectClose(p("age >= 65"), 0.0771250708136575)
    expectClose(result.number("test_statistic", variable: "age >= 65"), 3.12446739130435)
    #expect(result.value("test", variable: "age >= 65") == .text("Pearson's chi-squared test"))
    // fisher.test(table(sex, ph.ecog)): an expected count is 0.4.
    expectClose(p("ecog"), 0.822510221441596, relative: 1e-7, because: "fisher.test's own precision")
    #expect(result.value("test", variable: "ecog") == .text("Fisher's exact test"))
    #expect(result.kinds == [.multiplicity])
    #expect(result.methods.contains("Fisher's exact test: ECOG performance status."))
  }

  @Test("are the tests that are named, and only those")
  func named() throws {
    let cohort = try LungSubjects.make()
    let result = try cohort.ask(
      "characteristics",
      [
        "variables": ["age", "weight_loss", "ecog", "age >= 65"], "by": "sex",
        "tests": ["age": "welch", "ecog": "chi_squared", "age >= 65": "chi_squared_corrected"],
      ])
    expectClose(result.number("p_value", variable: "age"), 0.0639433611988746, because: "t.test")
    expectClose(result.number("df", variable: "age"), 194.715498281385, because: "t.test")
    expectClose(result.number("p_value", variable: "ecog"), 0.721050515346131, because: "chisq.test")
    expectClose(result.number("p_value", variable: "age >= 65"), 0.102870678147871, because: "chisq.test, corrected")
    #expect(result.row("p_value", variable: "weight_loss") == nil)
    let student = try cohort.ask(
      "characteristics", ["variables": "age", "by": "sex", "tests": true, "number_test": "student"])
    expectClose(student.number("p_value", variable: "age"), 0.0655560708124356, because: "t.test, var.equal")
    #expect(student.cautions == [])
  }

  @Test("of more than two groups are Kruskal and Wallis's, and analyses of variance where asked for")
  func several() throws {
    let cohort = try LungSubjects.make()
    let rank = try cohort.ask("characteristics", ["variables": ["age", "weight_loss"], "by": "ecog", "tests": true])
    expectClose(rank.number("p_value", variable: "age"), 0.0049736773949953, because: "kruskal.test")
    expectClose(rank.number("p_value", variable: "weight_loss"), 0.0180469526000978, because: "kruskal.test")
    let three = try LungSubjects.make(where: "ecog ~= '3'")
    let welch = try three.ask(
      "characteristics", ["variables": "age", "by": "ecog", "tests": true, "number_test": "welch"])
    expectClose(welch.number("p_value", variable: "age"), 0.00190592598492123, because: "oneway.test")
    let equal = try three.ask(
      "characteristics", ["variables": "age", "by": "ecog", "tests": true, "number_test": "student"])
    expectClose(equal.number("p_value", variable: "age"), 0.00334527698714407, because: "oneway.test, var.equal")
  }

  @Test("have p-values adjusted where asked for: R's p.adjust")
  func adjusted() throws {
    let result = try LungSubjects.make().ask(
      "characteristics",
      ["variables": ["age", "weight_loss", "age >= 65"], "by": "sex", "tests": true, "adjustment": "holm"])
    // p.adjust(c(0.0570062814517115, 0.0288873453763402, 0.0771250708136575), "holm")
    expectClose(result.number("p_adjusted", variable: "age"), 0.114012562903423)
    expectClose(result.number("p_adjusted", variable: "weight_loss"), 0.0866620361290206)
    expectClose(result.number("p_adjusted", variable: "age >= 65"), 0.114012562903423)
    #expect(result.cautions == [])
  }

  @Test("that do not fit a variable are refused in words")
  func refused() throws {
    let cohort = try LungSubjects.make()
    #expect(
      try cohort.complaint("characteristics", ["variables": "ecog", "by": "sex", "tests": ["ecog": "welch"]])
        == "baseline.characteristics: \"ecog\" is counted, which \"welch\" does not test; choose one of \"chi_squared\", "
        + "\"chi_squared_corrected\", \"fisher\"")
    #expect(
      try cohort.complaint("characteristics", ["variables": "age", "by": "sex", "tests": ["agee": "welch"]])
        == "baseline.characteristics: unknown argument \"tests.agee\"; did you mean \"tests.age\"?")
    #expect(
      try cohort.complaint("characteristics", ["variables": "ecog", "summaries": ["ecog": "mean_sd"]])
        == "baseline.characteristics: \"ecog\" is a category, which cannot be summarised as \"mean_sd\"; choose one of \"levels\""
    )
  }
}

@Suite("Fisher's test of tables of any size") struct LargeFisherTests {
  @Test("is simulated where it cannot be enumerated") func simulated() throws {
    // 150 subjects in a sparse table.
    let cohort = try Cohort(
      name: "sparse",
      subjects: Table(
        name: "subjects",
        columns: [
          "id": Column(integers: (0..<150).map { $0 }),
          "group": Column(categories: (0..<150).map { "g\($0 * $0 % 7)" }),
          "site": Column(categories: (0..<150).map { "s\(($0 * 5 + $0 / 3) % 11)" }),
        ]), dictionary: DataDictionary(subjectID: "id"))
    let result = try cohort.ask("characteristics", ["variables": "site", "by": "group", "tests": true])
    #expect(result.value("test", variable: "site") == .text("Fisher's exact test, simulated with 10000 tables"))
    let chiSquared = try cohort.ask(
      "characteristics", ["variables": "site", "by": "group", "tests": ["site": "chi_squared"]])
    // The asymptotic test of the same table, which is but a rough guide here.
    expectClose(
      result.number("p_value", variable: "site"), try #require(chiSquared.number("p_value", variable: "site")),
      relative: 0, absolute: 0.15, because: "small expected counts")
  }
}
