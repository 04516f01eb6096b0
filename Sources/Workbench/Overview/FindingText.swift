import Checks
import Cohorts

/// Findings as lines, under a heading for each grade.
///
/// Notes of one check on many columns of a table are told in one, for a person; the machine-readable form has each.
struct FindingText {
  private let findings: [Finding]

  /// More notes than these of one check on one table are told in one.
  private static let mostAlike = 2

  init(_ findings: [Finding]) { self.findings = findings }

  /// The lines, each part after an empty one.
  func lines(width: Int) -> [String] {
    Finding.Grade.allCases.flatMap { grade -> [String] in
      let found = findings.filter { $0.grade == grade }
      guard !found.isEmpty else { return [] }
      let words = grade == .note ? folded(found) : found.map(Self.words)
      return ["", "\(Self.title(grade))s"] + words.flatMap { CohortOverview.item($0, width) }
    }
  }

  private static func title(_ grade: Finding.Grade) -> String {
    switch grade {
    case .error: "Error"
    case .warning: "Warning"
    case .note: "Note"
    }
  }

  private static func words(_ finding: Finding) -> String {
    let place = [finding.table, finding.row.map { "row \($0)" }].compactMap(\.self).joined(separator: ", ")
    return "\(place.isEmpty ? "" : "\(place): ")\(finding.message) [\(finding.check)]"
  }

  /// Each finding in words, those that are alike in one, at the place of the first.
  private func folded(_ found: [Finding]) -> [String] {
    struct Kind: Hashable {
      let check: String
      let table: String?
    }
    var alike: [Kind: [Finding]] = [:]
    for finding in found { alike[Kind(check: finding.check, table: finding.table), default: []].append(finding) }
    var told: Set<Kind> = []
    return found.compactMap { finding in
      let kind = Kind(check: finding.check, table: finding.table)
      let columns = (alike[kind] ?? []).compactMap(\.column)
      guard columns.count > Self.mostAlike, let summary = BuiltInChecks.summary(of: finding.check) else {
        return Self.words(finding)
      }
      guard told.insert(kind).inserted else { return nil }
      let table = finding.table.map { "\($0): " } ?? ""
      return "\(table)\(summary) in \(columns.count) columns: \(columns.joined(separator: ", ")) [\(finding.check)]"
    }
  }
}
