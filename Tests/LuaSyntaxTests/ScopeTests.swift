import LuaSyntax
import Testing

@Suite struct ScopeTests {
  private func local(_ name: String, in text: String) throws -> LuaLocal {
    try #require(LuaChunk(text).locals.last { $0.name == name })
  }

  private func globals(_ text: String) throws -> [String] {
    try LuaChunk(text).globals.map { $0.isAssigned ? "\($0.name)=" : $0.name }
  }

  @Test func aLocalIsSeenAfterItsStatement() throws {
    #expect(try globals("local x = x") == ["x"])
    #expect(try globals("local function x() return x end") == [])
    #expect(try globals("local x = function() return x end") == ["x"])
    #expect(try globals("for i = i, 2 do f(i) end return i") == ["i", "f", "i"])
    #expect(try globals("repeat local x = 1 until x") == [])
    #expect(try globals("do local x end return x") == ["x"])
    #expect(try globals("if a then local x else return x end") == ["a", "x"])
  }

  @Test func assignmentsToWhatIsNotDeclaredAreTold() throws {
    #expect(try globals("x = 1 function y() end z.a = 2 function z.b() end") == ["x=", "y=", "z", "z"])
    #expect(try globals("a, b, c.d = e") == ["a=", "b=", "c", "e"])
  }

  @Test func usesAreCounted() throws {
    let x = try local("x", in: "local x = 1 x = 2 x = x + x")
    #expect(x.reads == 2)
    #expect(x.writes == 2)
    #expect(try local("x", in: "local x = {} x.y = 1").reads == 1)
    #expect(try local("x", in: "local x").reads == 0)
    #expect(try local("f", in: "local f function f() end").writes == 1)
    #expect(try local("x", in: "local x = 1 return function() return x end").reads == 1)
  }

  @Test func aLocalThatHidesAnotherSaysWhich() throws {
    let chunk = try LuaChunk("local x local function f(x) end do local x end local y local x")
    let xs = chunk.locals.indices.filter { chunk.locals[$0].name == "x" }
    #expect(xs.map { chunk.locals[$0].shadowed } == [nil, xs[0], xs[0], xs[0]])
  }

  @Test func kindsAndAttributesAreKept() throws {
    let chunk = try LuaChunk(
      "local a <const> = 1 local function f(p) end function t:m() end for i in a do end local c <close> = nil")
    #expect(chunk.locals.map(\.name) == ["a", "f", "p", "self", "i", "c"])
    #expect(chunk.locals.map(\.kind) == [.variable, .function, .parameter, .receiver, .loop, .variable])
    #expect(chunk.locals.map(\.attribute) == [.constant, nil, nil, nil, nil, .close])
  }

  @Test func namesAreLocalOfAFunctionAroundOrGlobal() throws {
    let chunk = try LuaChunk("local a return a, function() return a, b end")
    guard case .return(let values)? = chunk.block.statements.last?.form, case .name(let own)? = values.first?.form,
      case .function(let body)? = values.last?.form, case .return(let inner)? = body.block.statements.last?.form,
      case .name(let outer)? = inner.first?.form, case .name(let global)? = inner.last?.form
    else {
      Issue.record("another form")
      return
    }
    #expect(own.binding == .local(0))
    #expect(outer.binding == .upvalue(0))
    #expect(global.binding == .global)
  }

  @Test func aLocalEnvironmentTakesThePlaceOfTheGlobals() throws {
    let chunk = try LuaChunk("local _ENV = {} x = 1 return y")
    #expect(chunk.globals == [])
    #expect(chunk.locals.first?.reads == 2)
  }

  @Test func operatorsAreAppliedFromTheLeftWithLuasPrecedence() throws {
    func shape(_ expression: LuaExpression) -> String {
      switch expression.form {
      case .name(let name): name.text
      case .chain(let first, let links):
        links.reduce(shape(first)) { "(\($0) \($1.operator.rawValue) \(shape($1.operand)))" }
      case .unary(let sign, let operand): "(\(sign.rawValue) \(shape(operand)))"
      default: "?"
      }
    }
    func shape(_ text: String) throws -> String {
      guard case .return(let values)? = try LuaChunk("return " + text).block.statements.first?.form else { return "" }
      return values.map { shape($0) }.joined()
    }
    #expect(try shape("a + b * c - d") == "((a + (b * c)) - d)")
    #expect(try shape("a .. b .. c") == "(a .. (b .. c))")
    #expect(try shape("-a ^ b ^ c") == "(- (a ^ (b ^ c)))")
    #expect(try shape("not a == b and c or d") == "((((not a) == b) and c) or d)")
    #expect(try shape("a | b ~ c & d << e .. f + g") == "(a | (b ~ (c & (d << (e .. (f + g))))))")
  }

  @Test func rangesCoverWhatTheyStandFor() throws {
    let chunk = try LuaChunk("local x = f(a.b, 'c')\nx:y { 1 }")
    let texts = chunk.block.statements.map { chunk.source.text($0.range) }
    #expect(texts == ["local x = f(a.b, 'c')", "x:y { 1 }"])
  }

  /// Ten times the text takes about ten times as long: measured by how often things are done, a text of all sorts of names stays small.
  @Test func aLongTextIsRead() throws {
    var text = ""
    for i in 0..<4000 { text += "do local a\(i) = g\(i) ; goto l\(i) ; ::l\(i):: end\n" }
    let chunk = try LuaChunk(text)
    #expect(chunk.locals.count == 4000)
    #expect(chunk.globals.count == 4000)
  }
}
