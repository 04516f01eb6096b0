import Cohorts
import OrderedCollections
import Scripting
import Workbench

/// Kernels over a column of ten million numbers, and loops over one, as scripts write them; times are a number's.
enum KernelBenchmarks {
  static func run(rows count: Int = 10_000_000) throws {
    let values = (0..<count).map { Double($0 % 9973) + 0.5 }
    let holes = Column(.number(values), validity: Validity((0..<count).lazy.map { $0 % 97 != 0 }))
    let columns: OrderedDictionary<String, Column> = [
      "id": Column(.integer((0..<count).map(Int64.init))), "x": Column(.number(values)), "holes": holes,
    ]
    let cohort = try Cohort(
      name: "benchmark", subjects: Table(name: "subjects", columns: columns),
      dictionary: DataDictionary(subjectID: "id"))
    let registry = try BuiltIn.registry()
    let milliseconds = Double(count) * 1e-6
    print("Kernels and loops, \(count) numbers: \(milliseconds) ms are 1 ns a number")
    func time(_ name: String, nanoseconds aim: Double? = nil, _ body: String) throws {
      let host = try ScriptHost(cohort: cohort, registry: registry, options: ScriptHost.Options())
      try measure(name, aim: aim.map { $0 * milliseconds }, runs: 5) {
        try host.run(
          """
          local workbench, numerics = require "workbench", require "numerics"; local cohort = workbench.cohort()
          local x, holes = cohort:column "x", cohort:column "holes"
          \(body)
          return workbench.report "r"
          """, name: "benchmark.lua")
      }
    }
    try time("kernel, sum", nanoseconds: 2, "local s = numerics.sum(x)")
    try time("kernel, sum where some are missing", nanoseconds: 2, "local s = numerics.sum(holes)")
    try time("kernel, mean", nanoseconds: 2, "local s = numerics.mean(x)")
    try time("kernel, variance", "local s = numerics.variance(x)")
    // About 1.7 ns are the sums; the rest is the system's, for the pages of a new column of 80 MB.
    try time("kernel, cumulative sum", nanoseconds: 5, "local s = numerics.cumulative_sum(x)")
    try time("kernel, dot product", nanoseconds: 2, "local s = numerics.dot(x, holes)")
    try time("column, x * 2 + holes", "local y = x * 2 + holes")
    try time("loop, empty", "for i = 1, #x do end")
    try time("loop, each()", nanoseconds: 45, "local s = 0; for i, v in x:each() do s = s + v end")
    try time(
      "loop, values() in chunks of 4096", nanoseconds: 40,
      "local s = 0; for first = 1, #x, 4096 do local t = x:values(first, math.min(first + 4095, #x)); for k = 1, #t do s = s + t[k] end end"
    )
    try time("loop, x[i]", "local s = 0; for i = 1, #x do s = s + x[i] end")
  }
}
