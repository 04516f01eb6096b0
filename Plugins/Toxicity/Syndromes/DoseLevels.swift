import Analyses
import Cohorts
import RealModule
import Statistics

/// The dose levels of a cohort: their names, their subjects, and the scores by which a trend is tested.
struct DoseLevels {
  /// One level.
  struct Level {
    let name: String
    let score: Double
    let members: [Int]
  }

  /// The levels in their order.
  let levels: [Level]
  /// The words for the column.
  let label: String
  /// Where the scores come from, as a sentence.
  let method: String
  /// Whether the scores are doses, so that they may be an axis.
  let isDose: Bool

  /// Reads the levels of groups.
  ///
  /// 1. Scores that were given count, one for each level.
  /// 2. Without them, the values of a numeric column are the scores.
  /// 3. Otherwise the levels in their order are 1, 2, 3 and so on.
  ///
  /// - Throws: `ArgumentError.invalid` where there is another number of scores than of levels, or none and nobody has said in which
  ///   order the levels stand.
  init(_ groups: SubjectGroups, column: Column, scores: [Double], analysis: String) throws(ArgumentError) {
    let members = groups.members
    let found: [Double]
    let source: String
    if !scores.isEmpty {
      guard scores.count == groups.names.count else {
        throw .invalid(
          analysis: analysis,
          reason: "\"scores\" should be one number for each level of \(groups.label), \(groups.names.count) of them ("
            + "\(groups.names.joined(separator: ", "))), found \(scores.count)")
      }
      (found, source, isDose) = (scores, "as they were given", true)
    } else if column.type.isNumeric {
      found = groups.names.map { Double($0) ?? 0 }
      (source, isDose) = ("the values of \(groups.label)", true)
    } else {
      try groups.checkOrder(for: analysis)
      found = groups.names.indices.map { Double($0 + 1) }
      (source, isDose) = ("the order of the levels", false)
    }
    levels = groups.names.indices.map { Level(name: groups.names[$0], score: found[$0], members: members[$0]) }
    label = groups.label
    let listed = levels.map { "\($0.name) \(Argument.number($0.score).source)" }.joined(separator: ", ")
    method = "Scores of the levels for the trend: \(source) (\(listed))."
  }

  /// The test for trend of something that holds for some subjects; `nil` where it is undefined.
  func trend(_ holds: (Int) -> Bool) -> CochranArmitage? {
    let responders = levels.map { $0.members.filter(holds).count }
    return try? CochranArmitage(
      responders: responders, sizes: levels.map(\.members.count), scores: levels.map(\.score))
  }

  /// The axis of doses: logarithmic where they spread over more than a factor of ten, or names where they are no doses.
  var axis: Figure.Axis {
    let scores = levels.map(\.score)
    guard isDose, let least = scores.min(), let most = scores.max(), least < most, most < 1e30 else {
      return Figure.Axis(label, scale: .categories(levels.map(\.name)))
    }
    return Figure.Axis(label, scale: least > 0 && most / least > 10 ? .log : .linear)
  }

  /// Where each level stands on the axis.
  var places: [Double] {
    if case .categories = axis.scale { return levels.indices.map { Double($0) } }
    return levels.map(\.score)
  }
}
