import AnalysisTesting

extension ManualArticle {
  /// The article on what is tried of an analysis that a script or a plugin declares.
  public static var conformance: ManualArticle {
    ManualArticle(
      "conformance", also: ["conformance tests", "promises"],
      "What workbench test tries of every analysis that a plugin declares, beside the plugin's own tests.",
      [
        .paragraph(
          "It is the suite that the built-in analyses pass too. The test is called \"conformance of TEAM/NAME\"; where it fails it says which "
            + "analysis did what on which of these cohorts. workbench plugin pack runs it before it writes anything."),
        .list(Conformance.promises),
      ])
  }
}
