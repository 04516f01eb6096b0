import Analyses

extension ManualArticle {
  /// The article on formulas: what models take as covariates, and R's notation for a whole question.
  public static var formulas: ManualArticle {
    ManualArticle(
      "formulas", also: ["formula notation", "covariate", "terms", "surv", "spline", "interaction"],
      "How covariates of models are written, as in R.",
      [
        .paragraph(
          "Covariates are a term or a list of terms: covariates = { \"rcs(age, 4)\", \"sex\" }. Where an endpoint is asked for, a whole "
            + "formula can stand: endpoint = \"Surv(time, event) ~ rcs(age, 4) * sex + strata(trial)\", or with an entry "
            + "\"Surv(entry, time, event) ~ …\"; to the left of ~ may also stand the name of an endpoint. What a formula does not name is "
            + "given by arguments as usual."),
        .heading("Terms"),
        .entries(FormulaTerm.forms.map(entry), .point),
      ])
  }

  private static func entry(_ form: FormulaTerm.Form) -> Entry {
    Entry(
      form.form, topic: form.function.map { "formulas.\($0)" }, form.prose,
      code: form.examples.joined(separator: "     "))
  }
}
