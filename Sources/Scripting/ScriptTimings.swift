/// Where a run's time went: which analyses and which lines of the script took it.
public struct ScriptTimings: Sendable, Hashable, Codable {
  /// The calls of one function.
  public struct Function: Sendable, Hashable, Codable {
    /// Its full name.
    public let name: String
    /// How often the script called it.
    public var calls: Int
    /// The time that the calls took together, with what they called in turn, in seconds.
    public var seconds: Double
  }

  /// The functions that the script called, in the order of their first calls.
  public private(set) var functions: [Function] = []
  /// The time that all calls of the script took, each counted once, in seconds.
  public internal(set) var called = 0.0
  /// The time from the first line of the script to its end, in seconds.
  public internal(set) var total = 0.0

  /// Nothing measured yet.
  public init() {}

  /// Adds a call of a function.
  mutating func add(_ name: String, took duration: Duration) {
    let place = functions.firstIndex { $0.name == name } ?? functions.endIndex
    if place == functions.endIndex { functions.append(Function(name: name, calls: 0, seconds: 0)) }
    functions[place].calls += 1
    functions[place].seconds += duration.seconds
  }
}

extension Duration {
  /// The duration in seconds.
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}

extension ScriptHost {
  /// Calls a function of a plugin, and notes how long it took.
  ///
  /// The clock is read for ``timings`` alone: no script and no report sees it.
  func timed<Value>(_ name: String, _ work: () throws -> Value) rethrows -> Value {
    guard isTimed else { return try work() }
    let begin = ContinuousClock.now
    callDepth += 1
    defer {
      let duration = ContinuousClock.now - begin
      callDepth -= 1
      timings.add(name, took: duration)
      // A call from within another is part of that one's time.
      if callDepth == 0 { timings.called += duration.seconds }
    }
    return try work()
  }
}
