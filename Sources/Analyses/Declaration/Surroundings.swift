/// What surrounds the call of an analysis: what it may call in turn, the seed of what it draws, and who hears how far it is.
public struct Surroundings: Sendable {
  /// The analyses that it may call; none where it stands alone.
  public var registry: Registry?

  /// The seed of what it draws at random.
  public var seed: UInt64

  /// Hears how far a long analysis is; it changes nothing in the result.
  public var progress: @Sendable (Progress) -> Void

  /// The analyses under way that led to this call, outermost first.
  var callers: [String] = []

  /// How far a piece of work is.
  public struct Progress: Sendable, Hashable {
    /// The work in a few words, such as "resamples".
    public var work: String
    /// How much of it is done.
    public var done: Int
    /// How much there is.
    public var total: Int

    /// How far a piece of work is.
    public init(_ work: String, done: Int, of total: Int) {
      self.work = work
      self.done = done
      self.total = total
    }
  }

  /// What surrounds a call.
  ///
  /// - Parameters:
  ///   - registry: The analyses that may be called.
  ///   - seed: The seed of what is drawn at random.
  ///   - progress: Hears how far a long analysis is, on the thread that called it.
  public init(
    registry: Registry? = nil, seed: UInt64 = 1, progress: @escaping @Sendable (Progress) -> Void = { _ in }
  ) {
    self.registry = registry
    self.seed = seed
    self.progress = progress
  }

  /// What surrounds a call that one of these analyses makes.
  ///
  /// What is under way inside of another piece of work is not told: it would be told of each of many.
  func inside(_ caller: String) -> Surroundings {
    var inner = self
    inner.callers.append(caller)
    inner.progress = { _ in }
    return inner
  }

  /// What surrounds the call of one analysis by another.
  ///
  /// - Throws: ``ArgumentError/recursion(_:analysis:)`` where the one that is called is under way already.
  public func inside(_ caller: String, calling name: String) throws(ArgumentError) -> Surroundings {
    let inside = inside(caller)
    guard !inside.callers.contains(name) else { throw .recursion(name, analysis: caller) }
    return inside
  }
}
