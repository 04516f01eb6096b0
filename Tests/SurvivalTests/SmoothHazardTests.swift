import Survival
import TestSupport
import Testing

@Suite("Smoothed hazards") struct SmoothHazardTests {
  private func lung(sex: Double, weights: Weights = .none) throws -> EventTable {
    let rows = try LungRows(present: "sex") { table, row in table.numbers("sex")[row] == sex }
    return try EventTable(rows.followUp(weights: weights))
  }

  /// By NumPy: boundary kernels (z + 1)(a + bz), with a and b solved from the integral 1 and the first moment 0 on −1...q; the
  /// bandwidth minimised with the trapezium rule over 2000 steps.
  @Test(
    "men and women of lung, with a bandwidth of 100 and with their own",
    arguments: [
      (
        1.0, 655.0, 192.137646664289,
        [
          (0.0, 0.00194271102223652, 0.000825679015626035, 0.00156292479331172, 0.000605427141579612),
          (50, 0.00189280915678266, 0.000358910601145447, 0.00191773240226639, 0.000358947208376202),
          (300, 0.00352092282541033, 0.000673579474894747, 0.00342580777634424, 0.000479668349037049),
          (635, 0.00765583889490139, 0.00432697694498568, 0.00698313922270236, 0.00333013290496728),
          (655, 0.00994657828054299, 0.00719984416658418, 0.00796079828756434, 0.00433050662383956),
        ]
      ),
      (
        2.0, 654.0, 70.02287178908445,
        [
          (0.0, 0.000194011058161754, 0.000591929571217826, 0.000479353267036841, 0.000774739429804462),
          (100, 0.00107467975312303, 0.000281337155485059, 0.00110830430173659, 0.000335277573122146),
          (654, 0.00951163636363637, 0.00695209248718782, 0.0125567309402962, 0.0094512622825665),
        ]
      ),
    ] as [(Double, Double, Double, [(Double, Double, Double, Double, Double)])])
  func lung(sex: Double, end: Double, best: Double, values: [(Double, Double, Double, Double, Double)]) throws {
    let fixed = try SmoothHazard(lung(sex: sex), bandwidth: 100)
    let own = try SmoothHazard(lung(sex: sex))
    #expect(own.start == 0 && own.end == end)
    expectClose(own.bandwidth, best, relative: 1e-12)
    for (time, value, error, ownValue, ownError) in values {
      expectClose(fixed.hazard(at: time)?.value, value, relative: 1e-10, because: "at \(time)")
      expectClose(fixed.hazard(at: time)?.standardError, error, relative: 1e-10, because: "at \(time)")
      expectClose(own.hazard(at: time)?.value, ownValue, relative: 1e-10, because: "own, at \(time)")
      expectClose(own.hazard(at: time)?.standardError, ownError, relative: 1e-10, because: "own, at \(time)")
    }
    #expect(own.hazard(at: end + 1) == nil && own.hazard(at: -1) == nil)
  }

  @Test("inside, one event among four is three quarters of a quarter over the bandwidth") func byHand() throws {
    let followUp = try FollowUp(time: [10, 20, 20, 20], event: [true, false, false, false])
    let hazard = try SmoothHazard(EventTable(followUp), bandwidth: 5, atRisk: 1)
    expectClose(hazard.hazard(at: 10)?.value, 0.75 / 4 / 5)
    expectClose(hazard.hazard(at: 10)?.standardError, 0.75 / 4 / 5)
    expectClose(hazard.hazard(at: 12.5)?.value, 0.75 * 0.75 / 4 / 5)
    #expect(hazard.hazard(at: 15)?.value == 0 && hazard.hazard(at: 3)?.value == 0)
    #expect(hazard.eventCount == 1)
  }

  @Test("a rate that hardly changes is found up to both ends") func constant() throws {
    // Ten events at each of 1000 times among 100,000 who are censored at the end.
    let times = (1...10_000).map { Double(($0 - 1) / 10 + 1) / 10 }
    let followUp = try FollowUp(
      time: times + Array(repeating: 100, count: 90_000),
      event: (0..<100_000).map { $0 < 10_000 }, weights: .none)
    let hazard = try SmoothHazard(EventTable(followUp), bandwidth: 20)
    for time in [0.0, 5, 10, 50, 90, 100] {
      // A hundred events a unit of time, of those who are left.
      let atRisk = 100_000 - 100 * time
      expectClose(
        hazard.hazard(at: time)?.value, 100 / atRisk, relative: 2e-2, because: "events come at steps: \(time)")
    }
  }

  @Test("the order of rows, the unit of time, and rows in place of weights") func properties() throws {
    let rows = try LungRows(present: "sex")
    let (time, event) = (rows["time"], rows["status"].map { $0 == 2 })
    let plain = try SmoothHazard(EventTable(FollowUp(time: time, event: event)))
    let turned = try SmoothHazard(EventTable(FollowUp(time: time.reversed(), event: event.reversed())))
    let scaled = try SmoothHazard(EventTable(FollowUp(time: time.map { $0 / 30.4375 }, event: event)))
    expectClose(scaled.bandwidth * 30.4375, plain.bandwidth, relative: 1e-12)
    let weights = time.indices.map { Double($0 % 3) }
    let many = time.indices.flatMap { Array(repeating: $0, count: $0 % 3) }
    let weighted = try SmoothHazard(
      EventTable(FollowUp(time: time, event: event, weights: .frequency(FrequencyWeights(weights)))))
    let replicated = try SmoothHazard(EventTable(FollowUp(time: many.map { time[$0] }, event: many.map { event[$0] })))
    expectClose(weighted.bandwidth, replicated.bandwidth, relative: 1e-12)
    for at in [0.0, 100, 400, 700] {
      #expect(plain.hazard(at: at)?.value == turned.hazard(at: at)?.value)
      expectClose(
        scaled.hazard(at: at / 30.4375)?.value, try #require(plain.hazard(at: at)).value * 30.4375, relative: 1e-9)
      expectClose(
        weighted.hazard(at: at)?.value, try #require(replicated.hazard(at: at)).value, relative: 1e-12)
      expectClose(
        weighted.hazard(at: at)?.standardError, try #require(replicated.hazard(at: at)).standardError, relative: 1e-12)
    }
  }

  @Test("entries at the beginning are none; later ones begin the range") func entries() throws {
    let rows = try LungRows(present: "sex")
    let (time, event) = (rows["time"], rows["status"].map { $0 == 2 })
    let plain = try SmoothHazard(EventTable(FollowUp(time: time, event: event)), bandwidth: 100)
    let zero = try SmoothHazard(
      EventTable(FollowUp(time: time, event: event, entry: time.map { _ in 0 })), bandwidth: 100)
    #expect(plain.hazard(at: 250)?.value == zero.hazard(at: 250)?.value && zero.start == 0)
    let late = try SmoothHazard(
      EventTable(FollowUp(time: time.map { $0 + 50 }, event: event, entry: time.map { _ in 50 })), bandwidth: 100)
    #expect(late.start == 50)
    expectClose(late.hazard(at: 50)?.value, try #require(plain.hazard(at: 0)).value, relative: 1e-9)
  }

  @Test("where there is nothing to estimate from, it says why") func nothing() throws {
    func failure(_ time: [Double], _ event: [Bool], atRisk: Double = 1) -> SmoothHazard.Failure? {
      do {
        _ = try SmoothHazard(EventTable(FollowUp(time: time, event: event)), atRisk: atRisk)
        return nil
      } catch { return error as? SmoothHazard.Failure }
    }
    #expect(failure([], []) == .noSubjects)
    #expect(failure([1, 2], [true, true], atRisk: 10) == .fewAtRisk(needed: 10))
    #expect(failure([1, 2], [false, false]) == .noEvents)
    #expect(failure([0, 0], [true, true]) == .noTime)
    #expect(failure([5], [true]) == nil && failure([5, 5, 5], [true, true, true]) == nil)
    #expect(SmoothHazard.Failure.fewAtRisk(needed: 10).description == "never 10 at risk")
    let narrow = try SmoothHazard(
      EventTable(FollowUp(time: [5, 6], event: [true, false])), bandwidth: 1e-300, atRisk: 1)
    expectClose(narrow.bandwidth, 6e-4)
    #expect(narrow.hazard(at: 5)?.value.isFinite == true)
    let wide = try SmoothHazard(EventTable(FollowUp(time: [5, 6], event: [true, false])), bandwidth: 1e300, atRisk: 1)
    #expect(wide.bandwidth == 3)
    let vast = try SmoothHazard(EventTable(FollowUp(time: [1, 9e300, 1e308], event: [true, true, false])), atRisk: 1)
    #expect(vast.grid(201).allSatisfy { vast.hazard(at: $0)?.value.isFinite == true })
  }
}
