import Foundation
import Survival
import TestSupport
import Testing
import Statistics

@Suite("Accelerated failure time") struct AcceleratedFailureTimeTests {
  /// R 4.2.2, survival 3.5-3: `survreg(Surv(time, status) ~ age + sex + ph.ecog, lung, dist = ...,
  /// control = survreg.control(rel.tolerance = 1e-14, maxiter = 100))`; quantiles by `predict(fit, newdata =
  /// data.frame(age = 60, sex = 2, ph.ecog = 1), type = "quantile", p = c(.1, .5, .9), se.fit = TRUE)`.
  private struct Lung {
    let distribution: TimeDistribution
    let values: [Double]
    let scale: Double
    /// With that of log σ, where there is one.
    let errors: [Double]
    let logLikelihoods: [Double]
    let akaike: Double
    let quantiles, quantileErrors: [Double]
  }

  private let lung = [
    Lung(
      distribution: .weibull,
      values: [6.2734352519984506, -0.0074754394091445, 0.4010905411934496, -0.3396380983087736],
      scale: 0.731108992164631,
      errors: [
        0.45357771081090204, 0.00676350766753494, 0.12373256651534334, 0.08347841503007195, 0.06134645526142053,
      ],
      logLikelihoods: [-1147.42805687330, -1132.43874588232], akaike: 2274.87749176464,
      quantiles: [103.771159245957, 411.369147114402, 989.520509542558],
      quantileErrors: [14.1660139393952, 42.4234515679947, 112.7608588393440]),
    Lung(
      distribution: .exponential,
      values: [6.3734231982311620, -0.0102173605936676, 0.5090613997844264, -0.4050169899797241], scale: 1,
      errors: [0.62075510130864142, 0.00917689478207216, 0.16716118927668469, 0.11269745509576060],
      logLikelihoods: [-1156.12326446575, -1143.56315131318], akaike: 2295.12630262636,
      quantiles: [61.7516098051799, 406.2523229338320, 1349.5410051671497],
      quantileErrors: [8.66670785945898, 57.01665448402238, 189.40522640695943]),
    Lung(
      distribution: .logNormal,
      values: [6.4947867265472405, -0.0191818680868148, 0.5219528785214137, -0.3555666703323540],
      scale: 1.02863458188576,
      errors: [
        0.58275627614691561, 0.00832785746307169, 0.15277538244847716, 0.10330825301947107, 0.05596062454920427,
      ],
      logLikelihoods: [-1163.17598441688, -1146.88183108603], akaike: 2303.76366217206,
      quantiles: [111.493408131963, 416.636328779764, 1556.915636246624],
      quantileErrors: [14.7424189294382, 51.5689039052688, 241.3986894420622]),
    Lung(
      distribution: .logLogistic,
      values: [5.93668692063804571, -0.00807991943085238, 0.48662357089902064, -0.40461551157199888],
      scale: 0.536141504276293,
      errors: [
        0.51207266015164832, 0.00747790705754958, 0.13489414783418996, 0.09301371940209224, 0.06581336537803038,
      ],
      logLikelihoods: [-1154.54917931852, -1137.48961226949], akaike: 2284.97922453899,
      quantiles: [126.785932686062, 411.794066177402, 1337.485550221147],
      quantileErrors: [15.7781554494685, 44.6485417313761, 189.3678954069530]),
  ]

  @Test("the lung data under each distribution: R's survreg") func matchesR() throws {
    let rows = try LungRows(present: "ph.ecog")
    for truth in lung {
      let model = try AcceleratedFailureTime(
        rows.followUp(), rows.matrix("age", "sex", "ph.ecog"), distribution: truth.distribution)
      let found = [model.intercept] + model.coefficients
      expectClose(found.compactMap(\.value), truth.values, relative: 1e-9)
      expectClose(model.scale, truth.scale, relative: 1e-9)
      expectClose(
        found.compactMap(\.standardError) + [model.standardErrorOfLogScale].compactMap { $0 }, truth.errors,
        relative: 1e-8, because: "R's last step is the one before")
      expectClose(
        [model.nullLogLikelihood, model.logLikelihood].compactMap { $0 }, truth.logLikelihoods, relative: 1e-12)
      expectClose(model.akaike, truth.akaike, relative: 1e-12)
      let quantiles = try [0.1, 0.5, 0.9].compactMap { try model.quantile($0, at: [60, 2, 1]) }
      expectClose(quantiles.map(\.value), truth.quantiles, relative: 1e-9)
      expectClose(quantiles.map(\.standardError), truth.quantileErrors, relative: 1e-8)
      // Survival at a quantile is its probability.
      for (probability, quantile) in zip([0.1, 0.5, 0.9], quantiles) {
        let survival = try model.survival(at: quantile.value, of: [60, 2, 1])
        expectClose(survival?.value, 1 - probability, relative: 1e-12)
      }
      #expect(model.hasConverged)
    }
  }

  @Test(
    "case weights and clusters: survreg(Surv(time, status) ~ age + sex, weights = 1 + (age %% 3)/2, cluster = inst)")
  func clusters() throws {
    let rows = try LungRows(present: "inst", "ph.ecog")
    let weights = try CaseWeights(rows["age"].map { 1 + $0.truncatingRemainder(dividingBy: 3) / 2 })
    let model = try AcceleratedFailureTime(
      rows.followUp(weights: .cases(weights)), rows.matrix("age", "sex"), clusters: rows.codes("inst"))
    let found = [model.intercept] + model.coefficients
    expectClose(found.compactMap(\.value), [6.11785210668284662, -0.00901130751902338, 0.35100945689155932])
    expectClose(model.scale, 0.764789559520575)
    // The square root of the diagonal of crossprod(rowsum(residuals(fit, "dfbeta", weighted = TRUE), inst)). (With `cluster = inst`
    // R leaves the weights out of this sum.)
    expectClose(
      found.compactMap(\.robustStandardError), [0.39946380172268076, 0.00578253325334465, 0.10986093684527379],
      relative: 1e-8)
    expectClose(model.standardErrorOfLogScale, 0.07431770217309572, relative: 1e-8)
    expectClose(
      found.compactMap(\.standardError), [0.38513548190798502, 0.00551034941354341, 0.10454292811755282],
      relative: 1e-8)
    expectClose(model.logLikelihood, -1749.02721003069, relative: 1e-12)
  }

  @Test("clusters: survreg(Surv(time, status) ~ age + sex, lung, dist = \"loglogistic\", cluster = inst)")
  func clustersAlone() throws {
    let rows = try LungRows(present: "inst", "ph.ecog")
    let model = try AcceleratedFailureTime(
      rows.followUp(), rows.matrix("age", "sex"), distribution: .logLogistic, clusters: rows.codes("inst"))
    expectClose(
      ([model.intercept] + model.coefficients).compactMap(\.robustStandardError),
      [0.48277183195158946, 0.00784005699469779, 0.11807209461488515], relative: 1e-8)
    expectClose(model.standardErrorOfLogScale, 0.08265939137675528, relative: 1e-8)
  }

  @Test("exponential without covariates: the rate is events over time") func closedForm() throws {
    let (time, event) = ([1.0, 2, 3, 5, 8, 13], [true, false, true, true, false, true])
    let model = try AcceleratedFailureTime(
      FollowUp(time: time, event: event), CovariateMatrix(columns: []), distribution: .exponential)
    expectClose(model.intercept.value, log(32.0 / 4), relative: 1e-12)
    expectClose(model.intercept.standardError, 0.5, relative: 1e-12, because: "1/√events")
    expectClose(model.logLikelihood, 4 * log(4.0 / 32) - 4, relative: 1e-12)
    expectClose(try model.survival(at: 8, of: [])?.value, exp(-1), relative: 1e-12)
    expectClose(try model.survival(at: 8, of: [])?.standardError, exp(-1) * 0.5, relative: 1e-11)
    // Limits of the hazard are those of its logarithm: S = exp(−exp(± z/2)).
    expectClose(try model.survival(at: 8, of: [])?.lower, exp(-exp(1.959963984540054 / 2)), relative: 1e-11)
  }

  @Test("log-normal without censoring is least squares on log time") func leastSquares() throws {
    let (x, y) = ([0.0, 1, 2, 3, 4], [0.3, 0.1, 1.4, 1.2, 2.5])
    let model = try AcceleratedFailureTime(
      FollowUp(time: y.map { exp($0) }, event: x.map { _ in true }), CovariateMatrix(columns: [x]),
      distribution: .logNormal)
    // Σ(x − 2)(y − 1.1) = 5.5 over Σ(x − 2)² = 10.
    expectClose(model.coefficients[0].value, 0.55, relative: 1e-10)
    expectClose(model.intercept.value, 0, absolute: 1e-10)
    let square = zip(x, y).reduce(0) { $0 + ($1.1 - 0.55 * $1.0) * ($1.1 - 0.55 * $1.0) } / 5
    expectClose(model.scale, square.squareRoot(), relative: 1e-10)
    expectClose(model.coefficients[0].standardError, (square / 10).squareRoot(), relative: 1e-9)
  }

  @Test("frequency weights are replication; the unit of time moves the intercept and nothing else") func properties()
    throws
  {
    let (time, event) = ([1.0, 2, 3, 5, 8, 13], [true, false, true, true, false, true])
    let (x, counts) = ([1.0, 0, 1, 0, 0, 1], [2.0, 1, 3, 1, 2, 1])
    let rows = counts.indices.flatMap { Array(repeating: $0, count: Int(counts[$0])) }
    for distribution in TimeDistribution.allCases {
      let grouped = try AcceleratedFailureTime(
        FollowUp(time: time, event: event, weights: .frequency(FrequencyWeights(counts))),
        CovariateMatrix(columns: [x]), distribution: distribution)
      let spread = try AcceleratedFailureTime(
        FollowUp(time: rows.map { time[$0] }, event: rows.map { event[$0] }),
        CovariateMatrix(columns: [rows.map { x[$0] }]), distribution: distribution)
      let months = try AcceleratedFailureTime(
        FollowUp(time: rows.map { time[$0] / 30 }, event: rows.map { event[$0] }),
        CovariateMatrix(columns: [rows.map { x[$0] }]), distribution: distribution)
      for other in [spread, months] {
        expectClose(grouped.coefficients[0].value, try #require(other.coefficients[0].value), relative: 1e-8)
        expectClose(
          grouped.coefficients[0].standardError, try #require(other.coefficients[0].standardError), relative: 1e-8)
        expectClose(grouped.scale, try #require(other.scale), relative: 1e-8)
      }
      expectClose(months.intercept.value, try #require(spread.intercept.value) - log(30), relative: 1e-8)
      #expect(grouped.count == 10)
      #expect(grouped.eventCount == spread.eventCount)
    }
  }

  @Test("the hazard ratio of a Weibull model is −β/σ, with the delta method's error") func hazardRatio() throws {
    let rows = try LungRows(present: "ph.ecog")
    let model = try AcceleratedFailureTime(rows.followUp(), rows.matrix("age", "sex", "ph.ecog"))
    let sex = model.coefficients[1]
    let (beta, sigma) = (try #require(sex.value), try #require(model.scale))
    let ratio = try #require(sex.logHazardRatio)
    expectClose(ratio.value, -beta / sigma, relative: 1e-14)
    // In the other parametrization, log hazard = −β/σ is a parameter itself: the Wald z's agree nearly.
    expectClose(abs(ratio.value / ratio.standardError), abs(beta / (try #require(sex.standardError))), relative: 0.03)
    let limits = try #require(sex.hazardRatioLimits())
    #expect(limits.lower < exp(ratio.value) && exp(ratio.value) < limits.upper)
    let normal = try AcceleratedFailureTime(rows.followUp(), rows.matrix("sex"), distribution: .logNormal)
    #expect(normal.coefficients[0].logHazardRatio == nil)
  }

  @Test("nothing to learn: no events, nobody, all events at one time, a group without events") func edges() throws {
    for count in 0..<3 {
      let none = try AcceleratedFailureTime(
        FollowUp(time: Array([3.0, 5].prefix(count)), event: Array(repeating: false, count: count)),
        CovariateMatrix(columns: [Array([0.0, 1].prefix(count))]))
      #expect(none.intercept.value == nil && none.scale == nil && none.logLikelihood == nil)
      #expect(try none.quantile(0.5, at: [0]) == nil)
    }
    for distribution in TimeDistribution.allCases {
      let once = try AcceleratedFailureTime(
        FollowUp(time: [4, 4, 4], event: [true, true, true]), CovariateMatrix(columns: []), distribution: distribution)
      if distribution == .exponential {
        expectClose(once.intercept.value, log(4), relative: 1e-12)
      } else {
        #expect(once.scale == nil && once.intercept.value == nil && !once.hasConverged)
      }
      let separated = try AcceleratedFailureTime(
        FollowUp(time: [1, 2, 3, 4, 5, 6], event: [true, false, true, false, true, false]),
        CovariateMatrix(columns: [[0, 1, 0, 1, 0, 1]]), distribution: distribution)
      #expect(separated.coefficients[0].state == .infinite)
      #expect(separated.coefficients[0].value == .infinity)
      #expect(try separated.quantile(0.5, at: [0]) == nil)
      let aliased = try AcceleratedFailureTime(
        FollowUp(time: [1, 2, 3, 4, 5, 6], event: [true, false, true, true, true, false]),
        CovariateMatrix(columns: [[7, 7, 7, 7, 7, 7], [0, 1, 0, 1, 1, 0]]), distribution: distribution)
      #expect(aliased.coefficients.map(\.state) == [.aliased, .estimated])
    }
  }

  @Test("late entries, times of zero and profiles of another length are refused, in words") func refused() throws {
    let column = try CovariateMatrix(columns: [[0, 1]])
    let late = FollowUpError.lateEntriesUnsupported(method: "The accelerated failure time model")
    #expect(throws: late) {
      try AcceleratedFailureTime(FollowUp(time: [1, 2], event: [true, true], entry: [0, 0.5]), column)
    }
    #expect(
      late.description
        == "The accelerated failure time model takes follow-up from time zero, not late entries or (start, stop] rows")
    let zero = FollowUpError.timeNotPositive(row: 1, value: 0)
    #expect(throws: zero) { try AcceleratedFailureTime(FollowUp(time: [1, 0], event: [true, true]), column) }
    #expect(
      zero.description == "row 2: time is 0.0; expected a time above zero, since the model is of its logarithm")
    let model = try AcceleratedFailureTime(FollowUp(time: [1, 2], event: [true, true]), CovariateMatrix(columns: []))
    #expect(throws: FollowUpError.lengths(column: "profile", expected: 0, found: 1)) {
      try model.quantile(0.5, at: [1])
    }
  }
}
