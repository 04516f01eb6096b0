import Analyses
import Scripting
import Testing

@Suite("The header of a script")
struct ScriptHeaderTests {
  private let source = """
    --- Does it work?
    ---
    --- Two lines
    --- of prose.
    ---
    --- Needs:
    ---   endpoint {endpoint}
    ---   column trial
    --- Parameters:
    ---   endpoint (endpoint, default pfs): what is compared.
    ---   days (numbers, days, default 30, 60): the landmarks, which
    ---     may be several.
    ---   who (text): must be given.
    --- Sample:
    ---   Group   n
    ---     yes   3

    return 1
    """

  @Test("is read without running the script")
  func parts() throws {
    let header = try ScriptHeader(source: source, script: "a.lua")
    #expect(header.title == "Does it work?")
    #expect(header.prose == "Two lines of prose.")
    #expect(header.needs == [.endpoint("{endpoint}"), .column("trial")])
    #expect(header.parameters.map(\.name) == ["endpoint", "days", "who"])
    #expect(header.parameters[1].unit == "days")
    #expect(header.parameters[1].fallback == .list([.number(30), .number(60)]))
    #expect(header.parameters[1].prose == "the landmarks, which may be several.")
    #expect(header.parameters[2].fallback == nil)
    #expect(header.sample == "Group   n\n  yes   3")
  }

  @Test("gives values, checked, and puts them into the needs")
  func values() throws {
    let header = try ScriptHeader(source: source, script: "a.lua")
    let values = try header.values(given: [("endpoint", "os"), ("who", "me")], script: "a.lua")
    #expect(values.first == Argument.Entry("endpoint", .text("os")))
    #expect(header.resolvedNeeds(values).first == .endpoint("os"))
  }

  @Test(
    "needs names with blanks, up to a colon or a semicolon, in quotes or without",
    arguments: [
      ("column Best response", "Best response", "column Best response"),
      ("column age: because", "age", "column age"), ("column age; years", "age", "column age"),
      ("column `High risk cyto`: from the lab", "High risk cyto", "column High risk cyto"),
      ("column \"Response: best\"", "Response: best", "column \"Response: best\""),
      ("column {day} where there is one", "{day}", "column {day}"),
      ("column Ferritin (ng/mL)", "Ferritin (ng/mL)", "column Ferritin (ng/mL)"),
    ])
  func blanks(_ line: String, _ name: String, _ words: String) throws {
    let header = try ScriptHeader(source: "--- T\n---\n--- Needs:\n---   \(line)\n", script: "a.lua")
    #expect(header.needs == [.column(name)])
    #expect(header.needs.map(\.words) == [words])
  }

  @Test("needs what each column of a list is that a parameter holds")
  func listedNeeds() throws {
    let source = """
      --- By what?
      ---
      --- Needs:
      ---   column {by}
      ---   column {other}
      --- Parameters:
      ---   by (columns, default sex, arm): the groups.
      """
    let header = try ScriptHeader(source: source, script: "a.lua")
    let usual = try header.values(given: [], script: "a.lua")
    #expect(header.resolvedNeeds(usual) == [.column("sex"), .column("arm"), .column("{other}")])
    let given = try header.values(given: [("by", "age")], script: "a.lua")
    #expect(header.resolvedNeeds(given) == [.column("age"), .column("{other}")])
  }

  @Test("says what is wrong with parameters that were given")
  func parameterFaults() throws {
    let header = try ScriptHeader(source: source, script: "a.lua")
    func message(_ given: [(String, String)]) -> String {
      do {
        _ = try header.values(given: given.map { (name: $0.0, text: $0.1) }, script: "a.lua")
        return ""
      } catch { return "\(error)" }
    }
    #expect(message([("endpoit", "os")]) == "a.lua has no parameter \"endpoit\"; did you mean \"endpoint\"?")
    #expect(message([("days", "a")]) == "parameter \"days\" should be a number, found \"a\"")
    #expect(message([]) == "a.lua needs parameter \"who\": must be given.")
  }

  @Test("says where it is wrong itself")
  func headerFaults() {
    func message(_ line: String) -> String {
      do {
        _ = try ScriptHeader(source: "--- T\n--- Parameters:\n---   \(line)\n", script: "a.lua")
        return ""
      } catch { return "\(error)" }
    }
    #expect(
      message("x (numbr): p.")
        == "a.lua:3: a parameter's type should be one of endpoint, column, columns, number, numbers, integer, flag, choice, text, "
        + "did you mean \"number\"?; expected \"name (type, unit, default VALUE): prose\", found \"x (numbr): p.\"")
    #expect(message("x numbers: p.").hasPrefix("a.lua:3: a parameter's type should stand in brackets"))
  }

  private func parameter(_ declaration: String) throws -> ScriptParameter {
    let header = try ScriptHeader(source: "--- T\n--- Parameters:\n---   \(declaration)\n", script: "a.lua")
    return try #require(header.parameters.first)
  }

  private func fault(_ declaration: String) -> String {
    do {
      _ = try parameter(declaration)
      return ""
    } catch { return "\(error)" }
  }

  @Test(
    "numbers in a range",
    arguments: [
      ("p (number, from 0 to 1, default 0.5): p.", ["0", "1"], ["-0.1", "1.1", "nan", "inf"], "a number from 0 to 1"),
      ("p (numbers, days, above 0, default 1): p.", ["0.5, 3"], ["0", "3, -1"], "a number above 0"),
      ("p (integer, from 1 below 9): p.", ["1", "8"], ["0", "9", "1.5"], "a whole number of 1 or more and below 9"),
      ("p (number, to 3): p.", ["3", "-7"], ["3.01"], "a number of 3 or less"),
    ])
  func ranges(_ declaration: String, _ allowed: [String], _ refused: [String], _ expected: String) throws {
    let parameter = try parameter(declaration)
    for text in allowed { _ = try parameter.parse(text) }
    for text in refused {
      let error = #expect(throws: ScriptParameterError.self) { try parameter.parse(text) }
      #expect(error?.description.hasPrefix("parameter \"p\" should be \(expected), found ") == true)
    }
  }

  @Test("a choice among names, of which the nearest is told")
  func choices() throws {
    let parameter = try parameter("unit (choice, days, months, years, default months): the unit.")
    #expect(parameter.choices == ["days", "months", "years"])
    #expect(parameter.unit == nil)
    #expect(try parameter.parse(" days ") == .text("days"))
    let error = #expect(throws: ScriptParameterError.self) { try parameter.parse("month") }
    #expect(
      error?.description
        == "parameter \"unit\" should be one of days, months, years, found \"month\"; did you mean \"months\"?")
  }

  @Test(
    "is read again from how help and saved sessions write it",
    arguments: [
      "p (number, %, from 0 to 100, default 5): p.", "p (numbers, above 0 below 1, default 0.1, 0.9): p.",
      "unit (choice, days, months, default days): the unit.", "p (integer, to 9): p.", "p (flag, default true): p.",
    ])
  func roundTrip(_ declaration: String) throws {
    #expect(try parameter(declaration).declaration == declaration)
  }

  @Test(
    "says what is wrong with a range, a choice, or what stands behind a type",
    arguments: [
      ("p (text, from 0): p.", "only numbers have a range, and \"p\" is a parameter of type text"),
      ("p (number, from zero): p.", "a range should be as in \"from 0 to 1\" or \"above 0\", found \"from zero\""),
      ("p (number, from 0 above 1): p.", "a range should have one lower and one upper end, found \"from 0 above 1\""),
      ("p (number, from 2 to 1): p.", "a range should begin below its end, found \"from 2 to 1\""),
      ("p (number, from 0, default -1): p.", "parameter \"p\" should be a number of 0 or more, found \"-1\""),
      ("p (choice, days): p.", "a choice should name what can be chosen, as in (choice, days, months, default days)"),
      (
        "p (choice, a, b, a): p.", "a choice should name what can be chosen, as in (choice, days, months, default days)"
      ),
      ("p (choice, a, b, default c): p.", "parameter \"p\" should be one of a, b, found \"c\""),
      (
        "p (number, days, weeks): p.",
        "behind the type should stand a unit, a range such as \"from 0 to 1\" and the default, and \"weeks\" is none of them"
      ),
    ])
  func declarationFaults(_ declaration: String, _ reason: String) {
    #expect(fault(declaration).hasPrefix("a.lua:3: \(reason)"))
  }
}
