import Analyses
import Cohorts
import Statistics

/// The rows, tables and figures of categories of response.
struct CategoryStatistics {
  private let categories: ResponseCategories
  private let level: Double

  init(_ categories: ResponseCategories, level: Double) {
    (self.categories, self.level) = (categories, level)
  }

  /// A rate that stands below the categories.
  private struct Rate {
    let name: String
    let question: ResponseQuestion
  }

  private var rates: [Rate] {
    [Rate(name: "Response rate", question: categories.response)]
      + (categories.complete.map { [Rate(name: "Complete response rate", question: $0)] } ?? [])
  }

  /// Categories that nobody has, and that nobody could miss in the table, stay; only a missing row without anybody goes.
  private var shown: [Int] {
    let last = categories.names.count - 1
    let isMissing = (categories.counts.last?[last] ?? 0) > 0
    return Array(categories.names.indices.prefix(isMissing ? last + 1 : last))
  }

  var rows: [Row] {
    categories.columns.flatMap { group, place -> [Row] in
      let size = categories.size(place)
      var rows = [Row("n", .count(size), group: group)]
      for index in shown {
        rows += proportion(categories.counts[place][index], of: size, group, categories.names[index])
      }
      for rate in rates {
        let counts = place < rate.question.counts.count ? rate.question.counts[place] : rate.question.total
        rows += proportion(counts.responders, of: counts.n, group, rate.name, missing: counts.subjects - counts.n)
      }
      return rows
    }
  }

  private func proportion(
    _ count: Int, of size: Int, _ group: String, _ variable: String, missing: Int? = nil
  ) -> [Row] {
    let proportion = Proportion(count, of: size)
    let limits = proportion.limits(.clopperPearson, level: level)
    func row(_ statistic: String, _ value: Quantity) -> Row {
      Row(
        statistic, value, group: group, variable: variable, method: Self.method(level), n: size, missing: missing)
    }
    return [
      row("count", .count(count)), row("denominator", .count(size)),
      row("proportion", Quantity(proportion.estimate, otherwise: "no subjects")),
      row("proportion_lower", Quantity(limits?.lower, otherwise: "no subjects")),
      row("proportion_upper", Quantity(limits?.upper, otherwise: "no subjects")),
      row(
        "logit_standard_error",
        Quantity(proportion.logitStandardError, otherwise: size > 0 ? "none or all: no logit" : "no subjects")),
    ]
  }

  /// The categories that count.
  private static func list(_ question: ResponseQuestion) -> String {
    let counted = question.outcome.counted
    return counted.isEmpty ? "none of them" : counted.joined(separator: ", ")
  }

  private static func method(_ level: Double) -> String {
    "Clopper-Pearson interval (\(Argument.percent(level)))"
  }

  var table: TableLayout {
    let share = TableLayout.Cell.share(count: "count", of: nil, proportion: "proportion")
    var lines = shown.map { index -> TableLayout.Line in
      let name = categories.names[index]
      let label = index < categories.vocabulary.levels.count ? categories.vocabulary.levels[index].label : name
      return .init(label == name ? name : "\(name) (\(label))", variable: name, cell: share, format: .proportion)
    }
    for rate in rates {
      lines.append(
        .init(
          "\(rate.name): \(Self.list(rate.question))", variable: rate.name,
          cell: .share(count: "count", of: "denominator", proportion: "proportion"), format: .proportion))
      lines.append(
        .init(
          "\(Argument.percent(level)) confidence interval", variable: rate.name, indent: 1,
          cell: .interval(lower: "proportion_lower", upper: "proportion_upper"), format: .proportion))
    }
    return TableLayout(
      title: "Categories of response", rowHeader: categories.cohort.dictionary.label(of: categories.column),
      lines: lines,
      columns: categories.columns.map { group, place in
        .init(
          "\(place < categories.response.levels.count ? categories.response.words(for: group) : group) (n = \(categories.size(place)))",
          share, .proportion, group: group)
      })
  }

  var figures: [Figure] {
    let columns = categories.columns.filter { categories.size($0.place) > 0 }
    guard !columns.isEmpty else { return [] }
    let depth = DepthChart(
      columns.map { categories.counts[$0.place] }, states: categories.names, categories.vocabulary,
      groups: columns.map(\.group), direction: .horizontal,
      groupLabel: categories.response.groups.label)
    return [Figure(title: "Categories of response", .chart(depth.chart))]
  }

  var methods: [String] {
    let vocabulary = categories.vocabulary
    let column = categories.cohort.dictionary.label(of: categories.column)
    var sentences = [
      "Categories of \(column) (\(vocabulary.label)), best to worst; percentages of categories are of all subjects of the group. "
        + "Response is \(Self.list(rates[0].question))"
        + (categories.complete.map { "; complete response is \(Self.list($0))" } ?? "")
        + "."
    ]
    if let derivation = categories.cohort.derivation(of: categories.column) {
      let lines = derivation.split(whereSeparator: \.isNewline)
      let what = "\(column) was derived: \(lines.first ?? "")"
      sentences.append(
        lines.count > 1
          ? "\(what), by the rule that stands with the derived variables." : what.hasSuffix(".") ? what : what + ".")
    }
    return sentences + Array(categories.response.methods.dropFirst()) + [
      "Intervals of proportions are exact (Clopper-Pearson)."
    ]
  }
}
