@testable import Analyses
import Testing

@Suite("Terms of a model, as R writes them")
struct FormulaTermTests {
  private func effects(_ text: String) throws -> [[String]] {
    guard case .effects(let effects) = try FormulaTerm(parsing: text).role else { return [] }
    return effects.map { $0.map(\.name) }
  }

  @Test("a * b is both and their product, a:b the product alone; main effects come first")
  func products() throws {
    #expect(try effects("age") == [["age"]])
    #expect(try effects("age * sex") == [["age"], ["sex"], ["age", "sex"]])
    #expect(try effects("age:sex") == [["age", "sex"]])
    #expect(try effects("a*b*c") == [["a"], ["b"], ["c"], ["a", "b"], ["a", "c"], ["b", "c"], ["a", "b", "c"]])
    #expect(try effects("a * b:c") == [["a"], ["b", "c"], ["a", "b", "c"]])
    #expect(try effects("a * a") == [["a"]])
    #expect(try effects("rcs(age, 4) * sex") == [["rcs(age, 4)"], ["sex"], ["rcs(age, 4)", "sex"]])
  }

  @Test("what stands in brackets is one expression, as is a comparison and a multiple")
  func expressions() throws {
    #expect(try effects("(age * 2)") == [["age * 2"]])
    #expect(try effects("I(age * weight)") == [["age * weight"]])
    #expect(try effects("age * 2 >= 50") == [["age * 2 >= 50"]])
    #expect(try effects("age * 2") == [["age * 2"]])
    #expect(try effects("(age >= 18) * sex") == [["age >= 18"], ["sex"], ["age >= 18", "sex"]])
    #expect(try effects("site == 'a*b'") == [["site == 'a*b'"]])
    #expect(try effects("(a + 1) / (b + 1)") == [["(a + 1) / (b + 1)"]])
    #expect(try FormulaTerm(parsing: "a * b") { $0 == "a * b" }.role == .effects([[.init("a * b")]]))
  }

  @Test("polynomials and splines are written in one way only")
  func bases() throws {
    #expect(try effects("poly( age ,2 )") == [["poly(age, 2)"]])
    #expect(try effects("poly(age, degree = 3, raw = TRUE)") == [["poly(age, 3, raw)"]])
    #expect(try effects("rcs(age)") == [["rcs(age, 5)"]])
    #expect(try effects("rcs(age, c(70, 40, 55.5))") == [["rcs(age, {40, 55.5, 70})"]])
    #expect(try effects("rcs(age, {40, 55, 70})") == [["rcs(age, {40, 55, 70})"]])
    #expect(try effects("rcs(age, 40, 55, 70)") == [["rcs(age, {40, 55, 70})"]])
    #expect(try effects("factor(ecog)") == [["factor(ecog)"]])
  }

  @Test("offset, strata and cluster are no effects")
  func specials() throws {
    #expect(try FormulaTerm(parsing: "offset(x / 10)").role == .offset("x / 10"))
    #expect(try FormulaTerm(parsing: "strata(trial, sex)").role == .strata(["trial", "sex"]))
    #expect(try FormulaTerm(parsing: "cluster(site)").role == .cluster("site"))
  }

  @Test(
    "what is wrong with a term is said",
    arguments: [
      ("age *", "\"age *\" has nothing on one side of its * or :"),
      (
        "age * sex * 2",
        "\"age * sex * 2\" multiplies an interaction by a number; put what is one covariate in brackets"
      ),
      (
        "age + sex * arm",
        "\"age + sex * arm\" adds and multiplies; give each term by itself, or put what is one covariate in brackets"
      ),
      ("age * strata(x)", "\"strata(x)\" cannot be part of an interaction, in \"age * strata(x)\""),
      (
        "poly(age)",
        "\"poly(age)\": expected poly(column, degree) or poly(column, degree, raw), with a degree from 1 to 10"
      ),
      (
        "rcs(age, 2)",
        "\"rcs(age, 2)\": expected rcs(column, knots) with 3 to 10 knots, or their places, as in rcs(column, {40, 55, 70})"
      ),
      ("offset()", "offset() names no column"), ("cluster()", "cluster() names no column"),
      ("poly(age, 2", "a bracket is not closed"),
    ])
  func faults(text: String, reason: String) {
    #expect(throws: Formula.Fault(reason: reason)) { try FormulaTerm(parsing: text) }
  }
}
