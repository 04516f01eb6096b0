public import Analyses
public import Cohorts
import Lua

/// What a test file is lent beside what scripts are lent, and what its tests have come to so far.
public final class TestSession {
  /// Makes a cohort of what would be files, with all the checks that files go through.
  public var makeCohort: (CohortText) throws -> Cohort
  /// Runs a script that lies beside the test, with parameters as a script would write them, on a cohort.
  public var runScript: (_ name: String, _ parameters: [Argument.Entry], Cohort) throws -> Report
  /// The snapshots that there are, by name.
  public let snapshots: [String: String]
  /// Whether snapshots are written rather than compared.
  public let isUpdating: Bool

  /// The names of the snapshots that were asked for.
  public private(set) var usedSnapshots: Set<String> = []
  /// The snapshots that are to be written, by name.
  public private(set) var newSnapshots: [String: String] = [:]

  private(set) var tests: [TestFunction] = []
  /// Whether a test is under way.
  private(set) var isTesting = false
  private var assertions = 0
  private var failures: [AssertionFailure] = []

  /// A session that has seen no test yet.
  ///
  /// - Parameters:
  ///   - snapshots: The snapshots that there are, by name.
  ///   - isUpdating: Whether snapshots are written rather than compared.
  ///   - makeCohort: Makes a cohort of what would be files.
  ///   - runScript: Runs a script that lies beside the test.
  public init(
    snapshots: [String: String], isUpdating: Bool, makeCohort: @escaping (CohortText) throws -> Cohort,
    runScript: @escaping (_ name: String, _ parameters: [Argument.Entry], Cohort) throws -> Report
  ) {
    self.snapshots = snapshots
    self.isUpdating = isUpdating
    self.makeCohort = makeCohort
    self.runScript = runScript
  }
}

/// A test as a file declares it.
struct TestFunction {
  let name: String
  let body: LuaFunction
}

// MARK: - The course of a test

extension TestSession {
  /// Takes a test, which is run when its whole file was read.
  func declare(_ test: TestFunction) throws {
    guard !isTesting else { throw TestingFault("testing.test: a test cannot stand inside a test") }
    guard !tests.contains(where: { $0.name == test.name }) else {
      throw TestingFault("testing.test: there is a test \"\(test.name)\" already; give this one a name of its own")
    }
    tests.append(test)
  }

  func begin() {
    isTesting = true
    assertions = 0
    failures = []
  }

  /// Why a test fails though nothing ended it; `nil` where it passes.
  func end() -> AssertionFailure? {
    isTesting = false
    if let failure = failures.first { return failure }
    return assertions == 0 ? AssertionFailure("asserts nothing") : nil
  }

  /// Counts an assertion.
  ///
  /// - Parameters:
  ///   - name: Its name, such as `testing.equal`.
  ///   - failure: What it finds wrong; `nil` where it holds.
  /// - Throws: The failure, and ``TestingFault`` outside of a test.
  func assert(_ name: String, _ failure: () throws -> AssertionFailure?) throws {
    guard isTesting else {
      throw TestingFault("\(name) belongs inside a test: testing.test(\"…\", function() … end)")
    }
    assertions += 1
    guard let failure = try failure() else { return }
    failures.append(failure)
    throw failure
  }

  /// The snapshot of that name, which is then known to be used.
  func snapshot(_ name: String) -> String? {
    usedSnapshots.insert(name)
    return snapshots[name]
  }

  func write(snapshot name: String, _ text: String) throws {
    if let other = newSnapshots[name], other != text {
      throw TestingFault("testing.snapshot: snapshot \"\(name)\" is written twice, with different texts")
    }
    usedSnapshots.insert(name)
    newSnapshots[name] = text
  }
}

/// What an assertion finds wrong.
struct AssertionFailure: Error, CustomStringConvertible {
  /// What is wrong, in words that need nothing beside them.
  let description: String
  /// What should be, where there is a short word for it.
  var expected: String?
  /// What is.
  var found: String?

  init(_ description: String, expected: String? = nil, found: String? = nil) {
    self.description = description
    self.expected = expected
    self.found = found
  }
}

/// A test that is not written as tests are.
struct TestingFault: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
