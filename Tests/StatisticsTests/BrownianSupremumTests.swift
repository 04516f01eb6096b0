import Statistics
import TestSupport
import Testing

/// The truth beside these numbers was found another way: of the bridge by integrating the density between two barriers over both ends
/// (scipy 1.17.1, dblquad), of the scaled one from Kummer's functions and their zeros to 30 digits (mpmath).
@Suite("How far a Brownian bridge strays") struct BrownianSupremumTests {
  @Test("over its whole way it follows Kolmogorov's distribution") func kolmogorov() {
    let whole = BrownianSupremum.bridge(from: 0, to: 1)
    // scipy.stats.kstwobign.
    expectClose(whole.cumulative(1.0), 0.7300003283226455, relative: 1e-12)
    expectClose(whole.quantile(0.95), 1.3580986393225505, relative: 1e-9)
    expectClose(whole.quantile(0.99), 1.6276236115189500, relative: 1e-9)
  }

  @Test(
    "over a part of it: 1.3211 from 0.1 to 0.6 as tabled by Hall and Wellner",
    arguments: [(0.1, 0.6, 0.7808395421150975, 1.3210669388625693), (0.1, 0.9, 0.7303442913655851, 1.358088801245491)])
  func part(start: Double, end: Double, atOne: Double, critical: Double) {
    let part = BrownianSupremum.bridge(from: start, to: end)
    expectClose(part.cumulative(1), atOne, relative: 1e-9)
    expectClose(part.quantile(0.95), critical, relative: 1e-8)
  }

  @Test(
    "over its standard deviation",
    arguments: [
      (0.1, 0.6, 0.87321766203479, 0.96296691079543), (0.1, 0.9, 0.81086580573852, 0.94248769320783),
      (0.3, 0.7, 0.90686343856305, 0.97360334322023), (0.02, 0.98, 0.70493854864131, 0.90500381867831),
    ])
  func scaled(start: Double, end: Double, atTwoAndAHalf: Double, atThree: Double) {
    let scaled = BrownianSupremum.scaled(from: start, to: end)
    expectClose(scaled.cumulative(2.5), atTwoAndAHalf, relative: 1e-7, because: "the basis is finite")
    expectClose(scaled.cumulative(3), atThree, relative: 1e-7, because: "the basis is finite")
  }

  @Test(
    "critical values of equal precision",
    arguments: [(0.1, 0.6, 2.8872839369), (0.1, 0.9, 3.05204418997), (0.3, 0.7, 2.75910987566)])
  func scaledQuantile(start: Double, end: Double, critical: Double) {
    let scaled = BrownianSupremum.scaled(from: start, to: end)
    expectClose(scaled.quantile(0.95), critical, relative: 1e-7, because: "the basis is finite")
  }

  @Test("at one point both are a normal variable; an interval that is none has no quantile") func ends() {
    expectClose(
      BrownianSupremum.scaled(from: 0.3, to: 0.3).quantile(0.95), Normal.reach(ofLevel: 0.95), relative: 1e-9)
    expectClose(
      BrownianSupremum.bridge(from: 0.3, to: 0.3).quantile(0.95), 0.21.squareRoot() * Normal.reach(ofLevel: 0.95),
      relative: 1e-8)
    #expect(BrownianSupremum.scaled(from: 0, to: 0.5).quantile(0.95).isNaN)
    #expect(BrownianSupremum.scaled(from: 0.5, to: 0.4).quantile(0.95).isNaN)
    #expect(BrownianSupremum.bridge(from: 0.2, to: 0.4).quantile(1).isNaN)
  }
}
