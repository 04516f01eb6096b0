/// What can be wrong with the talk between a worker and its parent.
public enum ChannelFault: Error, Equatable, Sendable {
  /// A frame says that it is longer than the channel allows.
  case frameTooLong(length: Int, cap: Int)

  /// The other side ended in the middle of a frame.
  case endedInsideFrame(received: Int, expected: Int)

  /// The system refused to read or write.
  case system(operation: String, code: Int32)

  /// This process was not started as a worker: its request and message channels are not open.
  case notStartedAsWorker
}

extension ChannelFault: CustomStringConvertible {
  /// The fault in one sentence.
  public var description: String {
    switch self {
    case .frameTooLong(let length, let cap):
      "a message of \(length) bytes is longer than the \(cap) bytes allowed"
    case .endedInsideFrame(let received, let expected):
      "the other side ended after \(received) of a message's \(expected) bytes"
    case .system(let operation, let code):
      "cannot \(operation): \(systemErrorText(code))"
    case .notStartedAsWorker:
      "this command is started by the workbench itself, not by hand"
    }
  }
}
