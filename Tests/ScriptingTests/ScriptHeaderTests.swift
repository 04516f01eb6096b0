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
        == "a.lua:3: a parameter's type should be one of endpoint, column, columns, number, numbers, integer, flag, text, "
        + "did you mean \"number\"?; expected \"name (type, unit, default VALUE): prose\", found \"x (numbr): p.\"")
    #expect(message("x numbers: p.").hasPrefix("a.lua:3: a parameter's type should stand in brackets"))
  }
}
