/// What a function of the expression language does, for help and manuals.
public struct ExpressionHelp: Sendable, Hashable {
  /// The function, such as `cut`.
  public let name: String
  /// How it is written, such as `cut(x, {18, 65})`.
  public let form: String
  /// What it gives, in prose.
  public let prose: String
  /// A use of it.
  public let example: String
  /// What the example gives, as text.
  public let gives: String

  init(_ name: String, _ form: String, _ prose: String, _ example: String, _ gives: String) {
    self.name = name
    self.form = form
    self.prose = prose
    self.example = example
    self.gives = gives
  }
}

extension Expression {
  /// The functions of the language, in the order in which help shows them.
  public static var functions: [ExpressionHelp] { ExpressionFunction.allCases.map(\.help) }
}

extension ExpressionFunction {
  /// What it does.
  var help: ExpressionHelp {
    let (form, prose, example, gives) = words
    return ExpressionHelp(rawValue, form, prose, example, gives)
  }

  private var words: (form: String, prose: String, example: String, gives: String) {
    switch self {
    case .isMissing: ("is_missing(x)", "Whether a value is missing; never unknown itself.", "is_missing(1 / 0)", "yes")
    case .ifMissing:
      ("if_missing(x, y)", "The first value, or the second where the first is missing.", "if_missing(1 / 0, 3)", "3")
    case .missingReason:
      (
        "missing_reason(column)",
        "Why a value is missing: the text that cohort.toml declares as missing, such as 'not done', the letter 'A' to 'Z' or '_' of "
          + "SAS's special missing values, '.' without a reason, and 'present' where there is a value.",
        "missing_reason(x) == 'A'", "no"
      )
    case .ifElse:
      (
        "if_else(condition, x, y)",
        "The first value where the condition holds, the second where it does not, missing where that is unknown. Texts in "
          + "quotes become the levels of a category, in the order in which they are written.",
        "if_else(17 < 18, 'child', 'adult')", "child"
      )
    case .between:
      ("between(x, low, high)", "Whether a value is from low to high, both included.", "between(18, 18, 64)", "yes")
    case .min:
      ("min(x, y, …)", "The smallest of numbers, or the earliest of dates; missing where one is.", "min(3, 1, 2)", "1")
    case .max:
      ("max(x, y, …)", "The largest of numbers, or the latest of dates; missing where one is.", "max(3, 1, 2)", "3")
    case .abs: ("abs(x)", "The magnitude of a number.", "abs(-3)", "3")
    case .log: ("log(x)", "The natural logarithm of a number above 0; missing of others.", "log(1)", "0")
    case .exp: ("exp(x)", "e to the power of a number.", "exp(0)", "1")
    case .sqrt: ("sqrt(x)", "The square root of a number from 0 on; missing of others.", "sqrt(9)", "3")
    case .floor: ("floor(x)", "The largest whole number that is not larger.", "floor(2.7)", "2")
    case .ceil: ("ceil(x)", "The smallest whole number that is not smaller.", "ceil(2.1)", "3")
    case .round:
      ("round(x)", "The nearest whole number, halves away from zero, as SAS rounds them.", "round(2.5)", "3")
    case .cut:
      (
        "cut(x, {edges}, {labels}, side)",
        "The interval between ascending edges in which a number or a date lies, as an ordered category. An edge belongs to the "
          + "interval above it, or, where the side is 'right', to the one below. Labels and side may be left out.",
        "cut(40, {18, 40, 65})", "40 to < 65"
      )
    case .inDays: conversion("7", to: "days")
    case .inWeeks: conversion("1", to: "weeks")
    case .inMonths: conversion("0.2299794661190965", to: "months")
    case .inYears: conversion("0.019164955509924708", to: "years")
    case .year: ("year(date)", "The year of a date or a date-time.", "year('2013-07-04')", "2013")
    case .month: ("month(date)", "The month, 1 to 12, of a date or a date-time.", "month('2013-07-04')", "7")
    case .day: ("day(date)", "The day of the month, 1 to 31, of a date or a date-time.", "day('2013-07-04')", "4")
    case .daysBetween:
      (
        "days_between(from, to)", "The days from the first date to the second, negative where the second is earlier.",
        "days_between('2020-02-28', '2020-03-01')", "2"
      )
    case .date:
      (
        "date(x)",
        "The day of a date-time, or of a text in ISO 8601; missing where the text gives only a part of the date, which is never "
          + "guessed (see impute_date).",
        "date('2013-07-04')", "2013-07-04"
      )
    case .isPartialDate:
      (
        "is_partial_date(text)",
        "Whether a text is a date in ISO 8601 of which only a part is known: 2013-07, 2013, 2013---04 or --07-04.",
        "is_partial_date('2013-07')", "yes"
      )
    case .imputeDate:
      (
        "impute_date(text, rule)",
        "The day of a text in ISO 8601, with the parts that are missing put in by a rule. 'first': the 1st of the month, 1 January. "
          + "'middle': the 15th of the month, 30 June. 'last': the last of the month, 31 December. A day without its month counts "
          + "for nothing; without a year the result is missing.",
        "impute_date('2013-02', 'last')", "2013-02-28"
      )
    case .startsWith:
      ("starts_with(text, 'x')", "Whether a text begins so, in the same letters.", "starts_with('T-ALL', 'T')", "yes")
    case .endsWith:
      ("ends_with(text, 'x')", "Whether a text ends so, in the same letters.", "ends_with('T-ALL', 'ALL')", "yes")
    case .contains:
      ("contains(text, 'x')", "Whether a text holds another, in the same letters.", "contains('T-ALL', '-')", "yes")
    case .lower: ("lower(text)", "The text in small letters.", "lower('T-ALL')", "t-all")
    case .upper: ("upper(text)", "The text in capital letters.", "upper('Köln')", "KÖLN")
    case .trim: ("trim(text)", "The text without the blanks before and after it.", "trim('  CR ')", "CR")
    case .length: ("length(text)", "The number of characters of a text (Unicode's code points).", "length('Köln')", "4")
    case .number:
      (
        "number(x)",
        "The number that a text writes, with or without an exponent and blanks around it; missing where it writes none. Of a "
          + "condition, 1 or 0.",
        "number(' 2.5 ')", "2.5"
      )
    case .text:
      (
        "text(x)",
        "A value as text: numbers in the fewest digits that read back the same, dates in ISO 8601, yes or no.",
        "text(2.50)", "2.5"
      )
    }
  }

  private func conversion(_ gives: String, to unit: String) -> (String, String, String, String) {
    (
      "\(rawValue)(x)",
      "A duration in \(unit). Its own unit is the one that the dictionary declares; a month is 30.4375 days, a year 365.25.",
      "\(rawValue)(date('2020-01-08') - '2020-01-01')", gives
    )
  }
}
