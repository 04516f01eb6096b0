import Cohorts
import TOML

extension DataFault: CustomStringConvertible {
  /// File, line and column, or row and column, and what is wrong; below it the text, with carets under the place.
  public var description: String {
    guard let place else { return "\(file): \(kind.words)" }
    guard case .text(let span) = place.position else { return "\(place.words): \(kind.words)" }
    return "\(place.words): \(kind.words)\n\(span.picture)"
  }
}

extension DataFault {
  /// What is wrong, without the place.
  public var message: String { kind.words }
}

extension DataFault.Kind {
  /// What was expected, what was found, and the nearest right thing.
  var words: String {
    switch self {
    case .missingFile(let nearest): "there is no such file" + Self.suggestion(nearest)
    case .isFolder: "is a folder, where a file is expected"
    case .cutShort: "was cut short while it was read"
    case .changed: "was changed by another program while it was read; load it again when it is complete"
    case .unreadable(let reason): "cannot be read: \(reason)"
    case .noDictionary(let holds): Self.noDictionary(holds)
    case .empty: "is empty; expected a line of column names and at least one row"
    case .noRows: "has column names but no rows"
    case .unknownMember(let member, let names):
      "there is no table \"\(member)\" in the file" + Self.suggestion(nil, else: "its tables", names)
    case .severalMembers(let path, let names):
      "the file holds \(names.count == 0 ? "no tables" : "several tables")"
        + (names.first.map {
          "; name one of them, as in \"\(path)#\($0)\"" + Self.suggestion(nil, else: "its tables", names)
        } ?? "")
    case .otherFormat(let format, let remedy): "is \(format), which is not read; \(remedy)"
    case .transport(let fault): fault.words
    case .compressed(let wrapping, let byte, let reason):
      "is compressed with \(wrapping), but cannot be unwrapped: at byte \(byte), \(reason)"
    case .notDatasetJSON(let found):
      "is JSON, but not Dataset-JSON, which is an object with \"datasetJSONVersion\", \"columns\" and \"rows\"; "
        + "found \(found)"
    case .missingAttributes(let of, let names):
      "\(of) needs \(Self.list(names.map { "\"\($0)\"" })), which \(names.count == 1 ? "is" : "are") not there"
    case .raggedRow(let row, let expected, let found):
      "row \(row) should have \(Self.counted(expected, "value")), one a column, found \(found)"
    case .notUTF8(let byte): TOMLFault.Kind.notUTF8(byte: byte).words
    case .nulByte: TOMLFault.Kind.nulByte.words
    case .ragged(let expected, let found):
      "row should have \(Self.counted(expected, "field")) as the header has, found \(found)"
    case .quoteInField: "a quote inside a field that does not begin with one; quote the field and double the quote"
    case .textAfterQuote: "text after a closing quote; a quote inside a quoted field must be doubled"
    case .quoteNotClosed: "a quote is opened here and never closed"
    case .tooLong: "a single row is longer than 4 GiB"
    case .unnamedColumn(let number): "column \(number) has no name"
    case .duplicateColumn(let name, let numbers):
      "columns \(Self.list(numbers.map(String.init))) are both named \"\(name)\""
    case .notOfType(let column, let type, let found):
      "column \"\(column)\" should be \(Self.article(type)), found \"\(Self.short(found))\""
    case .outOfRange(let column, let found):
      "column \"\(column)\": \"\(Self.short(found))\" is out of the range of numbers"
    case .ambiguousDate(let column, let found):
      "column \"\(column)\": day and month of \"\(Self.short(found))\" cannot be told apart; write dates as 2021-03-09"
    case .unknownLevel(let column, let found, let levels, let nearest):
      "column \"\(column)\" has no level \"\(Self.short(found))\""
        // Levels are often one letter or two, of which every one is near to every other.
        + Self.suggestion(found.count > 2 ? nearest : nil, else: "its levels", levels)
    case .missingSubject(let column): "subject without an id in column \"\(column)\""
    case .duplicateSubject(let id, let first):
      "subject \"\(Self.short(id))\" stands in \(first) already; each subject must have one row"
    case .unknownSubject(let id, let subjects, let nearest):
      "subject \"\(Self.short(id))\" is not in \(subjects)" + Self.suggestion(nearest)
    case .sameTable(let name, let first, let second, let difference):
      "\"\(name)\" is in \(first) and in \(second), and they differ: \(difference); keep one of them, or name the one that is "
        + "meant in a cohort.toml: [tables] \(name) = \"\(first)\""
    case .severalRows(let rows, let owner): "\(owner): \(rows)"
    case .eventNotBinary(let column, let endpoint, let found, let rows, let condition):
      "endpoint \"\(endpoint)\": \"\(column)\" should be 0 (censored) or 1 (event), found \"\(Self.short(found))\""
        + (rows > 1 ? " (\(rows) rows hold neither)" : "") + "; for another coding declare a condition"
        + (condition.map { ", such as event = \"\($0)\"" } ?? "")
    case .negativeTime(let column, let endpoint, let found):
      "endpoint \"\(endpoint)\": \"\(column)\" should not be negative, found \"\(Self.short(found))\""
    default: dictionaryWords
    }
  }

  private var dictionaryWords: String {
    switch self {
    case .declaration(let fault): fault.words
    case .unknownColumn(let name, let table, let nearest):
      "column \"\(name)\" is not in \(table)" + Self.suggestion(nearest)
    case .unknownTable(let name, let nearest):
      "table \"\(name)\" is not among [tables]" + Self.suggestion(nearest)
    case .outsideFolder(let path): "\"\(path)\" leads out of the folder; tables must lie inside it"
    case .duplicateLevel(let level): "level \"\(level)\" is declared twice"
    case .excludes(let first, let second): "\"\(first)\" and \"\(second)\" exclude each other"
    case .nameTaken(let name, let table): "there is a column \"\(name)\" in \(table) already"
    case .cannotCompute(let reason): reason
    case .subjects(let fault): fault.words
    case .pooling(let fault): fault.words
    default: ""
    }
  }

  // MARK: - Pieces of sentences

  private static func noDictionary(_ holds: [String]) -> String {
    let most = 8
    let shown = holds.prefix(most).joined(separator: ", ")
    let more = holds.count > most ? " and \(holds.count - most) more" : ""
    return "the folder has no tables, and no cohort.toml that names them; "
      + (holds.isEmpty ? "it is empty" : "it holds \(shown)\(more)")
  }

  private static func suggestion(_ nearest: String?) -> String { nearest.map { "; did you mean \"\($0)\"?" } ?? "" }

  private static func suggestion(_ nearest: String?, else words: String, _ names: [String], quoted: Bool = true)
    -> String
  {
    guard nearest == nil, !names.isEmpty else { return suggestion(nearest) }
    let shown = names.prefix(12).map { quoted ? "\"\($0)\"" : $0 }.joined(separator: ", ")
    return "; \(words): \(shown)" + (names.count > 12 ? ", …" : "")
  }

  private static func article(_ type: ColumnType) -> String {
    switch type {
    case .integer: "a whole number"
    case .flag: "yes or no"
    case .category, .date, .dateTime, .number, .text: "a \(type.rawValue)"
    case .time: "a time of day"
    }
  }

  private static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

  private static func list(_ names: [String]) -> String {
    names.count < 2 ? names.joined() : names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
  }

  private static func short(_ text: String) -> String { text.count > 60 ? text.prefix(59) + "…" : text }
}
