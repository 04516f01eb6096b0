/// Words of R, SAS and SQL, and what an expression has for them.
enum ForeignWord {
  /// What is written in the place of a word between two values, such as `ge`.
  static func instead(ofOperator word: String) -> String? { operators[word.lowercased()] }

  /// What is written in the place of a function, such as `is.na`.
  static func instead(ofFunction name: String) -> String? { functions[name.lowercased()] }

  /// What is said of a name that is a value elsewhere, such as `TRUE`; `nil` of others.
  static func fault(ofValue name: String) -> ExpressionFault? {
    switch name {
    case "TRUE", "True", "T": .foreignValue(name, instead: "true")
    case "FALSE", "False", "F": .foreignValue(name, instead: "false")
    case "NA", "NULL", "Null", "null", "None", "NaN", "missing": .nilValue
    default: nil
    }
  }

  private static let operators = [
    "eq": "==", "ne": "~=", "gt": ">", "lt": "<", "ge": ">=", "le": "<=", "and": "and", "or": "or", "mod": "%",
    "is": "is_missing(x), or ==", "between": "between(x, low, high)", "like": "contains(x, 'text')", "isin": "in {…}",
    "notin": "not in {…}", "contains": "contains(x, 'text')",
  ]

  static let functions = [
    "is.na": "is_missing(x)", "isna": "is_missing(x)", "is_na": "is_missing(x)", "isnull": "is_missing(x)",
    "is.null": "is_missing(x)", "missing": "is_missing(x)", "nmiss": "is_missing(x)", "cmiss": "is_missing(x)",
    "complete.cases": "not is_missing(x)", "notna": "not is_missing(x)",
    "ifelse": "if_else(condition, this, that)", "if": "if_else(condition, this, that)",
    "iif": "if_else(condition, this, that)", "case_when": "if_else(condition, this, that)",
    "coalesce": "if_missing(x, other)", "ifnull": "if_missing(x, other)", "nvl": "if_missing(x, other)",
    "grepl": "contains(x, 'text')", "str_detect": "contains(x, 'text')", "startswith": "starts_with(x, 'text')",
    "endswith": "ends_with(x, 'text')", "toupper": "upper(x)", "upcase": "upper(x)", "tolower": "lower(x)",
    "lowcase": "lower(x)", "strip": "trim(x)", "trimws": "trim(x)", "nchar": "length(x)", "len": "length(x)",
    "as.numeric": "number(x)", "input": "number(x)", "int": "floor(x)", "as.character": "text(x)",
    "as.date": "date('yyyy-mm-dd')",
    "datediff": "days_between(from, to)", "difftime": "days_between(from, to)", "ln": "log(x)", "ceiling": "ceil(x)",
    "c": "a list in braces, such as {1, 2}", "list": "a list in braces, such as {1, 2}",
  ]
}
