import Analyses
import Designs
import RealModule
import Statistics

extension LogisticStatistics {
  /// The terms, the model and its tests.
  var tables: [TableLayout] {
    let percent = Argument.percent(level)
    let intercept = TableLayout.Line("Intercept", variable: "(intercept)")
    return [
      TableLayout(
        title: "Odds ratios", rowHeader: "Term",
        lines: zip(asked.design.terms, asked.design.labels).map { .init($1, variable: $0.name) } + [intercept],
        columns: [
          .init(
            "Odds ratio (\(percent) CI)",
            .estimate("odds_ratio", lower: "odds_ratio_lower", upper: "odds_ratio_upper"), .ratio),
          .init(
            "Coefficient (\(percent) CI)",
            .estimate("coefficient", lower: "coefficient_lower", upper: "coefficient_upper"), .statistic),
          .init("Standard error", .value("standard_error"), .statistic), .init("p", .value("wald_p_value"), .pValue),
        ]),
      TableLayout(
        title: "Model", rowHeader: "", lines: [.init("Logistic regression")],
        columns: [
          .init("n", .value("n"), .count), .init("With the outcome", .value("responders"), .count),
          .init("C statistic", .value("c_statistic"), .statistic),
          .init("Standard error", .value("c_statistic_standard_error"), .statistic),
          .init("Log likelihood", .value("log_likelihood"), .statistic), .init("AIC", .value("aic"), .statistic),
          .init("BIC", .value("bic"), .statistic),
        ]),
      .modelTests,
    ]
  }

  /// The odds ratios; `nil` where there are none that stand for themselves, as the parts of a spline do not.
  ///
  /// - Parameter rows: The rows of the model.
  /// - Returns: A forest plot.
  func figure(_ rows: [Row]) -> Figure? {
    let alone = asked.design.effects.filter { effect in
      effect.variables.count == 1
        && effect.variables.allSatisfy { place in
          let basis = asked.design.covariates.variables[place].basis
          return basis == .plain || basis == .factor
        }
    }.flatMap(\.columns)
    func value(_ statistic: String, _ name: String) -> Quantity {
      rows.first { $0.statistic == statistic && $0.variable == name }?.value ?? .notEstimable("not estimable")
    }
    let lines = alone.map { place -> Figure.Forest.Line in
      let name = asked.design.terms[place].name
      let limits = (value("odds_ratio_lower", name), value("odds_ratio_upper", name))
      let hasLimits = limits.0.double != nil || limits.1.double != nil
      return .init(
        .estimate, asked.design.labels[place], estimate: value("odds_ratio", name),
        interval: hasLimits ? .init(limits.0, limits.1) : nil)
    }
    guard lines.contains(where: { $0.estimate?.double != nil }) else { return nil }
    return Figure(
      title: "\(asked.question.outcome.label): odds ratios",
      .forest(
        .init(
          rowHeader: "Term", lines: lines, axis: .init("Odds ratio", scale: .log, format: .ratio), level: level,
          noEffect: 1, below: "Outcome less likely", above: "Outcome more likely")))
  }

  /// The model as sentences.
  var methods: [String] {
    let offsets = asked.design.covariates.offsets.map(\.source.label).joined(separator: ", ")
    let estimation = fit.penalty == .firth ? "Firth's penalised likelihood" : "maximum likelihood"
    return [
      "Logistic regression by \(estimation)" + (offsets.isEmpty ? "" : ", with \(offsets) as an offset")
        + "; odds ratios with \(interval.words)s (\(Argument.percent(level))), p-values of coefficients by Wald.",
      "Each term is tested by likelihood ratio, in models without the interactions that contain it, and by Wald.",
      "C statistic of the probabilities that the model gives the subjects from whom it was made, with DeLong's standard error.",
    ] + asked.design.methods
  }

  /// What a reader must know of the fit.
  var cautions: [Caution] {
    if let reason = asked.reason {
      return [Caution(.fewEvents, "There is no model: \(reason).")]
    }
    return [separation, convergence, aliased, fewEvents].compactMap { $0 }
  }

  private var names: [String] { ["(intercept)"] + asked.design.terms.map(\.name) }

  private func named(_ state: RegressionCoefficient.State) -> [String] {
    zip(names, fit.coefficients).filter { $0.1.state == state }.map { "\"\($0.0)\"" }
  }

  private var separation: Caution? {
    guard fit.separation != .none else { return nil }
    let how =
      fit.separation == .complete
      ? "The covariates tell the outcomes apart without fail (complete separation), so that no coefficient has a finite estimate."
      : "The covariates tell the outcomes of some subjects apart without fail (quasi-complete separation): there is no finite "
        + "estimate of \(named(.infinite).joined(separator: ", "))."
    return Caution(
      .separation, how + " Likelihood ratio tests and the profile limits that there are hold, Wald tests do not.",
      remedy:
        "Ask for penalty = \"firth\", which has finite odds ratios and intervals, merge levels, or leave the term out.")
  }

  private var convergence: Caution? {
    guard fit.separation == .none, !fit.hasConverged else { return nil }
    return Caution(
      .notConverged, "The search for the coefficients ended after \(fit.iterations) steps without converging.")
  }

  private var aliased: Caution? {
    let names = named(.aliased)
    guard !names.isEmpty else { return nil }
    return Caution(
      .aliased,
      "No coefficient for \(names.joined(separator: ", ")): the other terms determine it, or it is the same for all subjects."
    )
  }

  private var fewEvents: Caution? {
    let total = asked.question.total
    let fewer = min(total.responders, total.n - total.responders)
    let terms = fit.coefficients.count { $0.state != .aliased } - 1
    guard terms > 0, fewer < 10 * terms else { return nil }
    let what = total.responders <= total.n - total.responders ? "with the outcome" : "without the outcome"
    return Caution(
      .fewEvents,
      "\(fewer) subjects \(what) for \(terms) \(terms == 1 ? "coefficient" : "coefficients"): fewer than ten each, so that "
        + "estimates and their intervals are unsteady.")
  }
}
