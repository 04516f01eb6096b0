/// When the value of a variable becomes known, counted from the origin that the days of a cohort are counted from.
///
/// This is what guards against immortal time: a survival analysis may only be grouped by what was known at its origin.
public enum KnownAt: Sendable, Hashable {
  /// At or before the origin.
  case baseline

  /// On the day that these columns hold, the latest of them; a subject in which they are all missing never has it
  /// happen. Never empty.
  case onDay([String])

  /// After the origin, on a day that is not recorded.
  case afterOrigin

  /// When something derived from both variables is known: the later of the two.
  ///
  /// `nil` stands for a variable whose time was not declared; what is derived from it is late where anything else
  /// that it reads is late, and otherwise not declared either.
  public static func later(_ first: KnownAt?, _ second: KnownAt?) -> KnownAt? {
    switch (first, second) {
    case (.afterOrigin, _), (_, .afterOrigin): .afterOrigin
    case (.onDay(let some), .onDay(let others)): .onDay(some + others.filter { !some.contains($0) })
    case (.onDay(let days), _), (_, .onDay(let days)): .onDay(days)
    case (.baseline, .baseline): .baseline
    case (nil, _), (_, nil): nil
    }
  }
}
