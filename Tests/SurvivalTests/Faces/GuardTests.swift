import Analyses
import Cohorts
import OrderedCollections
import TestSupport
import Testing

@Suite("The guard against immortal time") struct GuardTests {
  private let functions: [(name: String, group: String)] = [
    ("kaplan_meier", "by"), ("log_rank", "by"), ("cox", "covariates"), ("follow_up", "by"),
  ]

  private func cautions(
    _ function: String, _ arguments: KeyValuePairs<String, Argument>
  ) throws -> [Caution] {
    let guarded: Set<Caution.Kind> = [.immortalTime, .asBaseline, .timingNotDeclared]
    return try PooledCohort.make().ask(function, arguments).cautions.filter { guarded.contains($0.kind) }
  }

  @Test("a group known later is flagged, with when, for how many, and what to do instead") func late() throws {
    for (function, group) in functions where function != "follow_up" {
      #expect(
        try cautions(function, ["endpoint": "pfs", group: "transplanted"]) == [
          Caution(
            .immortalTime,
            "Immortal time. \"Transplant\" becomes known only after the origin (CAR-T infusion): for 6 of 16 subjects later "
              + "than it (median day 60). Whoever has the event before cannot enter the group, so that its survival is "
              + "overstated and the comparison cannot be read as an effect.",
            remedy: "Use survival.landmark, survival.mantel_byar or survival.simon_makuch with exposure = "
              + "\"transplant_day\", or survival.cox with time_dependent = { exposed = \"transplant_day\" }.")
        ], "\(function)")
    }
  }

  @Test("follow-up by a group known later is flagged as overstated") func followUp() throws {
    let caution = try #require(cautions("follow_up", ["endpoint": "pfs", "by": "transplanted"]).first)
    #expect(caution.kind == .immortalTime && caution.message.contains("so that its follow-up is overstated"))
  }

  @Test("what is accepted knowingly is still said") func asBaseline() throws {
    for (function, group) in functions {
      #expect(
        try cautions(function, ["endpoint": "pfs", group: "transplanted", "as_baseline": true]) == [
          Caution(
            .asBaseline,
            "Immortal time, accepted knowingly (as_baseline = true). \"Transplant\" becomes known only after the origin "
              + "(CAR-T infusion): for 6 of 16 subjects later than it (median day 60). The comparison favours the group "
              + "that had to survive to be in it.")
        ], "\(function)")
    }
  }

  @Test("a group whose time is not declared is said to be taken as known") func notDeclared() throws {
    for (function, group) in functions where function != "cox" {
      #expect(
        try cautions(function, ["endpoint": "pfs", group: "relapse_site"]) == [
          Caution(
            .timingNotDeclared,
            "The dictionary does not say when \"relapse_site\" becomes known; it is taken as known at the origin (CAR-T "
              + "infusion).",
            remedy: "Declare known_at for it, \"baseline\" or the column of the day, so that immortal time is noticed.")
        ], "\(function)")
    }
    let two = try PooledCohort.make().ask(
      "kaplan_meier", ["endpoint": "pfs", "by": ["relapse_site", "transplanted == true"]])
    #expect(two.cautions.filter { $0.kind == .timingNotDeclared }.count == 1)
    let model = try PooledCohort.make().deriving("far", from: "relapse_site == 'other'")
      .ask("cox", ["endpoint": "pfs", "covariates": ["far", "relapse_site == 'marrow'"]])
    #expect(
      model.cautions.filter { $0.kind == .timingNotDeclared }.map(\.message) == [
        "The dictionary does not say when \"far\", \"relapse_site == 'marrow'\" become known; they are taken as known at the "
          + "origin (CAR-T infusion)."
      ])
  }

  @Test("what is known at the origin is not flagged, nor is an expression over it") func baseline() throws {
    for (function, group) in functions {
      for source in ["age >= 40", "diagnosis", "diagnosis == 'T-ALL' and age < 60"] {
        #expect(try cautions(function, ["endpoint": "pfs", group: .text(source)]) == [], "\(function) \(source)")
      }
    }
  }

  @Test("what is derived keeps the lateness of what it reads, by expression or by column") func derived() throws {
    for source in ["not is_missing(transplant_day)", "transplanted and age < 60", "transplant_day <= 60", "response"] {
      for (function, group) in functions {
        #expect(
          try cautions(function, ["endpoint": "pfs", group: .text(source)]).map(\.kind) == [.immortalTime],
          "\(function) \(source)")
      }
    }
    let cohort = try PooledCohort.make().deriving("early", from: "transplant_day <= 60").deriving(
      "again", from: "early")
    #expect(try cohort.ask("kaplan_meier", ["endpoint": "pfs", "by": "again"]).kinds.contains(.immortalTime))
  }

  @Test("what becomes known on a day that is not recorded asks for the day") func withoutDay() throws {
    let caution = try #require(cautions("log_rank", ["endpoint": "pfs", "by": "response"]).first)
    #expect(caution.message.contains("for 16 of 16 subjects later than it. Whoever"))
    #expect(
      caution.remedy
        == "Record the day on which it became known; then use survival.landmark, survival.mantel_byar, "
        + "survival.simon_makuch or survival.cox with time_dependent.")
  }

  @Test("one of several groups or covariates is flagged by itself") func several() throws {
    #expect(
      try cautions("cox", ["endpoint": "pfs", "covariates": ["age", "transplanted", "diagnosis"]]).map(\.kind)
        == [.immortalTime])
    #expect(
      try cautions("kaplan_meier", ["endpoint": "pfs", "by": ["diagnosis", "transplanted"]]).map(\.kind)
        == [.immortalTime])
    #expect(try cautions("log_rank", ["endpoint": "pfs ~ transplanted + strata(trial)"]).map(\.kind) == [.immortalTime])
  }

  @Test("strata known later are flagged too, in tests and models") func strata() throws {
    for (function, more) in [("kaplan_meier", "by"), ("log_rank", "by"), ("cox", "covariates")] {
      let caution = try #require(
        cautions(function, ["endpoint": "pfs", more: "diagnosis", "strata": "transplanted"]).first)
      #expect(caution.kind == .immortalTime)
      #expect(caution.message.hasSuffix("Strata formed by it compare subjects by what happened to them later."))
      #expect(caution.remedy == "Stratify by what is known at the origin.")
      #expect(
        try cautions(
          function, ["endpoint": "pfs", more: "diagnosis", "strata": "transplanted", "as_baseline": true]
        ).map(\.kind) == [.asBaseline])
      #expect(try cautions(function, ["endpoint": "pfs", more: "diagnosis", "strata": "trial"]) == [])
    }
    #expect(
      try cautions("mantel_byar", ["endpoint": "pfs", "exposure": "transplant_day", "strata": "response"]).map(\.kind)
        == [.immortalTime])
  }

  @Test("the sound analyses of the same variable are not flagged") func sound() throws {
    let questions: [(String, KeyValuePairs<String, Argument>)] = [
      ("landmark", ["endpoint": "pfs", "exposure": "transplant_day", "at": 60]),
      ("mantel_byar", ["endpoint": "pfs", "exposure": "transplant_day"]),
      ("simon_makuch", ["endpoint": "pfs", "exposure": "transplant_day", "landmark": 60]),
      (
        "cox",
        ["endpoint": "pfs", "time_dependent": ["transplant": "transplant_day"], "covariates": "age", "strata": "trial"]
      ),
    ]
    for (function, arguments) in questions { #expect(try cautions(function, arguments) == [], "\(function)") }
  }

  /// Transplants on days 120 to 200, and an infusion on day 100, 150 or 200.
  @Test("lateness counts from the endpoint's own origin") func originDay() throws {
    func flagged(_ day: Double) throws -> [Caution] {
      let cohort = try PooledCohort.make { $0["infusion_day"] = Column(numbers: Array(repeating: day, count: 16)) }
        .deriving("had", from: "not is_missing(transplant_date)")
      return try cohort.ask("kaplan_meier", ["endpoint": "pfs_after", "by": "had"]).cautions.filter {
        $0.kind == .immortalTime
      }
    }
    #expect(try flagged(100)[0].message.contains("for 6 of 16 subjects later than it (median day 60)"))
    #expect(try flagged(150)[0].message.contains("for 3 of 16 subjects later than it (median day 30)"))
    #expect(try flagged(200) == [], "nobody is transplanted after day 200")
  }

  @Test("an exposure is counted from the endpoint's origin, and nobody without one is taken as unexposed")
  func exposureOrigin() throws {
    let plain = try PooledCohort.make().ask("mantel_byar", ["endpoint": "pfs", "exposure": "transplant_day"])
    let shifted = try PooledCohort.make().ask(
      "mantel_byar", ["endpoint": "pfs_after", "exposure": "transplant_date", "label": "transplant"])
    #expect(shifted.rows == plain.rows)
    let unknown = try PooledCohort.make { columns in
      columns["infusion_day"] = Column(numbers: (0..<16).map { $0 == 4 || $0 == 5 ? nil : 100 })
    }
    let result = try unknown.ask("mantel_byar", ["endpoint": "pfs_after", "exposure": "transplant_date"])
    #expect(
      result.caution(.missingValues)?.message == "1 of 16 subjects are left out: 1 without Day of infusion.",
      "the fifth was transplanted on an unknown day; the sixth never was")
  }
}
