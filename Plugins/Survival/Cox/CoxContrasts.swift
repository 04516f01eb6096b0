import Analyses
import Cohorts
import Designs
import RealModule
import Statistics

/// Contrasts of a Cox model: weighted sums of its coefficients, each estimated, and all tested together.
///
///     c β,   var = c V cᵀ,   χ² = (C β)ᵀ (C V Cᵀ)⁻¹ (C β)
///
/// with V robust where standard errors are. The degrees of freedom are the contrasts that do not follow from the others.
struct CoxContrasts {
  /// One contrast.
  private struct Contrast {
    let name: String
    let weights: [Double]
    let isEstimable: Bool
  }

  private let contrasts: [Contrast]
  private let fit: CoxModel
  private let level: Double
  private let variance: SymmetricMatrix

  /// Reads contrasts.
  ///
  /// - Parameters:
  ///   - requests: For each a name and the weight of each coefficient, by name; a reference level has coefficient zero.
  ///   - fit: The model.
  ///   - design: Its columns.
  ///   - level: The coverage of intervals.
  ///   - analysis: In whose name errors are reported.
  /// - Throws: `ArgumentError` for a coefficient that there is not.
  init(
    _ requests: [ContrastRequest], of fit: CoxModel, _ design: CovariateDesign, level: Double,
    for analysis: String = "survival.cox"
  ) throws {
    self.fit = fit
    self.level = level
    variance = fit.robustVariance ?? fit.variance
    let names = design.terms.map(\.name)
    let references = Set(
      zip(design.covariates.variables, design.encodings).compactMap { variable, encoding in
        encoding.levels?.first.map { "\(variable.name): \($0)" }
      })
    contrasts = try requests.map { request in
      var weights = [Double](repeating: 0, count: names.count)
      for weight in request.weights {
        let name = weight.coefficient
        guard let place = names.firstIndex(of: name) else {
          if references.contains(name) { continue }
          throw ArgumentError.invalid(
            analysis: analysis,
            reason: "contrast \"\(request.name)\" names \"\(name)\", which is no coefficient"
              + (Nearest.name(to: name, among: names).map { "; did you mean \"\($0)\"?" }
                ?? "; there are \(names.map { "\"\($0)\"" }.joined(separator: ", "))"))
        }
        weights[place] += weight.factor
      }
      let isEstimable = weights.indices.allSatisfy { weights[$0] == 0 || fit.coefficients[$0].state == .estimated }
      return Contrast(name: request.name, weights: weights, isEstimable: isEstimable && fit.eventCount > 0)
    }
  }

  static let statistics: [Analysis.Statistic] = [
    .init(
      "contrast", "A weighted sum of coefficients: a log hazard ratio.",
      estimated: .on(.plain, standardError: "contrast_standard_error", usesStrata: true)),
    .init("contrast_standard_error", "Its standard error."),
    .init(
      "contrast_hazard_ratio", "exp(contrast).",
      estimated: .on(.log, standardError: "contrast_standard_error", usesStrata: true)),
    .init("contrast_hazard_ratio_lower", "Its lower limit."),
    .init("contrast_hazard_ratio_upper", "Its upper limit."),
    .init("contrast_p_value", "The two-sided p-value that a contrast, or all together, is zero."),
    .init("contrast_chi_squared", "The Wald statistic of all contrasts together."),
    .init("contrast_df", "Its degrees of freedom: the contrasts that do not follow from the others."),
  ]

  private static let reason = "rests on a coefficient without a finite estimate"

  /// One contrast after the other, then all together.
  var rows: [Row] {
    guard !contrasts.isEmpty else { return [] }
    return contrasts.flatMap(rows) + jointRows
  }

  private func estimate(_ contrast: Contrast) -> Double {
    zip(contrast.weights, fit.coefficients).reduce(0) { $0 + ($1.0 == 0 ? 0 : $1.0 * ($1.1.value ?? 0)) }
  }

  private func rows(_ contrast: Contrast) -> [Row] {
    let value = contrast.isEstimable ? estimate(contrast) : nil
    let error = contrast.isEstimable ? variance.quadraticForm(contrast.weights).squareRoot() : nil
    let half = error.map { $0 * Normal.reach(ofLevel: level) }
    func limit(_ sign: Double) -> Double? { value.flatMap { value in half.map { .exp(value + sign * $0) } } }
    func row(_ statistic: String, _ value: Double?) -> Row {
      Row(statistic, Quantity(value, otherwise: Self.reason), variable: contrast.name)
    }
    let z = value.flatMap { value in error.flatMap { $0 > 0 ? value / $0 : nil } }
    return [
      row("contrast", value), row("contrast_standard_error", error),
      row("contrast_hazard_ratio", value.map { .exp($0) }), row("contrast_hazard_ratio_lower", limit(-1)),
      row("contrast_hazard_ratio_upper", limit(1)), row("contrast_p_value", z.map(Normal.twoSided)),
    ]
  }

  private var jointRows: [Row] {
    var matrix = SymmetricMatrix(size: contrasts.count)
    for (i, contrast) in contrasts.enumerated() {
      let covariance = variance.times(contrast.weights)
      for j in 0...i { matrix[i, j] = zip(contrasts[j].weights, covariance).reduce(0) { $0 + $1.0 * $1.1 } }
    }
    let isEstimable = contrasts.allSatisfy(\.isEstimable)
    let decomposition = LDLDecomposition(matrix)
    let test =
      isEstimable && decomposition.rank > 0
      ? LikelihoodTest(decomposition.inverseQuadraticForm(contrasts.map(estimate)), decomposition.rank) : nil
    return [
      Row("contrast_chi_squared", Quantity(test?.statistic, otherwise: Self.reason), variable: "all contrasts"),
      Row("contrast_df", .count(test?.degreesOfFreedom ?? 0), variable: "all contrasts"),
      Row("contrast_p_value", Quantity(test?.pValue, otherwise: Self.reason), variable: "all contrasts"),
    ]
  }

  /// The contrasts, and their joint test.
  var tables: [TableLayout] {
    guard !contrasts.isEmpty else { return [] }
    let single = TableLayout(
      title: "Contrasts", rowHeader: "Contrast", lines: contrasts.map { .init($0.name, variable: $0.name) },
      columns: [
        .init(
          "Hazard ratio (\(Argument.percent(level)) CI)",
          .estimate(
            "contrast_hazard_ratio", lower: "contrast_hazard_ratio_lower", upper: "contrast_hazard_ratio_upper"),
          .ratio),
        .init("Contrast", .value("contrast"), .statistic),
        .init("Standard error", .value("contrast_standard_error"), .statistic),
        .init("p", .value("contrast_p_value"), .pValue),
      ])
    guard contrasts.count > 1 else { return [single] }
    return [
      single,
      TableLayout(
        title: "Joint test of contrasts", rowHeader: "Test", lines: [.init("All contrasts", variable: "all contrasts")],
        columns: [
          .init("Chi-squared", .value("contrast_chi_squared"), .statistic),
          .init("df", .value("contrast_df"), .count), .init("p", .value("contrast_p_value"), .pValue),
        ]),
    ]
  }
}
