/// How many identical subjects each row stands for.
///
/// A row of weight 3 gives the same answer as three equal rows, in every estimator, Efron's ties included. Grouped counts
/// (time, status, group, n) are analysed with these.
public struct FrequencyWeights: Sendable, Equatable {
  /// One whole number, zero or more, for each row.
  public let values: [Double]

  /// Takes whole numbers as weights.
  ///
  /// - Parameter values: one for each row.
  /// - Throws: ``FollowUpError/badFrequency(row:value:)`` for one that is negative or not whole.
  public init(_ values: [Double]) throws {
    if let row = values.firstIndex(where: { !($0 >= 0 && $0.isFinite && $0 == $0.rounded()) }) {
      throw FollowUpError.badFrequency(row: row, value: values[row])
    }
    self.values = values
  }
}

/// How much each row counts: sampling or inverse-probability weights, R's `weights`.
///
/// They enter the counts of an estimator as they are. Where deaths are tied, Efron's method gives each of them their mean
/// weight, so that a weight of 2 is not quite the same as two rows.
public struct CaseWeights: Sendable, Equatable {
  /// One number, zero or more, for each row.
  public let values: [Double]

  /// Takes numbers as weights.
  ///
  /// - Parameter values: one for each row.
  /// - Throws: ``FollowUpError/badCaseWeight(row:value:)`` for one that is negative or not finite.
  public init(_ values: [Double]) throws {
    if let row = values.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
      throw FollowUpError.badCaseWeight(row: row, value: values[row])
    }
    self.values = values
  }
}

/// The weights of the rows, if any, and of which kind they are.
public enum Weights: Sendable, Equatable {
  /// Each row counts once.
  case none
  /// Each row stands for so many identical ones.
  case frequency(FrequencyWeights)
  /// Each row counts so much.
  case cases(CaseWeights)

  /// One number for each row, or nil where each counts once.
  public var values: [Double]? {
    switch self {
    case .none: nil
    case .frequency(let weights): weights.values
    case .cases(let weights): weights.values
    }
  }

  /// Whether tied events count by their weights (replication) rather than by their rows.
  var replicates: Bool {
    if case .frequency = self { true } else { false }
  }

  /// The weights of these rows alone.
  func selecting(_ rows: [Int]) -> Weights {
    switch self {
    case .none: .none
    case .frequency(let weights): .frequency(FrequencyWeights(unchecked: rows.map { weights.values[$0] }))
    case .cases(let weights): .cases(CaseWeights(unchecked: rows.map { weights.values[$0] }))
    }
  }
}

extension FrequencyWeights {
  /// Values that were checked before.
  init(unchecked values: [Double]) { self.values = values }
}

extension CaseWeights {
  /// Values that were checked before.
  init(unchecked values: [Double]) { self.values = values }
}
