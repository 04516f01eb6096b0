import CByteKernels
import Testing

@testable import Readers

@Suite("The search for separators")
struct SeparatorTests {
  /// What a search says.
  private struct Found: Equatable {
    var places: [UInt32]
    var newlines: Int
    var lookedAt: Int
    var isInside: Bool
  }

  private typealias Search = (
    UnsafePointer<UInt8>?, Int, UInt32, Int, marks, UInt64, UnsafeMutablePointer<UInt32>?, Int
  ) -> separators

  private func found(_ search: Search, _ bytes: [UInt8], lineStart: Int, isInside: Bool, wanted: Int) -> Found {
    var places = [UInt32](repeating: 0, count: wanted + 64)
    let found = search(
      bytes, bytes.count, 1000, lineStart, marks(delimiter: 44, newline: 10, quote: 34), isInside ? .max : 0, &places,
      wanted)
    return Found(
      places: Array(places.prefix(found.count)), newlines: found.newlines, lookedAt: found.looked_at,
      isInside: found.inside == .max)
  }

  /// The same, byte by byte.
  private func expected(_ bytes: [UInt8], lineStart: Int, isInside: Bool, wanted: Int) -> Found {
    var found = Found(places: [], newlines: 0, lookedAt: 0, isInside: isInside)
    var lastLine = -1 - lineStart
    while bytes.count - found.lookedAt >= 64, found.places.count < wanted {
      var next = found
      for offset in found.lookedAt..<found.lookedAt + 64 {
        if bytes[offset] == 34 { next.isInside.toggle() }
        guard !next.isInside, bytes[offset] == 44 || bytes[offset] == 10 else { continue }
        next.places.append(1000 + UInt32(offset))
        guard bytes[offset] == 10 else { continue }
        if offset - lastLine <= 2 { return found }
        lastLine = offset
        next.newlines += 1
      }
      next.lookedAt += 64
      found = next
    }
    return found
  }

  /// Numbers from a fixed sequence of bits.
  private struct Bits: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  @Test(
    "finds what a look at each byte finds, on any processor",
    arguments: [",,\n\"aaaaaa", "a,", "\n\naaaaaaaaaaaaaaaaa\r,"])
  func sameOnAll(alphabet: String) {
    var random = Bits(state: 20_261_123)
    let letters = Array(alphabet.utf8)
    for round in 0..<2000 {
      let bytes = (0..<Int.random(in: 0...400, using: &random)).map { _ in letters.randomElement(using: &random) ?? 97 }
      let lineStart = round % 4
      let isInside = round % 3 == 0
      let wanted = Int.random(in: 0...200, using: &random)
      let expected = expected(bytes, lineStart: lineStart, isInside: isInside, wanted: wanted)
      for search in [find_separators, find_separators_anywhere] as [Search] {
        #expect(found(search, bytes, lineStart: lineStart, isInside: isInside, wanted: wanted) == expected, "\(bytes)")
      }
    }
  }
}
