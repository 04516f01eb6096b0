import TestSupport
import Testing

@Suite("Kernels of distributions") struct DistributionTests {
  // pnorm(1.96, lower.tail = FALSE), qnorm(0.975), dnorm(1, 3, 2), dnorm(40, log = TRUE), qt(0.975, 12), pchisq(20, 3, lower.tail =
  // FALSE), pf(4, 2, 30, lower.tail = FALSE), qbeta(0.5, 2, 5), pgamma(3, 2), qexp(0.5, 0.25), pweibull(2, 1.5, 3), dlnorm(2),
  // punif(0.3), dbinom(6, 20, 0.3), qpois(0.9, 2.5), dnbinom(3, 1.5, mu = 4), phyper(1, 8, 12, 5)
  @Test(
    "give R's numbers",
    arguments: [
      ("numerics.normal_probability(1.96, { tail = 'upper' })", 0.024997895148220428),
      ("numerics.normal_quantile(0.975)", 1.9599639845400536),
      ("numerics.normal_density(1, { mean = 3, standard_deviation = 2 })", 0.12098536225957168),
      ("numerics.normal_density(40, { log = true })", -800.91893853320471),
      ("numerics.t_quantile(0.975, { degrees_of_freedom = 12 })", 2.1788128296672284),
      ("numerics.chi_squared_probability(20, { degrees_of_freedom = 3, tail = 'upper' })", 0.00016974243555282649),
      ("numerics.f_probability(4, { numerator = 2, denominator = 30, tail = 'upper' })", 0.028844623295696835),
      ("numerics.beta_quantile(0.5, { shape_1 = 2, shape_2 = 5 })", 0.26444998329565994),
      ("numerics.gamma_probability(3, { shape = 2 })", 0.80085172652854419),
      ("numerics.exponential_quantile(0.5, { rate = 0.25 })", 2.7725887222397811),
      ("numerics.weibull_probability(2, { shape = 1.5, scale = 3 })", 0.41977020402532716),
      ("numerics.log_normal_density(2)", 0.15687401927898109),
      ("numerics.uniform_probability(0.3)", 0.29999999999999999),
      ("numerics.binomial_density(6, { size = 20, probability = 0.3 })", 0.19163898275344257),
      ("numerics.poisson_quantile(0.9, { mean = 2.5 })", 5),
      ("numerics.negative_binomial_density(3, { size = 1.5, mean = 4 })", 0.11984856034652239),
      ("numerics.hypergeometric_probability(1, { of_kind = 8, others = 12, drawn = 5 })", 0.30650154798761625),
    ])
  func r(call: String, expected: Double) throws {
    expectClose(try KernelScript("show(\(call))").numbers()[0], expected, relative: 1e-13, because: call)
  }

  @Test("take a column as they take a number, and leave missing missing") func columns() throws {
    let printed = try KernelScript(
      """
      local p = numerics.normal_probability({ 0, workbench.missing, math.huge }); print(p[1], p[2] == workbench.missing, p[3])
      print(numerics.normal_quantile(0), numerics.normal_quantile(workbench.missing) == workbench.missing)
      """
    ).printed()
    #expect(printed == ["0.5\ttrue\t1.0", "-inf\ttrue"])
  }

  @Test(
    "say what is wrong",
    arguments: [
      (
        "numerics.t_probability(2)",
        "numerics.t_probability: argument \"degrees_of_freedom\" is missing: The degrees of freedom, not necessarily whole."
      ),
      (
        "numerics.normal_quantile(1.2)", "numerics.normal_quantile: probabilities should be from 0 to 1, found 1.2"
      ),
      (
        "numerics.normal_density(1, { standard_deviation = 0 })",
        "numerics.normal_density: argument \"standard_deviation\" should be a number above 0, found 0"
      ),
      (
        "numerics.binomial_density(1, { size = 2.5, probability = 0.1 })",
        "numerics.binomial_density: argument \"size\" should be a whole number, 0 or more, found 2.5"
      ),
      (
        "numerics.normal_probability(1, { tail = 'uper' })",
        "numerics.normal_probability: argument \"tail\" is \"uper\"; did you mean \"upper\"? Choices: \"lower\", \"upper\""
      ),
      (
        "numerics.hypergeometric_density(1, { of_kind = 2, others = 2, drawn = 5 })",
        "numerics.hypergeometric_density: drawn should be at most 4, as many as there are; found 5"
      ),
    ])
  func errors(call: String, words: String) throws {
    let failure = try KernelScript("local x = \(call)").failure()
    #expect(failure == words)
  }
}
