// What analyses of every kind ask for by the same names, declared once.

extension Parameter where Value == [ColumnRequest] {
  /// The groups that are compared, `by`.
  public static func groups(
    _ prose: String =
      "The groups to compare: a column, an expression such as \"age >= 18\", or a list of them, crossed.",
    fallback: ParameterDeclaration.Fallback = .none
  ) -> Parameter {
    columns("by", prose, fallback: fallback)
  }

  /// The strata, `strata`; a formula's too.
  public static func strata() -> Parameter {
    columns(
      "strata", "Strata: a column, an expression, or a list of them, crossed; such as \"trial\" in a pooled cohort.")
  }
}

extension Parameter where Value == Bool {
  /// Whether what becomes known late is taken as though it had been known at the start, `as_baseline`.
  ///
  /// - Parameter start: When the clock starts, such as "day 0".
  /// - Returns: A flag, false without it.
  public static func asBaseline(after start: String) -> Parameter {
    flag(
      "as_baseline",
      "Group knowingly by something that becomes known only after \(start); the report says that it was done.",
      default: false)
  }
}
