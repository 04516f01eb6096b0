public import Cohorts
public import TOML

/// Something in the data, or in their dictionary, that keeps them from being used.
public struct DataFault: Error, Sendable, Hashable {
  /// What is wrong.
  public let kind: Kind

  /// The file that it is wrong in.
  public let file: String

  /// Where in the file, where there is a place.
  public let place: Place?

  /// A fault of a whole file.
  init(_ kind: Kind, file: String) {
    self.kind = kind
    self.file = file
    self.place = nil
  }

  /// A fault at a place.
  init(_ kind: Kind, at place: Place) {
    self.kind = kind
    self.file = place.file
    self.place = place
  }

  /// The kinds of fault.
  public enum Kind: Sendable, Hashable {
    // MARK: Files

    /// There is no such file.
    case missingFile(nearest: String?)
    /// A folder stands where a file is expected.
    case isFolder
    /// The file became shorter while it was read.
    case cutShort
    /// The file was written to while it was read.
    case changed
    /// The system refuses the file.
    case unreadable(reason: String)
    /// A folder has no `cohort.toml`; it holds these files.
    case noDictionary(holds: [String])
    /// There is nothing in the file.
    case empty
    /// There are no rows below the header.
    case noRows
    /// A file has no table of that name.
    case unknownMember(String, names: [String])
    /// A file has several tables, and it is not said which is meant.
    case severalMembers(path: String, names: [String])
    /// The file is of a format that is not read; what to do to have its table read.
    case otherFormat(String, remedy: String)
    /// A SAS transport file is damaged.
    case transport(TransportFault)
    /// A compressed file that cannot be unwrapped, and at which of its bytes that shows, from 0.
    case compressed(wrapping: String, byte: Int, reason: String)

    /// A file of JSON that is no Dataset-JSON.
    case notDatasetJSON(found: String)
    /// Attributes that must be there and are not.
    case missingAttributes(of: String, [String])
    /// A row, counted from 1, with another number of values than there are columns.
    case raggedRow(row: Int, expected: Int, found: Int)

    // MARK: Text

    /// A byte that is not UTF-8.
    case notUTF8(byte: UInt8)
    /// A byte that is 0.
    case nulByte
    /// A record of another number of fields than the header.
    case ragged(expected: Int, found: Int)
    /// A quote inside a field that does not begin with one.
    case quoteInField
    /// Text between a closing quote and the end of the field.
    case textAfterQuote
    /// A quote that is never closed.
    case quoteNotClosed
    /// A record or a field that is too long to be meant.
    case tooLong

    // MARK: Names and values

    /// A column without a name.
    case unnamedColumn(number: Int)
    /// Two columns of one name.
    case duplicateColumn(String, numbers: [Int])
    /// A value that is not of its column's declared type.
    case notOfType(column: String, type: ColumnType, found: String)
    /// A number too large to be held.
    case outOfRange(column: String, found: String)
    /// Days and months of a date column that cannot be told apart.
    case ambiguousDate(column: String, found: String)
    /// A value that is none of its column's declared levels.
    case unknownLevel(column: String, found: String, levels: [String], nearest: String?)

    // MARK: Subjects and endpoints

    /// A subject without an id.
    case missingSubject(column: String)
    /// A subject who stands in two rows; the first of them in words, such as `line 3`.
    case duplicateSubject(String, first: String)
    /// A row of a linked table whose subject is not among the subjects.
    case unknownSubject(String, subjects: String, nearest: String?)
    /// A table that stands in a folder twice, with different values.
    case sameTable(String, first: String, second: String, difference: String)
    /// A subject of several rows of a linked table, where what is declared expects at most one.
    case severalRows(SeveralRows, owner: String)
    /// An event that is neither 0 nor 1, as so many rows are; and a condition that would be one, where there is.
    case eventNotBinary(column: String, endpoint: String, found: String, rows: Int, condition: String?)
    /// A time below 0.
    case negativeTime(column: String, endpoint: String, found: String)

    // MARK: The dictionary

    /// A key or a value of a declaration, or its form.
    case declaration(TOMLFault.Kind)
    /// A column that the data do not have.
    case unknownColumn(String, table: String, nearest: String?)
    /// A table that the dictionary does not declare.
    case unknownTable(String, nearest: String?)
    /// A path that leads out of the folder.
    case outsideFolder(String)
    /// A level that is declared twice.
    case duplicateLevel(String)
    /// Two keys that exclude each other.
    case excludes(String, String)
    /// A name that is taken.
    case nameTaken(String, table: String)
    /// A condition, or an endpoint, that cannot be computed.
    case cannotCompute(String)

    // MARK: Folders without a dictionary, and several cohorts

    /// It cannot be told which table holds the subjects.
    case subjects(SubjectsFault)

    /// Cohorts that do not fit each other.
    case pooling(PoolingFault)
  }
}
