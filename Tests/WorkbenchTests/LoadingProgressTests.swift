import Foundation
import Readers
import Testing

@testable import Workbench

@Suite("Progress of loading")
struct LoadingProgressTests {
  /// What is told by a clock that goes only when it is set.
  private final class Told: @unchecked Sendable {
    var time = Duration.zero
    var lines: [String] = []
    private(set) var teller: LoadingTeller?

    init(every interval: Duration = .milliseconds(200)) {
      teller = LoadingTeller(
        every: interval, now: { [unowned self] in time }, send: { [unowned self] in lines.append($0) })
    }

    func tell(_ file: String, _ read: Int, of bytes: Int, at time: Duration) {
      self.time = time
      teller?.tell(LoadProgress(file: file, bytesRead: read, bytes: bytes))
    }
  }

  @Test("names the file, the share, the rate and the time that is left, and is taken away at the end")
  func lines() {
    let told = Told()
    told.tell("big.csv", 406_000_000, of: 1_218_000_000, at: .milliseconds(500))
    told.tell("big.csv", 812_000_000, of: 1_218_000_000, at: .seconds(1))
    told.tell("big.csv", 1_218_000_000, of: 1_218_000_000, at: .milliseconds(1500))
    #expect(
      told.lines == ["reading big.csv: 33%, 812 MB/s, 1 s left", "reading big.csv: 66%, 812 MB/s, 1 s left", ""])
  }

  @Test("of a slow file is in tenths and in minutes")
  func slow() {
    let told = Told()
    told.tell("slow.csv", 25_000_000, of: 1_000_000_000, at: .seconds(10))
    #expect(told.lines == ["reading slow.csv: 2%, 2.5 MB/s, 7 min left"])
  }

  @Test("is not told more often than an eye can follow, nor of what is done sooner")
  func seldom() {
    let told = Told()
    for step in 1...100 { told.tell("a.csv", step, of: 100, at: .milliseconds(step)) }
    #expect(told.lines == [])
    for step in 1...99 { told.tell("b.csv", step, of: 100, at: .milliseconds(100 + 10 * step)) }
    #expect(told.lines.count == 4)
  }

  @Test("never goes back, and begins anew with each file")
  func files() {
    let told = Told(every: .zero)
    told.tell("a.csv", 50, of: 100, at: .seconds(1))
    told.tell("a.csv", 40, of: 100, at: .seconds(2))
    told.tell("a.csv", 100, of: 100, at: .seconds(4))
    told.tell("b.csv", 5_000_000, of: 10_000_000, at: .seconds(5))
    #expect(
      told.lines.map { $0.prefix { $0 != "," } } == [
        "reading a.csv: 50%", "reading a.csv: 50%", "", "reading b.csv: 50%",
      ])
    #expect(told.lines.last == "reading b.csv: 50%, 5.0 MB/s, 1 s left")
  }

  @Test("of a file without bytes is no line")
  func empty() {
    let told = Told(every: .zero)
    told.tell("a.csv", 0, of: 0, at: .seconds(1))
    #expect(told.lines == [])
  }
}
