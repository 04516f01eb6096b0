import OrderedCollections
import TOMLKit

/// A TOML document, with the place of each value.
struct TOMLDocument {
  /// A value, and where it stands.
  struct Entry {
    /// What it is.
    var content: Content
    /// Where its key stands.
    var key: Range<Int>
    /// Where it stands itself.
    var value: Range<Int>
  }

  /// What a value is.
  indirect enum Content {
    case text(String)
    case flag(Bool)
    case list([Entry])
    case table(OrderedDictionary<String, Entry>)
    case other(String)

    /// The kind of value, in words.
    var words: String {
      switch self {
      case .text(let text): "\"\(text)\""
      case .flag(let flag): "\(flag)"
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
  /// - Throws: ``DataFaults`` where it is no text or no TOML.
  init(name: String, bytes: FileBytes) throws(DataFaults) {
    self.name = name
    self.bytes = bytes
    if FaultyBytes.isAny(in: bytes, 0..<bytes.count) { throw DataFaults(FaultyBytes.all(in: bytes, name: name)) }
    let start = bytes.startsWithByteOrderMark ? 3 : 0
    do {
      let table = try TOMLTable(string: bytes.text(start..<bytes.count))
      root = Self.entries(of: table, at: [], in: TOMLScanner(bytes).places)
    } catch let error as TOMLParseError {
      throw DataFaults(Self.fault(error, name: name, bytes: bytes))
    } catch {
      throw DataFaults(DataFault(.syntax("\(error)"), file: name))
    }
  }

  /// The place of a range.
  func place(_ range: Range<Int>) -> Place { Place(file: name, bytes: bytes, range: range) }

  // MARK: - Reading

  private typealias Places = [TOMLScanner.Path: (key: Range<Int>, value: Range<Int>)]

  private static func entries(
    of table: TOMLTable, at path: TOMLScanner.Path, in places: Places
  ) -> OrderedDictionary<String, Entry> {
    let entries = table.keys.compactMap { key in table[key].map { (key, entry($0, at: path + [key], in: places)) } }
    let ordered = entries.sorted { ($0.1.key.lowerBound, $0.0) < ($1.1.key.lowerBound, $1.0) }
    return OrderedDictionary(ordered, uniquingKeysWith: { first, _ in first })
  }

  private static func entry(
    _ value: any TOMLValueConvertible, at path: TOMLScanner.Path, in places: Places
  ) -> Entry {
    let place = places[path] ?? (0..<0, 0..<0)
    return Entry(content: content(value, at: path, in: places), key: place.key, value: place.value)
  }

  private static func content(
    _ value: any TOMLValueConvertible, at path: TOMLScanner.Path, in places: Places
  ) -> Content {
    if let text = value.string { return .text(text) }
    if let flag = value.bool { return .flag(flag) }
    if let table = value.table { return .table(entries(of: table, at: path, in: places)) }
    if let list = value.array {
      return .list(list.indices.map { entry(list[$0], at: path + [TOMLScanner.element($0)], in: places) })
    }
    switch value.type {
    case .int, .double: return .other("a number")
    default: return .other("a \(value.type.description)")
    }
  }

  // MARK: - Faults

  private static func fault(_ error: TOMLParseError, name: String, bytes: FileBytes) -> DataFault {
    let offset = offset(line: error.source.begin.line, column: error.source.begin.column, in: bytes)
    let place = Place(file: name, bytes: bytes, range: offset..<min(offset + 1, bytes.count))
    return DataFault(.syntax(words(error.description)), at: place)
  }

  /// TOMLKit's words, without its own account of the place.
  private static func words(_ description: String) -> String {
    let line = description.split(whereSeparator: \.isNewline).first.map(String.init) ?? description
    let prefix = "Error while parsing "
    return line.hasPrefix(prefix) ? "cannot read " + line.dropFirst(prefix.count) : line
  }

  /// The offset of a character of a line, both from 1.
  private static func offset(line: Int, column: Int, in bytes: FileBytes) -> Int {
    var position = bytes.startsWithByteOrderMark ? 3 : 0
    var left = line - 1
    while left > 0, position < bytes.count {
      if bytes[position] == 10 { left -= 1 }
      position += 1
    }
    var characters = column - 1
    while characters > 0, position < bytes.count, bytes[position] != 10 {
      position += 1
      while position < bytes.count, bytes[position] & 0xC0 == 0x80 { position += 1 }
      characters -= 1
    }
    return position
  }
}
