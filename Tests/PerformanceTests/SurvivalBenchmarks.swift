import Survival

/// The survival estimators on a million subjects; `yardstick.R` does the same on the same data.
enum SurvivalBenchmarks {
  static func run(subjects n: Int) throws {
    print("Survival, \(n) subjects")
    let data = SurvivalData(subjects: n)
    let daily = try FollowUp(time: data.days, event: data.event)
    let continuous = try FollowUp(time: data.distinct, event: data.event)
    try curves(data, daily, continuous)
    try tests(data, daily, continuous)
    try competing(data)
    try exposure(data)
    try cox(data, daily, continuous)
    try fineGray(SurvivalData(subjects: n / 10))
  }

  private static func curves(_ data: SurvivalData, _ daily: FollowUp, _ continuous: FollowUp) throws {
    func medians(_ followUp: FollowUp) throws -> [Double?] {
      try EventTable.tables(of: followUp, groups: data.groups, count: 2).map { table in
        let curve = KaplanMeier(table)
        return curve.median(band: curve.band(.log)).upper
      }
    }
    try measure("Kaplan-Meier, whole days, 2 groups, intervals and medians", aim: 15) { try medians(daily) }
    try measure("Kaplan-Meier, distinct times, 2 groups, intervals and medians", aim: 120) { try medians(continuous) }
    try measure("restricted mean to day 1825, whole days, 2 groups") {
      try EventTable.tables(of: daily, groups: data.groups, count: 2).map {
        KaplanMeier($0).restrictedMean(to: 1825).mean
      }
    }
  }

  private static func tests(_ data: SurvivalData, _ daily: FollowUp, _ continuous: FollowUp) throws {
    for (times, followUp, aim) in [("whole days", daily, 15.0), ("distinct times", continuous, nil as Double?)] {
      try measure("log-rank, \(times), 2 groups, 5 strata", aim: aim) {
        try LogRank(followUp, groups: data.groups, groupCount: 2, strata: data.strata, stratumCount: 5).statistic
      }
      try measure("weighted log-rank, rho 1, \(times), 2 groups, 5 strata", aim: aim) {
        try LogRank(
          followUp, groups: data.groups, groupCount: 2, strata: data.strata, stratumCount: 5, weight: .survival(rho: 1)
        ).statistic
      }
    }
  }

  private static func competing(_ data: SurvivalData) throws {
    let names = ["relapse", "death"]
    for (times, column) in [("whole days", data.days), ("distinct times", data.distinct)] {
      let outcomes = try CompetingOutcomes(time: column, codes: data.outcomes, names: names)
      try measure("cumulative incidence, \(times), 2 groups, jackknife variance") {
        try AalenJohansen.curves(of: outcomes, groups: data.groups, count: 2).map(\.standardError.count)
      }
      try measure("Gray's test, \(times), 2 groups", runs: 3) {
        try GrayTest(outcomes, of: "relapse", groups: data.groups, groupCount: 2).pValue
      }
    }
  }

  private static func fineGray(_ data: SurvivalData) throws {
    let matrix = try CovariateMatrix(columns: Array(data.covariates.prefix(3)))
    for (times, column) in [("whole days", data.days), ("distinct times", data.distinct)] {
      let outcomes = try CompetingOutcomes(time: column, codes: data.outcomes, names: ["relapse", "death"])
      try measure("Fine-Gray, 3 covariates, \(data.days.count) subjects, \(times), with sandwich", runs: 3) {
        try FineGray(outcomes, of: "relapse", matrix).logLikelihood
      }
    }
  }

  private static func exposure(_ data: SurvivalData) throws {
    try measure("Mantel-Byar, from switch days", runs: 3) { try MantelByar(try data.split()).test.statistic }
    try measure("Simon-Makuch, from switch days", runs: 3) {
      try SimonMakuch(try data.split(), landmark: 30).exposed.median().estimate
    }
    let split = try data.split()
    let fixed = data.covariates.map { column in split.subject.map { column[$0] } }
    let matrix = try CovariateMatrix(columns: split.begun + fixed)
    try measure("Cox, Efron, time-dependent, \(matrix.rows) rows, 11 covariates", runs: 3) {
      try CoxModel(split.followUp, matrix).logLikelihood
    }
  }

  private static func cox(_ data: SurvivalData, _ daily: FollowUp, _ continuous: FollowUp) throws {
    let matrix = try CovariateMatrix(columns: data.covariates)
    try measure("Cox, Efron, 10 covariates, whole days", aim: 800, runs: 3) {
      try CoxModel(daily, matrix).logLikelihood
    }
    try measure("Cox, Efron, 10 covariates, 5 strata, whole days", runs: 3) {
      try CoxModel(daily, matrix, strata: data.strata, stratumCount: 5).logLikelihood
    }
    let scores = Array(matrix.column(4))
    try measure("concordance of a score, whole days", runs: 3) { try Concordance(daily, scores: scores).estimate }
    try measure("Cox, Efron, 10 covariates, distinct times", runs: 3) {
      try CoxModel(continuous, matrix).logLikelihood
    }
  }
}
