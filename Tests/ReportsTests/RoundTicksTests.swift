import Testing

@testable import Reports

@Suite("Round numbers along an axis")
struct RoundTicksTests {
  @Test("Even axes are labelled by 1, 2, 2.5 and 5 times a power of ten")
  func linear() {
    #expect(RoundTicks.linear(0, 1, most: 6) == [0, 0.2, 0.4, 0.6, 0.8, 1])
    #expect(RoundTicks.linear(-0.45, 0.33, most: 9) == [-0.4, -0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3])
    #expect(RoundTicks.linear(0, 1180, most: 5) == [0, 250, 500, 750, 1000])
    #expect(RoundTicks.linear(3.1, 3.4, most: 4) == [3.1, 3.2, 3.3, 3.4])
    #expect(RoundTicks.linear(5, 5, most: 4) == [5])
  }

  @Test("Logarithmic axes by powers of two where they are short, then by 1, 2 and 5, then by powers of ten")
  func log() {
    #expect(RoundTicks.log(0.2, 5, most: 7) == [0.25, 0.5, 1, 2, 4])
    #expect(RoundTicks.log(0.8, 1.3, most: 6) == [0.8, 0.9, 1, 1.1, 1.2, 1.3])
    #expect(RoundTicks.log(0.03, 30, most: 10) == [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20])
    #expect(RoundTicks.log(0.001, 1000, most: 7) == [0.001, 0.01, 0.1, 1, 10, 100, 1000])
    #expect(RoundTicks.log(1e-9, 1e9, most: 5).count <= 5)
  }

  @Test("Whatever the ends: ascending, within them, two to as many as asked for")
  func always() {
    var low = -1000.0
    for most in 3...9 {
      for length in [1e-12, 3e-5, 0.37, 1, 9.9, 123.4, 8e9] {
        low += 271.3
        let ticks = RoundTicks.linear(low, low + length, most: most)
        #expect(ticks.count <= max(most, 2) && ticks == ticks.sorted(), "\(low) \(length) \(ticks)")
        #expect(
          ticks.allSatisfy { $0 >= low - length * 1e-6 && $0 <= low + length * (1 + 1e-6) }, "\(low) \(length) \(ticks)"
        )
        let start = length / 7
        let powers = RoundTicks.log(start, start * (1 + length), most: most)
        #expect(powers.count <= max(most, 2) && powers == powers.sorted(), "\(start) \(length) \(powers)")
      }
    }
  }

  @Test("Labels have the decimals that they need, and a power of ten where they would be long")
  func labels() {
    func label(_ value: Double, isPercent: Bool = false) -> String {
      RoundTicks.label(value, isPercent: isPercent, rounding: Rounding())
    }
    #expect(label(0) == "0" && label(-0.25) == "\u{2212}0.25" && label(0.3) == "0.3")
    #expect(label(0.25, isPercent: true) == "25" && label(0.005, isPercent: true) == "0.5")
    #expect(label(20_000) == "20,000" && label(2e6) == "2e6" && label(5e-5) == "5e-5")
    #expect(label(.nan).isEmpty && label(.infinity).isEmpty)
  }
}
