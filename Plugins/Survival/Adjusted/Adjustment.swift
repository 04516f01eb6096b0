import Analyses
import Cohorts
import Statistics

/// The groups as they are: a Kaplan-Meier curve each.
struct UnadjustedCurves {
  /// The counts of each group that has somebody.
  let tables: [EventTable]
  let estimates: AdjustedEstimates
  /// What is drawn of them: curves with the numbers at risk.
  let panel: Figure.Curves.Panel?
  let test: LogRank

  init(_ asked: AdjustedQuestion, style: CurveStyle, ties: CoxTies) throws {
    let tables = try EventTable.tables(of: asked.followUp, groups: asked.codes, count: asked.levels.count)
    self.tables = tables
    let curves = tables.map { KaplanMeier($0) }
    let fit = try CoxModel(asked.followUp, GroupWeighting.indicators(asked), ties: ties)
    panel = Self.panel(curves, asked, style, atRisk: tables)
    estimates = AdjustedEstimates(curves, fit: fit, style: style, drawn: panel?.curves ?? [])
    test = try LogRank(asked.followUp, groups: asked.codes, groupCount: asked.levels.count)
  }

  /// Kaplan-Meier curves, weighted or not, as a panel; the numbers at risk are those of subjects.
  static func panel(
    _ curves: [KaplanMeier], _ asked: AdjustedQuestion, _ style: CurveStyle, atRisk tables: [EventTable]
  ) -> Figure.Curves.Panel? {
    let statistics = zip(zip(asked.levels, curves), tables).map { named, table in
      CurveStatistics(
        group: named.0, label: asked.question.label(of: named.0), estimate: named.1, style: style,
        endpoint: asked.question.endpoint, atRisk: table.atRisk(at:))
    }
    let figure = CurveStatistics.figures(
      of: statistics, title: "", endpoint: asked.question.endpoint, axisUnit: nil, annotations: [])
    return figure.first?.curves?.panels.first
  }
}

/// The groups made alike, in the one way or the other; or why they cannot be.
enum Adjustment {
  case weighting(GroupWeighting, AdjustedEstimates)
  case standardisation(StandardisedSurvival, AdjustedEstimates)
  case impossible(String)

  init(
    _ method: AdjustedCurves.Method, _ asked: AdjustedQuestion, _ choice: GroupWeighting.Choice, style: CurveStyle,
    ties: CoxTies, plain: UnadjustedCurves
  ) throws {
    guard asked.isComparable else {
      self = .impossible("fewer than two groups have subjects")
      return
    }
    switch method {
    case .weighting:
      let weighting = try GroupWeighting(asked, choice, ties: ties)
      let panel = UnadjustedCurves.panel(weighting.curves, asked, style, atRisk: plain.tables)
      let estimates = AdjustedEstimates(
        weighting.curves, fit: weighting.fit, style: style, drawn: panel?.curves ?? [])
      self = .weighting(weighting, estimates)
    case .standardisation:
      let standardised = try StandardisedSurvival(
        asked.followUp, groups: asked.codes, groupCount: asked.levels.count, covariates: asked.columns,
        target: choice.estimand == .treated ? choice.target : nil, ties: ties)
      let labels = asked.levels.map { asked.question.label(of: $0) ?? $0 }
      let estimates = AdjustedEstimates(standardised, levels: labels, style: style, subjects: asked.codes.count)
      self = .standardisation(standardised, estimates)
    }
  }

  /// The adjusted estimates; nil where there are none.
  var estimates: AdjustedEstimates? {
    switch self {
    case .weighting(_, let estimates), .standardisation(_, let estimates): estimates
    case .impossible: nil
    }
  }

  /// The weighting; nil where there is none.
  var weighting: GroupWeighting? { if case .weighting(let weighting, _) = self { weighting } else { nil } }
}
