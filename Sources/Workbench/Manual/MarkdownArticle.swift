import Scripting

/// A page of documentation in Markdown, as an article of the manual: headings, paragraphs, lists, code and tables.
struct MarkdownArticle {
  private var blocks: [ManualArticle.Block] = []
  private var paragraph: [String] = []
  private var points: [String] = []
  private var code: [String]?
  private var cells: [[String]] = []

  /// The article that a page is.
  ///
  /// Its title, which is its first heading, is left to the name; its first paragraph is the summary.
  static func article(_ name: String, also aliases: [String], _ source: String) -> ManualArticle {
    var page = MarkdownArticle()
    for line in source.split(separator: "\n", omittingEmptySubsequences: false).dropFirst() { page.read(String(line)) }
    page.end()
    guard case .paragraph(let summary)? = page.blocks.first else {
      return ManualArticle(name, also: aliases, "", page.blocks)
    }
    return ManualArticle(name, also: aliases, summary, Array(page.blocks.dropFirst()))
  }

  private mutating func read(_ line: String) {
    if line.hasPrefix("```") {
      if let lines = code {
        blocks.append(.code(lines.joined(separator: "\n")))
        code = nil
      } else {
        end()
        code = []
      }
    } else if code != nil {
      code?.append(line)
    } else if line.isEmpty {
      end()
    } else if line.hasPrefix("#") {
      end()
      blocks.append(.heading(String(line.drop { $0 == "#" }.dropFirst())))
    } else if line.hasPrefix("|") {
      cells.append(Self.cells(of: line))
    } else if let point = Self.point(line) {
      points.append(point)
    } else if line.hasPrefix(" "), let last = points.indices.last {
      points[last] += " " + line.drop { $0 == " " }
    } else {
      paragraph.append(line)
    }
  }

  /// Ends what was being read.
  private mutating func end() {
    if !paragraph.isEmpty { blocks.append(.paragraph(paragraph.joined(separator: " "))) }
    if !points.isEmpty { blocks.append(.list(points)) }
    if cells.count > 1 { blocks.append(.table(cells[0], rows: Array(cells.dropFirst(2)))) }
    (paragraph, points, cells) = ([], [], [])
  }

  private static func point(_ line: String) -> String? {
    if line.hasPrefix("- ") { return String(line.dropFirst(2)) }
    let digits = line.prefix(while: \.isNumber)
    return !digits.isEmpty && line.dropFirst(digits.count).hasPrefix(". ")
      ? String(line.dropFirst(digits.count + 2)) : nil
  }

  private static func cells(of line: String) -> [String] {
    line.dropFirst().split(separator: "|", omittingEmptySubsequences: false).dropLast().map {
      $0.split(separator: " ").joined(separator: " ")
    }
  }
}
