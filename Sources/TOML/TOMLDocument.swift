public import OrderedCollections

/// A TOML document, with the place of each key and value, in the order of the file.
public struct TOMLDocument: Sendable {
  /// A value, and where it stands.
  public struct Entry: Sendable {
    /// What it is.
    public var content: Content
    /// Where its key stands.
    public var key: Range<Int>
    /// Where it stands itself; for a table that a header opens, where the header names it.
    public var value: Range<Int>
  }

  /// What a value is.
  ///
  /// Dictionaries and manifests hold texts, lists and tables; of anything else it is enough to say what it is.
  public indirect enum Content: Sendable {
    /// A text.
    case text(String)
    /// A list of values.
    case list([Entry])
    /// A table; one written between braces cannot be added to.
    case table(OrderedDictionary<String, Entry>, isInline: Bool)
    /// A number, a flag or a date, in words.
    case other(String)

    /// The kind of value, in words.
    public var words: String {
      switch self {
      case .text(let text): "\"\(text)\""
      case .list: "a list"
      case .table: "a table"
      case .other(let kind): kind
      }
    }
  }

  /// The name under which faults show the file.
  public let name: String
  /// Its bytes.
  public let bytes: [UInt8]
  /// The keys outside all tables, and the tables, in the order of the file.
  public let root: OrderedDictionary<String, Entry>

  /// Reads a document.
  ///
  /// - Parameters:
  ///   - name: The name under which faults show the file.
  ///   - bytes: Its bytes.
  /// - Throws: ``TOMLFaults`` where it is no text or no TOML.
  public init(name: String, bytes: [UInt8]) throws(TOMLFaults) {
    self.name = name
    self.bytes = bytes
    if let (offset, kind) = Self.firstFaultyByte(of: bytes) {
      throw TOMLFaults(TOMLFault(kind, file: name, span: Self.span(offset..<offset + 1, in: bytes)))
    }
    var parser = TOMLParser(bytes)
    do {
      root = try parser.document()
    } catch {
      throw TOMLFaults(TOMLFault(.syntax(error.words), file: name, span: Self.span(error.range, in: bytes)))
    }
  }

  /// The place of a range of its bytes.
  public func span(_ range: Range<Int>) -> TextSpan { Self.span(range, in: bytes) }

  /// A fault at a range of its bytes.
  public func fault(_ kind: TOMLFault.Kind, at range: Range<Int>) -> TOMLFault {
    TOMLFault(kind, file: name, span: span(range))
  }

  private static func span(_ range: Range<Int>, in bytes: [UInt8]) -> TextSpan {
    bytes.withUnsafeBufferPointer { TextSpan(of: range, in: $0) }
  }

  /// The first byte that cannot be part of a text.
  private static func firstFaultyByte(of bytes: [UInt8]) -> (offset: Int, kind: TOMLFault.Kind)? {
    var parser = Unicode.UTF8.ForwardParser()
    var rest = bytes.makeIterator()
    var offset = 0
    while true {
      switch parser.parseScalar(from: &rest) {
      case .valid(let scalar):
        if scalar.first == 0 { return (offset, .nulByte) }
        offset += scalar.count
      case .error: return (offset, .notUTF8(byte: bytes[offset]))
      case .emptyInput: return nil
      }
    }
  }
}
