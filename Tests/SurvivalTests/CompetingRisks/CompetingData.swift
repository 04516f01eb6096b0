import Foundation
import Survival
import TestSupport

/// Data of the reference folder with competing outcomes.
enum CompetingData {
  static func table(_ name: String) throws -> ReferenceTable {
    let folder =
      Bundle.module.url(forResource: "Reference", withExtension: nil) ?? URL(fileURLWithPath: "Reference")
    return try ReferenceTable(folder.appending(path: "data/\(name).csv"))
  }

  /// Twenty subjects with tied competing events, made by hand.
  static func edge(_ weights: Weights = .none, late: Bool = false) throws -> CompetingOutcomes {
    let table = try table("edge_cr")
    return try CompetingOutcomes(
      time: table.numbers("time"), codes: table.numbers("event").map { Int32($0) }, names: ["first", "second"],
      entry: late ? table.numbers("entry") : nil, weights: weights)
  }

  /// The `mgus2` data of R's survival: plasma cell malignancy, or death without it.
  static func mgus2() throws -> (outcomes: CompetingOutcomes, table: ReferenceTable) {
    let table = try table("mgus2")
    let outcomes = try CompetingOutcomes(
      time: table.numbers("etime"), codes: table.numbers("event").map { Int32($0) }, names: ["pcm", "death"])
    return (outcomes, table)
  }

  /// The `pbc` data of R's survival: transplant, or death without it; covariates age and log bilirubin.
  static func pbc(_ weights: Weights = .none) throws -> (
    outcomes: CompetingOutcomes, covariates: CovariateMatrix, table: ReferenceTable
  ) {
    let table = try table("pbc")
    let outcomes = try CompetingOutcomes(
      time: table.numbers("time"), codes: table.numbers("status").map { Int32($0) }, names: ["transplant", "death"],
      weights: weights)
    return (outcomes, try CovariateMatrix(columns: [table.numbers("age"), table.numbers("log_bili")]), table)
  }

  /// Two hundred subjects, the same on every run, with many ties and whole weights.
  struct Sample {
    var time: [Double] = []
    var codes: [Int32] = []
    var group: [Int32] = []
    var stratum: [Int32] = []
    var weight: [Double] = []
    var x: [Double] = []

    init(_ count: Int = 200, days: Int = 50) {
      var state: UInt64 = 7
      func next(_ below: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(below))
      }
      for _ in 0..<count {
        time.append(Double(next(days) + 1))
        codes.append(Int32(next(4) % 3))
        group.append(Int32(next(3)))
        stratum.append(Int32(next(2)))
        weight.append(Double(next(4)))
        x.append(Double(next(1000)) / 500 - 1)
      }
    }

    func outcomes(_ weights: Weights = .none, scale: Double = 1, names: [String] = ["a", "b"]) throws
      -> CompetingOutcomes
    {
      try CompetingOutcomes(time: time.map { $0 * scale }, codes: codes, names: names, weights: weights)
    }

    var matrix: CovariateMatrix {
      get throws { try CovariateMatrix(columns: [x, group.map { $0 == 1 ? 1 : 0 }]) }
    }

    func selecting(_ rows: [Int]) -> Sample {
      var other = self
      other.time = rows.map { time[$0] }
      other.codes = rows.map { codes[$0] }
      other.group = rows.map { group[$0] }
      other.stratum = rows.map { stratum[$0] }
      other.weight = rows.map { weight[$0] }
      other.x = rows.map { x[$0] }
      return other
    }

    var replicated: Sample { selecting(time.indices.flatMap { Array(repeating: $0, count: Int(weight[$0])) }) }

    // 77 and 200 have no common factor: every row comes once.
    var permuted: Sample { selecting(time.indices.map { ($0 * 77 + 13) % time.count }) }
  }
}
