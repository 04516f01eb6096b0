import OrderedCollections

/// A TOML document, with the place of each key and value, in the order of the file.
struct TOMLDocument {
  /// A value, and where it stands.
  struct Entry {
    /// What it is.
    var content: Content
    /// Where its key stands.
    var key: Range<Int>
    /// Where it stands itself; for a table that a header opens, where the header names it.
    var value: Range<Int>
  }

  /// What a value is.
  ///
  /// Dictionaries hold texts, lists and tables; of anything else it is enough to say what it is.
  indirect enum Content {
    /// A text.
    case text(String)
    /// A list of values.
    case list([Entry])
    /// A table; one written between braces cannot be added to.
    case table(OrderedDictionary<String, Entry>, isInline: Bool)
    /// A number, a flag or a date, in words.
    case other(String)

    /// The kind of value, in words.
    var words: String {
      switch self {
      case .text(let text): "\"\(text)\""
      case .list: "a list"
      case .table: "a table"
      case .other(let kind): kind
      }
    }
  }

  /// The name under which faults show the file.
  let name: String
  /// Its bytes.
  let bytes: FileBytes
  /// The keys outside all tables, and the tables, in the order of the file.
  let root: OrderedDictionary<String, Entry>

  /// Reads a document.
  ///
  /// - Parameters:
  ///   - name: The name under which faults show the file.
  ///   - bytes: Its bytes.
  /// - Throws: ``DataFaults`` where it is no text or no TOML.
  init(name: String, bytes: FileBytes) throws(DataFaults) {
    self.name = name
    self.bytes = bytes
    if FaultyBytes.isAny(in: bytes, 0..<bytes.count) { throw DataFaults(FaultyBytes.all(in: bytes, name: name)) }
    var parser = TOMLParser(bytes)
    do {
      root = try parser.document()
    } catch {
      let place = Place(file: name, bytes: bytes, range: error.range)
      throw DataFaults(DataFault(.syntax(error.words), at: place))
    }
  }

  /// The place of a range.
  func place(_ range: Range<Int>) -> Place { Place(file: name, bytes: bytes, range: range) }
}
