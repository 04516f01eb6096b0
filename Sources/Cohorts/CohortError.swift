/// What can be wrong with a question asked of a cohort.
public enum CohortError: Error, Sendable, Hashable {
  /// There is no column of that name.
  case unknownColumn(String, table: String, nearest: String?)
  /// There is no linked table of that name.
  case unknownTable(String, known: [String], nearest: String?)
  /// There is no endpoint of that name.
  case unknownEndpoint(String, cohort: String, known: [String], nearest: String?)
  /// There is no population of that name.
  case unknownPopulation(String, cohort: String, known: [String], nearest: String?)
  /// There is no level of that name.
  case unknownLevel(String, column: String, levels: [String], nearest: String?)
  /// Columns of one table differ in length.
  case lengths(table: String, column: String, expected: Int, found: Int)
  /// A column is of another kind than is needed.
  case wrongType(column: String, expected: String, found: ColumnType)
  /// Two subjects have the same id.
  case duplicateSubject(String, rows: Int, Int)
  /// A subject has no id.
  case missingSubjectID(row: Int)
  /// A row of a linked table belongs to nobody.
  case unknownSubject(String, table: String, row: Int)
  /// A derived column would take the place of the subject ids.
  case replacesID(String)
  /// A column has too many different values to be groups.
  case tooManyGroups(column: String, most: Int)
  /// A time is negative.
  case negativeTime(column: String, subject: String, value: Double)
  /// An event is neither 0 nor 1.
  case eventNotBinary(column: String, subject: String, value: String)
  /// A subject leaves before they come under observation, or as they do.
  case entryNotBeforeExit(subject: String, entry: Double, time: Double)
  /// A weight is not a whole number of subjects, 0 or more.
  case invalidWeight(column: String, subject: String, value: Double)
  /// A column says whether something happened, where the day is needed on which it did.
  case notDays(column: String)
  /// A case weight is negative or no number.
  case negativeWeight(column: String, subject: String, value: Double)
  /// A day is recorded in another unit than the endpoint that it is set against.
  case unitsDiffer(column: String, unit: TimeUnit, endpoint: String, needed: TimeUnit)
  /// The times of an endpoint are a duration that was multiplied or divided, so that their unit cannot be told.
  case scaledTime(column: String, expression: String, duration: String, unit: TimeUnit)
  /// There is no response vocabulary of that name.
  case unknownVocabulary(String, known: [String], nearest: String?)
  /// A response is none of the levels of its vocabulary.
  case unknownResponse(
    String, column: String, subject: String, vocabulary: String, levels: [String], nearest: String?)
  /// A subject has several rows of a linked table, where one at most is expected.
  case severalRows(SeveralRows)
  /// An expression cannot be read or does not fit the columns.
  case expression(ExpressionError)
  /// A formula cannot be read.
  case formula(String, reason: String)
}

extension CohortError: CustomStringConvertible {
  /// What was expected, what was found, and the nearest right thing.
  public var description: String {
    switch self {
    case .unknownColumn(let name, let table, let nearest):
      "column \"\(name)\" is not in \"\(table)\"" + Self.suggestion(nearest)
    case .unknownTable(let name, let known, let nearest):
      "there is no linked table \"\(name)\"" + Self.suggestion(nearest)
        + (nearest != nil
          ? ""
          : known.isEmpty
            ? "; the cohort has no linked tables" : "; linked tables: \(known.joined(separator: ", "))")
    case .unknownEndpoint(let name, let cohort, let known, let nearest):
      "endpoint \"\(name)\" is not declared in cohort \"\(cohort)\"" + Self.suggestion(nearest)
        + (nearest != nil
          ? ""
          : known.isEmpty
            ? "; it declares none: write a formula such as \"Surv(time, event)\", or declare it in cohort.toml"
            : "; declared: \(known.joined(separator: ", "))")
    case .unknownPopulation(let name, let cohort, let known, let nearest):
      "population \"\(name)\" is not declared in cohort \"\(cohort)\"" + Self.suggestion(nearest)
        + (known.isEmpty
          ? "; it declares none: use cohort:where, or declare it in cohort.toml"
          : (nearest == nil ? "; declared: " : " Declared: ") + known.joined(separator: ", "))
    case .unknownLevel(let name, let column, let levels, let nearest):
      "column \"\(column)\" has no level \"\(name)\"" + Self.suggestion(nearest)
        + (nearest == nil ? "; its levels: \(levels.map { "\"\($0)\"" }.joined(separator: ", "))" : "")
    case .lengths(let table, let column, let expected, let found):
      "column \"\(column)\" of \"\(table)\" has \(found) rows where \(expected) were expected"
    case .wrongType(let column, let expected, let found):
      "column \"\(column)\" should be \(expected), but is \(found.rawValue)"
    case .duplicateSubject(let id, let first, let second):
      "subject id \"\(id)\" stands in rows \(first) and \(second); each subject must have one row"
    case .missingSubjectID(let row): "row \(row) has no subject id"
    case .unknownSubject(let id, let table, let row):
      "row \(row) of \"\(table)\" belongs to subject \"\(id)\", who is not among the subjects"
    case .replacesID(let name): "\"\(name)\" holds the subject ids and cannot be replaced; choose another name"
    case .tooManyGroups(let column, let most):
      "column \"\(column)\" has more than \(most) different values, too many for groups; derive a column with fewer"
    case .negativeTime(let column, let subject, let value):
      "subject \"\(subject)\": \(column) is \(Value.number(value)), but a time cannot be negative"
    case .eventNotBinary(let column, let subject, let value):
      "subject \"\(subject)\": \(column) is \(value), but an event must be 0 (censored) or 1 (event); for another coding "
        + "declare a condition, such as event = \"\(column) == 2\""
    case .entryNotBeforeExit(let subject, let entry, let time):
      "subject \"\(subject)\" enters at \(Value.number(entry)) and leaves at \(Value.number(time)); "
        + "entry must come before exit"
    case .invalidWeight(let column, let subject, let value):
      "subject \"\(subject)\": weight \(column) is \(Value.number(value)), "
        + "but a frequency must be a whole number, 0 or more"
    case .notDays(let column):
      "column \"\(column)\" says whether something happened, but the day is needed on which it did, missing for those to whom it "
        + "did not"
    case .negativeWeight(let column, let subject, let value):
      "subject \"\(subject)\": weight \(column) is \(Value.number(value)), but a weight cannot be negative"
    case .unitsDiffer(let column, let unit, let endpoint, let needed):
      "\"\(column)\" is recorded in \(unit.rawValue), but \(endpoint) in \(needed.rawValue); derive one in the unit of the "
        + "other"
    case .scaledTime(let column, let expression, let duration, let unit):
      "the unit of \"\(column)\" cannot be told: it is \(expression), where \(duration) is in \(unit.rawValue); convert it with "
        + "in_months(\(duration)) and its like, which keep the unit, or declare an endpoint that says the unit"
    case .unknownVocabulary(let name, let known, let nearest):
      "there is no response vocabulary \"\(name)\"" + Self.suggestion(nearest)
        + (nearest == nil ? "; there are \(known.joined(separator: ", ")), and those that you declare" : "")
    case .unknownResponse(let value, let column, let subject, let vocabulary, let levels, let nearest):
      "subject \"\(subject)\": \(column) is \"\(value)\", which the vocabulary \"\(vocabulary)\" does not know"
        + Self.suggestion(nearest) + (nearest == nil ? "; its" : " Its") + " levels: \(levels.joined(separator: ", "))"
    case .severalRows(let rows): rows.description
    case .expression(let error): error.description
    case .formula(let text, let reason): "formula \"\(text)\": \(reason)"
    }
  }

  private static func suggestion(_ nearest: String?) -> String {
    nearest.map { "; did you mean \"\($0)\"?" } ?? ""
  }
}
