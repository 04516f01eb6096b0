import CLuaShim

/// An error that ended a script, with its place, its traceback, and what caused it.
public struct LuaError: Error, CustomStringConvertible {
  /// What kind of error it is.
  public enum Kind: Equatable, Sendable {
    /// The text does not parse.
    case syntax
    /// The text was refused before it was parsed: too long, a line too long, or compiled code.
    case source
    /// The script raised an error, or did what Lua does not allow.
    case runtime
    /// A Swift function threw; ``LuaError/cause`` is what it threw.
    case host
    /// The memory limit was met.
    case memory
    /// ``LuaState/interrupt`` stopped it.
    case interrupted
  }

  /// A line of a source text.
  public struct Place: Equatable, Sendable, CustomStringConvertible {
    /// The name of the text.
    public let chunk: String
    /// The line, from 1; nil where it is not known.
    public let line: Int?
    /// The character within the line, from 1, of a text that does not parse; nil where it is not known.
    public let column: Int?

    init(chunk: String, line: Int?, column: Int? = nil) {
      self.chunk = chunk
      self.line = line
      self.column = column
    }

    /// The same place, with the character.
    public func at(column: Int) -> Place { Place(chunk: chunk, line: line, column: column) }

    /// The place as compilers write it: `name:line`, or `name:line:column`.
    public var description: String {
      chunk + (line.map { ":\($0)" } ?? "") + (column.map { ":\($0)" } ?? "")
    }
  }

  /// One call that was under way.
  public struct Frame: Equatable, Sendable {
    /// Where it stood.
    public let place: Place
    /// The function, as the code calls it.
    public let function: String
  }

  /// A row of a row function.
  public struct Row: Equatable, Sendable {
    /// Its number, from 1.
    public let number: Int
    /// The column that was last read as missing in it, if any.
    public let missingColumn: String?
  }

  /// The kind of error.
  public let kind: Kind
  /// What happened, without the place.
  public let message: String
  /// The line that raised it, where it is known.
  public let place: Place?
  /// The calls under way, innermost first; calls of Swift functions are left out.
  public let traceback: [Frame]
  /// The row that was evaluated, in a row function.
  public let row: Row?
  /// What a Swift function threw.
  public let cause: (any Error)?
  /// The text in which ``place`` lies, where it was given to the state.
  public internal(set) var text: String?

  /// The error in words: place, message, and the row if there is one.
  public var description: String { description(at: place) }

  /// The error in words, at a place that may be more exact than its own.
  public func description(at place: Place?) -> String {
    var text = place.map { "\($0): " } ?? ""
    text += message
    if let row {
      text += " (row \(row.number)"
      if let column = row.missingColumn { text += ", where \"\(column)\" is missing" }
      text += ")"
    }
    return text
  }
}

extension LuaError {
  init(_ kind: Kind, _ message: String, at place: Place? = nil) {
    self.init(kind: kind, message: message, place: place, traceback: [], row: nil, cause: nil)
  }

  /// Reads what the shim has recorded.
  init(_ error: wb_error, cause: (any Error)?) {
    let traceback = Self.frames(error.frames)
    let place = error.chunk.map {
      Place(chunk: String(cString: $0), line: error.line > 0 ? Int(error.line) : nil)
    }
    // An error of an inner script that came through Swift keeps what it was, and gains the outer calls.
    if let inner = cause as? LuaError {
      self.init(
        kind: inner.kind, message: inner.message, place: inner.place ?? place,
        traceback: inner.traceback + traceback, row: inner.row, cause: inner.cause)
      return
    }
    let row =
      error.row > 0
      ? Row(number: Int(error.row), missingColumn: error.absent.map { String(cString: $0) }) : nil
    self.init(
      kind: Self.kind(error.kind), message: String(cString: error.message), place: place, traceback: traceback,
      row: row, cause: cause)
  }

  private static func kind(_ code: Int32) -> Kind {
    switch code {
    case WB_ERROR_SYNTAX: .syntax
    case WB_ERROR_SOURCE: .source
    case WB_ERROR_MEMORY: .memory
    case WB_ERROR_INTERRUPTED: .interrupted
    case WB_ERROR_HOST: .host
    default: .runtime
    }
  }

  private static func frames(_ text: UnsafePointer<CChar>?) -> [Frame] {
    guard let text else { return [] }
    return String(cString: text).split(separator: "\n").compactMap { line in
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard parts.count == 3 else { return nil }
      return Frame(place: Place(chunk: String(parts[0]), line: Int(parts[1])), function: String(parts[2]))
    }
  }
}
