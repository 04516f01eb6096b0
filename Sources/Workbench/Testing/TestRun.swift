import Dispatch
import Sandbox
public import Scripting
import Synchronization

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What came of a file of tests.
public struct TestFileOutcome: Sendable, Hashable {
  /// The path under which it is shown.
  public var path: String
  /// The tests, in order, those that were not run among them; where the file itself failed, one of them says so.
  public var tests: [TestOutcome] = []
  /// What was printed.
  public var printed = ""
  /// What the user should know.
  public var notes: [String] = []
  /// The signal with which the user stopped it.
  public var interruptedBy: Int32?
  /// What is wrong with the data, where that is why nothing of it was run.
  public var dataFault: String?
  /// The seconds that it took, with the start of its worker.
  public var seconds = 0.0
  /// The snapshots that were written.
  public var written: [String] = []

  /// How many tests passed.
  public var passed: Int { tests.count(where: \.isPassed) }
  /// How many failed.
  public var failed: Int { tests.count { $0.failure != nil } }
  /// How many were not run.
  public var omitted: Int { tests.count { $0.omission != nil } }
}

/// A run of test files, each in a worker process of its own, several at a time.
public struct TestRun: Sendable {
  private let files: [TestFile]
  private let settings: TestSettings
  private let jobs: Int

  /// A run.
  ///
  /// - Parameters:
  ///   - files: What is tested.
  ///   - settings: What holds for all files.
  ///   - jobs: How many files are run at a time.
  public init(_ files: [TestFile], _ settings: TestSettings, jobs: Int) {
    self.files = files
    self.settings = settings
    self.jobs = max(1, min(jobs, files.count))
  }

  /// Runs the files.
  ///
  /// - Parameter tell: Takes what came of each file, in the order of the files, whichever ends first.
  /// - Returns: The same.
  public func perform(tell: @escaping @Sendable (TestFileOutcome) -> Void) -> [TestFileOutcome] {
    let course = Mutex(Course(count: files.count))
    DispatchQueue.concurrentPerform(iterations: jobs) { _ in
      while let place = course.withLock({ $0.take() }) {
        let outcome = outcome(of: files[place])
        course.withLock { course in
          course.outcomes[place] = outcome
          while course.told < files.count, let next = course.outcomes[course.told] {
            tell(next)
            course.told += 1
          }
        }
      }
    }
    return course.withLock { $0.outcomes.compactMap(\.self) }
  }

  private struct Course {
    var next = 0
    var told = 0
    var outcomes: [TestFileOutcome?]
    var isStopped: Bool { outcomes.contains { $0?.interruptedBy != nil } }

    init(count: Int) { outcomes = [TestFileOutcome?](repeating: nil, count: count) }

    mutating func take() -> Int? {
      guard next < outcomes.count, !isStopped else { return nil }
      defer { next += 1 }
      return next
    }
  }

  private func outcome(of file: TestFile) -> TestFileOutcome {
    let clock = ContinuousClock()
    let start = clock.now
    var talk = TestTalk(file)
    do {
      let request = try TestRequest(file, settings)
      try talk.hold(request)
      if talk.isWhole { try writeSnapshots(of: file, talk.snapshots, &talk.outcome) }
    } catch { talk.fail("\(error)") }
    talk.outcome.seconds = start.duration(to: clock.now) / .seconds(1)
    return talk.outcome
  }

  private func writeSnapshots(of file: TestFile, _ seen: SnapshotsSeen, _ outcome: inout TestFileOutcome) throws {
    guard case .tests = file.content else { return }
    let folder = file.folderOfSnapshots
    if !seen.new.isEmpty {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    for (name, text) in seen.new.sorted(by: { $0.key < $1.key }) where !name.contains("/") && !name.hasPrefix(".") {
      let url = URL(fileURLWithPath: "\(folder)/\(name).txt")
      if let known = try? Data(contentsOf: url), known == Data(text.utf8) { continue }
      try Data(text.utf8).write(to: url, options: .atomic)
      outcome.written.append("\(folder)/\(name).txt")
    }
    guard settings.filter == nil, outcome.failed == 0 else { return }
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    for name in names where name.hasSuffix(".txt") && !seen.used.contains(String(name.dropLast(4))) {
      outcome.notes.append("\(folder)/\(name) belongs to no test any more; delete it")
    }
  }
}

/// The parent's side of the talk with a worker that runs a file of tests.
private struct TestTalk {
  var outcome: TestFileOutcome
  private let file: TestFile
  private var underWay: String?
  /// The tests that are still to be run.
  private var waiting: [String] = []
  private(set) var snapshots = SnapshotsSeen()
  /// Whether the worker went through the whole file.
  private(set) var isWhole = false

  init(_ file: TestFile) {
    self.file = file
    outcome = TestFileOutcome(path: file.path)
  }

  /// Notes that the file, or the test that is under way, failed as a whole.
  mutating func fail(_ reason: String, place: String? = nil) {
    let name = underWay ?? "the file as a whole"
    outcome.tests.append(TestOutcome(name: name, failure: .init(reason, place: place ?? file.path), seconds: 0))
    underWay = nil
  }

  /// Starts a worker, and hears it to its end.
  mutating func hold(_ request: TestRequest) throws {
    let limit = request.run.timeLimit
    let end = try Worker(arguments: [ScriptRun.workerArgument]).run(
      request: [Frame(kind: 0, payload: try WireFormat.encode(WorkerTask.test(request)))],
      clock: WorkerClock(limit: .seconds(limit), start: .atFrame(kind: WorkerFrame.ready.rawValue)),
      onFrame: { try hear($0) })
    guard !isWhole else { return noteIfEmpty(request) }
    defer { noteWaiting() }
    switch end.outcome {
    case .interrupted(let signal): outcome.interruptedBy = signal
    case .timedOut(.killed):
      fail("stopped: the file was still running after its time limit of \(request.run.timeLimitWords)")
    case .crashed where end.ranOutOfMemory:
      fail("stopped: the file went over its memory limit of \(request.run.memoryLimitWords)")
    case .crashed(let signal):
      let near = CrashNotice.parse(end.tail)?.place.map { " near \($0)" } ?? ""
      fail("the file crashed Lua\(near) (\(SignalName(signal)))")
    case .finished, .timedOut(.answered), .brokenProtocol:
      if !hasFailed { fail("the worker ended without an answer") }
    }
  }

  private var hasFailed = false

  private mutating func noteIfEmpty(_ request: TestRequest) {
    if case .tests = request.work, request.filter == nil, outcome.tests.isEmpty {
      outcome.notes.append("it declares no tests: testing.test(\"…\", function() … end) declares one")
    }
  }

  /// Says which tests a file's early end left out.
  private mutating func noteWaiting() {
    guard !waiting.isEmpty, outcome.interruptedBy == nil else { return }
    outcome.tests += waiting.map { TestOutcome(name: $0, omission: Self.ended) }
  }

  /// Why tests are not run that stand behind one which ends the file.
  private static let ended = "the file ended before it"

  /// The most bytes of what a file prints that are kept.
  private static let mostPrinted = 1 << 20

  private mutating func hear(printed text: String) {
    let room = Self.mostPrinted - outcome.printed.utf8.count
    guard room > 0 else { return }
    outcome.printed += text.utf8.count <= room ? text : String(text.prefix(room))
    if outcome.printed.utf8.count >= Self.mostPrinted {
      outcome.notes.append("it prints more than \(Self.mostPrinted >> 20) MiB, of which the rest is not kept")
    }
  }

  private mutating func hear(_ frame: Frame) throws {
    switch WorkerFrame(rawValue: frame.kind) {
    case .print: hear(printed: frame.text)
    case .warning: outcome.notes.append(frame.text)
    case .testsFound: waiting = try WireFormat.decode([String].self, from: frame.payload)
    case .testBegan:
      underWay = frame.text
      if waiting.first == frame.text { waiting.removeFirst() }
    case .testEnded:
      underWay = nil
      var test = try WireFormat.decode(TestOutcome.self, from: frame.payload)
      test.failure?.locate(in: file)
      outcome.tests.append(test)
    case .snapshots:
      snapshots = try WireFormat.decode(SnapshotsSeen.self, from: frame.payload)
      isWhole = true
    case .failure:
      let failure = try WireFormat.decode(WorkerFailure.self, from: frame.payload)
      hasFailed = true
      if failure.kind == .data { outcome.dataFault = failure.description }
      var located = TestOutcome.Failure(failure.description)
      located.takePlace(of: file)
      fail(located.message, place: located.place)
    case .ready, .progress, .report, .timings, .answer, .declared, nil: break
    }
  }
}

extension TestOutcome.Failure {
  /// Places as they are seen from the working folder: what the worker names by file alone lies beside the test.
  fileprivate mutating func locate(in file: TestFile) {
    place = place.map { $0.contains("/") ? $0 : file.folderPrefix + $0 } ?? file.path
  }

  /// Takes the place off the front of a message that begins with one, as `name.lua:3: …` or `name.lua:3:5: …`.
  fileprivate mutating func takePlace(of file: TestFile) {
    let name = file.path.dropFirst(file.folderPrefix.count) + ":"
    guard message.hasPrefix(name) else { return }
    let digits = message.dropFirst(name.count).prefix(while: \.isPlace)
    place = digits.isEmpty ? file.path : "\(file.path):\(digits.dropLast())"
    message = String(message.dropFirst(name.count + digits.count).drop { $0 == " " })
  }
}

extension Character {
  /// Whether it can be part of the line and column of a place.
  fileprivate var isPlace: Bool { isNumber || self == ":" }
}
