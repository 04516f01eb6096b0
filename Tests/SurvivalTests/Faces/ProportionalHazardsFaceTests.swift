import Analyses
import Cohorts
import RealModule
import Survival
import TestSupport
import Testing

/// Truth from R 4.2.2 and survival 3.5-3 on `veteran`: `cox.zph(coxph(Surv(time, status) ~ trt + karno + age))`.
@Suite("The course of hazard ratios over time, against R") struct ProportionalHazardsFaceTests {
  private func result(_ scale: String) throws -> AnalysisResult {
    try ReferenceCohort.veteran().ask(
      "proportional_hazards", ["endpoint": "os", "covariates": ["trt", "karno", "age"], "scale": .text(scale)])
  }

  private func panel(_ result: AnalysisResult, _ place: Int) throws -> Figure.Chart.Panel {
    try #require(result.figures.first?.chart).panels[place]
  }

  /// The first three rows of `z$y`.
  @Test("points are the scaled residuals about the coefficient") func points() throws {
    let result = try result("km")
    let truth = [
      [2.32890593764659, 2.84236931561279, 2.76256265549729],
      [-0.1190094303083683, -0.0547615773351523, -0.0791844175092245],
      [0.0145464524056262, -0.2686961058422443, -0.1866366084561124],
    ]
    for (place, values) in truth.enumerated() {
      let panel = try panel(result, place)
      guard
        case .points(let x, let y)? = panel.marks.map(\.shape).first(where: {
          if case .points = $0 { true } else { false }
        })
      else { throw Missing() }
      #expect(x.count == 128 && Array(x.prefix(3)) == [1, 1, 2])
      // Residuals of one time stand in any order.
      expectClose(y.prefix(2).sorted(), values.prefix(2).sorted(), relative: 1e-6)
      expectClose(y[2], values[2], relative: 1e-6)
    }
  }

  /// `B <- ns(z$x, df = 4, intercept = TRUE); B %*% qr.coef(qr(B), z$y)`, and
  /// `sqrt(z$var[2, 2] * rowSums((B %*% solve(crossprod(B))) * B))`, at the 1st and 64th events.
  @Test("the smooth is a natural spline on the scale of time, with its band", arguments: ["km", "log"])
  func smooth(scale: String) throws {
    let truth: [(time: Double, trt: Double, karno: Double, age: Double, error: Double)] =
      scale == "km"
      ? [
        (1, -0.314920865841005, -0.05671794422398321, -0.06145110567304377, 0.01727452242476349),
        (61, 0.528877766300656, -0.03031436706707611, 0.00763811480517307, 0.00801338718489691),
        (999, -0.373195860025300, -0.03412787360107664, 0.01478194577263216, 0.01857849174691301),
      ]
      : [
        (1, 0.976024341304968, -0.0647576502342673, -0.14088631971285831, 0.03266325908653470),
        (61, 0.277716979122088, -0.0286450217120279, 0.00786578632681286, 0.00686097070134617),
        (999, -0.933481169763255, -0.0396186394998655, 0.00716594170807147, 0.02736710379927731),
      ]
    let result = try result(scale)
    for (time, trt, karno, age, error) in truth {
      for (place, value) in [trt, karno, age].enumerated() {
        for mark in try panel(result, place).marks {
          switch mark.shape {
          case .line(let x, let y):
            guard let at = x.firstIndex(of: time) else { continue }
            expectClose(y[at], value, relative: 1e-6)
          case .ribbon(let x, let lower, let upper) where place == 1:
            guard let at = x.firstIndex(of: time) else { continue }
            expectClose(
              upper[at].flatMap { upper in lower[at].map { upper - $0 } }, 2 * 1.959963984540054 * error, relative: 1e-6
            )
          default: continue
          }
        }
      }
    }
  }

  @Test("all scales stand in the rows, the chosen one first; the figure says the p-value of its term") func rows()
    throws
  {
    let result = try result("rank")
    let model = try ReferenceCohort.veteran().ask(
      "cox", ["endpoint": "os", "covariates": ["trt", "karno", "age"], "proportional_hazards": "rank"])
    for term in ["trt", "karno", "age", "all terms"] {
      #expect(
        result.number("proportional_hazards_chi_squared", group: "rank", variable: term)
          == model.number("proportional_hazards_chi_squared", variable: term))
    }
    let groups = result.rows.compactMap(\.group)
    #expect(groups.first == "rank" && Set(groups) == ["rank", "km", "identity", "log"])
    let annotation = try #require(try panel(result, 1).annotations.first)
    #expect(annotation.value == result.value("proportional_hazards_p_value", group: "rank", variable: "karno"))
    #expect(result.caution(.nonProportionalHazards) != nil)
  }

  @Test("no events, exact ties, an event at time zero: tests or reasons, and no figure that cannot be drawn")
  func edges() throws {
    let cohort = try PooledCohort.few([(0, true, nil), (2, true, nil), (3, false, nil), (4, true, nil), (5, true, nil)])
      .deriving("x", from: "(time * 3) % 4")
    let log = try cohort.ask("proportional_hazards", ["endpoint": "os", "covariates": "x", "scale": "log"])
    #expect(
      log.value("proportional_hazards_p_value", group: "log", variable: "x")
        == .notEstimable("no finite coefficient, or a time of zero on the scale of logarithms"))
    #expect(log.figures.isEmpty)
    let exact = try ReferenceCohort.veteran().ask(
      "proportional_hazards", ["endpoint": "os", "covariates": "karno", "ties": "exact"])
    #expect(
      exact.figures.isEmpty && exact.number("proportional_hazards_p_value", group: "km", variable: "karno") != nil)
  }

  private struct Missing: Error {}
}
