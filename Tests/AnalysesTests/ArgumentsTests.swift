import Analyses
import Cohorts
import Testing

@Suite("Arguments") struct ArgumentsTests {
  private func settings(
    _ parameters: [AnyParameter], _ given: [Argument.Entry] = [], _ defaults: Defaults = Defaults()
  ) throws -> [AnalysisResult.Setting] {
    try SampleAnalysis.make(parameters).perform(on: SampleAnalysis.cohort(), with: given, defaults: defaults).settings
  }

  @Test("the settings in force are recorded, given ones and defaults, in the order of declaration") func settings()
    throws
  {
    let parameters = [
      SampleAnalysis.endpoint.any, SampleAnalysis.by.any, SampleAnalysis.scale.any, SampleAnalysis.level.any,
      SampleAnalysis.weights.any,
    ]
    #expect(
      try settings(parameters, [.init("level", .number(0.9)), .init("endpoint", .text("pfs"))]) == [
        .init(name: "endpoint", value: "\"pfs\"", isDefault: false),
        .init(name: "interval", value: "\"log\"", isDefault: true),
        .init(name: "level", value: "0.9", isDefault: false),
      ])
  }

  @Test("a default may depend on the profile; what is given holds under either") func profiles() throws {
    let read = LockedValue<Scale>()
    let analysis = SampleAnalysis.make([SampleAnalysis.scale.any]) { read.value = $0[SampleAnalysis.scale] }
    let cohort = try SampleAnalysis.cohort()
    for (profile, given, expected) in [
      (Profile.r, nil, Scale.log), (.sas, nil, .logLog), (.r, "plain", .plain), (.sas, "plain", .plain),
    ] as [(Profile, String?, Scale)] {
      let entries = given.map { [Argument.Entry("interval", .text($0))] } ?? []
      let result = try analysis.perform(on: cohort, with: entries, defaults: Defaults(profile: profile))
      #expect(read.value == expected)
      #expect(
        result.settings == [.init(name: "interval", value: "\"\(expected.rawValue)\"", isDefault: given == nil)])
    }
  }

  @Test("a default of the whole script stands over the profile's and under what is given") func scriptWide() throws {
    let defaults = Defaults(
      profile: .sas, values: ["interval": .text("plain"), "level": .number(0.8), "other": .integer(1)])
    #expect(
      try settings([SampleAnalysis.scale.any, SampleAnalysis.level.any], [.init("level", .number(0.5))], defaults) == [
        .init(name: "interval", value: "\"plain\"", isDefault: true),
        .init(name: "level", value: "0.5", isDefault: false),
      ])
    #expect(
      try SampleAnalysis.complaint([SampleAnalysis.level.any], [], defaults: Defaults(values: ["level": .integer(2)]))
        == "sample.analysis: argument \"level\" should be a number between 0 and 1, such as 0.95, found 2")
  }

  @Test("a formula becomes the endpoint, the groups and the strata; where there are covariates, its terms are those")
  func formula() throws {
    let formula = [Argument.Entry("endpoint", .text("Surv(t, e) ~ arm + age >= 18 + strata(trial, site)"))]
    #expect(
      try settings([SampleAnalysis.endpoint.any, SampleAnalysis.by.any, SampleAnalysis.strata.any], formula) == [
        .init(name: "endpoint", value: "\"Surv(t, e)\"", isDefault: false),
        .init(name: "by", value: "{ \"arm\", \"age >= 18\" }", isDefault: false),
        .init(name: "strata", value: "{ \"trial\", \"site\" }", isDefault: false),
      ])
    let cox = [
      SampleAnalysis.endpoint.any, SampleAnalysis.by.any, SampleAnalysis.covariates.any, SampleAnalysis.strata.any,
    ]
    #expect(try settings(cox, formula).map(\.name) == ["endpoint", "covariates", "strata"])
    #expect(
      throws: ArgumentError.formula(
        "pfs ~ age * arm", analysis: "sample.analysis",
        reason: "\"age * arm\" is a term of a model, and this analysis takes groups")
    ) {
      try settings([SampleAnalysis.endpoint.any, SampleAnalysis.by.any], [.init("endpoint", .text("pfs ~ age * arm"))])
    }
  }

  @Test("a formula that is the default of a whole script is taken apart too") func formulaByDefault() throws {
    let defaults = Defaults(values: ["endpoint": .text("pfs ~ arm")])
    #expect(
      try settings([SampleAnalysis.endpoint.any, SampleAnalysis.by.any], [], defaults) == [
        .init(name: "endpoint", value: "\"pfs\"", isDefault: true),
        .init(name: "by", value: "{ \"arm\" }", isDefault: true),
      ])
    #expect(
      try settings([SampleAnalysis.endpoint.any, SampleAnalysis.by.any], [.init("by", .text("site"))], defaults).last
        == .init(name: "by", value: "\"site\"", isDefault: false), "what is given stands over the default formula")
  }

  @Test("an endpoint whose name begins with Surv is a name, not a call") func survivalByName() throws {
    let read = LockedValue<EndpointRequest>()
    let analysis = SampleAnalysis.make([SampleAnalysis.endpoint.any]) { read.value = $0[SampleAnalysis.endpoint] }
    for (text, expected) in [
      ("Survival", EndpointRequest(.named("Survival"))), ("Surv_os", EndpointRequest(.named("Surv_os"))),
      ("Surv (t, e == 2)", EndpointRequest(.columns(entry: nil, time: "t", event: "e == 2"))),
    ] {
      _ = try analysis.perform(on: SampleAnalysis.cohort(), with: [.init("endpoint", .text(text))])
      #expect(read.value == expected)
    }
  }

  @Test("one value stands for a list of one; a list keeps its order") func lists() throws {
    let read = LockedValue<[Double]>()
    let analysis = SampleAnalysis.make([SampleAnalysis.times.any]) { read.value = $0[SampleAnalysis.times] }
    for (value, expected) in [
      (Argument.integer(30), [30]), (.list([.number(2.5), .integer(1)]), [2.5, 1]), (.list([]), []),
    ] as [(Argument, [Double])] {
      _ = try analysis.perform(on: SampleAnalysis.cohort(), with: [.init("times", value)])
      #expect(read.value == expected)
    }
    _ = try analysis.perform(on: SampleAnalysis.cohort())
    #expect(read.value == [])
  }

  @Test("maps are read by name; an empty table is an empty map") func maps() throws {
    let read = LockedValue<[ExposureRequest]>()
    let analysis = SampleAnalysis.make([SampleAnalysis.exposures.any]) { read.value = $0[SampleAnalysis.exposures] }
    let cohort = try SampleAnalysis.cohort()
    _ = try analysis.perform(
      on: cohort, with: [.init("time_dependent", .map([.init("transplant", .text("transplant_day"))]))])
    #expect(read.value?.map(\.name) == ["transplant"] && read.value?.map(\.day) == ["transplant_day"])
    _ = try analysis.perform(on: cohort, with: [.init("time_dependent", .list([]))])
    #expect(read.value == [])
  }

  @Test("a value is written as a script would write it") func source() {
    let cases: [(Argument, String)] = [
      (.flag(true), "true"), (.flag(false), "false"), (.integer(-3), "-3"), (.number(3), "3"), (.number(0.1), "0.1"),
      (.number(1e300), "1e+300"), (.number(-0.0), "0"), (.text("a"), "\"a\""),
      (.text("a \"b\" \\"), "\"a \\\"b\\\" \\\\\""),
      (.text("two\nlines"), "\"two\\nlines\""), (.list([.integer(1), .text("x")]), "{ 1, \"x\" }"), (.list([]), "{}"),
      (
        .map([.init("a", .integer(1)), .init("ph.ecog", .text("0")), .init("1st", .flag(true))]),
        "{ a = 1, [\"ph.ecog\"] = \"0\", [\"1st\"] = true }"
      ),
    ]
    for (argument, source) in cases { #expect(argument.source == source) }
  }

  @Test("the result carries the analysis's name") func name() throws {
    let analysis = SampleAnalysis.make([])
    #expect(try analysis.perform(on: SampleAnalysis.cohort()).analysis == "sample.analysis")
    #expect(analysis.module == "sample" && analysis.function == "analysis")
  }
}
