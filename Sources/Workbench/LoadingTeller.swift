import Readers

/// Tells how far the loading of files is, as a line of text with the rate and the time that is left.
///
/// Safe to share: loading tells of its progress one call at a time.
final class LoadingTeller: @unchecked Sendable {
  private let send: @Sendable (String) -> Void
  private let now: @Sendable () -> Duration
  private let interval: Duration

  private var file: String?
  private var began: Duration
  private var last: Duration
  private var read = 0
  private var isShown = false

  /// A teller.
  ///
  /// - Parameters:
  ///   - interval: The time between two lines, and before the first: what is loaded sooner is not worth a line.
  ///   - now: The time since some moment, the same for all calls.
  ///   - send: Takes a line; an empty one takes the line before it away.
  init(
    every interval: Duration = .milliseconds(200), now: (@Sendable () -> Duration)? = nil,
    send: @escaping @Sendable (String) -> Void
  ) {
    let start = ContinuousClock.now
    self.interval = interval
    self.now = now ?? { start.duration(to: .now) }
    self.send = send
    began = self.now()
    last = began
  }

  /// Tells how far a file is read, where the last line is old enough.
  @Sendable func tell(_ progress: LoadProgress) {
    let now = now()
    if progress.file != file {
      // The first file is under way since the teller was made, any other since the one before was done.
      if file != nil { began = last }
      file = progress.file
      read = 0
    }
    read = max(read, progress.bytesRead)
    if read >= progress.bytes {
      if isShown { send("") }
      isShown = false
      last = now
    } else if now - last >= interval {
      send("reading \(progress.file): \(words(read, of: progress.bytes, after: now - began))")
      isShown = true
      last = now
    }
  }

  private func words(_ read: Int, of bytes: Int, after elapsed: Duration) -> String {
    let share = "\(Int(Double(read) / Double(bytes) * 100))%"
    let (whole, attoseconds) = elapsed.components
    let seconds = Double(whole) + Double(attoseconds) * 1e-18
    guard seconds > 0, read > 0 else { return share }
    let rate = Double(read) / seconds
    return "\(share), \(Self.words(rate: rate)), \(Self.words(left: Double(bytes - read) / rate)) left"
  }

  private static func words(rate: Double) -> String {
    let megabytes = rate / 1e6
    let tenths = (megabytes * 10).rounded() / 10
    return megabytes < 10 ? "\(tenths) MB/s" : "\(Int(min(megabytes.rounded(), 1e9))) MB/s"
  }

  /// Seconds up to a minute and a half, then minutes, both rounded up.
  private static func words(left seconds: Double) -> String {
    seconds <= 90 ? "\(max(1, Int(seconds.rounded(.up)))) s" : "\(Int(min((seconds / 60).rounded(.up), 1e6))) min"
  }
}
