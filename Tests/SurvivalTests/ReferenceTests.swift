import Foundation
import Survival
import TestSupport
import Testing

/// Every number that R's packages survival and prodlim, and lifelines for weighted tests, give for the data in `Reference`.
///
/// The environment variable `WORKBENCH_REFERENCE` names another folder with `data` and `expected` to compare with.
@Suite("Against R") struct ReferenceTests {
  @Test("The estimators give R's numbers, and answer no fewer analyses than they did") func matchesR() throws {
    let tally = try ReferenceTally.run(in: Self.folder)
    print(tally.summary)
    for difference in tally.differences { Issue.record("\(difference)") }
    for (field, analyses) in tally.unexplained { Issue.record("\(field) has no answer and no reason: \(analyses)") }
    if ProcessInfo.processInfo.environment["WORKBENCH_REFERENCE"] == nil {
      #expect(tally.matched == Self.pinned)
    }
  }

  /// How many analyses of each kind must match in every field that is answered.
  private static let pinned: [String: Int] = [
    "km": 54, "reverse_km": 8, "reverse_km_events_first": 3, "logrank": 46, "logrank_weighted": 5, "logrank_trend": 5,
    "cox": 94, "cox_zph": 11, "cox_basehaz": 9, "cox_curve": 6, "cox_predict": 2, "cox_residuals": 7,
    "landmark": 9,
    "mantel_byar": 3,
    "aalen_johansen": 7, "gray": 6, "fine_gray_crr": 5, "fine_gray_coxph": 4,
  ]

  private static var folder: URL {
    if let path = ProcessInfo.processInfo.environment["WORKBENCH_REFERENCE"] { return URL(fileURLWithPath: path) }
    return Bundle.module.url(forResource: "Reference", withExtension: nil) ?? URL(fileURLWithPath: "Reference")
  }
}

/// How many analyses agree, of each kind.
struct ReferenceTally {
  private(set) var matched: [String: Int] = [:]
  private(set) var total: [String: Int] = [:]
  private(set) var values = 0
  private(set) var differences: [String] = []
  /// Analyses left unanswered, by reason.
  private(set) var reasons: [String: [String]] = [:]
  /// Fields left unanswered, by reason.
  private(set) var fields: [String: Int] = [:]
  /// Fields left unanswered without a reason.
  private(set) var unexplained: [String: [String]] = [:]

  /// Kinds that other parts of the workbench answer, or nobody yet.
  private static let kinds: Set = [
    "km", "reverse_km", "reverse_km_events_first", "logrank", "logrank_weighted", "logrank_trend", "cox", "cox_zph",
    "cox_basehaz", "cox_curve", "cox_predict", "cox_residuals",
    "landmark",
    "mantel_byar",
    "aalen_johansen", "gray", "fine_gray_crr", "fine_gray_coxph",
  ]

  static func run(in folder: URL) throws -> ReferenceTally {
    var tally = ReferenceTally()
    var tables: [String: ReferenceTable] = [:]
    for analysis in try ReferenceAnalysis.all(in: folder.appending(path: "expected"))
    where kinds.contains(analysis.kind) {
      guard let name = analysis.dataset else { continue }
      let table = try tables[name] ?? ReferenceTable(folder.appending(path: "data/\(name).csv"))
      tables[name] = table
      tally.compare(analysis, table)
    }
    return tally
  }

  private mutating func compare(_ analysis: ReferenceAnalysis, _ table: ReferenceTable) {
    total[analysis.kind, default: 0] += 1
    do {
      let comparison = ReferenceComparison(try ReferenceAnswers.answer(analysis, table), with: analysis)
      values += comparison.agreed
      if comparison.differences.isEmpty { matched[analysis.kind, default: 0] += 1 }
      for difference in comparison.differences.prefix(5) { differences.append("\(analysis.id): \(difference)") }
      for field in comparison.unanswered { explain(field, analysis) }
    } catch let unanswered as Unanswered {
      reasons[unanswered.reason, default: []].append(analysis.id)
    } catch {
      differences.append("\(analysis.id): \(error)")
    }
  }

  private mutating func explain(_ field: String, _ analysis: ReferenceAnalysis) {
    if field.hasSuffix("n_censor") {
      fields["censorings by id and group, which R misplaces", default: 0] += 1
    } else if analysis.kind == "fine_gray_coxph", Self.ofExpansion.contains(field) {
      fields["rows of an expansion, which is not made: weights enter as running sums", default: 0] += 1
    } else if field == "row" {
      fields["rows of residuals, where the list has a row that R drops", default: 0] += 1
    } else if field == "means" {
      fields["means of (start, stop] rows, where R leaves the weights out", default: 0] += 1
    } else if analysis.id == "cox.edge_ties.zero_event_group" {
      fields["an infinite coefficient: R's values are where its search gave up", default: 0] += 1
    } else {
      unexplained[field, default: []].append(analysis.id)
    }
  }

  private static let ofExpansion: Set = ["expanded", "means", "n_expanded_rows", "sum_of_weights"]

  /// What agrees, and what is not answered and why.
  var summary: String {
    var lines = ["Reference numbers: \(values) values agree."]
    for (kind, count) in total.sorted(by: { $0.key < $1.key }) {
      lines.append("  \(kind): \(matched[kind] ?? 0) of \(count)")
    }
    for (reason, analyses) in reasons.sorted(by: { $0.key < $1.key }) {
      lines.append("  not answered, \(reason): \(analyses.count)")
    }
    for (field, count) in fields.sorted(by: { $0.key < $1.key }) {
      lines.append("  field left out, \(field): \(count)")
    }
    return lines.joined(separator: "\n")
  }
}
