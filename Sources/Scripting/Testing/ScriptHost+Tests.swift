import Analyses
import Lua

/// What came of a test.
public struct TestOutcome: Sendable, Hashable, Codable {
  /// Why a test failed.
  public struct Failure: Sendable, Hashable, Codable {
    /// The file and line of what failed, as `file:line`; `nil` where it is not known.
    public var place: String?
    /// What is wrong.
    public var message: String
    /// What should be, where there is a short word for it.
    public var expected: String?
    /// What is.
    public var found: String?
    /// The calls that were under way, innermost first, a line each.
    public var calls: [String]

    /// A failure.
    public init(
      _ message: String, place: String? = nil, expected: String? = nil, found: String? = nil, calls: [String] = []
    ) {
      self.message = message
      self.place = place
      self.expected = expected
      self.found = found
      self.calls = calls
    }
  }

  /// The test's name.
  public var name: String
  /// Why it failed; `nil` where it passed.
  public var failure: Failure?
  /// Why it was not run, as a sentence; `nil` where it was.
  public var omission: String?
  /// The seconds that it took.
  public var seconds: Double

  /// Whether it was run, and nothing failed.
  public var isPassed: Bool { failure == nil && omission == nil }

  /// The outcome of a test that was run.
  public init(name: String, failure: Failure?, seconds: Double) {
    self.name = name
    self.failure = failure
    self.seconds = seconds
  }

  /// The outcome of a test that was not run.
  public init(name: String, omission: String) {
    self.init(name: name, failure: nil, seconds: 0)
    self.omission = omission
  }
}

extension ScriptHost {
  /// Runs the tests of a file, in their order.
  ///
  /// The file is run first, and declares its tests; then each test is run by itself, with the defaults of the workbench
  /// and random numbers from the beginning. One that
  /// fails does not keep the others from being run.
  ///
  /// - Parameters:
  ///   - source: Its text.
  ///   - name: The name that its errors carry.
  ///   - session: What it is lent.
  ///   - filter: What the names of the tests that are run hold; all are run without it.
  ///   - found: Is told the names of the tests that will be run, when the file was read.
  ///   - began: Is told the name of each test before it is run.
  ///   - ended: Is told what came of it.
  /// - Throws: ``ScriptFailure`` where the file cannot be run, or goes over a bound.
  public func runTests(
    _ source: String, name: String, in session: TestSession, matching filter: String?,
    found: ([String]) throws -> Void, began: (String) throws -> Void, ended: (TestOutcome) throws -> Void
  ) throws {
    testing = session
    do { _ = try lua.run(LuaSource(name: name, text: source)) } catch { throw failure(error, of: name) }
    let tests = session.tests.filter { test in filter.map(test.name.lowercased().contains) ?? true }
    try found(tests.map(\.name))
    for test in tests {
      try began(test.name)
      defaults = options.defaults
      _ = try? lua.run(LuaSource(name: "seed", text: "math.randomseed(\(Int64(bitPattern: options.seed)))"))
      let clock = ContinuousClock()
      let start = clock.now
      let failure = try failure(of: test, of: name, session)
      let seconds = start.duration(to: clock.now) / .seconds(1)
      try ended(TestOutcome(name: test.name, failure: failure, seconds: seconds))
    }
  }

  private func failure(
    of test: TestFunction, of file: String, _ session: TestSession
  ) throws(ScriptFailure) -> TestOutcome.Failure? {
    session.begin()
    do {
      _ = try lua.call(test.body)
    } catch {
      _ = session.end()
      let lua = error as? LuaError
      if lua?.kind == .memory || lua?.kind == .interrupted { throw ScriptFailure(error, script: file) }
      return TestOutcome.Failure(error, of: file)
    }
    return session.end().map { TestOutcome.Failure($0.description, expected: $0.expected, found: $0.found) }
  }
}

extension TestOutcome.Failure {
  /// What Lua raised in a test.
  fileprivate init(_ error: any Error, of file: String) {
    guard let error = error as? LuaError else {
      self.init("\(error)")
      return
    }
    let failure = error.cause as? AssertionFailure
    let row = error.row == nil ? error.message : error.description.dropping(prefix: error.place.map { "\($0): " } ?? "")
    let inTest = error.traceback.first { $0.place.chunk == file && $0.place.line != nil }?.place
    var message = failure?.description ?? row + error.advice
    if let place = error.place, place.chunk != file, let inTest { message += " (called in \(inTest))" }
    self.init(
      message, place: (error.place ?? inTest)?.description, expected: failure?.expected, found: failure?.found,
      calls: error.traceback.map { "\($0.place): in \($0.function)" })
  }
}

extension String {
  fileprivate func dropping(prefix: String) -> String {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : self
  }
}
