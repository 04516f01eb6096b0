import CLuaShim

/// Where a run spent its time, by the lines of its scripts.
public struct LuaProfile: Equatable, Sendable {
  /// What a line cost.
  public struct Line: Equatable, Sendable {
    /// The name of the text.
    public var chunk: String
    /// The line, from 1.
    public var line: Int
    /// How often the line was under way when a sample of Lua's instructions was taken.
    public var samples: Int
    /// How many calls of Swift it made.
    public var calls: Int
    /// Nanoseconds that those took, without the time of scripts that they called in turn.
    public var hostNanoseconds: Int
  }

  /// The lines that cost something, by text and number.
  public var lines: [Line]
  /// How many instructions of Lua each sample stands for.
  public var every: Int
}

extension LuaState {
  /// Begins to measure where time goes, and forgets what was measured before.
  ///
  /// Coroutines are measured too, if they are made after this. A sample every so many instructions costs little; a prime
  /// number keeps it from falling on the same line of a loop each time. A state that is not measured pays nothing.
  ///
  /// - Parameter instructions: After how many instructions of Lua a sample is taken.
  /// - Throws: ``LuaError`` while a script runs, or where memory runs out.
  public func startProfile(every instructions: Int = 997) throws {
    try setProfile(every: Int32(clamping: max(1, instructions)))
  }

  /// Ends measuring, and gives what was found; nil where nothing was measured.
  ///
  /// - Throws: ``LuaError`` while a script runs.
  public func endProfile() throws -> LuaProfile? {
    guard let every = profileInterval else { return nil }
    var count = 0
    let first = wb_profile_lines(vm, &count)
    let lines = UnsafeBufferPointer(start: first, count: count).map { line in
      LuaProfile.Line(
        chunk: String(cString: line.chunk), line: Int(line.line), samples: Int(line.samples), calls: Int(line.calls),
        hostNanoseconds: Int(line.nanoseconds))
    }
    try setProfile(every: 0)
    return LuaProfile(lines: lines.sorted { ($0.chunk, $0.line) < ($1.chunk, $1.line) }, every: every)
  }

  private func setProfile(every instructions: Int32) throws {
    guard wb_profile_every(vm, instructions) == 0 else {
      throw LuaError(.runtime, "measuring cannot begin or end while a script runs")
    }
    profileInterval = instructions > 0 ? Int(instructions) : nil
  }
}
