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

  /// Whether it ends with a `return` of its own.
  public var isReturning: Bool {
    if !isExpression, case .return? = chunk.block.statements.last?.form { true } else { false }
  }

  private let chunk: LuaChunk

  /// Reads an entry.
  ///
  /// - Throws: `LuaSyntaxError` for the first thing that is wrong.
  public init(_ text: String) throws(LuaSyntaxError) {
    self.text = text
    let expression: LuaChunk?
    do throws(LuaSyntaxError) { expression = try LuaChunk("return \(text)") } catch { expression = nil }
    isExpression = expression != nil
    let chunk: LuaChunk
    if let expression { chunk = expression } else { chunk = try LuaChunk(text) }
    self.chunk = chunk
    used = chunk.globals.filter { !$0.isAssigned }.map(\.name)
    let locals = expression != nil ? [] : chunk.block.statements.flatMap { Self.locals(of: $0, in: chunk) }
    var seen: Set<String> = []
    declared = (locals + chunk.globals.filter(\.isAssigned).map(\.name)).filter { seen.insert($0).inserted }
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

  /// The text with the variables of the session in place of locals.
  public var code: String { isExpression ? "return \(text)" : assigning { _ in true } }

  /// The text in which the `local` of some statements is taken away.
  ///
  /// - Parameter isTaken: Whether it is taken away from a statement, by its place among ``declarations``.
  /// - Returns: The text, of the same lines.
  public func assigning(_ isTaken: (Int) -> Bool) -> String {
    guard !isExpression else { return text }
    var bytes = chunk.source.bytes
    let declaring = chunk.block.statements.filter { !Self.locals(of: $0, in: chunk).isEmpty }
    // From the end, so that what is put in moves nothing that is still to be read.
    for (place, statement) in declaring.enumerated().reversed() where isTaken(place) { blank(statement, &bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }

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

  private func blank(_ statement: LuaStatement, _ bytes: inout [UInt8]) {
    let start = statement.range.lowerBound
    let space = UInt8(ascii: " ")
    for offset in start..<min(start + 5, bytes.count) { bytes[offset] = space }
    guard case .local(let ids, let values) = statement.form else { return }
    let end = values.first?.range.lowerBound ?? statement.range.upperBound
    var isAttribute = false
    let last = ids.last.map { chunk.locals[$0].range.upperBound } ?? start
    for offset in start..<end {
      if bytes[offset] == UInt8(ascii: "<") { isAttribute = true }
      let isLast = bytes[offset] == UInt8(ascii: ">")
      if isAttribute { bytes[offset] = space }
      if isLast { isAttribute = false }
    }
    guard values.isEmpty else { return }
    // Without a value it is nil, even where the session has one of the name.
    let tail = Array(" = nil".utf8)
    bytes.insert(contentsOf: tail, at: min(last, bytes.count))
  }
}
