import Foundation

/// Runs a piece of work several times and prints the shortest and the middle time.
///
/// Only benchmarks whose names hold all words of the command line are run: `WorkbenchBenchmarks Cox strata`.
///
/// - Parameters:
///   - name: what is measured.
///   - aim: the time that it should take at most, in milliseconds; nil for none.
///   - runs: how often.
///   - work: the work; what it returns is kept from being optimised away.
func measure<T>(_ name: String, aim: Double? = nil, runs: Int = 7, _ work: () throws -> T) rethrows {
  guard CommandLine.arguments.dropFirst().allSatisfy({ name.contains($0) }) else { return }
  var times: [Double] = []
  var processor: [Double] = []
  let clock = ContinuousClock()
  for _ in 0..<runs {
    let start = clock.now
    let used = Foundation.clock()
    keep(try work())
    processor.append(Double(Foundation.clock() - used) * 1e3 / Double(CLOCKS_PER_SEC))
    let (seconds, attoseconds) = (clock.now - start).components
    times.append(Double(seconds) * 1e3 + Double(attoseconds) * 1e-15)
  }
  times.sort()
  let verdict = aim.map { "   aim \($0) ms: \(times[0] <= $0 ? "met" : "MISSED")" } ?? ""
  print(
    "\(name): min \(rounded(times[0])) ms, median \(rounded(times[times.count / 2])) ms, "
      + "processor \(rounded(processor.min() ?? 0)) ms\(verdict)")
}

@inline(never)
private func keep<T>(_ value: T) {}

private func rounded(_ milliseconds: Double) -> Double { (milliseconds * 100).rounded() / 100 }
