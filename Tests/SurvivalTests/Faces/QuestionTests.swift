import Analyses
import Cohorts
import OrderedCollections
import TestSupport
import Testing

@Suite("Questions that cannot be asked, and how they are refused") struct QuestionTests {
  private func expect(
    _ function: String, _ arguments: KeyValuePairs<String, Argument>, says words: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    #expect(
      try PooledCohort.make().complaint(function, arguments) == words, sourceLocation: sourceLocation)
  }

  @Test("a model without anything to depend on") func emptyModel() throws {
    let words = "survival.cox: name at least one of \"covariates\" and \"time_dependent\""
    try expect("cox", ["endpoint": "pfs"], says: words)
    try expect("cox", ["endpoint": "pfs", "covariates": []], says: words)
    try expect("cox", ["endpoint": "pfs", "covariates": [], "time_dependent": [], "strata": "trial"], says: words)
    try expect("cox", ["endpoint": "pfs ~ 1"], says: words)
  }

  @Test("a covariate that is named twice, or both as a covariate and as an exposure") func twice() throws {
    try expect(
      "cox", ["endpoint": "pfs", "covariates": ["age", "diagnosis", "age"]],
      says: "survival.cox: \"covariates\" names \"age\" twice")
    try expect(
      "cox", ["endpoint": "pfs", "covariates": "age", "time_dependent": ["age": "transplant_day"]],
      says: "survival.cox: \"age\" stands in \"covariates\" and in \"time_dependent\"; give each a name of its own")
  }

  @Test("a covariate of text, a reference that is none") func models() throws {
    try expect(
      "cox", ["endpoint": "pfs", "covariates": "trial"],
      says: "column \"trial\" should be a number, a flag or a category to be a covariate, but is text")
    try expect(
      "cox", ["endpoint": "pfs", "covariates": "diagnosis", "reference": ["diagnosis": "B-AL"]],
      says: "column \"diagnosis\" has no level \"B-AL\"; did you mean \"B-ALL\"?")
    try expect(
      "cox", ["endpoint": "pfs", "covariates": "age", "reference": ["diagnosis": "B-ALL"]],
      says: "survival.cox: \"reference\" names \"diagnosis\", which is not among the covariates")
  }

  @Test("a comparison of no groups, a landmark at no day, a milestone before the origin") func nothing() throws {
    let groups = "a column or an expression, or a list of them"
    try expect(
      "log_rank", ["endpoint": "pfs"],
      says:
        "survival.log_rank: argument \"by\" is missing: The groups to compare: a column, an expression such as \"age >= 18\","
        + " or a list of them, crossed.")
    try expect(
      "log_rank", ["endpoint": "pfs", "by": []],
      says: "survival.log_rank: argument \"by\" should be \(groups), found {}")
    try expect(
      "landmark", ["endpoint": "pfs", "exposure": "transplant_day", "at": []],
      says: "survival.landmark: argument \"at\" should be a number or a list of numbers, 0 or more, found {}")
    try expect(
      "kaplan_meier", ["endpoint": "pfs", "times": [30, -10]],
      says: "survival.kaplan_meier: argument \"times\" should be a number or a list of numbers, 0 or more, found -10")
  }

  @Test("an endpoint or a column that there is not") func unknown() throws {
    try expect(
      "kaplan_meier", ["endpoint": "psf"],
      says: "endpoint \"psf\" is not declared in cohort \"pooled\"; did you mean \"pfs\"?")
    try expect(
      "mantel_byar", ["endpoint": "pfs", "exposure": "transplnt_day"],
      says: "column \"transplnt_day\" is not in \"pooled\"; did you mean \"transplant_day\"?")
    try expect(
      "mantel_byar", ["endpoint": "pfs", "exposure": "diagnosis"],
      says: "column \"diagnosis\" should be a number, but is category")
  }

  @Test("a label for one exposure where there are several") func severalExposures() throws {
    #expect(
      try ReferenceCohort.myeloid().complaint(
        "mantel_byar", ["endpoint": "os", "exposure": ["crtime", "txtime"], "label": "transplant"])
        == "survival.mantel_byar: \"label\" names one exposure, and there are 2")
  }

  @Test("survival with a competing event, which has no single curve") func competing() throws {
    let cohort = try PooledCohort.make()
    #expect(
      try cohort.complaint(
        "kaplan_meier", ["endpoint": "pfs", "intercurrent": ["transplant_day": "competing"]])
        == "Progression-free survival, transplant competing: with a competing event there is no single curve of survival; use "
        + "survival.cumulative_incidence, or treat transplant as \"censor\" or \"composite\"")
    #expect(
      try cohort.complaint("kaplan_meier", ["endpoint": "pfs", "intercurrent": ["transplant_day": "censored"]])
        == "survival.kaplan_meier: argument \"intercurrent.transplant_day\" is \"censored\"; did you mean \"censor\"? "
        + "Choices: \"policy\", \"censor\", \"composite\", \"competing\"")
  }

  @Test("a covariate that R would read as a formula") func formulaAsCovariate() throws {
    let cohort = try PooledCohort.make()
    #expect(
      try cohort.complaint("cox", ["endpoint": "pfs", "covariates": "age + infusion_day"])
        == "survival.cox: the covariate \"age + infusion_day\" would be one number, the sum; for 2 covariates write "
        + "{ \"age\", \"infusion_day\" }, for the one derive a column")
    #expect(try cohort.complaint("cox", ["endpoint": "pfs", "covariates": "age + 1"]) == nil)
    #expect(
      try cohort.complaint("cox", ["endpoint": "pfs", "covariates": "age *"])
        == "survival.cox: \"age *\" has nothing on one side of its * or :")
    #expect(
      try cohort.complaint("cox", ["endpoint": "pfs", "covariates": ["age", "rcs(diagnosis, 3)"]])
        == "column \"diagnosis\" should be a number to be bent by rcs(diagnosis, 3), but is category")
    #expect(
      try cohort.complaint("cox", ["endpoint": "pfs", "covariates": ["age", "cluster(trial)"], "cluster": "trial"])
        == "survival.cox: cluster() stands among the covariates, and \"cluster\" is given; give it once")
  }

  @Test("a result on part of the subjects says which, and may be given a title") func population() throws {
    let some = try PooledCohort.make().where("age >= 40")
    let result = try some.ask("observed_times", ["endpoint": "pfs"])
    #expect(result.title == "Observed times of Progression-free survival, where Age ≥ 40")
    #expect(result.methods.first == "Subjects: 9 of 16, where age >= 40.")
    #expect(try some.ask("observed_times", ["endpoint": "pfs", "title": "Adults"]).title == "Adults")
  }

  @Test("columns named on the spot keep what the dictionary says of their unit and origin") func recordedUnit() throws {
    let cohort = try PooledCohort.make()
    let definition = try cohort.definition(of: Formula.request("Surv(pfs_days, pfs_event)"))
    #expect(definition.label == "Progression-free survival" && definition.origin == "CAR-T infusion")
    let months = try cohort.deriving(
      cohort.column("pfs_days"), as: "months", description: ColumnDescription(unit: "months"))
    #expect(try months.definition(of: Formula.request("Surv(months, pfs_event)")).unit == .months)
    #expect(try months.definition(of: Formula.request("pfs")).unit == .days)
  }

  @Test("an exposure in another unit than the endpoint") func units() throws {
    let cohort = try PooledCohort.make()
    let inMonths = try cohort.deriving(
      cohort.column("transplant_day"), as: "transplant_month",
      description: ColumnDescription(unit: "months", knownAt: .onDay(["transplant_month"])))
    #expect(
      try inMonths.complaint("landmark", ["endpoint": "pfs", "exposure": "transplant_month", "at": 60])
        == "\"transplant_month\" is recorded in months, but Progression-free survival in days; derive one in the unit of the "
        + "other")
  }

  @Test("what is asked for twice is answered once") func repeated() throws {
    let cohort = try PooledCohort.make()
    let curves = try cohort.ask(
      "kaplan_meier", ["endpoint": "pfs", "times": [60, 30, 60], "quantiles": [0.5, 0.25, 0.5]])
    let once = try cohort.ask("kaplan_meier", ["endpoint": "pfs", "times": [30, 60], "quantiles": [0.25, 0.5]])
    #expect(curves.rows == once.rows)
    let landmarks = try cohort.ask("landmark", ["endpoint": "pfs", "exposure": "transplant_day", "at": [60, 30, 60]])
    #expect(landmarks.rows.filter { $0.statistic == "exposed" }.map(\.variable) == ["day 30", "day 60"])
    #expect(landmarks.figures.count == 1)
    #expect(landmarks.figures[0].curves?.panels.map(\.title) == ["From day 30 on", "From day 60 on"])
    #expect(landmarks.figures[0].curves?.level == 0.95)
  }

  @Test("frequencies beyond what can be counted are refused") func hugeFrequencies() throws {
    let cohort = try PooledCohort.make { columns in
      columns["often"] = Column(numbers: (0..<16).map { $0 == 3 ? 1e300 : 1 })
    }
    for function in ["kaplan_meier", "nelson_aalen", "hazard", "log_minus_log", "observed_times", "restricted_mean"] {
      let complaint = try #require(try cohort.complaint(function, ["endpoint": "pfs", "weights": "often"]))
      #expect(complaint.hasSuffix("at subject \"p4\": more than can be counted exactly"), "\(complaint)")
    }
  }

  @Test("a text column makes groups, and strata") func texts() throws {
    let cohort = try PooledCohort.make()
    let curves = try cohort.ask("kaplan_meier", ["endpoint": "pfs", "by": "trial"])
    #expect(curves.value("n", group: "ADAM") == .count(6) && curves.value("n", group: "EVE") == .count(10))
    let byText = try cohort.ask("log_rank", ["endpoint": "pfs", "by": "diagnosis", "strata": "trial"])
    let byCondition = try cohort.ask("log_rank", ["endpoint": "pfs", "by": "diagnosis", "strata": "trial == 'EVE'"])
    #expect(byText.rows == byCondition.rows)
  }

  @Test("the words of a flag's groups stand alone in a figure") func flags() throws {
    let result = try PooledCohort.make().ask("kaplan_meier", ["endpoint": "pfs", "by": "transplanted"])
    #expect(result.figures[0].curves?.panels[0].curves.map(\.group) == ["Transplant: no", "Transplant: yes"])
    #expect(result.rows.compactMap(\.group).contains("yes"))
  }
}
