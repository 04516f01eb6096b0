import Cohorts
import OrderedCollections

/// Finds an overall survival whose events are the living: its deaths are censored, by a column that tells who died.
struct InvertedEventCheck: DataCheck {
  let name = "inverted_event"
  let summary = "event and censoring look exchanged"

  func findings(in cohort: Cohort) -> [Finding] {
    guard let endpoint = cohort.overallSurvival else { return [] }
    let table = cohort.checkedSubjects
    for source in DeathEvidence(table).sources where source.column != endpoint.eventColumn {
      let contrary = DeathContradictions(endpoint, source)
      guard contrary.looksInverted else { continue }
      return [
        table.finding(
          .error, name,
          "endpoint \"\(endpoint.definition.name)\": the dead by \"\(source.column)\" are censored, which looks inverted",
          column: endpoint.eventColumn ?? endpoint.definition.time, contrary.censored,
          advice: "ADaM's CNSR is 0 for an event: declare it with censor, not event")
      ]
    }
    return []
  }
}

/// Finds subjects of whom overall survival and another column disagree on whether they died.
struct DeathCensoredCheck: DataCheck {
  let name = "death_contradiction"
  let summary = "columns disagree on who died"

  func findings(in cohort: Cohort) -> [Finding] {
    let table = cohort.checkedSubjects
    let sources = DeathEvidence(table).sources
    var findings = among(sources, table) + cohort.checkedLinked.compactMap { fatal($0, cohort, sources) }
    guard let endpoint = cohort.overallSurvival else { return findings }
    for source in sources where source.column != endpoint.eventColumn {
      let contrary = DeathContradictions(endpoint, source)
      guard !contrary.looksInverted else { continue }
      let event = endpoint.eventColumn ?? endpoint.definition.time
      if !contrary.censored.isEmpty {
        findings.append(
          table.finding(
            .error, name, "dead by \"\(source.column)\" and censored in endpoint \"\(endpoint.definition.name)\"",
            column: event, contrary.censored))
      }
      if !contrary.alive.isEmpty {
        findings.append(
          table.finding(
            .error, name, "alive by \"\(source.column)\" and dead in endpoint \"\(endpoint.definition.name)\"",
            column: event, contrary.alive))
      }
    }
    return findings
  }

  /// Disagreements between the first column that says who died and the others.
  private func among(_ sources: [DeathEvidence.Source], _ table: CheckedTable) -> [Finding] {
    guard let first = sources.first else { return [] }
    return sources.dropFirst().flatMap { other in
      var rows = ConcernedRows()
      for row in first.died.indices
      where first.died[row] != Truth.unknown && other.died[row] != Truth.unknown && first.died[row] != other.died[row] {
        rows.add(
          row, "\(Self.word(first.died[row])) by \(first.column), \(Self.word(other.died[row])) by \(other.column)")
      }
      return rows.isEmpty
        ? []
        : [
          table.finding(
            .error, name, "\"\(first.column)\" and \"\(other.column)\" disagree on death", column: other.column, rows)
        ]
    }
  }

  /// Adverse events that led to the death of subjects who are alive by the first column that says who died.
  private func fatal(_ table: CheckedTable, _ cohort: Cohort, _ sources: [DeathEvidence.Source]) -> Finding? {
    guard let source = sources.first, let name = cohort.column(playing: .fatal, inTable: table.name),
      let column = table.table.columns[name]
    else { return nil }
    let isFatal: [Bool]
    switch column.storage {
    case .flag(let values): isFatal = values
    case .category(let values):
      let levels = values.levels.map { ["y", "yes", "fatal"].contains($0.lowercased()) }
      isFatal = values.codes.map { levels.indices.contains(Int($0)) && levels[Int($0)] }
    default: return nil
    }
    var rows = ConcernedRows()
    for row in isFatal.indices
    where isFatal[row] && column.validity[row] && source.died[table.subjectRow(row)] == Truth.no {
      rows.add(row)
    }
    guard !rows.isEmpty else { return nil }
    return table.finding(
      .error, self.name, "fatal by \"\(name)\", and the subject is alive by \"\(source.column)\"", column: name, rows)
  }

  private static func word(_ died: UInt8) -> String { died == Truth.yes ? "dead" : "alive" }
}

/// Where an endpoint of death and a column that says who died contradict each other.
struct DeathContradictions {
  /// Who is dead by the column and censored.
  private(set) var censored = ConcernedRows()
  /// Who is alive by the column and has the event.
  private(set) var alive = ConcernedRows()
  private var agreeing = 0

  init(_ endpoint: EndpointRows, _ source: DeathEvidence.Source) {
    for row in endpoint.event.indices where endpoint.event[row] != Truth.unknown {
      let stored = endpoint.stored[row]
      guard source.died[stored] != Truth.unknown else { continue }
      if source.died[stored] == endpoint.event[row] {
        agreeing += 1
      } else if endpoint.event[row] == Truth.no {
        censored.add(stored)
      } else {
        alive.add(stored)
      }
    }
  }

  /// Whether no death is an event, and there are enough of them that it is no slip.
  var looksInverted: Bool { censored.count >= 2 && agreeing * 10 <= censored.count + alive.count }
}
