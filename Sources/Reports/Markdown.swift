internal import Analyses

extension ReportDocument {
  /// The document as Markdown with the tables of GitHub.
  ///
  /// - Parameter figures: The names of the files that hold the figures, in order; where there is none for a figure, its
  ///   numbers at risk stand in its place.
  /// - Returns: The text.
  public func markdown(figures: [String] = []) -> String {
    var page = MarkdownPage(rounding: rounding, files: figures)
    let outline = Outline(self)
    page.text = "# \(outline.title.escapedForMarkdown)\n"
    for block in outline.blocks { page.add(block) }
    return page.text
  }

  /// The figures of the report, in order, each as the text of an SVG file of its own.
  public func figures() -> [String] {
    Outline(self).figures.map { FigureDrawing.file($0, rounding: rounding) }
  }
}

/// A report as Markdown.
private struct MarkdownPage {
  let rounding: Rounding
  let files: [String]
  var text = ""

  mutating func add(_ block: Block) {
    text += "\n"
    switch block {
    case .heading(let level, let words):
      text += String(repeating: "#", count: level) + " \(words.escapedForMarkdown)\n"
    case .paragraph(let words): text += words.escapedForMarkdown + "\n"
    case .notice(let words): text += "> **Notice.** \(words.escapedForMarkdown)\n"
    case .caution(let caution):
      text += "> **\u{26A0} \(caution.name.escapedForMarkdown).** \(caution.message.escapedForMarkdown)\n"
      if let remedy = caution.remedy { text += ">\n> **What to do:** \(remedy.escapedForMarkdown)\n" }
    case .cautionsAgain(let cautions):
      text += "> \u{26A0} \(FormattedCaution.reference(to: cautions).escapedForMarkdown)\n"
    case .table(let table, let number): add(table, number.map { "Table \($0). " } ?? "")
    case .figure(let figure, let number): add(figure, number)
    case .methods(let methods): add(methods)
    case .facts(let facts):
      for fact in facts { text += "- \(fact.name.escapedForMarkdown): \(fact.value.escapedForMarkdown)\n" }
    }
  }

  private mutating func add(_ table: FormattedTable, _ prefix: String) {
    text += "**\(prefix)\(table.title.escapedForMarkdown)**\n\n"
    let headers = table.columns.map { ($0.over.isEmpty ? "" : "\($0.over): ") + $0.header }
    text += line(([table.rowHeader] + headers).map(\.escapedForMarkdown))
    text += line(["---"] + table.columns.map { $0.alignment == .decimal ? "---:" : "---" })
    for row in table.lines {
      let indent = String(repeating: "&emsp;", count: row.indent)
      text += line([indent + row.label.escapedForMarkdown] + row.cells.map { markup($0.lead + $0.tail) })
    }
    for (mark, note) in table.footnotes.enumerated() {
      text += "\n<sup>\(FormattedTable.letter(mark))</sup> \(note.escapedForMarkdown)\n"
    }
    if !table.remarks.isEmpty { text += "\n\(table.remarks.joined(separator: " ").escapedForMarkdown)\n" }
  }

  private mutating func add(_ figure: Figure, _ number: Int) {
    let title = figure.title.neutralised.escapedForMarkdown
    let isDrawn = number <= files.count
    text += "**Figure \(number). \(title)**\n"
    if isDrawn { text += "\n![\(title)](<\(files[number - 1])>)\n" }
    let words = FigureWords(figure, rounding: rounding)
    for statement in words.statements { text += "\n\(statement.escapedForMarkdown)\n" }
    if number == 1, files.isEmpty {
      text += "\n*Figures are drawn when the report is written to files with* `--out`.\n"
    }
    if !isDrawn { for table in words.tables { add(table) } }
    for remark in FigureRemarks(figure).lines { text += "\n\(remark.escapedForMarkdown)\n" }
  }

  private mutating func add(_ table: FigureWords.Table) {
    if !table.title.isEmpty { text += "\n\(table.title.escapedForMarkdown)\n" }
    text += "\n" + line(table.header.map(\.escapedForMarkdown))
    text += line(table.isNumber.map { $0 ? "---:" : "---" })
    for row in table.rows { text += line(row.map(\.escapedForMarkdown)) }
  }

  private mutating func add(_ methods: FormattedMethods) {
    func words(_ settings: [FormattedMethods.Setting]) -> String {
      settings.map(\.words.escapedForMarkdown).joined(separator: "; ")
    }
    var parts: [String] = []
    if !methods.given.isEmpty { parts.append(words(methods.given)) }
    if !methods.defaults.isEmpty { parts.append("*By default:* " + words(methods.defaults)) }
    if !methods.sentences.isEmpty {
      text += "*Methods.* \(methods.sentences.joined(separator: " ").escapedForMarkdown)\n"
      if !parts.isEmpty { text += "\n" }
    }
    guard !parts.isEmpty else { return }
    text += "*Arguments of \(methods.analysis.escapedForMarkdown).* \(parts.joined(separator: ". "))\n"
  }

  private func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }

  private func markup(_ runs: [FormattedTable.Run]) -> String {
    runs.map { run in
      switch run {
      case .text(let text): text.escapedForMarkdown
      case .mark(let mark): "<sup>\(FormattedTable.letter(mark))</sup>"
      }
    }.joined()
  }
}

extension StringProtocol {
  /// The text with everything escaped that Markdown would take for its own, and nothing else.
  package var escapedForMarkdown: String {
    let scalars = Array(unicodeScalars)
    func isWord(_ place: Int) -> Bool { scalars.indices.contains(place) && scalars[place].properties.isAlphabetic }
    func isNumeral(_ place: Int) -> Bool { scalars.indices.contains(place) && ("0"..."9").contains(scalars[place]) }
    var text = ""
    for (place, character) in scalars.enumerated() {
      switch character {
      case "\\", "`", "*", "[", "]", "|", "~": text += "\\"
      case "_" where !((isWord(place - 1) || isNumeral(place - 1)) && (isWord(place + 1) || isNumeral(place + 1))):
        text += "\\"
      case "#", "+", "-", ">", "=": if place == 0 { text += "\\" }
      case ".", ")":
        let isList = place > 0 && place < 10 && (0..<place).allSatisfy(isNumeral) && !isNumeral(place + 1)
        if isList { text += "\\" }
      case "<" where place + 1 < scalars.count && !isNumeral(place + 1) && scalars[place + 1] != " ":
        text += "&lt;"
        continue
      case "&" where isWord(place + 1) || (place + 1 < scalars.count && scalars[place + 1] == "#"):
        text += "&amp;"
        continue
      default: break
      }
      text.unicodeScalars.append(character)
    }
    return text
  }
}
