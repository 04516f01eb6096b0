import Terminals

internal import Analyses

extension ReportDocument {
  /// The document as text for a terminal.
  ///
  /// - Parameters:
  ///   - width: The number of columns; no fewer than 40 are used, and paragraphs no more than 100.
  ///   - styled: Whether the terminal shows bold and colour. Nothing is said by colour alone.
  /// - Returns: The text.
  public func terminal(width: Int = 100, styled: Bool = false) -> String {
    var page = TerminalPage(width: max(width, 40), style: TerminalStyle(isOn: styled), rounding: rounding)
    let outline = Outline(self)
    page.title(outline.title)
    for block in outline.blocks { page.add(block) }
    return page.text
  }
}

extension ReportDocument {
  /// What the document has to show, without its title and without where the numbers come from.
  ///
  /// - Parameters:
  ///   - width: The number of columns; no fewer than 40 are used, and paragraphs no more than 100.
  ///   - styled: Whether the terminal shows bold and colour.
  ///   - instead: A line in the place of a figure, by its title; `nil` draws it.
  /// - Returns: The text.
  public func terminalItems(width: Int, styled: Bool, insteadOfFigure instead: ((String) -> String)? = nil) -> String {
    var page = TerminalPage(width: max(width, 40), style: TerminalStyle(isOn: styled), rounding: rounding)
    for block in Outline(itemsOf: self).blocks {
      if let instead, case .figure(let figure, _) = block {
        page.add(.paragraph(instead(figure.title.neutralised)))
      } else {
        page.add(block)
      }
    }
    return String(page.text.drop { $0 == "\n" })
  }
}

/// A report as lines for a terminal.
private struct TerminalPage {
  let width: Int
  let style: TerminalStyle
  let rounding: Rounding
  private(set) var text = ""

  /// The width of a paragraph, which is easier to read when it is not too long.
  private var measure: Int { min(width, 100) }

  init(width: Int, style: TerminalStyle, rounding: Rounding) {
    self.width = width
    self.style = style
    self.rounding = rounding
  }

  mutating func title(_ title: String) {
    let lines = title.wrapped(to: measure)
    for line in lines { write(style.bold(line)) }
    write(String(repeating: "═", count: lines.map(\.displayWidth).max() ?? 0))
  }

  mutating func add(_ block: Block) {
    write("")
    switch block {
    case .heading(let level, let text): heading(text, rule: level == 2 ? "━" : "─")
    case .paragraph(let text): for line in text.wrapped(to: measure) { write(line) }
    case .notice(let text): box(mark: "i", about: "Notice", [text], emphasis: style.bold)
    case .caution(let caution):
      let remedy = caution.remedy.map { ["What to do: \($0)"] } ?? []
      box(mark: "!", about: caution.name, [caution.message] + remedy, emphasis: style.warning)
    case .cautionsAgain(let cautions): hang("! ", FormattedCaution.reference(to: cautions), emphasis: style.warning)
    case .table(let table, let number):
      let title = number.map { "Table \($0). " } ?? ""
      for line in TerminalTable(table, width: width, style: style).lines(prefix: title) { write(line) }
    case .figure(let figure, let number):
      let drawn = TerminalFigure(figure: figure, width: measure, style: style, rounding: rounding)
      for line in drawn.lines(number: number) { write(line) }
    case .methods(let methods): add(methods)
    case .facts(let facts):
      let names = facts.map(\.name.displayWidth).max() ?? 0
      for fact in facts { hang("\(fact.name.padded(to: names))  ", fact.value) }
    }
  }

  private mutating func heading(_ text: String, rule: Character) {
    let lines = text.wrapped(to: measure)
    for line in lines { write(style.bold(line)) }
    write(String(repeating: rule, count: lines.map(\.displayWidth).max() ?? 0))
  }

  private mutating func box(
    mark: String, about: String, _ paragraphs: [String], emphasis: (String) -> String
  ) {
    let inner = measure - 4
    let head = " \(mark) \(about) "
    let rule = String(repeating: "─", count: max(measure - 3 - head.displayWidth, 0))
    write("┌─" + emphasis(head) + rule + "┐")
    for paragraph in paragraphs {
      for line in paragraph.wrapped(to: inner) { write("│ \(line.padded(to: inner)) │") }
    }
    write("└" + String(repeating: "─", count: measure - 2) + "┘")
  }

  private mutating func add(_ methods: FormattedMethods) {
    if !methods.sentences.isEmpty { hang("Methods: ", methods.sentences.joined(separator: " ")) }
    let given = methods.given.map(\.words).joined(separator: "; ")
    let defaults = methods.defaults.map(\.words).joined(separator: "; ")
    if !given.isEmpty { hang("\(methods.analysis): ", given) }
    if !defaults.isEmpty { hang(given.isEmpty ? "\(methods.analysis), by default: " : "By default: ", defaults) }
  }

  /// A text whose later lines stand under its first words, after a head.
  private mutating func hang(_ head: String, _ text: String, emphasis: ((String) -> String)? = nil) {
    let emphasis = emphasis ?? style.faint
    let indent = head.displayWidth < measure / 2 ? head.displayWidth : 2
    let lines = text.wrapped(to: measure - indent)
    if indent < head.displayWidth {
      for line in head.wrapped(to: measure) { write(emphasis(line)) }
      for line in lines { write(String(repeating: " ", count: indent) + line) }
      return
    }
    for (place, line) in lines.enumerated() {
      write((place == 0 ? emphasis(head) : String(repeating: " ", count: indent)) + line)
    }
  }

  private mutating func write(_ line: String) {
    text += line.withoutTrailingBlanks + "\n"
  }
}
