import Scripting
import Testing

/// A wrong declaration is an error at its line, which says what was expected.
@Suite("Words on wrong declarations")
struct DeclarationErrorTests {
  private func expect(
    _ change: String, says message: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let lines = """
      local d = {
        name = "mine.estimate", summary = "Counts.", parameters = { { type = "endpoint" } }, statistics = { { "n", "Subjects." } },
        compute = function() end,
      }
      \(change)
      workbench.analysis(d)
      """
    #expect(try Script(lines).failure() == "a.lua:7: workbench.analysis" + message, sourceLocation: sourceLocation)
  }

  private func parameter(
    _ fields: String, says message: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try expect(
      "d.parameters = { { \(fields) } }", says: " \"mine.estimate\": parameter 1" + message,
      sourceLocation: sourceLocation)
  }

  @Test("name what an analysis lacks, or has in the wrong form")
  func analysis() throws {
    try expect(
      "d = 3",
      says:
        ": it should be a table such as { name = \"grfs.estimate\", summary = \"…\", compute = function(cohort, arguments) … end }, "
        + "found a number")
    try expect("d.summry = 'x'", says: ": unknown field \"summry\"; did you mean \"summary\"?")
    try expect("d.name = nil", says: ": \"name\" is missing: module and function, such as \"grfs.estimate\".")
    for name in ["estimate", "Mine.estimate", "mine.", "a.b.c"] {
      try expect(
        "d.name = '\(name)'",
        says: ": \"name\" should be module and function in lower case, such as \"grfs.estimate\", found \"\(name)\"")
    }
    try expect(
      "d.name = 'survival.mine'",
      says: ": \"survival\" is a module of the workbench itself; name the analysis after a module of your own, such as "
        + "\"my_survival.mine\"")
    try expect("d.name = 'survival.cox'", says: ": there is an analysis \"survival.cox\" already")
    try expect("workbench.analysis(d)", says: ": there is an analysis \"mine.estimate\" already")
    try expect("d.summary = ' '", says: " \"mine.estimate\": \"summary\" is empty: what it does, as one sentence.")
    try expect("d.details = 3", says: " \"mine.estimate\": \"details\" should be a text, found 3")
    try expect(
      "d.compute = nil",
      says:
        " \"mine.estimate\": \"compute\" is missing: the work, a function(cohort, arguments) that returns workbench.result { … }."
    )
    try expect(
      "d.compute = 'x'", says: " \"mine.estimate\": \"compute\" should be a function(cohort, arguments), found \"x\"")
    try expect(
      "d.parameters = { endpoint = true }",
      says: " \"mine.estimate\": \"parameters\" should be a list of parameters, found a table")
    try expect(
      "d.example = { by = 'arm' }",
      says: " \"mine.estimate\": \"example\": unknown argument \"by\"; there is: endpoint, title, intercurrent")
  }

  @Test("name what a statistic lacks")
  func statistics() throws {
    try expect(
      "d.statistics = nil",
      says:
        " \"mine.estimate\": \"statistics\" is missing: what its rows may name, such as { { \"median\", \"The median time.\" } }."
    )
    try expect(
      "d.statistics = { 'n' }",
      says:
        " \"mine.estimate\": statistic 1: it should be a table such as { \"name\", \"what it means\" }, found a text")
    try expect(
      "d.statistics = { { 'n' } }",
      says: " \"mine.estimate\": statistic 1 (\"n\"): \"meaning\" is missing: what it means, as in { \"n\", \"…\" }.")
    try expect(
      "d.statistics = { { 'N', 'x' } }",
      says: " \"mine.estimate\": statistic 1 (\"N\"): its name should be letters in lower case, digits and _")
    try expect(
      "d.statistics = { { 'n', 'x' }, { 'n', 'y' } }",
      says: " \"mine.estimate\": statistic 2 (\"n\"): it is declared twice")
    try expect(
      "d.statistics = { { 'n', 'x', scale = 'lgo' } }",
      says: " \"mine.estimate\": statistic 1 (\"n\"): unknown scale \"lgo\"; did you mean \"log\"?")
    try expect(
      "d.statistics = { { 'n', 'x', scale = 'log' } }",
      says:
        " \"mine.estimate\": statistic 1 (\"n\"): \"standard_error\" is missing: the statistic that is its standard error."
    )
  }

  @Test("name the type, range, choice or default of a parameter that is wrong")
  func parameters() throws {
    try parameter(
      "name = 'x', type = 'nubmer', prose = 'x.'", says: ": unknown type \"nubmer\"; did you mean \"number\"?")
    try parameter(
      "name = 'x', prose = 'x.'",
      says:
        ": \"type\" is missing: one of endpoint, endpoints, outcome, groups, group, strata, covariates, column, columns, expression, "
        + "exposures, levels, number, numbers, integer, level, flag, choice, choices, unit, text, texts.")
    try parameter(
      "type = 'number', prose = 'x.'", says: ": \"name\" is missing: the name by which the argument is given.")
    try parameter(
      "name = 'x', type = 'number'", says: " (\"x\"): \"prose\" is missing: what it means, as a sentence.")
    try parameter(
      "name = 'X', type = 'text', prose = 'x.'",
      says: " (\"X\"): its name should be letters in lower case, digits and _")
    try parameter(
      "name = 'pfs', type = 'endpoint'",
      says: " (\"pfs\"): a parameter of type \"endpoint\" is always named \"endpoint\"")
    try parameter(
      "name = 'x', type = 'text', prose = 'x.', from = 1",
      says: " (\"x\"): unknown field \"from\"; there is: name, type, prose, default, default_sas, optional")
    try parameter(
      "name = 'x', type = 'number', prose = 'x.', from = 2, to = 1",
      says: " (\"x\"): \"from\" should be no more than \"to\", found 2 and 1")
    for (range, words) in [
      ("from = 1, above = 0", "it should have \"from\" or \"above\", and not both"),
      ("to = 1, below = 2", "it should have \"to\" or \"below\", and not both"),
      ("above = 1, below = 1", "\"above\" should be less than \"below\", found 1 and 1"),
      ("from = 1, below = 1", "\"from\" should be less than \"below\", found 1 and 1"),
      ("above = 0.5, to = 0", "\"above\" should be less than \"to\", found 0.5 and 0"),
      ("min = 1", "unknown field \"min\"; did you mean \"from\"?"),
    ] {
      try parameter(
        "name = 'x', type = 'number', prose = 'x.', \(range)", says: (range == "min = 1" ? ": " : " (\"x\"): ") + words)
    }
    try parameter(
      "name = 'x', type = 'integer', prose = 'x.', above = 0, default = 0",
      says:
        " (\"x\"): its default is no value of it: mine.estimate: argument \"x\" should be a whole number above 0, found 0"
    )
    try parameter(
      "name = 'x', type = 'number', prose = 'x.', from = 1, default = 0",
      says:
        " (\"x\"): its default is no value of it: mine.estimate: argument \"x\" should be a number of 1 or more, found 0"
    )
    try parameter(
      "name = 'x', type = 'choice', prose = 'x.'",
      says:
        " (\"x\"): \"choices\" is missing: what can be chosen, a list such as { { \"log\", \"symmetric for log S\" }, … }."
    )
    try parameter(
      "name = 'x', type = 'choice', prose = 'x.', choices = { 'a' }",
      says: " (\"x\"): choice 1: it should be a table such as { \"name\", \"what it means\" }, found a text")
    try parameter(
      "name = 'title', type = 'text', prose = 'x.'", says: " (\"title\"): every analysis has it already; leave it out")
    try expect(
      "d.parameters = { { type = 'endpoint' }, { type = 'endpoint' } }",
      says: " \"mine.estimate\": parameter 2 (\"endpoint\"): it is declared twice")
  }
}
