import Statistics
import Testing

@Suite("Random streams") struct RandomStreamTests {
  @Test("Philox 4x32-10 gives the known answers of its authors' library, Random123 1.09") func knownAnswers() {
    let all = UInt32.max
    #expect(
      RandomStream.block(counter: SIMD4(0, 0, 0, 0), key: SIMD2(0, 0))
        == SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8))
    #expect(
      RandomStream.block(counter: SIMD4(all, all, all, all), key: SIMD2(all, all))
        == SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd))
    #expect(
      RandomStream.block(
        counter: SIMD4(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344), key: SIMD2(0xa409_3822, 0x299f_31d0))
        == SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1))
  }

  @Test("a stream is that of its seed and number, block after block") func blocks() {
    var stream = RandomStream(seed: 0xDEAD_BEEF_0000_0007, stream: 5)
    let drawn = (0..<12).map { _ in stream.bits() }
    let expected = (UInt32(0)..<3).flatMap { block in
      let bits = RandomStream.block(counter: SIMD4(block, 0, 5, 0), key: SIMD2(7, 0xDEAD_BEEF))
      return [bits.x, bits.y, bits.z, bits.w]
    }
    #expect(drawn == expected)
  }

  @Test("draws below a bound stay below it, and each comes as often as chance allows") func below() {
    var stream = RandomStream(seed: 1, stream: 0)
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[stream.below(7)] += 1 }
    let chiSquared = counts.reduce(0.0) { $0 + (Double($1) - 10_000) * (Double($1) - 10_000) / 10_000 }
    #expect(chiSquared < 22.5, "six degrees of freedom: one seed in a thousand is beyond")
    #expect((0..<100).allSatisfy { _ in stream.below(1) == 0 })
    #expect((0..<100).allSatisfy { _ in stream.below(1 << 32) < 1 << 32 })
  }
}
