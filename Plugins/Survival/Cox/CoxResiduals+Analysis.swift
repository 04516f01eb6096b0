import Analyses
import Cohorts
import Designs
import RealModule
import Statistics

/// What the residuals of a Cox model say of its subjects: who changes it most, and whom it fits worst.
enum CoxInfluence {
  private static let name = "survival.residuals"

  /// The residuals in summary, as scripts ask for them.
  static let analysis = Analysis(
    name, "Residuals of a Cox model: the subjects who change it most, and those whom it fits worst.",
    details: """
      Fits the Cox model of survival.cox. For each coefficient it names the subjects whose leaving out would change it most \
      (dfbeta, in units of the coefficient and of its standard error), and the subjects with the largest deviance residuals: \
      positive where the event came much sooner than the model expects, negative where it came much later or not at all. \
      Where a subject has several rows, their residuals are added up. An influential subject is a reason to look at the \
      data, and none to leave them out.
      """,
    parameters: CoxQuestion.parameters + [most.any],
    statistics: [
      .init("dfbeta", "How much the coefficient would change, nearly, were the subject left out."),
      .init("dfbeta_standardized", "The same in units of the coefficient's standard error."),
      .init("score_residual", "The subject's part in the slope of the likelihood by the coefficient."),
      .init("martingale_residual", "Events less events expected of the subject."),
      .init("deviance_residual", "The martingale residual, made more nearly symmetric."),
      .init("martingale_minimum", "The smallest martingale residual."),
      .init("martingale_maximum", "The largest martingale residual."),
      .init("n", "The number of subjects, frequency weights counted."), .init("events", "The number of events."),
    ],
    example: [
      .init("endpoint", .text("pfs")), .init("covariates", .list([.text("age"), .text("diagnosis")])),
    ]
  ) { cohort, arguments in
    let asked = try CoxQuestion(cohort, arguments, for: name)
    let fit = try asked.fit()
    let count = Int(arguments[most])
    var result = AnalysisResult(
      title: "\(asked.question.endpoint.label): residuals of the Cox model",
      methods: asked.methods("martingale, deviance and score residuals and dfbeta, summed over the rows of a subject"))
    result.rows = [
      Row("n", .count(Int(asked.subjectCount)), missing: asked.question.missing),
      Row("events", .count(Int(fit.eventCount))),
    ]
    if fit.eventCount > 0 {
      let fitted = try asked.fitted(fit)
      addFit(to: &result, asked, fitted, count)
      if fit.ties != .exact { try addInfluence(to: &result, asked, fitted, fit, count) }
    }
    let statistics = CoxStatistics(fit, names: asked.design.terms.map(\.name), level: 0.95)
    result.cautions = asked.cautions + statistics.cautions(events: fit.eventCount)
    return result
  }

  private static let most = Parameter.number(
    "most", "How many subjects are named for each coefficient, and for the fit.", in: 1...10_000, default: 5)

  private static func addFit(
    to result: inout AnalysisResult, _ asked: CoxQuestion, _ fitted: FittedCox, _ count: Int
  ) {
    let martingale = asked.bySubject(fitted.martingaleResiduals())
    let events = asked.bySubject(asked.followUp.event.map { $0 ? 1 : 0 })
    let deviance = zip(martingale, events).map { FittedCox.deviance(martingale: $0, events: $1) }
    let worst = deviance.indices.sorted { abs(deviance[$0]) > abs(deviance[$1]) }.prefix(count)
    for place in worst {
      let subject = asked.subjectName(place)
      result.rows += [
        Row("martingale_residual", Quantity(martingale[place], otherwise: "undefined"), group: subject),
        Row("deviance_residual", Quantity(deviance[place], otherwise: "undefined"), group: subject),
      ]
    }
    result.rows += [
      Row("martingale_minimum", Quantity(martingale.min(), otherwise: "no subjects")),
      Row("martingale_maximum", Quantity(martingale.max(), otherwise: "no subjects")),
    ]
    result.tables.append(
      TableLayout(
        title: "Largest deviance residuals", rowHeader: "Subject",
        lines: worst.map { .init(asked.subjectName($0), group: asked.subjectName($0)) },
        columns: [
          .init("Deviance residual", .value("deviance_residual"), .statistic),
          .init("Martingale residual", .value("martingale_residual"), .statistic),
        ]))
  }

  private static func addInfluence(
    to result: inout AnalysisResult, _ asked: CoxQuestion, _ fitted: FittedCox, _ fit: CoxModel, _ count: Int
  ) throws {
    let (changes, scores) = (try fitted.coefficientChanges(), try fitted.scoreResiduals())
    var lines: [TableLayout.Line] = []
    for (place, term) in asked.design.terms.enumerated() where fit.coefficients[place].state == .estimated {
      let (influence, score) = (asked.bySubject(changes[place]), asked.bySubject(scores[place]))
      for subject in influence.indices.sorted(by: { abs(influence[$0]) > abs(influence[$1]) }).prefix(count) {
        let name = asked.subjectName(subject)
        let error = fit.coefficients[place].standardError.flatMap { $0 > 0 ? $0 : nil }
        result.rows += [
          Row("dfbeta", Quantity(influence[subject], otherwise: "undefined"), group: name, variable: term.name),
          Row(
            "dfbeta_standardized", Quantity(error.map { influence[subject] / $0 }, otherwise: "undefined"), group: name,
            variable: term.name),
          Row("score_residual", Quantity(score[subject], otherwise: "undefined"), group: name, variable: term.name),
        ]
        lines.append(.init("\(term.label), subject \(name)", group: name, variable: term.name))
      }
    }
    guard !lines.isEmpty else { return }
    result.tables.append(
      TableLayout(
        title: "Subjects who change a coefficient most", rowHeader: "Term and subject", lines: lines,
        columns: [
          .init("Change of the coefficient", .value("dfbeta"), .statistic),
          .init("In standard errors", .value("dfbeta_standardized"), .statistic),
          .init("Score residual", .value("score_residual"), .statistic),
        ]))
  }
}

extension CoxQuestion {
  /// Numbers of rows, added up for each subject of the question.
  func bySubject(_ values: [Double]) -> [Double] {
    guard let subject else { return values }
    var sums = [Double](repeating: 0, count: question.positions.count)
    for (row, value) in values.enumerated() { sums[subject[row]] += value }
    return sums
  }

  /// The id of a subject of the question.
  func subjectName(_ place: Int) -> String {
    question.cohort.subject(Int(question.positions[place]))
  }
}
