import Testing

@testable import Survival

@Suite("Sums over risk sets")
struct RiskSumTests {
  private static let rows = 200_000
  private let risks = [Double](repeating: 0.1, count: rows)
  private let x = [SIMD4<Double>](repeating: SIMD4(0.3, -0.7, 0, 0), count: rows)

  /// The sums of all rows, added so many at a time.
  private func sums(by step: Int) -> RiskSums {
    var sums = RiskSums(lanes: 1)
    x.withUnsafeBufferPointer { x in
      risks.withUnsafeBufferPointer { risks in
        for start in stride(from: 0, to: Self.rows, by: step) {
          sums.add(start..<min(start + step, Self.rows), x, risks)
        }
      }
    }
    return sums
  }

  @Test("Many equal risks are not rounded the same way each time", arguments: [1, 7, rows])
  func equalRisks(step: Int) {
    let sums = sums(by: step)
    // As many of one number as there are rows is that number times them, rounded once; some digits of each sum of 512 are lost.
    let total = Double(Self.rows)
    func isNear(_ sum: Double, _ term: Double) -> Bool { abs(sum - total * term) <= 1e-14 * abs(total * term) }
    #expect(isNear(sums.zeroth, 0.1))
    #expect(isNear(sums.first[0][0], 0.3 * 0.1) && isNear(sums.first[0][1], -0.7 * 0.1))
    #expect(abs(sums.second[0][0] - total * 0.3 * 0.3 * 0.1) <= 1e-9 * total)
    #expect(sums.first[0][2] == 0 && sums.second[3] == .zero)
  }

  @Test("Sums are added with what was lost in them")
  func addition() {
    var all = RiskSums(lanes: 1)
    let part = sums(by: 512)
    for _ in 0..<1000 { all.add(part) }
    #expect(abs(all.zeroth - 1000 * part.zeroth) <= 1e-15 * all.zeroth)
    all.clear()
    #expect(all.zeroth == 0 && all.first[0] == .zero)
  }
}
