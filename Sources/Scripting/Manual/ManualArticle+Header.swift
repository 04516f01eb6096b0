extension ManualArticle {
  /// The article on the header of a script.
  public static var header: ManualArticle {
    ManualArticle(
      "script header", also: ["header", "headers", "needs", "parameters", "sample"],
      "What a script says of itself, read without running it.",
      [
        .paragraph(
          "A script begins with lines of three hyphens. The first is its title: the question that it answers. Paragraphs may follow. "
            + "Then come the sections Needs, Parameters and Sample, each where there is something to say."),
        .code(example),
        .entries(
          [
            Entry(
              "Needs:",
              "What the cohort must have: \"endpoint NAME\", \"column NAME\" or \"table NAME\", a line each, or \"nothing\". A name goes up to a colon or a "
                + "semicolon, after which the line may explain it, or stands in quotes. A name in braces "
                + "stands for the value of the parameter of that name. A cohort without it is refused before the script runs."
            ),
            Entry(
              "Parameters:",
              "What can be set from outside with --param name=value, a line each: the name, in brackets the kind, the unit and the range of "
                + "numbers if there are such, as in (numbers, days, from 0, default 60, 90) or above 0 below 1, and the default, then a colon and what it means. Without a default it must be given. The script reads it from "
                + "workbench.parameters. A line that is indented further goes on with the one before."),
            Entry("Sample:", "Some lines of what it prints, for the reader."),
          ], .point),
        .heading("Kinds of parameter"),
        .entries(
          ScriptParameter.Kind.allCases.map { Entry($0.rawValue, $0.prose, code: "--param name=\($0.sample)") }, .point),
      ])
  }

  /// A header that shows everything that can be said.
  static let example = """
    --- Does transplant after CAR-T lengthen survival?
    ---
    --- Compares landmarks with the time-dependent view.
    ---
    --- Needs:
    ---   endpoint {endpoint}
    ---   column transplant_day
    --- Parameters:
    ---   endpoint (endpoint, default os): the endpoint that is compared.
    ---   landmarks (numbers, days, default 60, 90): the days from which landmark analyses count.
    --- Sample:
    ---   Mantel-Byar test ...
    """
}

extension ScriptParameter.Kind {
  /// What it is, and how it is given.
  var prose: String {
    switch self {
    case .endpoint: "The name of an endpoint of the cohort, or \"Surv(time, event)\"."
    case .column: "The name of a subjects' column."
    case .columns: "Names of subjects' columns, separated by commas."
    case .number: "A number."
    case .numbers: "Numbers, separated by commas."
    case .integer: "A whole number."
    case .flag: "true or false; yes or no."
    case .choice: "One of the names that stand behind the kind, as in (choice, days, months, default days)."
    case .text: "A text."
    }
  }

  /// How a value of it may look.
  var sample: String {
    switch self {
    case .endpoint: "pfs"
    case .column: "transplant_day"
    case .columns: "age,sex"
    case .number: "0.9"
    case .numbers: "60,90,120"
    case .integer: "3"
    case .flag: "true"
    case .choice: "months"
    case .text: "anything"
    }
  }
}
