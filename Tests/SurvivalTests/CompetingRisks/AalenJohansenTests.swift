import Survival
import TestSupport
import Testing

@Suite("Cumulative incidence of competing outcomes") struct AalenJohansenTests {
  /// By hand: five subjects, outcome a at 1, b at 2, censored at 3, a at 4, b at 5.
  @Test("five subjects by hand") func byHand() throws {
    let outcomes = try CompetingOutcomes(
      time: [1, 2, 3, 4, 5], outcomes: ["a", "b", nil, "a", "b"], names: ["a", "b"])
    let curve = try AalenJohansen.curves(of: outcomes)[0]
    expectClose(curve.incidence[0], [0.2, 0.2, 0.2, 0.5, 0.5])
    expectClose(curve.incidence[1], [0, 0.2, 0.2, 0.2, 0.5])
    expectClose(curve.eventFree, [0.8, 0.6, 0.6, 0.3, 0])
    // Before the first censoring an incidence is a binomial share.
    expectClose(curve.standardError[0][0], (0.2 * 0.8 / 5).squareRoot())
    expectClose(curve.standardError[1][1], (0.2 * 0.8 / 5).squareRoot())
  }

  /// By R 4.2.2, survival 3.5-3: survfit(Surv(etime, event) ~ 1, subset = sex == "F"); cmprsk 2.2-11: cuminc.
  @Test("the jackknife is 0.01076980 and Aalen's 0.01078146 for plasma cell malignancy at 120 months") func variances()
    throws
  {
    let (outcomes, table) = try CompetingData.mgus2()
    let women = outcomes.selecting(table.texts("sex").indices.filter { table.texts("sex")[$0] == "F" })
    func error(_ variance: IncidenceVariance) throws -> Double? {
      try AalenJohansen.curves(of: women, variance: variance)[0].milestone(0, at: 120).standardError
    }
    expectClose(try error(.infinitesimalJackknife), 0.0107697974, absolute: 5e-11)
    expectClose(try error(.greenwood), 0.0107697974, absolute: 5e-11)
    expectClose(try error(.aalen), 0.0107814555, absolute: 5e-11)
    expectClose(
      try AalenJohansen.curves(of: women)[0].milestone(0, at: 120).incidence, 0.0738857, absolute: 5e-8)
  }

  /// By R 4.2.2, survival 3.5-3: survfit(Surv(entry, time, factor(event)) ~ 1, id = id, weights = w) of edge_cr.
  @Test("late entries with case weights") func lateAndWeighted() throws {
    let weights = Weights.cases(try CaseWeights((0..<20).map { [0.5, 1.5, 2, 1][$0 % 4] }))
    let curve = try AalenJohansen.curves(of: CompetingData.edge(weights, late: true))[0]
    expectClose(
      curve.incidence[0],
      [
        0.0294117647058824, 0.102521008403361, 0.189915966386555, 0.233613445378151, 0.285504201680672,
        0.389285714285714, 0.389285714285714,
      ])
    expectClose(
      curve.standardError[0],
      [
        0.0298662223211627, 0.0756431228803981, 0.0970239046115832, 0.103630784490994, 0.113452980776085,
        0.131836204935462, 0.131836204935462,
      ])
    expectClose(
      curve.standardError[1],
      [
        0.108762862598628, 0.140899419345795, 0.141171796149448, 0.141171796149448, 0.139472878639256,
        0.139472878639256, 0.139472878639256,
      ])
    expectClose(
      curve.eventFreeStandardError,
      [
        0.111023606969789, 0.146503086015959, 0.138796609720751, 0.134979209869097, 0.134546505928637,
        0.110172332321798, 0.110172332321798,
      ])
  }

  /// By R 4.2.2, survival 3.5-3: the influence of survfit(Surv(time, factor(event)) ~ 1, id = id, weights = w, influence = TRUE)
  /// of edge_cr, times w, summed over (id - 1) %% 5 and squared. (Its survfit of several states takes no notice of `cluster`.)
  @Test("case weights within clusters") func clustered() throws {
    let weights = Weights.cases(try CaseWeights((0..<20).map { [0.5, 1.5, 2, 1][$0 % 4] }))
    let curve = try AalenJohansen.curves(
      of: CompetingData.edge(weights), clusters: (0..<20).map { Int32($0 % 5) })[0]
    expectClose(
      curve.standardError[0],
      [
        0.0178885438199983, 0.0521536192416212, 0.0733667812725463, 0.108470222254315, 0.107287408035304,
        0.0943013056158643, 0.0943013056158643,
      ])
    expectClose(
      curve.standardError[1],
      [
        0.0715541752799933, 0.08, 0.0528120096943429, 0.0528120096943429, 0.0553083576617605, 0.0553083576617605,
        0.0553083576617605,
      ])
    expectClose(
      curve.eventFreeStandardError,
      [
        0.0894427190999916, 0.103537432844358, 0.104242469746704, 0.137992434106358, 0.134184870014325,
        0.14556762391459, 0.14556762391459,
      ])
  }

  @Test("incidences and the probability of being free of all add up to 1", arguments: [false, true])
  func sumsToOne(late: Bool) throws {
    let curve = try AalenJohansen.curves(of: CompetingData.edge(late: late))[0]
    for place in curve.table.times.indices {
      expectClose(curve.incidence[0][place] + curve.incidence[1][place] + curve.eventFree[place], 1)
    }
  }

  @Test("with one outcome it is one less Kaplan-Meier, with Greenwood's error") func oneOutcome() throws {
    let sample = CompetingData.Sample()
    let outcomes = try CompetingOutcomes(
      time: sample.time, codes: sample.codes.map { min($0, 1) }, names: ["event"])
    let survival = KaplanMeier(try EventTable(outcomes.followUp))
    for variance in [IncidenceVariance.infinitesimalJackknife, .greenwood] {
      let curve = try AalenJohansen.curves(of: outcomes, variance: variance)[0]
      expectClose(curve.incidence[0], survival.survival.map { 1 - $0 })
      let errors = zip(survival.standardError, survival.survival).map { $1 > 0 ? $0 : 0 }
      expectClose(curve.standardError[0], errors, absolute: 1e-9)
      expectClose(curve.eventFreeStandardError, errors)
    }
  }

  @Test("one less Kaplan-Meier with the other outcome censored is never below the incidence") func overstates() throws {
    let outcomes = try CompetingData.Sample().outcomes()
    let curve = try AalenJohansen.curves(of: outcomes)[0]
    let survival = KaplanMeier(try EventTable(outcomes.causeSpecific("a"))).survival
    for place in curve.table.times.indices { #expect(1 - survival[place] >= curve.incidence[0][place] - 1e-12) }
  }

  @Test("exchanging the codes exchanges the curves: an outcome is found by its name") func exchanged() throws {
    let sample = CompetingData.Sample()
    var other = sample
    other.codes = sample.codes.map { [0, 2, 1][Int($0)] }
    let (first, second) = (try sample.outcomes(), try other.outcomes(names: ["b", "a"]))
    let curves = try [first, second].map { try AalenJohansen.curves(of: $0)[0] }
    for name in ["a", "b"] {
      let places = try [first, second].map { Int(try $0.code(of: name)) - 1 }
      expectClose(curves[0].incidence[places[0]], curves[1].incidence[places[1]])
      expectClose(curves[0].standardError[places[0]], curves[1].standardError[places[1]])
    }
  }

  @Test("frequency weights are replication, by every variance", arguments: IncidenceVariance.allCases)
  func replication(variance: IncidenceVariance) throws {
    let sample = CompetingData.Sample()
    let weighted = try AalenJohansen.curves(
      of: sample.outcomes(.frequency(FrequencyWeights(sample.weight))), groups: sample.group, count: 3,
      variance: variance)
    let many = sample.replicated
    let replicated = try AalenJohansen.curves(of: many.outcomes(), groups: many.group, count: 3, variance: variance)
    for (left, right) in zip(weighted, replicated) {
      #expect(left.table.count == right.table.count)
      for time in [5.0, 20, 40] {
        for outcome in 0...1 {
          let (a, b) = (left.milestone(outcome, at: time), right.milestone(outcome, at: time))
          expectClose(a.incidence, b.incidence ?? .nan)
          expectClose(a.standardError, b.standardError ?? .nan)
          #expect(a.atRisk == b.atRisk && a.events == b.events)
        }
      }
    }
  }

  @Test("rows that enter at the origin and each have a cluster of their own give the closed form") func generalPath()
    throws
  {
    let sample = CompetingData.Sample()
    let plain = try AalenJohansen.curves(of: sample.outcomes())[0]
    let late = try CompetingOutcomes(
      time: sample.time, codes: sample.codes, names: ["a", "b"], entry: sample.time.map { _ in -1 })
    let general = try AalenJohansen.curves(of: late)[0]
    let clustered = try AalenJohansen.curves(of: sample.outcomes(), clusters: (0..<200).map { Int32($0) })[0]
    for curve in [general, clustered] {
      for outcome in 0...1 {
        expectClose(curve.incidence[outcome], plain.incidence[outcome])
        expectClose(curve.standardError[outcome], plain.standardError[outcome], absolute: 1e-9)
      }
      expectClose(curve.eventFreeStandardError, plain.eventFreeStandardError, absolute: 1e-9)
    }
  }

  @Test("rows in another order, and times in another unit, change nothing but the times") func invariance() throws {
    let sample = CompetingData.Sample()
    let plain = try AalenJohansen.curves(of: sample.outcomes(), groups: sample.group, count: 3)
    let mixed = sample.permuted
    let permuted = try AalenJohansen.curves(of: mixed.outcomes(), groups: mixed.group, count: 3)
    let scaled = try AalenJohansen.curves(of: sample.outcomes(scale: 0.1), groups: sample.group, count: 3)
    for group in 0..<3 {
      for outcome in 0...1 {
        expectClose(permuted[group].incidence[outcome], plain[group].incidence[outcome])
        expectClose(scaled[group].standardError[outcome], plain[group].standardError[outcome])
      }
      expectClose(scaled[group].table.times, plain[group].table.times.map { $0 * 0.1 })
    }
  }

  @Test("an outcome that nobody has, everybody with one outcome at one time, nobody, one and two subjects") func edges()
    throws
  {
    let none = try AalenJohansen.curves(
      of: CompetingOutcomes(time: [1, 2, 3], codes: [0, 1, 0], names: ["a", "b"]))[0]
    #expect(none.incidence[1] == [0, 0, 0] && none.standardError[1] == [0, 0, 0])
    #expect(none.band(1).lower.allSatisfy(\.isNaN) && none.band(1, .plain).upper == [0, 0, 0])
    let all = try AalenJohansen.curves(of: CompetingOutcomes(time: [4, 4, 4], codes: [1, 1, 1], names: ["a", "b"]))[0]
    #expect(all.incidence[0] == [1] && all.eventFree == [0] && all.standardError[0] == [0])
    #expect(all.milestone(0, at: 9, beyond: .notEstimable).incidence == 1, "nobody is left: that is known")
    let empty = try AalenJohansen.curves(of: CompetingOutcomes(time: [], codes: [], names: ["a"]))[0]
    #expect(empty.table.times.isEmpty && empty.milestone(0, at: 1).incidence == 0)
    let one = try AalenJohansen.curves(of: CompetingOutcomes(time: [2], codes: [2], names: ["a", "b"]))[0]
    #expect(one.incidence == [[0], [1]])
    let censored = try AalenJohansen.curves(of: CompetingOutcomes(time: [2, 3], codes: [0, 0], names: ["a"]))[0]
    #expect(censored.incidence == [[0, 0]] && censored.milestone(0, at: 4, beyond: .notEstimable).incidence == nil)
  }

  @Test("times that differ by rounding alone are one time, over outcomes") func nearTies() throws {
    let outcomes = try CompetingOutcomes(
      time: [0.3, 0.1 + 0.2, 0.5, 0.7], codes: [1, 2, 0, 1], names: ["a", "b"])
    let curve = try AalenJohansen.curves(of: outcomes)[0]
    #expect(curve.table.times.count == 3)
    expectClose(curve.eventFree[0], 0.5)
  }

  @Test("what cannot be is said in words") func errors() throws {
    func words(_ body: () throws -> Void) -> String {
      do {
        try body()
        return ""
      } catch let error as any Error & CustomStringConvertible { return error.description } catch { return "\(error)" }
    }
    #expect(
      words { _ = try CompetingOutcomes(time: [1], outcomes: ["relaps"], names: ["relapse", "death"]) }
        == "there is no outcome \"relaps\"; the outcomes are \"relapse\", \"death\"")
    #expect(
      words { _ = try CompetingOutcomes(time: [1], codes: [3], names: ["relapse", "death"]) }
        == "row 1: outcome code is 3; expected 0 for censored, or 1 to 2")
    #expect(
      words { _ = try CompetingOutcomes(time: [1], codes: [1], names: ["death", "death"]) }
        == "two outcomes are named \"death\"")
    let late = try CompetingData.edge(late: true)
    #expect(
      words { _ = try GrayTest(late, of: "first", groups: Array(repeating: 0, count: 20), groupCount: 1) }
        == "Gray's test takes no late entries: all subjects must be followed from the origin")
  }
}
