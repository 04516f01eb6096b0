import Foundation
import OrderedCollections

#if canImport(FoundationXML)
  import FoundationXML
#endif

extension DefineXML {
  /// Reads a Define-XML file; entities that stand outside of it are never fetched.
  ///
  /// - Throws: ``DefineFault`` where it is no XML, or describes no dataset.
  init(_ bytes: FileBytes) throws(DefineFault) {
    guard bytes.count > 0 else { throw DefineFault(words: "it is empty") }
    let reader = DefineXMLReader()
    let parser = XMLParser(data: try Self.text(of: bytes))
    parser.shouldResolveExternalEntities = false
    parser.delegate = reader
    guard parser.parse() else {
      let line = parser.lineNumber
      throw reader.fault ?? DefineFault(words: "it is no well-formed XML (line \(line))")
    }
    guard !reader.groups.isEmpty else { throw DefineFault(words: "it describes no dataset (ItemGroupDef)") }
    self = reader.metadata
  }

  /// The file as UTF-8, its processing instructions blanked, the declaration that might name another encoding among them.
  ///
  /// The parser of Foundation ends the process where a name is not UTF-8, and where an instruction has nothing but a name. A file
  /// that is not UTF-8 is taken for Windows-1252, which any bytes are; one with a document type, of which Define-XML has none,
  /// is refused, and with it entities that multiply.
  private static func text(of bytes: FileBytes) throws(DefineFault) -> Data {
    let start = bytes.startsWithByteOrderMark ? 3 : 0
    if bytes.count > 1, [[0xFF, 0xFE], [0xFE, 0xFF]].contains([bytes[0], bytes[1]]) {
      throw DefineFault(words: "it is text in UTF-16; save it as UTF-8")
    }
    let buffer = UnsafeBufferPointer(start: bytes.base + start, count: bytes.count - start)
    var text = Array(buffer)
    blankInstructions(in: &text)
    if String(decoding: text, as: UTF8.self).contains("<!DOCTYPE") {
      throw DefineFault(words: "it declares a document type, which Define-XML does not")
    }
    guard UTF8Check.firstFault(in: FileBytes(text), 0..<text.count) != nil else { return Data(text) }
    return text.withUnsafeBufferPointer { Data(XPTEncoding.windows1252.text($0).utf8) }
  }

  /// Puts blanks in the place of everything from `<?` to `?>`, but for ends of lines.
  private static func blankInstructions(in text: inout [UInt8]) {
    let (less, question, more) = (UInt8(ascii: "<"), UInt8(ascii: "?"), UInt8(ascii: ">"))
    var index = 0
    while index + 1 < text.count {
      guard text[index] == less, text[index + 1] == question else {
        index += 1
        continue
      }
      var end = index + 2
      while end < text.count, !(text[end] == more && text[end - 1] == question && end > index + 2) { end += 1 }
      for place in index..<min(end + 1, text.count) where text[place] != 10 { text[place] = 32 }
      index = end + 1
    }
  }
}

/// Gathers what a Define-XML file says, as it is read.
private final class DefineXMLReader: NSObject, XMLParserDelegate {
  /// A dataset, its variables named by their definitions.
  struct Group {
    var name: String
    var label: String?
    var items: [String] = []
  }

  /// A variable, its code list named by the list's definition.
  struct Definition {
    var name: String
    var item = DefineXML.Item()
    var list: String?
  }

  /// A value of a code list.
  struct Code {
    var value: String
    var order: Double?
    var meaning: String?
  }

  private(set) var groups: [Group] = []
  private(set) var fault: DefineFault?
  private var definitions: [String: Definition] = [:]
  private var lists: [String: [Code]] = [:]
  private var path: [String] = []
  private var text = ""
  private var list = ""
  private var definition = ""

  /// The deepest nesting; real files have about 12.
  private static let deepest = 256
  /// The most text of one element; labels and decodes are short.
  private static let longest = 1 << 16

  func parser(
    _ parser: XMLParser, didStartElement element: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String] = [:]
  ) {
    path.append(element)
    text = ""
    guard path.count <= Self.deepest else {
      fault = DefineFault(words: "its elements are nested deeper than \(Self.deepest)")
      return parser.abortParsing()
    }
    switch element {
    case "ItemGroupDef": groups.append(Group(name: attributes["Name"] ?? ""))
    case "ItemRef":
      if path.dropLast().last == "ItemGroupDef", let item = attributes["ItemOID"] {
        groups[groups.count - 1].items.append(item)
      }
    case "ItemDef":
      definition = attributes["OID"] ?? ""
      var found = Definition(name: attributes["Name"] ?? "")
      found.item.dataType = attributes["DataType"]
      // Version 1 wrote the label as an attribute.
      found.item.label = attributes["def:Label"]
      definitions[definition] = found
    case "CodeListRef": definitions[definition]?.list = attributes["CodeListOID"]
    case "CodeList":
      list = attributes["OID"] ?? ""
      lists[list] = []
    case "CodeListItem", "EnumeratedItem":
      let order = (attributes["OrderNumber"] ?? attributes["Rank"]).flatMap(Double.init)
      lists[list]?.append(Code(value: attributes["CodedValue"] ?? "", order: order))
    default: break
    }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if text.utf8.count < Self.longest { text += string }
  }

  func parser(_ parser: XMLParser, foundCDATA block: Data) {
    if text.utf8.count < Self.longest { text += String(decoding: block, as: UTF8.self) }
  }

  func parser(_ parser: XMLParser, didEndElement element: String, namespaceURI: String?, qualifiedName: String?) {
    defer {
      path.removeLast()
      text = ""
    }
    guard element == "TranslatedText", path.count >= 3 else { return }
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !words.isEmpty else { return }
    // The first translation counts: where there are several, it is the one of the file's own language.
    switch (path[path.count - 3], path[path.count - 2]) {
    case ("ItemGroupDef", "Description"):
      if groups[groups.count - 1].label == nil { groups[groups.count - 1].label = words }
    case ("ItemDef", "Description"):
      if definitions[definition]?.item.label == nil { definitions[definition]?.item.label = words }
    case ("CodeListItem", "Decode"):
      if let last = lists[list]?.indices.last, lists[list]?[last].meaning == nil { lists[list]?[last].meaning = words }
    default: break
    }
  }

  // MARK: - Together

  /// All that was read, by dataset and variable.
  var metadata: DefineXML {
    var metadata = DefineXML()
    let ordered = lists.mapValues(Self.ordered)
    for group in groups {
      var dataset = DefineXML.Dataset(label: group.label)
      for reference in group.items {
        guard let definition = definitions[reference] else { continue }
        var item = definition.item
        var seen: Set<String> = []
        for code in definition.list.flatMap({ ordered[$0] }) ?? [] where seen.insert(code.value).inserted {
          item.codes.append(code.value)
          if let meaning = code.meaning, meaning != code.value { item.meanings[code.value] = meaning }
        }
        dataset.items[definition.name.uppercased()] = item
      }
      metadata.datasets[group.name.uppercased()] = dataset
    }
    return metadata
  }

  /// The values of a list by their order numbers, or else as they appear.
  private static func ordered(_ codes: [Code]) -> [Code] {
    guard codes.allSatisfy({ $0.order != nil }) else { return codes }
    return codes.enumerated().sorted {
      ($0.element.order ?? 0, $0.offset) < ($1.element.order ?? 0, $1.offset)
    }.map(\.element)
  }
}
