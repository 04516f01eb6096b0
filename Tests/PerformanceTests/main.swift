// Times of the kernels on one machine: `swift run -c release WorkbenchBenchmarks`.

try WholeRunBenchmarks.run()
try FilterBenchmarks.run()
try ScriptBenchmarks.run(subjects: 1_000_000)
try ResamplingBenchmarks.run()
try CSVBenchmarks.run()
try SurvivalBenchmarks.run(subjects: 1_000_000)
