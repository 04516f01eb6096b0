import Statistics
import TestSupport
import Testing

/// R 4.2.2, metafor 3.8-1: `rma(y, v, method, test, control = list(threshold = 1e-15, maxiter = 10000, tol = 1e-15))`,
/// `predict()`, `confint()`, `leave1out()`.
@Suite("Random effects") struct RandomEffectsTests {
  private static let seven = StudyEstimates(
    [-0.51, -0.12, -0.95, 0.08, -0.33, -0.71, -0.02], variances: [0.040, 0.025, 0.110, 0.060, 0.015, 0.090, 0.032])
  private static let alike = StudyEstimates([-0.30, -0.25, -0.34, -0.28], variances: [0.05, 0.08, 0.03, 0.06])
  private static let two = StudyEstimates([0.2, -0.9], variances: [0.04, 0.05])

  struct Case: Sendable, CustomTestStringConvertible {
    var studies: StudyEstimates?
    var method: BetweenStudies
    var inference: RandomEffects.Inference
    /// tau2, b, se, ci.lb, ci.ub, pval, QE, QEp, I2 / 100, H2, pi.lb, pi.ub.
    var expected: [Double]

    var testDescription: String { "\(studies?.count ?? 0) studies, \(method.rawValue), \(inference.rawValue)" }
  }

  static let cases: [Case] = [
    Case(
      studies: seven, method: .restrictedLikelihood, inference: .wald,
      expected: [
        0.044317822752740002, -0.30442030077056448, 0.11197226653991622, -0.52388191045611965, -0.084958691085009336,
        0.0065536720850564107, 12.919376909140702, 0.044334263608355177, 0.54025180227913494, 2.1751036870994929,
        -0.77176224116672321, 0.16292163962559425,
      ]),
    Case(
      studies: seven, method: .restrictedLikelihood, inference: .hartungKnapp,
      expected: [
        0.044317822752740002, -0.30442030077056448, 0.12439279900075599, -0.60879851484260838, -4.2086698520571453e-05,
        0.049977029787240466, 12.919376909140702, 0.044334263608355177, 0.54025180227913494, 2.1751036870994929,
        -0.90274599531707755, 0.2939053937759486,
      ]),
    Case(
      studies: seven, method: .derSimonianLaird, inference: .wald,
      expected: [
        0.043492859791179755, -0.30403777301071827, 0.11139475568389616, -0.52236748221779317, -0.085708063803643347,
        0.0063454998531047762, 12.919376909140702, 0.044334263608355177, 0.53558131772168616, 2.1532294848567837,
        -0.76744244692379637, 0.15936690090235978,
      ]),
    Case(
      studies: seven, method: .pauleMandel, inference: .hartungKnapp,
      expected: [
        0.070397572236711364, -0.31451083659912782, 0.12860411211538725, -0.62919376264024518, 0.00017208944198954246,
        0.050090956763454347, 12.919376909140702, 0.044334263608355177, 0.65115687129747069, 2.8666180231766427,
        -1.0359830755372021, 0.40696140233894651,
      ]),
    Case(
      studies: alike, method: .restrictedLikelihood, inference: .wald,
      expected: [
        0, -0.30454545454545434, 0.11009637651263603, -0.5203303873385825, -0.088760521752326238,
        0.0056718704407604644, 0.089545454545454595, 0.99306179250688775, 0, 1, -0.5203303873385825,
        -0.088760521752326238,
      ]),
    Case(
      studies: alike, method: .pauleMandel, inference: .hartungKnapp,
      expected: [
        0, -0.30454545454545434, 0.019021036153303292, -0.36507888077420225, -0.24401202831670643,
        0.00052984811847209333, 0.089545454545454595, 0.99306179250688775, 0, 1, -0.36507888077420225,
        -0.24401202831670643,
      ]),
    Case(
      studies: two, method: .restrictedLikelihood, inference: .hartungKnapp,
      expected: [
        0.56, -0.34545454545454535, 0.54998121680924261, -7.3336284872832724, 6.6427193963741811,
        0.64295803103239157, 13.444444444444446, 0.00024573277993030363, 0.92561983471074372, 13.444444444444443,
        -12.145677118266621, 11.454768027357529,
      ]),
  ]

  @Test("metafor's numbers", arguments: cases) func metafor(_ example: Case) throws {
    let pooled = RandomEffects(
      try #require(example.studies), method: example.method, inference: example.inference)
    let limits = try #require(pooled.random.limits(level: 0.95))
    let prediction = try #require(pooled.prediction(level: 0.95))
    expectClose(
      [
        pooled.betweenVariance, pooled.random.estimate, pooled.random.standardError, limits.lower, limits.upper,
        pooled.random.pValue ?? .nan, pooled.q, pooled.qPValue ?? .nan, pooled.iSquared ?? .nan,
        pooled.hSquared ?? .nan, prediction.lower, prediction.upper,
      ], example.expected, relative: 1e-9)
  }

  @Test("metafor's fixed effect") func fixed() throws {
    let pooled = RandomEffects(try #require(Self.seven)).fixed
    let limits = try #require(pooled.limits(level: 0.95))
    expectClose(
      [pooled.estimate, pooled.standardError, limits.lower, limits.upper],
      [-0.27713202300448714, 0.0707486531811157, -0.41579683519418903, -0.13846721081478525])
  }

  @Test("metafor's limits of the variance between studies and of I2, by the Q-profile method") func profile() throws {
    let pooled = RandomEffects(try #require(Self.seven))
    let limits = try #require(pooled.betweenVarianceLimits(level: 0.95))
    #expect(limits.lower == 0)
    expectClose(limits.upper, 0.61916723634089366)
    expectClose(pooled.iSquared(limits.upper), 0.94258631900076892)
    let few = RandomEffects(try #require(Self.two))
    let two = try #require(few.betweenVarianceLimits(level: 0.95))
    expectClose(two.lower, 0.075424702599274862)
  }

  @Test("metafor's leave-one-out, by the moment estimator") func leaveOneOut() throws {
    let studies = try #require(Self.seven)
    let left = try studies.values.indices.map { place in
      var (values, variances) = (studies.values, studies.variances)
      values.remove(at: place)
      variances.remove(at: place)
      let others = try #require(StudyEstimates(values, variances: variances))
      return RandomEffects(others, method: .derSimonianLaird)
    }
    expectClose(
      left.map(\.random.estimate),
      [
        -0.27052410681899919, -0.35022749791647723, -0.24464951411892058, -0.35376885845445544, -0.31163203264256789,
        -0.26117605706582381, -0.35985157249427141,
      ])
    expectClose(
      left.map(\.betweenVariance),
      [
        0.048311693909232033, 0.056210833933218893, 0.024292025668274351, 0.039933182417870569, 0.072460257140715204,
        0.039078685505090964, 0.043382187277192431,
      ])
  }

  @Test("one study is itself; none, or one without variance, is nothing") func edges() throws {
    let one = RandomEffects(try #require(StudyEstimates([0.3], variances: [0.04])), inference: .hartungKnapp)
    expectClose([one.fixed.estimate, one.fixed.standardError, one.random.estimate], [0.3, 0.2, 0.3])
    #expect(one.qPValue == nil && one.iSquared == nil && one.hSquared == nil && one.betweenVariance == 0)
    #expect(one.random.limits(level: 0.95) == nil && one.betweenVarianceLimits(level: 0.95) == nil)
    #expect(one.prediction(level: 0.95) == nil)
    #expect(StudyEstimates([], variances: []) == nil)
    #expect(StudyEstimates([1], variances: [0]) == nil)
    #expect(StudyEstimates([1, 2], variances: [1]) == nil)
    #expect(StudyEstimates([.nan], variances: [1]) == nil)
  }

  @Test("the estimates do not depend on the order of the studies, and follow a change of unit") func properties() throws
  {
    let studies = try #require(Self.seven)
    let pooled = RandomEffects(studies)
    let turned = RandomEffects(
      try #require(StudyEstimates(studies.values.reversed(), variances: studies.variances.reversed())))
    expectClose(turned.betweenVariance, pooled.betweenVariance, relative: 1e-12)
    let scaled = RandomEffects(
      try #require(StudyEstimates(studies.values.map { 10 * $0 }, variances: studies.variances.map { 100 * $0 })))
    expectClose(scaled.betweenVariance, 100 * pooled.betweenVariance, relative: 1e-12)
    expectClose(scaled.iSquared, pooled.iSquared ?? .nan, relative: 1e-12)
  }
}
