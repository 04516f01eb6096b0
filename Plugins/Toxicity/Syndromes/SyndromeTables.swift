import Analyses

/// The tables of syndromes: a line for each syndrome and group.
struct SyndromeTables {
  let question: SyndromeQuestion
  let groups: [SyndromeGroup]
  let level: Double

  /// Incidence, each grade, and days.
  var tables: [TableLayout] { [incidence, grades, days] }

  private var lines: [TableLayout.Line] {
    question.syndromes.flatMap { syndrome -> [TableLayout.Line] in
      guard question.groups.isSplit else {
        return groups.map { .init(syndrome.name, group: $0.name, variable: syndrome.name) }
      }
      let heading: [TableLayout.Line] = question.syndromes.count > 1 ? [.init(syndrome.name)] : []
      return heading
        + groups.map {
          .init($0.name, group: $0.name, variable: syndrome.name, indent: question.syndromes.count > 1 ? 1 : 0)
        }
    }
  }

  private func table(_ title: String, _ columns: [TableLayout.Column]) -> TableLayout {
    TableLayout(
      title: title, rowHeader: question.groups.isSplit ? question.groups.label : "Syndrome", lines: lines,
      columns: columns)
  }

  private var incidence: TableLayout {
    let percent = Argument.number(level * 100).source
    let measures = [SyndromeMeasure.any, .severe].flatMap { measure -> [TableLayout.Column] in
      [
        .init("n (%)", measure.share, .proportion, over: measure.label),
        .init("\(percent)% CI", measure.interval, .proportion, over: measure.label),
      ]
    }
    return table("Incidence of \(question.title)", [.init("N", .value("in_group"), .count)] + measures)
  }

  private var grades: TableLayout {
    table(
      "Worst grade of \(question.title), n (%)",
      (SyndromeMeasure.each + [.mild]).map { .init($0.label, $0.share, .proportion) }
        + [.init("Grade missing", .value("grade_missing"), .count)])
  }

  private var days: TableLayout {
    table(
      "Onset and duration of \(question.title)",
      [
        .init("Day of onset, median (range)", SpreadRows.medianAndRange("onset"), .duration),
        .init("Days, first episode, median (range)", SpreadRows.medianAndRange("duration"), .duration),
        .init("Days, median (quartiles)", SpreadRows.medianAndQuartiles("duration"), .duration),
        .init("Onset to maximum, days, median (range)", SpreadRows.medianAndRange("time_to_maximum"), .duration),
        .init("Ongoing", .value("ongoing"), .count),
        .init(
          "Second episode, n (%)",
          .share(count: "second_episodes", of: nil, proportion: "second_episodes_proportion"), .proportion),
      ])
  }
}

/// Worst grades of syndromes as stacked bars.
struct SyndromeBars {
  let question: SyndromeQuestion
  let groups: [SyndromeGroup]

  /// A bar for each syndrome, or for each group in a panel of each syndrome.
  func figure(title: String) -> Figure {
    let isSplit = question.groups.isSplit
    let panels =
      isSplit
      ? question.syndromes.map { syndrome in
        panel(
          title: question.syndromes.count > 1 ? syndrome.name : "", label: question.groups.label,
          names: groups.map { "\($0.name) (\($0.members.count))" }, groups.map { (syndrome, $0) })
      }
      : [
        panel(
          title: "", label: "", names: question.syndromes.map(\.name),
          question.syndromes.flatMap { syndrome in groups.map { (syndrome, $0) } })
      ]
    let series = (1...5).map { "Grade \($0)" } + (hasMissing ? ["Grade missing"] : [])
    return Figure(
      title: title, .chart(.init(panels: panels, series: series, isOrdered: true, aside: hasMissing ? 1 : 0)))
  }

  private var hasMissing: Bool {
    question.syndromes.contains { $0.courses.contains { $0.happened == true && $0.grade == nil } }
  }

  private func panel(
    title: String, label: String, names: [String], _ bars: [(SyndromeQuestion.Syndrome, SyndromeGroup)]
  ) -> Figure.Chart.Panel {
    let shares = bars.map { syndrome, group in self.shares(syndrome, group) }
    let grades = (hasMissing ? [0] : []) + Array(1...5)
    let marks = grades.enumerated().map { place, grade -> Figure.Chart.Mark in
      let present = shares.indices.filter { !shares[$0].isEmpty && shares[$0][place] > 0 }
      func sum(_ bar: Int, through end: Int) -> Double { shares[bar][..<end].reduce(0, +) }
      return .init(
        .bars(
          .horizontal, at: present.map { Double($0) }, from: present.map { sum($0, through: place) },
          to: present.map { sum($0, through: place + 1) }), series: grade == 0 ? 5 : grade - 1)
    }
    return .init(
      title: title, x: .init("Subjects", limits: .init(0, 1), format: .proportion),
      y: .init(label, scale: .categories(names)), marks: marks)
  }

  /// The share of each grade, those that are missing first; empty for a group of nobody.
  private func shares(_ syndrome: SyndromeQuestion.Syndrome, _ group: SyndromeGroup) -> [Double] {
    guard !group.members.isEmpty else { return [] }
    var counts = [Int](repeating: 0, count: 6)
    for member in group.members where syndrome.courses[member].happened == true {
      counts[syndrome.courses[member].grade ?? 0] += 1
    }
    return (hasMissing ? counts : Array(counts.dropFirst())).map { Double($0) / Double(group.members.count) }
  }
}
