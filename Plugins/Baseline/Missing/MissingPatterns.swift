import Cohorts

/// Which variables subjects lack together.
///
/// A pattern is the set of variables that a subject lacks; subjects who lack nothing have the empty one.
///
/// - Complexity: O(*n v*) for *v* variables.
struct MissingPatterns {
  /// One pattern.
  struct Pattern: Equatable {
    /// The places of the variables that are missing, ascending.
    let missing: [Int]
    /// How many subjects have it.
    let count: Int
  }

  /// The patterns that occur, the commonest first; of equally common ones that with fewer variables, then the one whose first
  /// missing variable comes earlier.
  let patterns: [Pattern]

  /// Counts the patterns of some subjects.
  ///
  /// - Parameters:
  ///   - validities: Which subjects have a value, one for each variable.
  ///   - positions: The subjects.
  init(_ validities: [Validity], positions: [Int32]) {
    var counts: [[UInt64]: Int] = [:]
    let words = (validities.count + 63) / 64
    var key = [UInt64](repeating: 0, count: words)
    for position in positions {
      for word in key.indices { key[word] = 0 }
      for (place, validity) in validities.enumerated() where !validity[Int(position)] {
        key[place / 64] |= 1 << UInt64(place % 64)
      }
      counts[key, default: 0] += 1
    }
    patterns = counts.map { key, count in
      Pattern(missing: validities.indices.filter { key[$0 / 64] >> UInt64($0 % 64) & 1 == 1 }, count: count)
    }.sorted { one, other in
      if one.count != other.count { return one.count > other.count }
      if one.missing.count != other.missing.count { return one.missing.count < other.missing.count }
      return one.missing.lexicographicallyPrecedes(other.missing)
    }
  }

  /// How many subjects lack nothing.
  var complete: Int { patterns.first { $0.missing.isEmpty }?.count ?? 0 }
}
