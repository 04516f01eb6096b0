/// A process that does one piece of work apart from this one, so that neither its crash nor its hang can reach us.
///
/// The worker is this same binary, started again with other arguments (a hidden subcommand, say). It inherits
/// nothing: its environment is ``environment``, its only channels are a request channel, a message channel
/// (see ``WorkerProcess``) and its standard output and error, whose last part is kept. The working folder stays, since
/// data are named by relative paths.
///
///     let end = try Worker(arguments: ["worker"]).run(request: [request], clock: clock) { frame in … }
///
/// One call of ``run(request:clock:onFrame:onTick:)`` is one life of one process. When it returns, the process is
/// gone and waited for, and every descriptor is closed, however it ended.
public struct Worker: Sendable {
  /// What follows the program's name on the worker's command line.
  public var arguments: [String]

  /// The binary to start; nil is this same binary.
  public var executable: String?

  /// The worker's whole environment, as `NAME=value`.
  public var environment: [String]

  /// How many processors it may use at most; nil is all that there are.
  ///
  /// Linux alone can bound them; elsewhere a worker with a bound cannot be started.
  public var processors: Int?

  /// The longest frame that is accepted from the worker.
  public var frameCap: FrameCap

  /// How many bytes of the end of the worker's standard output and error are kept.
  public var tailSize: Int

  /// A worker that is this same binary with these arguments.
  public init(
    arguments: [String], executable: String? = nil, environment: [String] = Worker.plainEnvironment,
    frameCap: FrameCap = .standard, tailSize: Int = 16 << 10
  ) {
    self.arguments = arguments
    self.executable = executable
    self.environment = environment
    self.frameCap = frameCap
    self.tailSize = tailSize
  }

  /// The C locale, the time of Greenwich, and no second program started when the worker crashes.
  public static let plainEnvironment = ["LC_ALL=C", "SWIFT_BACKTRACE=enable=no", "TZ=UTC0"]
}

extension Worker {
  /// Starts the worker, sends it the request, keeps the clock, and waits for its end.
  ///
  /// - Parameters:
  ///   - request: the frames to send; the channel stays open after them.
  ///   - clock: how long the worker may take.
  ///   - onFrame: is given each frame as it comes, on this thread. What it throws ends the worker and is thrown on.
  ///   - onTick: is called about ten times a second with the time since the start, for a display of progress.
  ///     What it throws ends the worker and is thrown on.
  /// - Returns: how the worker ended, and the end of what it wrote to its standard output and error.
  /// - Throws: ``WorkerStartFault`` where the process cannot be started, and whatever `onFrame` and `onTick` throw.
  public func run(
    request: [Frame] = [], clock: WorkerClock, onFrame: (Frame) throws -> Void,
    onTick: (Duration) throws -> Void = { _ in }
  ) throws -> WorkerEnd {
    var outbox: [UInt8] = []
    for frame in request { outbox += try frame.encoded(cap: frameCap) }
    var supervision = try Supervision(worker: self, clock: clock, outbox: outbox)
    return try supervision.run(onFrame: onFrame, onTick: onTick)
  }
}

/// How long a worker may take, and from when that counts.
public struct WorkerClock: Equatable, Sendable {
  /// When the time begins to count.
  public enum Start: Equatable, Sendable {
    /// At once.
    case atStart
    /// When the worker sends its first frame of this kind: "loaded and ready". Until then nothing bounds it.
    case atFrame(kind: UInt8)
  }

  /// The time allowed; nil is no bound.
  public var limit: Duration?

  /// The time between the signal that asks the worker to stop (``WorkerProcess/deadlineSignal``) and the one that ends it (SIGKILL).
  public var grace: Duration

  /// When the time begins to count.
  public var start: Start

  /// A time limit, with a second's grace.
  public init(limit: Duration?, grace: Duration = .seconds(1), start: Start = .atStart) {
    self.limit = limit
    self.grace = grace
    self.start = start
  }
}
