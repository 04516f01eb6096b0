import Analyses
import Cohorts
import TestSupport
import Testing

/// Truth from R 4.2.2 and survival 3.5-3: `coxph(Surv(start, stop, event) ~ …)` on `myeloid`, each patient divided at `txtime`
/// and `crtime` (`survSplit` by hand), a day equal to `futime` half a day earlier.
@Suite("Several exposures that begin on a day, against R") struct SeveralExposureTests {
  private let days: Argument = ["cr": "crtime", "tx": "txtime"]

  private func expect(_ result: AnalysisResult, _ truth: KeyValuePairs<String, (Double, Double)>, error: String) {
    for (name, values) in truth {
      expectClose(result.number("coefficient", variable: name), values.0, relative: 1e-7, because: name)
      expectClose(result.number(error, variable: name), values.1, relative: 1e-7, because: name)
    }
  }

  @Test("two exposures beside covariates: ~ trt + sex + tx + cr") func two() throws {
    let result = try ReferenceCohort.myeloid().ask(
      "cox", ["endpoint": "os", "covariates": ["trt", "sex"], "time_dependent": days])
    expect(
      result,
      [
        "trt: B": (-0.287375775360949, 0.113683766635855), "sex: m": (0.156439236709835, 0.113160994949662),
        "tx": (0.435158541237439, 0.131427388077742), "cr": (-0.567690761112486, 0.130867504587129),
      ], error: "standard_error")
    expectClose(result.number("log_likelihood"), -1918.156154200581, relative: 1e-11)
    #expect(result.row("n")?.value == .count(646) && result.row("events")?.value == .count(320))
    #expect(result.title == "Overall survival: Cox model with time-dependent cr, tx, adjusted")
    #expect(result.methods.last == "The same holds for tx; follow-up is divided at each of the days.")
  }

  @Test("an exposure interacts with a covariate: ~ trt * tx + cr") func interaction() throws {
    let result = try ReferenceCohort.myeloid().ask(
      "cox", ["endpoint": "os", "covariates": "trt * tx", "time_dependent": days])
    expect(
      result,
      [
        "trt: B": (-0.403933037532365, 0.169939923592590), "tx": (0.314958916732461, 0.173158480057466),
        "cr": (-0.570909224220131, 0.131462338610936), "trt: B × tx": (0.237857314535577, 0.227753284730277),
      ], error: "standard_error")
    expectClose(result.number("log_likelihood"), -1918.562130243348, relative: 1e-11)
  }

  @Test("delayed entry and exposures together: entry on day futime %/% 10, Breslow") func entry() throws {
    let cohort = try ReferenceCohort.myeloid().deriving("entry", from: "futime // 10")
    let result = try cohort.ask(
      "cox", ["endpoint": "Surv(entry, futime, death) ~ trt", "time_dependent": days, "ties": "breslow"])
    expect(
      result,
      [
        "trt: B": (-0.214865914398967, 0.113351506045143), "tx": (0.448892398614130, 0.131229745888031),
        "cr": (-0.502077448300592, 0.131740654259363),
      ], error: "standard_error")
    expectClose(result.number("log_likelihood"), -1844.706764829656, relative: 1e-11)
  }

  @Test("clusters of all rows of a subject: ~ trt + tx + cr + cluster(id)") func robust() throws {
    let cohort = try ReferenceCohort.myeloid()
    let result = try cohort.ask(
      "cox", ["endpoint": "os", "covariates": "trt", "time_dependent": days, "cluster": "subject"])
    expect(
      result,
      [
        "trt: B": (-0.271724899458300, 0.115920194621597), "tx": (0.433460216467413, 0.141283933247084),
        "cr": (-0.555459543029897, 0.141568969867629),
      ], error: "robust_standard_error")
    let weighted = try cohort.deriving("one", from: "1.0").ask(
      "cox", ["endpoint": "os", "covariates": "trt", "time_dependent": days, "case_weights": "one"])
    expect(weighted, ["tx": (0.433460216467413, 0.141283933247084)], error: "robust_standard_error")
  }

  @Test("one exposure twice is one exposure and its alias; one that comes after all follow-up has no coefficient")
  func edges() throws {
    let cohort = try ReferenceCohort.myeloid().deriving("never", from: "futime + 1")
    let result = try cohort.ask(
      "cox", ["endpoint": "os", "time_dependent": ["a": "txtime", "b": "txtime", "c": "never"]])
    let single = try cohort.ask("cox", ["endpoint": "os", "time_dependent": ["a": "txtime"]])
    expectClose(
      result.number("coefficient", variable: "a"), single.number("coefficient", variable: "a") ?? .nan, relative: 1e-10)
    #expect(result.number("coefficient", variable: "b") == nil && result.number("coefficient", variable: "c") == nil)
    #expect(result.caution(.exposureAfterEnd) != nil && result.caution(.aliased) != nil)
  }
}
