import Foundation
import Statistics
import TestSupport
import Testing

@Suite("Multinomial regression") struct MultinomialModelTests {
  /// R: `m <- nnet::multinom(st ~ age + albumin + sex, pbc)` with `st` 1 for stages 1 and 2, 2 for stage 3, 3 for stage 4,
  /// its coefficients carried on to the top by five Newton steps.
  @Test("three levels, against nnet") func againstR() throws {
    let folder = try #require(Bundle.module.url(forResource: "Reference", withExtension: nil))
    let table = try ReferenceTable(folder.appending(path: "logistic/pbc.csv"))
    let outcomes = table.numbers("stage").map { Int32(max($0 - 2, 0)) }
    let columns = [table.numbers("age"), table.numbers("albumin"), table.texts("sex").map { $0 == "m" ? 1.0 : 0 }]
    let model = try MultinomialModel(outcomes, levelCount: 3, DesignMatrix(columns: columns))
    expectClose(
      model.coefficients.joined().compactMap(\.value),
      [
        0.985859309932372474, -0.003320857343195143, -0.123615614788684311, -0.057274337557391294,
        6.904223585689226894, 0.024705396753426662, -2.271088139148857099, 0.314588837767875218,
      ])
    expectClose(
      model.coefficients.joined().compactMap(\.standardError),
      [
        1.69455909446117436, 0.01417988659355015, 0.40896019671789491, 0.47582738817175124, 1.82534079450644304,
        0.01559034573980169, 0.44657151985784033, 0.50290353634239748,
      ])
    expectClose(model.logLikelihood, -310.6927653156932)
    expectClose(model.nullLogLikelihood, -339.1972958526179)
    expectClose(model.akaike, 637.3855306313865)
    #expect(model.likelihoodRatioTest.degreesOfFreedom == 6 && model.separation == .none)
    expectClose(
      model.fittedProbabilities.map { $0[1] }, [0.37542671206736167, 0.5000479198103533, 0.1245253681222851])
  }

  @Test("two levels are a logistic regression") func twoLevels() throws {
    let x = [1.0, 2, 3, 4, 5, 6, 7, 8]
    let y = [false, true, false, false, true, false, true, true]
    let weights = [1.0, 2, 1, 3, 1, 1, 2, 1]
    let matrix = try DesignMatrix(columns: [x])
    let logistic = try LogisticModel(y, matrix, weights: weights)
    let model = try MultinomialModel(y.map { $0 ? 1 : 0 }, levelCount: 2, matrix, weights: weights)
    for (one, other) in zip(model.coefficients[0], logistic.coefficients) {
      expectClose(one.value, other.value ?? 0)
      expectClose(one.standardError, other.standardError ?? 0)
    }
    expectClose(model.fittedProbabilities[1], logistic.fittedProbabilities)
  }

  @Test("a column that others determine is aliased in every level; a level that nobody has does no harm") func aliased()
    throws
  {
    let x = [1.0, 2, 3, 4, 2, 3, 4, 5, 1, 4]
    let outcomes: [Int32] = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2]
    let model = try MultinomialModel(outcomes, levelCount: 3, DesignMatrix(columns: [x, x.map { 3 - $0 }]))
    let alone = try MultinomialModel(outcomes, levelCount: 3, DesignMatrix(columns: [x]))
    for level in 0..<2 {
      #expect(model.coefficients[level].map(\.state) == [.estimated, .estimated, .aliased])
      expectClose(model.coefficients[level][1].value, alone.coefficients[level][1].value ?? 0)
    }
    expectClose(model.akaike, alone.akaike)
    let empty = try MultinomialModel(outcomes, levelCount: 4, DesignMatrix(columns: [x]))
    #expect(empty.separation == .quasiComplete)
    expectClose(empty.coefficients[0][1].value, alone.coefficients[0][1].value ?? 0, relative: 1e-6)
  }

  @Test("a level that a covariate tells apart: its coefficients alone are infinite") func separated() throws {
    // Levels 0 and 1 overlap in x; level 2 has x above all others.
    let x = [1.0, 2, 3, 4, 2, 3, 4, 5, 9, 10]
    let outcomes: [Int32] = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2]
    let model = try MultinomialModel(outcomes, levelCount: 3, DesignMatrix(columns: [x]))
    #expect(model.separation == .quasiComplete)
    #expect(model.coefficients[0].map(\.state) == [.estimated, .estimated])
    #expect(model.coefficients[1].map(\.state) == [.infinite, .infinite])
    let two = try LogisticModel(outcomes[..<8].map { $0 == 1 }, DesignMatrix(columns: [Array(x[..<8])]))
    expectClose(model.coefficients[0][1].value, two.coefficients[1].value ?? 0, relative: 1e-6)
  }
}
