import TOML

extension DataFault {
  /// A fault of a declaration.
  init(_ fault: TOMLFault) {
    let kind = Kind.declaration(fault.kind)
    if let span = fault.span {
      self.init(kind, at: Place(file: fault.file, position: .text(span)))
    } else {
      self.init(kind, file: fault.file)
    }
  }
}

extension DataFault.Kind {
  /// A text that is not of its format.
  static func syntax(_ reason: String) -> Self { .declaration(.syntax(reason)) }

  /// A key that is needed and not there.
  static func missingKey(_ key: String, table: String) -> Self { .declaration(.missingKey(key, table: table)) }

  /// A value of another kind than is needed.
  static func wrongValue(key: String, expected: String, found: String) -> Self {
    .declaration(.wrongValue(key: key, expected: expected, found: found))
  }

  /// A name that is none of the choices.
  static func unknownChoice(key: String, found: String, choices: [String], nearest: String?) -> Self {
    .declaration(.unknownChoice(key: key, found: found, choices: choices, nearest: nearest))
  }
}

extension FaultList {
  /// Adds what is found wrong while something is read.
  mutating func gather<Content>(_ read: (inout TOMLFaults) -> Content) -> Content {
    var found = TOMLFaults()
    let content = read(&found)
    add(found)
    return content
  }

  /// Adds what was found wrong elsewhere.
  mutating func add(_ found: TOMLFaults) {
    for fault in found.faults { add(DataFault(fault)) }
    add(unshown: found.total - found.faults.count)
  }
}
