import Survival
import TestSupport
import Testing

@Suite("Probabilities in several states") struct MultiStateTests {
  private static func days(_ table: ReferenceTable, _ column: String) -> [Double?] {
    table.numbers(column).map { $0.isNaN ? nil : $0 }
  }

  /// The states of R's `myeloid`: complete response, transplant, relapse, death.
  private func myeloid(_ keep: (Int) -> Bool = { _ in true }) throws -> StateDays {
    let table = try CompetingData.table("myeloid")
    let rows = (0..<table.count).filter(keep)
    let (end, death) = (table.numbers("futime"), table.numbers("death"))
    func column(_ name: String) -> [Double?] {
      let all = Self.days(table, name)
      return rows.map { all[$0] }
    }
    return try StateDays(
      initial: "start",
      states: [
        ("cr", column("crtime")), ("sct", column("txtime")), ("relapse", column("rltime")),
        ("death", rows.map { death[$0] == 1 ? end[$0] : nil }),
      ], absorbing: ["death"], end: rows.map { end[$0] })
  }

  /// A time, and what R gives for it.
  struct Moment: Sendable {
    let time: Double
    let probabilities: [Double]
    let errors: [Double]

    init(_ time: Double, _ probabilities: [Double], _ errors: [Double]) {
      self.time = time
      self.probabilities = probabilities
      self.errors = errors
    }

    static let all = [
      Moment(
        30, [0.83901089808214, 0.127693583867267, 0.00159277987101783, 0.00159811599634693, 0.030104622183229],
        [0.0146757884424257, 0.0133346545718425, 0.00159151055169143, 0.00159683795156374, 0.0068024916316099]),
      Moment(
        365, [0.0243481566532026, 0.274755055324653, 0.340963624096017, 0.090915089966436, 0.269018073959692],
        [0.00620616133080029, 0.0179879537490889, 0.0191160985714598, 0.0116327981975637, 0.0178628616275309]),
      Moment(
        1000, [0.0113624731048279, 0.177852133475695, 0.281567397817062, 0.0421224750384944, 0.487095520563921],
        [0.00426903459590123, 0.0154508088558765, 0.0182744391300191, 0.00826459256733553, 0.0202783280944689]),
      Moment(
        5000, [0.00908997848386232, 0.164737147784117, 0.222714536124397, 0.042278208765447, 0.561180128842177],
        [0.00397431321434219, 0.0153978319294066, 0.030813034474566, 0.00931098355527389, 0.0328974317938546]),
    ]
  }

  /// By R 4.2.2, survival 3.5-3: survfit(Surv(tstart, tstop, event) ~ 1, id = id) of tmerge's rows of myeloid.
  @Test("myeloid: probabilities and standard errors", arguments: Moment.all) func myeloidProbabilities(moment: Moment)
    throws
  {
    let model = try MultiState(myeloid().history)
    expectClose(model.probabilities(at: moment.time), moment.probabilities)
    expectClose(model.standardErrors(at: moment.time), moment.errors)
  }

  /// By R 4.2.2, survival 3.5-3: the area under the curves of survfit(..., influence = TRUE), and under their influence.
  @Test("myeloid: expected days in each state up to day 1000") func myeloidTimeInStates() throws {
    let times = try MultiState(myeloid().history).timeInStates(to: 1000)
    expectClose(
      times.map(\.expected), [79.8593486911588, 275.82760995979, 277.068020305546, 58.60090235415, 308.644118689357])
    expectClose(
      times.map(\.standardError),
      [4.82055559542174, 14.132801104453, 14.021786337413, 5.48300186583162, 14.384824049538])
    expectClose(times.reduce(0) { $0 + $1.expected }, 1000, because: "everybody is in some state")
  }

  /// By R 4.2.2, survival 3.5-3: survcheck(Surv(tstart, tstop, event) ~ 1, id = id)$transitions; and the same by trt, A.
  @Test("myeloid: transitions, and one treatment alone") func myeloidTransitions() throws {
    let model = try MultiState(myeloid().history)
    #expect(
      model.transitions == [
        [0, 442, 107, 13, 55], [0, 0, 158, 168, 17], [0, 11, 0, 45, 149], [0, 0, 99, 0, 99], [0, 0, 0, 0, 0],
      ])
    let treatment = try CompetingData.table("myeloid").texts("trt")
    let model365 = try MultiState(myeloid { treatment[$0] == "A" }.history)
    expectClose(
      model365.probabilities(at: 365),
      [0.0136076849321701, 0.232822612345331, 0.345121471876372, 0.0842606622134341, 0.324187568632692])
    expectClose(
      model365.standardErrors(at: 365),
      [0.006753919089338, 0.0246149014154789, 0.0276526495550152, 0.0162881491587858, 0.0272239646281984])
  }

  private func mgus2(_ weights: Weights = .none) throws -> StateHistory {
    let table = try CompetingData.table("mgus2")
    let (end, death, pcm) = (table.numbers("futime"), table.numbers("death"), table.numbers("pstat"))
    let progression = table.numbers("ptime")
    return try StateDays(
      initial: "mgus",
      states: [
        ("pcm", end.indices.map { pcm[$0] == 1 ? progression[$0] : nil }),
        ("death", end.indices.map { death[$0] == 1 ? end[$0] : nil }),
      ], absorbing: ["death"], end: end, weights: weights
    ).history
  }

  /// By R 4.2.2, survival 3.5-3: survfit(Surv(tstart, tstop, event) ~ 1, id = id, weights = 1 + id %% 3) of mgus2.
  @Test("mgus2 with case weights") func weighted() throws {
    let model = try MultiState(mgus2(.cases(CaseWeights((1...1384).map { 1 + Double($0 % 3) }))))
    expectClose(model.probabilities(at: 120), [0.397097535405514, 0.0125313655253541, 0.590371099069132])
    expectClose(model.standardErrors(at: 120), [0.0149610813321259, 0.0036222276973527, 0.0150072395194422])
    expectClose(model.standardErrors(at: 240), [0.0157487122674826, 0.00427158882014364, 0.0159736638497075])
  }

  /// By R 4.2.2, survival 3.5-3: survfit(..., istate = istate, influence = TRUE), odd ids beginning in a, even ones in b.
  @Test("mgus2 with two initial states") func mixed() throws {
    let history = try mgus2()
    let names = ["a", "b", "pcm", "death"]
    let model = try MultiState(
      StateHistory(
        states: names, subject: history.subject, start: history.start, stop: history.stop,
        from: zip(history.subject, history.state).map { subject, state in
          state == 0 ? (subject % 2 == 0 ? "a" : "b") : names[Int(state) + 1]
        }, to: history.next.map { $0 < 0 ? nil : names[Int($0) + 1] }))
    expectClose(
      model.probabilities(at: 60), [0.32334448708594, 0.322189388193212, 0.0160078707822963, 0.338458253938552])
    expectClose(
      model.standardErrors(at: 60), [0.012582736320208, 0.0125795955042117, 0.00338626640572736, 0.0127439918369392])
    expectClose(
      model.standardErrors(at: 240), [0.0109637005442726, 0.0101911012522124, 0.0049264594695125, 0.0148564423591855])
  }

  @Test("with one transition each it is the cumulative incidence of competing outcomes") func competing() throws {
    let sample = CompetingData.Sample()
    func day(_ code: Int32) -> [Double?] { zip(sample.time, sample.codes).map { $1 == code ? $0 : nil } }
    let days = try StateDays(
      initial: "free", states: [("a", day(1)), ("b", day(2))], absorbing: ["a", "b"], end: sample.time,
      weights: .frequency(FrequencyWeights(sample.weight)))
    let model = try MultiState(days.history)
    let curve = try AalenJohansen.curves(of: sample.outcomes(.frequency(FrequencyWeights(sample.weight))))[0]
    for time in [1.0, 10, 25, 49] {
      for outcome in 0...1 {
        expectClose(model.probabilities(at: time)[outcome + 1], curve.milestone(outcome, at: time).incidence ?? .nan)
        expectClose(
          model.standardErrors(at: time)[outcome + 1], curve.milestone(outcome, at: time).standardError ?? .nan)
      }
    }
  }

  @Test("of two states on one day the later in order holds, death above all; what lies outside of follow-up is counted")
  func days() throws {
    let days = try StateDays(
      initial: "start",
      states: [
        ("death", [5, nil, 9, 3]), ("response", [2, 4, nil, -1]), ("relapse", [5, 4, 12, 8]),
      ], absorbing: ["death"], end: [5, 10, 10, 8])
    #expect(days.passedThrough == 2, "relapse on the day of death, response on the day of relapse")
    #expect(days.beforeOrigin == 1 && days.afterEnd == 1 && days.afterAbsorbing == 1)
    #expect(days.history.stop == [2, 5, 4, 10, 9, 3])
    #expect(days.history.state == [0, 2, 0, 3, 0, 0])
    #expect(days.history.next == [2, 1, 3, -1, 1, 1])
    #expect(days.isAbsorbed == [true, false, true, true])
  }

  @Test("days that differ by rounding alone are one day") func nearTies() throws {
    let days = try StateDays(
      initial: "start", states: [("response", [0.3, 0.3]), ("death", [0.1 + 0.2, 0.5])], absorbing: ["death"],
      end: [0.3, 0.1 + 0.4])
    #expect(days.history.next == [2, 1, 2] && days.passedThrough == 1)
    #expect(try MultiState(days.history).inState(at: 1) == [0, 0, 2], "both have died")
  }

  @Test("rows that cannot be are refused in words") func impossible() {
    func words(_ subject: [Int32], _ start: [Double], _ stop: [Double], _ from: [String], _ to: [String?]) -> String {
      do {
        _ = try StateHistory(
          states: ["well", "ill", "dead"], subject: subject, start: start, stop: stop, from: from, to: to,
          absorbing: ["dead"])
        return ""
      } catch let error as any Error & CustomStringConvertible { return error.description } catch { return "\(error)" }
    }
    #expect(words([0, 0], [0, 2], [2, 5], ["well", "ill"], ["ill", "dead"]) == "")
    #expect(
      words([0, 0], [0, 1], [2, 5], ["well", "ill"], ["ill", "dead"])
        == "subject 1: a row begins at 1.0, before the one before it ends at 2.0")
    #expect(
      words([0, 0], [0, 3], [2, 5], ["well", "ill"], ["ill", "dead"])
        == "subject 1: no row between 2.0 and 3.0; rows must follow one another without a gap")
    #expect(
      words([0, 0], [0, 2], [2, 5], ["well", "well"], ["ill", "dead"])
        == "subject 1: the row from 2.0 is in state \"well\", but the one before it led to \"ill\"")
    #expect(
      words([0, 0], [0, 2], [2, 5], ["well", "dead"], ["dead", nil])
        == "subject 1: a row from 2.0 is in state \"dead\", which is absorbing: nobody is followed in it")
    #expect(
      words([0], [0], [2], ["will"], [nil]) == "there is no state \"will\"; the states are \"well\", \"ill\", \"dead\"")
  }

  @Test("nobody, one subject who never moves, all who move at once") func edges() throws {
    let empty = try MultiState(StateDays(initial: "s", states: [("d", [])], absorbing: ["d"], end: []).history)
    #expect(empty.times.isEmpty && empty.standardErrors(at: 1) == [0, 0])
    let one = try MultiState(StateDays(initial: "s", states: [("d", [nil])], absorbing: ["d"], end: [4]).history)
    #expect(one.probabilities(at: 9) == [1, 0] && one.timeInStates(to: 3).map(\.expected) == [3, 0])
    let all = try MultiState(StateDays(initial: "s", states: [("d", [2, 2])], absorbing: ["d"], end: [2, 2]).history)
    #expect(all.probabilities(at: 2) == [0, 1] && all.standardErrors(at: 2) == [0, 0])
    expectClose(all.timeInStates(to: 5).map(\.expected), [2, 3])
  }
}
