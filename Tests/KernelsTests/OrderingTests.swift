import TestSupport
import Testing

@Suite("Kernels that put values in order") struct OrderingTests {
  private func printed(_ call: String) throws -> String {
    try KernelScript(
      """
      local t = {}; for _, v in (\(call)):each() do t[#t + 1] = v == workbench.missing and "." or v end; print(table.concat(t, " "))
      """
    ).printed()[0]
  }

  // x <- c(3, 1, NA, 3, 2, 5, 1); rank(x, ties.method = …, na.last = "keep"); order(x, decreasing = …), less the NA
  @Test(
    "ranks are R's",
    arguments: [
      ("average", "4.5 1.5 . 4.5 3.0 6.0 1.5"), ("min", "4 1 . 4 3 6 1"), ("max", "5 2 . 5 3 6 2"),
      ("first", "4 1 . 5 3 6 2"), ("dense", "3 1 . 3 2 4 1"),
    ])
  func ranks(ties: String, expected: String) throws {
    let x = "{ 3, 1, workbench.missing, 3, 2, 5, 1 }"
    #expect(try printed("numerics.rank(\(x), { ties = '\(ties)' })") == expected)
  }

  @Test("order and sort are stable, and leave missing values out") func order() throws {
    let x = "{ 3, 1, workbench.missing, 3, 2, 5, 1 }"
    #expect(try printed("numerics.order(\(x))") == "2 7 5 1 4 6")
    #expect(try printed("numerics.order(\(x), { descending = true })") == "6 1 4 5 2 7")
    #expect(try printed("numerics.sort(\(x))") == "1 1 2 3 3 5")
    #expect(try printed("numerics.sort(cohort:column 'arm')") == "old old old old old new new new new new")
    #expect(try printed("numerics.sort { 'b', 'é', 'a', 'Z' }") == "b é a Z")
    #expect(try printed("numerics.sort(cohort:column 'seen', { descending = true }):take { 1 }") == "2021-03-10")
    #expect(
      try printed("cohort:column('id'):take(numerics.order(cohort:column 'dose')):take { 1, 2, 10 }") == "s3 s9 s7")
  }

  @Test("what runs along a column goes on after a missing value") func running() throws {
    let x = "{ 3, 1, workbench.missing, 4 }"
    #expect(try printed("numerics.cumulative_sum(\(x))") == "3 4 . 8")
    #expect(try printed("numerics.cumulative_product(\(x))") == "3.0 3.0 . 12.0")
    #expect(try printed("numerics.cumulative_maximum(\(x))") == "3 3 . 4")
    #expect(try printed("numerics.cumulative_minimum(\(x))") == "3 1 . 1")
    #expect(try printed("numerics.cumulative_minimum({ 2.5, 1.5 })") == "2.5 1.5")
    #expect(try printed("numerics.difference(\(x))") == ". -2 . .")
    #expect(try printed("numerics.difference({ 1, 4, 9, 16.5 }, { lag = 2 })") == ". . 8.0 12.5")
    #expect(try printed("numerics.cumulative_sum {}") == "")
  }

  @Test("running sums do not drift") func runningSum() throws {
    let numbers = try KernelScript(
      """
      local t = {}; for i = 1, 100000 do t[i] = 0.1 end
      local running = numerics.cumulative_sum(t); show(running[100000]); show(numerics.sum(t)); show(running[4999])
      """
    ).numbers()
    // 0.1 as a double so many times, rounded once; adding them one by one gives 10000.000000018848.
    let expected: [Double] = [100_000, 100_000, 4999].map { $0 * 0.1 }
    #expect(numbers == expected)
  }
}
