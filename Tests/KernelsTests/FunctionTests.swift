import Foundation
import Statistics
import TestSupport
import Testing

@Suite("Kernels that call a function of the script") struct FunctionTests {
  private static let valley = "function(p) return 100 * (p[2] - p[1] ^ 2) ^ 2 + (1 - p[1]) ^ 2 end"

  @Test("find the bottom of Rosenbrock's valley, by either method", arguments: ["nelder_mead", "bfgs"])
  func valley(method: String) throws {
    let numbers = try KernelScript(
      """
      local m = numerics.optimise(\(Self.valley), { -1.2, 1 }, { method = "\(method)" }); show(m.point[1]); show(m.point[2]); show(m.value); show(m.converged and 1 or 0)
      """
    ).numbers()
    expectClose(numbers, [1, 1, 0, 1], relative: 1e-4, absolute: 1e-8, because: method)
  }

  // a <- uniroot(function(a) log(a) - digamma(a) - log(mean(y)) + mean(log(y)), c(0.1, 20), tol = 1e-15)$root; b <- a / mean(y)
  // log(c(a, b)); -sum(dgamma(y, a, b, log = TRUE)); 8 * a^2 * trigamma(a) + a * (8 * digamma(a) - 8 * log(b) - sum(log(y))); 8 * a
  @Test("fit a gamma distribution as R does") func likelihood() throws {
    let numbers = try KernelScript(
      """
      local y = { 1.2, 0.4, 3.3, 2.1, 0.9, 1.7, 2.8, 0.6 }
      local function g(p) return -numerics.sum(numerics.gamma_density(y, { shape = math.exp(p[1]), rate = math.exp(p[2]), log = true })) end
      local fit = numerics.optimise(g, { 0, 0 }, { method = "bfgs" }); show(fit.point[1]); show(fit.point[2]); show(fit.value)
      local h = numerics.hessian(g, fit.point); show(h[1][1]); show(h[1][2]); show(h[2][2])
      for _, slope in numerics.gradient(g, fit.point):each() do show(slope) end
      """
    ).numbers()
    expectClose(Array(numbers[..<2]), [0.8981919998589325, 0.41268418407723162], relative: 1e-9)
    expectClose(numbers[2], 10.44213097828135, relative: 1e-12)
    expectClose(Array(numbers[3..<6]), [24.16810076864471, -19.641281328144071, 19.641281328144071], relative: 1e-7)
    expectClose(Array(numbers[6...]), [0, 0], absolute: 1e-8)
  }

  @Test("find roots, minima and integrals in one dimension") func scalar() throws {
    let numbers = try KernelScript(
      """
      show(numerics.root(function(x) return math.cos(x) - x end, 0, 2).point); show(numerics.root(function(x) return x * x - 2 end, 2, 0).point)
      show(numerics.optimise_scalar(function(x) return (x - 1 / 3) ^ 2 end, 0, 1).point)
      show(numerics.integrate(function(x) return x * x * math.exp(-x ^ 3) end, 0, math.huge).value)
      show(numerics.integrate(function(x) return math.exp(-x * x / 2) end, -math.huge, math.huge).value)
      show(numerics.integrate(function(x) return 1 / math.sqrt(x) end, 0, 1).value); show(numerics.integrate(function(x) return x end, 2, 0).value)
      """
    ).numbers()
    // uniroot(function(x) cos(x) - x, c(0, 2), tol = 1e-15); √2; 1/3; √(2π); 2; -2
    expectClose(
      numbers, [0.73908513321516067, 2.0.squareRoot(), 1.0 / 3, 1.0 / 3, (2 * Double.pi).squareRoot(), 2, -2],
      relative: 1e-9)
  }

  @Test("say that there is nothing to be found, or that it was not") func failing() throws {
    let printed = try KernelScript(
      """
      print(numerics.root(function(x) return x * x + 1 end, 0, 2) == workbench.missing)
      print(numerics.optimise(\(Self.valley), { -1.2, 1 }, { evaluations = 20 }).converged)
      print(numerics.optimise(function(p) return workbench.missing end, { 1 }).value == workbench.missing)
      print(numerics.integrate(function(x) return 1 / x end, 0, 1).converged)
      """
    ).printed()
    #expect(printed == ["true", "false", "true", "false"])
  }

  @Test(
    "say what is wrong",
    arguments: [
      ("numerics.optimise(3, { 1 })", "numerics.optimise: argument \"f\" should be a function, found 3"),
      (
        "numerics.root(function(x) return 'a' end, 0, 1)",
        "numerics.root: the function should give a number, found \"a\""
      ),
      (
        "numerics.optimise(function(p) return 1 end, { workbench.missing })",
        "numerics.optimise: argument \"start\" should hold at least one number, and none missing"
      ),
      (
        "numerics.optimise_scalar(function(x) return x end, 2, 1)",
        "numerics.optimise_scalar: lower should be below upper, found 2 and 1"
      ),
      ("numerics.root(function(x) error('mine') end, 0, 1)", "mine"),
    ])
  func errors(call: String, words: String) throws {
    let failure = try KernelScript("local x = \(call)").failure()
    #expect(failure == words)
  }

  @Test("the searches do not depend on the scale of the function") func scales() {
    for scale in [1e-8, 1.0, 1e8] {
      let found = QuasiNewton().minimum(from: [3, -2, 5]) { x in
        scale * ((x[0] - 1) * (x[0] - 1) + 10 * (x[1] - 2) * (x[1] - 2) + 0.1 * (x[2] + 1) * (x[2] + 1) + 1)
      }
      expectClose(found.value / scale, 1, relative: scale < 1 ? 1e-6 : 1e-12)
    }
  }

  @Test("a root is found to the last digit, however steep the function") func steep() {
    for (low, high, root) in [(0.0, 4.0, 1.0), (-3.0, 2.0, 1.0)] {
      let found = BrentSearch.root(from: low, to: high) { x in (x - root) * (x - root) * (x - root) * 1e8 }
      expectClose(found?.x, root, relative: 1e-5)
      let linear = BrentSearch.root(from: low, to: high) { x in 3 * (x - root) }
      #expect(linear?.x == root)
    }
  }
}
