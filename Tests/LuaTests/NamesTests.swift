import Lua
import Testing

@Suite struct NamesTests {
  @Test func anUnknownGlobalIsNamedWithTheNearest() throws {
    #expect(try failure("return tosting(1)").message == "unknown name \"tosting\"; did you mean \"tostring\"?")
    #expect(
      try failure("local report = 1\nreturn repotr").message == "unknown name \"repotr\"; did you mean \"report\"?")
    #expect(try failure("return zzzzzz").message == "unknown name \"zzzzzz\"")
    #expect(try failure("\n\nreturn zzzzzz").place?.description == "test.lua:3")
  }

  @Test func anAssignmentToAnUndeclaredNameSaysWhatToWrite() throws {
    #expect(try failure("total = 1").message == "\"total\" is not declared: write local total")
    #expect(
      try failure("local count = 0\nconut = count + 1").message
        == "\"conut\" is not declared: write local conut; did you mean \"count\"?")
    #expect(try failure("function sum() end").message == "\"sum\" is not declared: write local function sum")
  }
}
