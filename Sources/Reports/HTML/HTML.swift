internal import Analyses

extension ReportDocument {
  /// The document as one page with its style and figures inside: no script, and nothing fetched from elsewhere.
  public func html() -> String {
    let outline = Outline(self)
    var page = HTMLPage(rounding: rounding)
    page.open(title: outline.title, provenance: provenance)
    let begin = outline.blocks.firstIndex { if case .notice = $0 { false } else { true } } ?? 0
    for block in outline.blocks[..<begin] { page.add(block) }
    page.contents(outline.blocks)
    for block in outline.blocks[begin...] { page.add(block) }
    page.close()
    return page.text
  }
}

/// A report as a page.
private struct HTMLPage {
  private let rounding: Rounding
  private(set) var text = ""
  private var headings = 0

  init(rounding: Rounding) { self.rounding = rounding }

  mutating func open(title: String, provenance: ReportProvenance) {
    let title = title.escapedForMarkup
    let cohort = provenance.cohort.neutralised.escapedForMarkup
    let subjects = rounding.grouped(String(provenance.subjects))
    text = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="color-scheme" content="light dark"/>
      <title>\(title)</title>
      <style>
      \(StyleSheet.text)</style>
      </head>
      <body>
      <main class="page">
      <header>
      <p class="eyebrow">Cohort \(cohort) · \(subjects) subjects</p>
      <h1>\(title)</h1>
      </header>

      """
  }

  mutating func close() { text += "</main>\n</body>\n</html>\n" }

  /// Links to the headings, where there are enough of them to lose the way.
  mutating func contents(_ blocks: [Block]) {
    let headings = blocks.compactMap { block -> (level: Int, text: String)? in
      if case .heading(let level, let text) = block { (level, text) } else { nil }
    }
    guard headings.count > 4 else { return }
    text += "<nav aria-label=\"Contents\">\n<ol>\n"
    for (place, heading) in headings.enumerated() {
      let below = heading.level > 2 ? " class=\"below\"" : ""
      text += "<li\(below)><a href=\"#section-\(place + 1)\">\(heading.text.escapedForMarkup)</a></li>\n"
    }
    text += "</ol>\n</nav>\n"
  }

  mutating func add(_ block: Block) {
    switch block {
    case .heading(let level, let words):
      headings += 1
      text += "<h\(level) id=\"section-\(headings)\">\(words.escapedForMarkup)</h\(level)>\n"
    case .paragraph(let words): text += "<p>\(words.escapedForMarkup)</p>\n"
    case .notice(let words): notice(words)
    case .caution(let caution): add(caution)
    case .cautionsAgain(let cautions):
      let words = FormattedCaution.reference(to: cautions, kind: \.escapedForMarkup) { numeral in
        "<a href=\"#caution-\(numeral)\">\(numeral)</a>"
      }
      text += "<p class=\"again\">\(words)</p>\n"
    case .table(let table, let number): text += HTMLTable(table).markup(number: number)
    case .figure(let figure, let number): add(figure, number)
    case .methods(let methods): add(methods)
    case .facts(let facts):
      text += "<dl class=\"facts\">\n"
      for fact in facts { text += "<dt>\(fact.name.escapedForMarkup)</dt><dd>\(HTMLTable.words(fact.value))</dd>\n" }
      text += "</dl>\n"
    }
  }

  private mutating func notice(_ words: String) {
    text += """
      <aside class="box notice">
      <svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="10" fill="none" stroke="var(--notice-edge)" stroke-width="2"/>\
      <path d="M12 11v6M12 7v.5" stroke="var(--notice-edge)" stroke-width="2.4" stroke-linecap="round"/></svg>
      <p><b>Notice.</b> \(words.escapedForMarkup)</p>
      </aside>

      """
  }

  private mutating func add(_ caution: FormattedCaution) {
    text += """
      <aside\(caution.number == nil ? "" : " id=\"caution-\(caution.numeral)\"") class="box caution">
      <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 2.5 23 21.5H1Z" fill="none" stroke="var(--caution-edge)" stroke-width="2" \
      stroke-linejoin="round"/><path d="M12 9.5v5.5M12 18v.4" stroke="var(--caution-edge)" stroke-width="2.4" stroke-linecap="round"/></svg>
      <div>
      <p class="head">\(caution.name.escapedForMarkup)</p>
      <p>\(caution.message.escapedForMarkup)</p>

      """
    if let remedy = caution.remedy { text += "<p><b>What to do:</b> \(remedy.escapedForMarkup)</p>\n" }
    text += "</div>\n</aside>\n"
  }

  private mutating func add(_ figure: Figure, _ number: Int) {
    let parts = FigureDrawing.parts(of: figure)
    text += "<figure id=\"figure-\(number)\"\(parts == nil ? "" : " class=\"parts\"")>\n"
    text += "<figcaption><b>Figure \(number).</b> \(figure.title.neutralised.escapedForMarkup)</figcaption>\n"
    // Parts may stand on several pages; one picture of many would be cut, or leave half a page empty.
    for part in parts.map({ $0.map(Optional.some) }) ?? [nil] {
      for (form, letter) in [(FigureForm.wide, "w"), (.narrow, "n")] {
        let id = "figure-\(number)\(letter)" + (part.map { "-\($0 + 1)" } ?? "")
        text += FigureDrawing.svg(figure, part: part, form: form, id: id, rounding: rounding) + "\n"
      }
    }
    for remark in FigureRemarks(figure).lines { text += "<p class=\"remark\">\(remark.escapedForMarkup)</p>\n" }
    text += "</figure>\n"
  }

  private mutating func add(_ methods: FormattedMethods) {
    text += "<div class=\"methods\">\n"
    if !methods.sentences.isEmpty {
      text += "<p><b>Methods.</b> \(methods.sentences.joined(separator: " ").escapedForMarkup)</p>\n"
    }
    func words(_ settings: [FormattedMethods.Setting]) -> String {
      settings.map { "<code>\($0.words.escapedForMarkup)</code>" }.joined(separator: "; ")
    }
    var parts: [String] = []
    if !methods.given.isEmpty { parts.append("<span class=\"given\">\(words(methods.given))</span>") }
    if !methods.defaults.isEmpty { parts.append("By default: \(words(methods.defaults))") }
    if !parts.isEmpty {
      let name = "<b>Arguments of <code>\(methods.analysis.escapedForMarkup)</code>.</b>"
      text += "<p>\(name) \(parts.joined(separator: ". "))</p>\n"
    }
    text += "</div>\n"
  }
}
