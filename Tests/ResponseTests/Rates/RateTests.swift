import Analyses
import Cohorts
import OrderedCollections
import TestSupport
import Testing

@Suite("Response rates as scripts ask for them") struct RateTests {
  /// R: `binom.test(x, n)$conf.int` of 8 of 18, 8 of 14 and 16 of 32.
  @Test("rates of the evaluable, by group and of all, with exact limits") func byGroup() throws {
    let result = try RateCohort.make().ask("rate", ["outcome": "responder", "by": "diagnosis"])
    for (group, responders, n, gone, lower, upper) in [
      ("B-ALL", 8, 18, 6, 0.215301507387300, 0.692428341001244),
      ("T-ALL", 8, 14, 2, 0.288609400038307, 0.823388910017882),
      ("All subjects", 16, 32, 8, 0.318874964234164, 0.681125035765836),
    ] as [(String, Double, Double, Double, Double, Double)] {
      #expect(result.found("responders", group: group) == responders)
      #expect(result.found("n", group: group) == n)
      #expect(result.found("not_evaluable", group: group) == gone)
      #expect(result.found("subjects", group: group) == n + gone)
      expectClose(result.found("rate", group: group), responders / n)
      expectClose(result.found("rate_lower", group: group), lower)
      expectClose(result.found("rate_upper", group: group), upper)
    }
    #expect(result.found("n", group: "MPAL") == 0)
    #expect(result.why("rate", group: "MPAL") == "no evaluable subjects")
    #expect(
      result.methods.contains("Evaluable: 32 of 40 subjects; the others (missing 8) are left out of the denominators."))
    #expect(result.cautions.map(\.kind) == [.missingValues, .emptyGroup])
    expectClose(result.found("logit_standard_error", group: "T-ALL"), (1.0 / 8 + 1.0 / 6).squareRoot())
    #expect(result.title == "Response rate by Diagnosis (Responder)")
  }

  /// R: `binom.test(16, 40)$conf.int`.
  @Test("with missing = failure the denominator is everybody") func failure() throws {
    let result = try RateCohort.make().ask("rate", ["outcome": "responder", "missing": "failure"])
    #expect(result.found("n", group: "All subjects") == 40 && result.found("evaluable", group: "All subjects") == 32)
    expectClose(result.found("rate_lower", group: "All subjects"), 0.248649986587744)
    expectClose(result.found("rate_upper", group: "All subjects"), 0.566732947806703)
    #expect(
      result.methods.contains(
        "Evaluable: 32 of 40 subjects; the others (missing 8) count as without response and are in the denominators."))
  }

  @Test("a category counts by its levels, NE being not evaluable; a column of 0 and 1 and a condition are the same")
  func kinds() throws {
    let cohort = try RateCohort.make { columns in
      columns["flag"] = Column(numbers: RateCohort.responses.map { $0 == "NE" ? nil : $0.hasPrefix("CR") ? 1 : 0 })
      columns["word"] = Column(texts: RateCohort.responses.map { $0 == "NE" ? nil : $0.hasPrefix("CR") ? "Y" : "N" })
    }
    for arguments in [
      ["outcome": "response", "counts_as": ["CR", "CRi"]], ["outcome": "flag"], ["outcome": "word"],
      ["outcome": "flag == 1"],
    ] as [KeyValuePairs<String, Written>] {
      let result = try cohort.ask("rate", arguments)
      #expect(result.found("responders", group: "All subjects") == 16)
      #expect(result.found("n", group: "All subjects") == 32)
    }
    let result = try cohort.ask("rate", ["outcome": "response", "counts_as": ["CR", "CRi"]])
    #expect(result.title == "Response rate (Best response: CR or CRi)")
    #expect(
      result.methods.prefix(2) == [
        "Responders are the subjects whose \"Best response\" is CR or CRi.",
        "Evaluable: 32 of 40 subjects; the others (NE 8) are left out of the denominators.",
      ])
  }

  @Test("an outcome that is no response is not called one, nor are its counts said twice") func otherOutcomes() throws {
    let cohort = try RateCohort.make()
    let rate = try cohort.ask("rate", ["outcome": "transplanted", "by": "sex", "as_baseline": true])
    #expect(rate.title == "Rate of Transplant by Sex")
    #expect(rate.tables[0].title == "Rate of Transplant")
    #expect(rate.tables[0].columns[2].header == "n/N (%)")
    #expect(rate.methods.first == "Those with the outcome are the subjects for whom \"Transplant\" is true.")
    let difference = try cohort.ask("difference", ["outcome": "transplanted", "by": "sex", "as_baseline": true])
    #expect(difference.title == "Rate of Transplant compared by Sex")
    let forest = try cohort.ask(
      "subgroups", ["outcome": "transplanted", "by": "age >= 40", "subgroups": ["sex"], "as_baseline": true])
    #expect(forest.title == "Difference of rates in subgroups by Age ≥ 40 (Transplant)")
    #expect(forest.tables[0].columns.prefix(2).map(\.header) == ["no", "yes"])
    #expect(forest.tables[0].columns.prefix(2).map(\.over) == ["Age ≥ 40", "Age ≥ 40"])
    // Those who are not evaluable have a column of their own, and no remark beneath it.
    let responses = try cohort.ask("rate", ["outcome": "responder"])
    func missing(_ statistic: String) -> Int? { responses.rows.first { $0.statistic == statistic }?.missing }
    #expect(missing("not_evaluable") == 0 && missing("rate") == 8)
    #expect(responses.figures.isEmpty)
  }

  @Test("a declared vocabulary says what is a response, what is complete, and who is not evaluable") func vocabulary()
    throws
  {
    var cohort = try RateCohort.make { columns in
      columns["response"] = Column(
        texts: RateCohort.responses.map { ["CR": "Complete remission", "NE": "not done"][$0] ?? $0 })
    }
    cohort = try cohort.declaring("response", vocabulary: "leukaemia")
    let all = try cohort.ask("rate", ["outcome": "response"])
    #expect(all.found("responders", group: "All subjects") == 16 && all.found("n", group: "All subjects") == 32)
    let complete = try cohort.ask("rate", ["outcome": "response", "counts_as": "complete"])
    #expect(complete.found("responders", group: "All subjects") == 16)
    let only = try cohort.ask("rate", ["outcome": "response", "counts_as": "CR"])
    #expect(only.found("responders", group: "All subjects") == 8)
    #expect(only.found("not_evaluable", group: "All subjects") == 8)
  }

  @Test("a condition that counts the not evaluable, and misses other spellings, says so and what to write")
  func condition()
    throws
  {
    let cohort = try RateCohort.make { columns in
      columns["response"] = Column(
        texts: RateCohort.responses.enumerated().map { $0 == 0 ? "Complete remission" : $1 })
    }.declaring("response", vocabulary: "leukaemia")
    #expect(RateCohort.responses[0] == "CR" && RateCohort.responses.count { $0 == "NE" } == 8)
    let outcome: Written = "response in {'CR', 'CRi', 'PR'}"
    let result = try cohort.ask("rate", ["outcome": outcome])
    #expect(result.found("responders", group: "All subjects") == 15 && result.found("n", group: "All subjects") == 40)
    #expect(
      result.cautions.map(\.message) == [
        "By the condition, 8 of 40 subjects whose Best response is not evaluable (\"NE\" 8) count as without response. 1 of 40 "
          + "subjects whose Best response is another spelling of what counts (\"Complete remission\" 1) counts as without response."
      ])
    #expect(
      result.cautions.map(\.remedy) == [
        "Write outcome = \"response\", counts_as = { \"CR\", \"CRi\" }: by its vocabulary, who is not evaluable is left out, "
          + "and other spellings are known."
      ])
    let derived = try cohort.deriving("responded", from: "response in {'CR', 'CRi', 'PR'}")
    #expect(try derived.ask("rate", ["outcome": "responded"]).cautions == result.cautions)
    let remedied = try cohort.ask("rate", ["outcome": "response", "counts_as": ["CR", "CRi", "PR"]])
    #expect(
      remedied.found("responders", group: "All subjects") == 16 && remedied.found("n", group: "All subjects") == 32)
    let several = try cohort.ask("rate", ["outcome": "response in {'CR', 'CRi', 'PR'} and age >= 30"])
    #expect(several.cautions.map(\.remedy).contains { $0?.hasPrefix("The vocabulary of \"response\"") == true })
    #expect(
      try cohort.ask("rate", ["outcome": "response_day <= 28"]).cautions.allSatisfy { !$0.message.hasPrefix("By") })
  }

  @Test("all groups together are not all subjects where some are in none, in rates as in categories of response")
  func together() throws {
    let cohort = try RateCohort.make { columns in
      columns["arm"] = Column(categories: (0..<40).map { $0 < 4 ? nil : $0 % 2 == 0 ? "A" : "B" }, levels: ["A", "B"])
    }.declaring("response", vocabulary: "leukaemia")
    let rate = try cohort.ask("rate", ["outcome": "response", "by": "arm"])
    let best = try cohort.ask("best_overall", ["response": "response", "by": "arm"])
    let subjects = RateCohort.responses.dropFirst(4)
    let evaluable = subjects.filter { $0 != "NE" }
    let responders = evaluable.count { $0 != "NR" }
    #expect(rate.found("responders", group: "All groups") == Double(responders))
    #expect(best.found("count", group: "All groups", variable: "Response rate") == Double(responders))
    #expect(rate.found("n", group: "All groups") == Double(evaluable.count))
    #expect(best.found("denominator", group: "All groups", variable: "Response rate") == Double(evaluable.count))
    #expect(best.found("n", group: "All groups") == Double(subjects.count))
    for result in [rate, best] {
      #expect(!result.rows.contains { $0.group == "All subjects" || $0.group == nil })
      // Whatever name is asked for, it is found: it may be another in a trial or a resample.
      #expect(result.found("n", group: "All subjects") == result.found("n", group: "All groups"))
    }
    #expect(best.tables.first?.columns.last?.header == "All groups (n = 36)")
    #expect(
      rate.tables.first?.lines.last?.label == "All groups" && rate.tables.first?.lines.last?.group == "All groups")
    let whole = try RateCohort.make().declaring("response", vocabulary: "leukaemia")
    #expect(
      try whole.ask("best_overall", ["response": "response", "by": "sex"]).rows.filter { $0.statistic == "n" }.map(
        \.group)
        == ["F", "M", "All subjects"])
  }

  @Test("several intervals are a table of their own") func sensitivity() throws {
    let result = try RateCohort.make().ask(
      "rate", ["outcome": "responder", "interval": ["wilson", "clopper_pearson", "wald"]])
    expectClose(
      result.found("rate_lower", group: "All subjects", variable: "clopper_pearson"), 0.318874964234164)
    #expect(
      result.found("rate_lower", group: "All subjects", variable: "wilson")
        == result.found("rate_lower", group: "All subjects"))
    #expect(result.tables.count == 2 && result.tables[1].lines.map(\.label).contains("Wald"))
  }

  /// R: `prop.test` in each trial at Yan and Su's quantile, weighted by size.
  @Test("the stratified Wilson interval") func stratified() throws {
    let result = try RateCohort.make().ask("rate", ["outcome": "responder", "strata": "trial"])
    expectClose(result.found("stratified_rate", group: "All subjects"), 0.5)
    expectClose(result.found("stratified_lower", group: "All subjects"), 0.337164608082232)
    expectClose(result.found("stratified_upper", group: "All subjects"), 0.663471161181263)
    expectClose(result.found("stratum_weight", group: "All subjects", variable: "EVE"), 9.0 / 32)
  }

  @Test("none and all: rates of 0 and 1 with limits, and a logit with its reason") func extremes() throws {
    let result = try RateCohort.make { $0["none"] = Column(flags: (0..<40).map { _ in false }) }
      .ask("rate", ["outcome": "none"])
    #expect(result.found("rate", group: "All subjects") == 0)
    expectClose(result.found("rate_upper", group: "All subjects"), 0.08809730287880235, because: "1 - 0.025^(1/40)")
    #expect(result.why("logit_standard_error", group: "All subjects") == "nobody responded")
    #expect(result.methods.contains("All 40 subjects are evaluable and in the denominators."))
  }

  @Test("a group that forms later is flagged, unless knowingly; one of unknown date is named") func late() throws {
    let cohort = try RateCohort.make()
    let late = try cohort.ask("rate", ["outcome": "responder", "by": "transplanted"]).cautions
    #expect(late.first?.kind == .immortalTime)
    #expect(
      late.first?.message.hasPrefix(
        "Grouped by the future. \"Transplant\" becomes known only after day 0: for 10 of 40 subjects later than it "
          + "(median day 78).") == true)
    #expect(
      try cohort.ask("rate", ["outcome": "responder", "by": "transplanted", "as_baseline": true]).cautions.first?.kind
        == .asBaseline)
    #expect(
      try cohort.ask("rate", ["outcome": "responder", "by": "undated"]).cautions.first?.kind == .timingNotDeclared)
    #expect(
      try cohort.ask("rate", ["outcome": "responder", "by": "response"]).cautions.first?.kind == .immortalTime)
  }

  /// R: `binom.test(16, 32, 0.3)$p.value`, and with `alternative = "greater"`.
  @Test("the exact test against a rate given beforehand") func null() throws {
    let cohort = try RateCohort.make()
    let both = try cohort.ask("rate", ["outcome": "responder", "null_rate": 0.3])
    expectClose(both.found("p_value", group: "All subjects"), 0.019320632425403)
    let one = try cohort.ask("rate", ["outcome": "responder", "null_rate": 0.3, "alternative": "greater"])
    expectClose(one.found("p_value", group: "All subjects"), 0.0138398698431456)
    #expect(one.methods.last == "Exact binomial test of a rate of 30%, one-sided (greater).")
    #expect(
      cohort.complaint("rate", ["outcome": "responder", "null_rate": [0.1, 0.2]])
        == "response.rate: \"null_rate\" should be one number, found 2")
  }

  @Test("a cohort restricted by what becomes known later is flagged, but not one restricted to the evaluable")
  func restricted() throws {
    let cohort = try RateCohort.make()
    let kinds = { (condition: String) in
      try cohort.where(condition).ask("rate", ["outcome": "responder"]).cautions.map(\.kind)
    }
    #expect(try kinds("transplanted").first == .immortalTime)
    #expect(try kinds("not is_missing(responder)") == [])
    #expect(try kinds("age >= 40") == [])
  }

  @Test("the order of the subjects does not matter") func order() throws {
    let turned = try RateCohort.make { columns in
      for name in columns.keys { columns[name] = columns[name]?.gathered((0..<40).reversed()) }
    }
    let arguments: KeyValuePairs<String, Written> = ["outcome": "responder", "by": "sex", "strata": "diagnosis"]
    #expect(try turned.ask("rate", arguments).rows == RateCohort.make().ask("rate", arguments).rows)
  }

  @Test("wrong questions say what was expected") func wrong() throws {
    let cohort = try RateCohort.make()
    #expect(
      cohort.complaint("rate", ["outcome": "response"])
        == "response.rate: \"response\" is a category: say which of its levels count as a response, as in counts_as = "
        + "{ \"CR\", \"CRi\" }; its levels: \"CR\", \"CRi\", \"PR\", \"NR\", \"NE\"")
    #expect(
      cohort.complaint("rate", ["outcome": "response", "counts_as": "complete"])
        == "response.rate: \"response\" has no level \"complete\", and the dictionary declares no vocabulary for it that would say "
        + "which levels it means; its levels: \"CR\", \"CRi\", \"PR\", \"NR\", \"NE\"")
    #expect(
      cohort.complaint("rate", ["outcome": "response", "counts_as": "CRii"])
        == "column \"response\" has no level \"CRii\"; did you mean \"CRi\"?")
    #expect(
      cohort.complaint("rate", ["outcome": "age"])
        == "response.rate: \"outcome\" should be yes or no; \"age\" is 20 for subject \"0\": write a condition, such as "
        + "\"age >= 20\"")
    #expect(
      cohort.complaint("rate", ["outcome": "infused"])
        == "response.rate: \"outcome\" should be yes or no; \"infused\" holds dates: write a condition, such as "
        + "\"not is_missing(infused)\"")
    #expect(
      cohort.complaint("rate", ["outcome": "responder", "counts_as": "CR"])
        == "response.rate: \"counts_as\" names levels of a category, and \"responder\" is yes or no by itself: leave it out"
    )
    #expect(
      cohort.complaint("rate", [:]).hasPrefix("response.rate: argument \"outcome\" is missing: Who responded:"))
    #expect(
      cohort.complaint("rate", ["outcome": "responder", "interval": "wilsn"]).contains("did you mean \"wilson\"?"))
  }
}
