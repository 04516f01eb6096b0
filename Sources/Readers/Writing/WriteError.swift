/// Why data could not be written.
public enum WriteError: Error, Sendable, Hashable, CustomStringConvertible {
  /// These files are there already, and are not to be replaced.
  case exists([String])
  /// The system refuses to write.
  case refused(path: String, reason: String)
  /// A number is infinite, or none, which no reader of a table would understand.
  case notFinite(column: String, row: Int)
  /// The format cannot hold all that is to be written; every case of it.
  case cannotHold(format: String, cases: [WriteLimit])
  /// A text holds a NUL byte.
  case nulInText(column: String, row: Int)

  /// What is in the way.
  public var description: String {
    switch self {
    case .exists(let paths):
      "\(paths.joined(separator: ", ")) \(paths.count == 1 ? "exists" : "exist") already; "
        + "choose another place, or say that files may be overwritten"
    case .refused(let path, let reason): "cannot write \"\(path)\": \(reason)"
    case .cannotHold(let format, let cases):
      "\(format) cannot hold \(cases.count == 1 ? "this" : "these \(cases.count)"); nothing was written:\n"
        + cases.map { "  \($0)" }.joined(separator: "\n")
    case .notFinite(let column, let row):
      "row \(row) of column \"\(column)\" is not a finite number, and cannot be written"
    case .nulInText(let column, let row):
      "row \(row) of column \"\(column)\" holds a NUL byte, and cannot be written"
    }
  }
}
