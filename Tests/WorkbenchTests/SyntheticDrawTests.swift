import Cohorts
import OrderedCollections
import Testing

@testable import Workbench

@Suite("What the demonstration cohort is drawn with")
struct SyntheticDrawTests {
  @Test("SplitMix64 gives the published sequence of seed 1234567")
  func splitMix64() {
    // The reference program's output (Vigna, prng.di.unimi.it/splitmix64.c), as Rosetta Code lists it.
    var random = SplitMix64(seed: 1_234_567)
    #expect(random.next() == 6_457_827_717_110_365_317)
    #expect(random.next() == 3_203_168_211_198_807_973)
    #expect(random.next() == 9_817_491_932_198_370_423)
    #expect(random.next() == 4_593_380_528_125_082_431)
    #expect(random.next() == 16_408_922_859_458_223_821)
  }

  @Test("ordered values pass through the given ranks, on straight lines")
  func orderedValues() {
    #expect(ordered(5, [(1, 10), (3, 20), (5, 40)]) == [10, 15, 20, 30, 40])
  }

  @Test("a distribution that ends early gives nothing beyond its end")
  func quantiles() {
    let half = Quantiles((0, 0), (0.5, 100))
    #expect(half(0.25) == 50)
    #expect(half.day(0) == 0)
    #expect(half(0.51) == nil)
  }

  @Test("the lowest score gets the first value")
  func rankedValues() {
    #expect(ranked(["a", "b", "c"], by: [3, 1, 2]) == ["c", "a", "b"])
  }

  @Test("the canonical text quotes what needs it, and its digest is that of the bytes")
  func canonicalText() throws {
    let columns: OrderedDictionary<String, Column> = [
      "id": Column(texts: ["a", "b, c", "\"d\""]), "x": Column(numbers: [1, nil, 0.5]),
    ]
    let text = CanonicalText(try Table(name: "t", columns: columns))
    #expect(String(decoding: text.bytes, as: UTF8.self) == "id,x\na,1\n\"b, c\",\n\"\"\"d\"\"\",0.5\n")
    #expect(text.sha256 == "77000a913a2b9d84490d6a8dc07f2ec429459fcf0798d261122fc38764758307")
  }
}
