/// Something that is wrong in a TOML document, and where.
public struct TOMLFault: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong.
  public let kind: Kind

  /// The name under which the file is shown.
  public let file: String

  /// Where in the file; `nil` for the file as a whole.
  public let span: TextSpan?

  /// A fault at a place of a file, or of the file as a whole.
  public init(_ kind: Kind, file: String, span: TextSpan? = nil) {
    self.kind = kind
    self.file = file
    self.span = span
  }

  /// File, line and column, and what is wrong; below it the text, with carets under the place.
  public var description: String {
    span.map { "\(file):\($0.line):\($0.column): \(kind.words)\n\($0.picture)" } ?? "\(file): \(kind.words)"
  }

  /// The kinds of fault.
  public enum Kind: Sendable, Hashable {
    /// The text is not TOML.
    case syntax(String)
    /// A byte that is not UTF-8.
    case notUTF8(byte: UInt8)
    /// A byte that is 0.
    case nulByte
    /// A key that means nothing there.
    case unknownKey(String, table: String, known: [String], nearest: String?)
    /// A key that is needed and not there.
    case missingKey(String, table: String)
    /// A value of another kind than is needed.
    case wrongValue(key: String, expected: String, found: String)
    /// A name that is none of the choices.
    case unknownChoice(key: String, found: String, choices: [String], nearest: String?)

    /// What was expected, what was found, and the nearest right thing.
    public var words: String {
      switch self {
      case .syntax(let reason): reason
      case .notUTF8(let byte):
        "byte 0x\(byte < 16 ? "0" : "")\(String(byte, radix: 16, uppercase: true)) is not UTF-8; save the file as UTF-8"
      case .nulByte: "a NUL byte cannot be part of a text"
      case .unknownKey(let key, let table, let known, let nearest):
        "\(table) has no key \"\(key)\"" + Self.suggestion(nearest, else: "its keys", known)
      case .missingKey(let key, let table): "\(table) needs the key \"\(key)\""
      case .wrongValue(let key, let expected, let found): "\"\(key)\" should be \(expected), found \(found)"
      case .unknownChoice(let key, let found, let choices, let nearest):
        "\(key) \"\(found)\" is not known" + Self.suggestion(nearest, else: "choose one of", choices)
      }
    }

    private static func suggestion(_ nearest: String?, else words: String, _ names: [String]) -> String {
      if let nearest { return "; did you mean \"\(nearest)\"?" }
      guard !names.isEmpty else { return "" }
      return "; \(words): \(names.prefix(12).joined(separator: ", "))" + (names.count > 12 ? ", …" : "")
    }
  }
}

/// All that was found wrong with a document: the first ten faults, and how many there are.
public struct TOMLFaults: Error, Sendable, Hashable, CustomStringConvertible {
  /// The first faults, as they were found; at most ``most``.
  public private(set) var faults: [TOMLFault] = []

  /// The number of all faults.
  public private(set) var total = 0

  /// The most faults that are shown.
  public static let most = 10

  /// No faults.
  public init() {}

  /// A single fault.
  public init(_ fault: TOMLFault) {
    faults = [fault]
    total = 1
  }

  /// Adds a fault; it is only made if it will be shown.
  public mutating func add(_ fault: @autoclosure () -> TOMLFault) {
    if faults.count < Self.most { faults.append(fault()) }
    total += 1
  }

  /// Throws what was found, if anything was.
  public func throwIfAny() throws(TOMLFaults) {
    if total > 0 { throw self }
  }

  /// Each fault with its place, and how many more there are.
  public var description: String {
    let shown = faults.map(\.description).joined(separator: "\n")
    return total > faults.count ? "\(shown)\n… and \(total - faults.count) more" : shown
  }
}
