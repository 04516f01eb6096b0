import Analyses
import Lua

extension TestingModule {
  func equal(_ arguments: [LuaValue]) throws {
    try session.assert("testing.equal") {
      try Self.twoValues(arguments, of: "testing.equal")
      return ValueDifference.first(arguments[0], arguments[1], .exact)?.failure
    }
  }

  func close(_ arguments: [LuaValue]) throws {
    try session.assert("testing.close") {
      try Self.twoValues(arguments, of: "testing.close")
      let options = arguments.count > 2 && !arguments[2].isAbsent ? arguments[2] : .table([:])
      let fields = try Fields(
        options, at: "testing.close", known: ["relative", "absolute"], such: "{ relative = 1e-9, absolute = 0 }")
      var tolerance = Tolerance()
      tolerance.relative = try fields.number("relative") ?? 1e-9
      tolerance.absolute = try fields.number("absolute") ?? 0
      guard tolerance.relative >= 0, tolerance.absolute >= 0 else {
        throw fields.fault("a tolerance should not be negative")
      }
      return ValueDifference.first(arguments[0], arguments[1], tolerance)?.failure
    }
  }

  func isTrue(_ arguments: [LuaValue]) throws {
    try session.assert("testing.is_true") {
      let value = arguments.first ?? .nil
      guard value.isAbsent || value == .boolean(false) else { return nil }
      let found = value == .boolean(false) ? "false" : value.kind
      let message = arguments.dropFirst().first?.string.map { "\($0): " } ?? ""
      return AssertionFailure("\(message)expected true, found \(found)", expected: "true", found: found)
    }
  }

  func raises(_ arguments: [LuaValue]) throws {
    let name = "testing.raises"
    guard case .function(let body)? = arguments.first else {
      throw CallError.wrongKind(name, argument: "what should fail", expected: "a function", found: arguments.kind(0))
    }
    let part = try arguments.text(1, of: name, "the part of the message")
    try session.assert(name) {
      let expected = "an error with \(Argument.text(part).source)"
      do {
        _ = try host.lua.call(body)
      } catch let error as LuaError {
        if error.kind == .memory || error.kind == .interrupted || error.cause is AssertionFailure { throw error }
        guard !error.description.contains(part) else { return nil }
        let found = Argument.text(error.description).source
        return AssertionFailure("expected \(expected), found the error \(found)", expected: expected, found: found)
      }
      return AssertionFailure("expected \(expected), found none: nothing was raised", expected: expected, found: "none")
    }
  }

  func snapshot(_ arguments: [LuaValue]) throws {
    let function = "testing.snapshot"
    let name = try arguments.text(0, of: function, "the name")
    guard name.utf8.count <= 80, name.first != ".", name.utf8.allSatisfy(Self.isFileByte) else {
      throw TestingFault(
        "\(function): the name should be a file's: letters, digits, - _ and . alone, found \(Argument.text(name).source)"
      )
    }
    guard arguments.count > 1 else {
      throw CallError.wrongKind(function, argument: "the value", expected: "a value", found: "nothing")
    }
    try session.assert(function) {
      let text = try SnapshotText.text(of: arguments[1])
      if session.isUpdating {
        try session.write(snapshot: name, text)
        return nil
      }
      guard let known = session.snapshot(name) else {
        return AssertionFailure("there is no snapshot \"\(name)\" yet; \"workbench test --update\" writes it")
      }
      return Self.lineDifference(found: text, expected: known, snapshot: name)
    }
  }

  private static func lineDifference(found: String, expected: String, snapshot: String) -> AssertionFailure? {
    guard found != expected else { return nil }
    let new = found.split(separator: "\n", omittingEmptySubsequences: false)
    let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let line = zip(new, old).enumerated().first { $1.0 != $1.1 }?.offset ?? min(new.count, old.count)
    func words(_ lines: [Substring]) -> String { line < lines.count ? "\"\(lines[line])\"" : "the end" }
    return AssertionFailure(
      "snapshot \"\(snapshot)\" differs in line \(line + 1): expected \(words(old)), found \(words(new))"
        + "; \"workbench test --update\" takes what is found",
      expected: words(old), found: words(new))
  }

  private static func isFileByte(_ byte: UInt8) -> Bool {
    let letter = byte | 0x20
    return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter) || (48...57).contains(byte)
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
  }

  private static func twoValues(_ arguments: [LuaValue], of function: String) throws {
    guard arguments.count >= 2 else {
      throw CallError.wrongKind(
        function, argument: "what is expected", expected: "the second value, even if it is nil", found: "nothing")
    }
  }
}
