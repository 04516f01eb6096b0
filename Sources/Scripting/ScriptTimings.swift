import Lua

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

  /// A line of the script, or of a module that it required.
  public struct Line: Sendable, Hashable, Codable {
    /// The file and the number of the line, as `mine.lua:12`.
    public let place: String
    /// What stands there.
    public let text: String
    /// How many of the samples of Lua's instructions fell on it.
    public let samples: Int
    /// The time of the workbench's functions that it called, in seconds.
    public let called: Double
  }

  /// The lines that took time, in the order of their places.
  public internal(set) var lines: [Line] = []
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

extension ScriptTimings.Line {
  /// A line of a profile, with its text.
  init(_ line: LuaProfile.Line, in sources: [String: String]) {
    let lines = sources[line.chunk]?.split(separator: "\n", omittingEmptySubsequences: false) ?? []
    let text = lines.indices.contains(line.line - 1) ? lines[line.line - 1] : ""
    self.init(
      place: "\(line.chunk):\(line.line)", text: text.split(separator: " ").joined(separator: " "),
      samples: line.samples,
      called: Double(line.hostNanoseconds) * 1e-9)
  }
}

extension ScriptHost {
  /// Begins to note on which lines the time goes, where that is asked for.
  func beginTiming() { if isTimed { try? lua.startProfile() } }

  /// Takes the lines on which the time went.
  func endTiming(_ source: String, name: String) {
    guard isTimed, let profile = try? lua.endProfile() else { return }
    var sources = [name: source]
    for (module, text) in modules { sources["\(module).lua"] = text }
    timings.lines = profile.lines.map { ScriptTimings.Line($0, in: sources) }
  }

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
