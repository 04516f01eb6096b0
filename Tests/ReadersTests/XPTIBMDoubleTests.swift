import Testing

@testable import Readers

@Suite("IBM doubles")
struct XPTIBMDoubleTests {
  /// Bytes as SAS writes them; the last is in the first row of the data set of dates that SAS 9.1's `%LOC2XPT` wrote.
  static let table: [(Double, UInt64)] = [
    (1, 0x4110_0000_0000_0000), (-1, 0xC110_0000_0000_0000), (118.625, 0x4276_A000_0000_0000),
    (0.1, 0x4019_9999_9999_999A), (1.0 / 3, 0x4055_5555_5555_5554), (0, 0), (-86401, 0xC515_1810_0000_0000),
  ]

  @Test("Known numbers, both ways", arguments: table)
  func known(number: Double, word: UInt64) {
    #expect(IBMDouble.word(number) == word)
    #expect(IBMDouble.number(word) == number)
  }

  @Test("56 bits are rounded to 53, half to even")
  func rounding() {
    // F = 2⁵⁵ + n, whose last three bits do not fit: n = 4 is half, and n = 12 is half of an odd one.
    func rounded(_ low: UInt64) -> Double { IBMDouble.number(0x4E80_0000_0000_0000 | low) - 0x1p55 }
    #expect([0, 3, 4, 5, 8, 11, 12, 13].map(rounded) == [0, 0, 0, 8, 8, 8, 16, 16])
    #expect(IBMDouble.number(0x41FF_FFFF_FFFF_FFFF) == 16)
    #expect(IBMDouble.number(0xFFFF_FFFF_FFFF_FFFF) == -0x1p252)
    #expect(IBMDouble.number(0x0000_0000_0000_0001) == 0x1p-312)
  }

  @Test("Missing values are told from numbers by the bytes after the first")
  func missing() {
    #expect(IBMDouble.missing(0x2E00_0000_0000_0000) == 0)
    #expect(IBMDouble.missing(0x5F00_0000_0000_0000) == UInt8(ascii: "_"))
    for letter in UInt8(ascii: "A")...UInt8(ascii: "Z") {
      #expect(IBMDouble.missing(UInt64(letter) << 56) == letter)
      #expect(IBMDouble.word(missing: letter) == UInt64(letter) << 56)
      #expect(IBMDouble.missing(UInt64(letter) << 56 | 1) == nil)
    }
    #expect(IBMDouble.word(missing: 0) == 0x2E00_0000_0000_0000)
    for first in [0x00, 0x2D, 0x2F, 0x40, 0x5B, 0x5E, 0x60, 0x61, 0x80, 0xC1] as [UInt64] {
      #expect(IBMDouble.missing(first << 56) == nil)
    }
  }

  @Test("Every double in range comes back the same, and none looks like a missing value")
  func roundTrip() {
    var state: UInt64 = 7
    for _ in 0..<200_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let number = Double(bitPattern: state ^ state >> 29)
      guard let word = IBMDouble.word(number) else {
        #expect(!number.isFinite || abs(number) < 0x1p-260 || abs(number) >= 0x1p252)
        continue
      }
      if IBMDouble.number(word).bitPattern != number.bitPattern || IBMDouble.missing(word) != nil {
        Issue.record("\(number) comes back as \(IBMDouble.number(word))")
      }
    }
  }

  @Test("The ends of the range")
  func range() {
    let largest = Double(0x1p252).nextDown
    for number in [0x1p-260, -0x1p-260, largest, -largest, Double(0x1p-260).nextUp] {
      #expect(IBMDouble.word(number).map(IBMDouble.number) == number)
    }
    for number in [0x1p252, Double(0x1p-260).nextDown, .infinity, -.infinity, .nan, .leastNonzeroMagnitude] {
      #expect(IBMDouble.word(number) == nil)
    }
    #expect(IBMDouble.word(-0.0) == 0)
    #expect(IBMDouble.number(1 << 63).sign == .minus)
  }
}
