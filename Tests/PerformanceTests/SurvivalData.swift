import Foundation
import Survival
import TestDraws

/// Generated subjects with an event, groups, strata, outcomes, an exposure that begins on a day, and ten covariates; always the
/// same for the same number of them.
struct SurvivalData {
  let days: [Double]
  let distinct: [Double]
  let event: [Bool]
  let groups: [Int32]
  let strata: [Int32]
  /// 0 for censored, 1 or 2 for the outcome.
  let outcomes: [Int32]
  let switches: [Double?]
  let covariates: [[Double]]

  init(subjects n: Int) {
    var generator = Seeded(20_260_101)
    func draw<T>(_ value: (inout Seeded) -> T) -> [T] { (0..<n).map { _ in value(&generator) } }
    let days = draw { Double(Int.random(in: 1...3650, using: &$0)) }
    distinct = draw { Double.random(in: 0..<3650, using: &$0) }
    event = draw { Bool.random(using: &$0) }
    groups = draw { Int32.random(in: 0..<2, using: &$0) }
    strata = draw { Int32.random(in: 0..<5, using: &$0) }
    outcomes = event.map { $0 ? Int32.random(in: 1...2, using: &generator) : 0 }
    switches = draw {
      Int.random(in: 0..<100, using: &$0) < 95 ? Double(Int.random(in: 0...900, using: &$0)) : nil
    }
    covariates = (0..<10).map { place in
      days.map { time in
        // A slight effect of each on time.
        let noise = Double.random(in: -1...1, using: &generator)
        return place < 5 ? noise - time * 2e-5 * Double(place) : (noise > 0 ? 1 : 0)
      }
    }
    self.days = days
  }

  /// Writes the subjects for `yardstick.R`, and their rows (start, stop] divided at the exposure.
  func write(to folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var text = "days,distinct,event,group,stratum,outcome," + Self.covariateNames + "\n"
    for row in days.indices {
      text += "\(Int(days[row])),\(distinct[row]),\(event[row] ? 1 : 0),\(groups[row]),\(strata[row]),\(outcomes[row])"
      for column in covariates { text += ",\(column[row])" }
      text += "\n"
    }
    try text.write(to: folder.appending(path: "subjects.csv"), atomically: true, encoding: .utf8)
    let split = try split()
    text = "start,stop,event,exposed," + Self.covariateNames + "\n"
    for row in split.state.indices {
      let follow = split.followUp
      text += "\(follow.entry?[row] ?? 0),\(follow.time[row]),\(follow.event[row] ? 1 : 0),\(split.state[row])"
      for column in covariates { text += ",\(column[split.subject[row]])" }
      text += "\n"
    }
    try text.write(to: folder.appending(path: "rows.csv"), atomically: true, encoding: .utf8)
  }

  private static let covariateNames = (1...10).map { "x\($0)" }.joined(separator: ",")

  /// The subjects as rows (start, stop], divided where their exposure begins.
  func split() throws -> ExposureSplit { try ExposureSplit(time: days, event: event, switchTime: switches) }
}
