/// What can be wrong with an expression; its words are made here alone.
enum ExpressionFault: Hashable {
  // MARK: Reading
  case unexpectedEnd(expected: String)
  case unexpected(String, expected: String)
  case unclosed(String)
  case unterminatedText
  case unterminatedName
  case emptyName
  case badEscape(String)
  case notText
  case malformedNumber(String)
  case unknownCharacter(String, instead: String?)
  case assignment
  case foreignOperator(String, instead: String)
  case foreignFunction(String, instead: String)
  case foreignValue(String, instead: String)
  case comment
  case nilValue
  case tooDeep(most: Int)
  case unknownFunction(String, nearest: String?)
  case argumentCount(String, takes: ClosedRange<Int>, found: Int)

  // MARK: Fitting the columns
  case unknownColumn(String, table: String, nearest: String?)
  case roleForColumn(String, table: String, column: String)
  case unquotedLevel(String, column: String)
  case unknownLevel(String, column: String, levels: [String], nearest: String?)
  case notComparable(String, String, String, String, column: String?)
  case flagComparedWithNumber(String)
  case textComparedWithNumber(String, String, String)
  case levelComparedWithNumber(String, String, levels: [String], instead: String?)
  case chainedComparison(String, String, String)
  case notBindsTighter(String, rest: String)
  case notOrdered(String, String)
  case differentLevels(String, String)
  case notCondition(String, String)
  case wrongOperand(String, String, needs: String, of: String)
  case dateArithmetic(String, String)
  case notDate(String)
  case notMoment(String, column: String)
  case notClock(String)
  case notColumn(String, function: String)
  case differentKinds(function: String, String, String, String, String)
  case partNotLiteral(String, function: String)
  case unexpectedList
  case emptyRange(String, low: String, high: String)

  // MARK: Rows of a subject
  case clauseTwice(String)
  case misplacedRowFunction(String)
  case manyValues(String)
  case noOrder(String, String)
  case unknownOrder(String, levels: [String], of: String, isResponse: Bool)

  // MARK: Units and dates
  case unitsDiffer(String, Unit, String, Unit)
  case noUnit(String, function: String)
  case notDuration(String, unit: String, function: String)
  case partOfDay(String)
  case wrongImputation(String)

  // MARK: Intervals
  case cutWithoutEdges
  case wrongEdge(String, isDate: Bool)
  case edgesNotAscending(String, after: String)
  case labelNotText(String)
  case labelTwice(String)
  case labelCount(needed: Int, found: Int)
  case wrongSide(String)
}

extension ExpressionFault {
  var message: String {
    switch self {
    case .emptyRange(let value, let low, let high):
      "nothing is between \(low) and \(high): the lower limit comes first; write between(\(value), \(high), \(low))"
    case .unexpectedEnd(let expected): "the expression ends where \(expected) was expected"
    case .unexpected(let found, let expected): "unexpected \(found) where \(expected) was expected"
    case .unclosed(let bracket): "this \(bracket) is never closed"
    case .unterminatedText: "the text is never closed: its second quote is missing"
    case .unterminatedName: "the name is never closed: its second backquote is missing"
    case .emptyName: "there is no name between the backquotes"
    case .badEscape(let escape): "\(escape) is not an escape that Lua knows; for a backslash write \\\\"
    case .notText: "the escapes of this text do not make valid UTF-8"
    case .malformedNumber(let number): "malformed number \(number)"
    case .unknownCharacter(let character, let instead):
      "unexpected character \(character)" + (instead.map { "; write \($0)" } ?? "")
    case .assignment: "= assigns; did you mean ==?"
    case .foreignOperator(let found, let instead): "there is no operator \(found); write \(instead)"
    case .foreignFunction(let name, let instead): "there is no function \"\(name)\"; write \(instead)"
    case .foreignValue(let name, let instead): "there is no value \(name); write \(instead)"
    case .comment: "an expression cannot hold a comment; to subtract a negative number write - -"
    case .nilValue: "nothing equals a missing value; write is_missing(x)"
    case .tooDeep(let most): "the expression is nested deeper than \(most) levels"
    case .unknownFunction(let name, let nearest):
      "there is no function \"\(name)\""
        + (nearest.map { "; did you mean \"\($0)\"?" }
          ?? "; there are \(ExpressionFunction.allCases.map(\.rawValue).joined(separator: ", "))")
    case .argumentCount(let name, let takes, let found):
      "\(name) takes \(Self.words(for: takes)), but \(found == 0 ? "none is" : found == 1 ? "1 is" : "\(found) are") given"
    case .unknownColumn(let name, let table, let nearest):
      CohortError.unknownColumn(name, table: table, nearest: nearest).description
        + (nearest.map {
          $0 == ColumnName.inExpression($0) ? "" : " Write it in backquotes: \(ColumnName.inExpression($0))"
        } ?? "")
    case .roleForColumn(let role, let table, let column):
      "column \"\(role)\" is not in \"\(table)\"; the \(role.lowercased()) is in \"\(column)\""
    case .unquotedLevel(let name, let column):
      "\"\(name)\" is a level of \(column), not a column; write it in quotes, '\(name)'"
    case .unknownLevel(let name, let column, let levels, let nearest):
      CohortError.unknownLevel(name, column: column, levels: levels, nearest: nearest).description
    case .notComparable(let left, let leftKind, let right, let rightKind, let column):
      "cannot compare \(left) (\(leftKind)) with \(right) (\(rightKind))"
        + (column.map { "; the column is written without quotes, \($0)" } ?? "")
    case .flagComparedWithNumber(let flag):
      "\(flag) is yes or no, not a number; write \(flag) == true or \(flag) == false"
    case .textComparedWithNumber(let text, let kind, let number):
      "cannot compare \(text) (\(kind)) with \(number) (a number); the numbers that it writes are number(\(text))"
    case .levelComparedWithNumber(let category, let number, let levels, let instead):
      "cannot compare \(category) (a category) with \(number) (a number); its levels: \(Self.list(levels))"
        + (instead.map { "; write \($0)" } ?? "")
    case .chainedComparison(let first, let middle, let last):
      "comparisons do not chain; write \(first) and \(middle) \(last)"
    case .notBindsTighter(let condition, let rest):
      "not binds tighter than a comparison; write not (\(condition) \(rest))"
    case .notOrdered(let operand, let kind): "\(operand) is \(kind), which has no order; compare it with == or ~="
    case .differentLevels(let left, let right):
      "\(left) and \(right) have different levels, which have no common order; compare them with == or ~="
    case .notCondition(let operand, let kind): "a condition is needed, but \(operand) is \(kind)"
    case .wrongOperand(let operand, let kind, let needs, let of): "\(of) needs \(needs), but \(operand) is \(kind)"
    case .dateArithmetic(let operand, let kind):
      "\(operand) is \(kind), which cannot be reckoned with so; dates are subtracted, and whole days added to them"
    case .notDate(let text): "\(text) is not a date; write it as 'yyyy-mm-dd'"
    case .notMoment(let text, let column):
      "\(text) is not a moment; write it as 'yyyy-mm-ddThh:mm:ss', or compare the day, date(\(column))"
    case .notClock(let text): "\(text) is not a time of day; write it as 'hh:mm' or 'hh:mm:ss'"
    case .notColumn(let operand, let function): "\(function) needs the name of a column, not \(operand)"
    case .differentKinds(let function, let first, let firstKind, let second, let secondKind):
      "\(function) needs values of one kind, but \(first) is \(firstKind) and \(second) is \(secondKind)"
    case .partNotLiteral(let operand, let function):
      "\(function) needs a text in quotes as its second value, not \(operand)"
    case .unexpectedList: "a list in braces stands after in, or as the edges and labels of cut"
    case .clauseTwice(let word): "there can be only one \(word)"
    case .misplacedRowFunction(let name):
      "\(name) looks at all rows of a subject in a linked table; it stands in what per_subject and derive_rows compute"
    case .manyValues(let operand):
      "\(operand) has a value for each row, where one for each subject is needed, such as max(x), first(x) or count()"
    case .noOrder(let operand, let kind): "rows are ordered by numbers, dates or a category, but \(operand) is \(kind)"
    case .unknownOrder(let operand, let levels, let of, let isResponse):
      "\(of) needs levels in order, but nobody has said in which order those of \(operand) stand: \(Self.list(levels)); "
        + (isResponse
          ? "its vocabulary says what counts as a response: ask for it with counts_as = \"response\", or name the levels, as in "
            + "\(operand) in {'…', '…'}"
          : "declare it for the column in cohort.toml, the lowest first: levels = [\"…\", \"…\"]")
    case .unitsDiffer, .noUnit, .notDuration, .partOfDay, .wrongImputation: unitMessage
    case .cutWithoutEdges, .wrongEdge, .edgesNotAscending, .labelNotText, .labelTwice, .labelCount, .wrongSide:
      intervalMessage
    }
  }

  private static func list(_ levels: [String]) -> String {
    levels.prefix(6).map { "\"\($0)\"" }.joined(separator: ", ") + (levels.count > 6 ? ", …" : "")
  }

  static func words(for counts: ClosedRange<Int>) -> String {
    if counts.upperBound == .max { return "\(counts.lowerBound) or more values" }
    if counts == 0...0 { return "no value" }
    let most = counts.count > 1 ? (counts.count == 2 ? " or " : " to ") + "\(counts.upperBound)" : ""
    return "\(counts.lowerBound)\(most) value\(counts.upperBound == 1 ? "" : "s")"
  }
}
