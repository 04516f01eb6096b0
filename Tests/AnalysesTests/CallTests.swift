import Analyses
import Cohorts
import Testing

@Suite("Analyses that call others") struct CallTests {
  private struct Some: Plugin {
    let name = "sample"
    let summary = "Some."
    var analyses: [Analysis]
  }

  private static let called = Parameter.analysis("The analysis.")
  private static let given = Parameter.arguments("Its arguments.")
  private static let level = Parameter.level()
  private static let strata = Parameter.columns("strata", "The strata.")
  private static let seen = LockedValue<[AnalysisResult.Setting]>()

  /// An analysis that gives two rows and says what it was given.
  private static let inner = Analysis(
    "sample.inner", "Gives.", details: "Gives.",
    parameters: [SampleAnalysis.endpoint.any, SampleAnalysis.by.any, level.any, strata.any],
    statistics: [.init("share", "A share.")], example: []
  ) { cohort, arguments in
    seen.value = arguments.settings
    return AnalysisResult(
      title: "Inner", methods: ["Inner method."],
      rows: [
        Row("share", .number(1), group: "A"), Row("share", .number(2), group: "B"),
        Row("share", .number(3), group: "B", time: 5),
      ])
  }

  private static func outer(
    _ name: String = "sample.outer",
    _ body: @escaping @Sendable (Cohort, AnalysisCall) throws -> AnalysisResult = { try $1.perform(on: $0) }
  ) -> Analysis {
    Analysis(
      name, "Calls.", details: "Calls.", parameters: [called.any, given.any], statistics: [], example: []
    ) { cohort, arguments in
      try body(cohort, try arguments.call(called, with: given))
    }
  }

  private func ask(
    _ outer: Analysis, _ arguments: [Argument.Entry], defaults: Defaults = Defaults(), others: [Analysis] = []
  ) throws -> AnalysisResult {
    let registry = try Registry([Some(analyses: [Self.inner, outer] + others)])
    return try outer.perform(
      on: SampleAnalysis.cohort(), with: arguments, defaults: defaults, within: Surroundings(registry: registry))
  }

  private func complaint(_ arguments: [Argument.Entry], others: [Analysis] = []) -> String? {
    do {
      _ = try ask(Self.outer(), arguments, others: others)
      return nil
    } catch { return "\(error)" }
  }

  private let name = Argument.Entry("analysis", .text("sample.inner"))

  @Test("the arguments are checked by the analysis called, in its own words; defaults of the script reach it")
  func checked() throws {
    #expect(
      complaint([name, .init("arguments", .map([.init("levle", .number(0.9))]))])
        == "sample.inner: unknown argument \"levle\"; did you mean \"level\"?")
    #expect(complaint([name])?.hasPrefix("sample.inner: argument \"endpoint\" is missing") == true)
    #expect(
      complaint([name, .init("arguments", .text("level"))])
        == "sample.outer: argument \"arguments\" should be a table of the analysis' own arguments, such as "
        + "{ endpoint = \"pfs\" }, found \"level\"")
    let arguments = Argument.map([.init("endpoint", .text("Surv(t, e) ~ arm"))])
    _ = try ask(
      Self.outer(), [name, .init("arguments", arguments)], defaults: Defaults(values: ["level": .number(0.8)]))
    #expect(Self.seen.value?.map(\.value) == ["\"Surv(t, e)\"", "{ \"arm\" }", "0.8"])
  }

  @Test("an analysis that is not there, or that is under way already, is refused") func refused() throws {
    #expect(
      complaint([.init("analysis", .text("sample.iner"))])
        == "sample.outer: there is no analysis \"sample.iner\"; did you mean \"sample.inner\"?")
    #expect(
      complaint([.init("analysis", .text("nothing"))])
        == "sample.outer: there is no analysis \"nothing\"; \"workbench help\" lists those that there are")
    #expect(
      complaint([.init("analysis", .text("sample.outer"))])
        == "sample.outer: \"sample.outer\" would call itself; name another analysis")
    let through = Argument.map([.init("analysis", .text("sample.outer"))])
    #expect(
      complaint(
        [.init("analysis", .text("sample.second")), .init("arguments", through)], others: [Self.outer("sample.second")])
        == "sample.second: \"sample.outer\" would call itself; name another analysis")
    #expect(
      throws: ArgumentError.unknownAnalysis("sample.inner", analysis: "sample.outer", nearest: nil)
    ) { try Self.outer().perform(on: SampleAnalysis.cohort(), with: [name]) }
  }

  @Test("one more stratum joins those of the arguments, of a formula and of the script's defaults, once")
  func strata() throws {
    func strata(_ given: [Argument.Entry], _ defaults: Defaults = Defaults()) throws -> String? {
      let outer = Self.outer { cohort, call in
        try #require(try call.stratified(by: "trial")).perform(on: cohort)
      }
      _ = try ask(outer, [name, .init("arguments", .map(given))], defaults: defaults)
      return Self.seen.value?.first { $0.name == "strata" }?.value
    }
    let endpoint = Argument.Entry("endpoint", .text("os"))
    #expect(try strata([endpoint]) == "{ \"trial\" }")
    #expect(try strata([endpoint, .init("strata", .text("site"))]) == "{ \"site\", \"trial\" }")
    #expect(try strata([endpoint, .init("strata", .text("trial"))]) == "\"trial\"")
    #expect(try strata([.init("endpoint", .text("Surv(t, e) ~ arm + strata(site)"))]) == "{ \"site\", \"trial\" }")
    #expect(try strata([endpoint], Defaults(values: ["strata": .text("site")])) == "{ \"site\", \"trial\" }")
  }

  @Test("a row is found by as much as tells it apart") func rows() throws {
    let result = try ask(
      Self.outer(), [name, .init("arguments", .map([.init("endpoint", .text("os"))]))])
    func resolved(_ place: RowRequest.Place) throws -> RowRequest.Place {
      try RowRequest("share", place).resolved(in: result, asker: "asker").place
    }
    #expect(try resolved(.init(group: "A")) == .init(group: "A"))
    #expect(try resolved(.init(group: "B")) == .init(group: "B"))
    #expect(try resolved(.init(time: 5)) == .init(group: "B", time: 5))
    #expect(
      throws: ArgumentError.invalid(
        analysis: "asker",
        reason: "say which \"share\" of sample.outer is meant, such as { group = \"A\" } or { group = \"B\" } or "
          + "{ group = \"B\", time = 5 }")
    ) { try resolved(.init()) }
    #expect(
      throws: ArgumentError.invalid(
        analysis: "asker",
        reason: "sample.outer gives no \"share\" of { group = \"A\", time = 5 }; there is { group = \"A\" } or "
          + "{ group = \"B\" } or { group = \"B\", time = 5 }")
    ) { try resolved(.init(group: "A", time: 5)) }
    #expect(
      RowRequest("shares").value(in: result) == .notEstimable("sample.outer gives no shares here"))
  }
}
