import Statistics
import TestSupport
import Testing

@Suite("Kernels of linear models and matrices") struct LinearTests {
  @Test("correlations and covariances are R's, of the rows that hold both") func association() throws {
    let numbers = try KernelScript(
      """
      local age, dose = cohort:column "age", cohort:column "dose"
      show(numerics.correlation(age, dose)); show(numerics.correlation(age, dose, { method = "spearman" })); show(numerics.covariance(age, dose))
      show(numerics.dot(age, dose)); show(numerics.correlation(age, -age))
      """
    ).numbers()
    // cor(age, dose, use = "complete.obs"), … method = "spearman"; cov(…); sum(age * dose, na.rm = TRUE)
    expectClose(numbers, [0.3638189321191031, 0.41705526165951978, 4.1875, 763.25, -1], relative: 1e-14)
    let none = try KernelScript(
      "print(numerics.correlation({ 1, 2 }, { 0.1, 0.1 }) == workbench.missing, numerics.covariance({ 1 }, { 2 }) == workbench.missing)"
    ).printed()
    #expect(none == ["true\ttrue"])
  }

  // m <- lm(dose ~ age * arm); summary(m)$coefficients; vcov(m); summary(m)$sigma; residuals(m)
  @Test("a model with an interaction is R's lm") func leastSquares() throws {
    let script = KernelScript(
      """
      local x = numerics.model_matrix({ cohort:column "age", cohort:column "arm" }, { interactions = { "age:arm" } })
      local m = numerics.least_squares(cohort:column("dose"):take(x.rows), x)
      for _, b in m.coefficients:each() do show(b) end
      for _, e in m.standard_errors:each() do show(e) end
      show(m.standard_deviation); show(m.variance[4][2]); show(m.residuals[9]); show(m.fitted[1]); show(m.degrees_of_freedom); show(m.rank)
      """)
    expectClose(
      try script.numbers(),
      [
        1.8147246729540622567, -0.0037268025555217744, -2.0857100744139165371, 0.0475224229934779821,
        0.854905317237406037,
        0.018158265165227009, 1.451041004409856505, 0.029276582706269729, 0.65842179971679538, -0.00032972259381069675,
        -0.34484332217827790, 1.5 - 0.45711678832116776, 5, 4,
      ], relative: 1e-12)
    let names = try KernelScript(
      """
      local x = numerics.model_matrix({ cohort:column "age", cohort:column "arm" }, { interactions = { "age:arm" } })
      print(table.concat(x.names, " "), #x.rows, x.columns[3][1])
      local y = numerics.model_matrix({ group = cohort:column "arm" }, { reference = { group = "new" }, intercept = false }); print(table.concat(y.names, " "), y.columns[1][1])
      """
    ).printed()
    #expect(names == ["(Intercept) age arm=new age:arm=new\t9\t1.0", "group=old\t0.0"])
  }

  // w <- 1:10; m <- lm(dose ~ age, weights = w); summary(m)$coefficients; summary(m)$sigma; residuals(m)
  @Test("weights are R's") func weights() throws {
    let numbers = try KernelScript(
      """
      local age, one = cohort:column "age", numerics.repeated({ 1 }, 10)
      local m = numerics.least_squares(cohort:column "dose", { one, age }, numerics.sequence(1, 10))
      show(m.coefficients[1]); show(m.coefficients[2]); show(m.standard_errors[1]); show(m.standard_errors[2]); show(m.standard_deviation); show(m.residuals[1])
      local none = numerics.least_squares({ 1, 2, 4 }, { { 1, 1, 1 }, { 1, 2, 3 }, { 2, 4, 6 } }); print(none.coefficients[3] == workbench.missing and none.rank or "?")
      """
    ).numbers()
    expectClose(
      numbers,
      [
        1.100492785189219003, 0.012044650149741348, 0.810225709182007203, 0.016103135804734714, 1.9139661194102271,
        0.038167710318540271, 2,
      ], relative: 1e-12)
  }

  // a <- matrix(c(4, 1, 2, 1, 3, 0, 2, 0, 5), 3); solve(a, 1:3); solve(a); det(a)
  @Test("equations, inverses and determinants are R's") func equations() throws {
    let numbers = try KernelScript(
      """
      local a = { { 4, 1, 2 }, { 1, 3, 0 }, { 2, 0, 5 } }
      for _, x in numerics.solve(a, { 1, 2, 3 }):each() do show(x) end
      local inverse = numerics.inverse(a); show(inverse[1][1]); show(inverse[2][3]); show(inverse[3][3]); show(numerics.determinant(a))
      local unit = numerics.matrix_product(a, inverse); show(unit[1][1]); show(unit[2][1])
      local cross = numerics.cross_product({ { 1, 2, workbench.missing }, { 3, 4, 5 } }); show(cross[1][1]); show(cross[2][1]); show(cross[2][2])
      show(numerics.determinant { { 1, 2 }, { 2, 4 } }); show(numerics.determinant { { 0, 1 }, { 1, 0 } })
      """
    ).numbers()
    expectClose(
      numbers,
      [
        -0.30232558139534887, 0.76744186046511631, 0.72093023255813959, 0.34883720930232559, 0.046511627906976744,
        0.255813953488372103, 43, 1, 0, 5, 11, 25, 0, -1,
      ], relative: 1e-14, absolute: 1e-15)
    let none = try KernelScript(
      "local a = { { 1, 2 }, { 2, 4 } }; print(numerics.solve(a, { 1, 1 }) == workbench.missing, numerics.inverse(a) == workbench.missing)"
    ).printed()
    #expect(none == ["true\ttrue"])
  }

  @Test("the ill-conditioned polynomial keeps the digits that orthogonal transformations can") func conditioned() {
    // y = 1 + x + … + x⁵ at 0, …, 20 exactly (NIST's Wampler 1): all coefficients are 1.
    let x = (0...20).map(Double.init)
    let columns = (0...5).map { power in x.map { value in (0..<power).reduce(1.0) { product, _ in product * value } } }
    let y = x.indices.map { row in columns.reduce(0) { $0 + $1[row] } }
    for coefficient in QRDecomposition(columns).solve(y) { expectClose(coefficient, 1, relative: 1e-9) }
  }

  @Test(
    "say what is wrong",
    arguments: [
      (
        "numerics.model_matrix({ cohort:column('age') }, { reference = { arm = 'old' } })",
        "numerics.model_matrix: \"reference\" names \"arm\", which is none of the columns: age"
      ),
      (
        "numerics.model_matrix({ cohort:column('arm') }, { reference = { arm = 'odl' } })",
        "numerics.model_matrix: \"arm\" has no level \"odl\"; did you mean \"old\"?"
      ),
      (
        "numerics.model_matrix({ cohort:column('seen') })",
        "numerics.model_matrix: \"seen\" holds dates; take the days between two dates, as in cohort:column(\"a - b\")"
      ),
      (
        "numerics.model_matrix({ { 1, 2 } })",
        "numerics.model_matrix: argument \"columns\" should be a list of columns of a cohort, or columns by name, found a list of 1"
      ),
      (
        "numerics.model_matrix({ cohort:column('age') }, { interactions = { 'age' } })",
        "numerics.model_matrix: \"interactions\" should name two variables or more, as \"age:arm\", found \"age\""
      ),
      (
        "numerics.solve({ { 1, 2 } }, { 1 })",
        "numerics.solve: the matrix should be square, found 2 rows and 1 columns"
      ),
      (
        "numerics.matrix_product({ { 1, 2 } }, { { 1, 2 } })",
        "numerics.matrix_product: the second matrix should have 1 rows, one a column of the first; it has 2"
      ),
      (
        "numerics.least_squares({ 1, 2 }, { { 1, 2 } }, { 0, 1 })",
        "numerics.least_squares: weights should be above 0, found 0 in row 1"
      ),
      ("numerics.dot({ 1 }, { 1, 2 })", "numerics.dot: both columns should have as many rows, found 1 and 2"),
    ])
  func errors(call: String, words: String) throws {
    let failure = try KernelScript("local x = \(call)").failure()
    #expect(failure == words)
  }
}
