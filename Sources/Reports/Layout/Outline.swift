internal import Analyses
internal import Cohorts

/// A document as a row of blocks: the one step that all formats for readers share.
struct Outline {
  /// The title.
  let title: String
  /// The blocks, in order.
  private(set) var blocks: [Block] = []
  /// The figures, in order, as they are numbered from 1.
  private(set) var figures: [Figure] = []

  private let rounding: Rounding
  private var tables = 0
  private var belowHeading = false
  private var cautions: SaidCautions

  /// The outline of a document.
  init(_ document: ReportDocument) {
    title = document.report.title.neutralised
    rounding = document.rounding
    cautions = SaidCautions(of: document.report.items)
    if let notice = document.provenance.data.notice { blocks += paragraphs(of: notice).map(Block.notice) }
    for item in document.report.items { add(item) }
    addProvenance(of: document)
  }

  /// The outline of what a document has to show, without where it comes from.
  init(itemsOf document: ReportDocument) {
    title = document.report.title.neutralised
    rounding = document.rounding
    cautions = SaidCautions(of: document.report.items)
    for item in document.report.items { add(item) }
  }

  private mutating func add(_ item: Report.Item) {
    switch item {
    case .heading(let text):
      blocks.append(.heading(level: 2, text.neutralised))
      belowHeading = true
    case .note(let text): blocks += paragraphs(of: text).map(Block.paragraph)
    case .result(let result): add(result)
    }
  }

  private mutating func add(_ result: AnalysisResult) {
    let title = result.title.neutralised
    if !isNamedAbove(title) { blocks.append(.heading(level: belowHeading ? 3 : 2, title)) }
    let said = cautions.say(result.cautions)
    blocks += said.new.map(Block.caution)
    if !said.again.isEmpty { blocks.append(.cautionsAgain(said.again)) }
    for figure in result.figures {
      figures.append(figure)
      blocks.append(.figure(figure, number: figures.count))
    }
    let formatting = TableFormatting(result.rows, rounding: rounding)
    if result.tables.isEmpty, result.figures.isEmpty, !result.rows.isEmpty {
      add(.listing(of: result, rounding: rounding))
    }
    for layout in result.tables { add(formatting.table(layout)) }
    if let methods = FormattedMethods(result) { blocks.append(.methods(methods)) }
  }

  private mutating func add(_ table: FormattedTable) {
    tables += 1
    blocks.append(.table(table, number: tables))
  }

  /// Whether a heading of these words stands directly above what comes next.
  private func isNamedAbove(_ title: String) -> Bool {
    if case .heading(_, title) = blocks.last { true } else { false }
  }
}

// MARK: - Provenance

extension Outline {
  private mutating func addProvenance(of document: ReportDocument) {
    let provenance = document.provenance
    blocks.append(.heading(level: 2, "Where the numbers come from"))
    blocks.append(.facts(facts(document)))
    let sources = provenance.data.sources
    if !sources.isEmpty {
      add(
        "Data read", rowHeader: "Table", ["File", "Rows", "SHA-256"],
        zip(sources, counts(sources.map(\.rows))).map { source, rows in
          [source.table, source.name, source.rows == 0 ? "" : rows, source.sha256]
        }, decimal: [1])
    }
    if !provenance.flow.isEmpty {
      add(
        "Subjects left out", rowHeader: "Condition", ["Before", "Not met", "Unknown", "After"],
        zip(provenance.flow, flowCounts(provenance.flow)).map { [$0.condition] + $1 }, decimal: [0, 1, 2, 3])
    }
    if !provenance.derivations.isEmpty {
      add(
        "Variables derived by the script", rowHeader: "Variable", ["Derived from"],
        derivations(provenance))
    }
    if !provenance.parameters.isEmpty {
      add("Parameters of the script", rowHeader: "Name", ["Value"], provenance.parameters.map { [$0.name, $0.value] })
    }
  }

  /// What the script derived: neighbours with one derivation stand in one line, the further lines of a derivation below it.
  private func derivations(_ provenance: ReportProvenance) -> [[String]] {
    var alike: [ReportProvenance.Fact] = []
    for fact in provenance.derivations {
      if alike.last?.value == fact.value {
        alike[alike.count - 1].name += ", \(fact.name)"
      } else {
        alike.append(fact)
      }
    }
    return alike.flatMap { fact -> [[String]] in
      let lines = fact.value.split(whereSeparator: \.isNewline).map(String.init)
      return [[fact.name, lines.first ?? ""]] + lines.dropFirst().map { ["", $0] }
    }
  }

  private func facts(_ document: ReportDocument) -> [ReportProvenance.Fact] {
    let provenance = document.provenance
    var facts = [
      ReportProvenance.Fact("Cohort", "\(provenance.cohort), \(count(provenance.subjects)) subjects"),
      .init("Script", provenance.script), .init("Script SHA-256", provenance.scriptSHA256),
      .init("Profile of defaults", provenance.profile), .init("Rounding", rounding.rule.words),
      .init("Random seed", String(provenance.seed)),
    ]
    let program = document.programVersion.map { [ReportProvenance.Fact("workbench", $0)] } ?? []
    let parts = program + provenance.versions.filter { part in !program.contains { $0.name == part.name } }
    // A version that begins with the name of its part is named once.
    let versions = parts.map { $0.value.hasPrefix($0.name) ? $0.value : "\($0.name) \($0.value)" }
    if !versions.isEmpty { facts.append(.init("Made by", versions.joined(separator: ", "))) }
    return facts.map { .init($0.name, $0.value.neutralised) }
  }

  private func count(_ number: Int) -> String { rounding.grouped(String(number)) }

  /// Counts that stand in one table.
  private func counts(_ numbers: [Int]) -> [String] {
    let together = rounding.together(numbers.map(count))
    return numbers.map { together.grouped(String($0)) }
  }

  private func flowCounts(_ flow: [FlowStep]) -> [[String]] {
    let texts = counts(flow.flatMap { [$0.before, $0.excluded, $0.unknown, $0.after] })
    return flow.indices.map { Array(texts[$0 * 4..<$0 * 4 + 4]) }
  }

  private mutating func add(
    _ title: String, rowHeader: String, _ headers: [String], _ lines: [[String]], decimal: Set<Int> = []
  ) {
    let columns = headers.enumerated().map { place, header in
      FormattedTable.Column(header: header, alignment: decimal.contains(place) ? .decimal : .text)
    }
    let lines = lines.map { line in
      FormattedTable.Line(
        label: line.first?.neutralised ?? "", cells: line.dropFirst().map { FormattedTable.Cell($0.neutralised) })
    }
    blocks.append(
      .table(FormattedTable(title: title, rowHeader: rowHeader, columns: columns, lines: lines), number: nil))
  }
}

extension Rounding.Rule {
  /// The rule in words.
  var words: String {
    switch self {
    case .halfAwayFromZero: "half away from zero, on the decimal value"
    case .halfEven: "half to even, as R rounds"
    }
  }
}
