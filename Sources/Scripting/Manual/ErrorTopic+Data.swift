// Errors of names in a cohort, of its values, of results, and of whole runs.

extension ErrorTopic {
  static let names = [
    ErrorTopic(
      "missing-need", "The script needs something that the cohort does not have.",
      remedy: "Set the parameter that names it, or declare it in cohort.toml. The exit status is 2.",
      marks: [" does not have: "], sample: nil,
      says: "mine.lua needs column transplant_day, which cohort \"trial\" does not have: column "
        + "\"transplant_day\" is not in \"trial\""),
    ErrorTopic(
      "unknown-column", "The cohort, or the linked table, has no column of that name.",
      remedy: "workbench data and the path list the columns. A script can ask with cohort:has before it uses one.",
      marks: ["column … is not in "], sample: "cohort:where \"agee >= 18\"",
      says: "column \"agee\" is not in \"CAR-T demonstration\"; did you mean \"age\"?\n  agee >= 18\n  ^^^^"),
    ErrorTopic(
      "unknown-table", "The cohort has no linked table of that name.",
      remedy: "workbench data and the path list the tables; cohort:has_table asks for one.",
      marks: ["there is no linked table"], sample: "cohort:where_rows(\"adverse_event\", \"grade >= 3\")",
      says: "there is no linked table \"adverse_event\"; did you mean \"adverse_events\"?"),
    ErrorTopic(
      "unknown-endpoint", "The cohort declares no endpoint of that name.",
      remedy: "Declare it in cohort.toml or with cohort:declare_endpoint, or name the columns: \"Surv(time, event)\".",
      marks: ["endpoint … is not declared"], sample: "survival.kaplan_meier(cohort, { endpoint = \"psf\" })",
      says: "endpoint \"psf\" is not declared in cohort \"CAR-T demonstration\"; did you mean \"pfs\"?"),
    ErrorTopic(
      "unknown-population", "The cohort declares no population of that name.",
      remedy: "Use cohort:where, or declare it in cohort.toml. cohort.populations lists those that there are.",
      marks: ["population … is not declared"], sample: "cohort:population \"safety\"",
      says:
        "population \"safety\" is not declared in cohort \"CAR-T demonstration\"; it declares none: use cohort:where, or "
        + "declare it in cohort.toml"),
    ErrorTopic(
      "unknown-level", "The column has no level of that name: the comparison could never hold.",
      remedy: "Take the level that the message suggests; letters count, large and small.",
      marks: ["has no level \""], sample: "cohort:where \"sex == 'mael'\"",
      says: "column \"sex\" has no level \"mael\"; did you mean \"male\"?\n  sex == 'mael'\n         ^^^^^^"
    ),
    ErrorTopic(
      "unknown-vocabulary",
      "There is no response vocabulary of that name, or a value that its vocabulary does not know.",
      remedy:
        "Declare the categories with cohort:declare_vocabulary or in cohort.toml, with the spellings that the data have.",
      marks: ["there is no response vocabulary", "which the vocabulary … does not know"],
      sample: "cohort:declare_vocabulary({ name = \"leukemias\", columns = \"response\" })",
      says: "there is no response vocabulary \"leukemias\"; did you mean \"leukaemia\"?"),
    ErrorTopic(
      "name-taken", "A new variable would take the place of one that there is.",
      remedy: "Give it a name of its own.", marks: ["already has a variable", "holds the subject ids"],
      sample: "cohort:derive(\"age\", \"dose + 1\")",
      says:
        "cohort:derive: cohort \"CAR-T demonstration\" already has a variable \"age\"; give the derived one a name of its own"
    ),
  ]

  static let data = [
    ErrorTopic(
      "expression", "An expression cannot be read, or its parts do not fit each other or the columns.",
      remedy: "The caret stands below what is meant. workbench help expressions explains the language.",
      marks: [
        "the expression ends where", " where … was expected", " is never closed", "between the backquotes",
        "is not an escape", "the escapes of this text", "malformed number", "unexpected character", "= assigns",
        "there is no operator", "cannot hold a comment", "nothing equals a missing value",
        "the expression is nested deeper", "there is no function", " takes …, but … given", " is a level of ",
        "cannot compare", "is yes or no, not a number", "comparisons do not chain", "not binds tighter",
        "which has no order", "have different levels", "a condition is needed", "cannot be reckoned with so",
        "is not a date; write", "is not a moment", "is not a time of day", "needs the name of a column",
        "needs values of one kind", "needs a text in quotes", "a list in braces", "there can be only one",
        "looks at all rows", "has a value for each row", "rows are ordered by", "needs levels in order",
        " is in …, but … in ", "converts a duration", "needs a duration", "only whole days are added",
        "impute_date takes", "cut needs the edges", "edge of cut", "edges of cut", "label of cut",
        "is given to two intervals", "intervals, but … given", "the side of cut", " needs …, but … is ",
      ], sample: "cohort:where \"age = 18\"", says: "= assigns; did you mean ==?\n  age = 18\n      ^"),
    ErrorTopic(
      "wrong-type", "A column holds another type of value than is needed.",
      remedy: "Derive one that fits, or declare its type in cohort.toml. workbench help types lists them.",
      marks: [", but is "], sample: "survival.kaplan_meier(cohort, { endpoint = \"Surv(sex, pfs_event)\" })",
      says: "column \"sex\" should be a number, but is category"),
    ErrorTopic(
      "impossible-value",
      "A value cannot be what it should be: a negative time, an event that is neither 0 nor 1, an entry after the end, a "
        + "weight below 0.",
      remedy:
        "Correct the data, or say how they are coded: event = \"status == 2\". workbench data lists all such values.",
      marks: [
        "a time cannot be negative", "an event must be 0", "entry must come before exit", "a frequency must be",
        "a weight cannot be negative",
      ], sample: "survival.kaplan_meier(cohort, { endpoint = \"Surv(pfs_days, age)\" })",
      says:
        "subject \"NCT04572308-001\": age is 32, but an event must be 0 (censored) or 1 (event); for another coding declare "
        + "a condition, such as event = \"age == 2\""),
    ErrorTopic(
      "not-days", "A column says whether something happened, where the day on which it did is needed.",
      remedy: "Name the column of the day, missing for those to whom it did not happen.",
      marks: ["but the day is needed on which it did"],
      sample: "survival.mantel_byar(cohort, { endpoint = \"pfs\", exposure = \"transplanted\" })",
      says:
        "column \"transplanted\" says whether something happened, but the day is needed on which it did, missing for those "
        + "to whom it did not"),
    ErrorTopic(
      "units-differ", "Two durations are recorded in different units.",
      remedy: "Derive one in the unit of the other: in_days(x), in_months(x).",
      marks: ["is recorded in "], sample: nil,
      says: "\"transplant_day\" is recorded in days, but pfs in months; derive one in the unit of the other"),
    ErrorTopic(
      "too-many-groups", "A column has so many values that they are no groups.",
      remedy: "Derive one with fewer: cut(age, {18, 65}).",
      marks: ["too many for groups"],
      sample: "survival.kaplan_meier(cohort, { endpoint = \"pfs\", by = \"subject_id\" })",
      says: "column \"subject_id\" has more than 50 different values, too many for groups; derive a column with fewer"),
    ErrorTopic(
      "cannot-analyse", "The question is right, but these data cannot answer it.",
      remedy:
        "The message says why. Where only part of it cannot be computed there is no error: the report has a row with the reason.",
      marks: ["Firth's penalty has no robust"],
      sample:
        "survival.cox(cohort, { endpoint = \"pfs\", covariates = \"age\", penalty = \"firth\", cluster = \"trial\" })",
      says: "Firth's penalty has no robust standard errors; leave out clusters and case weights"),
  ]

  static let rows = [
    ErrorTopic(
      "several-rows", "A subject has several rows of a linked table where one is expected.",
      remedy: "Narrow the rows with where, or take max, first or another function in the place of only.",
      marks: ["at most one row a subject is expected"],
      sample: "cohort:per_subject(\"assessments\", { best = \"only(response)\" })",
      says:
        "subject \"NCT04572308-001\" has rows 1 and 2 of \"assessments\" (and 327 more subjects have several); at most one "
        + "row a subject is expected: narrow \"where\", such as by and ANL01FL == 'Y'")
  ]

  static let results = [
    ErrorTopic(
      "unknown-statistic", "The result has no statistic, group or term of that name.",
      remedy: "workbench help and the analysis list its statistics; print the rows to see groups and terms.",
      marks: ["has no statistic \"", "has no group \"", "has no term \""],
      sample: "local result = survival.follow_up(cohort, { endpoint = \"pfs\" })\nprint(result:value(\"medain\"))",
      says: "survival.follow_up has no statistic \"medain\"; did you mean \"median\"?"),
    ErrorTopic(
      "which-row", "The result has several rows of the statistic, and none of them is named, or one that there is not.",
      remedy: "Say which: result:value(\"median\", { group = \"female\" }).",
      marks: [": say which \"", ": there is no such \""],
      sample:
        "local result = survival.kaplan_meier(cohort, { endpoint = \"pfs\", by = \"sex\" })\nprint(result:value(\"median\"))",
      says: "survival.kaplan_meier: say which \"median\", such as { group = \"male\" }"),
    ErrorTopic(
      "no-report", "The script does not end with what it has to show.",
      remedy: "End it with return report, or return the result of an analysis.",
      marks: ["should end by returning its report", "should return its report"], sample: "cohort:where \"age >= 18\"",
      says: "the script should end by returning its report, but it returns nothing"),
  ]

  static let runs = [
    ErrorTopic(
      "script-header", "The comment header of the script cannot be read.",
      remedy: "workbench help script header shows the form.",
      marks: ["a need should be \"", "a parameter's ", "a parameter should say", "is declared twice"], sample: nil,
      says: "a need should be \"endpoint NAME\", \"column NAME\", \"table NAME\" or \"nothing\", found \"colum age\""),
    ErrorTopic(
      "script-parameter",
      "A parameter was given with --param that the script does not declare, or not as it declares it.",
      remedy: "workbench help and the script's name list its parameters.",
      marks: ["has no parameter ", "needs parameter ", "parameter … should be ", "parameter …: "], sample: nil,
      says: "mine.lua has no parameter \"endpont\"; did you mean \"endpoint\"?"),
    ErrorTopic(
      "time-limit", "The script ran longer than it may.",
      remedy:
        "Use expressions in the place of functions over many subjects, or give more time: --time-limit 600. The exit status is 124.",
      marks: ["after its time limit"], sample: nil,
      says: "mine.lua:3: stopped: the script was still running after its time limit of 60 s"),
    ErrorTopic(
      "memory-limit", "The script needs more memory than it may.",
      remedy:
        "Keep columns in the cohort rather than in tables of Lua, or give more: --memory-limit 8GiB. The exit status is 124.",
      marks: ["over its memory limit"], sample: nil,
      says: "mine.lua:3: stopped: the script went over its memory limit of 4 GiB"),
    ErrorTopic(
      "report-full", "The script puts more into its report than a report may hold.",
      remedy: "Add what a reader will read. The exit status is 124.",
      marks: ["the report is full", "the report has … MiB"], sample: nil,
      says: "stopped: the report is full: it may have 10000 pieces"),
    ErrorTopic(
      "crashed-lua",
      "The script met a defect of the Lua that is linked, which ended its worker process and nothing else.",
      remedy:
        "workbench doctor lists the known defects; a newer Lua has fewer. The line that is named is near the place.",
      marks: ["the script crashed Lua"], sample: nil, says: "mine.lua: the script crashed Lua near line 12"),
    ErrorTopic(
      "wrong-value", "A value is of another kind than is taken, or out of its range.",
      remedy: "The message says what was expected and what was found.",
      marks: [" should be "], sample: "survival.kaplan_meier(cohort, { endpoint = \"pfs\", level = 95 })",
      says: "survival.kaplan_meier: argument \"level\" should be a number between 0 and 1, such as 0.95, found 95"),
  ]
}
