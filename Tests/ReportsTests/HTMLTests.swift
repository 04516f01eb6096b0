import Foundation
import Terminals
import Testing

@testable import Reports

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("HTML")
struct HTMLTests {
  private func outline(_ text: String) throws -> MarkupOutline {
    let outline = MarkupOutline()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = outline
    try #require(parser.parse(), "\(String(describing: parser.parserError)) in line \(parser.lineNumber)")
    return outline
  }

  @Test(
    "A page is well formed, its headings are in order, and its names are unique",
    arguments: TestedDocument.allCases)
  func page(tested: TestedDocument) throws {
    let document = tested.document
    let outline = try outline(document.html())
    #expect(outline.headings.first == 1)
    #expect(outline.headings.filter { $0 == 1 }.count == 1)
    for (level, next) in zip(outline.headings, outline.headings.dropFirst()) { #expect(next <= level + 1) }
    #expect(Set(outline.names).count == outline.names.count)
    #expect(outline.labels.allSatisfy(outline.names.contains))
    #expect(outline.language == "en")
  }

  @Test("Each head of a table says of what, and each figure is named and described", arguments: TestedDocument.allCases)
  func accessible(tested: TestedDocument) throws {
    let document = tested.document
    let outline = try outline(document.html())
    #expect(outline.heads.allSatisfy { ["col", "row", "colgroup"].contains($0) })
    #expect(outline.figures == outline.titles && outline.figures == outline.descriptions)
    #expect(outline.figures >= 2 * document.figures().count)
  }

  @Test("A page runs nothing and fetches nothing", arguments: [TestedDocument.sample, .hostile])
  func contained(tested: TestedDocument) throws {
    let document = tested.document
    let outline = try outline(document.html())
    #expect(outline.elements.isDisjoint(with: ["script", "link", "img", "iframe", "object", "embed", "image", "use"]))
    #expect(outline.links.allSatisfy { $0.hasPrefix("#") })
    #expect(!outline.attributes.contains { $0.hasPrefix("on") })
    #expect(!document.html().contains("@import") && !document.html().contains("url("))
  }

  @Test("Control characters are made visible, and no zero has a sign")
  func safe() {
    #expect(!HostileReport.document.html().unicodeScalars.contains { $0.isUnsafeToShow && $0 != "\n" })
    for text in [SampleReport.document.html(), SampleReport.document.markdown(), SampleReport.document.terminal()] {
      #expect(!text.contains("-0.0") && !text.contains("\u{2212}0.0 "))
    }
  }

  @Test(
    "A figure that stands alone is well formed",
    arguments: TestedDocument.allCases)
  func figures(tested: TestedDocument) throws {
    let document = tested.document
    for figure in document.figures() {
      let outline = try outline(figure)
      #expect(outline.elements.isSuperset(of: ["svg", "title", "desc", "style"]))
      #expect(!figure.contains("var("))
    }
  }
}

/// What a page is made of.
private final class MarkupOutline: NSObject, XMLParserDelegate {
  var elements: Set<String> = []
  var attributes: Set<String> = []
  var headings: [Int] = []
  var names: [String] = []
  var labels: [String] = []
  var links: [String] = []
  var language: String?
  /// Of what the heads of tables say that they are the heads; empty for one that says nothing.
  var heads: [String] = []
  /// How many figures there are, and how many titles and descriptions of such.
  var (figures, titles, descriptions) = (0, 0, 0)

  func parser(
    _ parser: XMLParser, didStartElement element: String, namespaceURI: String?, qualifiedName: String?,
    attributes found: [String: String] = [:]
  ) {
    elements.insert(element)
    if element == "th" { heads.append(found["scope"] ?? "") }
    if element == "svg", found["role"] == "img" { figures += 1 }
    if element == "title", found["id"] != nil { titles += 1 }
    if element == "desc" { descriptions += 1 }
    attributes.formUnion(found.keys)
    if element == "html" { language = found["lang"] }
    if element.count == 2, element.first == "h", let level = Int(element.dropFirst()) { headings.append(level) }
    if let name = found["id"] { names.append(name) }
    if let link = found["href"] { links.append(link) }
    labels += (found["aria-labelledby"] ?? "").split(separator: " ").map(String.init)
  }
}
