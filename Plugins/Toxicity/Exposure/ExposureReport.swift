import Analyses
import Cohorts
import Statistics

/// The rates of all lines and groups as rows and tables.
struct ExposureReport {
  /// A line with its counts, group by group and together.
  typealias Counted = (name: String, cells: [ExposureCell])

  /// Two groups that are compared.
  struct Contrast {
    /// The name of its rows, such as "B vs A".
    let name: String
    /// The words that stand over its columns.
    let heading: String
    let group: Int
    let reference: Int
  }

  /// A group of subjects, or all together, as columns of the table.
  struct Column {
    let group: String
    let place: Int
    /// The words that stand over its columns.
    let heading: String
  }

  /// The groups that have columns.
  let columns: [Column]
  /// Each group but the first against the first.
  let contrasts: [Contrast]
  private let tally: ExposureTally
  private let style: ExposureStyle
  private let observed: [Int]

  init(_ question: EventQuestion, _ tally: ExposureTally, _ style: ExposureStyle, overall: Bool) {
    let groups = question.groups
    let observed = tally.observed
    func column(_ group: String, _ title: String, _ place: Int) -> Column {
      Column(group: group, place: place, heading: "\(title) (n = \(observed[place]))")
    }
    let split =
      groups.isSplit ? groups.names.indices.map { column(groups.names[$0], groups.title($0), $0) } : []
    let isTogether = overall || !groups.isSplit
    columns = split + (isTogether ? [column(groups.together, groups.together, groups.names.count)] : [])
    contrasts =
      groups.isSplit
      ? groups.names.indices.dropFirst().map { place in
        Contrast(
          name: "\(groups.names[place]) vs \(groups.names[0])",
          heading: "\(groups.title(place)) vs \(groups.names[0])", group: place, reference: 0)
      } : []
    self.tally = tally
    self.style = style
    self.observed = observed
  }

  /// Counts the lines of which enough of a group, or of all, have an event; any event always.
  func count(_ lines: ExposureLines, _ events: PlacedEvents, minimum: Double) -> [Counted] {
    lines.lines.enumerated().compactMap { place, line in
      let cells = tally.cells(of: line, events)
      let isShown =
        place == 0
        || cells.indices.contains {
          Double(cells[$0].subjects) >= minimum * Double(observed[$0]) && cells[$0].subjects > 0
        }
      return isShown ? (line.name, cells) : nil
    }
  }

  /// The number of subjects under observation in each group.
  var sizes: [Row] { columns.map { Row("subjects", .count(observed[$0.place]), group: $0.group) } }

  /// All statistics of a line.
  func rows(_ line: Counted) -> [Row] {
    let rates = ExposureRates(variable: line.name, style: style)
    return columns.flatMap { rates.rows(line.cells[$0.place], group: $0.group, observed: observed[$0.place]) }
      + contrasts.flatMap { contrast in
        ExposureContrast(name: contrast.name, variable: line.name, style: style)
          .rows(line.cells[contrast.group], against: line.cells[contrast.reference])
      }
  }

  /// The table of rates, and that of comparisons where there are groups.
  func tables(of counted: [Counted], title: String) -> [TableLayout] {
    let lines = counted.map { TableLayout.Line($0.name, variable: $0.name) }
    let rates = TableLayout(
      title: title, rowHeader: "Event", lines: lines,
      columns: columns.flatMap { column -> [TableLayout.Column] in
        func shown(_ header: String, _ cell: TableLayout.Cell, _ format: TableLayout.Format) -> TableLayout.Column {
          TableLayout.Column(header, cell, format, group: column.group, over: column.heading)
        }
        let robust =
          style.countsFirst
          ? []
          : [
            shown(
              "\(style.percent) CI by subject", .interval(lower: "subject_rate_lower", upper: "subject_rate_upper"),
              .statistic), shown("Dispersion", .value("dispersion"), .statistic),
          ]
        return [
          shown("Subjects with event", .value("subjects_with_event"), .count)
        ] + (style.countsFirst ? [] : [shown("Events", .value("events"), .count)]) + [
          shown("Person-\(style.unit.rawValue)", .value("person_time"), .statistic),
          shown(
            "Rate \(style.rateUnit) (\(style.percent) CI)",
            .estimate("rate", lower: "rate_lower", upper: "rate_upper"), .statistic),
        ] + robust
      })
    guard !contrasts.isEmpty else { return [rates] }
    return [
      rates,
      TableLayout(
        title: "Rates compared", rowHeader: "Event", lines: lines,
        columns: contrasts.flatMap { contrast -> [TableLayout.Column] in
          [
            .init(
              "Ratio (\(style.percent) CI)",
              .estimate("rate_ratio", lower: "rate_ratio_lower", upper: "rate_ratio_upper"), .ratio,
              group: contrast.name, over: contrast.heading),
            .init("p", .value("p_value"), .pValue, group: contrast.name, over: contrast.heading),
            .init(
              "Difference \(style.rateUnit) (\(style.percent) CI)",
              .estimate("rate_difference", lower: "rate_difference_lower", upper: "rate_difference_upper"), .statistic,
              group: contrast.name, over: contrast.heading),
          ]
        }),
    ]
  }

  /// What must be known of the rates: that events of one subject depend on each other, and that many were compared.
  func cautions(of counted: [Counted]) -> [Caution] {
    var cautions: [Caution] = []
    if !style.countsFirst, let any = counted.first?.cells.last, any.events > any.subjects {
      let dispersion = any.recurrent?.dispersion.map { Argument.number(($0 * 100).rounded() / 100).source }
      cautions.append(
        Caution(
          .dependentEvents,
          "\(any.events) events come from \(any.subjects) subjects, and events of one subject are not independent of each other"
            + (dispersion.map { " (dispersion \($0))" } ?? "")
            + ": Poisson intervals and their standard errors are too narrow.",
          remedy: "Read the interval with the subject as cluster, or count first events."))
    }
    if contrasts.count * counted.count > 5 {
      cautions.append(
        Caution(
          .multiplicity,
          "\(contrasts.count * counted.count) comparisons are made; some p-values are small by chance alone.",
          remedy: "Name the events of interest beforehand, or read the p-values as a screen."))
    }
    return cautions
  }
}
