public import LuaSyntax

/// What was entered at a prompt, read: an expression whose values are shown, or statements.
///
/// What statements declare as `local` at their top level is kept for the entries that follow: the word `local` and an
/// attribute such as `<const>` are taken away, so that the session's own variables are assigned. Lines and columns stay.
public struct SessionEntry: Sendable {
  /// The text as it was entered.
  public let text: String
  /// Whether it is an expression.
  public let isExpression: Bool
  /// The variables that it declares or assigns in the session, in order.
  public let declared: [String]
  /// The names that it reads and does not declare itself.
  public let used: [String]

  /// Whether it is statements that return something, at their end or before.
  public var isReturning: Bool { !isExpression && chunk.block.returns }

  /// Whether it is statements with a label among them, of which a script can have one of each name.
  public var hasLabels: Bool {
    !isExpression && chunk.block.statements.contains { if case .label = $0.form { true } else { false } }
  }

  private let chunk: LuaChunk

  /// Reads an entry.
  ///
  /// - Throws: `LuaSyntaxError` for the first thing that is wrong.
  public init(_ text: String) throws(LuaSyntaxError) {
    self.text = text
    let expression = Self.expression(text)
    switch expression {
    case .success(let expression): chunk = expression
    case .failure(let fault): chunk = try Self.statements(text, otherwise: fault)
    }
    if case .success = expression { isExpression = true } else { isExpression = false }
    let locals = isExpression ? [] : chunk.block.statements.flatMap { [chunk] in Self.locals(of: $0, in: chunk) }
    used = chunk.globals.filter { !$0.isAssigned }.map(\.name)
    var seen: Set<String> = []
    declared = (locals + chunk.globals.filter(\.isAssigned).map(\.name)).filter { seen.insert($0).inserted }
  }

  /// What makes an expression a text of its own, as nobody writes it.
  static let giving = "return\t"

  /// A text as an expression; `x <- 3`, which compares with -3, is written by who means to assign, and is none.
  private static func expression(_ text: String) -> Result<LuaChunk, LuaSyntaxError> {
    do throws(LuaSyntaxError) {
      let chunk = try LuaChunk(giving + text)
      guard text.prefixMatch(of: #/\s*\w+\s*<-\s/#) != nil else { return .success(chunk) }
      return .success(try LuaChunk(text))
    } catch {
      guard text.prefixMatch(of: #/\s*\w+\s*<-\s/#) == nil else { return .failure(error) }
      return .failure(error.without(first: giving.utf8.count, in: text))
    }
  }

  /// A text that is no expression, for the reason that is given.
  ///
  /// - Throws: What is wrong, as the one of both has it that says what to write, or that can be read further.
  private static func statements(
    _ text: String, otherwise fault: LuaSyntaxError
  ) throws(LuaSyntaxError) -> LuaChunk {
    do throws(LuaSyntaxError) { return try LuaChunk(text) } catch {
      if error.isIncomplete { throw error }
      if fault.isAdvising != error.isAdvising { throw fault.isAdvising ? fault : error }
      throw fault.range.lowerBound > error.range.lowerBound ? fault : error
    }
  }

  /// Whether more lines could make a text whole.
  public static func isIncomplete(_ text: String) -> Bool {
    do throws(LuaSyntaxError) {
      _ = try LuaChunk("return \(text)")
      return false
    } catch {
      do throws(LuaSyntaxError) {
        _ = try LuaChunk(text)
        return false
      } catch let other { return error.isIncomplete || other.isIncomplete }
    }
  }

  /// The names that Lua itself gives to every script.
  public static var names: [String] { SandboxNames.all.globals }

  /// The names that each statement at the top level declares as locals.
  public var declarations: [[String]] {
    isExpression ? [] : chunk.block.statements.map { Self.locals(of: $0, in: chunk) }.filter { !$0.isEmpty }
  }

  /// The names that a statement declares; none where one is closed at the end of its block.
  private static func locals(of statement: LuaStatement, in chunk: LuaChunk) -> [String] {
    switch statement.form {
    case .local(let ids, _):
      let locals = ids.map { chunk.locals[$0] }
      return locals.contains { $0.attribute == .close } ? [] : locals.map(\.name)
    case .localFunction(let id, _): return [chunk.locals[id].name]
    default: return []
    }
  }
}

// MARK: - Its text, with assignments in the place of locals

extension SessionEntry {
  /// The text with the variables of the session in place of locals; what is taken away leaves blanks.
  public var code: String {
    isExpression ? Self.giving + text : edited({ _ in true }) { String(repeating: " ", count: $0.count) }
  }

  /// The text in which some statements assign what they would declare, and nothing is constant.
  ///
  /// - Parameter isAssigning: Whether a statement does, by its place among ``declarations``.
  /// - Returns: The text, of the same lines.
  public func assigning(_ isAssigning: (Int) -> Bool) -> String {
    isExpression ? text : edited(isAssigning) { _ in "" }
  }

  private func edited(_ isAssigning: (Int) -> Bool, left: (Range<Int>) -> String) -> String {
    var bytes = chunk.source.bytes
    let declaring = chunk.block.statements.filter { !Self.locals(of: $0, in: chunk).isEmpty }
    var edits: [(range: Range<Int>, text: String)] = []
    for (place, statement) in declaring.enumerated() {
      if isAssigning(place) {
        let word = Self.word(at: statement.range.lowerBound, in: bytes)
        edits.append((word, left(word)))
      }
      guard case .local(let ids, let values) = statement.form else { continue }
      for id in ids where chunk.locals[id].attribute != nil {
        let attribute = Self.attribute(after: chunk.locals[id].range.upperBound, in: bytes)
        edits.append((attribute, left(attribute)))
      }
      // Without a value it is nil, even where the session has one of the name.
      let end = edits.last?.range.upperBound ?? 0
      let last = max(ids.last.map { chunk.locals[$0].range.upperBound } ?? 0, end)
      if isAssigning(place), values.isEmpty { edits.append((last..<last, " = nil")) }
    }
    for edit in edits.reversed() { bytes.replaceSubrange(edit.range, with: Array(edit.text.utf8)) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The word `local` at a place, with the blanks behind it.
  private static func word(at start: Int, in bytes: [UInt8]) -> Range<Int> {
    var end = start + "local".utf8.count
    while end < bytes.count, bytes[end] == UInt8(ascii: " ") { end += 1 }
    return start..<end
  }

  /// What stands in angle brackets after a name, with the blanks before it.
  private static func attribute(after name: Int, in bytes: [UInt8]) -> Range<Int> {
    let end = bytes[name...].firstIndex(of: UInt8(ascii: ">")) ?? name
    return name..<min(end + 1, bytes.count)
  }
}

extension LuaBlock {
  /// Whether anything in it returns from the function that it is part of.
  fileprivate var returns: Bool {
    statements.contains { statement in
      switch statement.form {
      case .return: true
      case .function, .localFunction: false
      default: statement.blocks.contains(where: \.returns)
      }
    }
  }
}
