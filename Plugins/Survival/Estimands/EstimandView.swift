import Analyses
import Cohorts

/// An endpoint under one strategy for an intercurrent event: how often it comes, by when, and how groups compare.
struct EstimandView {
  let strategy: IntercurrentEvent.Strategy
  /// What is known of those to whom the event happened.
  let effect: IntercurrentEffect?
  let question: SurvivalQuestion
  let style: CurveStyle
  /// The curve of each group, where there is one kind of event.
  private let curves: [KaplanMeier]
  /// The incidences of each group, where the intercurrent event competes.
  private let incidences: [AalenJohansen]
  /// The hazard ratio of the second group against the first, and the test of all groups.
  let ratio: [Row]
  let test: (p: Quantity, method: String)?

  init(
    _ strategy: IntercurrentEvent.Strategy, of day: String, _ cohort: Cohort, _ request: EndpointRequest,
    by: [ColumnRequest], strata: [ColumnRequest], weights: String?, style: CurveStyle
  ) throws {
    var request = request
    request.intercurrent.append(IntercurrentEvent(day: day, strategy: strategy))
    let times = try cohort.times(of: request)
    let competing = strategy == .competing
    let question = try SurvivalQuestion(
      cohort, endpoint: request, event: competing ? .each : .any, by: by, strata: strata,
      weighting: .init(frequency: weights))
    self.strategy = strategy
    self.effect = times.intercurrent.last
    self.question = question
    self.style = style
    let count = question.levels.count
    let others = request.intercurrent.count { $0.strategy == .competing }
    guard competing, let outcomes = question.outcomes?.joined(but: others) else {
      let tables = try EventTable.tables(of: question.followUp, groups: question.codes, count: count)
      curves = tables.map { KaplanMeier($0) }
      incidences = []
      let test = count > 1 ? try LogRank(question) : nil
      self.test = test.map { ($0.annotation.value, "Log-rank test") }
      ratio = count == 2 ? try Self.hazardRatio(question, style.level) : []
      return
    }
    curves = []
    let competitors = try CompetingOutcomes(question.followUp, codes: outcomes.codes, names: outcomes.names)
    incidences = try AalenJohansen.curves(of: competitors, groups: question.codes, count: count)
    guard count > 1 else {
      (ratio, test) = ([], nil)
      return
    }
    let gray = try GrayTest(
      competitors, of: outcomes.names[0], groups: question.codes, groupCount: count, strata: question.strata?.codes,
      stratumCount: question.stratumCount)
    test = (Quantity(gray.pValue, otherwise: "fewer than two groups with the outcome"), "Gray's test")
    ratio = count == 2 ? try Self.subdistributionRatio(competitors, question, style.level) : []
  }

  private static func hazardRatio(_ question: SurvivalQuestion, _ level: Double) throws -> [Row] {
    let fit = try CoxModel(
      question.followUp, CovariateMatrix(columns: [question.codes.map(Double.init)]), strata: question.strata?.codes,
      stratumCount: question.stratumCount)
    return rows(
      CoxStatistics(fit, names: [""], level: level).termRows,
      method: "Cox model\(question.strata.map { " stratified by \($0.label)" } ?? "")")
  }

  private static func subdistributionRatio(
    _ outcomes: CompetingOutcomes, _ question: SurvivalQuestion, _ level: Double
  ) throws -> [Row] {
    let method = "Fine-Gray model"
    guard question.strata == nil else {
      return [
        Row("hazard_ratio", .notEstimable("the Fine-Gray model is not stratified: leave strata out"), method: method)
      ]
    }
    guard question.followUp.entry == nil else {
      return [Row("hazard_ratio", .notEstimable("the Fine-Gray model takes no late entries"), method: method)]
    }
    let fit = try FineGray(
      outcomes, of: outcomes.names[0], CovariateMatrix(columns: [question.codes.map(Double.init)]))
    let names = ["hazard_ratio", "hazard_ratio_lower", "hazard_ratio_upper"]
    let found = FineGrayStatistics(fit, names: [""], level: level).termRows
    return names.compactMap { name in
      (found.first { $0.statistic == "subdistribution_" + name }).map {
        Row(name, $0.value, method: method)
      }
    }
  }

  private static func rows(_ rows: [Row], method: String) -> [Row] {
    rows.filter { $0.statistic.hasPrefix("hazard_ratio") }.map { Row($0.statistic, $0.value, method: method) }
  }
}

extension Outcomes {
  /// The same with all but the last few put together as one, the event of the endpoint, whichever of its outcomes it was.
  fileprivate func joined(but others: Int) -> Outcomes {
    let own = names.count - others
    guard own > 1 else { return self }
    return Outcomes(
      names: [names.prefix(own).joined(separator: " or ")] + names.suffix(others),
      codes: codes.map { $0 <= 0 ? $0 : $0 <= own ? 1 : $0 - Int32(own) + 1 })
  }
}

// MARK: - Rows

extension EstimandView {
  /// The words for the strategy.
  var label: String {
    switch strategy {
    case .policy: "Treatment policy"
    case .censor: "Hypothetical (censored)"
    case .composite: "Composite"
    case .competing: "Competing"
    }
  }

  /// Which question the endpoint answers under the strategy.
  func asks(_ event: String) -> String {
    switch strategy {
    case .policy: "How does it go, whether or not a \(event) happens on the way?"
    case .censor:
      "How would it go if no \(event) happened, were those who have one like the others at risk on that day?"
    case .composite: "How long until the event or a \(event), whichever is first?"
    case .competing: "How many have the event before any \(event)?"
    }
  }

  /// Everything that the strategy gives, one group after the other.
  func rows(_ event: String) -> [Row] {
    var rows = [Row("question", .text(asks(event)), variable: strategy.rawValue)]
    if let effect {
      rows.append(Row("intercurrent_events", .count(effect.subjects), variable: strategy.rawValue))
    }
    rows += ratio.map { row in
      var row = row
      row.variable = strategy.rawValue
      return row
    }
    if let test {
      rows += [Row("p_value", test.p, variable: strategy.rawValue, method: test.method)].resting(onAllOf: question)
    }
    return rows + question.levels.indices.flatMap(groupRows)
  }

  private func groupRows(_ group: Int) -> [Row] {
    let level = question.levels[group]
    let table = incidences.isEmpty ? curves[group].table : nil
    let size = table?.count ?? incidences[group].table.count
    let events = table?.eventCount ?? incidences[group].table.eventCount(0)
    func row(_ statistic: String, _ value: Quantity, time: Double? = nil) -> Row {
      Row(
        statistic, value, group: level, variable: strategy.rawValue, time: time,
        unit: statistic.hasPrefix("median") ? question.unit : nil, method: method, n: Int(size))
    }
    var rows = [row("n", .count(Int(size))), row("events", .count(Int(events)))]
    if incidences.isEmpty {
      let median = curves[group].quantile(
        0.5, band: curves[group].band(style.transform, level: style.level), rule: style.plateau)
      let reason = size == 0 ? "no subjects" : "not reached"
      rows += [
        row("median", Quantity(median.estimate, otherwise: reason)),
        row("median_lower", Quantity(median.lower, otherwise: reason)),
        row("median_upper", Quantity(median.upper, otherwise: reason)),
      ]
    } else {
      rows.append(row("median", .notEstimable("some never have the event")))
    }
    return rows + style.times.flatMap { time in milestone(group, at: time).map { row($0, $1, time: time) } }
  }

  private var method: String {
    guard !incidences.isEmpty else { return "One less Kaplan-Meier, \(style.interval)" }
    return
      "Aalen-Johansen, \(Argument.percent(style.level)) interval on the scale of \(style.transform.nameOfIncidence)"
  }

  /// The probability of the event by a time, with its limits.
  private func milestone(_ group: Int, at time: Double) -> [(String, Quantity)] {
    let point: (estimate: Double?, lower: Double?, upper: Double?, n: Double)
    if incidences.isEmpty {
      let found = curves[group].milestone(at: time, style.transform, level: style.level, beyond: style.beyond)
      point = (
        found.survival.map { 1 - $0 }, found.upper.map { 1 - $0 }, found.lower.map { 1 - $0 }, curves[group].table.count
      )
    } else {
      let found = incidences[group].milestone(0, at: time, style.transform, level: style.level, beyond: style.beyond)
      point = (found.incidence, found.lower, found.upper, incidences[group].table.count)
    }
    let reason = point.n == 0 ? "no subjects" : point.estimate == nil ? "beyond the last observation" : "undefined here"
    return [
      ("probability", Quantity(point.n == 0 ? nil : point.estimate, otherwise: reason)),
      ("probability_lower", Quantity(point.n == 0 ? nil : point.lower, otherwise: reason)),
      ("probability_upper", Quantity(point.n == 0 ? nil : point.upper, otherwise: reason)),
    ]
  }
}

// MARK: - Drawn

extension EstimandView {
  /// The number at risk in a group at a time.
  func atRisk(_ group: Int, at time: Double) -> Double {
    incidences.isEmpty ? curves[group].table.atRisk(at: time) : incidences[group].table.atRisk(at: time)
  }

  /// The last time observed in any group.
  var end: Double {
    incidences.isEmpty
      ? curves.compactMap(\.table.times.last).max() ?? 0 : incidences.compactMap(\.table.times.last).max() ?? 0
  }

  /// The probability of the event in a group, as a rising curve.
  func curve(_ group: Int, label: String) -> Figure.Curve {
    func limit(_ value: Double) -> Double? { value.isFinite ? value : nil }
    let (times, events, heights, lower, upper): ([Double], [Double], [Double], [Double], [Double])
    if incidences.isEmpty {
      let curve = curves[group]
      let band = curve.band(style.transform, level: style.level)
      (times, events, heights) = (curve.table.times, curve.table.events, curve.survival.map { 1 - $0 })
      (lower, upper) = (band.upper.map { 1 - $0 }, band.lower.map { 1 - $0 })
    } else {
      let curve = incidences[group]
      let band = curve.band(0, style.transform, level: style.level)
      (times, events, heights) = (curve.table.times, curve.table.events[0], curve.incidence[0])
      (lower, upper) = (band.lower, band.upper)
    }
    let steps = times.indices.filter { events[$0] > 0 }.thinnedForFigure
    return Figure.Curve(
      group: label, time: steps.map { times[$0] }, estimate: steps.map { heights[$0] },
      lower: steps.map { limit(lower[$0]) }, upper: steps.map { limit(upper[$0]) }, end: times.last ?? 0)
  }
}
