// Errors of the language, of modules and of calls.

extension ErrorTopic {
  static let language = [
    ErrorTopic(
      "syntax-error", "The text is not Lua: a bracket, an end, a quote or a comma is missing near the place.",
      remedy: "Look at the line and the one before it. Every function, if, for and while needs its end.",
      marks: [
        " expected … near ", " expected near ", "unexpected symbol near ", "syntax error near ",
        "malformed number near ",
        "unfinished string", "unfinished long ", "<eof>", ": expected ", "expected … to close ",
      ],
      sample: "local ages = { 18, 65",
      says:
        "expected \"}\" to close \"{\" of line 3, found \"return\"; braces make a table: a block begins with then or do, "
        + "and ends with end"),
    ErrorTopic(
      "unknown-name", "A variable or function is used that nothing has declared.",
      remedy:
        "Correct the spelling, or declare it with local before its first use. A script has no io, os.execute or debug: it reads "
        + "nothing but its cohort.",
      marks: ["unknown name '", "is not available to scripts: "], sample: "pirnt(cohort.count)",
      says: "unknown name \"pirnt\"; did you mean \"print\"?"),
    ErrorTopic(
      "undeclared-variable",
      "A value is assigned to a variable that was not declared, which is most often a slip of the pen.",
      remedy: "Write local before the first assignment.",
      marks: ["is not declared: write"], sample: "adults = cohort:where \"age >= 18\"",
      says: "\"adults\" is not declared: write local adults"),
    ErrorTopic(
      "missing-value", "A function of one subject reckons with a value that is missing for that subject.",
      remedy:
        "Ask first whether it is there: p.age and p.age >= 18. An expression such as \"age >= 18\" does it by itself, and is faster.",
      marks: ["' is missing)"], sample: "cohort:where(function(p) return p.transplant_day > 30 end)",
      says: "attempt to compare number with nil (row 1, where \"transplant_day\" is missing)"),
    ErrorTopic(
      "nothing-there", "Something is read from, called or reckoned with that is nil: nothing has that name there.",
      remedy:
        "Print what stands before the point or the bracket. A statistic that could not be computed is nil too: test it before use.",
      marks: ["a nil value"], sample: "local result\nprint(result.rows)",
      says: "attempt to index a nil value (local 'result'); result, declared in line 3, was given no value"),
    ErrorTopic(
      "row-function", "The function that was given to cohort:where does not say yes or no.",
      remedy: "Return a comparison, such as p.age >= 18; nil is unknown, and leaves the subject out.",
      marks: ["must return true or false"], sample: "cohort:where(function(p) return p.age end)",
      says: "the function (line 3 of mine.lua) must return true or false; it returned a number (row 1)"),
    ErrorTopic(
      "mixed-values", "The function that was given to cohort:derive gives values of several kinds.",
      remedy: "Return numbers only, texts only, or true and false only; nil is missing.",
      marks: ["a row function should give values of one kind"],
      sample: "cohort:derive(\"x\", function(p) if p.age < 18 then return \"child\" end return p.age end)",
      says: "a row function should give values of one kind, found number and string"),
    ErrorTopic(
      "read-only", "A cohort, a result or a module is assigned to; they never change.",
      remedy: "Make a new one: cohort:derive, cohort:where, or a table of your own.",
      marks: ["is read-only", "are read-only", "is frozen"], sample: "cohort.name = \"mine\"",
      says: "cohort is read-only: \"name\" cannot be assigned"),
    ErrorTopic(
      "unreadable-table", "A table that is handed over contains itself, or is nested very deep.",
      remedy: "Hand over a table of plain values, lists and named values.",
      marks: ["the table contains itself", "the table is nested deeper"],
      sample: "local t = {}\nt.t = t\nsurvival.kaplan_meier(cohort, t)",
      says: "the table contains itself, and cannot be read as a value"),
  ]

  static let modules = [
    ErrorTopic(
      "unknown-module",
      "There is no module of that name: neither built in, nor a file beside the script, nor an added plugin.",
      remedy: "workbench help lists the modules; a file mine.lua beside the script is required as \"mine\".",
      marks: ["require: there is no module", "is not the name of a module"], sample: "require \"survivl\"",
      says: "require: there is no module \"survivl\"; did you mean \"survival\"?"),
    ErrorTopic(
      "unknown-function", "The module has no function of that name.",
      remedy: "workbench help survival, or the module that you use, lists its functions.",
      marks: ["has no function \""], sample: "survival.kaplan_meyer(cohort, { endpoint = \"pfs\" })",
      says: "module survival has no function \"kaplan_meyer\"; did you mean \"kaplan_meier\"?"),
    ErrorTopic(
      "unknown-member", "An object or module has nothing of that name.",
      remedy: "workbench help cohort, report, result or workbench lists what each has.",
      marks: ["no member \""], sample: "print(cohort.nmae)",
      says: "no member \"nmae\" on cohort; did you mean \"name\"?"),
    ErrorTopic(
      "missing-colon", "A function of an object is called with a point.",
      remedy: "Write a colon: cohort:where, report:add.",
      marks: ["was called without its"], sample: "cohort.where(\"age > 3\")",
      says: "cohort.where was called without its cohort: write a colon, cohort:where(…)"),
    ErrorTopic(
      "circular-modules", "Modules require each other in a circle.",
      remedy: "Move what both need into a third module.",
      marks: ["modules need each other in a circle", "modules are nested deeper"], sample: nil,
      says: "require: modules need each other in a circle: one → two → one"),
  ]

  static let arguments = [
    ErrorTopic(
      "unknown-argument", "The function takes no argument of that name.",
      remedy: "Take the name that the message suggests; workbench help and the function's name list what it takes.",
      marks: ["unknown argument \""],
      sample: "survival.cox(cohort, { endpoint = \"pfs\", covariates = \"age\", tie = \"efron\" })",
      says: "survival.cox: unknown argument \"tie\"; did you mean \"ties\"?"),
    ErrorTopic(
      "missing-argument", "An argument that has no default was left out.",
      remedy: "Give it; the message says what it means.",
      marks: ["argument … is missing: "], sample: "survival.mantel_byar(cohort, { endpoint = \"pfs\" })",
      says:
        "survival.mantel_byar: argument \"exposure\" is missing: The column of the day from which on a subject is exposed; "
        + "missing for those who never are. Of several, the states in the order in which they are expected to follow each other."
    ),
    ErrorTopic(
      "not-a-choice", "The argument takes one of a few words, and this is none of them.",
      remedy: "Take one of those that the message lists; workbench help and the function's name say what each means.",
      marks: [" Choices: ", "; choose one of: "],
      sample: "survival.kaplan_meier(cohort, { endpoint = \"pfs\", interval = \"loglog\" })",
      says: "survival.kaplan_meier: argument \"interval\" is \"loglog\"; did you mean \"log_log\"? Choices: \"log\", "
        + "\"log_log\", \"plain\", \"logit\", \"arcsin\""),
    ErrorTopic(
      "unnamed-arguments", "The arguments after the cohort have no names.",
      remedy:
        "Write them with their names, in any order: survival.cox(cohort, { endpoint = \"pfs\", covariates = \"age\" }).",
      marks: ["the arguments should have names", "the arguments should be a table of named values"],
      sample: "survival.kaplan_meier(cohort, { \"pfs\" })",
      says: "survival.kaplan_meier: the arguments should have names, as in { name = value }, found a value without one"),
    ErrorTopic(
      "mixed-table", "A table given as an argument is a list and has names too.",
      remedy: "Give a list, { \"a\", \"b\" }, or named values, { a = 1 }.",
      marks: ["should be a list or named values"],
      sample: "survival.kaplan_meier(cohort, { endpoint = \"pfs\", by = { \"sex\", also = \"trial\" } })",
      says:
        "survival.kaplan_meier: argument \"by\" should be a list or named values, found a table that has both; write a "
        + "list, as in { \"sex\", \"age >= 60\" }, or give every value a name, as in { Sex = \"sex\", Elderly = \"age >= 60\" }"
    ),
    ErrorTopic(
      "not-an-argument", "A function or an object is given where an argument is a plain value.",
      remedy:
        "Give a text, a number, true or false, a list or named values. For a condition write an expression as a text.",
      marks: ["argument … cannot be a"],
      sample: "survival.kaplan_meier(cohort, { endpoint = \"pfs\", by = function(p) return p.sex end })",
      says: "survival.kaplan_meier: argument \"by\" cannot be a function"),
    ErrorTopic(
      "disagreeing-arguments", "Each argument is right for itself, but together they ask for nothing that can be done.",
      remedy: "The message says which two do not go together; leave one out.",
      marks: ["multi_state: name states"], sample: "survival.multi_state(cohort, { endpoint = \"pfs\" })",
      says:
        "survival.multi_state: name \"states\", each with the column of the day on which it is entered, or \"table\", which "
        + "holds them as (start, stop] rows"),
    ErrorTopic(
      "formula", "A formula cannot be read, or has a part that the analysis does not take.",
      remedy: "It has R's form: \"Surv(time, event) ~ age + sex + strata(trial)\".",
      marks: [": formula …: "], sample: "survival.cox(cohort, { endpoint = \"Surv(pfs_days, pfs_event ~ age\" })",
      says: "survival.cox: formula \"Surv(pfs_days, pfs_event ~ age\": a bracket is not closed"),
    ErrorTopic(
      "unknown-analysis", "An analysis is told to call another of which there is none.",
      remedy: "Give the function itself, survival.kaplan_meier, or its full name as a text.",
      marks: ["there is no analysis \""],
      sample: "require \"pooling\".by_trial(cohort, { analysis = \"survival.coxx\", statistic = \"hazard_ratio\" })",
      says: "pooling.by_trial: there is no analysis \"survival.coxx\"; did you mean \"survival.cox\"?"),
    ErrorTopic(
      "recursion", "An analysis that calls others would call itself.", remedy: "Name another analysis.",
      marks: ["would call itself"],
      sample:
        "require \"resampling\".bootstrap(cohort, { analysis = \"resampling.bootstrap\", statistic = \"estimate\" })",
      says: "resampling.bootstrap: \"resampling.bootstrap\" would call itself; name another analysis"),
  ]
}
