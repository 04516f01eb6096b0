extension FormulaTerm {
  /// One way of writing a term, for help.
  public struct Form: Sendable, Hashable {
    /// How it is written.
    public let form: String
    /// The name of its function, under which it is looked up; `nil` where it has none.
    public let function: String?
    /// What it means.
    public let prose: String
    /// Terms of that form.
    public let examples: [String]

    fileprivate init(_ form: String, function: String? = nil, _ prose: String, _ examples: String...) {
      self.form = form
      self.function = function
      self.prose = prose
      self.examples = examples
    }
  }

  /// The ways of writing a term.
  public static let forms: [Form] = [
    Form(
      "x", "A column or an expression: a number as it is, a category as indicators of its levels.", "age", "age >= 18"),
    Form("x * y", "Both and their interaction: x, y and x:y.", "age * sex"),
    Form("x:y", "The interaction alone.", "age:sex"),
    Form(
      "(x * 2)", "In brackets the signs reckon, as within R's I(): an expression, and no interaction.", "(age * age)",
      "I(age * age)"),
    Form(
      "rcs(x, k)", function: "rcs",
      "A restricted cubic spline with k knots, 3 to 10, at the quantiles that Harrell (2015) gives; or with these knots.",
      "rcs(age, 4)", "rcs(age, {20, 40, 60})"),
    Form(
      "poly(x, d)", function: "poly", "Orthogonal polynomials up to degree d, as R's; with raw the powers themselves.",
      "poly(age, 2)", "poly(age, 2, raw)"),
    Form("factor(x)", function: "factor", "Numbers as a category.", "factor(prior_transplants)"),
    Form(
      "offset(x)", function: "offset", "A part of the linear predictor that is known: its coefficient is 1.",
      "offset(age / 100)"),
    Form(
      "strata(x, …)", function: "strata", "A baseline of its own for each level.", "strata(trial)", "strata(trial, sex)"
    ),
    Form(
      "cluster(x)", function: "cluster", "Subjects of a cluster depend on each other: standard errors are robust.",
      "cluster(trial)"),
  ]
}
