import Reports
public import Scripting

extension ManualBook {
  /// The manual as one text in Markdown, with anchors and the tables of GitHub.
  public var markdown: String {
    var page = ManualMarkdown()
    page.add("# The manual of workbench \(version)\n")
    page.contents(chapters)
    for chapter in chapters {
      page.add("## \(chapter.title.escapedForMarkdown)\n")
      page.add(page.inline(chapter.summary) + "\n")
      for article in chapter.articles { page.add(article) }
    }
    return page.text
  }
}

/// The manual as it is written in Markdown.
private struct ManualMarkdown {
  private(set) var text = ""
  private var anchors = ManualAnchors()

  mutating func add(_ lines: String) { text += (text.isEmpty ? "" : "\n") + lines }

  mutating func contents(_ chapters: [ManualChapter]) {
    var names = ManualAnchors()
    var lines = ""
    for chapter in chapters {
      lines += "- \(chapter.title.escapedForMarkdown)\n"
      for article in chapter.articles {
        lines += "  - [\(article.name.escapedForMarkdown)](#\(names.anchor(for: article.name)))\n"
        for topic in article.topics.compactMap(\.entry.topic) { _ = names.anchor(for: topic) }
      }
    }
    add(lines)
  }

  mutating func add(_ article: ManualArticle) {
    add("<a id=\"\(anchors.anchor(for: article.name))\"></a>\n\n### \(article.name.escapedForMarkdown)\n")
    if !article.summary.isEmpty { add(inline(article.summary) + "\n") }
    for block in article.blocks { add(block) }
  }

  private mutating func add(_ block: ManualArticle.Block) {
    switch block {
    case .heading(let words): add("#### \(words.escapedForMarkdown)\n")
    case .paragraph(let words): add(inline(words) + "\n")
    case .list(let points): add(points.map { "- \(inline($0))\n" }.joined())
    case .code(let code): add("```\n\(code)\n```\n")
    case .entries(let entries, _): add(entries.map { line($0) }.joined())
    case .table(let header, let rows):
      let lines = [header, header.map { _ in "---" }] + rows
      add(lines.map { "| \($0.map(inline).joined(separator: " | ")) |\n" }.joined())
    }
  }

  private mutating func line(_ entry: ManualArticle.Entry) -> String {
    let anchor = entry.topic.map { "<a id=\"\(anchors.anchor(for: $0))\"></a>" } ?? ""
    let remark = entry.remark.map { " (\($0.escapedForMarkdown))" } ?? ""
    var line = "- \(anchor)\(code(entry.name))\(remark): \(inline(entry.prose))\n"
    if let shown = entry.code {
      line += "\n  ```\n" + shown.split(separator: "\n").map { "  \($0)\n" }.joined() + "  ```\n\n"
    }
    for choice in entry.choices { line += "  - \(code(choice.name)): \(inline(choice.prose))\n" }
    return line
  }

  /// A text with its code and its words of weight.
  func inline(_ text: String) -> String {
    ManualArticle.spans(of: text).map { span in
      switch span {
      case .words(let words): words.escapedForMarkdown
      case .code(let words): code(words)
      case .strong(let words): "**\(words.escapedForMarkdown)**"
      }
    }.joined()
  }

  /// A text as code, between more backquotes than stand in it.
  private func code(_ text: String) -> String {
    text.contains("`") ? "`` \(text) ``" : "`\(text)`"
  }
}

/// The anchors of names, each given once.
struct ManualAnchors {
  private var given: [String: Int] = [:]

  /// The anchor of the next thing that has this name.
  mutating func anchor(for name: String) -> String {
    let anchor = Self.plain(name)
    given[anchor, default: 0] += 1
    return given[anchor] == 1 ? anchor : "\(anchor)-\(given[anchor] ?? 1)"
  }

  /// A name as an anchor: letters, digits, points, hyphens and underscores.
  static func plain(_ name: String) -> String {
    String(
      name.map { character in
        switch character {
        case "a"..."z", "A"..."Z", "0"..."9", ".", "-", "_": character
        case ":": "."
        default: "-"
        }
      })
  }
}
