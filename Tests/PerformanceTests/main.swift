// Times of the kernels on one machine: `swift run -c release WorkbenchBenchmarks`.

try SurvivalBenchmarks.run(subjects: 1_000_000)
