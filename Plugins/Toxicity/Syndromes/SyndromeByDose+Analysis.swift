import Analyses
import Cohorts
import Statistics

/// The incidence of syndromes by dose level, with a test for trend.
struct SyndromeByDose {
  /// Incidence by dose, as scripts ask for it.
  static let analysis = Analysis(
    "toxicity.by_dose", "Incidence of a syndrome by dose level, with exact intervals and a test for trend.",
    details: """
      For each dose level the subjects with each syndrome, at any grade and at grade 3 or more, with exact intervals, and the \
      Cochran-Armitage test that the incidence rises or falls with the dose: two-sided, by the normal approximation and exactly, given \
      the margins. The scores of the levels are their doses where the column is numeric, the order of the levels where it is not, or \
      what "scores" says.

      A trend says nothing of its shape. Where dose was chosen by disease burden or age, it is no effect of dose.
      """,
    parameters: [dose.any, scores.any] + SyndromeParameters.question.filter { $0.declaration.name != "by" } + [
      SyndromeDescription.level.any
    ],
    statistics: declared,
    example: [
      .init("dose", .text("dose_level")),
      .init("terms", .list([.text("Cytokine release syndrome"), .text("ICANS")])),
    ],
    terms: ["DLT": "dose-limiting toxicity"]
  ) { cohort, arguments in
    let request = ColumnRequest(arguments[dose] ?? "dose_level")
    let question = try SyndromeQuestion(cohort, arguments, by: [request])
    let levels = try DoseLevels(
      question.groups, column: cohort.resolve(request).column, scores: arguments[scores], analysis: arguments.analysis)
    let report = SyndromeByDose(
      question: question, levels: levels, shares: ShareRows(level: arguments[SyndromeDescription.level]))
    return AnalysisResult(
      title: "\(question.title) by \(levels.label)" + question.narrowing.map { ", \($0)" }.joined(),
      methods: question.methods + report.methods, rows: report.rows, tables: report.tables, figures: [report.figure],
      cautions: question.cautions + report.cautions)
  }

  private static let dose = Parameter.optionalColumn(
    "dose", "The column of the dose, a number or levels in their order; \"dose_level\" without it.")

  private static let scores = Parameter.numbers(
    "scores", "The scores of the levels for the trend, one for each in their order.", in: -1e30...1e30)

  private static let measures = [SyndromeMeasure.any, .severe]

  private static let declared: [Analysis.Statistic] =
    [
      .init("subjects", "The number of subjects at the level: the denominator of all shares."),
      .init("score", "The score of the level."),
    ] + SyndromeMeasure.declared
    + measures.flatMap { measure -> [Analysis.Statistic] in
      let what = measure.label.lowercased()
      return [
        .init("\(measure.name)_trend_z", "The statistic of the trend, \(what); above 0 where the incidence rises."),
        .init("\(measure.name)_trend_p_value", "Its two-sided p-value (Cochran-Armitage)."),
        .init("\(measure.name)_trend_exact_p_value", "The two-sided exact p-value, given the margins."),
      ]
    }

  let question: SyndromeQuestion
  let levels: DoseLevels
  let shares: ShareRows

  private var rows: [Row] {
    levels.levels.flatMap {
      [
        Row("subjects", .count($0.members.count), group: $0.name),
        Row("score", .number($0.score), group: $0.name),
      ]
    } + question.syndromes.flatMap { syndrome in incidence(syndrome) + Self.measures.flatMap { trend(syndrome, $0) } }
  }

  private func incidence(_ syndrome: SyndromeQuestion.Syndrome) -> [Row] {
    levels.levels.flatMap { level -> [Row] in
      let group = SyndromeGroup(name: level.name, members: level.members)
      return Self.measures.flatMap { measure in
        shares.rows(
          measure.name, group.count { syndrome.courses[$0].reached(measure.grades) }, of: level.members.count,
          group: level.name, variable: syndrome.name)
      }
    }
  }

  /// The most subjects for whom the exact test is done.
  private static let mostExact = 2000

  private func trend(_ syndrome: SyndromeQuestion.Syndrome, _ measure: SyndromeMeasure) -> [Row] {
    let test = levels.trend { syndrome.courses[$0].reached(measure.grades) == true }
    let count = levels.levels.reduce(0) { $0 + $1.members.count }
    let populated = levels.levels.filter { !$0.members.isEmpty }
    let reason =
      populated.count < 2
      ? "fewer than two levels with subjects"
      : Set(populated.map(\.score)).count < 2 ? "all scores are the same" : "none or all of the subjects had it"
    let exact = count <= Self.mostExact ? test?.exactPValue() : nil
    func row(_ name: String, _ value: Double?, _ reason: String, _ method: String) -> Row {
      Row(
        "\(measure.name)_\(name)", Quantity(value, otherwise: reason), variable: syndrome.name, method: method, n: count
      )
    }
    return [
      row("trend_z", test?.z, reason, "Cochran-Armitage test for trend"),
      row("trend_p_value", test?.test?.pValue, reason, "Cochran-Armitage test for trend"),
      row(
        "trend_exact_p_value", exact, test?.z == nil ? reason : "too many subjects for the exact test",
        "Exact test for trend, given the margins"),
    ]
  }

  private var tables: [TableLayout] {
    let percent = Argument.number(shares.level * 100).source
    let columns = Self.measures.flatMap { measure -> [TableLayout.Column] in
      [
        .init("n (%)", measure.share, .proportion, over: measure.label),
        .init("\(percent)% CI", measure.interval, .proportion, over: measure.label),
      ]
    }
    let incidence = question.syndromes.map { syndrome in
      TableLayout(
        title: "\(syndrome.name) by \(levels.label)", rowHeader: levels.label,
        lines: levels.levels.map { level in
          .init("\(level.name) (N = \(level.members.count))", group: level.name, variable: syndrome.name)
        }, columns: columns)
    }
    let trend = TableLayout(
      title: "Trend with \(levels.label)", rowHeader: "Syndrome",
      lines: question.syndromes.map { .init($0.name, variable: $0.name) },
      columns: Self.measures.flatMap { measure -> [TableLayout.Column] in
        [
          .init("z", .value("\(measure.name)_trend_z"), .statistic, over: measure.label),
          .init("p", .value("\(measure.name)_trend_p_value"), .pValue, over: measure.label),
          .init("Exact p", .value("\(measure.name)_trend_exact_p_value"), .pValue, over: measure.label),
        ]
      })
    return incidence + [trend]
  }

  /// A panel for each syndrome: the incidence at each dose with its interval, at any grade and at grade 3 or more.
  private var figure: Figure {
    let panels = question.syndromes.map { syndrome -> Figure.Chart.Panel in
      let marks = Self.measures.indices.flatMap { self.marks(syndrome, Self.measures[$0], series: $0) }
      return Figure.Chart.Panel(
        title: question.syndromes.count > 1 ? syndrome.name : "", x: levels.axis,
        y: .init("Subjects", limits: .init(0, 1), format: .proportion), marks: marks,
        annotations: Self.measures.map { measure in
          let test = levels.trend { syndrome.courses[$0].reached(measure.grades) == true }
          return .init(
            "Trend, \(measure.label.lowercased())",
            Quantity(test?.test?.pValue, otherwise: "not estimable"), .pValue)
        })
    }
    return Figure(
      title: "\(question.title) by \(levels.label)",
      .chart(.init(panels: panels, series: Self.measures.map(\.label))),
      notes: ["Bars are exact intervals (\(Argument.number(shares.level * 100).source)%)."])
  }

  /// The marks of one measure, a little aside of those of the other, so that neither interval hides one.
  private func marks(
    _ syndrome: SyndromeQuestion.Syndrome, _ measure: SyndromeMeasure, series: Int
  ) -> [Figure.Chart.Mark] {
    let sorted = Set(levels.places).sorted()
    let gap = zip(sorted, sorted.dropFirst()).map { $1 - $0 }.min() ?? 1
    let aside = (Double(series) - Double(Self.measures.count - 1) / 2) * gap * 0.06
    let points = zip(levels.places, levels.levels).compactMap { place, level -> (Double, Double, Double, Double)? in
      let count = level.members.filter { syndrome.courses[$0].reached(measure.grades) == true }.count
      let share = Proportion(count, of: level.members.count)
      guard let estimate = share.estimate, let limits = share.limits(.clopperPearson, level: shares.level) else {
        return nil
      }
      return (place + aside, estimate, limits.lower, limits.upper)
    }
    let places = points.map(\.0)
    return [
      .init(.line(x: places, y: points.map(\.1)), series: series),
      .init(.intervals(.vertical, at: places, lower: points.map(\.2), upper: points.map(\.3)), series: series),
      .init(.points(x: places, y: points.map(\.1)), series: series),
    ]
  }

  private var methods: [String] {
    [
      "Exact intervals of shares (Clopper and Pearson, \(Argument.number(shares.level * 100).source)%). Cochran-Armitage test for trend, "
        + "two-sided, by the normal approximation (R's prop.trend.test) and exactly given the margins.", levels.method,
    ]
  }

  private var cautions: [Caution] {
    let small = levels.levels.filter { (1..<5).contains($0.members.count) }
    guard !small.isEmpty else { return [] }
    let named = small.map { "\"\($0.name)\" (\($0.members.count))" }.joined(separator: ", ")
    return [
      Caution(
        .smallGroup, "Fewer than five subjects at \(named): intervals there are wide, and trust the exact test alone.")
    ]
  }
}
