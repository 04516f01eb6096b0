import Analyses
import Cohorts
import RealModule
import Statistics

/// One way of looking at an exposure that begins on a day: who was compared, what was found, and which question that answers.
struct ExposureView {
  /// The name in the rows, such as `landmark: day 60`.
  let name: String
  /// The words under which it is shown.
  let label: String
  /// Which question it answers, as a sentence.
  let question: String
  /// The subjects in it, and of them those ever exposed in its sense.
  let n: Double
  let exposed: Double
  let events: Double
  /// The hazard ratio of exposed against not, with its limits and why there is none.
  var ratio: (estimate: Quantity, lower: Quantity, upper: Quantity, method: String)?
  /// The p-value of its test.
  var test: (p: Quantity, method: String)?
  /// The curve of the unexposed and of the exposed, where it has curves.
  var curves: [CurveStatistics] = []
  /// The title of its panel.
  var panel = ""
  /// The day from which its curves count, and what their time is counted from.
  var start = 0.0
  var origin: String?

  /// Its statistics.
  var rows: [Row] {
    var rows = [
      Row("n", .count(Int(n)), variable: name), Row("exposed", .count(Int(exposed)), variable: name),
      Row("events", .count(Int(events)), variable: name), Row("question", .text(question), variable: name),
    ]
    if let ratio {
      rows += [
        Row("hazard_ratio", ratio.estimate, variable: name, method: ratio.method, n: Int(n)),
        Row("hazard_ratio_lower", ratio.lower, variable: name, method: ratio.method),
        Row("hazard_ratio_upper", ratio.upper, variable: name, method: ratio.method),
      ]
    }
    if let test { rows.append(Row("p_value", test.p, variable: name, method: test.method)) }
    for (suffix, curve) in zip(["_unexposed", "_exposed"], curves) {
      let quantile = curve.estimate.quantile(0.5, rule: curve.style.plateau)
      rows.append(
        Row(
          "median" + suffix,
          Quantity(
            quantile.estimate.map { $0 - start },
            otherwise: curve.estimate.table.count == 0 ? "no subjects" : "not reached"),
          variable: name, unit: curve.endpoint.unit.rawValue, n: Int(curve.estimate.table.count)))
    }
    return rows
  }
}

/// The same subjects seen in every way: naively, and in those ways that credit nobody with time that they had to survive.
struct ExposureViews {
  let question: SurvivalQuestion
  let exposure: Exposure
  let split: ExposureSplit
  let style: CurveStyle
  let ties: CoxTies

  /// What everybody who reached the end of follow-up is known to have been in, as it is often done and never right.
  func naive() throws -> ExposureView {
    let ever = exposedWithinFollowUp.map { Int32($0 ? 1 : 0) }
    let tables = try EventTable.tables(of: question.followUp, groups: ever, count: 2)
    let test = try LogRank(
      question.followUp, groups: ever, groupCount: 2, strata: question.strata?.codes,
      stratumCount: question.stratumCount)
    var view = ExposureView(
      name: "naive", label: "Naive: ever against never",
      question: "None: who lives longer has more time to be exposed. It is shown to be seen beside the others.",
      n: tables[0].count + tables[1].count, exposed: tables[1].count,
      events: tables[0].eventCount + tables[1].eventCount,
      ratio: ratio(
        try CoxModel(
          question.followUp, CovariateMatrix(columns: [ever.map(Double.init)]), strata: question.strata?.codes,
          stratumCount: question.stratumCount, ties: ties)), test: Self.test(test, "Log-rank test"))
    view.curves = curves(tables, ["Never", "Ever"])
    view.panel = "Naive, from \(question.endpoint.origin)"
    return view
  }

  /// The comparison at a landmark.
  func landmark(at time: Double) throws -> ExposureView {
    let landmark = try Landmark(at: time, question.followUp, switchTime: exposure.days)
    let strata = question.strata.map { strata in landmark.subjects.map { strata.codes[$0] } }
    let tables = try EventTable.tables(of: landmark.followUp, groups: landmark.exposed, count: 2)
    let test = try LogRank(
      landmark.followUp, groups: landmark.exposed, groupCount: 2, strata: strata, stratumCount: question.stratumCount)
    let name = LandmarkPart.name(landmark, question)
    var view = ExposureView(
      name: "landmark: \(name)", label: "Landmark, \(name)",
      question: "Of those who reached \(name) without the event: does it go differently with those exposed by then?",
      n: tables[0].count + tables[1].count, exposed: tables[1].count,
      events: tables[0].eventCount + tables[1].eventCount,
      ratio: ratio(
        try CoxModel(
          landmark.followUp, CovariateMatrix(columns: [landmark.exposed.map(Double.init)]), strata: strata,
          stratumCount: question.stratumCount, ties: ties)), test: Self.test(test, "Log-rank test from the landmark"))
    view.curves = curves(tables, ["Not by then", "By then"])
    view.panel = "Landmark, \(name)"
    view.origin = "\(name) after \(question.endpoint.origin)"
    return view
  }

  /// The test of Mantel and Byar, with the one-step estimate of the hazard ratio that belongs to it.
  func mantelByar() throws -> ExposureView {
    let result = try MantelByar(split, strata: question.strata?.codes, stratumCount: question.stratumCount)
    let (difference, variance) = (result.test.observed[1] - result.test.expected[1], result.test.variance[1, 1])
    let reason = "at no event time are some exposed and some not"
    func ratio(_ reach: Double) -> Quantity {
      Quantity(variance > 0 ? .exp(difference / variance + reach / variance.squareRoot()) : nil, otherwise: reason)
    }
    let reach = Normal.reach(ofLevel: style.level)
    return ExposureView(
      name: "mantel_byar", label: "Mantel-Byar",
      question: "Does the event rate change when the exposure begins?", n: question.followUp.total,
      exposed: everExposed,
      events: result.test.observed[0] + result.test.observed[1],
      ratio: (ratio(0), ratio(-reach), ratio(reach), "One-step estimate exp((O - E) / V)"),
      test: Self.test(result.test, "Mantel-Byar test"))
  }

  /// The model in which the exposure is a covariate that changes on its day.
  func timeDependentCox() throws -> ExposureView {
    let fit = try CoxModel(
      split.followUp, CovariateMatrix(columns: [split.begun[0]]),
      strata: question.strata.map { strata in split.subject.map { strata.codes[$0] } },
      stratumCount: question.stratumCount, ties: ties)
    return ExposureView(
      name: "time_dependent_cox", label: "Time-dependent Cox model",
      question: "By how much does the hazard change when the exposure begins, all else left as it came?",
      n: question.followUp.total, exposed: everExposed, events: fit.eventCount, ratio: ratio(fit),
      test: (value("wald_p_value", of: fit), "Wald test"))
  }

  /// Survival in each state, as long as one stays in it.
  func simonMakuch(from landmark: Double) throws -> ExposureView {
    let makuch = try SimonMakuch(split, landmark: landmark)
    let whole = try EventTable.tables(of: split.followUp, groups: split.state, count: 2)
    var view = ExposureView(
      name: "simon_makuch", label: "Simon-Makuch curves",
      question: "How would survival look for one who stays in a state? (No fixed group of people has this curve.)",
      n: question.followUp.total, exposed: everExposed,
      events: makuch.unexposed.table.eventCount + makuch.exposed.table.eventCount)
    view.curves = [(exposure.before, makuch.unexposed), (exposure.after, makuch.exposed)].enumerated().map {
      state, named in
      CurveStatistics(
        group: named.0, estimate: named.1, style: style, endpoint: question.endpoint,
        atRisk: { $0 > 0 ? whole[state].atRisk(at: $0) : state == 0 ? question.followUp.total : 0 },
        censorings: split.censorings(inState: Int32(state), after: landmark))
    }
    view.panel = "Simon-Makuch"
    view.start = landmark
    return view
  }

  /// Whether the exposure of each subject began within their follow-up.
  private var exposedWithinFollowUp: [Bool] {
    zip(exposure.days, question.followUp.time).map { day, end in day.map { $0 <= end } ?? false }
  }

  /// The number of subjects who were ever exposed.
  private var everExposed: Double {
    let counts = question.followUp.weights.values
    return exposedWithinFollowUp.enumerated().reduce(0) { $0 + ($1.element ? counts?[$1.offset] ?? 1 : 0) }
  }

  private func curves(_ tables: [EventTable], _ names: [String]) -> [CurveStatistics] {
    zip(names, tables).map { name, table in
      CurveStatistics(
        group: name, estimate: KaplanMeier(table), style: style, endpoint: question.endpoint, atRisk: table.atRisk(at:))
    }
  }

  private func ratio(_ fit: CoxModel) -> (estimate: Quantity, lower: Quantity, upper: Quantity, method: String) {
    func value(_ name: String) -> Quantity { self.value(name, of: fit) }
    return (
      value("hazard_ratio"), value("hazard_ratio_lower"), value("hazard_ratio_upper"), "Cox, \(fit.ties.words)"
    )
  }

  /// A statistic of the one term of a model.
  private func value(_ statistic: String, of fit: CoxModel) -> Quantity {
    let rows = CoxStatistics(fit, names: [exposure.name], level: style.level).termRows
    return rows.first { $0.statistic == statistic }?.value ?? .notEstimable("not estimable")
  }

  private static func test(_ test: LogRank, _ method: String) -> (p: Quantity, method: String) {
    (test.annotation.value, method)
  }
}

// MARK: - Person-time

/// The time under observation, as the naive view and as the truth divide it.
struct PersonTime {
  /// Of those never and ever exposed.
  let naive: [Double]
  let naiveEvents: [Double]
  /// Before and after the exposure.
  let actual: [Double]
  let events: [Double]

  init(_ views: ExposureViews) {
    var (naive, naiveEvents, actual, events) = ([0.0, 0], [0.0, 0], [0.0, 0], [0.0, 0])
    let (rows, split) = (views.split.followUp, views.split)
    var wasExposed = [Bool](repeating: false, count: views.question.followUp.count)
    for row in split.state.indices where split.state[row] == 1 { wasExposed[split.subject[row]] = true }
    for row in split.state.indices {
      let weight = rows.weights.values?[row] ?? 1
      let length = (rows.time[row] - (rows.entry?[row] ?? 0)) * weight
      let (state, ever) = (Int(split.state[row]), wasExposed[split.subject[row]] ? 1 : 0)
      actual[state] += length
      naive[ever] += length
      guard rows.event[row] else { continue }
      events[state] += weight
      naiveEvents[ever] += weight
    }
    (self.naive, self.naiveEvents, self.actual, self.events) = (naive, naiveEvents, actual, events)
  }

  /// The time that the naive view credits to the exposed though they were not exposed yet.
  var moved: Double { naive[1] - actual[1] }
}
