import Analyses
import Statistics

extension TrialRows {
  /// The forest plot: a box a trial, and diamonds for all together, for the fixed and for the random effect, with the prediction
  /// interval beneath.
  var figures: [Figure] {
    guard pooled.estimates.contains(where: { $0.scaled != nil }) else { return [] }
    let hasEvents = pooled.estimates.contains { $0.events != nil }
    let columns: [Figure.Forest.Column] =
      [.init("n", .count)] + (hasEvents ? [.init("Events", .count)] : [])
    let forest = Figure.Forest(
      rowHeader: question.label, columns: columns, lines: trialLines(hasEvents) + pooledLines + predictionLine,
      axis: Self.axis(of: question),
      level: pooled.level, noEffect: question.estimation.noEffect,
      weightHeader: pooled.effects == nil ? nil : "Weight", annotations: annotations)
    return [Figure(title: "\(question.number.capitalizedFirst) by \(question.label)", .forest(forest))]
  }

  private func trialLines(_ hasEvents: Bool) -> [Figure.Forest.Line] {
    let weights = pooled.shares(randomly: true)
    return pooled.estimates.enumerated().map { place, estimate in
      let events: [Quantity?] = hasEvents ? [estimate.events.map { .count($0) }] : []
      return Figure.Forest.Line(
        .estimate, estimate.trial, cells: [estimate.subjects.map { .count($0) }] + events, estimate: estimate.value,
        interval: pooled.limits(estimate).map(Self.interval), weight: weights[place].map { $0 * 100 })
    }
  }

  private var pooledLines: [Figure.Forest.Line] {
    let together = question.pooled
    var lines = [
      Figure.Forest.Line(
        .pooled, question.pooledLabel, estimate: together.value,
        interval: pooled.limits(together).map(Self.interval))
    ]
    guard let effects = pooled.effects else { return lines }
    for (label, effect) in [("Fixed effect", effects.fixed), ("Random effects", effects.random)] {
      lines.append(
        Figure.Forest.Line(
          .pooled, label, estimate: .number(question.estimation.scale.original(effect.estimate)),
          interval: pooled.limits(effect).map(Self.interval)))
    }
    return lines
  }

  private var predictionLine: [Figure.Forest.Line] {
    guard let limits = pooled.predicted else { return [] }
    return [.init(.prediction, "Prediction interval", interval: Self.interval(limits))]
  }

  private var annotations: [Figure.Annotation] {
    guard let effects = pooled.effects else { return [] }
    return [
      .init("Heterogeneity: I²", Quantity(effects.iSquared, otherwise: PooledTrials.tooFew), .proportion),
      .init("τ²", .number(effects.betweenVariance), .statistic),
      .init("Test of homogeneity", Quantity(effects.qPValue, otherwise: PooledTrials.tooFew), .pValue),
    ]
  }

  /// The axis of the number that is asked for.
  static func axis(of question: TrialQuestion) -> Figure.Axis {
    Figure.Axis(
      question.number.capitalizedFirst, unit: question.unit,
      scale: question.estimation.scale == .log ? .log : .linear, format: question.format)
  }

  /// Limits as a figure takes them.
  static func interval(_ limits: (lower: Double, upper: Double)) -> Figure.Interval {
    .init(
      Quantity(limits.lower, otherwise: "not finite"), Quantity(limits.upper, otherwise: "not finite"))
  }
}
