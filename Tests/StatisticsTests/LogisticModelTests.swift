import Foundation
import Statistics
import TestSupport
import Testing

/// R's `veteran`: whether there was prior therapy, on Karnofsky's index, age and cell type against squamous.
private struct Veteran {
  let prior: [Bool]
  let columns: [[Double]]
  let age: [Double]
  let treatment: [Double]

  init() throws {
    let folder = try #require(Bundle.module.url(forResource: "Reference", withExtension: nil))
    let table = try ReferenceTable(folder.appending(path: "logistic/veteran.csv"))
    prior = table.numbers("prior").map { $0 == 10 }
    age = table.numbers("age")
    treatment = table.numbers("trt")
    let cells = table.texts("celltype")
    columns =
      [table.numbers("karno"), age]
      + ["smallcell", "adeno", "large"].map { level in cells.map { $0 == level ? 1 : 0 } }
  }
}

/// Five of ten in A, none of eight in B.
private enum EmptyCell {
  static let response = (0..<18).map { $0 < 5 }
  static let isB = (0..<18).map { $0 < 10 ? 0.0 : 1.0 }
}

@Suite("Logistic regression") struct LogisticModelTests {
  @Test("one yes-or-no covariate: the log odds ratio of the fourfold table, and Woolf's standard error")
  func fourfold() throws {
    // 8 of 20 against 15 of 24.
    let response = (0..<44).map { $0 < 8 || (20..<35).contains($0) }
    let model = try LogisticModel(response, DesignMatrix(columns: [(0..<44).map { $0 < 20 ? 0 : 1 }]))
    expectClose(model.coefficients[1].value, log(180.0 / 72))
    let woolf: Double = [8.0, 12, 15, 9].reduce(0) { $0 + 1 / $1 }
    expectClose(model.coefficients[1].standardError, woolf.squareRoot())
    expectClose(model.coefficients[0].value, log(8.0 / 12))
    // The score test is Pearson's chi-squared: 44 (8·9 − 12·15)² / (20·24·23·21).
    let cross: Double = 8 * 9 - 12 * 15
    let margins: Double = 20 * 24 * 23 * 21
    expectClose(model.scoreTest?.statistic, 44 * cross * cross / margins)
    expectClose(model.waldTest.statistic, pow(model.coefficients[1].z ?? 0, 2))
    expectClose(model.fittedProbabilities[0], 0.4)
    #expect(model.separation == .none && model.hasConverged)
  }

  /// R: `glm(prior == 10 ~ karno + celltype, binomial, weights = trt, offset = age / 50, epsilon = 1e-14)`, the null model
  /// `~ 1` with the same, and `anova(null, model, test = "Rao")`.
  @Test("weights and an offset, against R; a weight stands for rows") func weighted() throws {
    let veteran = try Veteran()
    let matrix = try DesignMatrix(columns: [veteran.columns[0]] + veteran.columns[2...])
    let offset = veteran.age.map { $0 / 50 }
    let model = try LogisticModel(veteran.prior, matrix, weights: veteran.treatment, offset: offset)
    expectClose(
      model.coefficients.compactMap(\.value),
      [
        -1.088941323316510612, -0.009070410152287637, -0.881807115156276633, -1.121781772328586779,
        0.051737237812216418,
      ])
    expectClose(
      model.coefficients.compactMap(\.standardError),
      [0.558739322650936066, 0.007926095718863258, 0.414726790205628359, 0.486185246599735665, 0.433982760627616981],
      relative: 1e-6, because: "glm's standard errors are those of the last step but one")
    expectClose(model.deviance, 243.4821259865106)
    expectClose(model.nullDeviance, 253.6490369322447)
    expectClose(model.scoreTest?.statistic, 10.02478273922861, relative: 1e-8)
    expectClose(
      Array(model.fittedProbabilities[..<3]), [0.4370444092456206, 0.3908192049646431, 0.2945959646038211])
    let rows = veteran.treatment.indices.flatMap { Array(repeating: $0, count: Int(veteran.treatment[$0])) }
    let replicated = try LogisticModel(
      rows.map { veteran.prior[$0] },
      DesignMatrix(columns: (0..<4).map { place in rows.map { matrix.column(place)[$0 + place * 137] } }),
      offset: rows.map { offset[$0] })
    for (one, other) in zip(model.coefficients, replicated.coefficients) {
      expectClose(one.value, other.value ?? 0)
      expectClose(one.standardError, other.standardError ?? 0)
    }
    expectClose(model.logLikelihood, replicated.logLikelihood)
  }

  /// R: `glm(prior == 10 ~ 0 + karno + age, binomial)`.
  @Test("without an intercept, against R") func noIntercept() throws {
    let veteran = try Veteran()
    let model = try LogisticModel(
      veteran.prior, DesignMatrix(columns: Array(veteran.columns[..<2])), intercept: false)
    expectClose(model.coefficients.compactMap(\.value), [-0.004196348937843495, -0.011378231917834766])
    expectClose(
      model.coefficients.compactMap(\.standardError), [0.008054512105906811, 0.008401724180620046], relative: 1e-6)
    expectClose(model.deviance, 163.939679134208)
    expectClose(model.nullDeviance, 189.922327473425)
    #expect(model.nullDegreesOfFreedom == 137 && model.residualDegreesOfFreedom == 135)
  }

  @Test("the order of rows, the place of zero and the unit of a covariate change nothing but its coefficient")
  func invariance() throws {
    let veteran = try Veteran()
    let model = try LogisticModel(veteran.prior, DesignMatrix(columns: veteran.columns))
    var columns = veteran.columns.map { Array($0.reversed()) }
    columns[1] = columns[1].map { 1000 + $0 / 365.25 }
    let turned = try LogisticModel(veteran.prior.reversed(), DesignMatrix(columns: columns))
    expectClose(turned.deviance, model.deviance)
    expectClose(turned.coefficients[1].value, model.coefficients[1].value ?? 0, relative: 1e-8)
    expectClose(
      turned.coefficients[2].value, (model.coefficients[2].value ?? 0) * 365.25, relative: 1e-8,
      because: "1000 takes four of the digits of age / 365.25")
  }

  @Test("a column that others determine is aliased; the rest are as though it were not there") func aliased() throws {
    let veteran = try Veteran()
    let twice = veteran.columns[0].map { 2 * $0 + 1 }
    let model = try LogisticModel(
      veteran.prior, DesignMatrix(columns: [veteran.columns[0], twice, veteran.age, Array(repeating: 3, count: 137)]))
    let alone = try LogisticModel(veteran.prior, DesignMatrix(columns: Array(veteran.columns[..<2])))
    #expect(model.coefficients.map(\.state) == [.estimated, .estimated, .aliased, .estimated, .aliased])
    #expect(model.coefficients[2].value == nil && model.profileLimits(of: 2) == nil)
    expectClose(model.coefficients[3].value, alone.coefficients[2].value ?? 0)
    #expect(model.likelihoodRatioTest.degreesOfFreedom == 2)
    expectClose(model.akaike, alone.akaike)
  }

  @Test("dropping a coefficient: the likelihood ratio is the difference of two fits") func dropping() throws {
    let veteran = try Veteran()
    let model = try LogisticModel(veteran.prior, DesignMatrix(columns: veteran.columns))
    let less = try LogisticModel(veteran.prior, DesignMatrix(columns: Array(veteran.columns[..<2])))
    let test = model.likelihoodRatioTest(dropping: [3, 4, 5])
    expectClose(test.statistic, less.deviance - model.deviance)
    #expect(test.degreesOfFreedom == 3)
  }

  @Test("nobody, one row, one outcome alone: no trap, no finite coefficient") func small() throws {
    let none = try LogisticModel([], DesignMatrix(columns: [[]]))
    #expect(none.coefficients.map(\.state) == [.aliased, .aliased] && none.count == 0)
    let one = try LogisticModel([true], DesignMatrix(columns: [[4]]))
    #expect(one.coefficients.map(\.state) == [.infinite, .aliased] && one.separation == .complete)
    let all = try LogisticModel([true, true, true], DesignMatrix(columns: [[1, 2, 3]]))
    #expect(all.separation == .complete && all.coefficients[0].value == .infinity)
    #expect(all.fittedProbabilities.allSatisfy { $0 > 0.999_999 })
  }

  @Test("wrong columns are refused in words") func refusals() throws {
    func words(_ make: () throws -> Void) -> String? {
      do {
        try make()
        return nil
      } catch { return "\(error)" }
    }
    #expect(
      words { _ = try DesignMatrix(columns: [[1, 2], [1]]) } == "covariate 2 has 1 values; expected 2, one for each row"
    )
    #expect(
      words { _ = try DesignMatrix(columns: [[1, .nan]]) }
        == "row 2, covariate 1: value is nan; expected a finite number")
    let matrix = try DesignMatrix(columns: [[1, 2]])
    #expect(
      words { _ = try LogisticModel([true, false], matrix, weights: [1, -1]) }
        == "row 2: weight is -1.0; expected a finite number, zero or more")
    #expect(
      words { _ = try LogisticModel([true, false], matrix, offset: [1, .infinity]) }
        == "row 2: offset is inf; expected a finite number")
    #expect(
      words { _ = try LogisticModel([true], matrix) } == "covariates has 2 values; expected 1, one for each row")
    #expect(
      words { _ = try MultinomialModel([0, 3], levelCount: 3, matrix) }
        == "row 2: outcome code is 3; expected one from 0 to 2")
  }
}

/// Two covariates of which one is the other but for a hundred-thousandth.
///
/// b₁x + b₂(x + e/10⁵) is (b₁ + b₂)x + b₂e/10⁵, so that R's `glm(y ~ x + e)` says what the coefficients are, and limits come from
/// `uniroot` over its deviance with `offset(t * e)`, without the digits that the near dependence costs.
private enum NearlyDependent {
  static let x: [Double] = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, 2, 3, 8, 4]
  static let e: [Double] = [1, -2, 0, 2, -1, 1, 0, -1, 2, -2, 1, 0, -1, 2, 1, -2, 0, 1, -1, 0]
  static let response = [0, 0, 1, 0, 1, 1, 0, 1, 0, 0, 1, 1, 0, 1, 1, 1, 0, 0, 1, 0].map { $0 == 1 }

  static func model(_ penalty: LogisticModel.Penalty = .none, nearness: Double = 1e-5) throws -> LogisticModel {
    let near = zip(x, e).map { $0 + nearness * $1 }
    return try LogisticModel(response, DesignMatrix(columns: [x, near]), penalty: penalty)
  }
}

@Suite("Logistic regression on covariates that nearly depend on each other") struct NearDependenceTests {
  @Test("coefficients are large, not infinite") func coefficients() throws {
    let model = try NearlyDependent.model()
    #expect(model.separation == .none && model.hasConverged)
    expectClose(model.deviance, 19.3784654643669)
    expectClose(model.coefficients[2].value, -29197.3542834778, relative: 1e-5, because: "ten digits are lost")
    expectClose(model.coefficients[2].standardError, 44342.1717241212, relative: 1e-5)
    let sum = (model.coefficients[1].value ?? 0) + (model.coefficients[2].value ?? 0)
    expectClose(sum, 0.6387366372919, relative: 1e-5)
  }

  @Test("likelihood ratio and profile limits are found, though one coefficient alone takes the others far")
  func profile()
    throws
  {
    let model = try NearlyDependent.model()
    expectClose(model.likelihoodRatioTest(of: 2).statistic, 0.441224365449855, relative: 1e-5)
    expectClose(model.likelihoodRatioTest(of: 1).statistic, 0.441242469977919, relative: 1e-5)
    let limits = try #require(model.profileLimits(of: 2))
    expectClose(limits.lower, -123124.8248247372, relative: 1e-5)
    expectClose(limits.upper, 58144.6579884396, relative: 1e-5)
    let others = try #require(model.profileLimits(of: 1))
    expectClose(others.lower, -58144.0465268829, relative: 1e-5)
    expectClose(others.upper, 123125.7771557320, relative: 1e-5)
  }

  @Test("the nearer the columns, the larger the coefficients; they are never taken for separated") func notSeparated()
    throws
  {
    for nearness in [1e-2, 1e-3, 1e-4, 1e-5] {
      #expect(try NearlyDependent.model(nearness: nearness).separation == .none, "\(nearness)")
      let firth = try NearlyDependent.model(.firth, nearness: nearness)
      let limits = try #require(firth.profileLimits(of: 2))
      #expect(limits.lower.isFinite && limits.upper.isFinite, "\(nearness)")
    }
  }
}

@Suite("Logistic regression where covariates separate the outcomes") struct SeparationTests {
  @Test("a covariate that tells all outcomes apart: complete separation, nothing finite") func complete() throws {
    let model = try LogisticModel([false, false, true, true], DesignMatrix(columns: [[-2, -1, 1, 3]]))
    #expect(model.separation == .complete && !model.hasConverged)
    #expect(model.coefficients.map(\.state) == [.infinite, .infinite])
    #expect(model.coefficients[1].value == .infinity && model.coefficients[1].limits() == nil)
    expectClose(model.deviance, 0, absolute: 1e-8)
    expectClose(model.likelihoodRatioTest.statistic, 8 * log(2), because: "four tosses of a fair coin, less nothing")
  }

  /// In R the ratio is `2*(-10*log(2) - 5*log(5/18) - 13*log(13/18))`; the limit: `pr <- function(b) optimize(function(a) 5*a - 10*log1p(exp(a)) - 8*log1p(exp(a+b)), c(-20, 20),
  /// maximum = TRUE, tol = 1e-14)$objective; uniroot(function(b) 2*(-10*log(2) - pr(b)) - qchisq(.95, 1), c(-20, 2))`.
  @Test("an empty cell: that coefficient is infinite, the others and the likelihood ratio hold") func emptyCell() throws
  {
    let model = try LogisticModel(EmptyCell.response, DesignMatrix(columns: [EmptyCell.isB]))
    #expect(model.separation == .quasiComplete)
    #expect(model.coefficients.map(\.state) == [.estimated, .infinite])
    #expect(model.coefficients[1].value == -.infinity)
    expectClose(model.coefficients[0].value, 0, absolute: 1e-9)
    expectClose(model.coefficients[0].standardError, (0.4).squareRoot(), relative: 1e-8)
    expectClose(model.deviance, 20 * log(2))
    let ratio = 7.40737725472207
    expectClose(model.likelihoodRatioTest.statistic, ratio)
    let limits = try #require(model.profileLimits(of: 1))
    #expect(limits.lower == -.infinity)
    expectClose(limits.upper, -0.9942363811215, relative: 1e-6, because: "R's root finder and search")
    expectClose(model.likelihoodRatioTest(of: 1).statistic, ratio)
  }

  @Test("a million rows with an empty cell are told from a rare outcome") func rare() throws {
    // 2 of 400,000 against 300 of 600,000; and none against them.
    let rare = try LogisticModel(
      [true, false, true, false], DesignMatrix(columns: [[0, 0, 1, 1]]), weights: [300, 599_700, 2, 399_998])
    #expect(rare.separation == .none)
    expectClose(rare.coefficients[1].value, log(2 / 399_998.0 / (300 / 599_700.0)))
    let none = try LogisticModel(
      [true, false, true, false], DesignMatrix(columns: [[0, 0, 1, 1]]), weights: [300, 599_700, 0, 400_000])
    #expect(none.coefficients.map(\.state) == [.estimated, .infinite])
  }

  @Test("Firth's penalty adds one half to each cell of a fourfold table") func firthCells() throws {
    let model = try LogisticModel(EmptyCell.response, DesignMatrix(columns: [EmptyCell.isB]), penalty: .firth)
    #expect(model.coefficients.map(\.state) == [.estimated, .estimated] && model.hasConverged)
    expectClose(model.coefficients[1].value, log(0.5 * 5.5 / (8.5 * 5.5)), relative: 1e-8)
    expectClose(model.coefficients[0].value, 0, absolute: 1e-8)
  }

  @Test(
    "Firth's penalty where there are as many coefficients as rows: each row has a probability of a quarter or three")
  func firthSaturated() throws {
    let response = [true, false, true, true, false]
    let columns: [[Double]] = [[1, 4, 2, 7, 3], [2, 2, 5, 1, 1], [0, 1, 0, 3, 9], [1, 0, 0, 2, 5]]
    let model = try LogisticModel(response, DesignMatrix(columns: columns), penalty: .firth)
    // (y + ½)/2, which the score Σ (y − p + ½ − p) x asks of every row, its leverage being 1.
    #expect(model.hasConverged)
    expectClose(model.fittedProbabilities, response.map { $0 ? 0.75 : 0.25 }, relative: 1e-9)
  }

  /// R: Newton's method on the penalised score, `U <- t(X) %*% (y - p + h * (0.5 - p))`; the same top by `optim` of
  /// `loglik + determinant(I)$modulus / 2`; limits by `uniroot` over `optim` of the others.
  @Test("Firth's penalty in several covariates: coefficients, errors, likelihoods and profile limits") func firth()
    throws
  {
    let veteran = try Veteran()
    let model = try LogisticModel(veteran.prior, DesignMatrix(columns: veteran.columns), penalty: .firth)
    expectClose(
      model.coefficients.compactMap(\.value),
      [
        1.43445205914324325, -0.01095135529650150, -0.01992656373835296, -0.84282034727556032, -1.05949801757979700,
        -0.11899821047231611,
      ], relative: 1e-8)
    expectClose(
      model.coefficients.compactMap(\.standardError),
      [
        1.284633046376280507, 0.009857875485186478, 0.018043688908986076, 0.495284707110029254, 0.597981860328728798,
        0.534997307112001663,
      ], relative: 1e-8)
    expectClose(model.logLikelihood, -66.50521594663783)
    expectClose(model.nullLogLikelihood, -70.19818856780878)
    expectClose(model.likelihoodRatioTest.statistic, 2 * (70.19818856780878 - 66.50521594663783))
    #expect(model.scoreTest == nil)
    let karno = try #require(model.profileLimits(of: 1))
    expectClose(karno.lower, -0.03019354951605, relative: 1e-5, because: "R's optim")
    expectClose(karno.upper, 0.00798904729909, relative: 1e-5)
    let small = try #require(model.profileLimits(of: 3))
    expectClose(small.lower, -1.81742519121416, relative: 1e-5)
    expectClose(small.upper, 0.10290024753932, relative: 1e-5)
    expectClose(model.likelihoodRatioTest(of: 3).statistic, 3.04928149356, relative: 1e-5)
  }
}
