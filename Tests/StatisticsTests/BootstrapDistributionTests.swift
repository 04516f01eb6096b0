import RealModule
import Statistics
import TestSupport
import Testing

@Suite("Intervals from resamples") struct BootstrapDistributionTests {
  /// 999 numbers that R makes as well: `i <- 1:999; t <- -3 * log(((i * 7919) %% 1009 + 0.5) / 1009)`.
  private let resamples = (1...999).map { -3 * Double.log((Double($0 * 7919 % 1009) + 0.5) / 1009) }
  /// `L <- sin(1:40)^3 * 2 + 0.1`.
  private let influences = (1...40).map { i -> (value: Double, count: Double) in
    let sine = Double.sin(Double(i))
    return (sine * sine * sine * 2 + 0.1, 1)
  }

  private func limits(_ interval: BootstrapDistribution.Interval?) -> [Double] {
    interval.map { [$0.lower, $0.upper] } ?? []
  }

  // R 4.2.2, boot 1.3-28: b <- boot(1:40, function(d, i) mean(d[i]), R = 999)
  // boot.ci(b, conf, t0 = 2.25, t = t, L = L, type = c("norm", "basic", "perc", "bca"))
  @Test(
    "R's boot.ci of the same resamples: normal, basic, percentile and BCa",
    arguments: [
      (
        0.95,
        [
          -4.223836193017954, 7.2720006625379554, -6.5341097045676868, 4.4262566331767141, 0.073743366823286249,
          11.034109704567687, 0.11223396745966417, 12.356147716811751,
        ]
      ),
      (
        0.9,
        [
          -3.2997229718292731, 6.3478874413492745, -4.4842250522168836, 4.3490918852824372, 0.15090811471756299,
          8.9842250522168836, 0.21466739073155103, 10.097275621159163,
        ]
      ),
    ])
  func boot(level: Double, expected: [Double]) {
    let distribution = BootstrapDistribution(estimate: 2.25, resamples: resamples)
    let acceleration = BootstrapDistribution.acceleration(influences: influences) ?? .nan
    expectClose(
      limits(distribution.normal(level: level)) + limits(distribution.basic(level: level))
        + limits(distribution.percentile(level: level))
        + limits(distribution.accelerated(level: level, acceleration: acceleration)), expected, relative: 1e-11)
  }

  @Test("R's boot.ci where ranks fall between resamples: 200 of them") func between() {
    let distribution = BootstrapDistribution(estimate: 2.25, resamples: Array(resamples.prefix(200)))
    let acceleration = BootstrapDistribution.acceleration(influences: influences) ?? .nan
    expectClose(
      limits(distribution.normal(level: 0.95)) + limits(distribution.basic(level: 0.95))
        + limits(distribution.percentile(level: 0.95))
        + limits(distribution.accelerated(level: 0.95, acceleration: acceleration)),
      [
        -3.8533119805679688, 7.0570237864987027, -6.5223250575035365, 4.4411266330021046, 0.05887336699789561,
        11.022325057503537, 0.11057412631985619, 12.176454663386808,
      ], relative: 1e-11)
  }

  // c(mean(t) - t0, sd(t), sum(L^3) / (6 * sum(L^2)^1.5), qnorm(sum(t < t0) / 999))
  @Test("R's bias, standard error, acceleration and bias correction") func parts() {
    let distribution = BootstrapDistribution(estimate: 2.25, resamples: resamples)
    expectClose(
      [
        distribution.bias, distribution.standardError,
        BootstrapDistribution.acceleration(influences: influences) ?? .nan, distribution.biasCorrection ?? .nan,
      ], [0.72591776523999929, 2.932665331157513, 0.0091265719072620866, 0.074087274461385591], relative: 1e-11)
  }

  @Test("with neither acceleration nor bias correction BCa is the percentile interval") func plain() {
    let values = (1...1001).map(Double.init)
    // 500 of 1,001 lie below; so that half do, one is taken away.
    let distribution = BootstrapDistribution(estimate: 500.5, resamples: Array(values.dropLast()))
    #expect(distribution.biasCorrection == 0)
    expectClose(
      limits(distribution.accelerated(level: 0.9, acceleration: 0)), limits(distribution.percentile(level: 0.9)),
      relative: 1e-12)
  }

  @Test("without resamples, or with all on one side, there is no interval; at the edge it says so") func edges() {
    let none = BootstrapDistribution(estimate: 1, resamples: [])
    #expect(none.percentile(level: 0.95) == nil && none.normal(level: 0.95) == nil && none.biasCorrection == nil)
    let above = BootstrapDistribution(estimate: 0, resamples: [1, 2, 3])
    #expect(above.accelerated(level: 0.95, acceleration: 0) == nil)
    let edge = above.percentile(level: 0.95)
    #expect(edge?.lower == 1 && edge?.upper == 3 && edge?.isExtreme == true)
    #expect(BootstrapDistribution.acceleration(influences: [(0, 1), (0, 1)]) == nil)
  }
}
