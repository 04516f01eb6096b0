/// Why a report could not be written.
///
/// No half-written file is left behind.
public enum ReportWriterError: Error, Sendable, Hashable {
  /// The name cannot be the name of a file.
  case invalidName(String)
  /// The folder cannot be made.
  case cannotCreateFolder(String, reason: String)
  /// Something else lies where the folder should be.
  case notAFolder(String)
  /// A file cannot be written.
  case cannotWrite(String, reason: String)
}

extension ReportWriterError: CustomStringConvertible {
  /// What was wanted, and what stood in its way.
  public var description: String {
    switch self {
    case .invalidName(let name):
      "a report cannot be named \"\(name.neutralised)\": expected the name of a file, without folders or control characters"
    case .cannotCreateFolder(let path, let reason): "cannot create the folder \(path.neutralised): \(reason)"
    case .notAFolder(let path): "expected a folder at \(path.neutralised), but something else is there"
    case .cannotWrite(let path, let reason): "cannot write \(path.neutralised): \(reason)"
    }
  }
}
