import OrderedCollections

/// Reads TOML (version 1.0.0) as dictionaries and manifests use it: texts, lists, tables, dotted keys.
///
/// Arrays of tables are refused, and numbers, flags and dates only recognised, for no key of them takes one.
///
/// A parser of our own, because each fault that is found later in a value needs the value's place, which libraries do
/// not keep; and because whatever the file holds must end in a fault.
struct TOMLParser {
  /// What is wrong with a document.
  struct SyntaxFault: Error {
    /// What was expected and what was found.
    var words: String
    /// Where.
    var range: Range<Int>
  }

  private typealias Entry = TOMLDocument.Entry
  private typealias Entries = OrderedDictionary<String, TOMLDocument.Entry>
  private typealias Step = (name: String, range: Range<Int>)

  private let bytes: [UInt8]
  private var position: Int
  private var depth = 0
  /// The tables that are complete: named in a header, or made by dotted keys under an earlier header.
  private var closed: Set<[String]> = []
  /// The tables made by dotted keys under the header that holds now.
  private var dotted: Set<[String]> = []

  /// How deep values may lie in each other, and how many names a key may have.
  private static let deepest = 50

  /// A parser of a file.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// The whole document.
  mutating func document() throws(SyntaxFault) -> OrderedDictionary<String, TOMLDocument.Entry> {
    try checkControls()
    var root: Entries = [:]
    var table: [Step] = []
    while true {
      skipSpace(lines: true)
      guard let byte = current else { return root }
      if byte == UInt8(ascii: "[") {
        table = try header(&root)
      } else {
        let (path, entry) = try assignment()
        try noteDotted(path, in: table)
        try Self.insert(entry, at: table[...] + path, into: &root)
      }
      try endLine()
    }
  }

  // MARK: - Lines

  /// Sees that the only control characters are tabs and line ends: none other may stand anywhere in TOML.
  private func checkControls() throws(SyntaxFault) {
    for index in position..<bytes.count {
      let byte = bytes[index]
      guard byte < 32 || byte == 127, byte != 9, byte != 10 else { continue }
      if byte == 13, index + 1 < bytes.count, bytes[index + 1] == 10 { continue }
      let code = String(byte, radix: 16, uppercase: true)
      let name = "U+" + String(repeating: "0", count: 4 - code.count) + code
      throw SyntaxFault(words: "the control character \(name) has no place in TOML", range: index..<index + 1)
    }
  }

  private mutating func header(_ root: inout Entries) throws(SyntaxFault) -> [Step] {
    let start = position
    position += 1
    if current == UInt8(ascii: "[") {
      throw SyntaxFault(words: "an array of tables has no place here; write [name]", range: start..<start + 2)
    }
    let path = try key()
    try refuseBareBlanks(path, until: UInt8(ascii: "]")) { "[\($0)]" }
    try expect(UInt8(ascii: "]"), "']' after the name of a table")
    let whole = (path.first?.range.lowerBound ?? start)..<(path.last?.range.upperBound ?? start)
    closed.formUnion(dotted)
    dotted = []
    guard closed.insert(path.map(\.name)).inserted else {
      throw SyntaxFault(words: "table [\(path.map(\.name).joined(separator: "."))] is opened twice", range: whole)
    }
    guard let last = path.last else { return [] }
    let entry = Entry(content: .table([:], isInline: false), key: last.range, value: last.range)
    try Self.insert(entry, at: path[...], into: &root)
    return path
  }

  /// Notes the tables that a dotted key makes; it cannot add to one that is complete.
  private mutating func noteDotted(_ path: [Step], in table: [Step]) throws(SyntaxFault) {
    for count in 1..<max(path.count, 1) {
      let names = (table + path[..<count]).map(\.name)
      guard !closed.contains(names) else {
        let words = "table [\(names.joined(separator: "."))] is complete; write the key under its header"
        throw SyntaxFault(words: words, range: path[count - 1].range)
      }
      dotted.insert(names)
    }
  }

  private mutating func assignment() throws(SyntaxFault) -> (path: [Step], entry: Entry) {
    let path = try key()
    try refuseBareBlanks(path, until: UInt8(ascii: "=")) { "\($0) = …" }
    try expect(UInt8(ascii: "="), "'=' after a key")
    skipSpace(lines: false)
    let start = position
    let content = try value()
    return (path, Entry(content: content, key: path.last?.range ?? start..<start, value: start..<position))
  }

  private mutating func endLine() throws(SyntaxFault) {
    skipSpace(lines: false)
    if current == 13 { position += 1 }
    guard let byte = current else { return }
    guard byte == 10 else { throw fault("expected the end of the line") }
  }

  /// Adds a value; tables on the way are made, and a table that is there already stays.
  private static func insert(
    _ entry: Entry, at path: ArraySlice<Step>, into entries: inout Entries
  ) throws(SyntaxFault) {
    guard let step = path.first else { return }
    guard let slot = entries.index(forKey: step.name) else {
      guard path.count > 1 else {
        entries[step.name] = entry
        return
      }
      var inner: Entries = [:]
      try insert(entry, at: path.dropFirst(), into: &inner)
      entries[step.name] = Entry(content: .table(inner, isInline: false), key: step.range, value: step.range)
      return
    }
    guard entries.values[slot].content.isOpenTable, path.count > 1 || entry.content.isOpenTable else {
      throw SyntaxFault(words: "\"\(step.name)\" is set twice", range: step.range)
    }
    // Taken out while it is added to, so that it is not copied.
    var inner = entries.values[slot].content.takeEntries()
    try insert(entry, at: path.dropFirst(), into: &inner)
    entries.values[slot].content = .table(inner, isInline: false)
  }

  // MARK: - Keys

  private mutating func key() throws(SyntaxFault) -> [Step] {
    var path: [Step] = []
    while true {
      skipSpace(lines: false)
      let start = position
      let name: String
      if current == 34 || current == 39 {
        name = try singleLine()
      } else {
        while let byte = current, Self.isBare(byte) { position += 1 }
        guard position > start else { throw fault("expected a key") }
        name = written(start..<position)
      }
      path.append((name, start..<position))
      guard path.count <= Self.deepest else { throw fault("expected a key of at most \(Self.deepest) names") }
      skipSpace(lines: false)
      guard current == UInt8(ascii: ".") else { return path }
      position += 1
    }
  }

  /// Says how a name with blanks or signs is written, where its last step goes on up to where the name should end in this line.
  private func refuseBareBlanks(
    _ path: [Step], until end: UInt8, _ form: (String) -> String
  ) throws(SyntaxFault) {
    guard let last = path.last, current != end, let start = bytes[position...].first, start != 10, start != 13,
      bytes[last.range.lowerBound] != 34, bytes[last.range.lowerBound] != 39,
      let stop = bytes[position...].prefix(while: { $0 != 10 }).firstIndex(of: end)
    else { return }
    let rest = bytes[last.range.lowerBound..<stop]
    guard !rest.contains(34), !rest.contains(39), !rest.contains(UInt8(ascii: "#")) else { return }
    var name = String(decoding: rest, as: UTF8.self)
    while name.last == " " || name.last == "\t" { name.removeLast() }
    let steps = path.dropLast().map { written($0.range) } + ["\"\(name)\""]
    throw SyntaxFault(
      words: "a name with blanks or signs stands in quotes; write \(form(steps.joined(separator: ".")))",
      range: last.range.lowerBound..<last.range.lowerBound + name.utf8.count)
  }

  private static func isBare(_ byte: UInt8) -> Bool {
    byte == 45 || byte == 95 || byte &- 48 < 10 || (byte | 32) &- 97 < 26
  }

  // MARK: - Values

  private mutating func value() throws(SyntaxFault) -> TOMLDocument.Content {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.deepest else { throw fault("values lie too deep in each other") }
    switch current {
    case 34, 39: return .text(try isLong ? multiLine() : singleLine())
    case UInt8(ascii: "["): return .list(try list())
    case UInt8(ascii: "{"): return .table(try inlineTable(), isInline: true)
    default: return try bareValue()
    }
  }

  private mutating func list() throws(SyntaxFault) -> [Entry] {
    let opening = position
    position += 1
    var list: [Entry] = []
    while true {
      skipSpace(lines: true)
      guard let byte = current else {
        throw SyntaxFault(words: "a list is opened here and never closed", range: opening..<opening + 1)
      }
      if byte == UInt8(ascii: "]") { break }
      if !list.isEmpty {
        try expect(UInt8(ascii: ","), "',' or ']' after a value of a list")
        skipSpace(lines: true)
        if current == UInt8(ascii: "]") { break }
      }
      let start = position
      let content = try value()
      list.append(Entry(content: content, key: start..<position, value: start..<position))
    }
    position += 1
    return list
  }

  private mutating func inlineTable() throws(SyntaxFault) -> Entries {
    let opening = position
    position += 1
    var entries: Entries = [:]
    while true {
      skipSpace(lines: false)
      guard let byte = current, byte != 10, byte != 13 else {
        throw SyntaxFault(words: "a table is opened here and not closed in its line", range: opening..<opening + 1)
      }
      if byte == UInt8(ascii: "}"), entries.isEmpty { break }
      let (path, entry) = try assignment()
      try Self.insert(entry, at: path[...], into: &entries)
      skipSpace(lines: false)
      if current == UInt8(ascii: "}") { break }
      try expect(UInt8(ascii: ","), "',' or '}' after a value of a table")
    }
    position += 1
    return entries
  }

  private mutating func bareValue() throws(SyntaxFault) -> TOMLDocument.Content {
    let start = position
    skipWord()
    guard position > start else { throw fault("expected a value") }
    // A time of day may follow its date after a space.
    if TOMLBareValue.looksLikeDate(word(from: start)), current == 32, position + 1 < bytes.count,
      bytes[position + 1] &- 48 < 10
    {
      position += 1
      skipWord()
    }
    guard let kind = TOMLBareValue.kind(of: word(from: start)) else {
      let found = written(start..<position)
      throw SyntaxFault(words: "\"\(found)\" is no value; a text stands in quotes", range: start..<position)
    }
    return .other(kind)
  }

  private mutating func skipWord() {
    while let byte = current, Self.isBare(byte) || byte == 43 || byte == 46 || byte == 58 { position += 1 }
  }

  private func word(from start: Int) -> [UInt8] { Array(bytes[start..<position]) }

  // MARK: - Texts

  private var isLong: Bool {
    guard let quote = current, position + 2 < bytes.count else { return false }
    return bytes[position + 1] == quote && bytes[position + 2] == quote
  }

  private mutating func singleLine() throws(SyntaxFault) -> String {
    let opening = position
    guard let quote = current else { throw fault("expected a text") }
    position += 1
    var text: [UInt8] = []
    while let byte = current, byte != 10 {
      position += 1
      if byte == quote { return String(decoding: text, as: UTF8.self) }
      if byte == 92, quote == 34 {
        try escape(into: &text)
      } else {
        text.append(byte)
      }
    }
    throw SyntaxFault(words: "a text is opened here and not closed in its line", range: opening..<opening + 1)
  }

  private mutating func multiLine() throws(SyntaxFault) -> String {
    let opening = position
    guard let quote = current else { throw fault("expected a text") }
    position += 3
    if current == 13 { position += 1 }
    if current == 10 { position += 1 }
    var text: [UInt8] = []
    while let byte = current {
      if byte == quote, isLong {
        position += 3
        // One or two quotes may stand before the closing three.
        for _ in 0..<2 where current == quote {
          text.append(quote)
          position += 1
        }
        return String(decoding: text, as: UTF8.self)
      }
      position += 1
      if byte == 92, quote == 34 {
        if !skipLineEnd() { try escape(into: &text) }
      } else if byte != 13 {  // the carriage return of a line end
        text.append(byte)
      }
    }
    throw SyntaxFault(words: "a text is opened here and never closed", range: opening..<opening + 3)
  }

  /// Skips white space over the end of the line, after a backslash at its end.
  private mutating func skipLineEnd() -> Bool {
    var end = position
    while end < bytes.count, bytes[end] == 32 || bytes[end] == 9 || bytes[end] == 13 { end += 1 }
    guard end < bytes.count, bytes[end] == 10 else { return false }
    while let byte = current, byte == 32 || byte == 9 || byte == 13 || byte == 10 { position += 1 }
    return true
  }

  private mutating func escape(into text: inout [UInt8]) throws(SyntaxFault) {
    let start = position - 1
    guard let byte = current else { throw fault("expected an escaped character") }
    position += 1
    switch byte {
    case UInt8(ascii: "n"): text.append(10)
    case UInt8(ascii: "t"): text.append(9)
    case UInt8(ascii: "r"): text.append(13)
    case UInt8(ascii: "b"): text.append(8)
    case UInt8(ascii: "f"): text.append(12)
    case 34, 92: text.append(byte)
    case UInt8(ascii: "u"), UInt8(ascii: "U"):
      let count = byte == UInt8(ascii: "u") ? 4 : 8
      let end = min(position + count, bytes.count)
      let digits = written(position..<end)
      guard digits.utf8.count == count, digits.utf8.allSatisfy({ $0 != 43 && $0 != 45 }),
        let scalar = UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init)
      else { throw SyntaxFault(words: "no character has this number", range: start..<end) }
      guard scalar.value != 0 else {
        throw SyntaxFault(words: "the character U+0000 is not supported", range: start..<end)
      }
      position = end
      text.append(contentsOf: String(Character(scalar)).utf8)
    default:
      let words = "there is no such escape; write \\\\ for a backslash, or the text in single quotes"
      throw SyntaxFault(words: words, range: start..<position)
    }
  }

  // MARK: - Bytes

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private func written(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  private mutating func skipSpace(lines: Bool) {
    while let byte = current {
      if byte == UInt8(ascii: "#") {
        while let byte = current, byte != 10 { position += 1 }
      } else if byte == 32 || byte == 9 || (lines && (byte == 10 || byte == 13)) {
        position += 1
      } else {
        return
      }
    }
  }

  private mutating func expect(_ byte: UInt8, _ words: String) throws(SyntaxFault) {
    skipSpace(lines: false)
    guard current == byte else { throw fault("expected \(words)") }
    position += 1
  }

  /// What was expected, and what stands here instead.
  private func fault(_ words: String) -> SyntaxFault {
    guard position < bytes.count else {
      return SyntaxFault(words: words + ", found the end of the file", range: bytes.count..<bytes.count)
    }
    var end = position + 1
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    let isLineEnd = bytes[position] == 10 || bytes[position] == 13
    let found = isLineEnd ? "the end of the line" : "'\(written(position..<end))'"
    return SyntaxFault(words: "\(words), found \(found)", range: position..<end)
  }
}

extension TOMLDocument.Content {
  /// Whether it is a table that a header may open or add to.
  fileprivate var isOpenTable: Bool {
    if case .table(_, false) = self { return true }
    return false
  }

  /// Gives the entries of a table, and leaves an empty one.
  fileprivate mutating func takeEntries() -> OrderedDictionary<String, TOMLDocument.Entry> {
    guard case .table(let entries, let isInline) = self else { return [:] }
    self = .table([:], isInline: isInline)
    return entries
  }
}
