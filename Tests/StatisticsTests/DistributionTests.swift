import Foundation
import Statistics
import TestSupport
import Testing

/// Values of mpmath with 250 digits; `Reference/distributions.py` made them.
private func table(_ name: String) throws -> [JSONValue] {
  let url = try #require(Bundle.module.url(forResource: "Reference", withExtension: nil))
  return try #require(try JSONValue.read(url.appending(path: "distributions.json"))[name]).elements
}

/// Below the smallest normal double relative accuracy is lost to the format itself.
private let smallest = Double.leastNormalMagnitude

@Suite("Distributions hold 1e-12 relative, tails included") struct DistributionTests {
  private func check(
    _ row: JSONValue, density: @escaping (Double) -> Double, lower: @escaping (Double) -> Double,
    upper: @escaping (Double) -> Double,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let x = try #require(row["x"]?.number)
    for (name, function) in [("density", density), ("lower", lower), ("upper", upper)] {
      let expected = try #require(row[name]?.number)
      expectClose(
        function(x), expected, relative: 1e-12, absolute: smallest, because: "\(name) of \(row)",
        sourceLocation: sourceLocation)
    }
  }

  @Test("normal") func normal() throws {
    for row in try table("normal") {
      try check(row, density: Normal.density, lower: Normal.cumulative, upper: Normal.upperTail)
    }
  }

  @Test("normal quantile, from 1e-300 to 0.9999") func normalQuantile() throws {
    for row in try table("normal_quantile") {
      let p = try #require(row["p"]?.number)
      expectClose(
        Normal.quantile(p), try #require(row["x"]?.number), relative: 1e-12, because: "p = \(p)")
    }
  }

  @Test("the ends of the normal quantile are infinite, and beyond them there is nothing") func normalEnds() {
    #expect(Normal.quantile(0) == -.infinity)
    #expect(Normal.quantile(1) == .infinity)
    #expect(Normal.quantile(0.5) == 0)
    #expect(Normal.quantile(-0.1).isNaN)
    #expect(Normal.quantile(1.1).isNaN)
    #expect(Normal.upperQuantile(1e-20) == -Normal.quantile(1e-20))
    expectClose(Normal.reach(ofLevel: 0.95), 1.959963984540054, relative: 1e-14, because: "the best known quantile")
    expectClose(Normal.twoSided(-1.959963984540054), 0.05, relative: 1e-13)
  }

  @Test("chi-squared") func chiSquared() throws {
    for row in try table("chi_squared") {
      let distribution = ChiSquared(degreesOfFreedom: try #require(row["nu"]?.number))
      try check(
        row, density: distribution.density, lower: distribution.cumulative, upper: distribution.upperTail)
    }
  }

  @Test("Student's t") func studentT() throws {
    for row in try table("student_t") {
      let distribution = StudentT(degreesOfFreedom: try #require(row["nu"]?.number))
      try check(
        row, density: distribution.density, lower: distribution.cumulative, upper: distribution.upperTail)
    }
  }

  @Test("Fisher's F") func fisherF() throws {
    for row in try table("fisher_f") {
      let distribution = FisherF(
        numerator: try #require(row["n1"]?.number), denominator: try #require(row["n2"]?.number))
      try check(
        row, density: distribution.density, lower: distribution.cumulative, upper: distribution.upperTail)
    }
  }

  /// The table read backwards, by the tail that is small and not rounded away.
  private func checkQuantiles(
    _ row: JSONValue, lower: (Double) -> Double, upper: (Double) -> Double,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let x = try #require(row["x"]?.number)
    let below = try #require(row["lower"]?.number)
    let above = try #require(row["upper"]?.number)
    guard min(below, above) > smallest else { return }
    if below <= above {
      expectClose(
        lower(below), x, relative: 1e-12, absolute: 1e-14, because: "quantile of \(row)", sourceLocation: sourceLocation
      )
    } else {
      expectClose(
        upper(above), x, relative: 1e-12, absolute: 1e-14, because: "upper quantile of \(row)",
        sourceLocation: sourceLocation)
    }
  }

  @Test("quantiles undo the distribution functions") func quantiles() throws {
    for row in try table("chi_squared") {
      let distribution = ChiSquared(degreesOfFreedom: try #require(row["nu"]?.number))
      try checkQuantiles(row, lower: distribution.quantile, upper: distribution.upperQuantile)
    }
    for row in try table("student_t") where (row["x"]?.number ?? 0) > 0.05 {
      let distribution = StudentT(degreesOfFreedom: try #require(row["nu"]?.number))
      try checkQuantiles(row, lower: distribution.quantile, upper: distribution.upperQuantile)
    }
    for row in try table("fisher_f") {
      let distribution = FisherF(
        numerator: try #require(row["n1"]?.number), denominator: try #require(row["n2"]?.number))
      try checkQuantiles(row, lower: distribution.quantile, upper: distribution.upperQuantile)
    }
  }

  @Test("closed forms: two degrees of freedom are exponential, Cauchy is t with one") func closedForms() {
    expectClose(ChiSquared(degreesOfFreedom: 2).upperTail(6), 0.049787068367863944, relative: 1e-15, because: "exp(-3)")
    expectClose(ChiSquared(degreesOfFreedom: 1).upperQuantile(0.05), 3.841458820694124, relative: 1e-13)
    expectClose(StudentT(degreesOfFreedom: 1).cumulative(1), 0.75, relative: 1e-15)
    expectClose(StudentT(degreesOfFreedom: 1).quantile(0.75), 1, relative: 1e-13)
    expectClose(StudentT(degreesOfFreedom: 10).quantile(0.025), -2.2281388519862747, relative: 1e-14, because: "mpmath")
    expectClose(StudentT(degreesOfFreedom: 1).density(0), 0.3183098861837907, relative: 1e-14, because: "1/pi")
    #expect(ChiSquared(degreesOfFreedom: 0).upperTail(0.5) == 0)
    #expect(ChiSquared(degreesOfFreedom: 3).quantile(0) == 0)
    #expect(ChiSquared(degreesOfFreedom: 3).quantile(1) == .infinity)
    #expect(StudentT(degreesOfFreedom: 3).quantile(0.5) == 0)
  }
}
