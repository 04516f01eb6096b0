/// A worker that stays: it is asked one thing after the other, until it ends or is ended.
///
/// The worker must catch ``WorkerProcess/deadlineSignal`` before its first answer: it means that the present question is to
/// be given up. It comes while a question is under way, and may come just after its answer was sent.
public final class Conversation {
  /// Why a worker was asked to give a question up.
  public enum Stop: Equatable, Sendable {
    /// Its time was over.
    case deadline
    /// The user pressed Ctrl-C.
    case interrupt
  }

  /// What came of a question.
  public struct Outcome: Sendable {
    /// Why the worker was asked to give it up, if it was.
    public var stop: Stop?
    /// How the worker ended, where it did: then there is no conversation any more.
    public var end: WorkerEnd?
  }

  private var supervision: Supervision
  private let frameCap: FrameCap
  private var isEnded = false

  /// Starts a worker.
  ///
  /// - Throws: ``WorkerStartFault``.
  public init(_ worker: Worker) throws(WorkerStartFault) {
    frameCap = worker.frameCap
    supervision = try Supervision(worker: worker, clock: WorkerClock(limit: nil), outbox: [])
    supervision.pause()
  }

  deinit { supervision.finish(isEnded: isEnded) }

  /// Asks something, and waits for the answer.
  ///
  /// - Parameters:
  ///   - question: The frame to send.
  ///   - limit: The time after which the worker is asked to give it up; a second later it is ended.
  ///   - isAnswer: Is given each frame as it comes, and says whether it ends the answer. What it throws ends the worker.
  /// - Returns: What came of it.
  /// - Throws: What `isAnswer` throws, and ``ChannelFault`` where the question is too long.
  public func ask(
    _ question: Frame, limit: Duration?, isAnswer: (Frame) throws -> Bool
  ) throws -> Outcome {
    let bytes = try question.encoded(cap: frameCap)
    do {
      let (stop, end) = try supervision.exchange(bytes, limit: limit, isAnswer: isAnswer)
      isEnded = end != nil
      return Outcome(stop: stop, end: end)
    } catch {
      isEnded = true
      throw error
    }
  }
}
