@testable import Analyses
import Cohorts
import Testing

@Suite("R's formula notation")
struct FormulaTests {
  @Test("Surv(time, event) ~ group + strata(trial) is taken apart")
  func parts() throws {
    let formula = try Formula(parsing: "Surv(pfs_days, pfs_event) ~ transplanted + strata(trial)")
    #expect(formula.endpoint == "Surv(pfs_days, pfs_event)")
    #expect(formula.terms == ["transplanted"])
    #expect(formula.strata == ["trial"])
  }

  @Test("a plus sign within an expression's brackets or quotes does not part terms")
  func nesting() throws {
    let formula = try Formula(parsing: "pfs ~ (age + 1) >= 19 + site == 'a+b'")
    #expect(formula.terms == ["(age + 1) >= 19", "site == 'a+b'"])
  }

  @Test("Lua's ~= stands within a term and does not part sides")
  func notEqual() throws {
    let formula = try Formula(parsing: "pfs ~ diagnosis ~= 'AML' + site~='Bern'")
    #expect(formula.endpoint == "pfs" && formula.terms == ["diagnosis ~= 'AML'", "site~='Bern'"])
  }

  @Test("an intercept alone is no term")
  func intercept() throws {
    #expect(try Formula(parsing: "pfs ~ 1").terms.isEmpty)
  }

  @Test("Surv takes a time and an event, or an entry before them")
  func survival() throws {
    #expect(try Formula.endpoint("Surv(t, e)") == EndpointRequest(.columns(entry: nil, time: "t", event: "e")))
    #expect(try Formula.endpoint("Surv(a, t, e)") == EndpointRequest(.columns(entry: "a", time: "t", event: "e")))
    #expect(
      throws: Formula.Fault(reason: "Surv() takes a time and an event, or an entry, a time and an event; found 1")
    ) {
      try Formula.endpoint("Surv(t)")
    }
  }

  @Test("what is wrong with a formula is said")
  func faults() {
    #expect(throws: Formula.Fault(reason: "nothing stands before the ~")) { try Formula(parsing: "~ a") }
    #expect(throws: Formula.Fault(reason: "a term is empty")) { try Formula(parsing: "pfs ~ a +") }
    #expect(throws: Formula.Fault(reason: "strata() names no column")) { try Formula(parsing: "pfs ~ strata()") }
  }

  @Test("interactions, splines and offsets are terms of a model")
  func model() throws {
    let formula = try Formula(parsing: "Surv(start, stop, event) ~ age * arm + rcs(bmi, 4) + offset(x) + strata(trial)")
    #expect(formula.terms == ["age * arm", "rcs(bmi, 4)", "offset(x)"] && formula.strata == ["trial"])
    #expect(formula.modelling == formula.terms)
    #expect(try Formula(parsing: "pfs ~ (age >= 18) + sex").modelling == [])
    #expect(throws: Formula.Fault(reason: "\"age *\" has nothing on one side of its * or :")) {
      try Formula(parsing: "pfs ~ age *")
    }
  }
}
