public import Cohorts

extension ManualArticle {
  /// The article on the types of columns: what is read as each, and how scripts meet it.
  public static var columnTypes: ManualArticle {
    let entries = ColumnType.allCases.map { type in
      let words = words(of: type)
      return Entry(
        type.rawValue, topic: type.rawValue, words.what,
        choices: [
          .init("read from files", words.read), .init("in expressions", words.expressions.joined(separator: ", ")),
          .init("in Lua", words.lua),
        ])
    }
    return ManualArticle(
      "column types", also: ["types", "column-type", "type"], "What a column can hold, and how scripts meet it.",
      [
        .paragraph(
          "The type of a column follows from all its values, or stands in cohort.toml (type = \"category\"). A missing value is nil in a "
            + "function of one subject, unknown in an expression, and workbench.missing in what cohort:values gives."),
        .entries(entries, .point),
      ])
  }

  /// The expressions that the article shows of a type of column.
  public static func examples(of type: ColumnType) -> [String] { words(of: type).expressions }

  private struct TypeWords {
    var what: String
    var read: String
    var expressions: [String]
    var lua: String
  }

  private static func words(of type: ColumnType) -> TypeWords {
    switch type {
    case .number:
      TypeWords(
        what: "A real number.", read: "Numbers with a decimal point or an exponent.",
        expressions: ["dose > 1.5", "log(dose)"], lua: "A number.")
    case .integer:
      TypeWords(
        what: "A whole number.", read: "Whole numbers; 0 and 1 too. Digits after a leading zero (007) stay text.",
        expressions: ["age >= 18", "age // 10"], lua: "An integer.")
    case .flag:
      TypeWords(
        what: "Yes or no.", read: "yes and no, true and false, Y and N, in any case.",
        expressions: ["transplanted", "not transplanted", "transplanted == true"], lua: "true or false.")
    case .category:
      TypeWords(
        what: "One of a few named levels, which have an order.",
        read:
          "Texts of which some occur twice: at most 10 different ones, or at most 500 and half as many as values. The levels of "
          + "cohort.toml, in their order.",
        expressions: ["diagnosis == 'T-ALL'", "response in {'CR', 'PR'}"], lua: "The level, as a text.")
    case .text:
      TypeWords(
        what: "Free text.", read: "What is nothing else.", expressions: ["contains(site, 'north')"],
        lua: "A text.")
    case .date:
      TypeWords(
        what: "A day of the calendar.", read: "2021-03-09, 09MAR2021 and others, where all values are of one form.",
        expressions: ["infused >= '2021-03-01'", "last_seen - infused", "infused + 30"], lua: "A text, \"2021-03-09\".")
    case .dateTime:
      TypeWords(
        what: "A moment: a day and a time of day, without a zone.", read: "2021-03-09T14:30, with seconds or without.",
        expressions: ["date(assessed) >= '2021-03-01'"], lua: "A text, \"2021-03-09T14:30:00\".")
    case .time:
      TypeWords(
        what: "A time of day, without a date or a zone.", read: "14:30, where cohort.toml or the file declares it.",
        expressions: ["taken < '12:00'"], lua: "A text, \"14:30:00\".")
    }
  }
}
