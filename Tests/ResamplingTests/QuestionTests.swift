import Analyses
import AnalysisTesting
import Cohorts
import OrderedCollections
import Resampling
import Survival
import TestSupport
import Testing

@Suite("Questions to the bootstrap") struct QuestionTests {
  @Test("wrong ones are told what was found and the nearest right thing") func words() throws {
    let cohort = try Samples.survivors()
    #expect(
      Samples.complaint(cohort, ["analysis": "survival.kaplan_mayer", "statistic": "median"])
        == "resampling.bootstrap: there is no analysis \"survival.kaplan_mayer\"; did you mean \"survival.kaplan_meier\"?"
    )
    #expect(
      Samples.complaint(cohort, ["analysis": "resampling.bootstrap", "statistic": "median"])
        == "resampling.bootstrap: \"resampling.bootstrap\" would call itself; name another analysis")
    #expect(
      Samples.complaint(
        cohort, ["analysis": "survival.kaplan_meier", "statistic": "median", "arguments": ["endpont": "os"]])?
        .hasPrefix("survival.kaplan_meier: unknown argument \"endpont\"; did you mean \"endpoint\"?") == true)
    let arguments: Argument = ["endpoint": "os", "by": "arm"]
    #expect(
      Samples.complaint(cohort, ["analysis": "survival.kaplan_meier", "statistic": "medain", "arguments": arguments])?
        .hasPrefix("resampling.bootstrap: argument \"statistic\" is \"medain\"; did you mean \"median\"?") == true)
    #expect(
      Samples.complaint(cohort, ["analysis": "survival.kaplan_meier", "statistic": "median", "arguments": arguments])
        == "resampling.bootstrap: say which \"median\" of survival.kaplan_meier is meant, such as { group = \"A\" } or "
        + "{ group = \"B\" }")
    #expect(
      Samples.complaint(
        cohort,
        ["analysis": "survival.kaplan_meier", "statistic": "median", "arguments": arguments, "of": ["group": "C"]])
        == "resampling.bootstrap: survival.kaplan_meier gives no \"median\" of { group = \"C\" }; there is { group = \"A\" } "
        + "or { group = \"B\" }")
    #expect(
      Samples.complaint(
        cohort,
        ["analysis": "survival.kaplan_meier", "statistic": "median", "arguments": arguments, "of": ["grup": "C"]])
        == "resampling.bootstrap: unknown argument \"of.grup\"; did you mean \"of.group\"?")
    #expect(
      Samples.complaint(
        cohort,
        [
          "analysis": "survival.kaplan_meier", "statistic": "median", "arguments": arguments, "of": ["group": "A"],
          "minus": ["group": "B"], "ratio": ["group": "B"],
        ]) == "resampling.bootstrap: give one of \"minus\" and \"ratio\", not both")
    #expect(
      Samples.complaint(cohort, ["analysis": "sample.mean", "statistic": "mean", "resamples": 1])
        == "resampling.bootstrap: argument \"resamples\" should be a whole number from 2 to 1000000, found 1")
  }

  @Test("a row that needs no telling apart needs none") func alone() throws {
    let result = try Samples.bootstrap(
      Samples.survivors(),
      ["analysis": "survival.kaplan_meier", "statistic": "median", "arguments": ["endpoint": "os"], "resamples": 50])
    #expect(result.row("estimate")?.value.double != nil)
    #expect(result.title == "Median, All subjects: bootstrap")
    #expect(result.row("estimate")?.unit == "days")
  }

  @Test("any statistic will do, that of a model too") func model() throws {
    let result = try Samples.bootstrap(
      Samples.survivors(),
      [
        "analysis": "survival.cox", "statistic": "hazard_ratio", "arguments": ["endpoint": "os", "covariates": "arm"],
        "resamples": 60, "interval": "percentile",
      ])
    let estimate = try #require(result.row("estimate")?.value.double)
    let (lower, upper) = (result.row("lower")?.value.double ?? .nan, result.row("upper")?.value.double ?? .nan)
    #expect(lower < estimate && estimate < upper)
  }

  @Test("where a horizon is taken from each resample, that is what the caution says to name") func horizon() throws {
    let result = try Samples.bootstrap(
      Samples.survivors(),
      [
        "analysis": "survival.restricted_mean", "statistic": "restricted_mean",
        "arguments": ["endpoint": "os", "by": "arm"], "of": ["group": "A"], "resamples": 40, "interval": "percentile",
      ])
    #expect(
      result.cautions.first { $0.kind == .failedResamples }?.remedy
        == "Name in \"arguments\" what is otherwise taken from the data, such as horizon = 365.")
  }

  @Test("on cohorts as data sometimes are there is a result of finite numbers or an error with words")
  func awkward() throws {
    let pfs = EndpointDefinition(name: "pfs", time: "days", event: .indicator(column: "died"))
    let cohort = try Samples.survivors().declaring(pfs)
    let by: Argument = ["endpoint": "pfs", "by": "arm", "times": 30]
    let violations = Conformance(cohort: cohort, beside: [SurvivalPlugin()]).awkwardViolations(
      of: ResamplingPlugin(), rounds: 120, seed: 4,
      adding: [
        .init("arguments", by), .init("of", ["group": "A"]), .init("minus", ["group": "B"]), .init("strata", "trial"),
        .init("interval", "percentile"), .init("interval", "basic"), .init("interval", "normal"),
      ])
    #expect(violations.isEmpty, "\(violations.map(\.description).joined(separator: "\n"))")
  }

  @Test("the plugin keeps the contract") func conformance() throws {
    var dictionary = try Samples.survivors().dictionary
    dictionary.endpoints["pfs"] = dictionary.endpoints["os"]
    let survivors = try Samples.survivors()
    var columns = survivors.stored.columns
    columns["diagnosis"] = Column(
      categories: (0..<90).map { $0 % 2 == 0 ? "T-ALL" : "T-LBL" }, levels: ["T-LBL", "T-ALL"])
    let cohort = try Cohort(
      name: "survivors", subjects: Table(name: "subjects", columns: columns), dictionary: dictionary)
    #expect(Conformance(cohort: cohort, beside: [SurvivalPlugin()]).violations(of: ResamplingPlugin()) == [])
  }
}
