import Analyses
import Cohorts
import Designs
import Statistics

/// A fitted Fine-Gray model as rows, tables and cautions.
struct FineGrayStatistics {
  let fit: FineGray
  let names: [String]
  let level: Double

  init(_ fit: FineGray, names: [String], level: Double) {
    self.fit = fit
    self.names = names
    self.level = level
  }

  /// The statistics that the rows name.
  static let declared: [Analysis.Statistic] = [
    .init(
      "coefficient", "The log subdistribution hazard ratio for one unit, or against the reference level.",
      estimated: .on(.plain, standardError: "standard_error")),
    .init("standard_error", "Its standard error, by the sandwich."),
    .init(
      "subdistribution_hazard_ratio", "The subdistribution hazard ratio: exp(coefficient).",
      estimated: .on(.log, standardError: "standard_error")),
    .init("subdistribution_hazard_ratio_lower", "Its lower limit."),
    .init("subdistribution_hazard_ratio_upper", "Its upper limit."),
    .init("z", "The coefficient over its standard error."),
    .init("wald_p_value", "The two-sided p-value of z."),
    .init("n", "The number of subjects, frequency weights counted."),
    .init("events", "The number of events of the outcome."),
    .init("competing_events", "The number of events of the other outcomes."),
    .init("log_likelihood", "The log pseudo-likelihood at the estimate."),
    .init("log_likelihood_null", "The log pseudo-likelihood with all coefficients zero."),
    .init("iterations", "The steps of the search."),
    .init("reference", "The level that the others are compared with."),
    .init("knot", "A knot of a restricted cubic spline."),
    .init("predicted_incidence", "The cumulative incidence that the model predicts for a profile at a time."),
  ]

  /// One term after the other.
  var termRows: [Row] {
    zip(names, fit.coefficients).flatMap { name, coefficient in
      let reason = fit.eventCount == 0 ? "no events" : CoxStatistics.reason(coefficient)
      let isEstimated = coefficient.state == .estimated && fit.eventCount > 0
      let limits = coefficient.ratioLimits(level: level)
      func row(_ statistic: String, _ value: Double?, method: String? = nil) -> Row {
        Row(statistic, Quantity(isEstimated ? value : nil, otherwise: reason), variable: name, method: method)
      }
      let interval = "Wald interval, \(Argument.percent(level))"
      return [
        row("coefficient", coefficient.value, method: "Fine-Gray, \(fit.convention.rawValue)"),
        row("standard_error", coefficient.robustStandardError),
        row("subdistribution_hazard_ratio", coefficient.ratio),
        row("subdistribution_hazard_ratio_lower", limits?.lower, method: interval),
        row("subdistribution_hazard_ratio_upper", limits?.upper, method: interval),
        row("z", coefficient.z), row("wald_p_value", coefficient.pValue),
      ]
    }
  }

  /// The Wald test that all coefficients are zero.
  var testRows: [Row] {
    let hasInfinite = fit.coefficients.contains { $0.state == .infinite }
    return fit.waldTest.rows(
      named: "wald",
      unless: fit.eventCount == 0
        ? "no events" : hasInfinite ? "undefined where a coefficient is infinite" : nil)
  }

  /// The sizes of the model and its likelihood.
  func modelRows(missing: Int) -> [Row] {
    let hasEvents = fit.eventCount > 0
    return [
      Row("n", tally(fit.count), missing: missing), Row("events", tally(fit.eventCount)),
      Row("competing_events", tally(fit.competingCount)),
      Row("log_likelihood", Quantity(hasEvents ? fit.logLikelihood : nil, otherwise: "no events")),
      Row("log_likelihood_null", Quantity(hasEvents ? fit.nullLogLikelihood : nil, otherwise: "no events")),
      Row("iterations", .count(fit.iterations)),
    ]
  }

  /// What a reader must know of the fit.
  var cautions: [Caution] {
    guard fit.eventCount > 0 else {
      return [
        Caution(.fewEvents, "There are no events of \(fit.outcome), so that nothing can be said of its incidence.")
      ]
    }
    func named(_ state: RegressionCoefficient.State) -> String? {
      let names = zip(names, fit.coefficients).filter { $0.1.state == state }.map { "\"\($0.0)\"" }
      return names.isEmpty ? nil : names.joined(separator: ", ")
    }
    var cautions: [Caution] = []
    if let infinite = named(.infinite) {
      cautions.append(
        Caution(
          .separation,
          "The likelihood rises without end in \(infinite): a group has no events of \(fit.outcome), or all come first. There is "
            + "no finite ratio.", remedy: "Merge levels, or leave the term out."))
    } else if !fit.hasConverged {
      cautions.append(
        Caution(
          .notConverged, "The search for the coefficients ended after \(fit.iterations) steps without converging."))
    }
    if let aliased = named(.aliased) {
      cautions.append(
        Caution(
          .aliased, "No coefficient for \(aliased): the other terms determine it, or it is the same for all at risk."))
    }
    let terms = fit.coefficients.filter { $0.state != .aliased }.count
    if terms > 0, fit.eventCount < 10 * Double(terms) {
      cautions.append(
        Caution(
          .fewEvents,
          "\(Int(fit.eventCount)) events of \(fit.outcome) for \(terms) \(terms == 1 ? "coefficient" : "coefficients"): fewer "
            + "than ten each, so that estimates and their intervals are unsteady."))
    }
    return cautions
  }

  /// The terms, and the test of the model.
  func tables(labels: [String]) -> [TableLayout] {
    [
      TableLayout(
        title: "Subdistribution hazard ratios", rowHeader: "Term",
        lines: zip(names, labels).map { .init($1, variable: $0) },
        columns: [
          .init(
            "Subdistribution hazard ratio (\(Argument.percent(level)) CI)",
            .estimate(
              "subdistribution_hazard_ratio", lower: "subdistribution_hazard_ratio_lower",
              upper: "subdistribution_hazard_ratio_upper"), .ratio),
          .init("Coefficient", .value("coefficient"), .statistic),
          .init("Standard error", .value("standard_error"), .statistic), .init("p", .value("wald_p_value"), .pValue),
        ]),
      TableLayout(
        title: "Test that all coefficients are zero", rowHeader: "Test", lines: [.init("Wald", variable: "wald")],
        columns: [
          .init("Chi-squared", .value("chi_squared"), .statistic), .init("df", .value("df"), .count),
          .init("p", .value("p_value"), .pValue),
        ]),
    ]
  }
}
