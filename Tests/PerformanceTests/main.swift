// Times of the kernels on one machine: `swift run -c release WorkbenchBenchmarks`.
//
// `swift run -c release WorkbenchBenchmarks data FOLDER` writes the subjects of the survival benchmarks, on which
// `Rscript Tests/PerformanceTests/yardstick.R FOLDER` times R.
//
// `… csv FILE 10000000` and `… events FOLDER 10000000 50000000` write large tables, `… load PATH` loads them, and
// `python3 Tests/PerformanceTests/yardstick.py FILE` times polars.

import Foundation

let arguments = CommandLine.arguments.dropFirst()
if try LoadingBenchmarks.run(Array(arguments)) {
  // The command was one of these.
} else if arguments.first == "data", let folder = arguments.dropFirst().first {
  try SurvivalData(subjects: 1_000_000).write(to: URL(fileURLWithPath: folder))
} else {
  try WholeRunBenchmarks.run()
  try FilterBenchmarks.run()
  try FilterBenchmarks.runRows()
  try ScriptBenchmarks.run(subjects: 1_000_000)
  try KernelBenchmarks.run()
  try ResamplingBenchmarks.run()
  try CSVBenchmarks.run()
  try XPTBenchmarks.run()
  try EventBenchmarks.run()
  try SurvivalBenchmarks.run(subjects: 1_000_000)
}
