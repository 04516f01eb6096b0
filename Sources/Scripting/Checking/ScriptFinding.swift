import LuaSyntax

/// Something that a check of a script found, and where.
public struct ScriptFinding: Sendable, Hashable {
  /// How bad a finding is.
  public enum Grade: String, Sendable, Hashable, Codable {
    /// The script cannot run, or not with these data.
    case error
    /// It runs, but is likely not to be what was meant.
    case warning
  }

  /// What kinds of finding there are; the names are stable.
  public enum Code: String, Sendable, Hashable, Codable, CaseIterable {
    case syntax
    case header
    case noTitle = "no_title"
    case unknownName = "unknown_name"
    case unavailable
    case undeclaredAssignment = "undeclared_assignment"
    case unknownModule = "unknown_module"
    case unknownFunction = "unknown_function"
    case unknownMember = "unknown_member"
    case call
    case unknownArgument = "unknown_argument"
    case missingArgument = "missing_argument"
    case wrongArgument = "wrong_argument"
    case notAChoice = "not_a_choice"
    case expression
    case unknownColumn = "unknown_column"
    case unknownEndpoint = "unknown_endpoint"
    case unknownTable = "unknown_table"
    case unknownLevel = "unknown_level"
    case data
    case unusedParameter = "unused_parameter"
    case undeclaredParameter = "undeclared_parameter"
    case needlessNeed = "needless_need"
    case missingNeed = "missing_need"
    case unusedLocal = "unused_local"
    case unusedModule = "unused_module"
    case unusedResult = "unused_result"
    case unreachable, shadowed
    case noReport = "no_report"
  }

  /// What kind of finding it is.
  public let code: Code
  /// How bad it is.
  public let grade: Grade
  /// What was found, with the nearest right thing where there is one.
  public let message: String
  /// The script's file.
  public let file: String
  /// The line, from 1.
  public let line: Int
  /// The character of the line, from 1.
  public let column: Int
  /// How many characters of the line it is about, at least one.
  public let length: Int
  /// The line of the script, as it stands there.
  public let text: String

  init(_ code: Code, _ grade: Grade, _ message: String, at range: Range<Int>, of source: SourceText, in file: String) {
    self.code = code
    self.grade = grade
    self.message = message
    self.file = file
    let start = source.position(of: range.lowerBound)
    let end = source.position(of: range.upperBound)
    line = start.line
    column = start.column
    text = source.line(start.line)
    length = max((end.line == start.line ? end.column : text.count + 1) - start.column, 1)
  }

  /// `file:line:column: grade: message [code]`, then the line with carets under the place.
  public var description: String {
    let margin = text.prefix(column - 1).map { $0 == "\t" ? "\t" : " " }.joined()
    let carets = String(repeating: "^", count: length)
    return
      "\(file):\(line):\(column): \(grade.rawValue): \(message) [\(code.rawValue)]\n  \(text)\n  \(margin)\(carets)"
  }
}

extension ScriptFinding: CustomStringConvertible {}
