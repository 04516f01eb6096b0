import Analyses
import Cohorts
import OrderedCollections
import TestSupport
import Testing

/// R's `myeloid` as the rows of a linked table.
///
/// By R 4.2.2, survival 3.5-3:
///
///     d <- tmerge(myeloid[, c("id", "trt", "sex")], myeloid, id = id, death = event(futime, death),
///       sct = event(txtime), cr = event(crtime), relapse = event(rltime))
///     code <- with(d, ifelse(death == 1, 4, ifelse(relapse == 1, 3, ifelse(sct == 1, 2, ifelse(cr == 1, 1, 0)))))
///     d$event <- factor(code, 0:4, c("censor", "cr", "sct", "relapse", "death"))
///     d$state <- as.character(survcheck(Surv(tstart, tstop, event) ~ 1, d, id = id)$istate)
///     d$state[d$state == "(s0)"] <- "start"
///     d$mixed <- ifelse(d$state == "start", ifelse(d$id %% 2 == 1, "odd", "even"), d$state)
@Suite("States from the rows of a linked table") struct MultiStateRowsTests {
  private static let order: Argument = ["cr", "sct", "relapse", "death"]

  /// The columns of the rows, each named as a script names it.
  private func cohort(reversed: Bool = false, from day: Double = 0) throws -> Cohort {
    let subjects = try CompetingData.table("myeloid")
    let table = try CompetingData.table("myeloid_rows")
    let kept = table.numbers("tstop").indices.filter { table.numbers("tstop")[$0] > day }
    let rows = reversed ? kept.reversed() : kept
    func at<T>(_ values: [T]) -> [T] { rows.map { values[$0] } }
    let (ids, state, event) = (at(table.numbers("id")), at(table.texts("state")), at(table.texts("event")))
    let mixed = zip(ids, state).map { $1 == "start" ? (Int($0) % 2 == 1 ? "odd" : "even") : $1 }
    let stays: OrderedDictionary<String, Column> = [
      "start_day": Column(numbers: at(table.numbers("tstart")).map { max($0, day) }),
      "stop_day": Column(numbers: at(table.numbers("tstop"))),
      "state": Column(texts: state), "mixed": Column(texts: mixed),
      "to": Column(texts: event),
      "factor": Column(
        categories: event.map { $0 ?? "censor" }, levels: ["censor", "cr", "sct", "relapse", "death"]),
    ]
    let columns: OrderedDictionary<String, Column> = [
      "id": Column(texts: (1...subjects.count).map { "\($0)" }), "futime": Column(numbers: subjects.numbers("futime")),
      "death": Column(flags: subjects.numbers("death").map { $0 == 1 }),
      "txtime": Column(numbers: subjects.numbers("txtime").map { $0.isNaN ? nil : $0 }),
      "transplanted": Column(flags: subjects.numbers("txtime").map { !$0.isNaN }),
      "trt": Column(categories: subjects.texts("trt"), levels: ["A", "B"]),
      "sex": Column(categories: subjects.texts("sex"), levels: ["f", "m"]),
    ]
    return try Cohort(
      name: "myeloid", subjects: Table(name: "subjects", columns: columns),
      linked: [
        "stays": LinkedTable(table: Table(name: "stays", columns: stays), subjectRows: ids.map { Int32($0) - 1 })
      ],
      dictionary: DataDictionary(
        subjectID: "id",
        columns: [
          "trt": ColumnDescription(knownAt: .baseline), "sex": ColumnDescription(knownAt: .baseline),
          "transplanted": ColumnDescription(knownAt: .onDay(["txtime"])),
        ],
        endpoints: ["os": EndpointDefinition(name: "os", time: "futime", event: .indicator(column: "death"))]))
  }

  private func expect(
    _ result: AnalysisResult, at time: Double, group: String, _ probabilities: KeyValuePairs<String, Double>,
    errors: [Double]
  ) {
    for (place, (state, probability)) in probabilities.enumerated() {
      expectClose(result.number("probability", group: group, variable: state, time: time), probability)
      expectClose(result.number("probability_se", group: group, variable: state, time: time), errors[place])
    }
  }

  /// By R: summary(survfit(Surv(tstart, tstop, event) ~ 1, d, id = id, istate = state), times = 365).
  @Test("myeloid, with the state of each row and without it, in any order of the rows", arguments: [false, true])
  func plain(reversed: Bool) throws {
    let cohort = try cohort(reversed: reversed)
    let spent = try cohort.ask(
      "multi_state",
      [
        "endpoint": "os", "table": "stays", "start": "start_day", "stop": "stop_day", "state": "state", "event": "to",
        "order": Self.order, "times": 365,
      ])
    expect(
      spent, at: 365, group: "All subjects",
      [
        "start": 0.0243481566532026, "cr": 0.274755055324653, "sct": 0.340963624096017, "relapse": 0.090915089966436,
        "death": 0.269018073959692,
      ],
      errors: [0.00620616133080029, 0.0179879537490889, 0.0191160985714598, 0.0116327981975637, 0.0178628616275309])
    #expect(
      spent.methods[0].hasSuffix("States: start, cr, sct, relapse, death; nobody leaves death.")
        && spent.cautions.isEmpty)
    #expect(
      spent.methods[1]
        == "States are read from the rows of stays: each, from start_day, exclusive, to stop_day, is spent in the state "
        + "that state names and ends in the state that to names, or in a censoring where it names none.")
    #expect(spent.methods.count == 3 && spent.methods[2].hasPrefix("The initial probabilities are the shares"))
    let followed = try cohort.ask(
      "multi_state",
      [
        "endpoint": "os", "table": "stays", "start": "start_day", "stop": "stop_day", "event": "factor",
        "initial": "start", "times": 365,
      ])
    #expect(followed.rows == spent.rows && followed.methods[0] == spent.methods[0])
    #expect(followed.methods[1].contains("into which the one before it led, the first in \"start\", and ends"))
  }

  /// By R: survfit(Surv(tstart, tstop, event) ~ 1, d, id = id, istate = mixed, subset = trt == "A", influence = TRUE), at
  /// 365, and "B".
  ///
  /// Without influence = TRUE survival 3.5-3 leaves out of the standard errors that the initial probabilities
  /// are estimates.
  @Test("two initial states, by treatment") func mixed() throws {
    let result = try cohort().ask(
      "multi_state",
      [
        "endpoint": "os", "table": "stays", "start": "start_day", "stop": "stop_day", "state": "mixed", "event": "to",
        "by": "trt", "times": 365,
      ])
    expect(
      result, at: 365, group: "A",
      [
        "even": 0.00658772485131789, "odd": 0.00699542806388732, "cr": 0.232972369906554, "sct": 0.345027829096651,
        "relapse": 0.0842976427045467, "death": 0.324119005377044,
      ],
      errors: [
        0.00464230369940708, 0.00492358583245162, 0.0246174437764065, 0.0276245300197641, 0.0162934202612088,
        0.0272165136301914,
      ])
    expect(
      result, at: 365, group: "B",
      ["even": 0.01538668666935934, "odd": 0.01870302898760798, "death": 0.218447216878432],
      errors: [0.0068276432693124, 0.00756228363564047, 0.0230901364219018])
    let moves = ["A", "B"].map { result.number("transitions", group: $0, variable: "odd to cr") ?? 0 }
    #expect(moves.reduce(0, +) == 217, "R's transitions")
  }

  /// By R: the same with subset = trt == "A" & sex == "f".
  @Test("the rows follow the subjects who are in") func restricted() throws {
    let result = try cohort().where("trt == 'A' and sex == 'f'").ask(
      "multi_state",
      [
        "endpoint": "os", "table": "stays", "start": "start_day", "stop": "stop_day", "state": "mixed", "event": "to",
        "times": 365,
      ])
    expect(
      result, at: 365, group: "All subjects",
      [
        "even": 0.00560938256196032, "odd": 0.00612969563573037, "cr": 0.234509504941417, "sct": 0.3430690088723,
        "relapse": 0.0975823734558489, "death": 0.313100034532744,
      ],
      errors: [
        0.00559275679971645, 0.00610286293258173, 0.032264114758594, 0.0361320790608107, 0.0228417849178513,
        0.0353587486863434,
      ])
  }

  /// By R: e <- subset(d, tstop > 100); e$tstart <- pmax(e$tstart, 100);
  /// survfit(Surv(tstart, tstop, event) ~ 1, e, id = id, istate = state, influence = TRUE), at 200 and 1000; leaving out one
  /// subject after the other, the jackknife gives 0.00454574 and 0.0209163 at 1000.
  @Test("rows that begin on day 100, and those who have none are counted") func late() throws {
    let cohort = try cohort(from: 100)
    let result = try cohort.ask(
      "multi_state",
      [
        "endpoint": "os", "table": "stays", "start": "start_day", "stop": "stop_day", "state": "state", "event": "to",
        "times": [200, 1000],
      ])
    expect(
      result, at: 200, group: "All subjects",
      [
        "start": 0.0518134715025907, "cr": 0.447107283765976, "sct": 0.352108013781493, "relapse": 0.0797029802203449,
        "death": 0.0692682507295956,
      ],
      errors: [0.0092114702538399, 0.0206754621432355, 0.019869324042739, 0.0112737511202502, 0.0105666558207206])
    expect(
      result, at: 1000, group: "All subjects", ["start": 0.0120898100172712, "death": 0.4521117642564549],
      errors: [0.00454181237002593, 0.0208956636594699])
    let without = try 646 - Set(cohort.linkedTable("stays").subjects).count
    #expect(result.number("n", group: "All subjects") == Double(646 - without) && without > 0)
    #expect(
      result.caution(.missingValues)?.message
        == "\(without) of 646 subjects are left out: \(without) without rows in \"stays\".")
  }

  @Test("a group that is known later is guarded against") func guarded() throws {
    let result = try cohort().ask(
      "multi_state",
      [
        "endpoint": "os", "table": "stays", "start": "start_day", "stop": "stop_day", "event": "to",
        "by": "transplanted",
      ])
    #expect(result.kinds == [.immortalTime])
  }

  @Test("a table and days are either or, and a table needs its columns") func exclusive() throws {
    let cohort = try cohort()
    func complaint(_ arguments: KeyValuePairs<String, Argument>) throws -> String? {
      try cohort.complaint("multi_state", arguments)?.replacing("survival.multi_state: ", with: "")
    }
    #expect(
      try complaint(["endpoint": "os"])
        == "name \"states\", each with the column of the day on which it is entered, or \"table\", which holds them as "
        + "(start, stop] rows")
    #expect(
      try complaint(["endpoint": "os", "table": "stays", "states": ["sct": "txtime"]])
        == "states come from \"states\", days of the subjects, or from \"table\", (start, stop] rows: name one of them")
    #expect(
      try complaint(["endpoint": "os", "states": ["sct": "txtime"], "stop": "stop_day"])
        == "\"stop\" names a column of a linked table: name the table as \"table\" too")
    #expect(
      try complaint(["endpoint": "os", "table": "stays", "start": "start_day", "stop": "stop_day"])
        == "with \"table\" name its columns: \"start\" and \"stop\", between which each row lies, and \"event\", the state "
        + "into which it leads")
    #expect(
      try complaint([
        "endpoint": "os", "table": "stays", "start": "start_day", "stop": "stop_day", "event": "to", "state": "state",
        "initial": "start",
      ])
        == "\"initial\" is for rows without a column of states, but \"state\" names \"state\": leave one of them out")
    #expect(
      try complaint([
        "endpoint": "os", "table": "stays", "start": "start_day", "stop": "stop_day", "event": "to",
        "intercurrent": ["txtime": "censor"],
      ])
        == "\"intercurrent\" changes the times of the endpoint, but the rows of \"table\" say when follow-up ends: leave it "
        + "out, or make it a state")
    #expect(
      try complaint([
        "endpoint": "os", "table": "stays", "start": "start_day", "stop": "stop_day", "event": "to",
        "absorbing": "deth",
      ])
        == "\"absorbing\" names \"deth\", which is no state; did you mean \"death\"?")
    #expect(
      try complaint(["endpoint": "os", "table": "stay", "start": "start_day", "stop": "stop_day", "event": "to"])
        == "there is no linked table \"stay\"; did you mean \"stays\"?")
    #expect(
      try complaint(["endpoint": "os", "table": "stays", "start": "start_dy", "stop": "stop_day", "event": "to"])
        == "column \"start_dy\" is not in \"stays\"; did you mean \"start_day\"?")
    #expect(
      try complaint(["endpoint": "os", "table": "stays", "start": "start_day", "stop": "stop_day", "event": "stop_day"])
        == "column \"stop_day\" should be the names of states, as text or categories, but is number")
  }
}
