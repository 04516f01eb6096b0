import Cohorts

/// A data set in a SAS transport file: described, its rows found, its values not yet read.
struct XPTMember: Sendable {
  /// Its name, or `nil` where it has none.
  var name: String?
  /// Its label.
  var label: String?
  /// Its variables, in order.
  var variables: [XPTVariable]
  /// The number of bytes of a row.
  var width: Int
  /// Where its first row begins.
  var start: Int
  /// The number of rows, all of whose bytes are there.
  var rowCount: Int
  /// What was decided in finding all this, a sentence each.
  var notes: [String]
}

/// The data sets of a SAS transport file.
///
/// The version is told by the words of the header records, member by member.
struct XPTLibrary {
  /// The data sets, in the order of the file.
  private(set) var members: [XPTMember] = []

  /// Whether bytes are a SAS transport file, or were one, by what each of their header records begins with.
  static func recognises(_ bytes: FileBytes) -> Bool {
    let mark = XPTHeader.mark
    return bytes.count >= mark.count && mark.indices.allSatisfy { bytes[$0] == mark[$0] }
  }

  /// Finds the data sets of a file.
  ///
  /// - Parameters:
  ///   - name: The name under which faults show the file.
  ///   - bytes: Its bytes.
  /// - Throws: ``DataFaults`` where it is no such file, or a part of it is missing or contradicts another.
  init(name: String, bytes: FileBytes) throws(DataFaults) {
    var parser = XPTParser(name: name, records: XPTRecords(bytes: bytes))
    _ = try parser.header([.library, .library8])
    try parser.skipRecords(2, "the header of the library")
    while !parser.isAtEnd { members.append(try parser.member()) }
    guard !members.isEmpty else { throw parser.fault(.noMembers) }
  }
}
