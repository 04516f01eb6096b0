import Analyses
import Designs
import RealModule
import Statistics

/// A fitted accelerated failure time model as rows, tables and cautions.
struct AcceleratedStatistics {
  private let fit: AcceleratedFailureTime
  private let names: [String]
  private let labels: [String]
  private let level: Double

  init(_ fit: AcceleratedFailureTime, names: [String], labels: [String], level: Double) {
    self.fit = fit
    self.names = names
    self.labels = labels
    self.level = level
  }

  /// The statistics of one term.
  static let termStatistics: [Analysis.Statistic] = [
    .init(
      "coefficient",
      "The log time ratio for one unit, or against the reference level; of the intercept, log time itself.",
      estimated: .on(.plain, standardError: "robust_standard_error", "standard_error")),
    .init("standard_error", "Its standard error, from the inverse information."),
    .init("robust_standard_error", "Its standard error where subjects depend on each other or have case weights."),
    .init(
      "time_ratio", "The time ratio: exp(coefficient).",
      estimated: .on(.log, standardError: "robust_standard_error", "standard_error")),
    .init("time_ratio_lower", "Its lower limit."),
    .init("time_ratio_upper", "Its upper limit."),
    .init("hazard_ratio", "The hazard ratio, where hazards are proportional: exp(-coefficient / scale)."),
    .init("hazard_ratio_lower", "Its lower limit."),
    .init("hazard_ratio_upper", "Its upper limit."),
    .init("z", "The coefficient over its standard error, the robust one where there is one."),
    .init("wald_p_value", "The two-sided p-value of z."),
  ]

  /// The statistics of the model as a whole.
  static let modelStatistics: [Analysis.Statistic] = [
    .init("n", "The number of subjects, frequency weights counted."),
    .init("events", "The number of events."),
    .init("scale", "The scale σ: 1 for exponential times; the Weibull shape is 1 / scale."),
    .init("scale_lower", "Its lower limit, on the logarithmic scale."),
    .init("scale_upper", "Its upper limit."),
    .init("log_likelihood", "The log likelihood of the times at the estimate."),
    .init("log_likelihood_null", "The same without the covariates."),
    .init("aic", "Akaike's information criterion, scale and intercept counted."),
    .init("iterations", "The steps of the search."),
    .init("reference", "The level that the others are compared with."),
    .init("knot", "A knot of a restricted cubic spline."),
  ]

  /// The intercept, and one term after the other.
  var termRows: [Row] {
    let intercept = [
      Row(
        "coefficient", Quantity(fit.intercept.value, otherwise: reason(fit.intercept)), variable: "intercept",
        method: method),
      Row(
        "standard_error", Quantity(fit.intercept.standardError, otherwise: reason(fit.intercept)),
        variable: "intercept"),
    ]
    let robust = row(
      "robust_standard_error", fit.intercept.robustStandardError, fit.intercept, "intercept")
    return intercept + (isRobust ? [robust] : []) + zip(names, fit.coefficients).flatMap(rows)
  }

  private func rows(_ name: String, _ coefficient: AcceleratedFailureTime.Coefficient) -> [Row] {
    let limits = coefficient.timeRatioLimits(level: level)
    let interval = "Wald interval, \(Argument.percent(level))"
    let isEstimated = coefficient.state == .estimated
    var rows = [
      row("coefficient", coefficient.value.flatMap { $0.isFinite ? $0 : nil }, coefficient, name, method),
      row("standard_error", coefficient.standardError, coefficient, name),
    ]
    if isRobust { rows.append(row("robust_standard_error", coefficient.robustStandardError, coefficient, name)) }
    rows += [
      row("time_ratio", isEstimated ? coefficient.timeRatio : nil, coefficient, name),
      row("time_ratio_lower", limits?.lower, coefficient, name, interval),
      row("time_ratio_upper", limits?.upper, coefficient, name, interval),
    ]
    if fit.distribution.hasProportionalHazards {
      let limits = coefficient.hazardRatioLimits(level: level)
      rows += [
        row("hazard_ratio", coefficient.logHazardRatio.map { .exp($0.value) }, coefficient, name),
        row("hazard_ratio_lower", limits?.lower, coefficient, name, "\(interval), delta method"),
        row("hazard_ratio_upper", limits?.upper, coefficient, name, "\(interval), delta method"),
      ]
    }
    return rows + [
      row("z", isEstimated ? coefficient.z : nil, coefficient, name),
      row("wald_p_value", isEstimated ? coefficient.pValue : nil, coefficient, name),
    ]
  }

  private func row(
    _ statistic: String, _ value: Double?, _ coefficient: AcceleratedFailureTime.Coefficient, _ name: String,
    _ method: String? = nil
  ) -> Row {
    Row(statistic, Quantity(value, otherwise: reason(coefficient)), variable: name, method: method)
  }

  private var method: String { "Accelerated failure time, \(fit.distribution.words)" }

  private var isRobust: Bool { fit.robustVariance != nil }

  private func reason(_ coefficient: AcceleratedFailureTime.Coefficient) -> String {
    if fit.eventCount == 0 { return "no events" }
    guard fit.scale != nil else { return Self.noSpread }
    switch coefficient.state {
    case .estimated: return "not estimable"
    case .aliased: return "determined by the other terms, or the same for all"
    case .infinite:
      return (coefficient.value ?? 0) < 0
        ? "no finite estimate: the time ratio tends to 0 (separation)"
        : "no finite estimate: the time ratio rises without end (separation)"
    }
  }

  private static let noSpread = "the terms foretell the events exactly, which leaves no spread to estimate"

  private var modelReason: String { fit.eventCount == 0 ? "no events" : Self.noSpread }

  /// The likelihood ratio test that no covariate changes the time.
  var testRows: [Row] {
    guard let test = fit.likelihoodRatioTest else {
      return LikelihoodTest(0, 0).rows(named: "likelihood_ratio", unless: modelReason)
    }
    return test.rows(named: "likelihood_ratio", unless: isRobust ? "not valid with robust standard errors" : nil)
  }

  /// The sizes of the model, its scale and its likelihood.
  func modelRows(subjects: Double, missing: Int) -> [Row] {
    let half = fit.standardErrorOfLogScale.map { Double.exp(Normal.reach(ofLevel: level) * $0) }
    let fixed = fit.scale != nil ? "known, not estimated" : modelReason
    let (scale, factor) = (fit.scale, half)
    func limit(_ value: (Double, Double) -> Double) -> Double? {
      guard let scale, let factor else { return nil }
      return value(scale, factor)
    }
    return [
      Row("scale", Quantity(scale, otherwise: modelReason)),
      Row("scale_lower", Quantity(limit(/), otherwise: fixed)),
      Row("scale_upper", Quantity(limit(*), otherwise: fixed)),
      Row("n", .count(Int(subjects)), missing: missing), Row("events", .count(Int(fit.eventCount))),
      Row("log_likelihood", Quantity(fit.logLikelihood, otherwise: modelReason)),
      Row("log_likelihood_null", Quantity(fit.nullLogLikelihood, otherwise: modelReason)),
      Row("aic", Quantity(fit.akaike, otherwise: modelReason)), Row("iterations", .count(fit.iterations)),
    ]
  }

  /// The terms, and the model as a whole.
  var tables: [TableLayout] {
    var columns: [TableLayout.Column] = [
      .init(
        "Time ratio (\(Argument.percent(level)) CI)",
        .estimate("time_ratio", lower: "time_ratio_lower", upper: "time_ratio_upper"), .ratio)
    ]
    if fit.distribution.hasProportionalHazards {
      columns.append(
        .init(
          "Hazard ratio (\(Argument.percent(level)) CI)",
          .estimate("hazard_ratio", lower: "hazard_ratio_lower", upper: "hazard_ratio_upper"), .ratio))
    }
    columns += [
      .init("Coefficient", .value("coefficient"), .statistic),
      isRobust
        ? .init("Robust standard error", .value("robust_standard_error"), .statistic)
        : .init("Standard error", .value("standard_error"), .statistic),
      .init("p", .value("wald_p_value"), .pValue),
    ]
    let terms = TableLayout(
      title: "Time ratios", rowHeader: "Term", lines: zip(names, labels).map { .init($1, variable: $0) },
      columns: columns)
    let model = TableLayout(
      title: "Model", rowHeader: "", lines: [.init(fit.distribution.words.capitalizedFirst)],
      columns: [
        .init("n", .value("n"), .count), .init("Events", .value("events"), .count),
        .init(
          "Scale (\(Argument.percent(level)) CI)",
          .estimate("scale", lower: "scale_lower", upper: "scale_upper"), .statistic),
        .init("Log likelihood", .value("log_likelihood"), .statistic), .init("AIC", .value("aic"), .statistic),
      ])
    return names.isEmpty ? [model] : [terms, model]
  }

  /// What a reader must know of the fit.
  var cautions: [Caution] {
    guard fit.eventCount > 0 else {
      return [Caution(.fewEvents, "There are no events, so that nothing can be said of the time to them.")]
    }
    guard fit.scale != nil else { return [Caution(.separation, "No estimates: \(Self.noSpread).")] }
    var cautions: [Caution] = []
    let infinite = names(where: .infinite)
    if !infinite.isEmpty {
      cautions.append(
        Caution(
          .separation,
          "The likelihood rises without end in \(infinite): a group has no events. There is no finite time ratio; the "
            + "likelihood ratio test holds, the Wald test does not.",
          remedy: "Merge levels, or leave the term out."))
    } else if !fit.hasConverged {
      cautions.append(
        Caution(
          .notConverged, "The search for the coefficients ended after \(fit.iterations) steps without converging."))
    }
    let aliased = names(where: .aliased)
    if !aliased.isEmpty {
      cautions.append(
        Caution(.aliased, "No coefficient for \(aliased): the other terms determine it, or it is the same for all."))
    }
    let terms = fit.coefficients.filter { $0.state != .aliased }.count
    if terms > 0, fit.eventCount < 10 * Double(terms) {
      cautions.append(
        Caution(
          .fewEvents,
          "\(Int(fit.eventCount)) events for \(terms) \(terms == 1 ? "coefficient" : "coefficients"): fewer than ten each, "
            + "so that estimates and their intervals are unsteady."))
    }
    return cautions
  }

  private func names(where state: RegressionCoefficient.State) -> String {
    zip(names, fit.coefficients).filter { $0.1.state == state }.map { "\"\($0.0)\"" }.joined(separator: ", ")
  }
}
