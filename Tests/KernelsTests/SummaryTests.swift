import Statistics
import TestSupport
import Testing

@Suite("Kernels that make one number of a column") struct SummaryTests {
  @Test("leave missing values out, and keep whole numbers whole") func present() throws {
    let printed = try KernelScript(
      """
      local age = cohort:column "age"
      print(numerics.count(age), numerics.sum(age), numerics.minimum(age), numerics.maximum(age), numerics.count(cohort:column "arm"))
      print(numerics.mean({}) == workbench.missing, numerics.sum({}), numerics.variance({ 1 }) == workbench.missing, numerics.median({}) == workbench.missing)
      print(numerics.sum { 0.5, 1 }, numerics.sum { true, true, false }, numerics.minimum { 2, workbench.missing, 1.5 })
      """
    ).printed()
    #expect(printed == ["9\t417\t17\t70\t10", "true\t0.0\ttrue\ttrue", "1.5\t2\t1.5"])
  }

  @Test("agree with R") func r() throws {
    let numbers = try KernelScript(
      """
      local age = cohort:column "age"
      show(numerics.mean(age)); show(numerics.variance(age)); show(numerics.standard_deviation(age)); show(numerics.median(age))
      """
    ).numbers()
    // x <- c(30, 45, 62, 51, 38, 70, 17, 45, 59); print(c(mean(x), var(x), sd(x), median(x)), digits = 17)
    expectClose(numbers, [46.333333333333336, 273.5, 16.537835408541227, 45], relative: 1e-15)
  }

  // for (t in 1:9) cat(quantile(c(30, 45, 62, 51, 38, 70, 17, 45, 59), c(0.1, 0.25, 0.9), type = t), "\n")
  @Test(
    "quantiles are R's, by each definition",
    arguments: [
      (1, [17, 38, 70]), (2, [17, 38, 70]), (3, [17, 30, 62]), (4, [17, 32, 62.8]), (5, [22.2, 36, 66.8]),
      (6, [17, 34, 70]), (7, [27.4, 38, 63.6]), (8, [20.466666666666669, 35.333333333333329, 67.86666666666666]),
      (9, [20.9, 35.5, 67.6]),
    ] as [(Int, [Double])])
  func quantiles(type: Int, expected: [Double]) throws {
    let numbers = try KernelScript(
      """
      for _, q in numerics.quantile(cohort:column "age", { 0.1, 0.25, 0.9 }, { quantile_type = "type_\(type)" }):each() do show(q) end
      """
    ).numbers()
    expectClose(numbers, expected, relative: 1e-14)
  }

  @Test("the definition of quantiles follows the profile") func profile() throws {
    let printed = try KernelScript(
      """
      print(numerics.quantile({ 1, 2, 3, 4 }, 0.25)); workbench.profile "SAS"; print(numerics.quantile({ 1, 2, 3, 4 }, 0.25))
      """
    ).printed()
    #expect(printed == ["1.75", "1.5"])
  }

  @Test("a sum keeps what ordinary adding loses") func exact() {
    let values = [1, 1e100, 1, -1e100] + [Double](repeating: 0.1, count: 10)
    #expect(LaneSum.sum(values) == 3)
    #expect(LaneSum.sum([Double](repeating: 0.1, count: 1_000_000)) == 100_000)
    #expect(LaneSum.sum([.infinity, 1]) == .infinity)
    #expect(LaneSum.sum([.infinity, -.infinity]).isNaN)
    #expect(LaneSum.sum([]) == 0)
  }

  @Test("a sum leaves out what is masked, wherever it stands") func masked() {
    for count in [0, 1, 7, 8, 9, 63, 64, 65, 200] {
      let values = (0..<count).map { Double($0 * $0 % 17) }
      let isPresent = (0..<count).map { $0 % 3 != 1 && !($0 > 70 && $0 < 140) }
      var words = [UInt64](repeating: 0, count: (count + 63) / 64)
      for row in 0..<count where isPresent[row] { words[row / 64] |= 1 << UInt64(row % 64) }
      let hidden = zip(values, isPresent).map { $1 ? $0 : .nan }
      #expect(LaneSum.sum(hidden, present: words) == zip(values, isPresent).reduce(0) { $0 + ($1.1 ? $1.0 : 0) })
    }
  }

  @Test("a variance does not cancel away from zero") func shifted() throws {
    // The variance of 1, 2, 3, 4 is 5/3 wherever they stand.
    let numbers = try KernelScript("show(numerics.variance { 1e9 + 1, 1e9 + 2, 1e9 + 3, 1e9 + 4 })").numbers()
    expectClose(numbers, [5.0 / 3], relative: 1e-15)
  }
}
