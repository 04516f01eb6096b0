import Analyses
import Statistics

/// The subjects of one group, or of all groups together.
struct SyndromeGroup {
  /// The name in the rows, and at the head of a line.
  let name: String
  /// The words for it by itself: of a yes or no, with what it is that is so or not.
  let words: String
  /// The positions of the subjects in the cohort.
  let members: [Int]

  /// A group.
  init(name: String, words: String? = nil, members: [Int]) {
    (self.name, self.words, self.members) = (name, words ?? name, members)
  }

  /// All groups together.
  private init(together groups: SubjectGroups) {
    (name, words) = (groups.together, groups.together)
    members = groups.codes.indices.filter { groups.codes[$0] >= 0 }
  }

  /// The groups, and all subjects in any of them together where that is asked for or there is but one.
  static func groups(_ groups: SubjectGroups, overall: Bool) -> [SyndromeGroup] {
    let together = SyndromeGroup(together: groups)
    guard groups.isSplit else { return [together] }
    let split = zip(groups.names, groups.members).enumerated().map { place, group in
      SyndromeGroup(name: group.0, words: groups.title(place), members: group.1)
    }
    return overall ? split + [together] : split
  }

  /// How many members something holds for, and of how many that is not known.
  func count(_ holds: (Int) -> Bool?) -> (yes: Int, unknown: Int) {
    var (yes, unknown) = (0, 0)
    for member in members {
      switch holds(member) {
      case true?: yes += 1
      case nil: unknown += 1
      case false?: break
      }
    }
    return (yes, unknown)
  }
}

/// A share of the subjects of a group, as rows.
struct ShareRows {
  /// The level of intervals.
  let level: Double

  /// The count, the share, its exact interval and the standard error of its logit.
  func rows(
    _ name: String, _ count: (yes: Int, unknown: Int), of total: Int, group: String?, variable: String
  ) -> [Row] {
    let share = Proportion(count.yes, of: total)
    let limits = share.limits(.clopperPearson, level: level)
    let interval = "Clopper-Pearson interval (\(Argument.number(level * 100).source)%)"
    func row(_ suffix: String, _ value: Double?, _ reason: String, _ method: String? = nil) -> Row {
      Row(
        "\(name)\(suffix)", Quantity(value, otherwise: total == 0 ? "no subjects" : reason), group: group,
        variable: variable, method: method, n: total,
        missing: count.unknown > 0 ? count.unknown : nil)
    }
    return [
      Row(
        name, .count(count.yes), group: group, variable: variable, n: total,
        missing: count.unknown > 0 ? count.unknown : nil),
      row("_proportion", share.estimate, "no subjects"), row("_lower", limits?.lower, "no subjects", interval),
      row("_upper", limits?.upper, "no subjects", interval),
      row("_standard_error", share.logitStandardError, "none or all of the subjects"),
    ]
  }
}

/// The median, the quartiles and the range of numbers, as rows.
struct SpreadRows {
  /// How quantiles are defined.
  let definition: QuantileDefinition

  static func declared(_ name: String, _ what: String) -> [Analysis.Statistic] {
    [
      .init("\(name)_median", "The median of \(what)."), .init("\(name)_q1", "The lower quartile of \(what)."),
      .init("\(name)_q3", "The upper quartile of \(what)."), .init("\(name)_min", "The least of \(what)."),
      .init("\(name)_max", "The greatest of \(what)."),
    ]
  }

  /// The rows; each with its reason where there are no numbers.
  func rows(
    _ name: String, _ values: [Double], missing: Int, otherwise reason: String, group: String?, variable: String
  ) -> [Row] {
    let sorted = values.sorted()
    let statistics: [(String, Double?)] = [
      ("median", definition.quantile(0.5, ofSorted: sorted)), ("q1", definition.quantile(0.25, ofSorted: sorted)),
      ("q3", definition.quantile(0.75, ofSorted: sorted)), ("min", sorted.first), ("max", sorted.last),
    ]
    return statistics.map { statistic, value in
      Row(
        "\(name)_\(statistic)", Quantity(value, otherwise: reason), group: group, variable: variable, unit: "days",
        n: sorted.count, missing: missing > 0 ? missing : nil)
    }
  }

  /// The cell of the median and the range.
  static func medianAndRange(_ name: String) -> TableLayout.Cell {
    .estimate("\(name)_median", lower: "\(name)_min", upper: "\(name)_max")
  }

  /// The cell of the median and the quartiles.
  static func medianAndQuartiles(_ name: String) -> TableLayout.Cell {
    .estimate("\(name)_median", lower: "\(name)_q1", upper: "\(name)_q3")
  }
}

extension Profile {
  /// The definition of quantiles of the profile.
  var quantiles: QuantileDefinition { self == .sas ? .sas : .r }
}
