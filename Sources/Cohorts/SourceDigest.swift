import Dispatch
import Synchronization

/// The SHA-256 digest of what was read, which may be computed while analyses run already.
///
/// To digest a large file takes as long as to read its values. Whoever asks for the digest waits for it; it is asked for
/// where a report or an overview is written, and to encode one that cannot be had fails.
public struct SourceDigest: Sendable, Hashable, Codable {
  private let state: State

  private enum State: Sendable {
    case known(String)
    case pending(PendingDigest)
  }

  /// A digest that is known.
  ///
  /// - Parameter hexadecimal: Its 64 hexadecimal digits.
  public init(_ hexadecimal: String) { state = .known(hexadecimal) }

  /// A digest that is computed once, from when it is started or first asked for.
  ///
  /// - Parameter compute: Gives its 64 hexadecimal digits, or throws why what is there is not what was read.
  public init(computing compute: @escaping @Sendable () throws -> String) { state = .pending(PendingDigest(compute)) }

  /// A digest that was written as its hexadecimal digits.
  public init(from decoder: any Decoder) throws {
    state = .known(try decoder.singleValueContainer().decode(String.self))
  }

  /// Writes its hexadecimal digits, once they are known.
  ///
  /// - Parameter encoder: Where they are written to.
  /// - Throws: Why there are none.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hexadecimal())
  }

  /// Starts to compute it, where nobody has yet, and does not wait.
  public func start() {
    if case .pending(let pending) = state { pending.start() }
  }

  /// Its 64 hexadecimal digits, once they are known.
  ///
  /// - Throws: Why there are none.
  public func hexadecimal() throws -> String {
    switch state {
    case .known(let text): text
    case .pending(let pending): try pending.result().get()
    }
  }

  /// Its hexadecimal digits, or why there are none.
  var words: String {
    do { return try hexadecimal() } catch { return "\(error)" }
  }

  /// Whether both have the same digits, once these are known.
  public static func == (left: Self, right: Self) -> Bool { left.words == right.words }

  /// Hashes its digits, once they are known.
  public func hash(into hasher: inout Hasher) { hasher.combine(words) }
}

/// What is computed once, while others go on.
private final class PendingDigest: Sendable {
  private enum Phase: Sendable {
    case waiting(@Sendable () throws -> String)
    case started
    case done(Result<String, any Error>)
  }

  private let phase: Mutex<Phase>
  private let group = DispatchGroup()

  init(_ compute: @escaping @Sendable () throws -> String) { phase = Mutex(.waiting(compute)) }

  func start() {
    phase.withLock { phase in
      guard case .waiting(let compute) = phase else { return }
      phase = .started
      DispatchQueue.global().async(group: group) {
        let result = Result { try compute() }
        self.phase.withLock { $0 = .done(result) }
      }
    }
  }

  func result() -> Result<String, any Error> {
    start()
    group.wait()
    return phase.withLock { phase in
      guard case .done(let result) = phase else { preconditionFailure("the group was left before its work was done") }
      return result
    }
  }
}
