import AnalysisTesting

extension ManualArticle {
  /// The article on what is tried of an analysis that a script or a plugin declares.
  public static var conformance: ManualArticle {
    ManualArticle(
      "conformance", also: ["conformance tests", "promises"],
      "What workbench test tries of every analysis that a plugin or a script declares, beside its own tests.",
      [
        .paragraph(
          "It is the suite that the built-in analyses pass too. The test is called \"conformance of TEAM/NAME\" or, for a script, "
            + "\"conformance of FILE\"; where it fails it says which analysis did what on which of these cohorts. A script is run for it, on the "
            + "demonstration cohort or on --data; where that lacks what the script needs, it is not tried, and the reason is told. workbench plugin "
            + "pack runs the suite before it writes anything."),
        .list(Conformance.promises),
      ])
  }
}
