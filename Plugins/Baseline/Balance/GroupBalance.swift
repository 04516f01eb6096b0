import Analyses
import Cohorts
import Statistics

/// How alike two groups are at baseline, variable by variable.
struct GroupBalance {
  /// Two groups that are compared, in all subjects or in those of one trial.
  struct Comparison {
    /// The name of the comparison in the rows.
    let name: String
    /// The words for the pair.
    let pair: String
    /// The trial; `nil` for all subjects.
    let trial: String?
    /// The standardised difference of each variable.
    let differences: [StandardisedDifference?]
  }

  /// The variables, in order.
  let variables: [Characteristic]
  /// The comparisons: each pair in all subjects, then in each trial.
  let comparisons: [Comparison]

  /// The most groups of which each two are compared.
  static let mostGroups = 12

  /// Compares each two groups.
  ///
  /// - Parameters:
  ///   - variables: What they are compared in.
  ///   - columns: The groups.
  ///   - trials: The trial of each subject; `nil` where trials are not told apart.
  init(_ variables: [Characteristic], _ columns: GroupColumns, trials: Grouping?) {
    self.variables = variables
    let groups = columns.compared
    let places = groups.indices.flatMap { first in groups.indices.dropFirst(first + 1).map { (first, $0) } }
    let parts: [(trial: String?, groups: [GroupColumns.Column])] =
      [(nil, groups)]
      + (trials.map { trials in
        trials.levels.indices.map { code in
          (trials.levels[code], groups.map { $0.keeping { trials.codes[Int($0)] == Int32(code) } })
        }
      } ?? [])
    comparisons = parts.flatMap { trial, groups in
      let samples = variables.map { ComparedSamples($0, groups) }
      return places.map { first, second in
        let pair = "\(groups[first].name) vs \(groups[second].name)"
        return Comparison(
          name: trial.map { "\(pair), \($0)" } ?? pair, pair: pair, trial: trial,
          differences: samples.map { $0?.difference(first, second) })
      }
    }
  }
}

extension GroupColumns.Column {
  /// The column of some of its subjects.
  fileprivate func keeping(_ holds: (Int32) -> Bool) -> GroupColumns.Column {
    GroupColumns.Column(name: name, header: header, over: over, code: code, positions: positions.filter(holds))
  }
}
