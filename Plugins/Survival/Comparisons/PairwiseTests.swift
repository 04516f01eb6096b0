public import Analyses
public import Statistics

/// The tests of a question between each two of its groups, their p-values adjusted for being several.
struct PairwiseTests {
  /// One pair, the later group against the earlier.
  struct Pair {
    let name: String
    let test: LogRank
    let adjusted: Double?
    /// The number of subjects in the two.
    let count: Int
  }

  let pairs: [Pair]
  let adjustment: PValueAdjustment

  static let pairwise = Parameter.flag(
    "pairwise", "Whether each two groups are compared as well.", default: false)

  static let adjustment = Parameter<PValueAdjustment>.choice(
    "adjustment", "How p-values of several comparisons are adjusted for being several.", default: .holm)

  static let statistics: [Analysis.Statistic] = [
    .init("p_adjusted", "The p-value of a comparison of two groups, adjusted for the number of comparisons.")
  ]

  /// Tests each two groups, given the table of each in each stratum.
  init(_ tables: [[EventTable]], levels: [String], weight: LogRankWeight, adjustment: PValueAdjustment) {
    let places = Self.places(levels.count)
    let tests = places.map { earlier, later in LogRank(tables.map { [$0[earlier], $0[later]] }, weight: weight) }
    let adjusted = adjustment.adjusted(tests.map { $0.whyNoTest == nil ? $0.pValue : nil })
    self.adjustment = adjustment
    pairs = places.indices.map { place in
      let (earlier, later) = places[place]
      return Pair(
        name: "\(levels[later]) vs \(levels[earlier])", test: tests[place], adjusted: adjusted[place],
        count: Int(tables.reduce(0) { $0 + $1[earlier].count + $1[later].count }))
    }
  }

  /// Each two of so many, the earlier first.
  static func places(_ count: Int) -> [(Int, Int)] {
    (0..<count).flatMap { later in (0..<later).map { ($0, later) } }
  }

  var method: String { "Each two groups are compared by the same test; p-values \(adjustment.words)." }

  var rows: [Row] {
    pairs.flatMap { pair in
      let adjusted = Row(
        "p_adjusted", Quantity(pair.adjusted, otherwise: pair.test.whyNoTest ?? "no test"), variable: pair.name,
        method: adjustment.summary)
      return (pair.test.rows(ofTest: pair.name, method: "Test of two groups") + [adjusted])
        .resting(on: pair.count, missing: nil)
    }
  }

  func table(groupLabel: String) -> TableLayout {
    TableLayout(
      title: "Comparisons of two groups", rowHeader: groupLabel, lines: pairs.map { .init($0.name, variable: $0.name) },
      columns: [
        .init("Chi-squared", .value("chi_squared"), .statistic), .init("p", .value("p_value"), .pValue),
        .init("Adjusted p", .value("p_adjusted"), .pValue),
      ])
  }
}

extension PValueAdjustment: Choice {
  /// The method in a few words.
  public var summary: String {
    switch self {
    case .none: "not adjusted"
    case .holm: "Holm's step-down bound on any false rejection"
    case .hochberg: "Hochberg's step-up bound on any false rejection"
    case .benjaminiHochberg: "Benjamini and Hochberg's bound on the share of false rejections"
    case .bonferroni: "Bonferroni's bound on any false rejection"
    }
  }

  /// The method as it stands in a sentence.
  var words: String {
    switch self {
    case .none: "are not adjusted for the number of comparisons"
    case .holm: "are adjusted by Holm's method"
    case .hochberg: "are adjusted by Hochberg's method"
    case .benjaminiHochberg: "are adjusted by Benjamini and Hochberg's method (false discovery rate)"
    case .bonferroni: "are adjusted by Bonferroni's method"
    }
  }
}
