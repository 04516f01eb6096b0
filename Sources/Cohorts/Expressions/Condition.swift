/// A condition, bound to the columns that it reads: gives ``Truth/no``, ``Truth/yes`` or ``Truth/unknown`` for each row
/// of a block.
struct Condition: Sendable {
  let outcomes: @Sendable (Range<Int>) -> [UInt8]
}

// MARK: - Logic

extension Condition {
  /// The same for every row.
  static func constant(_ holds: Bool) -> Condition {
    Condition { rows in [UInt8](repeating: Kleene.outcome(holds), count: rows.count) }
  }

  /// A column of flags.
  static func flags(_ flags: [Bool], _ validity: Validity) -> Condition {
    Condition { rows in Rows.map(flags, rows, Kleene.outcome) }.unknown(without: validity)
  }

  /// Whether a column is missing.
  static func isMissing(_ validity: Validity) -> Condition {
    Condition { rows in
      Rows.absent(rows, in: validity)
    }
  }

  /// Whether all hold.
  static func all(_ conditions: [Condition]) -> Condition {
    guard let first = conditions.first else { return constant(true) }
    return Condition { rows in
      conditions.dropFirst().reduce(first.outcomes(rows)) { outcomes, condition in
        Rows.map(outcomes, condition.outcomes(rows)) { Kleene.and($0, $1) }
      }
    }
  }

  /// Whether any holds.
  static func any(_ conditions: [Condition]) -> Condition {
    guard let first = conditions.first else { return constant(false) }
    return Condition { rows in
      conditions.dropFirst().reduce(first.outcomes(rows)) { outcomes, condition in
        Rows.map(outcomes, condition.outcomes(rows)) { Kleene.or($0, $1) }
      }
    }
  }

  /// Whether it does not hold.
  var negated: Condition {
    Condition { rows in Rows.map(outcomes(rows), 0..<rows.count, Kleene.not) }
  }

  /// Whether it cannot be told.
  var isUnknown: Condition {
    Condition { rows in Rows.map(outcomes(rows), 0..<rows.count) { $0 >> 1 } }
  }

  /// Whether two hold or do not hold alike.
  func same(as other: Condition) -> Condition {
    Condition { rows in Rows.map(outcomes(rows), other.outcomes(rows), Kleene.same) }
  }

  /// Whether it is the same as any of some.
  func among(_ others: [Condition]) -> Condition {
    Condition { rows in
      let once = outcomes(rows)
      return Condition.any(others.map { Condition { _ in once }.same(as: $0) }).outcomes(rows)
    }
  }

  /// The other's outcome where this cannot be told.
  func otherwise(_ other: Condition) -> Condition {
    Condition { rows in Rows.map(outcomes(rows), other.outcomes(rows)) { $0 == Truth.unknown ? $1 : $0 } }
  }

  /// Unknown where a column is missing, whatever the loop made of what stands there.
  func unknown(without validity: Validity) -> Condition {
    if validity.isComplete { return self }
    return Condition { rows in
      Rows.map(outcomes(rows), Rows.absent(rows, in: validity)) { ($0 & ~($1 &* 3)) | $1 << 1 }
    }
  }
}
