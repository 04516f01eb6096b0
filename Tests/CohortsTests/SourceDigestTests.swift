import Cohorts
import Foundation
import Synchronization
import Testing

@Suite("Digests of what was read")
struct SourceDigestTests {
  private struct Trouble: Error {}

  @Test("It is computed once, and only when somebody asks or starts it")
  func once() throws {
    let calls = Calls()
    let digest = SourceDigest { calls.count() }
    #expect(calls.number == 0)
    digest.start()
    digest.start()
    #expect(try digest.hexadecimal() == "0a")
    #expect(try digest.hexadecimal() == "0a" && calls.number == 1)
    let other = SourceDigest { calls.count() }
    #expect(other == SourceDigest("0a") && other.hashValue == digest.hashValue && calls.number == 2)
  }

  @Test("It is written as its digits, and read as they stand")
  func coding() throws {
    let source = Provenance.Source(table: "subjects", name: "s.csv", digest: SourceDigest { "0b" }, rows: 3)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let data = try encoder.encode(source)
    #expect(String(decoding: data, as: UTF8.self) == #"{"name":"s.csv","rows":3,"sha256":"0b","table":"subjects"}"#)
    #expect(try JSONDecoder().decode(Provenance.Source.self, from: data) == source)
  }

  @Test("One that cannot be had is neither confirmed nor written")
  func failing() {
    let source = Provenance.Source(table: "subjects", name: "s.csv", digest: SourceDigest { throw Trouble() }, rows: 3)
    #expect(throws: Trouble.self) { try Provenance(sources: [source]).confirm() }
    #expect(throws: Trouble.self) { try JSONEncoder().encode(source) }
  }
}

/// How often something was called.
private final class Calls: Sendable {
  private let calls = Mutex(0)

  var number: Int { calls.withLock { $0 } }

  func count() -> String {
    calls.withLock { $0 += 1 }
    return "0a"
  }
}
