/// Words of other languages, with how Lua has what they stand for.
///
/// What a text that does not parse may have meant, and what is said of a name that nothing declares, both come from here.
public enum ForeignWords {
  /// How Lua writes what a word means elsewhere; `nil` where it is none that is known.
  public static func advice(on word: String) -> String? { all[word] }

  private static let groups: [(words: String, advice: String)] = [
    ("let var const int double", "a variable is declared with local, as in local n = 1"),
    ("def fn sub lambda", "a function is written function name(x) … end"),
    (
      "import from library using include source",
      "modules are had with require, as in local survival = require \"survival\""
    ),
    ("switch case when", "cases are written if … then … elseif … else … end"),
    ("ifelse", "a choice is written condition and this or that; for a column, cohort:derive with if_else(…)"),
    ("try catch except tryCatch", "errors are caught with pcall(…)"),
    ("throw raise stop", "an error is raised with error(\"…\")"),
    ("elif elsif", "write elseif"),
    ("foreach lapply sapply vapply enumerate", "a list is walked with for place, value in ipairs(list) do … end"),
    ("range seq seq_len seq_along to", "numbers are counted with for i = 1, 10 do … end"),
    ("continue", "the rest of a loop is passed over with if … then … end around it"),
    ("pass", "a block may be empty"),
    ("begin", "a block begins with do or then, and ends with end"),
    (
      "proc data run quit",
      "there are no steps: functions are called, as in survival.cox(cohort, { endpoint = \"pfs\", covariates = \"age\" })"
    ),
    ("c list vector array", "a list is written in braces, as in { \"CR\", \"PR\" }"),
    ("paste paste0 str cat", "texts are joined with .., and numbers become texts with string.format"),
    ("summary head View", "a result is shown with report:add(result), a value with print(…)"),
    ("printf sprintf", "write string.format(\"%.2f\", x), and print(…) to show it"),
    ("len length nrow", "the length of a list or text is #x, the number of subjects cohort.count"),
    ("is is_na isna isnull", "whether a value is missing is asked by x == nil, and in an expression by is_missing(x)"),
    ("Surv", "a formula is a text: \"Surv(pfs_days, pfs_event) ~ age\""),
    ("factor", "a column of texts has levels already; cohort:derive makes others"),
    ("round", "write string.format(\"%.1f\", x), or math.floor(x + 0.5)"),
    ("ceiling", "write math.ceil(x)"),
    ("min max", "of two values it is math.max(a, b), of a list or a column numerics.maximum(…)"),
    ("abs sqrt exp log floor", "it is a function of math, as in math.sqrt(x)"),
    ("sd std stdev", "it is numerics.standard_deviation: local numerics = require \"numerics\""),
    ("sum mean median quantile", "it is a function of the module numerics: local numerics = require \"numerics\""),
    ("TRUE True T", "write true"),
    ("FALSE False F", "write false"),
    ("NULL Null null NA None none undefined", "nothing is written nil"),
    ("NaN", "it is 0/0; a value that is missing is nil"),
    ("Inf Infinity inf", "write math.huge"),
    ("pi", "write math.pi"),
  ]

  /// How Lua writes what stands between two values elsewhere, as in `a ge b`; `nil` where it is none that is known.
  static func advice(betweenValues word: String) -> String? { operators[word] }

  private static let operators = [
    "eq": "equal is written ==", "ne": "not equal is written ~=", "lt": "less is written <",
    "le": "at most is written <=",
    "gt": "greater is written >", "ge": "at least is written >=",
    "is": "equal is written ==, and whether a value is missing is asked by x == nil",
  ]

  private static let all: [String: String] = {
    var all: [String: String] = [:]
    for group in groups {
      for word in group.words.split(separator: " ") { all[String(word)] = group.advice }
    }
    return all
  }()

  /// The words that Lua keeps for itself, such as `local`.
  public static var keywords: [String] { Keyword.allCases.map(\.rawValue) }
}
