import Analyses
import Testing

@Suite("What is said against arguments") struct ArgumentErrorTests {
  private func expect(
    _ parameters: [AnyParameter], _ given: [Argument.Entry], says words: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    #expect(try SampleAnalysis.complaint(parameters, given) == words, sourceLocation: sourceLocation)
  }

  @Test("an unknown argument is named, with the nearest, or with all that there are") func unknown() throws {
    let parameters = [SampleAnalysis.from.any, SampleAnalysis.strata.any]
    try expect(
      parameters, [.init("stratum", .text("x"))],
      says: "sample.analysis: unknown argument \"stratum\"; did you mean \"strata\"?")
    try expect(
      parameters, [.init("colour", .text("x"))],
      says: "sample.analysis: unknown argument \"colour\"; it takes: from, strata, title")
  }

  @Test("a missing argument is named, and what it means") func missing() throws {
    try expect(
      [SampleAnalysis.day.any], [], says: "sample.analysis: argument \"exposure\" is missing: The day.")
    try expect(
      [SampleAnalysis.endpoint.any], [],
      says:
        "sample.analysis: argument \"endpoint\" is missing: The endpoint: a name that the dictionary declares, such "
        + "as \"pfs\", or columns, as in \"Surv(time, event)\".")
  }

  @Test("a value of the wrong kind is shown as it was written") func wrongKind() throws {
    func wrong(_ parameter: AnyParameter, _ value: Argument, expected: String, found: String) throws {
      try expect(
        [parameter], [.init(parameter.declaration.name, value)],
        says: "sample.analysis: argument \"\(parameter.declaration.name)\" should be \(expected), found \(found)")
    }
    try wrong(SampleAnalysis.from.any, .text("ten"), expected: "a number from 0 to 100", found: "\"ten\"")
    try wrong(SampleAnalysis.level.any, .flag(true), expected: "a number between 0 and 1, such as 0.95", found: "true")
    try wrong(
      SampleAnalysis.times.any, .list([.integer(1), .text("x")]), expected: "a number or a list of numbers, 0 or more",
      found: "\"x\"")
    try wrong(SampleAnalysis.knowingly.any, .integer(1), expected: "true or false", found: "1")
    try wrong(
      SampleAnalysis.scale.any, .integer(3), expected: "one of \"log\", \"log_log\", \"plain\"", found: "3")
    try wrong(
      SampleAnalysis.unit.any, .number(1.5), expected: "one of \"days\", \"weeks\", \"months\", \"years\"", found: "1.5"
    )
    try wrong(
      SampleAnalysis.by.any, .map([.init("a", .integer(1))]), expected: "a column or an expression, or a list of them",
      found: "{ a = 1 }")
    try wrong(
      SampleAnalysis.exposures.any, .text("day"),
      expected: "a table such as { transplant = \"transplant_day\" }", found: "\"day\"")
    try wrong(
      SampleAnalysis.reference.any, .map([.init("ph.ecog", .integer(0))]),
      expected: "a table such as { diagnosis = \"T-ALL\" }", found: "{ [\"ph.ecog\"] = 0 }")
    try wrong(
      SampleAnalysis.endpoint.any, .list([.text("pfs"), .text("os")]),
      expected: "the name of an endpoint, or \"Surv(time, event)\"", found: "{ \"pfs\", \"os\" }")
    for parameter in [SampleAnalysis.day.any, SampleAnalysis.weights.any] {
      try wrong(parameter, .integer(7), expected: "the name of a column", found: "7")
    }
    try wrong(SampleAnalysis.label.any, .flag(false), expected: "a text", found: "false")
  }

  @Test("what is not among the choices is told the nearest, and all of them") func choices() throws {
    try expect(
      [SampleAnalysis.scale.any], [.init("interval", .text("log-log"))],
      says:
        "sample.analysis: argument \"interval\" is \"log-log\"; did you mean \"log_log\"? Choices: \"log\", \"log_log\", "
        + "\"plain\"")
    try expect(
      [SampleAnalysis.scale.any], [.init("interval", .text("Greenwood"))],
      says: "sample.analysis: argument \"interval\" is \"Greenwood\"; choose one of: \"log\", \"log_log\", \"plain\"")
    try expect(
      [SampleAnalysis.unit.any], [.init("display_unit", .text("month"))],
      says:
        "sample.analysis: argument \"display_unit\" is \"month\"; did you mean \"months\"? Choices: \"days\", \"weeks\", "
        + "\"months\", \"years\"")
  }

  @Test("a number outside of its range is told the range") func range() throws {
    for (value, found) in [(Argument.number(-0.5), "-0.5"), (.integer(101), "101"), (.number(.nan), "nan")] {
      try expect(
        [SampleAnalysis.from.any], [.init("from", value)],
        says: "sample.analysis: argument \"from\" should be a number from 0 to 100, found \(found)")
    }
    for (value, found) in [(Argument.integer(95), "95"), (.integer(0), "0"), (.integer(1), "1")] {
      try expect(
        [SampleAnalysis.level.any], [.init("level", value)],
        says: "sample.analysis: argument \"level\" should be a number between 0 and 1, such as 0.95, found \(found)")
    }
    try expect(
      [SampleAnalysis.times.any], [.init("times", .list([.integer(30), .integer(-1)]))],
      says: "sample.analysis: argument \"times\" should be a number or a list of numbers, 0 or more, found -1")
    try expect(
      [SampleAnalysis.times.any], [.init("times", .number(.infinity))],
      says: "sample.analysis: argument \"times\" should be a number or a list of numbers, 0 or more, found inf")
    try expect(
      [SampleAnalysis.shares.any], [.init("shares", .integer(1))],
      says: "sample.analysis: argument \"shares\" should be a number or a list of numbers, from 0.001 to 0.999, found 1"
    )
  }

  @Test("a formula that cannot be read, or does not fit, is shown with the reason") func formulas() throws {
    let grouped = [SampleAnalysis.endpoint.any, SampleAnalysis.by.any]
    func fault(_ formula: String, _ reason: String, _ parameters: [AnyParameter], _ more: [Argument.Entry] = []) throws
    {
      try expect(
        parameters, [.init("endpoint", .text(formula))] + more,
        says: "sample.analysis: formula \"\(formula)\": \(reason)")
    }
    try fault("pfs ~ a ~ b", "expected one ~ between the endpoint and the terms", grouped)
    try fault("Surv(a, b ~ c", "a bracket is not closed", grouped)
    try fault("pfs ~ a)", "a bracket is closed that was not opened", grouped)
    try fault("pfs ~ site == 'Bern", "a quote is not closed", grouped)
    try fault("pfs ~ a + strata(b)", "this analysis takes no strata", grouped)
    try fault("pfs ~ a", "this analysis takes no terms", [SampleAnalysis.endpoint.any])
    try fault(
      "pfs ~ a", "terms stand in the formula and in \"by\"; give them once", grouped, [.init("by", .text("b"))])
    try fault(
      "pfs ~ strata(a)", "strata stand in the formula and in \"strata\"; give them once",
      grouped + [SampleAnalysis.strata.any], [.init("strata", .text("b"))])
    try fault("Surv(a)", "Surv() takes a time and an event, or an entry, a time and an event; found 1", grouped)
  }

  @Test("arguments that do not go together say so") func together() {
    #expect(
      ArgumentError.invalid(analysis: "survival.cox", reason: "name a covariate").description
        == "survival.cox: name a covariate")
    #expect(CannotAnalyse("there is no day").description == "there is no day")
  }
}
