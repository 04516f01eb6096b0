import Analyses
import Cohorts

/// How the table of characteristics is laid out.
struct CharacteristicTable {
  /// Whether subjects without a value have a line of their own.
  enum MissingLine: String, Choice {
    case whenPresent = "when_present"
    case always
    case never

    var summary: String {
      switch self {
      case .whenPresent: "where anybody has no value"
      case .always: "under each variable"
      case .never: "nowhere; the methods say how many they are"
      }
    }
  }

  /// Whether counts name the number that they are of.
  enum DenominatorShown: String, Choice {
    case whenMissing = "when_missing"
    case always
    case never

    var summary: String {
      switch self {
      case .whenMissing: "with a flag or condition that is unknown for somebody"
      case .always: "with each count"
      case .never: "nowhere"
      }
    }
  }

  let variables: [Characteristic]
  let columns: GroupColumns
  /// The columns beside those of the groups, such as of tests.
  let beside: [TableLayout.Column]
  let missing: MissingLine
  let denominators: DenominatorShown
  let counting: CharacteristicCounting

  /// The table.
  var layout: TableLayout {
    TableLayout(
      title: "Characteristics" + (columns.compared.isEmpty ? "" : " by \(columns.groups.label)"),
      rowHeader: "Characteristic",
      lines: [.init("Subjects", cell: .value("n"), format: .count)] + variables.flatMap(lines),
      columns: columns.tableColumns(Self.shares(named: variables.contains(where: namesDenominator)), .proportion)
        + beside)
  }

  private func lines(_ variable: Characteristic) -> [TableLayout.Line] {
    shown(variable) + (hasMissingLine(variable) ? [missingLine(variable)] : [])
  }

  /// The lines of the values: one, where one is enough, and otherwise a heading above them.
  private func shown(_ variable: Characteristic) -> [TableLayout.Line] {
    if variable.isCondition {
      var one = line(variable.label, variable, shares(variable), .proportion)
      one.indent = 0
      return [one]
    }
    let values = valueLines(variable)
    guard values.count == 1, variable.summaries != [.levels], var one = values.first else {
      return [.init(variable.label, variable: variable.name)] + values
    }
    one.label = "\(variable.label), \(variable.summaries[0].words)"
    one.indent = 0
    return [one]
  }

  private func valueLines(_ variable: Characteristic) -> [TableLayout.Line] {
    variable.summaries.flatMap { kind -> [TableLayout.Line] in
      if variable.isDate { return [line("Range", variable, .interval(lower: "first_date", upper: "last_date"), .text)] }
      if let cell = kind.cell {
        return [line(kind.words.capitalisingFirst, variable, cell, variable.precision.format(of: kind))]
      }
      return (variable.grouping?.levels ?? []).map { level in
        .init(
          variable.source.words(for: level), variable: variable.name(ofLevel: level), indent: 1, cell: shares(variable),
          format: .proportion)
      }
    }
  }

  private func shares(_ variable: Characteristic) -> TableLayout.Cell { Self.shares(named: namesDenominator(variable)) }

  private static func shares(named: Bool) -> TableLayout.Cell {
    .share(count: "count", of: named ? "of" : nil, proportion: "share")
  }

  private func line(
    _ label: String, _ variable: Characteristic, _ cell: TableLayout.Cell, _ format: TableLayout.Format
  ) -> TableLayout.Line {
    .init(label, variable: variable.name, indent: 1, cell: cell, format: format)
  }

  private func missingLine(_ variable: Characteristic) -> TableLayout.Line {
    line("Missing", variable, .share(count: "missing", of: nil, proportion: "missing_share"), .proportion)
  }

  private func hasMissing(_ variable: Characteristic) -> Bool {
    guard !variable.validity.isComplete else { return false }
    return columns.columns.contains { $0.positions.contains { !variable.isKnown($0) } }
  }

  private func hasMissingLine(_ variable: Characteristic) -> Bool {
    switch missing {
    case .always: true
    case .never: false
    case .whenPresent: hasMissing(variable)
    }
  }

  private func namesDenominator(_ variable: Characteristic) -> Bool {
    switch denominators {
    case .always: true
    case .never: false
    case .whenMissing: counting.denominator(of: variable) == .known && variable.isCondition && hasMissing(variable)
    }
  }

  /// In words, how many have no value of a variable, where no line says it.
  var missingStatements: [String] {
    guard missing == .never else { return [] }
    let codes = columns.groups.grouping.codes
    let shown = codes.indices.filter { codes[$0] >= 0 }
    let lacking = variables.map { variable in (variable.label, shown.count { !variable.validity[$0] }) }.filter {
      $0.1 > 0
    }
    guard !lacking.isEmpty else { return [] }
    let words = lacking.map { "\($0.0) (\($0.1))" }.joined(separator: ", ")
    return ["Without a value, of \(shown.count) subjects: \(words)."]
  }
}

extension Characteristic {
  /// Whether it is a condition, of which those are shown for whom it holds.
  var isCondition: Bool { if case .condition = content { true } else { false } }
  /// Whether it is a date.
  var isDate: Bool { if case .dates = content { true } else { false } }
}

extension String {
  /// The same with a great first letter.
  fileprivate var capitalisingFirst: String { prefix(1).uppercased() + dropFirst() }
}
