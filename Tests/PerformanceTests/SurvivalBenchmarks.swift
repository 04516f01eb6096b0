import Survival

/// The survival estimators on a million subjects.
enum SurvivalBenchmarks {
  static func run(subjects n: Int) throws {
    print("Survival, \(n) subjects")
    var generator = Seeded(20_260_101)
    let days = (0..<n).map { _ in Double(Int.random(in: 1...3650, using: &generator)) }
    let distinct = (0..<n).map { _ in Double.random(in: 0..<3650, using: &generator) }
    let event = (0..<n).map { _ in Bool.random(using: &generator) }
    let groups = (0..<n).map { _ in Int32.random(in: 0..<2, using: &generator) }
    let strata = (0..<n).map { _ in Int32.random(in: 0..<5, using: &generator) }
    let daily = try FollowUp(time: days, event: event)
    let continuous = try FollowUp(time: distinct, event: event)

    try measure("Kaplan-Meier, whole days, 2 groups, intervals and medians", aim: 15) {
      try curves(daily, groups)
    }
    try measure("log-rank, whole days, 2 groups, 5 strata", aim: 15) {
      try LogRank(daily, groups: groups, groupCount: 2, strata: strata, stratumCount: 5).statistic
    }
    try measure("Kaplan-Meier, distinct times, 2 groups, intervals and medians", aim: 120) {
      try curves(continuous, groups)
    }
    try measure("log-rank, distinct times, 2 groups, 5 strata") {
      try LogRank(continuous, groups: groups, groupCount: 2, strata: strata, stratumCount: 5).statistic
    }
    try exposure(days, event, &generator)
    try cox(daily, continuous, strata, &generator)
  }

  private static func curves(_ followUp: FollowUp, _ groups: [Int32]) throws -> [Double?] {
    try EventTable.tables(of: followUp, groups: groups, count: 2).map { table in
      let curve = KaplanMeier(table)
      return curve.median(band: curve.band(.log)).upper
    }
  }

  private static func exposure(_ days: [Double], _ event: [Bool], _ generator: inout Seeded) throws {
    let switches = days.indices.map { _ -> Double? in
      Bool.random(using: &generator) ? Double(Int.random(in: 0...3000, using: &generator)) : nil
    }
    try measure("Mantel-Byar, from switch days", runs: 3) {
      try MantelByar(try ExposureSplit(time: days, event: event, switchTime: switches)).test.statistic
    }
    try measure("Simon-Makuch, from switch days", runs: 3) {
      try SimonMakuch(try ExposureSplit(time: days, event: event, switchTime: switches), landmark: 30).exposed.median()
        .estimate
    }
    let split = try ExposureSplit(time: days, event: event, switchTime: switches)
    let column = try CovariateMatrix(columns: [split.state.map(Double.init)])
    try measure("Cox, Efron, one time-dependent covariate, whole days", runs: 3) {
      try CoxModel(split.followUp, column).logLikelihood
    }
  }

  private static func cox(
    _ daily: FollowUp, _ continuous: FollowUp, _ strata: [Int32], _ generator: inout Seeded
  ) throws {
    let columns = (0..<10).map { place in
      daily.time.map { time in
        // A slight effect of each on time.
        let noise = Double.random(in: -1...1, using: &generator)
        return place < 5 ? noise - time * 2e-5 * Double(place) : (noise > 0 ? 1 : 0)
      }
    }
    let matrix = try CovariateMatrix(columns: columns)
    try measure("Cox, Efron, 10 covariates, whole days", aim: 800, runs: 3) {
      try CoxModel(daily, matrix).logLikelihood
    }
    try measure("Cox, Efron, 10 covariates, 5 strata, whole days", runs: 3) {
      try CoxModel(daily, matrix, strata: strata, stratumCount: 5).logLikelihood
    }
    let scores = Array(matrix.column(4))
    try measure("concordance of a score, whole days", runs: 3) {
      try Concordance(daily, scores: scores).estimate
    }
    try measure("Cox, Efron, 10 covariates, distinct times", runs: 3) {
      try CoxModel(continuous, matrix).logLikelihood
    }
  }
}
