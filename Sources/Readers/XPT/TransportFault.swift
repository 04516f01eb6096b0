/// What is wrong in a SAS transport file.
public enum TransportFault: Sendable, Hashable {
  /// The file ends before something is complete.
  case cutOff(String, at: Int, needs: Int, has: Int)
  /// A header record of another kind than has to follow.
  case record(expected: String, found: String, at: Int)
  /// A number in a header record that cannot be.
  case count(of: String, found: String, at: Int)
  /// A variable that is neither numeric nor character.
  case variableType(String, found: Int, at: Int)
  /// A variable whose values have a length that the format does not know.
  case variableLength(String, found: Int, most: Int, at: Int)
  /// A variable that would lie outside of the row.
  case outsideRow(String, position: Int, length: Int, width: Int, at: Int)
  /// Two variables that would share bytes of the row.
  case overlap(String, String, at: Int)
  /// A number of rows that is not the number that the bytes hold.
  case rowCount(declared: Int, found: Int, width: Int, at: Int)
  /// A last row without all of its bytes.
  case partialRow(Int, has: Int, width: Int, at: Int)
  /// No data set at all.
  case noMembers

  /// What was expected, what was found, and at which byte.
  var words: String {
    switch self {
    case .cutOff(let what, let offset, let needs, let has):
      "the file ends inside \(what), which begins at byte \(offset): \(needs) bytes are needed, and \(has) are there"
    case .record(let expected, let found, let offset):
      "byte \(offset): expected the header record \(expected), found \"\(found)\""
    case .count(let what, let found, let offset):
      "byte \(offset): \"\(found)\" is not a \(what)"
    case .variableType(let name, let found, let offset):
      "byte \(offset): variable \(name) has the type \(found); expected 1 (numeric) or 2 (character)"
    case .variableLength(let name, let found, let most, let offset):
      "byte \(offset): variable \(name) has a length of \(found) bytes; expected \(most == 8 ? 2 : 1) to \(most)"
    case .outsideRow(let name, let position, let length, let width, let offset):
      "byte \(offset): variable \(name) would take bytes \(position) to \(position + length - 1) "
        + "of rows that have \(width)"
    case .overlap(let first, let second, let offset):
      "byte \(offset): variables \(first) and \(second) would share bytes of the row"
    case .rowCount(let declared, let found, let width, let offset):
      "byte \(offset): \(Self.rows(declared)) of \(width) bytes declared, and \(found) there"
    case .partialRow(let row, let has, let width, let offset):
      "byte \(offset): row \(row) should have \(width) bytes, and \(has) are there"
    case .noMembers: "is a SAS transport file without a data set"
    }
  }

  private static func rows(_ count: Int) -> String { "\(count) row\(count == 1 ? "" : "s")" }
}
