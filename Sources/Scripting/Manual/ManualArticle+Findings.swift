extension ManualArticle {
  /// The article on what a check of scripts can find.
  public static var findings: ManualArticle {
    ManualArticle(
      "findings", also: ["check-codes", "codes"],
      "What workbench check can find, by the word that it prints behind a finding.",
      [
        .paragraph(
          "Each finding ends in its code, as in [unknown_column]. An error cannot run, or not with the data that were given; a warning "
            + "runs, but is likely not to be what was meant."),
        .entries(
          ScriptFinding.Code.allCases.map { Entry($0.rawValue, topic: $0.rawValue, $0.meaning) }, .point),
      ])
  }
}

extension ScriptFinding.Code {
  /// What was found, and what to do.
  var meaning: String {
    switch self {
    case .syntax: "The text is not Lua, or larger than a script may be."
    case .header: "The comment header cannot be read; workbench help script header shows the form."
    case .noTitle:
      "The script says nowhere what it answers; begin it with a line such as --- Does response differ by age?"
    case .unknownName: "A variable or function is used that nothing has declared: correct it, or declare it with local."
    case .unavailable:
      "Something of Lua that scripts do not have, such as io or os.execute; the message says what does instead."
    case .undeclaredAssignment: "A value is assigned to a variable that was not declared: write local before it."
    case .unknownModule:
      "There is no module of that name, or what it offers is not known, so that calls of it are not checked."
    case .unknownFunction: "The module has no function of that name, or there is no such analysis."
    case .unknownMember: "An object, a result or a module has nothing of that name."
    case .call: "What is called is no function, or is called with a point in the place of a colon, or the reverse."
    case .unknownArgument: "The function takes no argument of that name."
    case .missingArgument: "An argument without a default is left out."
    case .wrongArgument: "An argument is of another kind than is taken, or out of its range."
    case .notAChoice: "The argument takes one of a few words, and this is none of them."
    case .expression: "An expression or a formula cannot be read, or does not fit the columns."
    case .unknownColumn: "The cohort has no column of that name."
    case .unknownEndpoint: "The cohort declares no endpoint of that name."
    case .unknownTable: "The cohort has no linked table of that name."
    case .unknownLevel: "The column has no level of that name."
    case .data: "The data do not allow it, such as a new variable of a name that there is already."
    case .unusedParameter: "The header declares a parameter that the code never reads: read it, or take it out."
    case .undeclaredParameter: "The code reads a parameter that the header does not declare."
    case .needlessNeed: "The header says that the script needs something that the code never names: take it out."
    case .missingNeed: "The code takes something for granted that the header does not say under Needs:."
    case .unusedLocal: "A local is never read: use it, or take it out; a name that begins with _ is left alone."
    case .unusedModule: "A module is required and never used."
    case .unusedResult: "A result or a new cohort is dropped: add it to the report, or keep it."
    case .unreachable: "Code that can never run, as behind a return."
    case .shadowed: "A local hides something of Lua's own by its name: give it another."
    case .noReport: "The script does not end with its report: end it with return report."
    }
  }
}
