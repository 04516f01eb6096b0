import Reports
public import Scripting

extension ManualBook {
  /// The manual as one page with its style inside: no script, and nothing fetched from elsewhere.
  public var html: String {
    var page = ManualPage(self)
    page.contents()
    page.text += "<main class=\"page\">\n"
    for (number, chapter) in chapters.enumerated() { page.add(chapter, number: number + 1) }
    page.text += "</main>\n</body>\n</html>\n"
    return page.text
  }
}

/// The manual as it is written in HTML.
private struct ManualPage {
  var text: String
  private let book: ManualBook
  private var anchors = ManualAnchors()
  /// The names of functions and members, which become links where they occur.
  private let linked: Set<String>

  init(_ book: ManualBook) {
    self.book = book
    linked = Set(
      book.articles.flatMap { article in
        [article.name] + article.topics.filter { $0.kind == .member }.compactMap(\.entry.topic)
      }.filter { !$0.contains(" ") }.map(ManualAnchors.plain).filter { $0.contains(".") })
    text = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="color-scheme" content="light dark"/>
      <title>The manual of workbench \(book.version.escapedForMarkup)</title>
      <style>
      \(StyleSheet.text)\(ManualStyle.text)</style>
      </head>
      <body class="manual">

      """
  }

  mutating func contents() {
    var names = ManualAnchors()
    text += """
      <div class="contents">
      <header>
      <p class="eyebrow">workbench \(book.version.escapedForMarkup)</p>
      <h1>The manual</h1>
      </header>
      <nav aria-label="Contents">
      <ol>

      """
    for (number, chapter) in book.chapters.enumerated() {
      text += "<li><a href=\"#chapter-\(number + 1)\">\(chapter.title.escapedForMarkup)</a>\n<ol>\n"
      for article in chapter.articles {
        text +=
          "<li><a href=\"#\(names.anchor(for: article.name))\">\(article.name.escapedForMarkup)</a></li>\n"
        for topic in article.topics.compactMap(\.entry.topic) { _ = names.anchor(for: topic) }
      }
      text += "</ol></li>\n"
    }
    text += "</ol>\n</nav>\n</div>\n"
  }

  mutating func add(_ chapter: ManualChapter, number: Int) {
    text += "<h2 id=\"chapter-\(number)\">\(chapter.title.escapedForMarkup)</h2>\n<p>\(inline(chapter.summary))</p>\n"
    for article in chapter.articles { add(article) }
  }

  private mutating func add(_ article: ManualArticle) {
    let anchor = anchors.anchor(for: article.name)
    text += "<section class=\"article\">\n"
    text += "<h3 id=\"\(anchor)\"><a href=\"#\(anchor)\">\(article.name.escapedForMarkup)</a></h3>\n"
    if !article.summary.isEmpty { text += "<p class=\"lead\">\(inline(article.summary))</p>\n" }
    for block in article.blocks { add(block) }
    text += "</section>\n"
  }

  private mutating func add(_ block: ManualArticle.Block) {
    switch block {
    case .heading(let words): text += "<h4>\(words.escapedForMarkup)</h4>\n"
    case .paragraph(let words): text += "<p>\(inline(words))</p>\n"
    case .list(let points):
      text += "<ul>\n\(points.map { "<li>\(inline($0))</li>\n" }.joined())</ul>\n"
    case .code(let code): text += "<pre><code>\(code.escapedForMarkup)</code></pre>\n"
    case .entries(let entries, let kind): add(entries, kind)
    case .table(let header, let rows): add(header, rows)
    }
  }

  private mutating func add(_ entries: [ManualArticle.Entry], _ kind: ManualArticle.Entry.Kind) {
    text += "<dl class=\"\(kind.isShort ? "short" : "entries")\">\n"
    for entry in entries {
      let anchor = entry.topic.map { " id=\"\(anchors.anchor(for: $0))\"" } ?? ""
      let remark = entry.remark.map { " <span class=\"remark\">\($0.escapedForMarkup)</span>" } ?? ""
      text += "<dt\(anchor)>\(code(entry.name))\(remark)</dt>\n<dd>\(inline(entry.prose))"
      if let shown = entry.code { text += "<pre><code>\(shown.escapedForMarkup)</code></pre>" }
      if !entry.choices.isEmpty {
        text += "\n<dl class=\"choices\">\n"
        for choice in entry.choices { text += "<dt>\(code(choice.name))</dt><dd>\(inline(choice.prose))</dd>\n" }
        text += "</dl>\n"
      }
      text += "</dd>\n"
    }
    text += "</dl>\n"
  }

  private mutating func add(_ header: [String], _ rows: [[String]]) {
    text += "<div class=\"table\"><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table\">\n<table>\n"
    if header.contains(where: { !$0.isEmpty }) {
      text += "<thead><tr>\(header.map { "<th scope=\"col\">\(inline($0))</th>" }.joined())</tr></thead>\n"
    }
    text += "<tbody>\n"
    for row in rows {
      let cells = row.dropFirst().map { "<td>\(inline($0))</td>" }.joined()
      text += "<tr><th scope=\"row\">\(inline(row.first ?? ""))</th>\(cells)</tr>\n"
    }
    text += "</tbody>\n</table>\n</div></div>\n"
  }
}

// MARK: - Texts

extension ManualPage {
  private func inline(_ text: String) -> String {
    ManualArticle.spans(of: text).map { span in
      switch span {
      case .words(let words): linking(words)
      case .code(let words): code(words)
      case .strong(let words): "<b>\(words.escapedForMarkup)</b>"
      }
    }.joined()
  }

  /// A text as code, which is a link where it is a name that the manual explains.
  private func code(_ text: String) -> String {
    let words = "<code>\(text.escapedForMarkup)</code>"
    return link(to: text).map { "<a href=\"#\($0)\">\(words)</a>" } ?? words
  }

  /// Words, with a link at each name that the manual explains.
  private func linking(_ words: String) -> String {
    guard words.contains(where: { $0 == "." || $0 == ":" }) else { return words.escapedForMarkup }
    return words.split(separator: " ", omittingEmptySubsequences: false).map { word in
      let name = word.trimmed(of: ".,;:()\"")
      guard let anchor = link(to: String(name)) else { return word.escapedForMarkup }
      let before = word[..<name.startIndex].escapedForMarkup
      let after = word[name.endIndex...].escapedForMarkup
      return "\(before)<a href=\"#\(anchor)\"><code>\(name.escapedForMarkup)</code></a>\(after)"
    }.joined(separator: " ")
  }

  private func link(to name: String) -> String? {
    let anchor = ManualAnchors.plain(name)
    return linked.contains(anchor) ? anchor : nil
  }
}

extension Substring {
  /// The text without these characters at its ends.
  fileprivate func trimmed(of marks: String) -> Substring {
    var text = self
    while let first = text.first, marks.contains(first) { text.removeFirst() }
    while let last = text.last, marks.contains(last) { text.removeLast() }
    return text
  }
}
