/// The system refused something that a worker needs.
public struct LockFault: Error, Equatable, Sendable, CustomStringConvertible {
  /// What was to be done.
  public var operation: String

  /// The system's errno value.
  public var code: Int32

  /// The fault in one sentence.
  public var description: String { "cannot \(operation): \(systemErrorText(code))" }
}
