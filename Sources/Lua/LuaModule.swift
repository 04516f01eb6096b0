/// A source text and the name that its errors carry.
public struct LuaSource: Equatable, Sendable {
  /// The name that places in errors and tracebacks begin with.
  public var name: String
  /// The text.
  public var text: String

  /// Names a text.
  public init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}

/// Why a text does not parse, and where.
public struct LuaFault: Equatable, Sendable {
  /// The line, from 1.
  public var line: Int
  /// The character within the line, from 1.
  public var column: Int
  /// What is wrong, without the place.
  public var words: String

  /// Describes what is wrong at a place.
  public init(line: Int, column: Int, words: String) {
    self.line = line
    self.column = column
    self.words = words
  }
}

/// The text of a module, and the environment that it runs in.
///
/// Each environment has globals, libraries and modules of its own: what a plugin does to `string` it does for itself
/// alone. The script's is named "". A module is loaded once an environment; another environment gets what it returned
/// as a read-only view.
public struct LuaModule: Equatable, Sendable {
  /// The text.
  public var source: LuaSource
  /// The name of its environment.
  public var environment: String

  /// Describes a module.
  public init(_ source: LuaSource, environment: String = "") {
    self.source = source
    self.environment = environment
  }
}

/// Why `require` found nothing.
public enum LuaModuleError: Error, Equatable, CustomStringConvertible {
  /// Neither the host nor the resolver knows a module of this name.
  case notFound(String, nearest: String?)

  /// The error in words.
  public var description: String {
    switch self {
    case .notFound(let name, let nearest):
      "require: there is no module \"\(name)\"" + (nearest.map { "; did you mean \"\($0)\"?" } ?? "")
    }
  }
}
