import Cohorts
import Statistics

/// The values of one variable in each of the groups that are compared.
struct ComparedSamples {
  /// The values, by what they are.
  enum Values {
    /// Numbers, group by group.
    case numbers([[Double]])
    /// How many have each value, group by group.
    case counts([[Int]])
  }

  /// The names of the groups.
  let groups: [String]
  /// The values of the subjects that have one.
  let values: Values

  /// The values of a variable; `nil` for a date, which is not compared.
  init?(_ variable: Characteristic, _ columns: [GroupColumns.Column]) {
    groups = columns.map(\.name)
    if case .numbers(let numbers) = variable.content, variable.summaries != [.levels] {
      values = .numbers(
        columns.map { $0.positions.lazy.filter(variable.isKnown).map { numbers[Int($0)] } })
      return
    }
    guard let grouping = variable.grouping else { return nil }
    values = .counts(
      columns.map { column in
        var counts = [Int](repeating: 0, count: grouping.levels.count)
        for position in column.positions {
          let code = grouping.codes[Int(position)]
          if code >= 0 { counts[Int(code)] += 1 }
        }
        return counts
      })
  }

  /// How many groups have anybody with a value.
  var filled: Int {
    switch values {
    case .numbers(let samples): samples.count { !$0.isEmpty }
    case .counts(let counts): counts.count { $0.contains { $0 > 0 } }
    }
  }

  /// Whether fewer than two different values occur.
  var isConstant: Bool {
    switch values {
    case .numbers(let samples):
      guard let first = samples.first(where: { !$0.isEmpty })?.first else { return true }
      return samples.allSatisfy { $0.allSatisfy { $0 == first } }
    case .counts(let counts):
      let levels = (counts.first ?? []).indices.filter { level in counts.contains { $0[level] > 0 } }
      return levels.count < 2
    }
  }

  /// The standardised difference that is largest over all pairs of groups, and the names of the pair.
  ///
  /// Of two groups it is signed, positive where the first lies higher; of more, its size. Undefined where no pair has one, and where
  /// two groups differ and neither varies: nothing is further apart than that.
  ///
  /// - Complexity: O(*n* + *g*²) for numbers in *g* groups.
  var largestDifference: (value: StandardisedDifference, pair: (String, String))? {
    let pairs = groups.indices.flatMap { first in groups.indices.dropFirst(first + 1).map { (first, $0) } }
    let differences: [StandardisedDifference?]
    switch values {
    case .numbers(let samples):
      let moments = samples.map(SampleMoments.init)
      differences = pairs.map { StandardisedDifference.means(moments[$0], moments[$1]) }
    case .counts(let counts):
      differences = pairs.map { Self.difference(counts[$0], counts[$1]) }
    }
    let areApart = zip(differences, pairs).contains { $0 == nil && hasValues($1.0) && hasValues($1.1) }
    guard !areApart else { return nil }
    let defined = zip(differences, pairs).compactMap { difference, pair in difference.map { ($0, pair) } }
    guard let (value, pair) = defined.max(by: { abs($0.0.value) < abs($1.0.value) }) else { return nil }
    return (value, (groups[pair.0], groups[pair.1]))
  }

  /// Whether a group has values enough for a difference: two numbers, or one that is counted.
  private func hasValues(_ group: Int) -> Bool {
    switch values {
    case .numbers(let samples): samples[group].count > 1
    case .counts(let counts): counts[group].contains { $0 > 0 }
    }
  }

  /// The standardised difference of two groups, by their places; undefined where it cannot be had.
  func difference(_ first: Int, _ second: Int) -> StandardisedDifference? {
    switch values {
    case .numbers(let samples): .means(SampleMoments(samples[first]), SampleMoments(samples[second]))
    case .counts(let counts): Self.difference(counts[first], counts[second])
    }
  }

  /// Of two values it is the difference of the proportions of the last, of more a distance.
  private static func difference(_ counts: [Int], _ others: [Int]) -> StandardisedDifference? {
    guard counts.count == 2 else { return .categories(counts, others) }
    return .proportions(counts[1], of: counts.reduce(0, +), and: others[1], of: others.reduce(0, +))
  }
}
