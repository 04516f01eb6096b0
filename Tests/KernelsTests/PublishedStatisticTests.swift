import TestSupport
import Testing

/// Statistics that are not built in, written as an author would write them.
@Suite("Statistics written with kernels") struct PublishedStatisticTests {
  // MASS::glm.nb(y ~ x, control = glm.control(epsilon = 1e-14, maxit = 200)): coef, theta, logLik; sqrt(diag(vcov(m)))
  @Test("a negative binomial regression is R's glm.nb") func negativeBinomial() throws {
    let numbers = try KernelScript(
      """
      local y = { 0, 3, 1, 7, 2, 12, 4, 0, 9, 5, 1, 22, 3, 6 }
      local x = numerics.sequence(1, #y)
      local function log_likelihood(p)
        local sum, size = 0, math.exp(p[3])
        for i, count in ipairs(y) do
          sum = sum + numerics.negative_binomial_density(count, { mean = math.exp(p[1] + p[2] * x[i]), size = size, log = true })
        end
        return sum
      end
      local fit = numerics.optimise(function(p) return -log_likelihood(p) end, { 1, 0, 0 }, { method = "bfgs" })
      show(fit.point[1]); show(fit.point[2]); show(math.exp(fit.point[3])); show(-fit.value)
      local variance = numerics.inverse(numerics.hessian(function(p) return -log_likelihood(p) end, fit.point))
      show(variance[1][1] ^ 0.5); print(fit.converged and 1 or 0)
      """
    ).numbers()
    expectClose(
      Array(numbers[..<3]), [0.75316635802569010, 0.11195910411813216, 1.3244217556205011], relative: 2e-6,
      because: "glm.nb stops at about that")
    expectClose(numbers[3], -37.564003434129866, relative: 1e-10)
    // From the observed information here, from the expected one there.
    expectClose(numbers[4], 0.582987439513659833, relative: 0.1)
    #expect(numbers[5] == 1)
  }

  // kruskal.test(dose ~ arm)
  @Test("the test of Kruskal and Wallis is R's") func kruskalWallis() throws {
    let numbers = try KernelScript(
      """
      local dose, arm = cohort:column "dose", cohort:column "arm"
      local ranks, n = numerics.rank(dose), #dose
      local sums = numerics.by(ranks, arm, "sum")
      local h = 12 / (n * (n + 1)) * numerics.sum(sums.values ^ 2 / sums.counts) - 3 * (n + 1)
      local ties = numerics.tabulate(dose).counts
      h = h / (1 - numerics.sum(ties ^ 3 - ties) / (n ^ 3 - n))
      show(h); show(numerics.chi_squared_probability(h, { degrees_of_freedom = #sums.groups - 1, tail = "upper" }))
      """
    ).numbers()
    expectClose(numbers, [0.011180124223606881, 0.915791732050572960], relative: 1e-12)
  }

  @Test("a bootstrap interval of a ratio of means is the same on every run") func bootstrap() throws {
    let script = KernelScript(
      """
      local age, dose = cohort:column "age", cohort:column "dose"
      local stream, rows, ratios = numerics.stream "ratio", numerics.sequence(1, #age), {}
      for b = 1, 200 do
        local drawn = numerics.sample(stream, rows, #age, { replace = true })
        ratios[b] = numerics.mean(age:take(drawn)) / numerics.mean(dose:take(drawn))
      end
      for _, limit in numerics.quantile(ratios, { 0.025, 0.975 }):each() do show(limit) end
      """)
    let limits = try script.numbers()
    #expect(try script.numbers() == limits)
    let estimate = 46.333333333333336 / 1.625
    #expect(limits[0] < estimate && estimate < limits[1])
  }
}
