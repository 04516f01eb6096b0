/// A 2 × 2 table: two groups, and in each the subjects with and without an outcome.
///
///               yes   no
///     group 1    a     b
///     group 2    c     d
public struct FourfoldTable: Sendable, Equatable {
  /// With the outcome in the first group.
  public let a: Int
  /// Without it in the first group.
  public let b: Int
  /// With the outcome in the second group.
  public let c: Int
  /// Without it in the second group.
  public let d: Int

  /// Takes the four counts.
  ///
  /// - Throws: ``ContingencyError/negative(row:column:count:)``.
  public init(_ a: Int, _ b: Int, _ c: Int, _ d: Int) throws(ContingencyError) {
    for (place, count) in [a, b, c, d].enumerated() where count < 0 {
      throw .negative(row: place / 2, column: place % 2, count: count)
    }
    (self.a, self.b, self.c, self.d) = (a, b, c, d)
  }

  /// The subjects of the first group.
  public var first: Int { a + b }
  /// The subjects of the second group.
  public var second: Int { c + d }
  /// The subjects with the outcome.
  public var yes: Int { a + c }
  /// The subjects without it.
  public var no: Int { b + d }
  /// All subjects.
  public var total: Int { a + b + c + d }
  /// Whether each group has subjects, and each outcome: else the table says nothing of an association.
  public var isInformative: Bool { first > 0 && second > 0 && yes > 0 && no > 0 }
  /// The count of `a` to be expected if group and outcome were independent.
  public var expected: Double { Double(first) * Double(yes) / Double(total) }
  /// The hypergeometric variance of `a`: r₁ r₂ c₁ c₂ / (n² (n − 1)); zero for fewer than two subjects.
  public var variance: Double {
    guard total > 1 else { return 0 }
    let n = Double(total)
    return Double(first) * Double(second) * Double(yes) * Double(no) / (n * n * (n - 1))
  }
  /// The same counts as rows of a table.
  public var table: ContingencyTable { ContingencyTable(valid: [[a, b], [c, d]]) }
}
