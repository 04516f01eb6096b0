import Foundation
import Testing

@testable import Readers

@Suite("Numbers written in decimals")
struct DecimalTests {
  private func parse(_ text: String) -> Double? {
    let bytes = FileBytes(Array(text.utf8))
    guard case .number(let value) = Decimal.parse(FieldText(bytes, 0..<bytes.count), point: 46, isStrict: false) else {
      return nil
    }
    return value
  }

  @Test("Numbers are read as the nearest double, as the C library does")
  func nearest() {
    var state: UInt64 = 1
    func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 11
    }
    for _ in 0..<20_000 {
      let digits = Int(next() % 21) + 1
      var text = next() % 2 == 0 ? "-" : ""
      for _ in 0..<digits { text += String(next() % 10) }
      if next() % 8 != 0 {
        let place = Int(next() % UInt64(digits + 1)) + (text.hasPrefix("-") ? 1 : 0)
        text.insert(".", at: text.index(text.startIndex, offsetBy: place))
      }
      if next() % 5 == 0 { text += "e\(Int(next() % 60) - 30)" }
      #expect(parse(text)?.bitPattern == strtod(text, nil).bitPattern, "\(text)")
    }
  }

  @Test("Halfway cases go to the even neighbour")
  func halfway() {
    // 2^53 + 1 lies between 2^53 and 2^53 + 2.
    #expect(parse("9007199254740993") == 9_007_199_254_740_992)
    #expect(parse("9007199254740993.0") == 9_007_199_254_740_992)
    #expect(parse("9007199254740993.1") == 9_007_199_254_740_994)
    #expect(parse("0.30000000000000004") == 0.1 + 0.2)
    #expect(parse("30.844626967830255")?.bitPattern == (30.844626967830255).bitPattern)
    #expect(parse("2.2250738585072011e-308") == Double(bitPattern: 0x000F_FFFF_FFFF_FFFF))
    #expect(parse("1.7976931348623157e308") == .greatestFiniteMagnitude)
  }

  @Test(
    "What is no number is none",
    arguments: ["", "-", ".", "1.2.3", "1e", "1e+", "e5", "0x10", "1 2", "--1", "inf", "1,5"])
  func others(_ text: String) { #expect(parse(text) == nil) }
}

@Suite("SHA-256")
struct DigestTests {
  @Test("The digest of FIPS 180-4's example")
  func example() {
    #expect(
      FileBytes(Array("abc".utf8)).sha256() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }
}
