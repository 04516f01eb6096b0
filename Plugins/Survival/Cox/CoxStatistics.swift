public import Analyses
import Cohorts
import Designs
import Statistics

/// A fitted Cox model as rows, tables and cautions.
struct CoxStatistics {
  let fit: CoxModel
  /// The name of each coefficient.
  let names: [String]
  let level: Double

  init(_ fit: CoxModel, names: [String], level: Double) {
    self.fit = fit
    self.names = names
    self.level = level
  }

  /// The statistics of one term.
  static let termStatistics: [Analysis.Statistic] = [
    .init(
      "coefficient", "The log hazard ratio for one unit, or against the reference level.",
      estimated: .on(.plain, standardError: "robust_standard_error", "standard_error", usesStrata: true)),
    .init("standard_error", "Its standard error, from the inverse information."),
    .init("robust_standard_error", "Its standard error where subjects depend on each other or have case weights."),
    .init(
      "hazard_ratio", "The hazard ratio: exp(coefficient).",
      estimated: .on(.log, standardError: "robust_standard_error", "standard_error", usesStrata: true)),
    .init("hazard_ratio_lower", "Its lower limit."),
    .init("hazard_ratio_upper", "Its upper limit."),
    .init("z", "The coefficient over its standard error, the robust one where there is one."),
    .init("wald_p_value", "The two-sided p-value of z."),
  ]

  /// The statistics of the model as a whole.
  static let modelStatistics: [Analysis.Statistic] = [
    .init("n", "The number of subjects, frequency weights counted."),
    .init("events", "The number of events."),
    .init("log_likelihood", "The log partial likelihood at the estimate."),
    .init("log_likelihood_null", "The log partial likelihood with all coefficients zero."),
    .init("aic", "Akaike's information criterion."),
    .init("bic", "Schwarz's information criterion, with the number of events as the size of the sample."),
    .init(
      "concordance",
      "Of two subjects, how often the one with the higher predicted hazard has the event first; ties count half.",
      estimated: .on(.plain, standardError: "concordance_standard_error", usesStrata: true, isEffect: false)),
    .init("concordance_standard_error", "Its standard error, by the infinitesimal jackknife."),
    .init("iterations", "The steps of the search."),
    .init("reference", "The level that the others are compared with."),
    .init("knot", "A knot of a restricted cubic spline."),
  ]

  /// One term after the other.
  var termRows: [Row] {
    zip(names, fit.coefficients).flatMap { name, coefficient in
      let reason = fit.eventCount == 0 ? "no events" : Self.reason(coefficient)
      let limits = coefficient.ratioLimits(level: level)
      func row(_ statistic: String, _ value: Double?, method: String? = nil) -> Row {
        Row(statistic, Quantity(value, otherwise: reason), variable: name, method: method)
      }
      let model = "Cox, \(fit.ties.words)"
      return [
        row("coefficient", coefficient.value, method: model),
        row("standard_error", coefficient.standardError),
      ] + (fit.robustVariance == nil ? [] : [row("robust_standard_error", coefficient.robustStandardError)]) + [
        row("hazard_ratio", coefficient.state == .estimated ? coefficient.ratio : nil, method: model),
        row("hazard_ratio_lower", limits?.lower, method: "Wald interval, \(Argument.percent(level))"),
        row("hazard_ratio_upper", limits?.upper, method: "Wald interval, \(Argument.percent(level))"),
        row("z", coefficient.z), row("wald_p_value", coefficient.pValue),
      ]
    }
  }

  /// Why a coefficient has no estimate.
  static func reason(_ coefficient: RegressionCoefficient) -> String {
    switch coefficient.state {
    case .estimated: "not estimable"
    case .aliased: "determined by the other terms, or the same for all at risk"
    case .infinite:
      (coefficient.value ?? 0) < 0
        ? "no finite estimate: the hazard ratio tends to 0 (separation)"
        : "no finite estimate: the hazard ratio rises without end (separation)"
    }
  }

  /// The likelihood ratio, Wald and score tests that all coefficients are zero.
  var testRows: [Row] {
    fit.likelihoodRatioTest.rows(named: "likelihood_ratio", unless: nil)
      + fit.waldTest.rows(named: "wald", unless: hasInfinite ? "undefined where a coefficient is infinite" : nil)
      + fit.scoreTest.rows(named: "score", unless: nil)
  }

  /// The sizes of the model and its likelihood.
  func modelRows(subjects: Double, missing: Int) -> [Row] {
    let reason = "no events"
    return [
      Row("n", .count(Int(subjects)), missing: missing), Row("events", .count(Int(fit.eventCount))),
      Row("log_likelihood", Quantity(fit.eventCount > 0 ? fit.logLikelihood : nil, otherwise: reason)),
      Row("log_likelihood_null", Quantity(fit.eventCount > 0 ? fit.nullLogLikelihood : nil, otherwise: reason)),
      Row("aic", Quantity(fit.eventCount > 0 ? fit.akaike : nil, otherwise: reason)),
      Row("bic", Quantity(fit.eventCount > 0 ? fit.bayes : nil, otherwise: reason)),
      Row("iterations", .count(fit.iterations)),
    ]
  }

  /// How well the model orders the subjects.
  func concordanceRows(_ asked: CoxQuestion) throws -> [Row] {
    let concordance = try Concordance(
      asked.followUp, scores: asked.scores(fit), strata: asked.strata,
      stratumCount: asked.question.stratumCount, clusters: asked.clusters ?? asked.subject?.map(Int32.init))
    let reason = "no pairs that can be compared"
    return [
      Row("concordance", Quantity(concordance.estimate, otherwise: reason)),
      Row("concordance_standard_error", Quantity(concordance.standardError, otherwise: reason)),
    ]
  }

  private var isRobust: Bool { fit.robustVariance != nil }

  private var hasInfinite: Bool { fit.coefficients.contains { $0.state == .infinite } }

  /// What a reader must know of the fit.
  func cautions(events: Double) -> [Caution] {
    guard events > 0 else {
      return [Caution(.fewEvents, "There are no events, so that nothing can be said of hazards.")]
    }
    var cautions: [Caution] = []
    let infinite = zip(names, fit.coefficients).filter { $0.1.state == .infinite }.map { "\"\($0.0)\"" }
    if !infinite.isEmpty {
      cautions.append(
        Caution(
          .separation,
          "The likelihood rises without end in \(infinite.joined(separator: ", ")): a group has no events, or all come "
            + "first. There is no finite hazard ratio; the likelihood ratio and score tests hold, the Wald test does not.",
          remedy:
            "Ask for penalty = \"firth\", which has finite hazard ratios and intervals, merge levels, or leave the term out."
        ))
    } else if !fit.hasConverged {
      cautions.append(
        Caution(
          .notConverged, "The search for the coefficients ended after \(fit.iterations) steps without converging."))
    }
    let aliased = zip(names, fit.coefficients).filter { $0.1.state == .aliased }.map { "\"\($0.0)\"" }
    if !aliased.isEmpty {
      cautions.append(
        Caution(
          .aliased,
          "No coefficient for \(aliased.joined(separator: ", ")): the other terms determine it, or it is the same "
            + "for all at risk."))
    }
    let terms = fit.coefficients.count - aliased.count
    if terms > 0, events < 10 * Double(terms) {
      cautions.append(
        Caution(
          .fewEvents,
          "\(Int(events)) events for \(terms) \(terms == 1 ? "coefficient" : "coefficients"): fewer than ten "
            + "each, so that estimates and their intervals are unsteady."))
    }
    return cautions
  }

  /// The terms.
  func termTables(labels: [String]) -> [TableLayout] {
    [
      TableLayout(
        title: "Hazard ratios", rowHeader: "Term", lines: zip(names, labels).map { .init($1, variable: $0) },
        columns: [
          .init(
            "Hazard ratio (\(Argument.percent(level)) CI)",
            .estimate("hazard_ratio", lower: "hazard_ratio_lower", upper: "hazard_ratio_upper"), .ratio),
          .init("Coefficient", .value("coefficient"), .statistic),
          isRobust
            ? .init("Robust standard error", .value("robust_standard_error"), .statistic)
            : .init("Standard error", .value("standard_error"), .statistic),
          .init("p", .value("wald_p_value"), .pValue),
        ])
    ]
  }

  /// The sizes of the model, and how well it fits.
  var modelTable: TableLayout {
    TableLayout(
      title: "Model", rowHeader: "", lines: [.init("Cox model")],
      columns: [
        .init("n", .value("n"), .count), .init("Events", .value("events"), .count),
        .init("Concordance", .value("concordance"), .statistic),
        .init("Standard error", .value("concordance_standard_error"), .statistic),
        .init("Log likelihood", .value("log_likelihood"), .statistic), .init("AIC", .value("aic"), .statistic),
        .init("BIC", .value("bic"), .statistic),
      ])
  }
}

extension CoxTies: Choice {
  /// The method in a few words.
  public var summary: String {
    switch self {
    case .efron: "Efron's approximation, R's default"
    case .breslow: "Breslow's approximation, SAS's default"
    case .exact: "the exact likelihood of discrete time, SAS's DISCRETE; no case weights"
    }
  }

  /// The method as it stands in a sentence.
  var words: String {
    switch self {
    case .efron: "Efron's method for ties"
    case .breslow: "Breslow's method for ties"
    case .exact: "the exact partial likelihood for ties"
    }
  }
}
