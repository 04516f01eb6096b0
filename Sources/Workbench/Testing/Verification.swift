import Analyses
import Cohorts
import Reports
import Scripting

/// Whether a run gave what was recorded of another.
public struct Verification: Sendable {
  /// A value that is not as it was recorded.
  public struct Difference: Sendable, Hashable {
    /// Which: the analysis, the statistic and its place, or a paragraph.
    public var what: String
    /// What was recorded; `nil` where there was nothing.
    public var recorded: String?
    /// What there is now.
    public var now: String?
    /// The relative difference of two numbers.
    public var relative: Double?
  }

  /// What is not the same before anything is computed, a sentence each: the data, the script, the parameters.
  public private(set) var others: [String] = []
  /// What is worth knowing, but decides nothing: other versions.
  public private(set) var notes: [String] = []
  /// What is the same, for where values differ all the same: the data, the script.
  private var kept: [String] = []
  /// The values that differ.
  public private(set) var differences: [Difference] = []
  /// How many rows were compared.
  public let rowCount: Int
  /// How many figures were compared.
  public let figureCount: Int
  /// How many numbers differ, but by no more than is allowed.
  public private(set) var closeCount = 0
  /// The largest relative difference among them.
  public private(set) var closeMost = 0.0

  /// Whether everything is as it was recorded.
  public var holds: Bool { others.isEmpty && differences.isEmpty }

  private let script: String
  private let question: Expectations.Question
  private let relative: Double

  /// Compares.
  ///
  /// - Parameters:
  ///   - recorded: What was recorded.
  ///   - now: What there is now.
  ///   - relative: The part of the recorded value by which a number may differ.
  public init(_ recorded: Expectations, _ now: Expectations, relative: Double) {
    script = now.script
    question = recorded.question
    self.relative = relative
    rowCount = recorded.rows.count
    figureCount = recorded.figures?.count ?? 0
    compareOrigins(recorded, now)
    compareRows(recorded.rows, now.rows)
    compareFigures(recorded.figures, now.figures ?? [])
    for place in 0..<max(recorded.notes.count, now.notes.count) {
      let old = place < recorded.notes.count ? recorded.notes[place] : nil
      let new = place < now.notes.count ? now.notes[place] : nil
      guard old != new else { continue }
      differences.append(
        Difference(
          what: "note \(place + 1)", recorded: old.map { Argument.text($0).source },
          now: new.map { Argument.text($0).source }))
    }
  }

  private mutating func compareOrigins(_ recorded: Expectations, _ now: Expectations) {
    if now.isFromSameData(as: recorded) { kept.append("the data are the same, by their SHA-256") }
    if recorded.scriptSHA256 == now.scriptSHA256 {
      kept.append("the script is the same, by its SHA-256")
    } else {
      others.append("other script: SHA-256 \(now.scriptSHA256), recorded \(recorded.scriptSHA256)")
    }
    if let old = recorded.requires, let new = now.requires { compareRequired(old, new) }
    if !now.isFromSameData(as: recorded) {
      let (known, found) = (recorded.dataWords, now.dataWords)
      others.append("the data have changed since the record:")
      others += known.filter { !found.contains($0) }.map { "  recorded \($0)" }
      others += found.filter { !known.contains($0) }.map { "  now      \($0)" }
    }
    for new in now.parameters where !recorded.parameters.contains(where: { $0.name == new.name }) {
      others.append("other parameters: \(new.name) is \(new.value), and was not there")
    }
    for (name, old, new) in [
      ("workbench", recorded.workbench, now.workbench), ("Lua", recorded.lua, now.lua),
      ("conventions", recorded.conventions, now.conventions),
    ] where old != new { notes.append("\(name): \(new), recorded with \(old)") }
  }

  private mutating func compareRequired(_ recorded: [ReportProvenance.Fact], _ now: [ReportProvenance.Fact]) {
    for old in recorded {
      let new = now.first { $0.name == old.name }?.value
      if new != old.value { others.append("other \(old.name): \(new ?? "not required"), recorded \(old.value)") }
    }
    for new in now where !recorded.contains(where: { $0.name == new.name }) {
      others.append("other \(new.name): \(new.value), and was not required")
    }
  }

  private mutating func compareRows(_ recorded: [Expectations.Row], _ now: [Expectations.Row]) {
    var left: [String: [Expectations.Row]] = [:]
    for row in now.reversed() { left[row.key, default: []].append(row) }
    for old in recorded {
      guard let new = left[old.key]?.popLast() else {
        differences.append(Difference(what: old.words, recorded: old.value.words, now: nil))
        continue
      }
      compare(old, new)
    }
    for row in now where !(left[row.key] ?? []).isEmpty {
      _ = left[row.key]?.popLast()
      differences.append(Difference(what: row.words, recorded: nil, now: row.value.words))
    }
  }

  private mutating func compareFigures(_ recorded: [Expectations.Figure]?, _ now: [Expectations.Figure]) {
    guard let recorded else {
      if !now.isEmpty { notes.append("figures: not in this record; one that is made again holds them") }
      return
    }
    func digest(_ figure: Expectations.Figure) -> String { "data \(figure.sha256.prefix(8))" }
    var left: [String: [Expectations.Figure]] = [:]
    for figure in now.reversed() { left[figure.key, default: []].append(figure) }
    for old in recorded {
      let new = left[old.key]?.popLast()
      guard new?.sha256 != old.sha256 else { continue }
      differences.append(Difference(what: old.words, recorded: digest(old), now: new.map(digest)))
    }
    for figure in now where !(left[figure.key] ?? []).isEmpty {
      _ = left[figure.key]?.popLast()
      differences.append(Difference(what: figure.words, recorded: nil, now: digest(figure)))
    }
  }

  private mutating func compare(_ old: Expectations.Row, _ new: Expectations.Row) {
    if old.value != new.value {
      var distance: Double?
      if case .number(let one) = old.value, case .number(let other) = new.value {
        distance = one == 0 ? nil : abs((other - one) / one)
      }
      if let distance, distance <= relative {
        closeCount += 1
        closeMost = max(closeMost, distance)
      } else {
        differences.append(
          Difference(what: old.words, recorded: old.value.words, now: new.value.words, relative: distance))
      }
    }
    if old.n != new.n {
      differences.append(
        Difference(what: "\(old.words), n", recorded: old.n.map { "\($0)" }, now: new.n.map { "\($0)" }))
    }
  }

  /// The outcome as text: the verdict in the first line, then what it rests on.
  public var text: String {
    let kept = differences.isEmpty ? [] : kept
    var lines = [verdict] + (others + kept).map { "  \($0)" } + notes.map { "  note: \($0)" }
    if !differences.isEmpty { lines += [""] + table }
    return lines.joined(separator: "\n") + "\n"
  }

  private var verdict: String {
    let among =
      "\(rowCount) \(rowCount == 1 ? "row" : "rows")"
      + (figureCount == 0 ? "" : " and \(figureCount) \(figureCount == 1 ? "figure" : "figures")")
    if !differences.isEmpty {
      return
        "\(script), \(question.words): differs in \(differences.count) \(differences.count == 1 ? "place" : "places") (\(among) recorded)"
    }
    let same =
      closeCount == 0
      ? "identical"
      : "the same within \(Argument.number(relative).source): \(closeCount) differ by up to \(closeMost.inTwoDigits)"
    return "\(script), \(question.words): \(same) (\(among))" + (others.isEmpty ? "" : ", but not from the same")
  }

  /// The first differences, with both values below each other's column.
  private var table: [String] {
    let head = ["", "recorded", "now", "relative difference"]
    let shown = differences.prefix(Self.mostShown).map {
      [$0.what, $0.recorded ?? "nothing", $0.now ?? "nothing", $0.relative?.inTwoDigits ?? ""]
    }
    let widths = head.indices.map { column in ([head] + shown).map { $0[column].count }.max() ?? 0 }
    var lines = ([head] + shown).map { cells in
      var line = "  "
      for (cell, width) in zip(cells, widths) { line += cell + String(repeating: " ", count: width - cell.count + 2) }
      while line.hasSuffix(" ") { line.removeLast() }
      return line
    }
    if differences.count > Self.mostShown { lines.append("  and \(differences.count - Self.mostShown) more") }
    return lines
  }

  private static let mostShown = 20
}

extension Expectations.Row {
  /// What tells the row from all others.
  fileprivate var key: String {
    [String(result), analysis, statistic, group ?? "\u{1}", variable ?? "\u{1}", time.map { "\($0)" } ?? "\u{1}"]
      .joined(separator: "\u{0}")
  }

  fileprivate var words: String {
    let place = RowRequest.Place(group: group, variable: variable, time: time)
    return "\(analysis) \(statistic)" + (place == .init() ? "" : " \(place.source)")
  }
}

extension Quantity {
  fileprivate var words: String {
    switch self {
    case .number(let number): Argument.number(number).source
    case .count(let count): String(count)
    case .text(let text): Argument.text(text).source
    case .notEstimable(let reason): "none: \(reason)"
    }
  }
}
