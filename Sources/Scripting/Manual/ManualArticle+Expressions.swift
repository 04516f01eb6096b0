import Cohorts

extension ManualArticle {
  /// The article on the expression language: what `cohort:where`, `cohort:derive` and their like understand.
  public static var expressions: ManualArticle {
    ManualArticle(
      "expressions", also: ["expression"],
      "What cohort:where, cohort:derive, cohort:per_subject and cohort.toml understand.",
      [
        .entries(ways.map { Entry($0.0, $0.1) }, .point),
        .heading("Functions"), .entries(Expression.functions.map(entry), .expression),
        .heading("Functions over a subject's rows of a linked table (the examples: rows whose x is 3, 1, 2)"),
        .entries(Expression.rowFunctions.map(entry), .expression),
      ])
  }

  private static func entry(_ function: ExpressionHelp) -> Entry {
    Entry(
      function.form, topic: "expressions.\(function.name)", function.prose,
      code: "\(function.example) gives \(function.gives)")
  }

  private static let ways = [
    ("age >= 18 and diagnosis == 'T-ALL'", "Operators as in Lua: + - * / // % ^, == ~= < <= > >=, and, or, not."),
    ("response in {'CR', 'PR'}, response not in {'PD'}", "One of several, or none of them."),
    (
      "`Prior lines` >= 3, ph.ecog",
      "Names of columns; within an expression in backquotes where they are not plain words. Where a name alone is asked for it stands as "
        + "it is, with backquotes or without: by = \"Prior lines\", column Prior lines under Needs:. As a key of cohort.toml it stands in "
        + "double quotes: [columns.\"Prior lines\"]."
    ),
    (
      "infused >= '2021-03-01', last_seen - infused, infused + 30",
      "Dates compare with texts; their difference is in days, and whole days can be added."
    ),
    (
      "missing values",
      "A comparison with a missing value is unknown: unknown and false is false, unknown or true is true, otherwise it stays unknown. "
        + "Reckoning with a missing value gives a missing value, and so does what has no finite value, such as x / 0."
    ),
    (
      "units",
      "Columns carry the units that the dictionary declares. Those of two units are neither compared nor added; numbers as they are "
        + "written go with any. A product or quotient with such a number has no unit that could be told, so that days / 30.4375 is no time of an endpoint whose unit is not said; in_months(x) and its like convert durations and keep the unit."
    ),
    (
      "cohort:per_subject(\"adverse_events\", { worst_crs = \"max(grade) where term == 'CRS'\" })",
      "One value a subject from its rows: a function over them, then where with the rows that count, and by with what orders them; the "
        + "table's day without it. Rows without that day have no place in the order."
    ),
    (
      "cohort:derive_rows(\"adverse_events\", { since_first = \"onset_day - first(onset_day)\" })",
      "One value a row. cohort:where_rows keeps those rows for which a condition holds."
    ),
  ]
}
