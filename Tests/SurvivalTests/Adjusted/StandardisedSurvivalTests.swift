import Statistics
import Survival
import TestSupport
import Testing

/// R: `f <- coxph(Surv(time, status) ~ g + karno + age + celltype, veteran, weights = w, ties = )`, and
/// `theta(w) = sum(w * S) / sum(w)` over `S = summary(survfit(f, newdata = transform(veteran, g = k)), times = c(60, 180))$surv`; the
/// standard errors from `(theta(w + h at i) - theta(w - h at i)) / (2 h)`, h = 1e-4, squared and summed over i: the
/// infinitesimal jackknife.
@Suite("Direct standardisation from a Cox model, against R") struct StandardisedSurvivalTests {
  private struct Expected {
    let ties: CoxTies
    let target: Int?
    let survival: [Double]
    let errors: [Double]
    let differenceErrors: [Double]
  }

  private static let expected = [
    Expected(
      ties: .efron, target: nil,
      survival: [0.566718968728563, 0.246076382224971, 0.484381187168419, 0.177342459218668],
      errors: [0.0513159882907917, 0.0409556976921787, 0.0501306770316021, 0.038625089006333],
      differenceErrors: [0.0515913429023144, 0.0428342776331256]),
    Expected(
      ties: .efron, target: 1, survival: [0.556889574004585, 0.248144269519921, 0.4757724256591, 0.183058850707813],
      errors: [0.0547451775738486, 0.0468654150258131, 0.0548196386089568, 0.0443904299869131],
      differenceErrors: [0.0510642338461953, 0.0405658341109826]),
    Expected(
      ties: .breslow, target: nil,
      survival: [0.56829268178951, 0.246470357392998, 0.487304331243437, 0.178612591460127],
      errors: [0.050986086697043, 0.04091696023023, 0.0497777055505432, 0.0386528941216069],
      differenceErrors: [0.0512124695604366, 0.0427079500418096]),
    Expected(
      ties: .breslow, target: 1,
      survival: [0.558501733852578, 0.248432407257669, 0.478661784878639, 0.184170539346849],
      errors: [0.0543885402035804, 0.0468074046099108, 0.0544044087720076, 0.0443985457559925],
      differenceErrors: [0.0507286950102736, 0.0404525858625348]),
  ]

  @Test("survival, its standard errors and those of differences, by Efron and Breslow, for all and for the treated")
  func veteran() throws {
    let veteran = try VeteranGroups()
    for expected in Self.expected {
      let curves = try StandardisedSurvival(
        veteran.followUp, groups: veteran.groups, groupCount: 2, covariates: veteran.columns, target: expected.target,
        ties: expected.ties)
      for (place, time) in [60.0, 180].enumerated() {
        let point = curves.point(at: time)
        let covariance = try #require(point.covariance)
        for group in 0..<2 {
          expectClose(point.survival[group], expected.survival[2 * group + place])
          expectClose(
            covariance[group, group].squareRoot(), expected.errors[2 * group + place], relative: 1e-6,
            because: "R's differences have a step of 1e-4")
        }
        let variance = covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1]
        expectClose(variance.squareRoot(), expected.differenceErrors[place], relative: 1e-6)
      }
    }
  }

  /// R: the first event time at which `rowMeans(survfit(f, newdata)$surv)` is at or below one half.
  @Test("the time by which half have had the event") func median() throws {
    let veteran = try VeteranGroups()
    let curves = try StandardisedSurvival(
      veteran.followUp, groups: veteran.groups, groupCount: 2, covariates: veteran.columns)
    #expect(curves.time(of: 0, at: 0.5) == 87)
    #expect(curves.time(of: 1, at: 0.5) == 56)
    expectClose(curves.fit.coefficients[0].value, 0.303048095126973, relative: 1e-7)
  }

  @Test("neither the order of rows nor the unit of time or of covariates changes anything") func invariance() throws {
    let veteran = try VeteranGroups()
    let plain = try StandardisedSurvival(
      veteran.followUp, groups: veteran.groups, groupCount: 2, covariates: veteran.columns)
    let turned = try StandardisedSurvival(
      FollowUp(time: veteran.followUp.time.reversed().map { $0 / 7 }, event: veteran.followUp.event.reversed()),
      groups: veteran.groups.reversed(), groupCount: 2,
      covariates: veteran.columns.map { $0.reversed().map { 5 + 3 * $0 } })
    let (one, other) = (plain.point(at: 100), turned.point(at: 100 / 7.0))
    expectClose(other.survival, one.survival)
    expectClose(other.covariance?.values ?? [], one.covariance?.values ?? [], relative: 1e-8)
  }

  @Test("an entry before anything happened changes nothing; one row twice is half the variance") func entries() throws {
    let veteran = try VeteranGroups()
    func point(_ followUp: FollowUp, _ rows: [Int]) throws -> StandardisedSurvival.Point {
      try StandardisedSurvival(
        followUp, groups: rows.map { veteran.groups[$0] }, groupCount: 2,
        covariates: veteran.columns.map { column in rows.map { column[$0] } }, ties: .breslow
      ).point(at: 100)
    }
    let rows = Array(0..<137)
    let plain = try point(veteran.followUp, rows)
    let entered = try FollowUp(
      time: veteran.followUp.time, event: veteran.followUp.event, entry: Array(repeating: 0.5, count: 137))
    let late = try point(entered, rows)
    expectClose(late.survival, plain.survival)
    expectClose(late.covariance?.values ?? [], plain.covariance?.values ?? [])
    let twice = try point(veteran.followUp.selecting(rows + rows), rows + rows)
    expectClose(twice.survival, plain.survival)
    expectClose(twice.covariance?.values.map { 2 * $0 } ?? [], plain.covariance?.values ?? [], relative: 1e-8)
  }

  @Test("a group without events: survival 1 in it and no variance; no events at all: 1 for all, variance 0")
  func noEvents()
    throws
  {
    let event = (0..<20).map { $0 % 2 == 0 }
    let groups = (0..<20).map { Int32($0 % 2) }
    let followUp = try FollowUp(time: (1...20).map(Double.init), event: event)
    let curves = try StandardisedSurvival(followUp, groups: groups, groupCount: 2, covariates: [])
    let point = curves.point(at: 15)
    #expect(point.covariance == nil)
    expectClose(point.survival[1], 1, absolute: 1e-9)
    #expect(point.survival[0] < 0.6)
    let none = try StandardisedSurvival(
      FollowUp(time: followUp.time, event: event.map { _ in false }), groups: groups, groupCount: 2, covariates: [])
    #expect(none.point(at: 15).survival == [1, 1])
    #expect(none.point(at: 15).covariance?.values == [0, 0, 0, 0])
  }
}
