import Analyses

/// Tells how far a long analysis is, as a line of text, and not more often than an eye can follow.
///
/// Safe to share: analyses tell of their progress on the one thread that runs the script.
final class ProgressTeller: @unchecked Sendable {
  private let send: (String) -> Void
  private let interval: Duration
  private var last: ContinuousClock.Instant
  private var isShown = false

  /// A teller.
  ///
  /// - Parameters:
  ///   - interval: The time between two lines, and before the first: what is done sooner is not worth a line.
  ///   - send: Takes a line; an empty one takes the line before it away.
  init(every interval: Duration = .milliseconds(200), send: @escaping (String) -> Void) {
    self.interval = interval
    self.send = send
    last = .now
  }

  /// Tells how far a piece of work is, where the last line is old enough.
  @Sendable func tell(_ progress: Surroundings.Progress) {
    if progress.done >= progress.total {
      if isShown { send("") }
      isShown = false
      last = .now
    } else if last.duration(to: .now) >= interval {
      send("\(progress.work): \(progress.done) of \(progress.total)")
      isShown = true
      last = .now
    }
  }
}
