import Analyses
import Cohorts
import Designs

/// What is counted, and what a percentage is of.
struct CharacteristicCounting {
  /// What a percentage is of.
  enum Denominator: String, Choice {
    case known
    case all

    var summary: String {
      switch self {
      case .known: "the subjects of the group that have a value"
      case .all: "all subjects of the group"
      }
    }
  }

  /// What percentages are of, where nothing else is said of a variable.
  let percentOf: Denominator
  /// What they are of, variable by variable.
  let percentages: [String: Denominator]
  let quantiles: QuantileType

  /// What the percentages of a variable are of.
  func denominator(of variable: Characteristic) -> Denominator { percentages[variable.name] ?? percentOf }
}

extension Characteristic {
  /// The rows of a variable in one column of the table.
  func rows(of column: GroupColumns.Column, _ counting: CharacteristicCounting) -> [Row] {
    let known = column.positions.filter(isKnown)
    let missing = column.count - known.count
    let total = counting.denominator(of: self) == .known ? known.count : column.count
    let place = Place(group: column.name, known: known.count, missing: missing, subjects: column.count, of: total)
    let head = [
      place.row("known", .count(known.count), name, n: column.count),
      place.row("missing", .count(missing), name, n: column.count),
      place.row(
        "missing_share", Quantity(share(missing, of: column.count), otherwise: "no subjects"), name, n: column.count),
    ]
    let values: [Row] =
      switch content {
      case .numbers(let numbers):
        numberRows(NumberSummary(known.map { numbers[Int($0)] }, quantiles: counting.quantiles.definition), place)
      case .dates(let days): dateRows(known.map { days[Int($0)] }, place)
      case .condition, .levels: []
      }
    return head + values + levelRows(known, place)
  }

  /// Where a row stands, and how many subjects are behind it.
  private struct Place {
    let group: String
    let known: Int
    let missing: Int
    let subjects: Int
    let of: Int

    /// Why there is nothing to summarise.
    var reason: String { subjects == 0 ? "no subjects" : "no subject has a value" }

    func row(_ statistic: String, _ value: Quantity, _ variable: String, unit: String? = nil, n: Int? = nil) -> Row {
      Row(statistic, value, group: group, variable: variable, unit: unit, n: n ?? known, missing: missing)
    }
  }

  private func share(_ count: Int, of total: Int) -> Double? { total > 0 ? Double(count) / Double(total) : nil }

  private func numberRows(_ summary: NumberSummary, _ place: Place) -> [Row] {
    let spread = summary.count == 1 ? "one subject has a value" : place.reason
    func rows(_ kind: SummaryKind) -> [(String, Double?, String)] {
      switch kind {
      case .medianRange:
        [("median", summary.median, place.reason)] + rows(.range)
      case .medianQuartiles:
        [
          ("median", summary.median, place.reason), ("lower_quartile", summary.lowerQuartile, place.reason),
          ("upper_quartile", summary.upperQuartile, place.reason),
        ]
      case .meanSD:
        [
          ("mean", summary.mean, place.reason), ("standard_deviation", summary.standardDeviation, spread),
          ("mean_standard_error", summary.standardErrorOfMean, spread),
        ]
      case .range: [("minimum", summary.minimum, place.reason), ("maximum", summary.maximum, place.reason)]
      case .levels: []
      }
    }
    var seen: Set<String> = []
    return summaries.flatMap(rows).filter { seen.insert($0.0).inserted }.map { statistic, value, reason in
      place.row(
        statistic, Quantity(value, otherwise: value == nil ? reason : "beyond what can be reckoned"), name, unit: unit)
    }
  }

  private func dateRows(_ days: [Int32], _ place: Place) -> [Row] {
    zip(["first_date", "last_date"], [days.min(), days.max()]).map { statistic, day in
      let value = day.map { Quantity.text(CalendarDate(daysSince1970: $0).description) }
      return place.row(statistic, value ?? .notEstimable(place.reason), name)
    }
  }

  /// How many have each value; for a condition, for how many it holds.
  private func levelRows(_ known: [Int32], _ place: Place) -> [Row] {
    guard let grouping else { return [] }
    var counts = [Int](repeating: 0, count: grouping.levels.count)
    for position in known where grouping.codes[Int(position)] >= 0 { counts[Int(grouping.codes[Int(position)])] += 1 }
    if case .condition = content { return countRows(counts[1], name, place) }
    return zip(grouping.levels, counts).flatMap { countRows($1, name(ofLevel: $0), place) }
  }

  private func countRows(_ count: Int, _ variable: String, _ place: Place) -> [Row] {
    let others = place.of - count
    let isInside = count > 0 && others > 0
    let error = isInside ? (1 / Double(count) + 1 / Double(others)).squareRoot() : nil
    let extreme = place.of == 0 ? place.reason : "none or all of them"
    return [
      place.row("count", .count(count), variable, n: place.of),
      place.row("of", .count(place.of), variable, n: place.of),
      place.row("share", Quantity(share(count, of: place.of), otherwise: place.reason), variable, n: place.of),
      place.row("share_logit_standard_error", Quantity(error, otherwise: extreme), variable, n: place.of),
    ]
  }
}
